"""A pack made ready for many cases on one day: the fast path where it can answer, the engine everywhere else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from practice_rules.case import Case
from practice_rules.compiled.answers import Answer, Listed
from practice_rules.compiled.history import ByType, PlainHistory, plain_history
from practice_rules.compiled.rows import FastRow
from practice_rules.compiled.shapes import Shapes
from practice_rules.compiled.slots import InDoubt
from practice_rules.compiled.source import SetOff
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import Evaluation, evaluate_rows
from practice_rules.engine.record import end_of
from practice_rules.engine.rows import Row
from practice_rules.language.chains import references

KEPT = 10_000
"""So many sets of rules, each that some case's event types set off, are kept."""


class Outcome(NamedTuple):
    """The obligations of one case: those the fast path found, and the engine's evaluation of all other rules."""

    fast: list[FastRow]
    engine: Evaluation | None

    @property
    def rows(self) -> list[Row]:
        """The engine's own rows."""
        return [] if self.engine is None else self.engine.rows


class FastPack:
    """A compiled pack for one `as_of`. Cheap to use for many cases, one after another; not shared between threads.

    `simple` are the ids of the rules the fast path can answer.
    """

    def __init__(self, pack: CompiledPack, as_of: Moment) -> None:
        self.pack = pack
        self.as_of = as_of
        now = end_of(as_of) if as_of.instant is None else as_of.instant + 1
        self._limit = now - 1
        shapes = Shapes(as_of, now)
        hung_on = {other for ready in pack.rules for other in references(ready.rule)}
        self._answers: list[Answer | None] = [
            None if ready.id in hung_on else shapes.answer(place, ready) for place, ready in enumerate(pack.rules)
        ]
        self._nothing_asked: Listed = [None] * len(shapes.slots.found)
        self.source = shapes.source.text()
        """The generated code, for reading."""
        self._looked_at = frozenset[str]().union(*shapes.types_of.values())
        kinds = {kind for ready in pack.rules for kind in ready.kinds}
        others = [place for place in range(len(pack.rules)) if place not in shapes.said]
        self._masks = {kind: _masks(pack, kind, others) for kind in kinds}
        self._all_masks = {kind: _masks(pack, kind, range(len(pack.rules))) for kind in kinds}
        self._types = shapes.types_of
        """For each simple rule the event types that it looks at."""
        self._set_off: dict[str, dict[str, SetOff]] = {kind: {} for kind in kinds}
        for name, wanted, function in shapes.source.functions():
            for kind in wanted:
                before = self._set_off[kind].get(name)
                self._set_off[kind][name] = function if before is None else _both(before, function)
        self._kept_places: dict[int, tuple[int, ...]] = {}

    @property
    def simple(self) -> frozenset[str]:
        """The ids of the rules the fast path can answer."""
        return frozenset(
            ready.id for ready, answer in zip(self.pack.rules, self._answers, strict=True) if answer is not None
        )

    def evaluate(self, case: Case) -> Outcome:
        """Every obligation of a case, as `practice_rules.engine.evaluate.evaluate_rows` finds them."""
        return self.evaluate_plain(plain_history(case), lambda: case)

    def evaluate_plain(self, history: PlainHistory | None, case: Callable[[], Case]) -> Outcome:
        """Every obligation of a history; `case` gives it as a case where the engine is needed."""
        if history is None:
            return Outcome([], evaluate_rows(case(), self.pack, self.as_of))
        kind, by_type, planned, hard = history
        set_off = self._set_off.get(kind)
        if set_off is None:
            return Outcome([], None)
        looked_at, limit = self._looked_at, self._limit
        late = [name for name, found in by_type.items() if name in looked_at and found[-1][0] > limit]
        if late:
            by_type = _until(by_type, late, limit)
        rows: list[FastRow] = []
        left: list[int] = []
        if planned:
            # Of a meeting whose day is past the engine asks whether it was held.
            today = self.as_of.day
            past = [name for name, found in planned.items() if found[0][4] <= today]
            if past:
                hard = hard.union(past)
        if hard:
            self._others(self._all_masks[kind], by_type, planned, hard, rows, left)
            return self._with_the_rest(rows, left, case)
        for name in by_type:
            if name in set_off:
                set_off[name](by_type, planned, rows, left)
        for name in planned:
            if name in set_off and name not in by_type:
                set_off[name](by_type, planned, rows, left)
        masks = self._masks[kind]
        if masks:
            self._others(masks, by_type, planned, hard, rows, left)
        return self._with_the_rest(rows, left, case)

    def _with_the_rest(self, rows: list[FastRow], left: list[int], case: Callable[[], Case]) -> Outcome:
        """What the fast path found, and the engine's answer for the rules it left."""
        return Outcome(rows, evaluate_rows(case(), self.pack, self.as_of, places=sorted(left)) if left else None)

    def _others(
        self,
        masks: dict[str, int],
        by_type: ByType,
        planned: ByType,
        hard: frozenset[str],
        rows: list[FastRow],
        left: list[int],
    ) -> None:
        """The rules that did not come out as generated code; all of them where types are hard."""
        mask = masks.get("", 0)
        for name in by_type:
            if name in masks:
                mask |= masks[name]
        for name in planned:
            if name in masks:
                mask |= masks[name]
        answers, listed = self._answers, self._nothing_asked.copy()
        for place in self._places(mask):
            answer = answers[place]
            if answer is None or (hard and not self._types[place].isdisjoint(hard)):
                left.append(place)
                continue
            try:
                answer(by_type, listed, planned, rows)
            except InDoubt:
                left.append(place)

    def _places(self, mask: int) -> tuple[int, ...]:
        """The places of the rules that a set of bits stands for, in the pack's order."""
        places = self._kept_places.get(mask)
        if places is None:
            places = tuple(place for place in range(len(self.pack.rules)) if mask >> place & 1)
            if len(self._kept_places) < KEPT:
                self._kept_places[mask] = places
        return places


def _until(by_type: ByType, late: list[str], limit: int) -> ByType:
    """The events with some types cut off after a second; those of which none had happened by then are left out."""
    seen = dict(by_type)
    for name in late:
        found = seen.pop(name)
        cut = bisect_right(found, (limit + 1,))
        if cut:
            seen[name] = found[:cut]
    return seen


def _both(one: SetOff, other: SetOff) -> SetOff:
    def both(by_type: ByType, planned: ByType, rows: list[FastRow], left: list[int]) -> None:
        one(by_type, planned, rows, left)
        other(by_type, planned, rows, left)

    return both


def _masks(pack: CompiledPack, kind: str, others: Iterable[int]) -> dict[str, int]:
    """For each event type those of some rules that it may set off for a kind of subject, as bits; under "" those
    always asked."""
    asked = {place for place in others if kind in pack.rules[place].kinds}

    def bits(places: Iterable[int]) -> int:
        return sum(1 << place for place in asked & set(places))

    found = {name: bits(places) for name, places in pack.set_off.items()}
    found[""] = bits(pack.always)
    return {name: mask for name, mask in found.items() if mask}
