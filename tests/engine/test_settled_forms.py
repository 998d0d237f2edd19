"""Options of the eight forms on which the engine and the oracle once differed, as docs/meanings.md settles them."""

from __future__ import annotations

from datetime import date

import yaml

from practice_rules.case import Coverage, Event, EventCoverage
from practice_rules.engine.record import as_moment
from tests.engine.said import Said, evaluation, event, owed, pack_of, said, the_row

PLAN = event("child_protection_plan.started", "2026-03-02")


def one_line(rule: str, more: str = "") -> Said:
    """A pack of one rule that is short enough to be written in one line."""
    return pack_of(yaml.safe_dump(yaml.safe_load(rule)), more=more)


def planned(kind: str, at: str, **more: str) -> Event:
    return event(kind, at, status="planned", **more)


def seen_through(coverage: Coverage, pack: Said, events: list[Event], as_of: str) -> list[str]:
    return [said(row) for row in evaluation(pack, events, as_of, None, coverage).rows]


# windows


def test_a_window_opens_with_its_day_where_the_councils_days_end_at_noon() -> None:
    pack = one_line(
        "{form: lead, before: icpc.held, at_most: 4 weeks, do: visit.made}", more="conventions: {end_of_day: '12:00'}\n"
    )
    events = [event("visit.made", "2026-03-02T09:00"), event("icpc.held", "2026-03-30")]
    assert owed(pack, events, "2026-03-31") == ["met 2026-03-30"]


def test_what_is_known_by_its_day_counts_on_the_day_on_which_the_period_began() -> None:
    pack = one_line("{form: lead, before: icpc.held, since: child_protection_plan, do: visit.made}")
    events = [
        event("child_protection_plan.started", "2026-03-02T11:00"),
        event("visit.made", "2026-03-02"),
        event("icpc.held", "2026-03-30"),
    ]
    assert owed(pack, events, "2026-03-31") == ["met 2026-03-30"]


def test_a_period_that_was_over_before_the_meeting_opens_no_window_for_it() -> None:
    pack = one_line("{form: lead, before: icpc.held, since: child_protection_plan, do: visit.made}")
    ended = event("child_protection_plan.ended", "2026-03-20")
    events = [PLAN, event("visit.made", "2026-03-10"), ended, event("icpc.held", "2026-03-30")]
    assert owed(pack, events, "2026-03-31") == ["breached 2026-03-30"]


def test_an_early_act_in_a_state_that_cannot_be_told_only_may_count() -> None:
    pack = one_line(
        "{form: deadline, after: icpc.held, within: 1 week, early: {age: {from: 16 years}}, do: visit.made}"
    )
    events = [event("visit.made", "2026-03-02"), event("icpc.held", "2026-03-09")]
    assert owed(pack, events, "2026-03-31") == ["unknown 2026-03-16"]
    assert owed(pack, events, "2026-03-31", born="2009-01-01") == ["met 2026-03-16"]


# which act


def test_a_visit_that_counts_in_one_way_counts_though_in_another_it_only_may() -> None:
    pack = pack_of(
        """
        form: deadline
        after: strategy_discussion.held
        within: 1 week
        do: {any_of: [{event: visit.made, match: [attended_by]}, visit.made]}
        """
    )
    events = [event("strategy_discussion.held", "2026-03-02"), event("visit.made", "2026-03-03")]
    assert owed(pack, events, "2026-03-04") == ["met 2026-03-09"]


MATCHED = pack_of(
    """
    form: deadline
    after: strategy_discussion.held
    within: 1 week
    do: {event: visit.made, match: [attended_by]}
    """
)


def test_an_act_goes_to_the_trigger_that_it_surely_matches_before_one_that_it_only_may() -> None:
    first = event("strategy_discussion.held", "2026-03-02", attended_by=["police"])
    events = [
        first,
        event("strategy_discussion.held", "2026-03-03"),
        event("visit.made", "2026-03-04", attended_by=["police"]),
    ]
    assert owed(MATCHED, events, "2026-03-05") == ["met 2026-03-09", "due 2026-03-10"]


def test_what_says_that_it_is_about_the_trigger_needs_no_other_sign_that_it_is() -> None:
    trigger = event("strategy_discussion.held", "2026-03-02", id="s1")
    assert owed(MATCHED, [trigger, event("visit.made", "2026-03-04", about="s1")], "2026-03-05") == ["met 2026-03-09"]


