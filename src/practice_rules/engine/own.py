"""States asked of one run of a period: `has_lasted: placement`, in a series over placements, means this placement.

Two placements may run at once, each with its own clock; the age of the one says nothing about the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from practice_rules.engine.compiler import Compiler
from practice_rules.engine.conditions import unrecorded
from practice_rules.engine.record import Record
from practice_rules.engine.spans import NEVER, Stretch, both, certain, either, join, negated
from practice_rules.engine.states import due_start
from practice_rules.engine.triggers import Instance
from practice_rules.language.conditions import Where
from practice_rules.language.moments import AllOfState, AnyOfState, LastedState, NotState, PeriodState, StateText

OwnState: TypeAlias = Callable[[Record, Instance], Stretch]
"""From a record and a run of a period to when a state holds for that run."""


def period_of(compiler: Compiler, text: StateText) -> str | None:
    """The name of the period that a state is, if it is one."""
    if isinstance(text, PeriodState):
        return text.period
    if not isinstance(text, str):
        return None
    definition = compiler.definitions.get(text)
    return text if definition is None or definition.state is None else period_of(compiler, definition.state)


def compile_own(compiler: Compiler, text: StateText, period: str | None) -> OwnState:
    """A state as one run of a period sees it; for a series over no period, as the whole case sees it."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.state is not None:
            return compile_own(compiler, definition.state, period)
    if isinstance(text, AllOfState | AnyOfState):
        parts = [
            compile_own(compiler, part, period)
            for part in (text.all_of if isinstance(text, AllOfState) else text.any_of)
        ]
        join_parts = both if isinstance(text, AllOfState) else either
        return lambda record, run: join_parts(part(record, run) for part in parts)
    if isinstance(text, NotState):
        inner = compile_own(compiler, text.not_, period)
        return lambda record, run: negated(inner(record, run))
    if isinstance(text, LastedState) and period is not None and period_of(compiler, text.has_lasted) == period:
        return _own_age(compiler, text)
    state = compiler.state(text)
    return lambda record, _run: state(record)


def _own_age(compiler: Compiler, text: LastedState) -> OwnState:
    """While a run has lasted so long, if it is one of those meant (a placement with another provider)."""
    clock, where = compiler.after(text.for_), _where(compiler, text.has_lasted)
    condition = compiler.where(where)

    def lasted(record: Record, run: Instance) -> Stretch:
        spans = join([(due_start(clock(run.start)), run.end_order)])
        if condition is None or where is None or run.opener is None:
            return certain(spans)
        verdict = condition(record, run.opener)
        missing = () if verdict is not None else tuple(unrecorded(where, record, run.opener))
        return Stretch(spans if verdict else NEVER, NEVER if verdict is False else spans, missing)

    return lasted


def _where(compiler: Compiler, text: StateText) -> Where | None:
    """What must be true of the event that opens a period, where a state says so."""
    definition = compiler.definitions.get(text) if isinstance(text, str) else None
    if definition is not None and definition.state is not None:
        return _where(compiler, definition.state)
    return text.where if isinstance(text, PeriodState) else None
