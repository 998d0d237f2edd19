"""From the fast path's tuples to rows of the obligation table, without the engine's objects between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from practice_rules.batch.flatten import Owed, ends_of
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

IdOf = Callable[[int], str | None]
"""From the number of an entry within its case to its id."""

_UNDONE = (None, None, None, None, None, None, None)
_NOT_LATE = (None, None, None, None)
_NO_MOMENT = (None, None)


class FastFlattener:
    """Turns the fast path's rows of one pack, as of one moment, into tuples."""

    def __init__(self, pack: CompiledPack, as_of: Moment) -> None:
        self._rules = [(ready, *ends_of(ready), isinstance(ready.rule, Lead)) for ready in pack.rules]
        self._as_of = as_of
        self._to_the_second = as_of if as_of.instant is not None else Moment(as_of.day, end_of(as_of) - 1)

    def flat(self, found: Iterable[FastRow], id_of: IdOf) -> list[tuple[int, Owed]]:
        """The obligations, each with its rule's place in the pack."""
        flattened: list[tuple[int, Owed]] = []
        before: dict[int, PlainEvent] = {}
        for fast in found:
            number, status, trigger, due, done, ended = fast
            place = number if number >= 0 else ~number
            ready, head, tail, lead = self._rules[place]
            taken = (trigger[4], trigger[0] if trigger[1] else None)
            opened: tuple[int, int | None] = taken
            if lead:
                opened = opens(fast, ready, before.get(place))
                before[place] = trigger
            by_day = due[3] or (due[1] is not None and done is not None and not done[1])
            owed = (
                *head, status, trigger[2], id_of(trigger[6]), trigger[6] + 1, *taken, *opened, due[0], due[1], due[2],
                "day" if by_day else "exact", *_discharge(status, done, id_of),
                *(moment(ended) if ended is not None and status == LAPSED else _NO_MOMENT),
                *(self._late(fast, ready) if status == BREACHED else _NOT_LATE),
                *tail, (), "ended" if status == LAPSED else None, None, None, None, False, None,
            )  # fmt: skip
            flattened.append((place, owed))
        return flattened

    def _late(self, fast: FastRow, ready: CompiledRule) -> tuple[int, str, int, int | None]:
        """How late a breach was put right, or is by the end of its period or by now."""
        _, _, _, due, done, ended = fast
        series = isinstance(ready.rule, Series)
        if done is not None:
            until = moment(done)
        elif series and ended is not None:
            until = moment(ended)
        else:
            until = self._as_of if due.instant is None else self._to_the_second
        own, unit, days = lateness(until, due, length(fast, ready) or A_DAY, ready.calendar)
        return own, unit, days, missed(fast, ready, self._as_of) if series else None


def _discharge(status: str, done: PlainEvent | None, id_of: IdOf) -> tuple[object, ...]:
    """The event that discharged it, when, and when that put a breach right."""
    if done is None or status not in (MET, BREACHED):
        return _UNDONE
    when = moment(done)
    return (done[2], id_of(done[6]), done[6] + 1, *when, *(when if status == BREACHED else _NO_MOMENT))