# agreements


def test_an_agreement_about_a_deadline_ends_with_the_last_day_that_it_names() -> None:
    pack = pack_of(
        """
        form: deadline
        after: referral.received
        within: 10 working days
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: looser}
        """
    )
    agreed = event("visiting_frequency.agreed", "2026-03-03", every="4 weeks", until=date(2026, 3, 10))
    assert owed(pack, [event("referral.received", "2026-03-02"), agreed], "2026-03-04") == ["due 2026-03-16"]


# meetings


FIRST = pack_of(
    """
    form: lead
    before: {event: looked_after_review.held, which: first, in: looked_after}
    at_least: 1 week
    do: conference_report.shared
    """
)


def test_a_review_that_was_called_off_is_not_the_first() -> None:
    events = [
        event("looked_after.started", "2026-03-02"),
        planned("looked_after_review.held", "2026-03-24", id="r1", recorded_at="2026-03-02"),
        event("looked_after_review.held", "2026-03-24", status="cancelled", replaces="r1", recorded_at="2026-03-04"),
    ]
    assert owed(FIRST, events, "2026-03-31") == ["lapsed 2026-03-17"]
    held = event("looked_after_review.held", "2026-04-14")
    assert owed(FIRST, [*events, held], "2026-04-30") == ["lapsed 2026-03-17", "breached 2026-04-07"]


def test_a_lead_belongs_to_the_latest_plan_that_was_open_as_it_opened() -> None:
    pack = one_line("{form: lead, before: icpc.held, at_least: 1 week, do: visit.made, belongs_to: placement}")
    events = [
        event("placement.started", "2026-03-02", placement_id="p1"),
        event("placement.started", "2026-03-03", placement_id="p2"),
        planned("icpc.held", "2026-03-30", recorded_at="2026-03-09"),
        event("placement.ended", "2026-03-12", placement_id="p1"),
    ]
    assert owed(pack, events, "2026-03-16") == ["due 2026-03-23"]


# phases and periods


def test_a_second_phase_that_never_begins_is_no_error() -> None:
    pack = pack_of(
        """
        form: series
        while: looked_after
        phases:
          - {until: {event: looked_after_review.held, which: first, in: looked_after}, every: 1 week}
          - {until: {event: icpc.held, which: first, in: looked_after}, every: 2 weeks}
          - {every: 6 weeks}
        do: visit.made
        """
    )
    events = [event("looked_after.started", "2026-03-02"), event("icpc.held", "2026-03-03")]
    assert owed(pack, events, "2026-03-04") == ["due 2026-03-09"]


def test_a_period_that_ended_of_itself_may_be_opened_again() -> None:
    pack = one_line(
        "{form: deadline, after: assessment.started, within: same day, do: visit.made, only_if: trial}",
        more="vocabulary: {periods: {trial: {meaning: A trial., opens: placement.started, closes: placement.ended, lasts: 4 weeks}}}\n",
    )
    starts = [event("placement.started", "2026-03-03"), event("placement.started", "2026-04-14")]
    assert owed(pack, [*starts, event("assessment.started", "2026-04-20")], "2026-04-20") == ["due 2026-04-20"]


# limits and judgements


def test_a_limit_while_something_holds_does_not_count_the_rest() -> None:
    at_once = one_line("{form: limit, of: placement, no_more_than: 1, while: looked_after}")
    longest = one_line("{form: limit, of: placement, no_longer_than: 2 weeks, while: looked_after}")
    events = [event("placement.started", "2026-03-02", placement_id=name) for name in ("p1", "p2")]
    assert owed(at_once, events, "2026-04-01") == owed(longest, events, "2026-04-01") == []
    events.append(event("looked_after.started", "2026-03-30"))
    assert owed(at_once, events, "2026-04-01") == ["breached -"]
    assert owed(longest, events, "2026-04-01") == ["met 2026-04-13"] * 2


def test_a_limit_in_a_state_that_cannot_be_told_is_unknown_if_it_would_be_exceeded() -> None:
    pack = one_line(
        "{form: limit, each: visit.made, no_more_than: 1, in: calendar_month, while: {age: {under: 5 years}}}"
    )
    events = [event("visit.made", "2026-03-02"), event("visit.made", "2026-03-03")]
    assert owed(pack, events, "2026-04-01") == ["unknown -"]


