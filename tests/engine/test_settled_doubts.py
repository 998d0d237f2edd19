"""What the oracle's longer runs found open: ends on one day, acts about something else, and what a source or a record
that contradicts itself leaves in doubt, as docs/meanings.md settles it."""

from __future__ import annotations

from datetime import date, datetime

from practice_rules.case import Coverage, Event, EventCoverage
from practice_rules.engine.record import as_moment
from tests.engine.said import Said, evaluation, event, owed, pack_of, the_row

# what an act or an agreement is about


def test_a_note_about_something_else_is_no_note_about_a_total() -> None:
    pack = pack_of(
        "form: deadline\nafter: {total: placement, reaches: 2 weeks}\ndo: {event: chronology.updated, about: trigger}"
    )
    events = [
        event("placement.started", "2026-03-02", id="p"),
        event("visit.made", "2026-03-10", id="v"),
        event("chronology.updated", "2026-03-20", about="v"),
    ]
    assert owed(pack, events, "2026-03-31") == ["due -"]
    about_nothing = [*events[:2], event("chronology.updated", "2026-03-20")]
    assert owed(pack, about_nothing, "2026-03-31") == ["met -"]


def test_a_note_about_something_else_is_no_note_about_a_birthday() -> None:
    pack = pack_of("form: deadline\nafter: {age: 16 years}\ndo: {event: chronology.updated, about: trigger}")
    events = [event("visit.made", "2026-03-10", id="v"), event("chronology.updated", "2026-03-20", about="v")]
    assert owed(pack, events, "2026-03-31", born="2010-03-05") == ["due -"]


def test_a_note_about_the_opening_of_a_period_is_about_how_long_that_lasted() -> None:
    pack = pack_of(
        "form: deadline\nafter: {lasting: placement, for: 2 weeks}\ndo: {event: chronology.updated, about: trigger}"
    )
    events = [
        event("placement.started", "2026-03-02", id="p"),
        event("chronology.updated", "2026-03-20", about="p"),
    ]
    assert owed(pack, events, "2026-03-31") == ["met -"]


IN_CARE = [event("looked_after.started", "2026-03-02", id="s"), event("looked_after.ended", "2026-03-09", id="e")]
ENDED_AGAIN = event("looked_after.ended", "2026-03-16", id="again")


def about(target: str, at: str, kind: str = "chronology.updated") -> Event:
    """An act that says what it is about."""
    return event(kind, at, about=target)


def test_what_is_about_a_second_ending_is_not_about_the_end() -> None:
    lead = pack_of("form: lead\nbefore: {end_of: looked_after}\ndo: chronology.updated")
    deadline = pack_of("form: deadline\nafter: {end_of: looked_after}\nwithin: 2 weeks\ndo: chronology.updated")
    gate = pack_of("form: gate\nguards: {end_of: looked_after}\nneeds: [{do: chronology.updated, named: a chronology}]")
    for pack, at, due in ((lead, "2026-03-05", "-09"), (deadline, "2026-03-17", "-23"), (gate, "2026-03-05", "-09")):
        for target, status in (("e", "met"), ("s", "met"), ("again", "breached")):
            events = [*IN_CARE, ENDED_AGAIN, about(target, at)]
            assert owed(pack, events, "2026-03-31") == [f"{status} 2026-03{due}"]


def test_a_note_about_what_may_trigger_the_rule_is_not_for_a_trigger_that_is_about_it() -> None:
    pack = pack_of(
        """
        form: deadline
        after: {first_of: [visit.made, {end_of: open_case}]}
        do: {event: chronology.updated, about: trigger}
        """
    )
    opened, noted = event("case.opened", "2026-03-03", id="o"), about("o", "2026-03-06")
    assert owed(pack, [opened, about("o", "2026-03-02", "visit.made"), noted], "2026-03-31") == ["due -"]
    assert owed(pack, [opened, event("case.closed", "2026-03-05"), noted], "2026-03-31") == ["met -"]
    # A conference triggers nothing here: what the visit and the note are both about links them.
    met = event("icpc.held", "2026-03-01", id="c")
    linked = [met, about("c", "2026-03-02", "visit.made"), about("c", "2026-03-06")]
    assert owed(pack, linked, "2026-03-31") == ["met -"]


