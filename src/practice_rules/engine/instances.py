"""The separate runs of a state: those of a period, or the stretches in which any other state holds or may hold."""

from __future__ import annotations

from collections.abc import Callable

from practice_rules.dates.clock import Moment, day_of, day_start
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.conditions import unrecorded
from practice_rules.engine.record import Record
from practice_rules.engine.spans import EVER, Span, Stretch, meet, outside
from practice_rules.engine.triggers import Instance
from practice_rules.language.moments import PeriodState, StateText


def compile_instances(compiler: Compiler, text: StateText) -> Callable[[Record], list[Instance]]:
    """The separate runs of a state: a period's own runs, or the spans of any other state."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is None or definition.state is None:
            return compiler.period(text)
        return _named(text, compile_instances(compiler, definition.state))
    if isinstance(text, PeriodState):
        return filtered(compiler, text)
    state = compiler.state(text)
    return lambda record: _runs(state(record), record.first_day)


def _named(name: str, instances: Callable[[Record], list[Instance]]) -> Callable[[Record], list[Instance]]:
    """The runs of a defined state, called by its name unless they are a period's own."""

    def named(record: Record) -> list[Instance]:
        found = instances(record)
        for run in found:
            run.name = run.name or name
        return found

    return named


def filtered(compiler: Compiler, text: PeriodState) -> Callable[[Record], list[Instance]]:
    """A period's runs whose opening event meets a condition."""
    instances, condition = compiler.period(text.period), compiler.where(text.where)
    if condition is None:
        return instances

    def kept(record: Record) -> list[Instance]:
        found = []
        for instance in instances(record):
            verdict = False if instance.opener is None else condition(record, instance.opener)
            if verdict is not False:
                found.append(instance if verdict else _doubtful(instance, text, record))
        return found

    return kept


def _doubtful(instance: Instance, text: PeriodState, record: Record) -> Instance:
    copy = Instance(instance.name, instance.opener, instance.start, False)
    copy.end, copy.end_order, copy.closer = instance.end, instance.end_order, instance.closer
    if text.where is not None and instance.opener is not None:
        copy.missing = tuple(unrecorded(text.where, record, instance.opener))
    return copy


def _runs(stretch: Stretch, first_day: int) -> list[Instance]:
    """Each span of a state as a run; spans that are only possible are doubtful runs.

    A state that held before the record begins starts with the record.
    """
    if stretch.possible == stretch.sure:
        return [as_run(span, True, (), first_day) for span in stretch.sure]
    doubtful = meet(stretch.possible, outside(stretch.sure))
    spans = sorted([*((span, True) for span in stretch.sure), *((span, False) for span in doubtful)])
    return [as_run(span, sure, () if sure else stretch.missing, first_day) for span, sure in spans]


def moment_at(order: int) -> Moment:
    """The moment at an instant: only its day when it is the first of a day."""
    day = day_of(order)
    return Moment(day, None if order == day_start(day) else order)


def as_run(span: Span, sure: bool, missing: tuple[str, ...], first_day: int) -> Instance:
    start = moment_at(span[0]) if span[0] > -EVER else Moment(first_day)
    instance = Instance("", None, start, sure, missing)
    instance.read_off, instance.always = True, span[0] == -EVER
    if span[1] < EVER:
        last = moment_at(span[1])
        instance.end = Moment(last.day - 1) if last.instant is None else last
        instance.end_order = span[1]
    return instance
