"""Conditions in three values: true, false, and `None` for what the record does not say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from practice_rules.case import Event
from practice_rules.language.conditions import Test, Where
from practice_rules.language.words import read_age
from tests.oracle.record import Record
from tests.oracle.time import LONDON, birthday, when, years_old

Truth = bool | None


def all_true(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown."""
    found = list(truths)
    return False if False in found else (None if None in found else True)


def any_true(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown."""
    found = list(truths)
    return True if True in found else (None if None in found else False)


def opposite(truth: Truth) -> Truth:
    """True for false, false for true, unknown for unknown."""
    return None if truth is None else not truth


def fact(record: Record, event: Event, name: str) -> Any:
    """What the record says of an event under a name, or `None`."""
    moment = when(event.at)
    if name == "by":
        return event.by
    if name == "event_type":
        return event.type
    if name == "recorded_at":
        return event.recorded_at
    if name == "time":
        return None if moment.at is None else moment.at.astimezone(LONDON).strftime("%H:%M")
    if name == "age":
        return None if record.born is None else years_old(record.born, moment.day, record.leap)
    return event.attributes.get(name)


def holds(record: Record, where: Where | None, event: Event) -> Truth:
    """Whether a condition is true of an event."""
    if where is None:
        return True
    parts: list[Truth] = [
        _aged(record, event, test) if name == "age" and _in_words(test) else passes(fact(record, event, name), test)
        for name, test in where.tests.items()
    ]
    for name, test in where.tests.items():
        if isinstance(test, Test) and test.includes_all_in is not None:
            mine, theirs = fact(record, event, name), fact(record, event, test.includes_all_in)
            parts.append(None if mine is None or theirs is None else theirs <= mine)
    if where.any_of is not None:
        parts.append(any_true(holds(record, each, event) for each in where.any_of))
    if where.none_of is not None:
        parts.append(opposite(any_true(holds(record, each, event) for each in where.none_of)))
    if where.about is not None:
        about = record.named(event.about)
        parts.append(None if about is None else holds(record, where.about, about))
    return all_true(parts)


def _in_words(test: Any) -> bool:
    """Whether an age is asked for in words (weeks, years and months), and not as a number of years."""
    return isinstance(test, Test) and any(isinstance(getattr(test, name), str) for name in AGES)


AGES = {
    "under": lambda day, reached: day < reached,
    "over": lambda day, reached: day > reached,
    "at_least": lambda day, reached: day >= reached,
    "at_most": lambda day, reached: day <= reached,
}


def _aged(record: Record, event: Event, test: Test) -> Truth:
    """Whether the day of an event is before, on or after that on which an age in words is reached."""
    if record.born is None:
        return None
    day, asked = when(event.at).day, {name: getattr(test, name) for name in AGES if getattr(test, name) is not None}
    return all(AGES[name](day, birthday(record.born, read_age(age), record.leap)) for name, age in asked.items())


def passes(value: Any, test: Any) -> Truth:
    """Whether what the record says (or nothing) passes a test."""
    if not isinstance(test, Test):
        return None if value is None else _equals(value, test)
    parts: list[Truth] = []
    for name in test.model_fields_set:
        asked = getattr(test, name)
        if name == "includes_all_in":
            continue  # asked of two facts at once
        if name == "recorded":
            parts.append((value is not None) == asked)
        elif value is None:
            parts.append(None)
        elif name == "not_":
            parts.append(not _equals(value, asked))
        elif name == "includes":
            parts.append({asked} <= value if isinstance(asked, str) else set(asked) <= value)
        elif name == "includes_any":
            parts.append(bool(set(asked) & value))
        elif name == "excludes":
            parts.append(not ({asked} if isinstance(asked, str) else set(asked)) & value)
        elif name == "count_at_least":
            parts.append(len(value) >= asked)
        else:
            parts.append(_ordered(name, value, asked))
    return all_true(parts)


def _ordered(name: str, value: Any, asked: Any) -> bool:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(asked, str) and isinstance(value, date):
        asked = date.fromisoformat(asked)
    answers = {
        "under": lambda: value < asked,
        "over": lambda: value > asked,
        "at_least": lambda: value >= asked,
        "at_most": lambda: value <= asked,
        "earlier_than": lambda: value < asked,
        "later_than": lambda: value > asked,
    }
    return bool(answers[name]())


def _equals(value: Any, asked: Any) -> bool:
    if isinstance(asked, list):
        return any(_equals(value, each) for each in asked)
    return asked in value if isinstance(value, frozenset) else bool(value == asked)
