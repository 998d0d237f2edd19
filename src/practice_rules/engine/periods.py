"""Runs of a period: which events opened and closed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeAlias

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Moment
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.conditions import Condition, Verdict, some, unrecorded
from practice_rules.engine.record import Happening, Record, end_of, happened_by, sort_key
from practice_rules.engine.triggers import Instance
from practice_rules.language.conditions import Where
from practice_rules.vocabulary.model import Period

Instances: TypeAlias = Callable[[Record], list[Instance]]


def event_names(event: str | list[str]) -> tuple[str, ...]:
    """One event type or several, as a tuple."""
    return (event,) if isinstance(event, str) else tuple(event)


Side: TypeAlias = list[tuple[frozenset[str], Condition | None, Where | None]]
"""What opens a period, or closes it: event types, each lot with its condition, and how that is written."""


def compile_period(
    name: str,
    period: Period,
    calendar: Calendar,
    clock: Clock | None,
    compiled: Callable[[Where | None], Condition | None],
) -> Instances:
    """A function from a record to the runs of a period in it, in order of their start; `compiled` reads conditions."""
    if period.by_calendar is not None:
        return lambda _record: term_instances(name, calendar)
    same = tuple(period.same)
    opening, closing = [
        [(frozenset(event_names(edge.event)), compiled(edge.where), edge.where) for edge in edges]
        for edges in (period.opens, period.closes)
    ]
    types = frozenset(name for side in (opening, closing) for names, *_ in side for name in names)

    def instances(record: Record) -> list[Instance]:
        found = _pair(name, record, record.of_types(types), opening, closing, same, clock)
        return found if clock is None else _run_out(found, clock)

    return _remembered(instances)


def _remembered(instances: Instances) -> Instances:
    def recall(record: Record) -> list[Instance]:
        known: list[Instance] | None = record.memo.get(instances)
        if known is None:
            known = record.memo[instances] = instances(record)
        return known

    return recall


def _run_out(found: list[Instance], clock: Clock) -> list[Instance]:
    """Runs that end of themselves after a length of time, unless something closed them sooner."""
    for run in found:
        last = _last(run, clock)
        if end_of(last) + (last.instant is not None) < run.end_order:
            run.close(last, None)
    return found


def _last(run: Instance, clock: Clock) -> Moment:
    """The last day, or moment, of a run that ends of itself."""
    due = clock(run.start)
    return Moment(due.day, due.instant)


def _verdict(side: Side, record: Record, happening: Happening) -> Verdict:
    """Whether an event opens (or closes) the period: any of its edges will do."""
    return some(
        True if condition is None else condition(record, happening)
        for names, condition, _ in side
        if happening.type in names
    )


def _closes(name: str, closing: Side, record: Record, happening: Happening) -> bool:
    """Whether an event closes the period. Where that cannot be told, it is tried both ways (`engine.either_way`)."""
    verdict = _verdict(closing, record, happening)
    if verdict is not None:
        return verdict
    missing = tuple(f"{fact} of {happening.type}" for fact in _missing(closing, record, happening))
    return record.suppose((name, id(happening.event)), missing)


def _missing(side: Side, record: Record, happening: Happening) -> tuple[str, ...]:
    """The facts that would say whether an event opens, or closes, the period."""
    wheres = [where for names, _, where in side if where is not None and happening.type in names]
    return tuple(dict.fromkeys(name for where in wheres for name in unrecorded(where, record, happening)))


def _key(happening: Happening, same: Iterable[str]) -> tuple[object, ...]:
    return tuple(happening.attributes.get(name) for name in same)


def _pair(
    name: str,
    record: Record,
    happenings: list[Happening],
    opening: Side,
    closing: Side,
    same: tuple[str, ...],
    clock: Clock | None,
) -> list[Instance]:
    """Pair openings with closings. A run that has ended of itself (`clock`) is no longer open.

    A closing that names no instance ends them all. With `same`, an opening of an instance already open ends the
    one before it (the next placement); without, it changes nothing (the same start recorded twice).
    """
    found: list[Instance] = []
    running: dict[tuple[object, ...], Instance] = {}
    waiting: list[Happening] = []
    for _, together in groupby(sorted(happenings, key=sort_key), key=_at_once):
        happened = list(together)
        if clock is not None:
            now = happened[0].moment
            running = {key: run for key, run in running.items() if happened_by(now, _last(run, clock))}
        # What closes ends the runs that were open before; only then, if there were none, one that opens with it.
        # A closing known only by its day waits for an opening later on that day.
        waiting = [h for h in waiting if h.day == happened[0].day and h.instant is None]
        waiting += [h for h in happened if _closes(name, closing, record, h) and not _close(running, h, same)]
        for happening in happened:
            verdict = _verdict(opening, record, happening)
            if verdict is False:
                continue
            key = _key(happening, same)
            before = running.get(key)
            if before is not None:
                if not same:
                    continue
                before.close(happening.moment, happening)
            missing = () if verdict else _missing(opening, record, happening)
            running[key] = Instance(name, happening, happening.moment, verdict is True, missing)
            found.append(running[key])
        waiting = [h for h in waiting if not _close(running, h, same)]
    return found


def _at_once(happening: Happening) -> Moment:
    """What cannot be told apart in time: the same instant, or the same day with no time."""
    return happening.moment


def _close(running: dict[tuple[object, ...], Instance], closer: Happening, same: tuple[str, ...]) -> bool:
    """Close the runs an event matches; whether there were any."""
    wanted = _key(closer, same)
    closed = False
    for key, instance in list(running.items()):
        if instance.opener is not closer and all(map(_matches, wanted, key)):
            instance.close(closer.moment, closer)
            del running[key]
            closed = True
    return closed


def _matches(mine: object, theirs: object) -> bool:
    """Whether a closing may be of a run, by one attribute: one that is not recorded on it matches any."""
    return mine is None or mine == theirs


def term_instances(name: str, calendar: Calendar) -> list[Instance]:
    """School terms as runs of a period, from the calendar that the deployer gave."""
    found = []
    for term in calendar.terms or ():
        instance = Instance(name, None, Moment(term.first))
        instance.close(Moment(term.last), None)
        found.append(instance)
    return found