NOTED = "needs: [{do: {event: chronology.updated, about: trigger}, named: a note of it}]"


def test_a_note_about_one_conference_is_no_evidence_for_another_that_is_about_the_first() -> None:
    pack = pack_of(f"form: gate\nguards: icpc.held\n{NOTED}")
    first, second = event("icpc.held", "2026-03-02", id="c1"), event("icpc.held", "2026-03-16", id="c2", about="c1")
    found = owed(pack, [first, second, about("c1", "2026-03-01")], "2026-03-31")
    assert found == ["met 2026-03-02", "breached 2026-03-16"]


def test_a_note_about_a_visit_is_no_evidence_for_a_birthday() -> None:
    pack = pack_of(f"form: gate\nguards: {{age: 16 years}}\n{NOTED}")
    visited = event("visit.made", "2026-03-02", id="v")
    assert owed(pack, [visited, about("v", "2026-03-03")], "2026-03-31", born="2010-03-05") == ["breached 2026-03-05"]
    unlinked = [visited, event("chronology.updated", "2026-03-03")]
    assert owed(pack, unlinked, "2026-03-31", born="2010-03-05") == ["met 2026-03-05"]


def test_a_note_about_a_visit_is_none_about_the_period_in_a_series_or_a_quota() -> None:
    note = "do: {event: chronology.updated, about: trigger}"
    series = pack_of(f"form: series\nwhile: looked_after\nevery: 1 week\n{note}")
    quota = pack_of(f"form: quota\nwhile: looked_after\nat_least: 1\nin: calendar_month\n{note}")
    in_care = [IN_CARE[0], event("visit.made", "2026-03-03", id="v")]
    for pack, due in ((series, "2026-03-09"), (quota, "2026-03-31")):
        assert owed(pack, [*in_care, about("v", "2026-03-04")], "2026-03-05") == [f"due {due}"]
        assert owed(pack, [*in_care, about("s", "2026-03-04")], "2026-03-05")[0] == f"met {due}"


# two ends on one day

CLOSED_AT_THREE = event("case.closed", "2026-03-09T15:00")


def ended(pack_of_one: str, as_of: str) -> object:
    events = [event("placement.started", "2026-03-02"), event("placement.ended", "2026-03-09"), CLOSED_AT_THREE]
    return the_row(pack_of(pack_of_one, more="defaults: {lapses_when: [case.closed]}\n"), events, as_of).ended


def test_of_two_ends_on_one_day_the_hour_comes_before_the_end_of_the_day() -> None:
    dated = "form: deadline\nafter: {start_of: placement}\nwithin: 3 months\ndo: visit.made"
    undated = "form: deadline\nafter: {start_of: placement}\ndo: visit.made"
    at_three = as_moment(datetime(2026, 3, 9, 15))  # noqa: DTZ001  local London time, as a record gives it
    assert ended(dated, "2026-03-31") == ended(dated, "2026-03-09T16:00") == at_three
    assert ended(undated, "2026-03-31") == ended(undated, "2026-03-09T16:00") == at_three


def test_of_two_kinds_of_end_on_one_day_the_hour_comes_before_the_end_of_the_day() -> None:
    pack = pack_of(
        """
        form: deadline
        after: referral.received
        within: 3 months
        do: visit.made
        lapses_when: [looked_after.ended, case.closed]
        """
    )
    events = [
        event("referral.received", "2026-03-02"),
        event("looked_after.ended", "2026-03-09"),
        CLOSED_AT_THREE,
        event("visit.made", "2026-03-09T17:00"),
    ]
    assert owed(pack, events, "2026-03-09T16:00") == owed(pack, events, "2026-03-31") == ["lapsed 2026-06-02"]


