"""Check: every such event must have these facts; judged at the moment of the event."""

from __future__ import annotations

from practice_rules.dates.clock import Due, is_past
from practice_rules.engine.conditions import compile_where, every, unrecorded
from practice_rules.engine.record import Record, end_of
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import finish
from practice_rules.engine.triggers import Trigger
from practice_rules.language.rules import Check


def compile_check(compiled: CompiledRule, rule: Check) -> Evaluate:
    """The evaluator of one check rule."""
    compiler = compiled.compiler
    anchor = compiler.anchor(rule.on)
    condition = compile_where(rule.have)
    state = None if rule.while_ is None else compiler.state(rule.while_)

    def evaluate(record: Record) -> list[Row]:
        rows = []
        for trigger in anchor(record, True):
            if not trigger.planned and trigger.order >= record.now:
                continue
            applies, lacking = compiled.applies(record, trigger)
            if applies is False:
                continue
            row = moment_row(compiled, record, trigger)
            missing: tuple[str, ...] = ()
            if row.status == DUE and not trigger.planned:
                verdicts = []
                if condition is not None and trigger.happening is not None:
                    verdicts.append(condition(record, trigger.happening))
                if state is not None:
                    stretch = state(record)
                    verdicts.append(
                        stretch.holds(trigger.order, end_of(trigger.moment) + (trigger.instant is not None))
                    )
                    missing = stretch.missing
                verdict = every(verdicts)
                row.status = MET if verdict else BREACHED if verdict is False else UNKNOWN
                row.done = trigger.happening if verdict else None
                if verdict is None:
                    row.because = ("facts", None)
                    row.missing = _missing(rule, record, trigger) + missing
            finish(row, record, None, applies, lacking)
            rows.append(row)
        return rows

    return evaluate


def _missing(rule: Check, record: Record, trigger: Trigger) -> tuple[str, ...]:
    if trigger.happening is None or rule.have is None:
        return ()
    return tuple(unrecorded(rule.have, record, trigger.happening))


def moment_row(compiled: CompiledRule, record: Record, trigger: Trigger) -> Row:
    """A row for what is judged at a moment: due while the event is only planned, lapsed when it was called off."""
    due = Due(trigger.day, trigger.instant, False, False)
    row = Row(compiled, trigger, trigger.moment, due, DUE)
    plan = trigger.plan
    if trigger.planned and plan is not None:
        known = plan.versions[-1].known
        row.opens = known if known is not None and known.day <= due.day else trigger.moment
        if plan.cancelled is not None:
            row.status, row.ended, row.because = LAPSED, plan.cancelled, ("cancelled", None)
        elif is_past(due, record.as_of):
            row.status, row.because, row.missing = UNKNOWN, ("facts", None), ("whether it took place",)
    return row
