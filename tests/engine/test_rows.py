"""From when an obligation counts as breached: what hangs on a breach is counted from there."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import event, owed, pack_of

HELD, TIMED = event("icpc.held", "2026-03-03"), event("icpc.held", "2026-03-03T10:00")
OPENED, CLOSED = event("case.opened", "2026-03-01"), event("case.closed", "2026-03-10")


@pytest.mark.parametrize(
    ("rule", "events", "expected"),
    [
        # Due on the 10th: breached with the 11th, which is day zero.
        ("form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: core_group.held", [HELD], "due 2026-03-14"),
        # Due at ten o'clock on the 4th: breached from then on.
        ("form: deadline\nafter: icpc.held\nwithin: 24 hours\ndo: core_group.held", [TIMED], "breached 2026-03-07T10:00"),
        # Judged at an event: breached on its day.
        ("form: check\nat: icpc.held\nhave: {quorate: true}", [event("icpc.held", "2026-03-11", quorate=False)], "due 2026-03-14"),
        # Never done: breached when what it belongs to ended.
        (
            "form: deadline\nafter: icpc.held\ndo: core_group.held\nbelongs_to: open_case",
            [OPENED, HELD, CLOSED],
            "due 2026-03-13",
        ),
    ],
)  # fmt: skip
def test_what_hangs_on_a_breach_is_counted_from_when_it_began(rule: str, events: list[Event], expected: str) -> None:
    length = "72 hours" if "hours" in rule else "3 days"
    follow_up = f"form: deadline\nafter: {{breach: child_protection.said.r0}}\nwithin: {length}\ndo: visit.made"
    pack = pack_of(f"{rule}\nlapses_when: []", f"{follow_up}\nlapses_when: []")
    assert owed(pack, events, "2026-03-12")[1:] == [expected]