def test_an_audit_answers_the_latest_before_it_and_not_every_one() -> None:
    pack = one_line("{form: judgement, at: assessment.completed}")
    answer = event("practice_audit.answered", "2026-04-01", rule=pack.compiled.rules[0].id, answer="met")
    events = [event("assessment.completed", "2026-03-02"), event("assessment.completed", "2026-03-20"), answer]
    assert owed(pack, events, "2026-04-30") == ["unknown -", "met -"]


# sources


BOTH = one_line("{form: deadline, after: icpc.held, within: 1 week, do: {all_of: [core_group.held, visit.made]}}")


def test_a_part_that_the_source_shows_was_not_done_is_enough_for_a_breach() -> None:
    no_groups = Coverage("an extract", {"icpc.held": EventCoverage(), "visit.made": EventCoverage()})
    events = [event("icpc.held", "2026-03-02")]
    assert seen_through(no_groups, BOTH, events, "2026-03-31") == ["breached 2026-03-09"]
    visited = [*events, event("visit.made", "2026-03-03")]
    assert seen_through(no_groups, BOTH, visited, "2026-03-31") == ["unknown 2026-03-09"]


def test_a_source_that_begins_after_early_acts_may_have_been_done_cannot_show_them() -> None:
    pack = one_line("{form: deadline, after: icpc.held, within: 1 week, early: 4 weeks, do: visit.made}")
    source = Coverage(
        "an extract", {"icpc.held": EventCoverage(), "visit.made": EventCoverage(first=date(2026, 2, 20))}
    )
    assert seen_through(source, pack, [event("icpc.held", "2026-03-02")], "2026-03-31") == ["unknown 2026-03-09"]
    assert seen_through(source, pack, [event("icpc.held", "2026-03-20")], "2026-03-31") == ["breached 2026-03-27"]


def test_the_verdict_without_an_agreement_is_unknown_where_the_source_cannot_show_it() -> None:
    pack = pack_of(
        """
        form: deadline
        after: icpc.held
        within: 1 week
        do: visit.made
        or_as_agreed: {event: assessment.extended, attribute: until, only: looser}
        """
    )
    source = Coverage("an extract", {"icpc.held": EventCoverage(), "assessment.extended": EventCoverage()})
    agreed = event("assessment.extended", "2026-03-03", until=date(2026, 3, 31))
    visited = event("visit.made", "2026-03-20")
    row = the_row(pack, [event("icpc.held", "2026-03-02"), agreed, visited], "2026-04-01", coverage=source)
    assert (row.status, row.plain_status) == ("met", "unknown")


def test_a_series_in_one_of_two_periods_of_which_the_source_holds_only_one_may_be_running() -> None:
    pack = one_line("{form: series, while: {any_of: [looked_after, placement]}, every: 2 weeks, do: visit.made}")
    shown = {"looked_after.started": EventCoverage(), "visit.made": EventCoverage()}
    events = [event("visit.made", "2026-03-02", child_seen=True)]
    assert seen_through(Coverage("an extract", shown), pack, events, "2026-03-10")[-1] == "unknown 2026-03-16"
    whole = Coverage("an extract", {**shown, "placement.started": EventCoverage()})
    assert seen_through(whole, pack, events, "2026-03-10") == []
    hidden = Coverage("an extract", {"looked_after.started": EventCoverage()})
    assert seen_through(hidden, pack, [], "2026-03-10") == []  # nothing is known of the child yet


def test_what_may_have_been_before_the_record_begins_with_it_or_not_at_all() -> None:
    pack = one_line("{form: series, while: {any_of: [looked_after, placement]}, every: 2 weeks, do: visit.made}")
    source = Coverage("an extract", {"looked_after.started": EventCoverage(), "visit.made": EventCoverage()})
    for began in ("2026-03-02", "2026-03-02T10:00"):
        events = [event("looked_after.started", began)]
        assert seen_through(source, pack, events, "2026-03-10") == ["due 2026-03-16"]


