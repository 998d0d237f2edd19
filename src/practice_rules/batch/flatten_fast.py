"""From the fast path's rows to rows of the obligation table: the same cells as `flatten` gives for the engine's."""

from __future__ import annotations

from collections.abc import Mapping

from practice_rules.batch.case_rows import PLAIN, Extra
from practice_rules.batch.flatten import Flattener, Owed, Said
from practice_rules.compiled.history import PlainEvent, moment
from practice_rules.compiled.rows import FastRow, length, missed, opens
from practice_rules.dates.clock import Moment, precision_is_day
from practice_rules.dates.deadlines import lateness
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.record import end_of
from practice_rules.engine.rows import BREACHED, LAPSED, MET
from practice_rules.engine.rule import CompiledRule
from practice_rules.language.rules import Lead, Series
from practice_rules.result.lateness import A_DAY

_NO_EVENT = (None, None, None)
_NO_MOMENT = (None, None)
_NOT_LATE = (None, None, None, None)


class FastFlattener:
    """Turns the fast path's rows into tuples, under one pack as of one moment."""

    def __init__(self, pack: CompiledPack, as_of: Moment, flattener: Flattener) -> None:
        self._as_of = as_of
        self._last = Moment(as_of.day, end_of(as_of) - 1) if as_of.instant is None else as_of
        self._rules: list[tuple[CompiledRule, Said, bool]] = [
            (ready, flattener.said(ready), isinstance(ready.rule, Lead)) for ready in pack.rules
        ]

    def flat(self, found: list[FastRow], extras: Mapping[int, Extra]) -> list[tuple[int, Owed]]:
        """The obligations with the places of their rules, in the order in which they come."""
        flat = []
        before: dict[int, PlainEvent] = {}
        for fast in found:
            place = fast[0] if fast[0] >= 0 else ~fast[0]
            ready, said, is_lead = self._rules[place]
            opened = opens(fast, ready, before.get(fast[0])) if is_lead else moment(fast[2])
            before[fast[0]] = fast[2]
            flat.append((place, self._flat(fast, ready, said, opened, extras)))
        return flat

    def _flat(
        self, fast: FastRow, ready: CompiledRule, said: Said, opened: Moment, extras: Mapping[int, Extra]
    ) -> Owed:
        _, status, trigger, due, done, ended = fast
        breached = status == BREACHED
        done_moment = None if done is None else moment(done)
        shown = done if status == MET or breached else None
        lapsed = status == LAPSED and ended is not None
        by_day = due.by_day or (done_moment is not None and precision_is_day(done_moment, due))
        return (
            said.rule,
            1,
            None,
            said.form,
            said.strength,
            status,
            *_event(trigger, extras),
            trigger[4],
            trigger[0] if trigger[1] else None,
            opened[0],
            opened[1],
            due[0],
            due[1],
            due[2],
            "day" if by_day else "exact",
            *(_NO_EVENT if shown is None else _event(shown, extras)),
            *(_NO_MOMENT if shown is None or done_moment is None else done_moment),
            *(done_moment if breached and done_moment is not None else _NO_MOMENT),
            *(moment(ended) if lapsed and ended is not None else _NO_MOMENT),
            *(self._late(fast, ready, done_moment) if breached else _NOT_LATE),
            said.responsible,
            said.standard,
            (),
            "ended" if lapsed else None,
            None,
            None,
            None,
            False,
            None,
        )

    def _late(self, fast: FastRow, ready: CompiledRule, done: Moment | None) -> tuple[int, str, int, int | None]:
        """How late a breach was put right, or is by now: own unit, unit, calendar days, intervals missed."""
        due, ended, is_series = fast[3], fast[5], isinstance(ready.rule, Series)
        until = done
        if until is None and is_series and ended is not None:
            until = moment(ended)
        if until is None:
            until = self._last if due.instant is not None else self._as_of
        own, unit, days = lateness(until, due, length(fast, ready) or A_DAY, ready.calendar)
        return own, unit, days, missed(fast, ready, self._as_of) if is_series else None


def _event(event: PlainEvent, extras: Mapping[int, Extra]) -> tuple[str, str | None, int]:
    return (event[2], extras.get(event[6], PLAIN).id if extras else None, event[6] + 1)
