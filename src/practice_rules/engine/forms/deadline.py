"""Deadline: within an offset after a trigger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from practice_rules.dates.clock import Due
from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import Duration
from practice_rules.engine.agreements import compile_agreement
from practice_rules.engine.belonging import compile_binding, never_done, period_lapse, sooner
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.matching import Unwritten, match, recorded
from practice_rules.engine.needs import trigger_types
from practice_rules.engine.provided import Provided
from practice_rules.engine.record import Record, as_moment
from practice_rules.engine.rows import UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import Duty, settle
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import begun, due_start
from practice_rules.engine.triggers import Trigger
from practice_rules.language.base import Written
from practice_rules.language.rules import Deadline


def compile_deadline(compiled: CompiledRule, rule: Deadline) -> Evaluate:
    """The evaluator of one deadline rule."""
    compiler = compiled.compiler
    anchor, act = compiler.anchor(rule.after), compiler.act(rule.do)
    types = trigger_types(compiler, rule.after)
    duties_for = _compile_duties(compiled, rule, max(1, len(act.parts)))
    provided = None if rule.provided is None else Provided(compiled.compiler, rule.provided, types)
    all_at_once = rule.discharges == "all"

    def evaluate(record: Record) -> list[Row]:
        duties: list[Duty] = []
        for trigger, applies, lacking in compiled.set_off(record, anchor, False):
            duties += duties_for(record, trigger, applies, lacking)
        if not duties:
            return []
        if provided is not None:
            for duty in duties:
                provided.ask(record, duty)
        if any(part.options for part in act.parts):
            match(record, duties, act, types, all_at_once)
        if act.recorded:
            recorded(record, duties, act)
        rows = []
        for duty in duties:
            row = settle(compiled, record, duty, act)
            _say_unwritten(row)
            if provided is not None:
                provided.judge(record, row, duty, act)
            rows.append(row)
        rows.sort(key=_by_trigger)
        return rows

    return evaluate


Duties = Callable[[Record, Trigger, Verdict, tuple[str, ...]], list[Duty]]
"""From a trigger, and whether the rule applies to it, to its duties: one for each milestone, the last first."""


def _compile_duties(compiled: CompiledRule, rule: Deadline, parts: int) -> Duties:
    compiler = compiled.compiler
    lengths: list[Duration | None] = list(rule.within) if isinstance(rule.within, list) else [rule.within]
    clocks: list[Clock | None] = [None if length is None else compiler.after(length) for length in lengths]
    early = _compile_early(compiler, rule)
    bind = compile_binding(compiler, rule.belongs_to)
    agree = None if rule.or_as_agreed is None else compile_agreement(compiler, rule.or_as_agreed)

    def duties(record: Record, trigger: Trigger, applies: Verdict, lacking: tuple[str, ...]) -> list[Duty]:
        found = []
        for part in range(len(clocks) - 1, -1, -1):
            clock = clocks[part]
            due = None if clock is None or not trigger.placed else clock(trigger.moment)
            if rule.by_date is not None and trigger.placed:
                due, trigger = _dated(trigger, rule.by_date, due)
            duty = Duty(trigger, trigger.moment, due, lengths[part], parts, part)
            duty.applies, duty.lacking = applies, lacking
            bind(record, duty)
            lapse = compiled.lapse(record, trigger)
            if due is None and rule.lapses_when is None:
                never_done(duty, lapse)
            else:
                duty.lapse = sooner(lapse, period_lapse(duty))
            if early is not None:
                duty.early, duty.early_sure = early(record, trigger)
            if agree is not None:
                agree(record, duty)
            found.append(duty)
        return found

    return duties


def _say_unwritten(row: Row) -> None:
    """Say that it is the day of writing up that is missing, where nothing else is in doubt."""
    if row.status == UNKNOWN and row.because is not None and row.because[0] == "attempt":
        doubtful = row.because[1]
        if isinstance(doubtful, tuple) and doubtful and all(isinstance(each, Unwritten) for each in doubtful):
            row.because, row.missing = ("record", None), ("recorded_at",)


def _dated(trigger: Trigger, attribute: str, otherwise: Due | None) -> tuple[Due | None, Trigger]:
    """The due date that the trigger's own event gives; without one, the rule's, or it cannot be told."""
    value = None if trigger.happening is None else trigger.happening.attributes.get(attribute)
    if isinstance(value, str | date):
        day, instant = as_moment(value)
        return Due(day, instant), trigger
    if otherwise is not None:
        return otherwise, trigger
    unsure = trigger.moved_to(trigger.moment)
    unsure.certain = False
    name = attribute if trigger.happening is None else f"{attribute} of {trigger.happening.type}"
    unsure.missing = (*trigger.missing, name)
    return None, unsure


def _by_trigger(row: Row) -> tuple[int, int]:
    return (row.trigger.order, row.part)


def _compile_early(compiler: Compiler, rule: Deadline) -> Callable[[Record, Trigger], tuple[int, int | None]] | None:
    """A function that gives the instant from which an act counts, and from which it surely does if that is later."""
    if rule.early is None:
        return None
    if rule.early == "any time":
        return lambda _record, _trigger: (-EVER, None)
    if isinstance(rule.early, str | Written):
        state = compiler.state(rule.early)
        return lambda record, trigger: begun(state(record), trigger)
    clock = compiler.window(rule.early)
    return lambda _record, trigger: (due_start(clock(trigger.moment)), None)
