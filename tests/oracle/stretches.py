"""Over what a rule lasts: the runs of a period or a state, cut to the parts in which the rule applies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from practice_rules.language.moments import PeriodState
from tests.oracle.conditions import Truth, all_true, opposite
from tests.oracle.time import Run, When, begins, ends
from tests.oracle.world import World


def applies_at(world: World, rule: Any, instant: datetime) -> Truth:
    """Whether a rule that runs over time applies at an instant."""
    only = True if rule.only_if is None else world.truth(rule.only_if, instant)
    unless = False if rule.unless is None else world.truth(rule.unless, instant)
    return all_true([only, opposite(unless)])


def cut(world: World, rule: Any, runs: list[Run]) -> list[Run]:
    """The parts of some runs in which a rule applies, each a run of its own.

    What held before the record began starts with its first day.
    """
    runs = [replace(run, start=world.since(run)) for run in runs if world.has_begun(run)]
    if rule.only_if is None and rule.unless is None:
        return [replace(run, end=world.over(run), until=run.end) for run in runs]
    changes: set[datetime] = set()
    for state in (rule.only_if, rule.unless):
        changes |= set() if state is None else world.changes(state)
    found = []
    for run in runs:
        inside = {instant for instant in changes if run.covers(instant)} | {begins(run.start)}
        if run.end is not None:
            inside.add(ends(run.end))

        def truth(instant: datetime, run: Run = run) -> Truth:
            return run.covers(instant) and applies_at(world, rule, instant)

        for piece in world.read_off(inside, truth):
            start = run.start if begins(piece.start) == begins(run.start) else piece.start
            end = run.end if piece.end is None or (run.end and ends(piece.end) == ends(run.end)) else piece.end
            part = Run(start, end, run.opening, all_true([piece.sure, run.sure]), run.closing)
            # A part that a condition ends, ends with that day.
            stop = When(piece.end.day) if piece.end is not None and end is piece.end else run.stop
            found.append(replace(part, end=world.over(part), until=end or piece.until, stop=stop))
    return found


def period_named(state: Any) -> Any:
    """The period that a state is, if it is one."""
    return state.period if isinstance(state, PeriodState) else state


def lasting(world: World, state: Any) -> list[Run]:
    """The runs of a state over which a rule lasts: those of a period, and the unbroken stretches of any other state."""
    runs = world.runs(state)
    if of_period(world.meant(state)) or not all(run.sure for run in runs):
        return runs
    joined: list[Run] = []
    for run in sorted(runs, key=lambda run: begins(run.start)):
        last = joined[-1] if joined else None
        if last is not None and (last.end is None or begins(run.start) <= ends(last.end)):
            if last.end is not None and (run.end is None or ends(run.end) > ends(last.end)):
                joined[-1] = replace(last, end=run.end, closing=run.closing, stop=run.stop)
        else:
            joined.append(run)
    return joined


def of_period(state: Any) -> bool:
    """Whether a state is a period, whose opening events an act may be about."""
    return isinstance(state, str | PeriodState)
