"""The oracle: every obligation of a pack in a case, by walking through time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import product
from typing import Any, NamedTuple

from practice_rules.case import Case
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Check, Deadline, Gate, Judgement, Lead, Limit, Quota, Rule, Series
from practice_rules.vocabulary.words import Vocabulary
from tests.oracle.acts import counts
from tests.oracle.coverage import act_types
from tests.oracle.deadline import deadline
from tests.oracle.guarding import check, gate, judgement
from tests.oracle.lead import lead
from tests.oracle.limit import limit
from tests.oracle.quota import quota
from tests.oracle.record import Record
from tests.oracle.rows import Row
from tests.oracle.series import series
from tests.oracle.time import Counting, when
from tests.oracle.waivers import waived_by
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
    """Every obligation of a pack in a case.

    Where it cannot be told whether an event closed a period, it is asked for every way that may have been.
    """
    supposed: dict[tuple[str, str], bool] = {}
    ways = [_owed(pack, vocabulary, calendars, case, as_of, known_at, supposed)]
    asked: list[tuple[str, str]] = []
    while len(asked) < len(supposed):
        asked, ways = list(supposed), ways[:1]
        for way in _ways(len(asked)):
            world = dict(zip(asked, way, strict=True))
            ways.append(_owed(pack, vocabulary, calendars, case, as_of, known_at, world))
            supposed |= dict.fromkeys(world, False)
    return ways[0] if len(ways) == 1 else _whatever_closed(ways)


def _ways(number: int) -> list[tuple[bool, ...]]:
    """Every way but that in which nothing was closed; of more than four questions, each yes alone, and all of them."""
    if number <= 4:
        return list(product((False, True), repeat=number))[1:]
    return [*(tuple(place == one for place in range(number)) for one in range(number)), (True,) * number]


def _whatever_closed(ways: list[list[Row]]) -> list[Row]:
    """What is owed in every way it may have been; what is not the same in all of them is unknown."""
    told = [_told_apart(rows) for rows in ways]
    found = []
    for name in {name: None for rows in told for name in rows}:
        there = [rows[name] for rows in told if name in rows]
        first, dues = there[0], {row.due for row in there}
        alike = {(row.status, row.due if row.status != "breached" else None, row.plain_status) for row in there}
        same = len(alike) == 1 and len(there) == len(ways)
        found.append(first if same else replace(first, status="unknown", due=first.due if len(dues) == 1 else None))
    return found


def _told_apart(rows: list[Row]) -> dict[tuple[Any, ...], Row]:
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        # A later date of a schedule is set off by no event of its own, but by what opened its period.
        name = (row.rule, row.trigger, repr(row.set_off or row.asked_by), row.opens, row.part)
        found[*name, sum(other[:-1] == name for other in found)] = row
    return found


def _owed(
    pack: PackFile,
    vocabulary: Vocabulary,
    calendars: Mapping[str, Days],
    case: Case,
    as_of: date | datetime,
    known_at: date | datetime | None,
    supposed: dict[tuple[str, str], bool],
) -> list[Row]:
    """Every obligation, where something is supposed of the closings that are in doubt."""
    words = vocabulary.with_words(pack.vocabulary)
    worlds: dict[str, World] = {}
    answers: dict[str, list[Row]] = {}
    rules = {rule.id: rule for rule in pack.rules}

    def answer(name: str) -> list[Row]:
        if name not in answers:
            rule = rules[name]
            own = world(rule.calendar or pack.calendar, rule.conventions or {})
            answers[name] = [replace(row, waived=waived_by(own, row)) for row in _of(own, rule)]
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
            worlds[key] = World(pack, words, record, Counting(days.off, choices, days.terms), answer, supposed=supposed)
            worlds[key].counts = partial(counts, worlds[key])
            worlds[key].kinds = partial(act_types, worlds[key])
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
