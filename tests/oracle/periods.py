"""Periods: which events opened and closed each run, one moment after another."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from practice_rules.case import Event
from practice_rules.vocabulary.model import Edge, Period
from tests.oracle.anchors import listed
from tests.oracle.conditions import Truth, any_true, holds
from tests.oracle.time import LONG_AGO, Counting, Run, When, before, day_or_instant, ends, not_after, when

if TYPE_CHECKING:
    from tests.oracle.world import World


def walk(world: World, period: Period) -> list[Run]:
    """The runs of a period, in order of their openings."""
    if period.by_calendar is not None:
        return _terms(world)
    found: list[Run] = []
    waiting: list[Event] = []
    for moment, together in groupby(world.record.occurred, key=lambda event: when(event.at)):
        happened = list(together)
        _expire(world, period, found, moment)
        # A closing that ended nothing ends what opens with it, or later on a day that is all that is known of it.
        waiting = [event for event in waiting if when(event.at) == When(moment.day)]
        closings = [event for event in happened if _closes(world, period, event)]
        waiting += [event for event in closings if not _end(period.same, found, event)]
        for event in happened:
            sure = _edge(world, period.opens, event)
            key = _key(period.same, event)
            alike = [run for run in found if run.end is None and _key(period.same, run.opening) == key]
            if sure is False or (alike and not period.same):
                continue
            for run in alike:
                run.end, run.closing = moment, event
            found.append(Run(moment, None, event, sure))
        waiting = [event for event in waiting if not _end(period.same, found, event)]
    _expire(world, period, found, When(world.as_of.day + timedelta(days=1)))
    return found


def _edge(world: World, edges: list[Edge], event: Event) -> Truth:
    return any_true(
        [holds(world.record, edge.where, event) for edge in edges if event.type in listed(edge.event)] or [False]
    )


def _closes(world: World, period: Period, event: Event) -> bool:
    """Whether an event closes a period; where that cannot be told, as the one who asks supposes."""
    sure = _edge(world, period.closes, event)
    if sure is not None:
        return sure
    question = (period.meaning, repr(event))
    world.supposed.setdefault(question, False)
    return world.supposed[question]


def _expire(world: World, period: Period, runs: list[Run], moment: When) -> None:
    """End, with the last day or moment of its length, each run that is still open after it or was closed later."""
    from_the_first_day = Counting(world.counting.days_off, {"day_one": "same day", "calendar_day_one": "same day"})
    for run in runs if period.lasts is not None else []:
        assert period.lasts is not None
        over = from_the_first_day.after(run.start, period.lasts)
        last = When(over.day, over.at)
        open_still = run.end is None and before(last, moment) and not_after(last, world.as_of)
        if open_still or (run.end is not None and ends(last) < ends(run.end)):
            run.end, run.closing = last, None


def _terms(world: World) -> list[Run]:
    """The school terms that have begun; where none are known it may be in term or out of it, at any time."""
    if world.counting.terms is None:
        return [Run(day_or_instant(LONG_AGO), None, None, None)]
    found = []
    for first, last in world.counting.terms:
        if first <= world.as_of.day:
            over = last < world.as_of.day or (last == world.as_of.day and world.as_of.at is None)
            found.append(Run(When(first), When(last) if over else None, None, True, None, When(last)))
    return found


def _key(same: list[str], event: Event | None) -> list[Any]:
    return [None if event is None else event.attributes.get(name) for name in same]


def _end(same: list[str], runs: list[Run], closing: Event) -> bool:
    """End the open runs that a closing matches; whether there were any."""
    theirs = _key(same, closing)
    matched = [
        run
        for run in runs
        if run.end is None and run.opening is not closing
        if all(t is None or o == t for o, t in zip(_key(same, run.opening), theirs, strict=True))
    ]
    for run in matched:
        run.end, run.closing = when(closing.at), closing
    return bool(matched)
