"""Points in time picked from several, some of which may not count: what is surely picked, and what possibly.

A trigger about which a fact is missing may or may not be one of those that are counted. What is picked is sure only if
it is picked either way; what is picked one way and not the other is kept, in doubt, and names the missing fact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from itertools import product
from typing import TypeVar

from practice_rules.engine.triggers import Instance, Trigger, order_of

State = TypeVar("State", bound=Hashable)

Missing = tuple[str, ...]


def copied(trigger: Trigger, *, certain: bool, missing: Missing = (), period: Instance | None = None) -> Trigger:
    """The same trigger, perhaps in doubt for want of some facts, perhaps in a run of another period."""
    other = trigger.moved_to(trigger.moment)
    other.certain = trigger.certain and certain
    other.missing = tuple(dict.fromkeys((*trigger.missing, *missing)))
    other.period = period or trigger.period
    return other


def missing_of(found: Iterable[Trigger]) -> Missing:
    """The facts that are missing about some triggers."""
    return tuple(dict.fromkeys(name for trigger in found for name in trigger.missing))


def at_place(found: list[Trigger], place: int) -> list[Trigger]:
    """Those that are, or may be, the first (0), the second (1), the last (-1) and so on."""
    if all(trigger.certain for trigger in found):
        return [found[place]] if -len(found) <= place < len(found) else []
    ordered, wanted = (found, place) if place >= 0 else (found[::-1], -place - 1)
    chosen: list[Trigger] = []
    doubtful: list[Trigger] = []
    sure = 0
    for trigger in ordered:
        if sure <= wanted <= sure + len(doubtful):
            chosen.append(copied(trigger, certain=not doubtful, missing=missing_of(doubtful)))
        if trigger.certain:
            sure += 1
        else:
            doubtful.append(trigger)
    return chosen


def standing_at(found: list[Trigger], place: int) -> list[Trigger]:
    """Those at a place. A meeting that was called off takes nobody's place: the next one is then the first.

    One that would have stood there, had it not been called off, keeps what it called for.
    """
    standing = [trigger for trigger in found if not trigger.called_off]
    chosen = at_place(standing, place)
    if len(standing) == len(found):
        return chosen
    sooner, off = 0, []
    for trigger in found:
        if trigger.called_off and sooner == place:
            off.append(trigger)
        sooner += not trigger.called_off
    return sorted([*chosen, *off], key=order_of)


def when_full(
    found: Iterable[tuple[Trigger | None, bool]],
    step: Callable[[State, Trigger | None], tuple[State, bool]],
    none: State,
) -> list[Trigger]:
    """Those with which a count is full, when one after another is put to it.

    Each comes with whether it surely counts; `None` stands for one that does not. `step` takes what was counted so far
    and the next one (`None`: it does not count), and says what is counted then and whether that is enough.
    """
    states, chosen = {none}, []
    missing: Missing = ()
    for trigger, certain in found:
        ways = [trigger] if certain or trigger is None else [trigger, None]
        results = [step(state, way) for state in states for way in ways]
        missing += () if trigger is None or certain else trigger.missing
        if trigger is not None and any(full for _, full in results):
            sure = all(full for _, full in results)
            chosen.append(copied(trigger, certain=sure, missing=() if sure else missing))
        states = {state for state, _ in results}
    return chosen


def last_to_come(several: list[list[Trigger]]) -> list[Trigger]:
    """The last of several that must each have come; where some are in doubt, every way it may have been is tried."""
    ways: list[list[Trigger | None]] = []
    for found in several:
        first = next((place for place, trigger in enumerate(found) if trigger.certain), None)
        ways.append([*found, None] if first is None else [*found[: first + 1]])
    ends: dict[int, Trigger | None] = {}
    for way in product(*ways):
        come = [trigger for trigger in way if trigger is not None]
        end = max(come, key=order_of) if len(come) == len(way) else None
        ends[id(end)] = end
    missing = missing_of(trigger for way in ways for trigger in way if trigger is not None)
    sure = len(ends) == 1
    chosen = [copied(end, certain=sure, missing=() if sure else missing) for end in ends.values() if end is not None]
    return sorted(chosen, key=order_of)


def once_each(found: list[Trigger]) -> list[Trigger]:
    """The same event, or edge of a run, at the same moment, once: surely if it comes surely in one way."""
    kept: dict[Hashable, Trigger] = {}
    for trigger in found:
        stands: object = trigger.happening or trigger.period or trigger
        key = (id(stands), trigger.moment, trigger.placed)
        if key not in kept or (trigger.certain and not kept[key].certain):
            kept[key] = trigger
    return sorted(kept.values(), key=order_of)