# what the source or the diary leaves open


def test_a_rule_is_asked_where_the_source_does_not_hold_what_it_needs() -> None:
    pack = pack_of("form: deadline\nafter: {end_of: {all_of: [open_case, {age: {under: 5 years}}]}}\ndo: visit.made")
    source = Coverage("the census", {"visit.made": EventCoverage()})
    visit = [event("visit.made", "2026-03-10")]
    assert [row.status for row in evaluation(pack, visit, "2026-03-31", coverage=source).rows] == ["unknown"]
    assert owed(pack, visit, "2026-03-31") == []


def test_a_meeting_that_is_the_first_in_two_placements_is_one_meeting() -> None:
    pack = pack_of(
        """
        form: lead
        before: {event: looked_after_review.held, which: first, in: placement}
        do: conference_report.shared
        """
    )
    events = [
        event("placement.started", "2026-03-02", placement_id="p1"),
        event("placement.started", "2026-03-03", placement_id="p2"),
        event("conference_report.shared", "2026-03-10"),
        event("looked_after_review.held", "2026-03-16"),
    ]
    assert owed(pack, events, "2026-03-31") == ["met 2026-03-16"]


def test_days_that_a_source_does_not_show_may_be_too_many() -> None:
    pack = pack_of("form: limit\nof: placement\nno_more_than: 2 weeks\nin_any: 6 weeks")
    source = Coverage("the census", {"visit.made": EventCoverage()})
    visit = [event("visit.made", "2026-01-10")]
    assert [row.status for row in evaluation(pack, visit, "2026-03-31", coverage=source).rows] == ["unknown"]


# whether an event closed a period

APPROVED = event("temporary_approval.given", "2026-03-02")
WEEKLY = "form: series\nwhile: temporary_approval\nevery: 1 week\ndo: visit.made"
AN_ORDER = event("court_order.made", "2026-03-12")


def test_what_is_owed_is_unknown_from_the_day_a_period_may_have_been_closed() -> None:
    events = [APPROVED, event("visit.made", "2026-03-08"), AN_ORDER]
    assert owed(pack_of(WEEKLY), events, "2026-03-11") == ["met 2026-03-09", "due 2026-03-15"]
    rows = evaluation(pack_of(WEEKLY), events, "2026-03-31").rows
    assert [row.status for row in rows] == ["met", "unknown"]
    assert rows[1].missing == ("order of court_order.made",)


def test_what_surely_closes_a_period_and_what_surely_does_not_leave_no_doubt() -> None:
    ends = event("court_order.made", "2026-03-12", order="special_guardianship")
    other = event("court_order.made", "2026-03-12", order="care")
    assert owed(pack_of(WEEKLY), [APPROVED, event("visit.made", "2026-03-08"), ends], "2026-03-31") == [
        "met 2026-03-09",
        "lapsed 2026-03-15",
    ]
    assert owed(pack_of(WEEKLY), [APPROVED, event("visit.made", "2026-03-08"), other], "2026-03-31") == [
        "met 2026-03-09",
        "breached 2026-03-15",
    ]


def test_a_breach_before_a_period_may_have_been_closed_stands() -> None:
    assert owed(pack_of(WEEKLY), [APPROVED, AN_ORDER], "2026-03-31") == ["breached 2026-03-09"]


def test_each_of_two_doubtful_closings_may_be_the_one() -> None:
    pack = pack_of("form: deadline\nafter: {end_of: temporary_approval}\nwithin: 1 week\ndo: chronology.updated")
    events = [
        APPROVED,
        AN_ORDER,
        event("court_order.made", "2026-03-20"),
        event("temporary_approval.ended", "2026-03-25"),
    ]
    rows = evaluation(pack, events, "2026-03-31").rows
    assert sorted((row.status, row.trigger.day - rows[0].trigger.day) for row in rows) == [
        ("unknown", -13),
        ("unknown", -5),
        ("unknown", 0),
    ]


