"""What interval is in force over a run of a series: the phases, and the changes between them, in order of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import CalendarSpan, Duration, Elapsed, Range, WorkingDays
from practice_rules.engine.agreements import Agreement
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.own import compile_own, period_of
from practice_rules.engine.phase_ends import compile_phase_end
from practice_rules.engine.record import Record
from practice_rules.engine.rule import CompiledRule
from practice_rules.engine.spans import Stretch, both, certain, join
from practice_rules.engine.triggers import Instance
from practice_rules.language.rules import First, Phase, Series


class Interval(NamedTuple):
    """An interval in force: how long, which phase it comes from, and whose statements it carries."""

    length: Duration
    clock: Clock
    phase: int | None
    standard: tuple[str, ...] | None
    agreement: Agreement | None

    def times(self, number: int, rule: CompiledRule) -> Clock | None:
        """The clock of so many intervals at once: each date of a schedule is counted from where it began.

        `None` for a length of which there is no such multiple (a time of day): those follow one another.
        """
        if number == 1:
            return self.clock
        many = _times(self.length, number)
        return None if many is None else rule.compiler.after(many)


def _times(one: Duration, number: int) -> Duration | None:
    """So many of a length of time in one; of a range, of its outer end, by which it is judged."""
    if isinstance(one, WorkingDays):
        return WorkingDays(one.n * number)
    if isinstance(one, CalendarSpan):
        return CalendarSpan(one.years * number, one.months * number, one.weeks * number, one.days * number)
    if isinstance(one, Elapsed):
        return Elapsed(one.seconds * number)
    if isinstance(one, Range):
        return _times(one.outer, number)
    return None


class Change(NamedTuple):
    """From an instant on, the interval in force (`None`: surely none is stated) and whether that is sure.

    `possible` has the number of each phase that may be in force, and whether that states an interval.
    """

    order: int
    interval: Interval | None
    sure: bool
    missing: tuple[str, ...]
    possible: tuple[tuple[int | None, bool], ...] = ((None, True),)

    def takes_away(self, earlier: Change) -> Verdict:
        """Whether no interval is stated any more, where one was stated before."""
        one_now, one_before = (any(states for _, states in each.possible) for each in (self, earlier))
        none_now, none_before = (not all(states for _, states in each.possible) for each in (self, earlier))
        if not none_now or not one_before or self.possible == earlier.possible:
            return False
        return None if one_now or none_before else True


def first_interval(compiled: CompiledRule, rule: Series) -> Interval | None:
    if rule.first is None:
        return None
    agreement = _agreement(compiled, rule, None)
    if isinstance(rule.first, First):
        standard = tuple(rule.first.standard) or None
        return Interval(rule.first.within, compiled.compiler.after(rule.first.within), None, standard, agreement)
    return Interval(rule.first, compiled.compiler.after(rule.first), None, None, agreement)


def _agreement(compiled: CompiledRule, rule: Series, phase: Phase | None) -> Agreement | None:
    variation = rule.or_as_agreed if phase is None or phase.or_as_agreed is None else phase.or_as_agreed
    return None if variation is None else Agreement(compiled.compiler, variation)


def compile_timetable(compiled: CompiledRule, rule: Series) -> Callable[[Record, Instance], list[Change]]:
    """The intervals in force over a run, as changes in order of time."""
    compiler = compiled.compiler
    if rule.phases is None:
        assert rule.every is not None
        only = Interval(rule.every, compiler.after(rule.every), None, None, _agreement(compiled, rule, None))
        return lambda _record, run: [Change(run.start_order, only, True, ())]
    period = period_of(compiler, rule.while_)
    phases = [
        (
            _interval(compiled, rule, number, phase),
            None if phase.until is None else compile_phase_end(compiler, phase.until),
            None if phase.when is None else compile_own(compiler, phase.when, period),
        )
        for number, phase in enumerate(rule.phases)
    ]

    def timetable(record: Record, run: Instance) -> list[Change]:
        timed: list[Timed] = []
        for interval, until, when in phases:
            stretch = certain(join([(run.start_order, run.end_order)])) if until is None else until(record, run)
            timed.append((interval, stretch if when is None else both((stretch, when(record, run)))))
        return _changes(run, timed)

    return timetable


def _interval(compiled: CompiledRule, rule: Series, number: int, phase: Phase) -> Interval | None:
    """The interval that a phase states, if it states one."""
    if phase.every is None:
        return None
    clock, agreement = compiled.compiler.after(phase.every), _agreement(compiled, rule, phase)
    return Interval(phase.every, clock, number, tuple(phase.standard) or None, agreement)


Timed: TypeAlias = tuple[Interval | None, Stretch]
"""The interval of a phase, and when it may be in force, if none before it in the list is."""


def _changes(run: Instance, phases: list[Timed]) -> list[Change]:
    """The first phase whose time it is, at every instant at which that may change."""
    points = {run.start_order}
    for _, stretch in phases:
        for edges in (*stretch.sure, *stretch.possible):
            points.update(point for point in edges if run.start_order < point < run.end_order)
    changes: list[Change] = []
    for point in sorted(points):
        change = _change_at(point, phases)
        if not changes or changes[-1][1:] != change[1:]:
            changes.append(change)
    return changes


def _change_at(point: int, phases: list[Timed]) -> Change:
    """What is in force at an instant: the first phase that surely is or, where that states no interval, the first
    with one that may be."""
    chosen: Interval | None = None
    in_doubt: list[Interval | None] = []
    possible: list[tuple[int | None, bool]] = []
    missing: tuple[str, ...] = ()
    surely: int | None = None
    for number, (interval, stretch) in enumerate(phases):
        held = stretch.at(point)
        if held:
            chosen, surely = interval, number
            break
        if held is None:
            missing += stretch.missing
            in_doubt.append(interval)
            possible.append((number, interval is not None))
    possible.append((surely, chosen is not None))
    chosen = next((interval for interval in (chosen, *in_doubt) if interval is not None), None)
    return Change(point, chosen, not in_doubt, missing, tuple(possible))
