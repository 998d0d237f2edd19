"""Which obligations a waiver marks: a waiver changes no verdict, and says who let the duty go, until when."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import evaluation, event, pack_of

RULE = "child_protection.said.r0"
DATED = pack_of("form: deadline\nafter: icpc.held\nwithin: 2 weeks\ndo: core_group.held\nlapses_when: []")
DATELESS = pack_of("form: deadline\nafter: icpc.held\ndo: core_group.held\nlapses_when: []")
TWO = pack_of(*["form: deadline\nafter: icpc.held\nwithin: 2 weeks\ndo: core_group.held\nlapses_when: []"] * 2)
HELD = event("icpc.held", "2026-03-03", id="c1")
DUE = "2026-03-17"


def waiver(at: str, **more: str) -> Event:
    return event("duty.waived", at, **{"rule": RULE, "authorised_by": "service_manager", "reason": "abroad", **more})


def marked(events: list[Event], as_of: str = "2026-03-31", dated: bool = True) -> list[bool]:
    """Whether each obligation is marked as waived."""
    return [row.waived is not None for row in evaluation(DATED if dated else DATELESS, events, as_of).rows]


@pytest.mark.parametrize(
    ("given", "covered"), [("2026-03-02", False), ("2026-03-03", True), ("2026-03-04", True), ("2026-03-30", True)]
)
def test_one_without_an_end_covers_what_was_open_when_it_was_given(given: str, covered: bool) -> None:
    assert marked([HELD, waiver(given)]) == [covered]


@pytest.mark.parametrize(("done", "covered"), [("2026-03-11", False), ("2026-03-12", True), ("2026-03-13", True)])
def test_what_was_done_before_it_was_given_is_not_covered(done: str, covered: bool) -> None:
    assert marked([HELD, event("core_group.held", done), waiver("2026-03-12")]) == [covered]


@pytest.mark.parametrize(("until", "covered"), [("2026-03-02", False), ("2026-03-03", True), ("2026-03-04", True)])
def test_one_with_an_end_covers_what_is_triggered_until_then(until: str, covered: bool) -> None:
    assert marked([HELD, waiver("2026-03-01", until=until)], as_of="2026-03-03") == [covered]


@pytest.mark.parametrize(
    ("until", "as_of", "covered"),
    [
        ("2026-03-10", "2026-03-09", True),
        ("2026-03-10", "2026-03-10", True),
        ("2026-03-10", "2026-03-11", False),
        ("2026-03-16", "2026-03-17", False),
        (DUE, "2026-03-31", True),
        ("2026-03-18", "2026-03-31", True),
    ],
)
def test_what_falls_due_after_its_end_is_covered_only_while_it_runs(until: str, as_of: str, covered: bool) -> None:
    assert marked([HELD, waiver("2026-03-04", until=until)], as_of) == [covered]


@pytest.mark.parametrize(("as_of", "covered"), [("2026-03-10", True), ("2026-03-11", False)])
def test_a_duty_without_a_date_outlasts_every_end(as_of: str, covered: bool) -> None:
    assert marked([HELD, waiver("2026-03-04", until="2026-03-10")], as_of, dated=False) == [covered]


def test_one_about_a_conference_covers_what_that_conference_asks_for() -> None:
    second = event("icpc.held", "2026-03-05", id="c2")
    assert marked([HELD, second, waiver("2026-03-09", about="c1")]) == [True, False]
    assert marked([HELD, second, waiver("2026-03-09", about="c2")]) == [False, True]
    assert marked([HELD, second, waiver("2026-03-09")]) == [True, True]


def test_it_names_its_rule_and_changes_no_verdict() -> None:
    rows = evaluation(TWO, [HELD, waiver("2026-03-09")], "2026-03-31").rows
    assert [(row.rule.id == RULE, row.status, row.waived is not None) for row in rows] == [
        (True, "breached", True),
        (False, "breached", False),
    ]


def test_of_two_the_later_is_named() -> None:
    early, late = waiver("2026-03-09", id="early"), waiver("2026-03-10", id="late")
    (row,) = evaluation(DATED, [HELD, late, early], "2026-03-31").rows
    assert row.waived is not None and row.waived.id == "late"


# the same day, and what is triggered beforehand


@pytest.mark.parametrize(("given", "covered"), [("2026-03-03", True), ("2026-03-03T09:00", False)])
def test_one_given_on_the_day_of_a_conference_known_to_the_hour_covers_it(given: str, covered: bool) -> None:
    assert marked([event("icpc.held", "2026-03-03T10:00"), waiver(given)]) == [covered]


def test_what_was_done_on_the_day_it_was_given_was_not_done_before_it() -> None:
    assert marked([HELD, event("core_group.held", "2026-03-12"), waiver("2026-03-12T10:00")]) == [True]
    assert marked([HELD, event("core_group.held", "2026-03-12T09:00"), waiver("2026-03-12T10:00")]) == [False]


def test_a_report_for_a_conference_in_the_diary_can_be_waived_before_the_conference() -> None:
    lead = pack_of("form: lead\nbefore: icpc.held\nat_least: 1 week\ndo: conference_report.shared")
    planned = event("icpc.held", "2026-03-24", status="planned", recorded_at="2026-03-02")
    for given, covered in (("2026-03-01", False), ("2026-03-02", True), ("2026-03-09", True)):
        (row,) = evaluation(lead, [planned, waiver(given)], "2026-03-20").rows
        assert (row.waived is not None) is covered, given


def test_one_about_a_plan_covers_every_visit_that_the_plan_asks_for() -> None:
    series = pack_of("form: series\nwhile: child_protection_plan\nevery: 2 weeks\ndo: visit.made")
    plan, visit = (
        event("child_protection_plan.started", "2026-03-02", id="p"),
        event("visit.made", "2026-03-10", id="v"),
    )
    for about, covered in (("p", [False, True]), ("v", [False, True]), ("x", [False, False])):
        rows = evaluation(series, [plan, visit, waiver("2026-03-16", about=about)], "2026-03-31").rows
        assert [row.waived is not None for row in rows] == covered, about


def test_a_check_that_held_was_done_before_a_later_waiver_whatever_it_hangs_on() -> None:
    check = pack_of("form: check\nat: {lasting: placement, for: 2 weeks}\nwhile: open_case")
    events = [event("case.opened", "2026-03-02"), event("placement.started", "2026-03-02")]
    (row,) = evaluation(check, [*events, waiver("2026-03-20")], "2026-03-31").rows
    assert (row.status, row.waived) == ("met", None)


def test_a_gate_waived_before_the_closing_it_guards_stays_waived_when_the_case_is_closed() -> None:
    gate = pack_of("form: gate\nguards: case.closed\nneeds: [{do: chronology.updated, named: a chronology}]")
    planned = event("case.closed", "2026-03-20", status="planned", recorded_at="2026-03-02")
    for given, covered in (("2026-03-01", False), ("2026-03-09", True)):
        for events in ([planned], [planned, event("case.closed", "2026-03-20")]):
            (row,) = evaluation(gate, [*events, waiver(given)], "2026-03-31").rows
            assert (row.waived is not None) is covered, (given, len(events))


def test_one_about_the_opening_of_a_period_covers_what_a_phase_asks_for_that_states_an_interval_again() -> None:
    pack = pack_of(
        """
        form: series
        while: looked_after
        phases:
          - {until: {event: looked_after_review.held, which: first, in: looked_after}, every: null}
          - {every: 1 week}
        do: visit.made
        lapses_when: []
        """
    )
    care = [event("looked_after.started", "2026-03-02", id="care"), event("looked_after_review.held", "2026-03-09")]
    for about, covered in (("care", True), ("another", False)):
        asked = [*care, event("referral.received", "2026-02-20", id="another"), waiver("2026-03-12", about=about)]
        rows = evaluation(pack, asked, "2026-03-31").rows
        assert [(row.status, row.waived is not None) for row in rows if row.status != "lapsed"] == [
            ("breached", covered)
        ]


@pytest.mark.parametrize(("given", "covered"), [("2026-03-18", True), ("2026-03-19", True), ("2026-03-20", False)])
def test_what_a_gate_asks_for_is_not_covered_once_it_has_been_put_right(given: str, covered: bool) -> None:
    pack = pack_of("form: gate\nguards: case.closed\nneeds: [{do: chronology.updated, named: a chronology}]")
    events = [event("case.closed", "2026-03-07"), event("chronology.updated", "2026-03-19"), waiver(given)]
    (row,) = evaluation(pack, events, "2026-03-31").rows
    assert (row.status, row.waived is not None) == ("breached", covered)


@pytest.mark.parametrize(("given", "covered"), [("2026-03-10", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_a_check_some_time_after_an_event_was_not_done_when_the_event_was(given: str, covered: bool) -> None:
    pack = pack_of("form: check\nat: {lasting: open_case, for: 2 weeks}\nwhile: open_case")
    events = [event("case.opened", "2026-03-02"), waiver(given, until="2026-04-30")]
    (row,) = evaluation(pack, events, "2026-03-31").rows
    assert (row.status, row.waived is not None) == ("met", covered)


@pytest.mark.parametrize(("given", "covered"), [("2026-03-02", True), ("2026-03-03", False)])
@pytest.mark.parametrize(
    "asked", ["form: check\nat: {ANCHOR}\nwhile: open_case", "form: gate\nguards: {ANCHOR}\nneeds: [{NEED}]"]
)
def test_what_holds_at_a_moment_that_may_ask_for_it_was_not_lacking_after_it(
    asked: str, given: str, covered: bool
) -> None:
    anchor, need = "{start_of: {subject: {disabled: true}}}", "{state: open_case, named: an open case}"
    pack = pack_of(asked.replace("{ANCHOR}", anchor).replace("{NEED}", need))
    (row,) = evaluation(pack, [event("case.opened", "2026-03-02"), waiver(given)], "2026-03-31").rows
    assert (row.status, row.waived is not None) == ("unknown", covered)