def test_more_doubtful_closings_than_can_be_tried_together_are_each_tried_alone() -> None:
    pack = pack_of("form: deadline\nafter: {end_of: temporary_approval}\nwithin: 1 week\ndo: chronology.updated")
    orders = [event("court_order.made", f"2026-03-{day}") for day in range(10, 17)]
    assert owed(pack, [APPROVED, *orders], "2026-03-31") == [f"unknown 2026-03-{day + 7}" for day in range(10, 17)]


# entries that correct one another


def test_entries_that_correct_one_another_void_none_of_one_another() -> None:
    pack = pack_of("form: deadline\nafter: referral.received\nwithin: 1 week\ndo: visit.made")
    one = event("visit.made", "2026-03-05", id="one", corrects="two")
    two = event("visit.made", "2026-03-25", id="two", corrects="one")
    assert owed(pack, [event("referral.received", "2026-03-02"), one, two], "2026-03-31") == ["met 2026-03-09"]


def test_three_entries_that_correct_one_another_in_turn_void_none_of_one_another() -> None:
    pack = pack_of("form: deadline\nafter: referral.received\nwithin: 1 week\ndo: visit.made")
    turns = [("a", "b"), ("b", "c"), ("c", "a")]
    visits = [event("visit.made", "2026-03-05", id=own, corrects=other) for own, other in turns]
    assert owed(pack, [event("referral.received", "2026-03-02"), *visits], "2026-03-31") == ["met 2026-03-09"]


def test_what_corrects_entries_that_correct_one_another_voids_them_still() -> None:
    pack = pack_of("form: deadline\nafter: referral.received\nwithin: 1 week\ndo: visit.made")
    one = event("visit.made", "2026-03-05", id="one", corrects="two")
    two = event("visit.made", "2026-03-06", id="two", corrects="one")
    gone = [event("entry.voided", "2026-03-26", about=name) for name in ("one", "two")]
    assert owed(pack, [event("referral.received", "2026-03-02"), one, two, *gone], "2026-03-31") == [
        "breached 2026-03-09"
    ]


# a phase that may be in force


def by_whom(first: str, other: str) -> Said:
    """A series with a first interval, whose phase hangs on who saw the child last."""
    return pack_of(
        f"""
        form: series
        while: open_case
        first: {{within: 1 week, standard: [SAI-002]}}
        phases:
          - {{when: {{latest: core_group.held, where: {{by: social_worker}}}}, every: {first}, standard: [SAI-003]}}
          - {{every: {other}, standard: [SAI-004]}}
        do: visit.made
        """
    )


OPENED = event("case.opened", "2026-03-02")


def test_the_first_date_does_not_hang_on_which_interval_comes_after_it() -> None:
    events = [OPENED, event("core_group.held", "2026-03-04")]
    assert owed(by_whom("5 working days", "2 weeks"), events, "2026-03-31") == ["breached 2026-03-09"]
    assert owed(by_whom("5 working days", "2 weeks"), [OPENED], "2026-03-31") == ["breached 2026-03-09"]


def test_the_first_date_is_in_doubt_where_a_phase_that_may_be_in_force_states_no_interval() -> None:
    events = [OPENED, event("core_group.held", "2026-03-04")]
    assert owed(by_whom("null", "2 weeks"), events, "2026-03-31") == ["unknown 2026-03-09"]
    on_the_due_day = [OPENED, event("core_group.held", "2026-03-09")]
    assert owed(by_whom("null", "2 weeks"), on_the_due_day, "2026-03-31") == ["unknown 2026-03-09"]


def test_the_first_date_is_owed_whatever_the_phase_at_the_start() -> None:
    events = [event("core_group.held", "2026-03-01"), OPENED]
    assert owed(by_whom("null", "2 weeks"), events, "2026-03-31") == ["breached 2026-03-09"]


# agreements


