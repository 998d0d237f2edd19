"""Which events of a history an anchor or an act can be about: found once a case, by type and condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.engine.compiler import written
from practice_rules.engine.conditions import NOT_ATTRIBUTES, ValueTest, compile_value
from practice_rules.language.conditions import Test, Where

Slot: TypeAlias = Callable[[ByType], list[PlainEvent]]
"""From the events by type to those that count, in order of time. Raises `InDoubt`."""


class InDoubt(Exception):
    """A missing fact leaves open whether an event counts: the engine must say what is unknown and why."""


NOTHING: list[PlainEvent] = []


class Slots:
    """The slots of a pack, each kept once however many rules ask for it."""

    def __init__(self) -> None:
        self.found: list[Slot] = []
        self._places: dict[str, int] = {}

    def place(self, types: tuple[str, ...], where: Where | None) -> int | None:
        """The place of a slot in `found`; `None` when its condition is not a simple one."""
        key = f"{types} {None if where is None else written(where)}"
        if key not in self._places:
            slot = compile_slot(types, where)
            if slot is None:
                return None
            self._places[key] = len(self.found)
            self.found.append(slot)
        return self._places[key]


def compile_slot(types: tuple[str, ...], where: Where | None) -> Slot | None:
    """The events of some types that meet a condition; `None` when the condition is not a simple one."""
    condition = _tests(where)
    if condition is None:
        return None
    if len(types) > 1:
        return _several(types, condition)
    name = types[0]
    if not condition:
        return lambda by_type: by_type.get(name, NOTHING)
    if len(condition) == 1:
        attribute, test, wanted = condition[0]
        if isinstance(wanted, bool):
            return _is(name, attribute, wanted, test)
        if isinstance(wanted, str):
            return _equal(name, attribute, wanted, test)
        return _one(name, attribute, test)
    return _all(name, condition)


Tested: TypeAlias = tuple[str, ValueTest, Any]


def _tests(where: Where | None) -> list[Tested] | None:
    """The tests of a condition on attributes alone; `None` when it asks for more."""
    if where is None:
        return []
    if where.any_of or where.none_of or where.about is not None:
        return None
    found: list[Tested] = []
    for name, test in where.tests.items():
        if name in NOT_ATTRIBUTES or (isinstance(test, Test) and test.includes_all_in is not None):
            return None
        found.append((name, compile_value(test), test))
    return found


def _equal(name: str, attribute: str, wanted: str, test: ValueTest) -> Slot:
    """The commonest condition, that an attribute is one word: asked of all at once, then of those it left out."""

    def found(by_type: ByType) -> list[PlainEvent]:
        events = by_type.get(name, NOTHING)
        kept = [event for event in events if event[5].get(attribute) == wanted]
        return kept if len(kept) == len(events) else _doubting(events, kept, attribute, test)

    return found


def _is(name: str, attribute: str, wanted: bool, test: ValueTest) -> Slot:
    """That an attribute is yes, or no."""

    def found(by_type: ByType) -> list[PlainEvent]:
        events = by_type.get(name, NOTHING)
        kept = [event for event in events if event[5].get(attribute) is wanted]
        return kept if len(kept) == len(events) else _doubting(events, kept, attribute, test)

    return found


def _doubting(events: list[PlainEvent], kept: list[PlainEvent], attribute: str, test: ValueTest) -> list[PlainEvent]:
    """The events kept, if every other is surely not one of them."""
    values = [event[5].get(attribute) for event in events]
    if None in values:
        raise InDoubt
    if any(isinstance(value, frozenset) for value in values):
        return [event for event, value in zip(events, values, strict=True) if test(value)]
    return kept


def _one(name: str, attribute: str, test: ValueTest) -> Slot:
    def found(by_type: ByType) -> list[PlainEvent]:
        kept = []
        for event in by_type.get(name, NOTHING):
            verdict = test(event[5].get(attribute))
            if verdict:
                kept.append(event)
            elif verdict is None:
                raise InDoubt
        return kept

    return found


def _all(name: str, tests: list[Tested]) -> Slot:
    def found(by_type: ByType) -> list[PlainEvent]:
        kept = []
        for event in by_type.get(name, NOTHING):
            verdicts = [test(event[5].get(attribute)) for attribute, test, _ in tests]
            if all(verdicts):
                kept.append(event)
            elif False not in verdicts:
                raise InDoubt
        return kept

    return found


def _several(types: tuple[str, ...], condition: list[Tested]) -> Slot:
    names = tuple(dict.fromkeys(types))

    def found(by_type: ByType) -> list[PlainEvent]:
        kept: list[PlainEvent] = []
        for name in names:
            for event in by_type.get(name, NOTHING):
                verdicts = [test(event[5].get(attribute)) for attribute, test, _ in condition]
                if all(verdicts):
                    kept.append(event)
                elif False not in verdicts:
                    raise InDoubt
        kept.sort(key=_moment_and_type)
        return kept

    return found


def _moment_and_type(event: PlainEvent) -> tuple[int, bool, str]:
    return event[:3]
