"""What ends a duty before it is due."""

from __future__ import annotations

from practice_rules.compiled.due_dates import DueBy
from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.slots import Slot


def endings(slots: list[Slot], places: tuple[int, ...], by_type: ByType, now: int) -> list[list[PlainEvent]]:
    """The events of each kind that may end a rule's duties: a day, once it is over. Raises `InDoubt`."""
    return [[event for event in slots[place](by_type) if event[3] < now] for place in places]


def first_ending(found: list[list[PlainEvent]], order: int, trigger: PlainEvent) -> PlainEvent | None:
    """The first thing from a moment on that ends a duty: not its own trigger; of two at once, the kind named first.

    What is known by its day alone is not before anything on that day, and ends nothing until the day is over.
    """
    best: PlainEvent | None = None
    for events in found:
        for event in events:
            if best is not None and event[0] > best[3]:
                break
            if event[3] >= order and event is not trigger and (best is None or _over(event) < _over(best)):
                best = event
    return best


def _over(event: PlainEvent) -> tuple[int, bool]:
    """When an event is over; the last second of a day comes before the end of the day."""
    return event[3], not event[1]


def in_time_to_end(ending: PlainEvent | None, due: DueBy) -> PlainEvent | None:
    """What ends a duty does so on or before the day it is due."""
    return ending if ending is not None and ending[4] <= due[2].day else None
