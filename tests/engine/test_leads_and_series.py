"""What leads and series tell, fixed dates and first intervals, and what hangs on another rule's obligations."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Coverage, Event, EventCoverage
from practice_rules.dates.durations import parse_duration
from practice_rules.engine.rows import Row
from tests.engine.said import Said, evaluation, event, moment, owed, pack_of, the_row

OPENED = event("case.opened", "2026-03-02")


def seen(at: str) -> Event:
    return event("visit.made", at, child_seen=True)


def series(body: str) -> Said:
    return pack_of("form: series\nwhile: open_case\ndo: {event: visit.made, where: {child_seen: true}}\n" + body)


# fixed dates


def test_a_schedule_may_begin_with_an_interval_of_its_own() -> None:
    pack = series("first: 1 week\nevery: 2 weeks\nclock: schedule")
    assert owed(pack, [OPENED], "2026-03-31") == ["breached 2026-03-09", "breached 2026-03-23", "due 2026-04-06"]
    late = evaluation(pack, [OPENED, seen("2026-03-25")], "2026-03-31").rows
    assert [row.remedied for row in late] == [None, moment("2026-03-25"), None]
    late = evaluation(pack, [OPENED, seen("2026-03-10")], "2026-03-31").rows
    assert [row.remedied for row in late] == [moment("2026-03-10"), None, None]


def test_a_schedule_in_hours_keeps_the_hour_and_bears_its_opening_once() -> None:
    rows = evaluation(
        series("every: 48 hours\nclock: schedule"), [event("case.opened", "2026-03-02T10:00")], "2026-03-05"
    )
    assert [row.due is not None and row.due.instant is not None for row in rows.rows] == [True, True]
    assert [row.opens for row in rows.rows] == [moment("2026-03-02T10:00"), moment("2026-03-04T10:00")]
    assert [row.trigger.happening is not None for row in rows.rows] == [True, False]
    assert [row.part for row in rows.rows] == [0, 1]


# the clock of a series


def test_an_obligation_hangs_on_the_last_visit_and_what_was_before_it_is_no_attempt_at_the_next() -> None:
    pack, visit = series("every: 2 weeks"), seen("2026-03-09T15:00")
    rows = evaluation(pack, [OPENED, visit], "2026-03-10").rows
    assert [row.trigger.happening and row.trigger.happening.event for row in rows] == [OPENED, visit]
    for doubtful in (event("visit.made", "2026-03-05"), event("visit.made", "2026-03-09T09:00")):
        assert owed(pack, [OPENED, visit, doubtful], "2026-03-31")[1:] == ["breached 2026-03-23"]
    assert owed(pack, [OPENED, visit, event("visit.made", "2026-03-12")], "2026-03-31")[1:] == ["unknown 2026-03-23"]


def test_an_obligation_is_of_the_edition_in_force_on_the_day_it_opens() -> None:
    pack = series("every: 1 week\nin_force: {from: 2026-03-09, to: 2026-03-23}")
    visits = [seen(day) for day in ("2026-03-09", "2026-03-16", "2026-03-23", "2026-03-24")]
    assert owed(pack, [OPENED, *visits], "2026-03-31") == ["met 2026-03-16", "met 2026-03-23", "met 2026-03-30"]


def test_an_agreement_reaches_the_phase_that_follows_and_an_empty_one_hides_none() -> None:
    pack = series(
        """
phases:
  - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 1 week, standard: [SAI-002]}
  - {every: 1 month, standard: [SAI-003]}
