"""From the engine's rows to rows of the obligation table: integers, words and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from practice_rules.case import Event
from practice_rules.dates.clock import Due, Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import Evaluation
from practice_rules.engine.record import Happening
from practice_rules.engine.rows import BREACHED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule
from practice_rules.language.rules import Series
from practice_rules.result.lateness import SeenFrom, late

Owed: TypeAlias = tuple[Any, ...]
"""The cells of one obligation in the order of the columns after `case_id`.

A day is its ordinal, a moment a second of UTC, a list a tuple of texts; `None` is an empty cell.
"""

_NO_MOMENT = (None, None)


class Said(NamedTuple):
    """What a rule says of each of its obligations."""

    rule: str
    form: str
    strength: str
    responsible: str | None
    standard: tuple[str, ...]
    phased: bool


class Flattener:
    """Turns the rows of a pack's obligations into tuples; what the rules say is looked up once."""

    def __init__(self, pack: CompiledPack) -> None:
        self._said: dict[int, Said] = {id(ready): _said(ready) for ready in pack.rules}

    def said(self, ready: CompiledRule) -> Said:
        """What a rule of the pack says of each of its obligations."""
        return self._said[id(ready)]

    def flat(self, evaluation: Evaluation) -> list[Owed]:
        """The obligations of one case, in the engine's order."""
        record = evaluation.record
        return self.rows(evaluation.rows, record.case.events, record)

    def rows(self, found: Iterable[Row], events: Iterable[Event], seen_from: SeenFrom) -> list[Owed]:
        """Some rows of the engine; `events` are the entries of the case."""
        places = {id(event): place for place, event in enumerate(events, 1)}
        return [self._flat(row, seen_from, places) for row in found]

    def _flat(self, row: Row, seen_from: SeenFrom, places: dict[int, int]) -> Owed:
        said = self._said[id(row.rule)]
        due, plain, waiver, status = row.due, row.plain_due, row.waived, row.status
        done = row.done if status in (MET, UNKNOWN) or row.remedied is not None else None
        lateness = late(row, seen_from) if status == BREACHED else None
        return (
            said.rule,
            row.part + 1,
            row.phase + 1 if said.phased and row.phase is not None else None,
            said.form,
            said.strength,
            status,
            *_event(row.trigger.happening, places),
            row.trigger.day,
            row.trigger.instant,
            row.opens.day,
            row.opens.instant,
            *(_NO_MOMENT if due is None else due[:2]),
            due is not None and due.provisional,
            "day" if row.by_day else "exact",
            *_event(done, places),
            *(_NO_MOMENT if done is None else (done.day, done.instant)),
            *_moment(row.remedied),
            *_moment(row.ended),
            *((None, None, None, None) if lateness is None else lateness[:4]),
            said.responsible,
            row.standard or said.standard,
            row.missing,
            None if row.because is None else row.because[0],
            None if plain is None else row.plain_status or status,
            *_moment(plain),
            waiver is not None,
            None if waiver is None else _waived_by(waiver),
        )


def _said(ready: CompiledRule) -> Said:
    rule = ready.rule
    who = rule.responsible
    return Said(
        rule.id,
        str(getattr(rule, "form", "")),
        rule.strength,
        None if who is None else who.role,
        tuple(rule.standard),
        isinstance(rule, Series),
    )


def _event(happening: Happening | None, places: dict[int, int]) -> tuple[str | None, str | None, int | None]:
    if happening is None:
        return (None, None, None)
    return (happening.type, happening.id, places.get(id(happening.event)))


def _moment(moment: Moment | Due | None) -> tuple[int | None, int | None]:
    return _NO_MOMENT if moment is None else (moment.day, moment.instant)


def _waived_by(waiver: Happening) -> str | None:
    by = waiver.attributes.get("authorised_by") or waiver.by
    return None if by is None else str(by)
