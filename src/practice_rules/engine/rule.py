"""A rule made ready to run: its guard, what ends it, what it needs to see, and the function that evaluates it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Moment
from practice_rules.dates.conventions import Conventions
from practice_rules.engine.compiler import Anchor, Compiler, State
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.record import Record, end_of, span_of
from practice_rules.engine.rows import Row
from practice_rules.engine.spans import ALWAYS, Stretch
from practice_rules.engine.triggers import Trigger
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import RuleBase

Evaluate: TypeAlias = Callable[[Record], list[Row]]

SetOff: TypeAlias = tuple[Trigger, Verdict, tuple[str, ...]]
"""A trigger, whether the rule applies to it, and the facts that would tell where that cannot be told."""

Lapse: TypeAlias = tuple[Moment, str]
"""When a duty fell away, and the event type or words that say why."""


@dataclass(eq=False)
class CompiledRule:
    """One rule of a pack, compiled.

    `edition` is the pack it was written in. `needs` names event types without any of which the rule cannot be
    triggered (`None`: it can be triggered by the
    calendar or an age alone). `at_once` marks forms that are judged at a moment, not by a due date.
    """

    rule: RuleBase
    edition: PackFile
    compiler: Compiler
    calendar: Calendar
    conventions: Conventions
    only_if: State | None
    unless: State | None
    lapses: tuple[Anchor, ...]
    first_day: int
    last_day: int
    at_once: bool = False
    needs: frozenset[str] | None = None
    evaluate: Evaluate = field(default=lambda _record: [])
    order: int = 0
    kinds: frozenset[str] = frozenset()
    id: str = field(init=False)
    """The rule's id: its topic."""

    def __post_init__(self) -> None:
        self.id = self.rule.id

    def set_off(self, record: Record, anchor: Anchor, meetings: bool) -> list[SetOff]:
        """The triggers that have come, or stand in the diary, and to which the rule applies or may apply."""
        found: list[SetOff] = []
        for trigger in anchor(record, meetings):
            if trigger.placed and not trigger.planned and trigger.order >= record.now:
                continue
            applies, lacking = self.applies(record, trigger)
            if applies is not False:
                found.append((trigger, applies, lacking))
        return found

    def applies(self, record: Record, trigger: Trigger, or_at: Moment | None = None) -> tuple[Verdict, tuple[str, ...]]:
        """Whether the rule applies to a trigger, with the facts that are missing when that cannot be told.

        `or_at` is another moment at which `only_if` may hold instead.
        """
        if not trigger.placed:
            return self._ever_applies(record, trigger)
        if not self.first_day <= trigger.day <= self.last_day:
            return False, ()
        verdict: Verdict = True
        missing: tuple[str, ...] = ()
        if self.only_if is not None:
            stretch = self.only_if(record)
            held = stretch.holds(*span_of(trigger.moment))
            if not held and or_at is not None:
                earlier = stretch.holds(*span_of(or_at))
                held = held if earlier is False else earlier
            if held is False:
                return False, ()
            if held is None:
                verdict, missing = None, stretch.missing
        if self.unless is not None:
            stretch = self.unless(record)
            held = stretch.holds(*span_of(trigger.moment))
            if held:
                return False, ()
            if held is None:
                verdict, missing = None, missing + stretch.missing
        return verdict, missing

    def _ever_applies(self, record: Record, trigger: Trigger) -> tuple[Verdict, tuple[str, ...]]:
        """Whether the rule could apply to a trigger whose moment cannot be told: at some moment of the record.

        The edition is the one in force on the day of the trigger's event or, where there is none (an age), at `as_of`.
        """
        day = record.as_of.day if trigger.happening is None else trigger.day
        if not self.first_day <= day <= self.last_day:
            return False, ()
        if self.only_if is not None and not self.only_if(record).possible:
            return False, ()
        if self.unless is not None and self.unless(record).sure == ALWAYS:
            return False, ()
        return None, ()

    def guard(self, record: Record) -> Stretch | None:
        """When a rule that runs over time applies: `only_if` and not `unless`; `None` when it always does."""
        from practice_rules.engine.spans import both, negated  # kept beside its one use

        parts = []
        if self.only_if is not None:
            parts.append(self.only_if(record))
        if self.unless is not None:
            parts.append(negated(self.unless(record)))
        return both(parts) if parts else None

    def lapse(self, record: Record, trigger: Trigger) -> Lapse | None:
        """The first thing at or after a trigger that ends its duty, whether or not that was in time to end it.

        What is known by its day alone has ended it once that day is over, after all that is known to the hour.
        """
        best: tuple[int, Moment, str] | None = None
        for anchor in self.lapses:
            for ending in anchor(record, False):
                if best is not None and ending.order >= best[0]:
                    break
                over = end_of(ending.moment)
                if _comes_before(ending, trigger) or not ending.certain or span_of(ending.moment)[1] > record.now:
                    continue
                if ending.happening is not None and ending.happening is trigger.happening:
                    continue
                if best is None or over < best[0]:
                    why = ending.happening.type if ending.happening is not None else "the end of its condition"
                    best = (over, ending.moment, why)
        return None if best is None else (best[1], best[2])


def _comes_before(one: Trigger, other: Trigger) -> bool:
    """Whether one moment is before another; where either is known only by its day, on an earlier day."""
    if one.instant is None or other.instant is None:
        return one.day < other.day
    return one.instant < other.instant
