"""Quotas, checks, gates, limits and judgements at their edges."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Event
from practice_rules.dates.calendar import Term
from practice_rules.packs import standard_calendars
from tests.engine.said import evaluation, event, owed, pack_of, the_row

LOOKED_AFTER = event("looked_after.started", "2026-01-10")

TWICE = pack_of(
    """
    form: quota
    while: looked_after
    at_least: 2
    in: {each: 6 months}
    do: care_planning_meeting.held
    lapses_when: []
    """
)


def meeting(at: str) -> Event:
    return event("care_planning_meeting.held", at)


@pytest.mark.parametrize(
    ("second", "expected"),
    [("2026-07-08", "met 2026-07-09"), ("2026-07-09", "met 2026-07-09"), ("2026-07-10", "breached 2026-07-09")],
)
def test_twice_in_six_months_to_the_last_day(second: str, expected: str) -> None:
    events = [LOOKED_AFTER, meeting("2026-02-01"), meeting(second)]
    assert owed(TWICE, events, "2026-07-20")[0] == expected


def test_a_window_cut_short_by_the_end_of_the_period_lapses() -> None:
    events = [LOOKED_AFTER, event("looked_after.ended", "2026-05-01")]
    assert owed(TWICE, events, "2026-07-20") == ["lapsed 2026-07-09"]


PEP = """
form: quota
while: looked_after
at_least: 1
in: school_term
do: pep.reviewed
lapses_when: []
"""


def test_without_term_dates_a_termly_duty_is_unknown_and_says_so() -> None:
    found = evaluation(pack_of(PEP), [LOOKED_AFTER], "2026-05-01").rows
    assert [(row.status, row.missing) for row in found] == [("unknown", ("school terms",))]


def test_a_plan_in_each_term() -> None:
    terms = [
        Term("spring", date(2026, 1, 5).toordinal(), date(2026, 3, 27).toordinal()),
        Term("summer", date(2026, 4, 13).toordinal(), date(2026, 7, 21).toordinal()),
    ]
    calendar = standard_calendars()["england_and_wales"].with_terms(terms)
    pack = pack_of(PEP, calendars={"england_and_wales": calendar})
    events = [LOOKED_AFTER, event("pep.reviewed", "2026-03-27")]
    assert owed(pack, events, "2026-07-22") == ["met 2026-03-27", "breached 2026-07-21"]


CHECK = pack_of(
    """
    form: check
    at: strategy_discussion.held
    have: {attended_by: {includes: [social_worker, police, health]}}
    """
)


def test_a_check_is_met_breached_or_unknown_at_its_event() -> None:
    whole = event(
        "strategy_discussion.held", "2026-03-02", attended_by={"social_worker", "police", "health", "education"}
    )
    part = event("strategy_discussion.held", "2026-03-03", attended_by={"social_worker", "police"})
    bare = event("strategy_discussion.held", "2026-03-04")
    assert owed(CHECK, [whole, part, bare], "2026-03-31") == [
        "met 2026-03-02",
        "breached 2026-03-03",
        "unknown 2026-03-04",
    ]


def test_a_check_on_a_planned_event_is_due_at_its_time() -> None:
    planned = event("strategy_discussion.held", "2026-03-10", status="planned", recorded_at="2026-03-01")
    assert owed(CHECK, [planned], "2026-03-02") == ["due 2026-03-10"]


GATE = pack_of(
    """
    form: gate
    guards: case.closed
    needs:
      - {do: chronology.updated, fresh: 3 months, named: an up-to-date chronology}
      - {do: case_summary.updated, in: open_case, named: a closing summary}
    """
)
OPENED = event("case.opened", "2025-06-01")


def test_a_gate_asks_for_everything_and_fresh() -> None:
    events = [OPENED, event("chronology.updated", "2025-12-02"), event("case_summary.updated", "2026-03-02")]
    assert owed(GATE, [*events, event("case.closed", "2026-03-02")], "2026-03-31") == ["met 2026-03-02"]
    assert owed(GATE, [*events, event("case.closed", "2026-03-03")], "2026-03-31") == ["breached 2026-03-03"]


def test_evidence_after_a_gate_remedies_and_does_not_undo() -> None:
    events = [OPENED, event("chronology.updated", "2026-03-01"), event("case.closed", "2026-03-02")]
    rows = evaluation(GATE, [*events, event("case_summary.updated", "2026-03-05")], "2026-03-31").rows
    assert [(row.status, row.missing) for row in rows] == [("breached", ("a closing summary",))]
    assert rows[0].remedied is not None
    assert rows[0].remedied.day == date(2026, 3, 5).toordinal()


def test_a_planned_closure_lists_what_is_missing() -> None:
    planned = event("case.closed", "2026-03-20", status="planned", recorded_at="2026-03-01")
    rows = evaluation(GATE, [OPENED, planned], "2026-03-02").rows
    assert [(row.status, row.missing) for row in rows] == [("due", ("an up-to-date chronology", "a closing summary"))]


CASELOAD = pack_of("form: limit\nsubject: worker\nof: allocation\nno_more_than: 2\ncounting: child\nlapses_when: []")


def allocated(at: str, child: str, kind: str = "case.allocated") -> Event:
    return event(kind, at, child=child, worker="w1")


def test_a_limit_is_met_while_it_holds_and_breached_when_exceeded() -> None:
    two = [allocated("2026-01-05", "a"), allocated("2026-02-02", "b")]
    third = allocated("2026-03-02", "c")
    ended = allocated("2026-03-10", "a", "case.allocation_ended")
    assert owed(CASELOAD, two, "2026-03-01", kind="worker") == ["met -"]
    assert owed(CASELOAD, [*two, third], "2026-03-02", kind="worker") == ["breached -"]
    rows = evaluation(CASELOAD, [*two, third, ended], "2026-03-31", kind="worker").rows
    assert [(row.status, row.remedied is not None) for row in rows] == [("breached", True), ("met", False)]


def test_a_second_allocation_of_the_same_child_is_not_counted_twice() -> None:
    events = [allocated("2026-01-05", "a"), allocated("2026-02-02", "b"), allocated("2026-02-03", "b")]
    assert owed(CASELOAD, events, "2026-03-01", kind="worker") == ["met -"]


SIXTEEN = pack_of(
    """
    form: limit
    of: temporary_approval
    no_longer_than: 16 weeks
    lapses_when: []
    """
)


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-04-27", "met 2026-04-27"), ("2026-04-28", "breached 2026-04-27")]
)
def test_sixteen_weeks_of_temporary_approval(as_of: str, expected: str) -> None:
    assert owed(SIXTEEN, [event("temporary_approval.given", "2026-01-05")], as_of) == [expected]


JUDGED = pack_of("form: judgement\nat: assessment.completed")


def test_a_judgement_is_unknown_until_an_audit_answers() -> None:
    done = event("assessment.completed", "2026-02-01", id="a1")
    answer = event("practice_audit.answered", "2026-03-01", about="a1", rule="child_protection.said.r0", answer="met")
    assert owed(JUDGED, [done], "2026-03-31") == ["unknown -"]
    assert owed(JUDGED, [done, answer], "2026-03-31") == ["met -"]


def test_a_waiver_marks_and_changes_no_verdict() -> None:
    waived = event("duty.waived", "2026-03-03", rule="child_protection.said.r0", reason="agreed")
    events = [event("strategy_discussion.held", "2026-03-03", attended_by={"police"}), waived]
    rows = evaluation(CHECK, events, "2026-03-31").rows
    assert [(row.status, row.waived is not None) for row in rows] == [("breached", True)]


def test_an_extension_that_gives_no_date_is_as_long_as_the_rule_says() -> None:
    pack = pack_of(
        """
        form: limit
        of: temporary_approval
        no_longer_than: 16 weeks
        or_as_agreed: {event: temporary_approval.extended, attribute: until, otherwise: 24 weeks, only: looser, outer: 24 weeks}
        lapses_when: []
        """
    )
    events = [event("temporary_approval.given", "2026-01-05"), event("temporary_approval.extended", "2026-04-20")]
    assert owed(pack, events, "2026-06-22") == ["met 2026-06-22"]
    assert owed(pack, events, "2026-06-23") == ["breached 2026-06-22"]


def test_once_in_the_whole_period_is_owed_at_its_end() -> None:
    pack = pack_of("form: quota\nwhile: looked_after\nat_least: 1\nin: period\ndo: visit.made\nlapses_when: []")
    ended = event("looked_after.ended", "2026-05-01")
    assert owed(pack, [LOOKED_AFTER], "2026-04-30") == ["due -"]
    assert owed(pack, [LOOKED_AFTER, ended], "2026-05-01") == ["breached 2026-05-01"]
    assert owed(pack, [LOOKED_AFTER, event("visit.made", "2026-05-01"), ended], "2026-05-01") == ["met 2026-05-01"]


def test_a_waiver_covers_what_was_open_and_what_falls_due_while_it_runs() -> None:
    pack = pack_of("form: series\nwhile: child_protection_plan\nevery: 4 weeks\ndo: core_group.held\nlapses_when: []")
    events = [event("child_protection_plan.started", "2025-01-06")]
    events += [event("core_group.held", at) for at in ("2025-02-03", "2025-03-03", "2025-04-14")]
    plain = event("duty.waived", "2025-04-08", rule="child_protection.said.r0", reason="agreed")

    def marked(waiver: Event, as_of: str) -> list[bool]:
        return [row.waived is not None for row in evaluation(pack, [*events, waiver], as_of).rows]

    assert marked(plain, "2025-05-01") == [False, False, True, False]
    ends = event("duty.waived", "2025-03-20", rule="child_protection.said.r0", reason="r", until=date(2025, 3, 28))
    assert marked(ends, "2025-03-28")[2] is True
    assert marked(ends, "2025-03-29")[2] is False
    lasts = event("duty.waived", "2025-03-20", rule="child_protection.said.r0", reason="r", until=date(2025, 4, 20))
    assert marked(lasts, "2025-05-30") == [False, False, True, False]


def test_monthly_windows_keep_to_the_day_the_run_began() -> None:
    pack = pack_of(
        "form: quota\nwhile: open_case\nat_least: 1\nin: {each: 1 month}\ndo: chronology.updated\nlapses_when: []"
    )
    opened = [row.opens.day for row in evaluation(pack, [event("case.opened", "2025-10-31")], "2026-03-31").rows]
    assert [date.fromordinal(day).isoformat() for day in opened] == [
        "2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31",
    ]  # fmt: skip


def test_a_move_on_one_day_is_not_two_placements_at_once() -> None:
    pack = pack_of("form: limit\nof: placement\nno_more_than: 1\nlapses_when: []")
    events = [
        event("placement.started", "2025-05-02", placement_id="p1"),
        event("placement.ended", "2025-06-02", placement_id="p1"),
        event("placement.started", "2025-06-02", placement_id="p2"),
    ]
    assert owed(pack, events, "2025-07-01") == ["met -"]


def test_values_that_are_not_recorded_may_be_one_or_several() -> None:
    events = [event("case.allocated", at, worker="w") for at in ("2025-05-02", "2025-05-03", "2025-05-04")]
    pack = pack_of(
        "form: limit\nsubject: worker\nof: {from: case.allocated}\nno_more_than: 2\ncounting: child\nlapses_when: []"
    )
    assert owed(pack, events[:2], "2025-07-01", kind="worker") == ["met -"]


def test_a_limit_takes_hold_when_its_condition_does() -> None:
    pack = pack_of(
        "form: limit\nof: placement\nno_more_than: 2\nonly_if: {from: strategy_discussion.held, in: placement}\nlapses_when: []"
    )
    events = [
        event("placement.started", "2025-08-30", placement_id="a"),
        event("strategy_discussion.held", "2026-04-03"),
    ]
    rows = evaluation(pack, events, "2026-04-30").rows
    assert [(row.status, row.opens.day) for row in rows] == [("met", date(2026, 4, 3).toordinal())]


def test_a_check_of_what_an_event_says_at_a_moment_at_which_no_event_stands_cannot_be_told() -> None:
    pack = pack_of(
        "form: check\nat: {lasting: {has_lasted: placement, for: 1 week}, for: 1 week}\nhave: {written: true}"
    )
    row = the_row(pack, [event("placement.started", "2026-03-02")], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("an event",))
