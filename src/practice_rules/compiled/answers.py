"""How a simple rule answers for a plain history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.rows import FastRow
from practice_rules.compiled.slots import Slot

InForce: TypeAlias = tuple[int, int]
"""First and last day on which a trigger is judged by the rule."""

Listed: TypeAlias = list[list[PlainEvent] | None]
"""What each slot found in this history; `None` while it has not been asked."""

Answer: TypeAlias = Callable[[ByType, Listed, ByType, list[FastRow]], None]
"""From what took place, what the slots found so far, and the meetings still to come: adds the rule's rows to a list.
Raises `InDoubt` before it adds any."""


def listed_at(place: int, slots: list[Slot], by_type: ByType, listed: Listed) -> list[PlainEvent]:
    """What a slot finds, looked for once in a history. Raises `InDoubt`."""
    found = listed[place]
    if found is None:
        found = listed[place] = slots[place](by_type)
    return found