def test_what_is_agreed_in_the_other_direction_is_not_cut_to_the_outer_limit_either() -> None:
    pack = pack_of(
        """
        form: deadline
        after: referral.received
        within: 3 months
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: looser, outer: 45 working days}
        """
    )
    agreed = event("visiting_frequency.agreed", "2026-03-04", every="1 week")
    assert owed(pack, [event("referral.received", "2026-03-02"), agreed], "2026-03-31") == ["due 2026-06-02"]


def test_what_is_breached_either_way_is_breached() -> None:
    pack = pack_of("form: limit\nof: {any_of: [temporary_approval, open_case]}\nno_more_than: 10 days\nin_any: 1 month")
    events = [APPROVED, event("court_order.made", "2026-03-04"), event("temporary_approval.given", "2026-03-18")]
    assert [row.status for row in evaluation(pack, events, "2026-06-30").rows] == ["breached"]


def test_a_note_that_is_about_something_else_may_be_the_act_in_another_way_only() -> None:
    pack = pack_of(
        """
        form: deadline
        after: referral.received
        do: {any_of: [{event: visit.made, about: trigger}, {event: visit.made, match: [attended_by]}]}
        """
    )
    events = [
        event("case.opened", "2026-03-02", id="other"),
        event("referral.received", "2026-03-03", id="ours"),
        event("visit.made", "2026-03-05", about="other"),
    ]
    assert owed(pack, events, "2026-03-31") == ["unknown -"]
    assert owed(pack, [*events, event("visit.made", "2026-03-06", about="ours")], "2026-03-31") == ["met -"]


def test_days_of_what_has_always_been_so_are_counted_from_the_first_day_of_the_record() -> None:
    pack = pack_of(
        """
        form: limit
        of: {not: placement}
        no_more_than: 10 days
        in: {each: 6 weeks}
        while: {age: {from: 16 years}}
        """
    )
    visit = [event("visit.made", "2026-01-05")]
    assert [row.status for row in evaluation(pack, visit, "2026-01-07", born="2009-02-28").rows] == ["met"]


