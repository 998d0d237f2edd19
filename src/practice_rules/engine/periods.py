"""Runs of a period: which events opened and closed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Moment
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.conditions import Condition, Verdict, compile_where, some
from practice_rules.engine.record import Happening, Record, sort_key
from practice_rules.engine.triggers import Instance
from practice_rules.vocabulary.model import Edge, Period

Instances: TypeAlias = Callable[[Record], list[Instance]]


def event_names(event: str | list[str]) -> tuple[str, ...]:
    """One event type or several, as a tuple."""
    return (event,) if isinstance(event, str) else tuple(event)


Side: TypeAlias = list[tuple[frozenset[str], Condition | None]]
"""What opens a period, or closes it: event types, each lot with its condition."""


def compile_period(name: str, period: Period, calendar: Calendar, clock: Clock | None) -> Instances:
    """A function from a record to the runs of a period in it, in order of their start."""
    if period.by_calendar is not None:
        return lambda _record: term_instances(name, calendar)
    same = tuple(period.same)
    opening, closing = [_edge(edge) for edge in period.opens], [_edge(edge) for edge in period.closes]
    types = frozenset(name for side in (opening, closing) for names, _ in side for name in names)

    def instances(record: Record) -> list[Instance]:
        found = _pair(name, record, record.of_types(types), opening, closing, same)
        return found if clock is None else _run_out(found, clock)

    return _remembered(instances)


def _remembered(instances: Instances) -> Instances:
    def recall(record: Record) -> list[Instance]:
        known: list[Instance] | None = record.memo.get(instances)
        if known is None:
            known = record.memo[instances] = instances(record)
        return known

    return recall


def _edge(edge: Edge) -> tuple[frozenset[str], Condition | None]:
    return frozenset(event_names(edge.event)), compile_where(edge.where)


def _run_out(found: list[Instance], clock: Clock) -> list[Instance]:
    """Runs that end of themselves after a length of time, unless something closed them sooner."""
    for run in found:
        due = clock(run.start)
        last = Moment(due.day - 1, None) if due.instant is None else Moment(due.day, due.instant)
        if run.end is None or run.end.day > last.day:
            run.close(last, None)
    return found


def _verdict(side: Side, record: Record, happening: Happening) -> Verdict:
    """Whether an event opens (or closes) the period: any of its edges will do."""
    return some(
        True if condition is None else condition(record, happening)
        for names, condition in side
        if happening.type in names
    )


def _key(happening: Happening, same: Iterable[str]) -> tuple[object, ...]:
    return tuple(happening.attributes.get(name) for name in same)


def _pair(
    name: str,
    record: Record,
    happenings: list[Happening],
    opening: Side,
    closing: Side,
    same: tuple[str, ...],
) -> list[Instance]:
    """Pair openings with closings.

    A closing that names no instance ends them all. With `same`, an opening of an instance already open ends the
    one before it (the next placement); without, it changes nothing (the same start recorded twice).
    """
    found: list[Instance] = []
    running: dict[tuple[object, ...], Instance] = {}
    # A closing on the day of an opening ends the earlier run first, unless that run opened on the same day.
    for happening in sorted(happenings, key=sort_key):
        if _verdict(closing, record, happening):
            _close(running, happening, same)
        verdict = _verdict(opening, record, happening)
        if verdict is not False:
            key = _key(happening, same)
            before = running.get(key)
            if before is not None:
                if not same:
                    continue
                before.close(happening.moment, happening)
            running[key] = Instance(name, happening, happening.moment, verdict is True)
            found.append(running[key])
    return found


def _close(running: dict[tuple[object, ...], Instance], closer: Happening, same: tuple[str, ...]) -> None:
    wanted = _key(closer, same)
    for key, instance in list(running.items()):
        if all(mine is None or mine == theirs for mine, theirs in zip(wanted, key, strict=True)):
            if instance.opener is closer:
                continue
            instance.close(closer.moment, closer)
            del running[key]


def term_instances(name: str, calendar: Calendar) -> list[Instance]:
    """School terms as runs of a period, from the calendar that the deployer gave."""
    found = []
    for term in calendar.terms or ():
        instance = Instance(name, None, Moment(term.first, None))
        instance.close(Moment(term.last, None), None)
        found.append(instance)
    return found