or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
"""
    )
    discussion = event("strategy_discussion.held", "2026-03-04")
    empty = event("visiting_frequency.agreed", "2026-03-02")
    agreed = event("visiting_frequency.agreed", "2026-03-03", every="2 weeks")
    row = the_row(pack, [OPENED, discussion, empty, agreed], "2026-03-05")
    assert row.due is not None and row.plain_due is not None
    assert (row.due.day, row.plain_due.day) == (moment("2026-03-16").day, moment("2026-04-02").day)
    row = the_row(pack, [OPENED, discussion], "2026-03-05")
    assert (row.plain_due, row.plain_status) == (None, None)


# leads

SHARED = """
form: lead
before: icpc.held
at_least: 2 working days
do: conference_report.shared
"""


def planned(at: str, **more: str) -> Event:
    return event("icpc.held", at, **{"status": "planned", **more})


def report(at: str, **more: object) -> Event:
    return event("conference_report.shared", at, **more)


def test_a_lead_tells_its_length_and_what_called_it_off() -> None:
    meeting = planned("2026-03-24", id="c1", recorded_at="2026-03-02")
    off = planned("2026-03-24", status="cancelled", replaces="c1", recorded_at="2026-03-20")
    row = the_row(pack_of(SHARED), [meeting, off], "2026-03-31")
    assert (row.status, row.because, row.ended) == ("lapsed", ("cancelled", None), moment("2026-03-20"))
    assert row.length == parse_duration("2 working days")
    late = planned("2026-03-24", status="cancelled", replaces="c1", recorded_at="2026-03-21")
    assert the_row(pack_of(SHARED), [meeting, late], "2026-03-31").status == "breached"
    case_closed = event("case.closed", "2026-03-10")
    row = the_row(pack_of(SHARED + "lapses_when: [case.closed]"), [meeting, case_closed], "2026-03-31")
    assert (row.status, row.because) == ("lapsed", ("ended", "case.closed"))


def test_a_lead_of_a_period_ends_with_it_on_or_before_its_day() -> None:
    pack = pack_of(SHARED + "belongs_to: section_47_enquiry")
    enquiry, meeting = event("section_47.started", "2026-03-02"), planned("2026-03-24", recorded_at="2026-03-03")

    def told(ends: str) -> Row:
        return the_row(pack, [enquiry, meeting, event("section_47.completed", ends)], "2026-03-23")

    assert told("2026-03-20").because == ("ended", "the end of its period")
    assert (told("2026-03-20").status, told("2026-03-21").status) == ("lapsed", "breached")


def test_a_report_that_comes_after_the_lead_had_fallen_away_is_for_nothing() -> None:
    pack = pack_of(SHARED + "lapses_when: [case.closed]")
    meeting, closed = planned("2026-03-24", recorded_at="2026-03-02"), event("case.closed", "2026-03-10")
    assert owed(pack, [meeting, closed, report("2026-03-11")], "2026-03-31") == ["lapsed 2026-03-20"]
    assert owed(pack, [meeting, closed, report("2026-03-09")], "2026-03-31") == ["met 2026-03-20"]


def test_a_lead_applies_if_its_condition_held_as_its_window_opened_or_at_the_meeting() -> None:
    pack = pack_of(
        "form: lead\nbefore: icpc.held\nat_most: 4 weeks\ndo: conference_report.shared\nonly_if: looked_after"
    )
    held = event("icpc.held", "2026-03-31")

    def known(start: str, end: str) -> int:
        care = [event("looked_after.started", start), event("looked_after.ended", end)]
        return len(owed(pack, [held, *care], "2026-04-30"))

    assert known("2026-02-02", "2026-03-03") == 1
    assert known("2026-02-02", "2026-03-02") == 0
    assert known("2026-03-31", "2026-04-10") == 1
    assert known("2026-03-04", "2026-03-30") == 0
    in_diary = pack_of(SHARED + "only_if: looked_after")
    care = [event("looked_after.started", "2026-02-02"), event("looked_after.ended", "2026-03-10")]
    assert len(owed(in_diary, [*care, planned("2026-03-24", recorded_at="2026-03-10")], "2026-03-31")) == 1
    assert owed(in_diary, [*care, planned("2026-03-24", recorded_at="2026-03-11")], "2026-03-31") == []


@pytest.mark.parametrize("since", ["", "since: previous\n"])
def test_a_report_counts_since_the_meeting_before(since: str) -> None:
    pack = pack_of(SHARED + since)
    meetings = [event("icpc.held", "2026-03-03"), event("icpc.held", "2026-03-24")]
    assert owed(pack, [*meetings, report("2026-03-04")], "2026-03-31")[1] == "met 2026-03-20"
    assert owed(pack, [*meetings, report("2026-03-03")], "2026-03-31")[1] == "breached 2026-03-20"


def test_one_report_does_for_all_meetings_or_for_the_next_and_one_letter_for_two_people() -> None:
    meetings = [event("icpc.held", "2026-03-10"), event("icpc.held", "2026-03-24")]
    either = SHARED + "since: any time\n"
    assert [each.split()[0] for each in owed(pack_of(either), [*meetings, report("2026-03-02")], "2026-03-31")] == [
        "met",
        "breached",
    ]
    every = pack_of(either + "discharges: all\n")
    assert [each.split()[0] for each in owed(every, [*meetings, report("2026-03-02")], "2026-03-31")] == ["met", "met"]
    both = pack_of(
        SHARED.replace(
            "do: conference_report.shared",
            "do: {all_of: [{event: conference_report.shared, where: {shared_with: child}},"
            " {event: conference_report.shared, where: {shared_with: parent}}]}",
        )
    )
    assert owed(both, [meetings[1], report("2026-03-16", shared_with=["child", "parent"])], "2026-03-31") == [
        "met 2026-03-20"
    ]


def test_a_lead_whose_condition_is_settled_later_falls_away_with_it() -> None:
    pack = pack_of(SHARED + "provided: {event: section_47.completed, where: {outcome: initial_conference}}")
    events = [
        event("icpc.held", "2026-03-24"),
        event("section_47.completed", "2026-03-25", outcome="no_further_action"),
    ]
    assert owed(pack, events, "2026-03-31") == ["lapsed 2026-03-20"]


# dates that events give


def test_a_date_that_an_event_gives_may_have_an_hour_and_is_named_when_it_is_missing() -> None:
    pack = pack_of("form: deadline\nafter: court_direction.made\nby_date: file_at\ndo: chronology.updated")
    assert owed(pack, [event("court_direction.made", "2026-03-03", file_at="2026-03-10T16:00")], "2026-03-04") == [
        "due 2026-03-10T16:00"
    ]
    row = the_row(pack, [event("court_direction.made", "2026-03-03", file_at="2026-03-10")], "2026-03-04")
    assert row.due is not None and not row.due.by_day
    row = the_row(pack, [event("court_direction.made", "2026-03-03")], "2026-03-04")
    assert (row.status, row.missing) == ("unknown", ("file_at of court_direction.made",))


def test_what_was_done_early_counts_within_a_state_and_without_one_only_from_the_trigger() -> None:
    pack = pack_of("form: deadline\nafter: icpc.held\nwithin: 1 week\nearly: looked_after\ndo: visit.made")
    held, visit = event("icpc.held", "2026-03-10"), event("visit.made", "2026-03-05")
    assert owed(pack, [held, visit], "2026-03-31") == ["breached 2026-03-17"]
    assert owed(pack, [held, visit, event("looked_after.started", "2026-03-05")], "2026-03-31") == ["met 2026-03-17"]
    assert owed(pack, [held, visit, event("looked_after.started", "2026-03-06")], "2026-03-31") == [
        "breached 2026-03-17"
    ]


# what may count, and in which way


def test_an_event_that_may_count_in_one_way_and_surely_does_in_another_counts() -> None:
    pack = pack_of(
        """
        form: deadline
        after: icpc.held
        within: 1 week
        do: {any_of: [{event: visit.made, where: {child_seen: true}}, {event: visit.made, where: {place: home}}]}
        """
    )
    held = event("icpc.held", "2026-03-03")
    assert owed(pack, [held, event("visit.made", "2026-03-05", place="home")], "2026-03-31") == ["met 2026-03-10"]
    attempts = [event("visit.made", "2026-03-05", place="school"), event("visit.made", "2026-03-06", child_seen=False)]
    assert the_row(pack, [held, *attempts], "2026-03-31").missing == ("child_seen", "place")


def test_an_act_must_match_its_event_or_where_that_says_nothing_the_period_of_it() -> None:
    pack = pack_of(
        """
        form: deadline
        after: {event: visit.made, which: first, in: placement}
        within: 1 week
        do: {event: placement_plan.completed, match: [placement_id]}
        """
    )
    care = [event("looked_after.started", "2026-03-02"), event("placement.started", "2026-03-02", placement_id="p1")]

    def judged(visited: dict[str, str], completed: str) -> str:
        events = [event("visit.made", "2026-03-03", **visited)]
        events.append(event("placement_plan.completed", "2026-03-05", placement_id=completed))
        return the_row(pack, [*care, *events], "2026-03-31").status

    assert [judged({}, "p1"), judged({}, "p2")] == ["met", "breached"]
    assert [judged({"placement_id": "p2"}, "p1"), judged({"placement_id": "p2"}, "p2")] == ["breached", "met"]


# what hangs on another rule

FIRST = "id: child_protection.said.first\nform: deadline\nafter: icpc.held\nwithin: {within}\ndo: {do}\nbelongs_to: child_protection_plan"
HELD, PLAN = event("icpc.held", "2026-03-03T10:00", id="c1"), event("child_protection_plan.started", "2026-03-03")


def chained(
    anchor: str, within: str = "24 hours", do: str = "core_group.held", then: str = "within: 2 hours\ndo: visit.made"
) -> Said:
    second = (
        f"id: child_protection.said.second\nform: deadline\nafter: {{{anchor}: child_protection.said.first}}\n{then}"
    )
    return pack_of(FIRST.format(within=within, do=do), second)


def second_of(pack: Said, events: list[Event], as_of: str = "2026-03-31") -> Row:
    return next(row for row in evaluation(pack, events, as_of).rows if row.rule.id.endswith("second"))


@pytest.mark.parametrize("anchor", ["due", "breach"])
def test_what_hangs_on_a_due_date_or_a_breach_has_its_hour_its_event_and_its_period(anchor: str) -> None:
    row = second_of(chained(anchor), [PLAN, HELD])
    assert row.trigger.happening is not None
    assert (row.trigger.moment, row.trigger.happening.event) == (moment("2026-03-04T10:00"), HELD)
    assert row.due is not None and row.due.instant == moment("2026-03-04T12:00").instant
    assert isinstance(row.trigger.source, Row) and row.trigger.source.rule.id.endswith("first")
    long = chained(anchor, then="within: 1 week\ndo: visit.made")
    ended = event("child_protection_plan.ended", "2026-03-09")
    assert second_of(long, [PLAN, HELD, ended]).status == "lapsed"
    assert second_of(long, [PLAN, HELD]).status == "breached"


def test_what_hangs_on_a_discharge_is_about_the_act_that_was_done() -> None:
    pack = chained("done", then="within: 1 week\ndo: {event: minutes.shared, about: trigger}")
    group = event("core_group.held", "2026-03-04T09:00", id="g1")
    other = event("strategy_discussion.held", "2026-03-02", id="s1")

    def judged(about: str) -> str:
        return second_of(pack, [PLAN, HELD, group, other, event("minutes.shared", "2026-03-06", about=about)]).status

    assert [judged(about) for about in ("g1", "s1")] == ["met", "breached"]
    row = second_of(pack, [PLAN, HELD, group])
    assert row.trigger.happening is not None
    assert (row.trigger.moment, row.trigger.happening.event) == (moment("2026-03-04T09:00"), group)


def test_what_hangs_on_an_obligation_that_cannot_be_told_cannot_be_told() -> None:
    pack = chained("due", do="{event: visit.made, where: {child_seen: true}}")
    row = second_of(pack, [PLAN, HELD, event("visit.made", "2026-03-04T09:00")])
    assert (row.status, row.missing) == ("unknown", ("child_seen",))


# agreed dates and what the standard alone would say


def test_beside_an_agreed_date_stands_what_would_have_been_without_it() -> None:
    pack = pack_of(
        """
        form: deadline
        after: assessment.started
        within: 1 week
        do: {event: assessment.completed, where: {child_seen: true}}
        or_as_agreed: {event: assessment.extended, attribute: until, only: looser}
        lapses_when: [case.closed]
        """
    )
    start = [event("assessment.started", "2026-03-03"), event("assessment.extended", "2026-03-04", until="2026-03-24")]

    def told(*events: Event) -> tuple[str, str | None]:
        row = the_row(pack, [*start, *events], "2026-03-31")
        return row.status, row.plain_status

    def done(at: str, **more: bool) -> Event:
        return event("assessment.completed", at, **more)

    closed = [event("case.closed", f"2026-03-{day}") for day in ("10", "11")]
    assert told(done("2026-03-10", child_seen=True)) == ("met", "met")
    assert told(done("2026-03-11", child_seen=True)) == ("met", "breached")
    assert told(closed[0]) == ("lapsed", "lapsed")
    assert told(closed[1]) == ("lapsed", "breached")
    assert told(done("2026-03-09"), done("2026-03-20", child_seen=True)) == ("met", "unknown")
    assert told(done("2026-03-12"), done("2026-03-20", child_seen=True)) == ("met", "breached")


# why a series fell away, and how much was missed


def test_a_series_says_whether_its_period_or_its_phase_ended() -> None:
    closed = event("case.closed", "2026-03-10")
    row = the_row(series("every: 2 weeks"), [OPENED, closed], "2026-03-31")
    assert (row.status, row.because, row.ended) == ("lapsed", ("ended", "the end of its period"), moment("2026-03-10"))
    pack = series(
        """
