"""Deadline: within an offset after a trigger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from practice_rules.dates.clock import Due, Moment, is_past
from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import Duration
from practice_rules.engine.agreements import compile_agreement
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.matching import match, recorded
from practice_rules.engine.needs import anchor_types
from practice_rules.engine.own import period_of
from practice_rules.engine.provided import compile_provided
from practice_rules.engine.record import Happening, Record, as_moment, end_of
from practice_rules.engine.rows import BREACHED, DUE, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate, Lapse
from practice_rules.engine.settling import Duty, settle
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import compile_instances, due_start
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.base import Written
from practice_rules.language.rules import Deadline


def compile_deadline(compiled: CompiledRule, rule: Deadline) -> Evaluate:
    """The evaluator of one deadline rule."""
    compiler = compiled.compiler
    anchor, act = compiler.anchor(rule.after), compiler.act(rule.do)
    types = anchor_types(compiler, rule.after) or frozenset()
    lengths: list[Duration | None] = list(rule.within) if isinstance(rule.within, list) else [rule.within]
    clocks: list[Clock | None] = [None if length is None else compiler.after(length) for length in lengths]
    early = _compile_early(compiler, rule)
    periods = None if rule.belongs_to is None else compile_instances(compiler, rule.belongs_to)
    same = _told_apart_by(compiler, rule.belongs_to)
    agree = None if rule.or_as_agreed is None else compile_agreement(compiler, rule.or_as_agreed)
    provided = None if rule.provided is None else compile_provided(rule.provided)
    parts, all_at_once = max(1, len(act.parts)), rule.discharges == "all"

    def evaluate(record: Record) -> list[Row]:
        duties: list[Duty] = []
        verdicts: list[bool | None] = []
        missing: list[tuple[str, ...]] = []
        for trigger in anchor(record, False):
            if trigger.order >= record.now:
                continue
            applies, lacking = compiled.applies(record, trigger)
            if applies is False:
                continue
            for part in range(len(clocks) - 1, -1, -1):
                clock = clocks[part]
                due = None if clock is None or not trigger.placed else clock(trigger.moment)
                if rule.by_date is not None:
                    due, trigger = _dated(trigger, rule.by_date, due)
                duty = Duty(trigger, trigger.moment, due, lengths[part], parts)
                duty.part = part
                _bind(duty, record, trigger, periods(record) if periods is not None else (), same)
                lapse = compiled.lapse(record, trigger)
                if due is None and rule.lapses_when is None:
                    _never_done(duty, lapse)
                else:
                    duty.lapse = lapse or _period_lapse(duty)
                duty.early = None if early is None else early(record, trigger)
                if agree is not None:
                    agree(record, duty)
                duties.append(duty)
                verdicts.append(applies)
                missing.append(lacking)
        if not duties:
            return []
        if act.parts:
            match(record, duties, act, types, all_at_once)
        if act.recorded:
            recorded(record, duties)
        rows = []
        for duty, applies, lacking in zip(duties, verdicts, missing, strict=True):
            row = settle(compiled, record, duty, act, applies)
            if lacking and row.status == UNKNOWN:
                row.missing = tuple(dict.fromkeys((*lacking, *row.missing)))
            if act.recorded and row.done is None and row.status in (DUE, BREACHED) and _unwritten(duty, record):
                row.status, row.because, row.missing = UNKNOWN, ("record", None), ("recorded_at",)
            if provided is not None:
                provided(record, row)
            rows.append(row)
        rows.sort(key=_by_trigger)
        return rows

    return evaluate


def _unwritten(duty: Duty, record: Record) -> bool:
    """Whether the record fails to say when it learnt of the trigger, and the time for writing it up has run out."""
    event = duty.trigger.happening
    if event is not None and event.recorded is not None:
        return False
    return duty.due is None or is_past(duty.due, record.as_of)


def _dated(trigger: Trigger, attribute: str, otherwise: Due | None) -> tuple[Due | None, Trigger]:
    """The due date that the trigger's own event gives; without one, the rule's, or it cannot be told."""
    value = None if trigger.happening is None else trigger.happening.attributes.get(attribute)
    if isinstance(value, str | date):
        day, instant = as_moment(value)
        return Due(day, instant, False, False), trigger
    if otherwise is not None:
        return otherwise, trigger
    unsure = trigger.moved_to(trigger.moment)
    unsure.certain = False
    name = attribute if trigger.happening is None else f"{attribute} of {trigger.happening.type}"
    unsure.missing = (*trigger.missing, name)
    return None, unsure


def _by_trigger(row: Row) -> tuple[int, int]:
    return (row.trigger.order, row.part)


def _told_apart_by(compiler: Compiler, period: str | None) -> tuple[str, ...]:
    """The attributes that tell the runs of a period apart when several are open at once."""
    found = compiler.vocabulary.periods.get(period_of(compiler, period) or "") if period is not None else None
    return () if found is None else tuple(found.same)


def _run_of(trigger: Trigger, periods: list[Instance] | tuple[()], same: tuple[str, ...]) -> Instance | None:
    """The run a trigger belongs to: the one its event opened, else the latest one open that it does not contradict."""
    open_then = [run for run in periods if run.start.day <= trigger.day and trigger.order < run.end_order]
    event = trigger.happening
    for run in open_then:
        if event is not None and run.opener is event:
            return run
    fitting = [run for run in open_then if event is None or not _contradicts(event, run, same)]
    return fitting[-1] if fitting else None


def _contradicts(event: Happening, run: Instance, same: tuple[str, ...]) -> bool:
    """Whether an event names another placement, worker or child than a run does."""
    if run.opener is None:
        return False
    mine, theirs = event.attributes, run.opener.attributes
    return any(
        mine.get(name) is not None and theirs.get(name) is not None and mine[name] != theirs[name] for name in same
    )


def _bind(
    duty: Duty, record: Record, trigger: Trigger, periods: list[Instance] | tuple[()], same: tuple[str, ...]
) -> None:
    """Tie a duty to the period it belongs to: the named one that is open at the trigger, or the trigger's own."""
    period = trigger.period if not periods else _run_of(trigger, periods, same)
    if period is None or period.end is None or period.end_order <= trigger.order or period.end_order >= EVER:
        return
    if trigger.moment == period.end or (trigger.happening is not None and trigger.happening is period.closer):
        return
    if period.end_order <= record.now:
        duty.ends = period.end_order
        duty.belongs = period.end


def _never_done(duty: Duty, ending: Lapse | None) -> None:
    """A duty without a date is not excused when its period, or by default the case, ends before it is done."""
    if ending is not None and (duty.belongs is None or ending[0].day < duty.belongs.day):
        duty.belongs, duty.ends = ending[0], end_of(ending[0])


def _period_lapse(duty: Duty) -> tuple[Moment, str] | None:
    """A period that ends on or before the due date ends the duty; a duty without a date is then breached."""
    if duty.belongs is None or duty.due is None:
        return None
    return (duty.belongs, "the end of its period")


def _compile_early(compiler: Compiler, rule: Deadline) -> Callable[[Record, Trigger], int] | None:
    if rule.early is None:
        return None
    if rule.early == "any time":
        return lambda _record, _trigger: -EVER
    if isinstance(rule.early, str | Written):
        state = compiler.state(rule.early)

        def since(record: Record, trigger: Trigger) -> int:
            spans = state(record).sure
            return max((s for s, e in spans if s <= trigger.order <= e), default=trigger.order)

        return since
    clock = compiler.before(rule.early)

    def back(_record: Record, trigger: Trigger) -> int:
        return due_start(clock(trigger.moment))

    return back
