"""Whether a rule applies to a trigger, whether it ever could, and what ends the duty it sets off."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import evaluation, event, owed, pack_of, said

HELD = event("icpc.held", "2026-03-03")


def one(rule: str, events: list[Event], as_of: str, **subject: str) -> tuple[str, object, tuple[str, ...]] | None:
    """The one obligation, if there is one: what is owed, why it is not, and what is missing."""
    rows = evaluation(pack_of(rule), events, as_of, **subject).rows
    assert len(rows) < 2
    return (said(rows[0]), rows[0].because, rows[0].missing) if rows else None


def deadline(lapses: str) -> str:
    return f"form: deadline\nafter: icpc.held\nwithin: 2 weeks\ndo: core_group.held\nlapses_when: {lapses}"


CLOSED = event("case.closed", "2026-03-10")


@pytest.mark.parametrize(
    ("lapses", "events", "owed", "why"),
    [
        ("[case.closed]", [CLOSED], "lapsed 2026-03-17", "case.closed"),
        ("[case.closed]", [event("case.closed", "2026-03-03")], "lapsed 2026-03-17", "case.closed"),
        ("[case.closed]", [event("case.closed", "2026-03-02")], "due 2026-03-17", None),
        ("[case.closed]", [event("case.closed", "2026-03-02"), CLOSED], "lapsed 2026-03-17", "case.closed"),
        ("[case.closed]", [event("case.closed", "2026-03-10", status="planned")], "due 2026-03-17", None),
        ("[{age: 16 years}]", [], "lapsed 2026-03-17", "the end of its condition"),
        ("[looked_after.ended, case.closed]", [CLOSED, event("looked_after.ended", "2026-03-11")], "lapsed 2026-03-17", "case.closed"),
        ("[looked_after.ended, case.closed]", [CLOSED, event("looked_after.ended", "2026-03-10")], "lapsed 2026-03-17", "looked_after.ended"),
        ("[case.closed, looked_after.ended]", [CLOSED, event("looked_after.ended", "2026-03-10")], "lapsed 2026-03-17", "case.closed"),
        ("[{event: case.closed, where: {by: team_manager}}]", [CLOSED], "due 2026-03-17", None),
        (
            "[{event: case.closed, where: {by: team_manager}}]",
            [CLOSED, event("case.closed", "2026-03-11", by="team_manager")],
            "lapsed 2026-03-17",
            "case.closed",
        ),
    ],
)  # fmt: skip
def test_the_first_of_what_ends_it_at_or_after_the_trigger_ends_it(
    lapses: str, events: list[Event], owed: str, why: str | None
) -> None:
    expected = (owed, None if why is None else ("ended", why), ())
    assert one(deadline(lapses), [HELD, *events], "2026-03-12", born="2010-03-10") == expected


def test_the_event_that_set_it_off_does_not_end_it_and_the_next_of_its_kind_does() -> None:
    assert owed(pack_of(deadline("[icpc.held]")), [HELD], "2026-03-12") == ["due 2026-03-17"]
    again = event("icpc.held", "2026-03-10")
    assert owed(pack_of(deadline("[icpc.held]")), [HELD, again], "2026-03-12") == [
        "lapsed 2026-03-17",
        "due 2026-03-24",
    ]


def test_to_the_second_of_the_trigger_and_of_the_question() -> None:
    held, closed = (
        event("icpc.held", "2026-03-03T10:00:00"),
        [event("case.closed", f"2026-03-03T{at}") for at in ("09:59:59", "10:00:00")],
    )
    assert [owed(pack_of(deadline("[case.closed]")), [held, end], "2026-03-04")[0][:3] for end in closed] == [
        "due",
        "lap",
    ]
    lapses, visit = "[{event: visit.made, plus: 24 hours}]", event("visit.made", "2026-03-04T10:00:00")
    asked = ("2026-03-05T09:59:59", "2026-03-05T10:00:00")
    assert [owed(pack_of(deadline(lapses)), [held, visit], at)[0][:3] for at in asked] == ["due", "lap"]


LEAD = """
form: lead
before: icpc.held
at_least: 2 working days
at_most: 10 working days
do: conference_report.shared
only_if: {only_if}
lapses_when: []
"""


def care(first: str, last: str, **more: str) -> list[Event]:
    return [event("looked_after.started", first, **more), event("looked_after.ended", last)]


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        (care("2026-03-02", "2026-03-10", legal_status="care_order"), ("due 2026-03-20", ())),
        (care("2026-03-02", "2026-03-09", legal_status="care_order"), None),
        (care("2026-03-24", "2026-03-24", legal_status="care_order"), ("due 2026-03-20", ())),
        (care("2026-03-11", "2026-03-18", legal_status="care_order"), None),
        (care("2026-03-02", "2026-03-12", legal_status="section_20"), None),
        (care("2026-03-02", "2026-03-12"), ("unknown 2026-03-20", ("legal_status",))),
        (care("2026-03-20", "2026-03-30"), ("unknown 2026-03-20", ("legal_status",))),
        (care("2026-03-02", "2026-03-12") + care("2026-03-24", "2026-03-30", legal_status="care_order"), ("due 2026-03-20", ())),
        (care("2026-03-02", "2026-03-12", legal_status="care_order") + care("2026-03-20", "2026-03-30"), ("due 2026-03-20", ())),
    ],
)  # fmt: skip
def test_a_leads_condition_may_hold_when_its_window_opens_or_at_the_meeting(
    stays: list[Event], expected: tuple[str, tuple[str, ...]] | None
) -> None:
    rule = LEAD.format(only_if="{period: looked_after, where: {legal_status: care_order}}")
    meeting = event("icpc.held", "2026-03-24")
    found = one(rule, [meeting, *stays], "2026-03-31")
    if expected is not None and expected[0].startswith("due"):
        expected = ("breached" + expected[0][3:], ())
    assert (None if found is None else (found[0], found[2])) == expected


DATELESS = "form: deadline\nafter: {event: icpc.held, date: next_meeting_on}\nwithin: 1 week\ndo: core_group.held\nlapses_when: []"
UNBORN = "form: deadline\nafter: {age: 16 years}\nwithin: 1 week\ndo: core_group.held\nlapses_when: []"


@pytest.mark.parametrize(
    ("rule", "clause", "could"),
    [
        # Judged by the edition of the day of the event that lacks a date; by that of today where there is no event.
        (DATELESS, "in_force: {from: 2026-03-03}", True),
        (DATELESS, "in_force: {from: 2026-03-04}", False),
        (DATELESS, "in_force: {to: 2026-03-03}", True),
        (DATELESS, "in_force: {to: 2026-03-02}", False),
        (UNBORN, "in_force: {from: 2026-03-12}", True),
        (UNBORN, "in_force: {from: 2026-03-13}", False),
        (UNBORN, "in_force: {to: 2026-03-12}", True),
        (UNBORN, "in_force: {to: 2026-03-11}", False),
        (DATELESS, "only_if: looked_after", False),
        (DATELESS, "only_if: open_case", True),
        (DATELESS, "only_if: {subject: {disabled: true}}", True),
        (DATELESS, "unless: looked_after", True),
        (DATELESS, "unless: open_case", True),
        (DATELESS, "unless: {subject: {kind: child}}", False),
        (DATELESS, "unless: {subject: {disabled: true}}", True),
    ],
)
def test_what_cannot_be_placed_is_unknown_unless_the_rule_could_never_apply(
    rule: str, clause: str, could: bool
) -> None:
    found = one(f"{rule}\n{clause}", [HELD, event("case.opened", "2026-03-02")], "2026-03-12")
    assert (None if found is None else found[0]) == ("unknown -" if could else None)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("", ["due 2026-03-10"]),
        ("only_if: looked_after", ["due 2026-03-12"]),
        ("unless: looked_after", ["lapsed 2026-03-10"]),
        ("only_if: open_case", []),
        ("only_if: looked_after\nunless: open_case", ["due 2026-03-12"]),
    ],
)
def test_conditions_cut_the_run_of_a_series(clause: str, expected: list[str]) -> None:
    rule = f"form: series\nwhile: child_protection_plan\nevery: 1 week\ndo: visit.made\nlapses_when: []\n{clause}"
    events = [event("child_protection_plan.started", "2026-03-03"), event("looked_after.started", "2026-03-05")]
    assert owed(pack_of(rule), events, "2026-03-06") == expected
