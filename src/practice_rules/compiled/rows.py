"""What the fast path yields: a tuple for each obligation, and the engine's row that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from practice_rules.case import Event
from practice_rules.compiled.history import PlainEvent, moment
from practice_rules.compiled.windows import owed_from, window_of
from practice_rules.dates.clock import Due, Moment, in_time, is_past, precision_is_day
from practice_rules.dates.durations import Duration
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.instances import moment_at
from practice_rules.engine.record import Happening, as_moment, happened_by
from practice_rules.engine.rows import BREACHED, LAPSED, Row, Status
from practice_rules.engine.rule import CompiledRule
from practice_rules.engine.triggers import Trigger
from practice_rules.language.rules import Deadline, First, Lead, Series

FastRow: TypeAlias = tuple[int, Status, PlainEvent, Due, PlainEvent | None, PlainEvent | None]
"""The rule's place in the pack (`~place` for a series' first interval, when that differs), status, trigger, due date,
what was done, and what ended it.

What was done stands there whether it was in time or late. What ended it stands with `lapsed`, and for a series with
`breached`, where it says until when intervals were missed.
"""

MANY = 1000
"""The engine counts no more intervals than this as missed."""


def engine_rows(found: Iterable[FastRow], pack: CompiledPack, as_of: Moment, events: Sequence[Event]) -> Iterator[Row]:
    """The rows that the engine gives for the same obligations; `events` are the entries of the case."""
    before: dict[int, PlainEvent] = {}
    for fast in found:
        ready = pack.rules[fast[0] if fast[0] >= 0 else ~fast[0]]
        yield _row(fast, ready, as_of, events, opens(fast, ready, before.get(fast[0])))
        before[fast[0]] = fast[2]


def _row(fast: FastRow, ready: CompiledRule, as_of: Moment, events: Sequence[Event], opened: Moment) -> Row:
    _, status, triggered_by, due, done_by, ended_by = fast
    trigger = Trigger(moment(triggered_by), _happening(triggered_by, events))
    done = None if done_by is None else _happening(done_by, events)
    row = Row(ready, trigger, opened, due, status, done, length(fast, ready))
    if status == LAPSED and ended_by is not None:
        row.ended = moment(ended_by)
        row.because = ("ended", "the end of its period" if isinstance(ready.rule, Series) else ended_by[2])
    if status == BREACHED and done is not None:
        row.remedied = done.moment
    if status == BREACHED and isinstance(ready.rule, Series):
        row.missed = missed(fast, ready, as_of)
    row.by_day = due.by_day or (done is not None and precision_is_day(done.moment, due))
    return row


def opens(fast: FastRow, ready: CompiledRule, before: PlainEvent | None) -> Moment:
    """When the obligation opened: with its trigger, or for a lead with its window, but never after it was due.

    `before` is the trigger of the rule's obligation before this one.
    """
    if not isinstance(ready.rule, Lead):
        return moment(fast[2])
    window = window_of(ready, ready.rule)
    assert window is not None
    start = owed_from(window, fast[2], before)
    last = Moment(fast[3].day, fast[3].instant)
    opened = moment_at(start) if start > 0 else last
    return opened if happened_by(opened, last) else last


def length(fast: FastRow, ready: CompiledRule) -> Duration | None:
    """The time that was allowed."""
    rule = ready.rule
    if isinstance(rule, Series):
        first = rule.first.within if isinstance(rule.first, First) else rule.first
        return first if fast[0] < 0 else rule.every
    if isinstance(rule, Lead):
        return rule.at_least
    assert isinstance(rule, Deadline) and not isinstance(rule.within, list)
    return rule.within


def missed(fast: FastRow, ready: CompiledRule, as_of: Moment) -> int:
    """How many intervals ran out before the act, the end of the period or `as_of`: the one that was due, and as many
    as fit after it. One that ran out on the day of the end had lapsed."""
    assert isinstance(ready.rule, Series) and ready.rule.every is not None
    clock = ready.compiler.after(ready.rule.every)
    act, ended = fast[4], fast[5]
    due, count = fast[3], 1
    while count < MANY:
        due = clock(Moment(due.day, due.instant))
        if act is not None:
            over = not in_time(moment(act), due)
        else:
            over = is_past(due, as_of) if ended is None else ended[4] > due.day
        if not over:
            break
        count += 1
    return count


def _happening(event: PlainEvent, events: Sequence[Event]) -> Happening:
    entry = events[event[6]]
    recorded = None if entry.recorded_at is None else as_moment(entry.recorded_at)
    return Happening(entry, moment(event), recorded)
