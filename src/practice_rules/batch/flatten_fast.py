"""From the fast path's rows to rows of the obligation table: the same cells as `flatten` gives for the engine's."""

from __future__ import annotations

from collections.abc import Mapping

from practice_rules.batch.case_rows import PLAIN, Extra
from practice_rules.batch.flatten import Flattener, Owed, Said
from practice_rules.compiled.history import PlainEvent, moment
from practice_rules.compiled.rows import FastRow, length, missed, opens
from practice_rules.dates.clock import Moment
from practice_rules.dates.deadlines import lateness
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.record import end_of
from practice_rules.engine.rows import BREACHED, LAPSED, MET
from practice_rules.engine.rule import CompiledRule
from practice_rules.language.rules import Lead, Series
from practice_rules.result.lateness import A_DAY

_UNDONE = (None,) * 7
_NO_MOMENT = (None, None)
_NOT_LATE = (None, None, None, None)


class FastFlattener:
    """Turns the fast path's rows into tuples, under one pack as of one moment."""

    def __init__(self, pack: CompiledPack, as_of: Moment, flattener: Flattener) -> None:
        self._as_of = as_of
        self._last = Moment(as_of.day, end_of(as_of) - 1) if as_of.instant is None else as_of
        self._rules = [(ready, *_ends(flattener.said(ready)), isinstance(ready.rule, Lead)) for ready in pack.rules]

    def flat(self, found: list[FastRow], extras: Mapping[int, Extra]) -> list[tuple[int, Owed]]:
        """The obligations with the places of their rules, in the order in which they come."""
        flat: list[tuple[int, Owed]] = []
        before: dict[int, PlainEvent] = {}
        for fast in found:
            number, status, trigger, due, done, ended = fast
            place = number if number >= 0 else ~number
            ready, head, tail, is_lead = self._rules[place]
            day, instant = trigger[4], trigger[0] if trigger[1] else None
            opened: tuple[int, int | None] = (day, instant)
            if is_lead:
                opened = opens(fast, ready, before.get(number))
                before[number] = trigger
            by_day = due[3] or (due[1] is not None and done is not None and not done[1])
            lapsed = status == LAPSED
            flat.append((place, (
                *head, status, *_event(trigger, extras), day, instant, *opened, due[0], due[1], due[2],
                "day" if by_day else "exact", *_discharge(status, done, extras),
                *(moment(ended) if lapsed and ended is not None else _NO_MOMENT),
                *(self._late(fast, ready) if status == BREACHED else _NOT_LATE),
                *tail, "ended" if lapsed and ended is not None else None, None, None, None, False, None,
            )))  # fmt: skip
        return flat

    def _late(self, fast: FastRow, ready: CompiledRule) -> tuple[int, str, int, int | None]:
        """How late a breach was put right, or is by now: own unit, unit, calendar days, intervals missed."""
        due, done, ended, is_series = fast[3], fast[4], fast[5], isinstance(ready.rule, Series)
        until = None if done is None else moment(done)
        if until is None and is_series and ended is not None:
            until = moment(ended)
        if until is None:
            until = self._last if due.instant is not None else self._as_of
        own, unit, days = lateness(until, due, length(fast, ready) or A_DAY, ready.calendar)
        return own, unit, days, missed(fast, ready, self._as_of) if is_series else None


def _event(event: PlainEvent, extras: Mapping[int, Extra]) -> tuple[str, str | None, int]:
    return (event[2], extras.get(event[6], PLAIN).id if extras else None, event[6] + 1)


def _ends(said: Said) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The cells that are the same for every obligation of a rule: those before the status; and who owes it, the
    statements, and nothing missing."""
    return (said.rule, 1, None, said.form, said.strength), (said.responsible, said.standard, ())


def _discharge(status: str, done: PlainEvent | None, extras: Mapping[int, Extra]) -> tuple[object, ...]:
    """The event that discharged it and when, and when that put a breach right."""
    if done is None or (status != MET and status != BREACHED):
        return _UNDONE
    when = (done[4], done[0] if done[1] else None)
    return (*_event(done, extras), *when, *(when if status == BREACHED else _NO_MOMENT))
