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