def test_what_a_phase_says_of_agreements_is_not_about_the_first_date() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        first: {within: 1 week, standard: [SAI-002]}
        phases:
          - every: 2 weeks
            standard: [SAI-003]
            or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
        do: visit.made
        """
    )
    agreed = event("visiting_frequency.agreed", "2026-03-04", every="3 weeks")
    visit = event("visit.made", "2026-03-08")
    assert owed(pack, [OPENED, agreed, visit], "2026-03-10") == ["met 2026-03-09", "due 2026-03-29"]


# what hangs on a lead, and what may be over


def test_what_hangs_on_a_lead_belongs_to_the_period_that_the_lead_belongs_to_and_to_no_other() -> None:
    lead = "form: lead\nbefore: {start_of: looked_after}\nat_least: 5 working days\ndo: visit.made"
    hanging = "form: deadline\nafter: {breach: child_protection.said.r0}\ndo: core_group.held"
    opened = [event("case.opened", "2026-02-02"), event("case.closed", "2026-03-25")]
    assert owed(pack_of(lead, hanging), IN_CARE, "2026-03-31")[-1] == "due -"
    belonging = pack_of(f"{lead}\nbelongs_to: open_case", hanging)
    assert owed(belonging, [*opened, *IN_CARE], "2026-03-20")[-1] == "due -"
    assert owed(belonging, [*opened, *IN_CARE], "2026-03-31")[-1] == "breached -"


def test_an_excess_is_not_over_while_it_cannot_be_told_whether_the_limit_still_applies() -> None:
    pack = pack_of("form: limit\nof: allocation\nno_more_than: 1\nunless: {total: open_case, at_least: 1 month}")
    events = [event("case.allocated", "2026-03-02", worker="w1"), event("case.allocated", "2026-03-03", worker="w2")]
    source = Coverage("an extract", {"case.allocated": EventCoverage()})
    rows = evaluation(pack, events, "2026-05-31", coverage=source).rows
    assert [row.status for row in rows] == ["breached"]


def test_no_day_is_added_up_in_a_record_without_an_entry() -> None:
    pack = pack_of("form: limit\nof: {not: looked_after}\nno_more_than: 2 weeks\nin: calendar_month")
    assert owed(pack, [], "2026-03-31") == []
    assert owed(pack, [event("visit.made", "2026-03-02")], "2026-03-31") == ["breached 2026-03-15"]


def test_what_ends_one_stretch_and_begins_another_does_both() -> None:
    pack = pack_of("form: series\nwhile: {from: visit.made, until: visit.made}\nevery: 1 week\ndo: core_group.held")
    visits = [event("visit.made", "2026-03-02"), event("visit.made", "2026-03-09")]
    assert owed(pack, visits, "2026-03-20") == ["breached 2026-03-09"]


def test_a_source_need_show_what_was_never_done_no_longer_than_to_the_end_of_its_period() -> None:
    pack = pack_of("form: deadline\nafter: {start_of: placement}\ndo: chronology.updated")
    placed = [event("placement.started", "2026-03-02"), event("placement.ended", "2026-03-16")]

    def held_to(last: str) -> list[str]:
        held = {"placement.started": EventCoverage(), "placement.ended": EventCoverage()}
        held["chronology.updated"] = EventCoverage(last=date.fromisoformat(last))
        rows = evaluation(pack, placed, "2026-05-31", coverage=Coverage("an extract", held)).rows
        return [row.status for row in rows]

    assert held_to("2026-03-16") == ["breached"]
    assert held_to("2026-03-15") == ["unknown"]


def test_what_is_done_as_a_state_ceases_to_hold_is_not_done_in_it() -> None:
    series = "form: series\nwhile: {before: icpc.held}\nevery: 2 weeks\ndo: visit.made"
    hanging = "form: deadline\nafter: {breach: child_protection.said.r0}\ndo: chronology.updated"
    for at, status in (("2026-03-20T09:29", "met"), ("2026-03-20T09:30", "breached")):
        events = [event("referral.received", "2026-03-02"), event("icpc.held", "2026-03-20T09:30")]
        rows = owed(pack_of(series, hanging), [*events, event("chronology.updated", at)], "2026-03-31")
        assert rows == ["breached 2026-03-16", f"{status} -"]


def test_dates_of_two_schedules_that_fall_on_one_day_are_told_apart_where_one_of_them_may_be_over() -> None:
    pack = pack_of("form: series\nwhile: temporary_approval\nevery: 1 week\nclock: schedule\ndo: visit.made")
    events = [
        event("temporary_approval.given", "2026-03-02", id="a", placement_id="p1"),
        event("temporary_approval.given", "2026-03-02", id="b", placement_id="p2"),
        event("court_order.made", "2026-03-20", placement_id="p1"),
        *(event("visit.made", day, about="a") for day in ("2026-03-05", "2026-03-12", "2026-03-19", "2026-03-25")),
    ]
    fourth = [each for each in owed(pack, events, "2026-03-31") if each.endswith("2026-03-30")]
    assert sorted(fourth) == ["breached 2026-03-30", "unknown 2026-03-30"]


def test_a_limit_in_a_year_is_one_obligation_though_its_first_day_is_in_doubt() -> None:
    """Nobody wrote down what was ordered: the first approval may have ended with it, or run into the new year."""
    pack = pack_of("form: limit\nof: temporary_approval\nno_more_than: 60 days\nin: calendar_year")
    events = [
        event("temporary_approval.given", "2025-12-01", placement_id="p1"),
        event("court_order.made", "2025-12-22"),
        event("temporary_approval.given", "2026-03-09", placement_id="p2"),
    ]
    rows = evaluation(pack, events, "2026-03-17").rows
    assert [(row.status, row.missing) for row in rows] == [("met", ()), ("unknown", ("order of court_order.made",))]
