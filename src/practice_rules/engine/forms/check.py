"""Check: every such event must have these facts; judged at the moment of the event."""

from __future__ import annotations

from practice_rules.dates.clock import Due, is_past
from practice_rules.engine.conditions import Verdict, every, unrecorded
from practice_rules.engine.record import Record, span_of
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import finish
from practice_rules.engine.triggers import Trigger
from practice_rules.language.rules import Check


def compile_check(compiled: CompiledRule, rule: Check) -> Evaluate:
    """The evaluator of one check rule."""
    compiler = compiled.compiler
    anchor = compiler.anchor(rule.on)
    condition = compiler.where(rule.have)
    state = None if rule.while_ is None else compiler.state(rule.while_)

    def evaluate(record: Record) -> list[Row]:
        rows = []
        for trigger, applies, lacking in compiled.set_off(record, anchor, True):
            row = moment_row(compiled, record, trigger)
            if row.status == DUE and trigger.placed and not trigger.planned:
                judge(row, record, trigger)
            finish(row, record, None, applies, lacking)
            rows.append(row)
        return rows

    def judge(row: Row, record: Record, trigger: Trigger) -> None:
        verdicts: list[Verdict] = []
        missing: list[str] = []
        if rule.have is not None and condition is not None:
            event = trigger.happening  # where no event stands, there is none that could have it
            told = None if event is None else condition(record, event)
            verdicts.append(told)
            if told is None:
                missing += ["an event"] if event is None else unrecorded(rule.have, record, event)
        if state is not None:
            stretch = state(record)
            held = stretch.holds(*span_of(trigger.moment))
            verdicts.append(held)
            if held is None:
                missing += stretch.missing
        verdict = every(verdicts)
        row.status = MET if verdict else BREACHED if verdict is False else UNKNOWN
        if verdict:
            row.done, row.held = trigger.happening, trigger.moment
        if verdict is None:
            row.because, row.missing = ("facts", None), tuple(missing)

    return evaluate


def moment_row(compiled: CompiledRule, record: Record, trigger: Trigger) -> Row:
    """A row for what is judged at a moment: due while the event is only planned, lapsed when it was called off.

    What cannot be told has no date.
    """
    due = Due(trigger.day, trigger.instant) if trigger.placed else None
    row = Row(compiled, trigger, trigger.moment, due, DUE)
    plan = trigger.plan
    if trigger.planned and plan is not None and due is not None:
        known = plan.versions[-1].known
        row.opens = known if known is not None and known.day <= due.day else trigger.moment
        if plan.cancelled is not None:
            row.status, row.ended, row.because = LAPSED, plan.cancelled, ("cancelled", None)
        elif is_past(due, record.as_of):
            row.status, row.because, row.missing = UNKNOWN, ("facts", None), ("whether it took place",)
    return row
