"""Judgement: a person must judge it; the pack lists it and an audit answers it.

An answer is an event `practice_audit.answered` whose attributes name the `rule` and give the `answer`; it may say
what it is `about`. Until there is one, the judgement is unknown.
"""

from __future__ import annotations

from practice_rules.dates.clock import Moment
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import BREACHED, LAPSED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import finish
from practice_rules.engine.triggers import Trigger
from practice_rules.language.rules import Judgement

ANSWERED = "practice_audit.answered"

ANSWERS = ("met", "partly_met", "not_met", "not_applicable")
"""What an auditor may answer: met in part is not met, and what does not apply has fallen away."""


def compile_judgement(compiled: CompiledRule, rule: Judgement) -> Evaluate:
    """The evaluator of one judgement."""
    anchor = None if rule.on is None else compiled.compiler.anchor(rule.on)

    def evaluate(record: Record) -> list[Row]:
        triggers = [_whole_case(record)] if anchor is None else anchor(record, False)
        answers = _answers(record).get(rule.id, [])
        rows = []
        for trigger in triggers:
            if trigger.order >= record.now:
                continue
            if compiled.only_if is None and compiled.unless is None:
                if not compiled.first_day <= trigger.day <= compiled.last_day:
                    continue
                applies: bool | None = True
                lacking: tuple[str, ...] = ()
            else:
                applies, lacking = compiled.applies(record, trigger)
                if applies is False:
                    continue
            row = Row(compiled, trigger, trigger.moment, None, UNKNOWN)
            row.because, row.missing = UNANSWERED, AUDIT
            answer = _answer(record, trigger, answers) if answers else None
            if answer is not None:
                said = answer.attributes.get("answer")
                row.status = {"met": MET, "not_applicable": LAPSED}.get(str(said), BREACHED)
                row.because, row.missing = ("judged", answer), ()
                row.done = answer if row.status == MET else None
                row.evidence = (answer,)
            if applies is None or not trigger.certain:
                finish(row, record, None, applies, lacking)
            rows.append(row)
        return rows

    return evaluate


UNANSWERED = ("judgement", None)
AUDIT = ("an audit's answer",)


def _whole_case(record: Record) -> Trigger:
    """The case as a whole, from its first event."""
    known: Trigger | None = record.memo.get("whole case")
    if known is None:
        known = record.memo["whole case"] = Trigger(Moment(record.first_day, None))
    return known


def _answers(record: Record) -> dict[str, list[Happening]]:
    known: dict[str, list[Happening]] | None = record.memo.get("audit answers")
    if known is None:
        known = {}
        for answer in record.by_type.get(ANSWERED, ()):
            if answer.attributes.get("answer") in ANSWERS:
                known.setdefault(str(answer.attributes.get("rule")), []).append(answer)
        record.memo["audit answers"] = known
    return known


def _answer(record: Record, trigger: Trigger, answers: list[Happening]) -> Happening | None:
    """The first answer about this trigger, or the first free one at or after it: what was judged stays judged."""
    for answer in answers:
        if answer.about is not None and answer.about in record.by_key:
            if answer.about in trigger.keys:
                return answer
            continue
        if trigger.not_after(answer):
            return answer
    return None