def test_a_condition_on_what_the_source_does_not_hold_cannot_be_told() -> None:
    check = "{form: check, at: placement.started, while: {happened: visit.made}}"
    source = Coverage("an extract", {"placement.started": EventCoverage()})
    (row,) = evaluation(one_line(check), [event("placement.started", "2026-03-02")], "2026-03-10", None, source).rows
    assert (row.status, row.missing) == ("unknown", ("whether there was a visit.made",))
    lasted = "{form: check, at: visit.made, while: {has_lasted: looked_after, for: 2 weeks}}"
    source = Coverage("an extract", {"visit.made": EventCoverage()})
    events = [event("visit.made", "2026-03-02"), event("visit.made", "2026-03-20")]
    row = evaluation(one_line(lasted), events, "2026-03-20", None, source).rows[-1]
    assert (row.status, row.missing) == ("unknown", ("whether there was a looked after",))


def test_a_doubtful_phase_is_in_doubt_for_a_first_interval_too() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        phases:
          - {when: {latest: icpc.held, where: {outcome: child_protection_plan}}, every: null, standard: [SAI-002]}
          - {every: 2 weeks, standard: [SAI-003]}
        first: 1 week
        do: visit.made
        """
    )
    events = [event("placement.started", "2026-03-02"), event("icpc.held", "2026-03-04")]
    assert owed(pack, events, "2026-03-05") == ["unknown 2026-03-09"]


# conditions settled for a lead


REPORT_RULE = yaml.safe_dump(
    yaml.safe_load(
        "{form: lead, before: icpc.held, at_least: 2 working days, do: conference_report.shared,"
        " provided: {event: section_47.completed, where: {outcome: initial_conference}}}"
    )
)
REPORT = pack_of(REPORT_RULE)
CONFERENCE = planned("icpc.held", "2026-03-24", recorded_at="2026-03-09")
YES = event("section_47.completed", "2026-03-05", outcome="initial_conference")
NO = event("section_47.completed", "2026-03-12", outcome="no_further_action")


def test_what_was_decided_by_the_lead_date_settles_what_must_come_before_the_meeting_once_it_has_passed() -> None:
    assert owed(REPORT, [CONFERENCE], "2026-03-23") == ["unknown 2026-03-20"]
    assert owed(REPORT, [CONFERENCE, YES], "2026-03-23") == ["breached 2026-03-20"]
    for entries in ([CONFERENCE, NO], [CONFERENCE, YES, NO]):
        assert owed(REPORT, entries, "2026-03-20") == ["due 2026-03-20"]
        assert owed(REPORT, entries, "2026-03-21") == ["lapsed 2026-03-20"]


def test_a_lead_that_was_not_owed_for_a_while_is_owed_after_all_and_had_not_lapsed_meanwhile() -> None:
    again = event("section_47.completed", "2026-03-18", outcome="initial_conference")
    entries = [CONFERENCE, NO, again]
    assert [owed(REPORT, entries, f"2026-03-{day}") for day in (11, 13, 18, 20, 21)] == [
        *[["due 2026-03-20"]] * 4,
        ["breached 2026-03-20"],
    ]
    report = event("conference_report.shared", "2026-03-16")
    assert owed(REPORT, [CONFERENCE, NO, report], "2026-03-31") == ["met 2026-03-20"]


def test_a_report_after_the_lead_date_is_for_the_next_conference_where_the_first_was_owed_none() -> None:
    pack = pack_of(REPORT_RULE.replace("before:", "at_most: 4 weeks\nbefore:"))
    report, later = event("conference_report.shared", "2026-03-23"), planned("icpc.held", "2026-03-31")
    yes = event("section_47.completed", "2026-03-26", outcome="initial_conference")
    assert owed(pack, [CONFERENCE, later, NO, yes, report], "2026-04-01") == ["lapsed 2026-03-20", "met 2026-03-27"]
    assert owed(pack, [CONFERENCE, later, YES, yes, report], "2026-04-01") == [
        "breached 2026-03-20",
        "breached 2026-03-27",
    ]


def test_what_was_done_after_a_lead_date_says_nothing_of_whether_it_was_owed() -> None:
    report = event("conference_report.shared", "2026-03-23")
    late = event("section_47.completed", "2026-03-30", outcome="no_further_action")
    assert owed(REPORT, [CONFERENCE, report], "2026-03-29") == ["unknown 2026-03-20"]
    assert owed(REPORT, [CONFERENCE, report, late], "2026-03-30") == ["lapsed 2026-03-20"]


def test_what_is_decided_after_the_lead_date_undoes_no_answer_that_was_given_by_it() -> None:
    late = event("section_47.completed", "2026-03-23", outcome="no_further_action")
    assert owed(REPORT, [CONFERENCE, YES, late], "2026-03-23") == ["breached 2026-03-20"]
    assert owed(REPORT, [CONFERENCE, late], "2026-03-23") == ["lapsed 2026-03-20"]


def test_what_fell_away_and_was_done_all_the_same_sets_off_nothing_that_hangs_on_its_being_done() -> None:
    hanging = {"form": "deadline", "after": {"done": "child_protection.said.r0"}, "do": "core_group.held"}
    pack = pack_of(REPORT_RULE, yaml.safe_dump(hanging))
    entries = [event("icpc.held", "2026-03-24"), event("conference_report.shared", "2026-03-23")]
    assert len(owed(pack, [*entries, NO], "2026-03-31")) == 1
    assert len(owed(pack, [*entries, YES], "2026-03-31")) == 2


def test_what_was_decided_before_the_meeting_before_is_no_answer_for_this_one() -> None:
    before = event("icpc.held", "2026-03-05")
    assert owed(REPORT, [before, YES, CONFERENCE], "2026-03-23")[-1] == "unknown 2026-03-20"


def test_what_is_asked_at_a_moment_that_cannot_be_told_has_no_date() -> None:
    pack = one_line("{form: check, at: {age: 16 years}, while: looked_after}")
    (row,) = evaluation(pack, [event("looked_after.started", "2026-03-02")], "2026-03-10").rows
    assert (row.status, row.due, row.missing) == ("unknown", None, ("date of birth",))


def test_of_two_meetings_an_act_that_serves_all_goes_to_the_one_it_fits_and_may_go_to_the_other() -> None:
    pack = one_line("{form: lead, before: icpc.held, do: {event: visit.made, match: [attended_by]}, discharges: all}")
    events = [
        event("icpc.held", "2026-03-02", attended_by=["police"]),
        event("icpc.held", "2026-03-09"),
        event("visit.made", "2026-03-10", attended_by=["police"]),
    ]
    rows = evaluation(pack, events, "2026-03-20").rows
    assert [(row.status, row.done is not None) for row in rows] == [("breached", True), ("breached", False)]


# gates that ask for an act of several parts


TWICE = one_line("{form: gate, guards: case.closed, needs: [{do: {act: visit.made, times: 2}, named: two visits}]}")
CLOSED = event("case.closed", "2026-03-20")


def test_one_visit_is_not_two_where_a_gate_asks_for_two() -> None:
    first, second = event("visit.made", "2026-03-02"), event("visit.made", "2026-03-03")
    assert owed(TWICE, [first, CLOSED], "2026-03-31") == ["breached 2026-03-20"]
    assert owed(TWICE, [first, second, CLOSED], "2026-03-31") == ["met 2026-03-20"]
    late, later = event("visit.made", "2026-03-23"), event("visit.made", "2026-03-25")
    (row,) = evaluation(TWICE, [CLOSED, late, later], "2026-03-31").rows
    assert row.remedied == as_moment(later.at)


def test_of_several_parts_of_what_a_gate_asks_for_one_that_the_source_shows_was_not_done_is_enough() -> None:
    pack = one_line(
        "{form: gate, guards: case.closed, needs: [{do: {all_of: [visit.made, core_group.held]}, named: both}]}"
    )
    source = Coverage("an extract", {"case.closed": EventCoverage(), "visit.made": EventCoverage()})
    assert seen_through(source, pack, [CLOSED], "2026-03-31") == ["breached 2026-03-20"]
    visited = [event("visit.made", "2026-03-02"), CLOSED]
    assert seen_through(source, pack, visited, "2026-03-31") == ["unknown 2026-03-20"]


# leads that ask for an act of several parts


def test_two_reports_about_a_meeting_are_two_and_one_that_serves_all_is_not() -> None:
    pack = one_line("{form: lead, before: icpc.held, do: {act: visit.made, times: 2}}")
    meeting = event("icpc.held", "2026-03-20", id="c")
    first, second = event("visit.made", "2026-03-02", about="c"), event("visit.made", "2026-03-03", about="c")
    assert owed(pack, [meeting, first, second], "2026-03-31") == ["met 2026-03-20"]
    assert owed(pack, [meeting, first], "2026-03-31") == ["breached 2026-03-20"]
    for_all = one_line("{form: lead, before: icpc.held, do: {act: visit.made, times: 2}, discharges: all}")
    assert owed(for_all, [meeting, event("visit.made", "2026-03-02")], "2026-03-31") == ["breached 2026-03-20"]
    assert owed(for_all, [meeting, first, second], "2026-03-31") == ["met 2026-03-20"]


def test_what_is_linked_with_two_meetings_and_about_neither_serves_the_first_to_come() -> None:
    pack = one_line("{form: lead, before: icpc.held, since: any time, do: {event: visit.made, about: trigger}}")
    plan = event("child_protection_plan.started", "2026-03-01", id="p")
    meetings = [event("icpc.held", "2026-03-10", about="p"), event("icpc.held", "2026-03-20", about="p")]
    linked = event("visit.made", "2026-03-09", about="p")
    assert owed(pack, [plan, *meetings, linked], "2026-03-31") == ["met 2026-03-10", "breached 2026-03-20"]


# limits on what is open at once


def test_a_limit_that_was_not_in_force_when_it_would_have_begun_begins_with_the_next_change_and_no_sooner() -> None:
    pack = one_line(
        "{form: limit, of: allocation, no_more_than: 1, in_force: {from: 2026-03-10},"
        " while: {period: placement, where: {provision: external}}}"
    )
    placed, allocated = (
        event("placement.started", "2026-03-02", provision="external"),
        event("case.allocated", "2026-03-03"),
    )
    perhaps_again = event("placement.started", "2026-03-12")
    assert owed(pack, [placed, allocated, perhaps_again], "2026-03-31") == []
    another = event("case.allocated", "2026-03-16", child="c2")
    assert owed(pack, [placed, allocated, another], "2026-03-31") == ["breached -"]


def test_what_is_due_by_a_date_in_a_trigger_whose_moment_nobody_wrote_down_has_no_date() -> None:
    pack = pack_of(
        "form: deadline\nafter: {event: icpc.held, date: core_group_on}\nby_date: next_meeting_on\ndo: visit.made"
    )
    untold = event("icpc.held", "2026-03-02", next_meeting_on="2026-03-30")
    told = event("icpc.held", "2026-03-02", next_meeting_on="2026-03-30", core_group_on="2026-03-09")
    assert owed(pack, [untold], "2026-04-30") == ["unknown -"]
    assert owed(pack, [told], "2026-04-30") == ["breached 2026-03-30"]


# what hangs on another rule


def test_a_note_about_another_conference_is_not_for_what_hangs_on_the_breach_that_one_set_off() -> None:
    first = "form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: core_group.held"
    follow_up = "form: deadline\nafter: {breach: child_protection.said.r0}\nwithin: 1 week\ndo: chronology.updated"
    pack = pack_of(first, follow_up)
    one, other = event("icpc.held", "2026-03-02", id="c1"), event("icpc.held", "2026-03-03", id="c2")
    met = event("core_group.held", "2026-03-04", about="c2")

    def followed_up(about: str) -> str:
        return owed(pack, [one, other, met, event("chronology.updated", "2026-03-11", about=about)], "2026-03-31")[-1]

    assert followed_up("c1") == "met 2026-03-17"
    assert followed_up("c2") == "breached 2026-03-17"


def test_a_note_about_another_visit_is_not_for_what_hangs_on_a_visit_that_was_made() -> None:
    visits = "form: series\nwhile: open_case\nevery: 1 week\ndo: visit.made"
    follow_up = "form: deadline\nafter: {done: child_protection.said.r0}\nwithin: 1 week\ndo: chronology.updated"
    pack = pack_of(visits, follow_up)
    made = [event("visit.made", "2026-03-04", id="v1"), event("visit.made", "2026-03-06", id="v2")]
    noted = event("chronology.updated", "2026-03-09", about="v1")
    rows = owed(pack, [event("case.opened", "2026-03-02"), *made, noted], "2026-03-20")
    assert rows[-2:] == ["met 2026-03-11", "breached 2026-03-13"]
    elsewhere = event("chronology.updated", "2026-03-09", about="v0")
    unseen = [event("visit.made", "2026-03-01", id="v0"), event("case.opened", "2026-03-02"), *made, elsewhere]
    assert owed(pack, unseen, "2026-03-20")[-2:] == ["breached 2026-03-11", "breached 2026-03-13"]
