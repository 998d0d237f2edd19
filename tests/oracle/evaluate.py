"""The oracle: every obligation of a pack in a case, by walking through time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from practice_rules.case import Case
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Check, Deadline, Gate, Judgement, Lead, Limit, Quota, Rule, Series
from practice_rules.vocabulary.words import Vocabulary
from tests.oracle.acts import counts
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


class Days(NamedTuple):
    """A calendar as days: those of Monday to Friday that are not worked, and the school terms if any are known."""

    off: frozenset[date]
    terms: tuple[tuple[date, date], ...] | None = None


def owed(
    pack: PackFile,
    vocabulary: Vocabulary,
    calendars: Mapping[str, Days],
    case: Case,
    as_of: date | datetime,
    known_at: date | datetime | None = None,
) -> list[Row]:
    """Every obligation of a pack in a case."""
    words = vocabulary.with_words(pack.vocabulary)
    worlds: dict[str, World] = {}
    answers: dict[str, list[Row]] = {}
    rules = {rule.id: rule for rule in pack.rules}

    def answer(name: str) -> list[Row]:
        if name not in answers:
            rule = rules[name]
            answers[name] = _of(world(rule.calendar or pack.calendar, rule.conventions or {}), rule)
        return answers[name]

    def world(calendar: str, conventions: Mapping[str, str]) -> World:
        """The case as a rule sees it, whose own calendar and conventions go before the pack's."""
        choices = {**pack.conventions, **conventions}
        key = f"{calendar} {sorted(choices.items())}"
        if key not in worlds:
            record = Record(
                case, when(as_of), None if known_at is None else when(known_at), choices.get("leap_birthday", "1 March")
            )
            days = calendars[calendar]
            worlds[key] = World(pack, words, record, Counting(days.off, choices, days.terms), answer)
            worlds[key].counts = partial(counts, worlds[key])
            if (calendar, choices) != (pack.calendar, pack.conventions):
                # What a period is does not depend on how a rule that speaks of it counts.
                worlds[key].take_periods(world(pack.calendar, {}))
        return worlds[key]

    return [row for name in rules for row in answer(name)]


def _of(world: World, rule: Rule) -> list[Row]:
    kinds = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    if world.record.case.subject.kind not in kinds or rule.alternative_to is not None:
        return []
    return FORMS[type(rule)](world, rule)  # type: ignore[operator,no-any-return]  # each form with its own rule
