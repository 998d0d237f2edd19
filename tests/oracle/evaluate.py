"""The oracle: every obligation of a pack in a case, by walking through time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from practice_rules.case import Case
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Check, Deadline, Gate, Judgement, Lead, Limit, Quota, Rule, Series
from practice_rules.vocabulary.words import Vocabulary
from tests.oracle.deadline import deadline
from tests.oracle.guarding import check, gate, judgement
from tests.oracle.lead import lead
from tests.oracle.limit import limit
from tests.oracle.quota import quota
from tests.oracle.record import Record
from tests.oracle.rows import Row
from tests.oracle.series import series
from tests.oracle.time import Counting, when
from tests.oracle.world import World

FORMS = {
    Deadline: deadline,
    Lead: lead,
    Series: series,
    Quota: quota,
    Check: check,
    Gate: gate,
    Limit: limit,
    Judgement: judgement,
}


def owed(
    pack: PackFile,
    vocabulary: Vocabulary,
    days_off: Iterable[date],
    case: Case,
    as_of: date | datetime,
    known_at: date | datetime | None = None,
) -> list[Row]:
    """Every obligation of a pack in a case."""
    record = Record(case, when(as_of), None if known_at is None else when(known_at))
    counting = Counting(frozenset(days_off), pack.conventions)
    world = World(pack, vocabulary.with_words(pack.vocabulary), record, counting)
    answers: dict[str, list[Row]] = {}
    rules = {rule.id: rule for rule in pack.rules}

    def answer(name: str) -> list[Row]:
        if name not in answers:
            answers[name] = _of(world, rules[name])
        return answers[name]

    world.chained = answer
    return [row for name in rules for row in answer(name)]


def _of(world: World, rule: Rule) -> list[Row]:
    kinds = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    if world.record.case.subject.kind not in kinds or rule.alternative_to is not None:
        return []
    return FORMS[type(rule)](world, rule)  # type: ignore[operator,no-any-return]  # each form with its own rule