phases:
  - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 2 weeks, standard: [SAI-002]}
  - {every: null, standard: [SAI-003]}
"""
    )
    row = the_row(pack, [OPENED, event("strategy_discussion.held", "2026-03-10")], "2026-03-31")
    assert (row.status, row.because, row.ended) == ("lapsed", ("ended", "the end of its phase"), moment("2026-03-10"))


def test_intervals_missed_are_counted_to_the_hour_and_what_is_known_by_its_day_says_so() -> None:
    pack, opened = series("every: 48 hours"), event("case.opened", "2026-03-02T10:00")
    assert the_row(pack, [opened], "2026-03-08T12:00").missed == 3
    assert the_row(pack, [opened], "2026-03-08T09:00").missed == 2
    assert [row.by_day for row in evaluation(pack, [opened, seen("2026-03-04")], "2026-03-04").rows] == [True, True]
    assert not evaluation(pack, [opened, seen("2026-03-04T09:00")], "2026-03-04").rows[0].by_day
    assert the_row(pack, [OPENED], "2026-03-03").by_day


def test_a_duty_without_a_date_that_was_never_done_says_so() -> None:
    pack = pack_of("form: deadline\nafter: icpc.held\ndo: minutes.shared\nbelongs_to: child_protection_plan")
    row = the_row(pack, [PLAN, HELD, event("child_protection_plan.ended", "2026-03-16")], "2026-03-31")
    assert (row.status, row.because, row.ended) == ("breached", ("never done", None), moment("2026-03-16"))


def test_a_source_need_hold_what_would_discharge_a_duty_no_longer_than_to_its_day() -> None:
    pack = pack_of("form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: minutes.shared")

    def judged(last: date) -> str:
        held = {"icpc.held": EventCoverage(), "minutes.shared": EventCoverage(last=last)}
        return the_row(pack, [HELD], "2026-03-31", coverage=Coverage("an extract", held)).status

    assert (judged(date(2026, 3, 10)), judged(date(2026, 3, 9))) == ("breached", "unknown")


def test_a_note_that_must_be_about_the_trigger_may_be_about_what_is_linked_with_it() -> None:
    pack = pack_of(
        "form: deadline\nafter: core_group.held\nwithin: 1 week\ndo: {event: minutes.shared, about: trigger}"
    )
    events = [
        HELD,
        event("core_group.held", "2026-03-10", id="g1", about="c1"),
        event("visit.made", "2026-03-11", id="v1", about="g1"),
        event("visit.made", "2026-03-11", id="v2"),
    ]

    def judged(about: str) -> str:
        return the_row(pack, [*events, event("minutes.shared", "2026-03-12", about=about)], "2026-03-31").status

    assert [judged(about) for about in ("g1", "c1", "v1", "v2", "nobody knows")] == [
        "met",
        "met",
        "met",
        "breached",
        "met",
    ]
