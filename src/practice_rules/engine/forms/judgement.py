"""Judgement: a person must judge it; the pack lists it and an audit answers it.

An answer is an event `practice_audit.answered` whose attributes name the `rule` and give the `answer`; it may say
what it is `about`. Until there is one, the judgement is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from practice_rules.dates.clock import Moment
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import BREACHED, LAPSED, MET, UNKNOWN, Row, Status
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import finish
from practice_rules.engine.triggers import Trigger
from practice_rules.language.rules import Judgement

ANSWERED = "practice_audit.answered"

ANSWERS: dict[str, Status] = {"met": MET, "partly_met": BREACHED, "not_met": BREACHED, "not_applicable": LAPSED}
"""What an auditor may answer: met in part is not met, and what does not apply has fallen away."""


def compile_judgement(compiled: CompiledRule, rule: Judgement) -> Evaluate:
    """The evaluator of one judgement."""
    anchor = _whole_case if rule.on is None else compiled.compiler.anchor(rule.on)

    def evaluate(record: Record) -> list[Row]:
        asked = list(compiled.set_off(record, anchor, False))
        answers = _given(record, [trigger for trigger, *_ in asked], record.once(_answers).get(rule.id, ()))
        rows = []
        for trigger, applies, lacking in asked:
            row = Row(compiled, trigger, trigger.moment, None, UNKNOWN)
            row.because, row.missing = ("judgement", None), ("an audit's answer",)
            answer = answers.get(id(trigger))
            if answer is not None:
                row.status = ANSWERS[str(answer.attributes["answer"])]
                row.because, row.missing = ("judged", answer), ()
                row.done = answer if row.status == MET else None
                row.evidence = (answer,)
            finish(row, record, None, applies, lacking)
            rows.append(row)
        return rows

    return evaluate


def _whole_case(record: Record, _meetings: bool) -> list[Trigger]:
    """The case as a whole, from its first event."""
    return [Trigger(Moment(record.first_day))]


def _answers(record: Record) -> dict[str, list[Happening]]:
    """The answers of audits to each judgement."""
    found: dict[str, list[Happening]] = {}
    for answer in record.by_type.get(ANSWERED, ()):
        if answer.attributes.get("answer") in ANSWERS:
            found.setdefault(str(answer.attributes.get("rule")), []).append(answer)
    return found


def _given(record: Record, triggers: list[Trigger], answers: Sequence[Happening]) -> dict[int, Happening]:
    """The answer to each trigger: the first about it, or a free one to the latest before it that had none.

    What was judged stays judged.
    """
    given: dict[int, Happening] = {}
    for answer in answers:
        still = [trigger for trigger in triggers if id(trigger) not in given]
        if answer.about is not None and answer.about in record.by_key:
            chosen = [trigger for trigger in still if answer.about in trigger.keys][:1]
        else:
            chosen = [trigger for trigger in still if trigger.placed and trigger.not_after(answer)][-1:]
        given |= {id(trigger): answer for trigger in chosen}
    return given
