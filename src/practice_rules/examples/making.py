"""Making up an event that meets a condition, for examples that a person will look over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from practice_rules.language.conditions import Test, Where
from practice_rules.language.moments import (
    AnyAnchor,
    AnyOfAct,
    DefinedAct,
    EventAct,
    EventAnchor,
    FirstOfAnchor,
    PeriodState,
    RepeatedAct,
    StartAnchor,
)
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.model import SETS, Attribute
from practice_rules.vocabulary.words import Vocabulary

Made = tuple[str, dict[str, Any]]
"""An event type and the attributes it needs."""


class CannotMake(ValueError):
    """An event that meets the condition cannot be made up here; the message says why, for the author."""


def event_for(written: Any, pack: PackFile, words: Vocabulary) -> Made:
    """An event that is what an anchor or an act asks for.

    Raises `CannotMake` for what is not a single event: several acts together, another rule, an age.
    """
    if isinstance(written, str):
        definition = pack.definitions.get(written)
        if definition is not None:
            return event_for(definition.act or definition.anchor or definition.state, pack, words)
        if written in words.periods:
            return opening_of(written, words)
        return written, {}
    if isinstance(written, EventAct | EventAnchor):
        kind = written.event if isinstance(written.event, str) else written.event[0]
        return kind, facts_for(written.where, words.events.get(kind, {}), words)
    if isinstance(written, DefinedAct):
        kind, facts = event_for(written.definition, pack, words)
        return kind, {**facts, **facts_for(written.where, words.events.get(kind, {}), words)}
    if isinstance(written, AnyOfAct | AnyAnchor):
        return event_for(written.any_of[0], pack, words)
    if isinstance(written, FirstOfAnchor):
        return event_for(written.first_of[0], pack, words)
    if isinstance(written, StartAnchor):
        return event_for(written.start_of, pack, words)
    if isinstance(written, PeriodState):
        kind, facts = opening_of(written.period, words)
        return kind, {**facts, **facts_for(written.where, words.events.get(kind, {}), words)}
    if isinstance(written, RepeatedAct):
        raise CannotMake("it is done several times over")
    raise CannotMake("it hangs on something other than a single event")


def opening_of(period: str, words: Vocabulary) -> Made:
    """An event that opens a period. Raises `CannotMake` for one that the calendar gives."""
    return _edge(period, "opens", words)


def closing_of(period: str, words: Vocabulary) -> Made:
    """An event that closes a period. Raises `CannotMake` for one that nothing closes."""
    return _edge(period, "closes", words)


def _edge(period: str, side: str, words: Vocabulary) -> Made:
    declared = words.periods.get(period)
    edges = getattr(declared, side) if declared is not None else []
    if not edges:
        raise CannotMake(f"no event {side} the period {period}")
    kind = edges[0].event if isinstance(edges[0].event, str) else edges[0].event[0]
    return kind, facts_for(edges[0].where, words.events.get(kind, {}), words)


def facts_for(where: Where | None, declared: Mapping[str, Attribute], words: Vocabulary) -> dict[str, Any]:
    """Attributes that meet a condition: for a list its first value, for alternatives the first of them."""
    facts: dict[str, Any] = {}
    if where is None:
        return facts
    if where.about is not None:
        raise CannotMake("it must be about another event")
    for name, test in where.tests.items():
        if name in ("age", "time"):
            raise CannotMake(f"it depends on the {'subject age' if name == 'age' else 'time of day'}")
        value = _value(test, declared.get(name), words, facts)
        if value is not None:
            facts[name] = value
    if where.any_of:
        facts |= facts_for(where.any_of[0], declared, words)
    for option in where.none_of or ():
        for name in option.tests:
            if name not in facts and name in declared:
                facts[name] = _other(option.tests[name], declared[name], words)
    return {name: value for name, value in facts.items() if value is not None}


def _value(test: Any, attribute: Attribute | None, words: Vocabulary, facts: Mapping[str, Any]) -> Any:
    is_set = attribute is not None and attribute.type in SETS
    if not isinstance(test, Test):
        first = test[0] if isinstance(test, list) else test
        return [first] if is_set else first
    if test.recorded is False:
        return None
    if test.includes is not None:
        return [test.includes] if isinstance(test.includes, str) else list(test.includes)
    if test.includes_any:
        return [test.includes_any[0]]
    if test.includes_all_in is not None:
        return facts.get(test.includes_all_in) or _some(attribute, words)
    for bound, step in ((test.at_least, 0), (test.at_most, 0), (test.over, 1), (test.under, -1)):
        if bound is not None:
            return _stepped(bound, step)
    if test.not_ is not None:
        return _other(test.not_, attribute, words)
    if test.count_at_least is not None:
        return _choices(attribute, words)[: test.count_at_least]
    return _some(attribute, words)


def _stepped(bound: Any, step: int) -> Any:
    if isinstance(bound, date):
        return bound + timedelta(days=step)
    if isinstance(bound, int | float):
        return bound + step
    return bound


def _choices(attribute: Attribute | None, words: Vocabulary) -> list[str]:
    if attribute is not None and attribute.type in ("role", "roles"):
        return sorted(words.roles)
    return list(attribute.values) if attribute is not None else []


def _some(attribute: Attribute | None, words: Vocabulary) -> Any:
    """Any value that an attribute may have."""
    kind = attribute.type if attribute is not None else "text"
    if kind in ("choice", "role"):
        return _choices(attribute, words)[0]
    if kind in SETS:
        return _choices(attribute, words)[:1]
    plain = {"boolean": True, "integer": 1, "number": 1, "date": date(2026, 12, 31), "duration": "4 weeks"}
    return plain.get(kind, "written down")


def _other(test: Any, attribute: Attribute | None, words: Vocabulary) -> Any:
    """A value that is not what a test asks for."""
    if isinstance(test, Test):
        return None
    ruled_out = test if isinstance(test, list) else [test]
    if attribute is not None and attribute.type == "boolean":
        return next((each for each in (True, False) if each not in ruled_out), None)
    left = [each for each in _choices(attribute, words) if each not in ruled_out]
    if not left:
        return None
    return left[:1] if attribute is not None and attribute.type in SETS else left[0]
