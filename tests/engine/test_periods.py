"""Which runs a period has where openings and closings fall on one day."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import event
from tests.engine.test_states import runs


def care(edge: str, at: str) -> Event:
    return event(f"looked_after.{edge}", at)


def allocated(at: str, child: str) -> Event:
    return event("case.allocated", at, worker="w", child=child)


@pytest.mark.parametrize(
    ("period", "events", "expected"),
    [
        ("looked_after", [care("ended", "2026-03-05"), care("started", "2026-03-10")], [("2026-03-10", None)]),
        # What ended on a day ended what was open before, and not what began at ten on it.
        (
            "looked_after",
            [care("started", "2026-03-02"), care("ended", "2026-03-10"), care("started", "2026-03-10T10:00")],
            [("2026-03-02", "2026-03-10"), ("2026-03-10T10:00:00", None)],
        ),
        # If nothing was open before, what opens later on that day.
        (
            "looked_after",
            [care("ended", "2026-03-10"), care("started", "2026-03-10T10:00")],
            [("2026-03-10T10:00:00", "2026-03-10")],
        ),
        # A closing that names no child ends what was open before, and not what was allocated the same day.
        (
            "allocation",
            [allocated("2026-03-02", "a"), allocated("2026-03-10", "b"), event("case.closed", "2026-03-10")],
            [("2026-03-02", "2026-03-10"), ("2026-03-10", None)],
        ),
    ],
)
def test_a_closing_ends_what_was_open_before(
    period: str, events: list[Event], expected: list[tuple[str, str | None]]
) -> None:
    assert [(start, end) for _, start, end, *_ in runs(period, events)] == expected
