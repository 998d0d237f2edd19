"""States that points in time, acts or lengths of time mark out: the stretches that each is put together from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from practice_rules.language import moments as said
from tests.oracle.conditions import Truth, all_true
from tests.oracle.picking import Trigger
from tests.oracle.time import (
    LONG_AGO,
    Run,
    When,
    before,
    begins,
    day_or_instant,
    ends,
    last_moment,
    not_after,
    order,
    when,
)

if TYPE_CHECKING:
    from tests.oracle.world import World


def has_lasted(world: World, state: said.LastedState) -> list[Run]:
    """While a state has lasted so long: surely since it surely began, and possibly since it may have begun."""
    found = []
    nowhere = [[run] for run in world.unseen(state.has_lasted)]
    for pieces in nowhere or world.all_stretches(state.has_lasted):
        for first, last in [(piece, piece) for piece in pieces if piece.sure] + [(pieces[0], pieces[-1])]:
            at = world.after_so_long(first, state.for_)
            if last.end is None or not_after(at, last.end):
                sure = first.sure if first is last else None
                found.append(Run(at, last.end, first.opening, sure, last.closing))
    return found


def _within(world: World, name: str | None) -> list[Run]:
    return [Run(day_or_instant(LONG_AGO))] if name is None else world.runs(name)


def until_one_comes(world: World, state: said.BeforeState) -> list[Run]:
    """Before a point in time: from the start of the case, or of each run of `in`, until one comes in it."""
    found = []
    for home in _within(world, state.in_):
        come = [trigger for trigger in world.occurrences(state.before) if home.has_day(trigger.when)]
        sure = home.sure and (None if world.untold(state.before) else True)
        for last, certain in _lasts(home, come, sure, upto=False):
            if last is None or begins(home.start) < ends(last):
                closing = home.closing if last == home.end else None
                found.append(Run(home.start, last, home.opening, certain, closing))
    return found


def span(world: World, state: said.SpanState) -> list[Run]:
    """From each time one point comes until the next time another does, or to the end of the run of `in`."""
    found: list[Run] = []
    for home in _within(world, state.in_):
        if world.untold(state.from_):
            found.append(Run(home.start, home.end, home.opening, None, home.closing))
        stops = [] if state.until is None else world.occurrences(state.until)
        for trigger in world.occurrences(state.from_):
            if not home.has_day(trigger.when):
                continue
            come = [t for t in stops if not_after(trigger.when, t.when)]
            come = [t for t in come if t.event is not trigger.event or before(trigger.when, t.when)]
            start = trigger.when if begins(trigger.when) >= begins(home.start) else home.start
            sure = all_true([trigger.sure, home.sure])
            if state.until is not None and world.untold(state.until):
                sure = None
            for last, certain in _lasts(home, come, sure, upto=True):
                stop = next((t.event for t in come if t.when == last), None) or home.closing
                found.append(Run(start, last, trigger.event, certain, None if last is None else stop))
    return found


def _lasts(home: Run, come: list[Trigger], sure: Truth, *, upto: bool) -> list[tuple[When | None, Truth]]:
    """Until when a stretch in a run surely lasts, and until when it may; it ends with, or just before, what comes."""
    ends_at: list[tuple[When | None, Truth]] = []
    for trigger in sorted(come, key=lambda trigger: ends(trigger.when)) if upto else come:
        last = trigger.when if upto else last_moment(begins(trigger.when))
        ends_at.append((last if home.end is None else min(last, home.end, key=order), trigger.sure))
        if trigger.sure:
            break
    else:
        ends_at.append((home.end, True))
    if len(ends_at) == 1:
        return [(ends_at[0][0], sure)]
    return [(ends_at[0][0], sure), (ends_at[-1][0], None)]


def happened(world: World, state: said.HappenedState) -> list[Run]:
    """From each act to the end of `within`, no longer than the run of `in` in which it was."""
    found = []
    if world.not_held(world.kinds(state.happened)):
        # One that nobody could have seen may have been at any time.
        homes = _within(world, state.in_) or world.unseen(state.in_)
        found = [replace(home, sure=None) for home in homes]
    for home in _within(world, state.in_):
        for event in world.record.occurred:
            sure = world.counts(state.happened, event)
            if sure is False or not home.has_day(when(event.at)):
                continue
            last = home.end
            if state.within is not None:
                due = world.counting.after(when(event.at), state.within)
                last = When(due.day, due.at) if last is None else min(When(due.day, due.at), last, key=order)
            found.append(Run(when(event.at), last, event, all_true([sure, home.sure])))
    return found


MAKERS: dict[type, Callable[[World, Any], list[Run]]] = {
    said.BeforeState: until_one_comes,
    said.SpanState: span,
    said.LastedState: has_lasted,
    said.HappenedState: happened,
}
"""How each kind of such a state is put together."""
