"""Runs of a period in a plain history: a period that one kind of event opens and another closes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TypeAlias

from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.slots import Slot
from practice_rules.engine.spans import EVER

PlainRun: TypeAlias = tuple[PlainEvent, PlainEvent | None, int]
"""What opened it, what closed it, and the second at which it is over."""

Runs: TypeAlias = Callable[[ByType], list[PlainRun]]

OPENS, CLOSES = True, False


def compile_runs(opening: Slot, closing: Slot | None) -> Runs:
    """A function from the events to a period's runs, in order of their start. Raises `InDoubt`."""

    def runs(by_type: ByType) -> list[PlainRun]:
        opened = opening(by_type)
        if not opened:
            return []
        closed = [] if closing is None else closing(by_type)
        return pair_runs(opened, closed) if closed else [(opened[0], None, EVER)]

    return runs


def pair_runs(opened: list[PlainEvent], closed: list[PlainEvent]) -> list[PlainRun]:
    """The runs that some openings and closings make; the usual case, one of each, needs no looking through."""
    if len(opened) == 1:
        opener = opened[0]
        if closed[0][3] < opener[0]:
            closed = [event for event in closed if event[3] >= opener[0]]
        if not closed or closed[0][0] > opener[3]:
            return [_run(opener, closed[0] if closed else None)]
    return _pair(opened, closed)


def _pair(opened: list[PlainEvent], closed: list[PlainEvent]) -> list[PlainRun]:
    """Openings paired with closings, as `engine.periods` does: an opening while one runs changes nothing; of what
    happens at once, closings come first; a closing known only by its day waits for an opening later that day."""
    found: list[PlainRun] = []
    running: PlainEvent | None = None
    waiting: list[PlainEvent] = []
    both = [(event, CLOSES) for event in closed] + [(event, OPENS) for event in opened]
    both.sort(key=_order)
    for (_, _), together in groupby(both, key=_at_once):
        happened = list(together)
        waiting = [event for event in waiting if event[4] == happened[0][0][4] and not event[1]]
        for event, side in happened:
            if side is CLOSES:
                if running is not None and running is not event:
                    found.append(_run(running, event))
                    running = None
                else:
                    waiting.append(event)
        for event, side in happened:
            if side is OPENS and running is None:
                running = event
        if running is not None:
            for event in waiting:
                if running is not None and running is not event:
                    found.append(_run(running, event))
                    running = None
                    waiting = [other for other in waiting if other is not event]
    if running is not None:
        found.append((running, None, EVER))
    return found


def _run(opener: PlainEvent, closer: PlainEvent | None) -> PlainRun:
    return (opener, closer, EVER if closer is None else closer[3] + 1)


def _order(entry: tuple[PlainEvent, bool]) -> tuple[int, bool, str]:
    return entry[0][:3]


def _at_once(entry: tuple[PlainEvent, bool]) -> tuple[int, bool]:
    return entry[0][:2]
