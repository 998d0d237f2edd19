"""Anchors that hang on another rule's obligations: how follow-up and escalation chain."""

from __future__ import annotations

from practice_rules.dates.clock import Moment, is_past
from practice_rules.engine.compiler import Anchor, Compiler
from practice_rules.engine.conditions import unrecorded
from practice_rules.engine.record import Record
from practice_rules.engine.rows import BREACHED, UNKNOWN, Row
from practice_rules.engine.triggers import Trigger, order_of
from practice_rules.language.moments import BreachAnchor, DoneAnchor, DueAnchor
from practice_rules.language.rules import Lead


def rows_of(record: Record, rule_id: str) -> list[Row]:
    """The obligations of another rule, which the order of evaluation has already worked out."""
    rows: list[Row] = record.memo.get(("rows", rule_id), [])
    return rows


def _chained(trigger: Trigger, row: Row) -> Trigger:
    """A trigger that hangs on another rule's obligation. What is about the event that stands there is about it."""
    trigger.source = row
    # What ended that rule's duties did not end their period. A lead has none but the one it is said to belong to.
    home = row.home or (None if isinstance(row.rule.rule, Lead) else row.trigger.period)
    trigger.period = None if home is None else home.whole
    trigger.keys = row.trigger.keys if row.done is None or trigger.happening is not row.done else row.done.keys
    # Whether something follows from what cannot be told cannot be told either.
    trigger.certain = row.trigger.certain and row.status != UNKNOWN
    trigger.missing = tuple(dict.fromkeys((*row.trigger.missing, *row.missing)))
    return trigger


def compile_due(_compiler: Compiler, text: DueAnchor) -> Anchor:
    """When another rule's obligations fall due."""

    def dues(record: Record, _meetings: bool) -> list[Trigger]:
        found = [
            _chained(Trigger(Moment(row.due.day, row.due.instant), row.trigger.happening), row)
            for row in rows_of(record, text.due)
            if row.due is not None and row.status != "lapsed"
        ]
        return sorted(found, key=order_of)

    return dues


def compile_breach(_compiler: Compiler, text: BreachAnchor) -> Anchor:
    """From when another rule's obligations are breached."""

    def breaches(record: Record, _meetings: bool) -> list[Trigger]:
        found = []
        for row in rows_of(record, text.breach):
            if row.status == BREACHED or _may_be_breached(row, record):
                trigger = _chained(Trigger(row.breached_from(), row.trigger.happening), row)
                # What was never done is breached by the end of its period: what follows is not ended by that end.
                trigger.edge = trigger.period if row.due is None else None
                found.append(trigger)
        return sorted(found, key=order_of)

    return breaches


def _may_be_breached(row: Row, record: Record) -> bool:
    """Whether an obligation of which the verdict cannot be told is past its date."""
    return row.status == UNKNOWN and row.due is not None and is_past(row.due, record.as_of)


def compile_done(compiler: Compiler, text: DoneAnchor) -> Anchor:
    """When another rule's obligations are discharged, in time or late."""
    condition = compiler.where(text.where)

    def done(record: Record, _meetings: bool) -> list[Trigger]:
        found = []
        for row in rows_of(record, text.done):
            verdict = None if row.done is None or condition is None else condition(record, row.done)
            if row.done is None or verdict is False:
                continue
            trigger = _chained(Trigger(row.done.moment, row.done), row)
            if text.where is not None and verdict is None:
                trigger.certain, lacking = False, unrecorded(text.where, record, row.done)
                trigger.missing = (*trigger.missing, *(f"{name} of {row.done.type}" for name in lacking))
            found.append(trigger)
        return sorted(found, key=order_of)

    return done
