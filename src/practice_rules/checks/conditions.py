"""Conditions that no event can meet: every key of a `where` must hold, so two of its tests may rule each other out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from practice_rules.checks.lengths import longer
from practice_rules.dates.durations import DurationProblem, parse_duration
from practice_rules.language.conditions import Test, Where
from practice_rules.vocabulary.model import SETS, Attribute

Path = tuple[str | int, ...]
Declared = Callable[[str], Attribute | None]


class Impossible(NamedTuple):
    """Where a condition rules itself out, and how, in words."""

    path: Path
    why: str


@dataclass
class _Asked:
    """All that is asked of one attribute."""

    equal: list[frozenset[Any]] = field(default_factory=list)
    never: set[Any] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    holds_none: set[str] = field(default_factory=set)
    least: list[tuple[Any, bool]] = field(default_factory=list)
    most: list[tuple[Any, bool]] = field(default_factory=list)
    recorded: set[bool] = field(default_factory=set)
    later: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    needs_value: bool = False


def impossible(where: Where, declared: Declared, also: Where | None = None) -> Iterator[Impossible]:
    """Every way in which a condition, together with what is `also` asked, can hold for no event.

    `declared` says what an attribute is, so that a choice all of whose values are ruled out is found too.
    """
    yield from _inside(where, (), declared, [also] if also is not None else [])


def _inside(where: Where, path: Path, declared: Declared, outer: list[Where]) -> Iterator[Impossible]:
    found = list(_clashes([*outer, where], declared))
    for name, why in found:
        yield Impossible((*path, name), why)
    for key, options in (("any_of", where.any_of), ("none_of", where.none_of)):
        for number, option in enumerate(options or ()):
            # A `none_of` option that can never hold only rules out nothing, but its author meant something by it.
            around = [*outer, _own(where)] if key == "any_of" and not found else []
            yield from _inside(option, (*path, key, number), declared, around)
    if where.about is not None:
        yield from _inside(where.about, (*path, "about"), lambda _: None, [])


def _own(where: Where) -> Where:
    """The condition without its alternatives, each of which is looked at together with it."""
    return where.model_copy(update={"any_of": None})


def _clashes(wheres: list[Where], declared: Declared) -> Iterator[tuple[str, str]]:
    asked: dict[str, _Asked] = {}
    for where in wheres:
        for name, test in where.tests.items():
            _ask(asked.setdefault(name, _Asked()), test, _is_set(declared(name)))
        for option in where.none_of or ():
            _ask_not(asked, option)
    last = wheres[-1]
    own = {*last.tests, *(name for option in last.none_of or () for name in option.tests)}
    for name, everything in asked.items():
        if name in own:
            why = _why_not(everything, declared(name))
            if why is not None:
                yield name if name in last.tests else "none_of", f"{name} {why}"


def _is_set(attribute: Attribute | None) -> bool:
    return attribute is not None and attribute.type in SETS


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _ask(asked: _Asked, test: Any, is_set: bool) -> None:
    if not isinstance(test, Test):
        asked.needs_value = True
        if is_set:
            asked.holds.update(_listed(test) if not isinstance(test, list) else ())
        else:
            asked.equal.append(frozenset(map(_key, _listed(test))))
        return
    for name in test.model_fields_set - {"recorded"}:
        asked.needs_value = asked.needs_value or getattr(test, name) is not None
    if test.recorded is not None:
        asked.recorded.add(test.recorded)
    if test.not_ is not None:
        (asked.holds_none if is_set else asked.never).update(map(_key, _listed(test.not_)))
    asked.holds.update(_listed(test.includes) if test.includes is not None else ())
    asked.holds_none.update(_listed(test.excludes) if test.excludes is not None else ())
    for bound, inclusive in ((test.at_least, True), (test.over, False)):
        if bound is not None:
            asked.least.append((bound, inclusive))
    for bound, inclusive in ((test.at_most, True), (test.under, False)):
        if bound is not None:
            asked.most.append((bound, inclusive))
    asked.later += [test.later_than] if test.later_than is not None else []
    asked.earlier += [test.earlier_than] if test.earlier_than is not None else []


def _ask_not(asked: dict[str, _Asked], option: Where) -> None:
    """What `none_of` rules out, where an alternative is a single test and so can be turned round."""
    if len(option.tests) != 1 or option.any_of or option.none_of or option.about:
        return
    ((name, test),) = option.tests.items()
    about = asked.setdefault(name, _Asked())
    if not isinstance(test, Test):
        about.never.update(map(_key, _listed(test)))
    elif test.model_fields_set == {"recorded"} and test.recorded is not None:
        about.recorded.add(not test.recorded)


def _key(value: Any) -> Any:
    """True and 1 are equal in Python; here they are different answers."""
    return (type(value).__name__, value) if isinstance(value, bool) else value


def _why_not(asked: _Asked, attribute: Attribute | None) -> str | None:
    if asked.recorded == {True, False}:
        return "would have to be recorded and not recorded"
    if False in asked.recorded and asked.needs_value:
        return "would have to have a value and not be recorded"
    both = sorted(asked.holds & asked.holds_none)
    if both:
        return f"would have to hold '{both[0]}' and not hold it"
    if asked.equal:
        left = frozenset.intersection(*asked.equal)
        if not left:
            return "would have to be several different things at once, or one of an empty list"
        if not left - asked.never:
            return "would have to be just what the condition rules out"
        if not any(_within(value, asked) for value in left):
            return "would have to be a value outside its own limits"
    values = frozenset(attribute.values) if attribute is not None and attribute.type == "choice" else frozenset()
    if values and not asked.equal and values <= asked.never:
        return "is left without any value of the vocabulary"
    return _limits(asked)


def _limits(asked: _Asked) -> str | None:
    for low, low_included in asked.least:
        for high, high_included in asked.most:
            if _above(low, high) or (low == high and not (low_included and high_included)):
                return f"would have to be {'at least' if low_included else 'over'} {low} and " + (
                    f"{'at most' if high_included else 'under'} {high}"
                )
    for late in asked.later:
        for early in asked.earlier:
            if early <= late:
                return f"would have to be later than {late} and earlier than {early}"
    return None


def _within(value: Any, asked: _Asked) -> bool:
    if isinstance(value, tuple):
        return True
    return not any(_above(low, value) or (low == value and not included) for low, included in asked.least) and not any(
        _above(value, high) or (high == value and not included) for high, included in asked.most
    )


def _above(one: Any, other: Any) -> bool:
    """Whether a bound certainly lies above another: numbers, dates and lengths of time."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one > other
    if isinstance(one, date) and isinstance(other, date):
        return one > other
    if isinstance(one, str) and isinstance(other, str):
        first, second = parse_duration(one), parse_duration(other)
        if not isinstance(first, DurationProblem) and not isinstance(second, DurationProblem):
            return longer(first, second)
    return False
