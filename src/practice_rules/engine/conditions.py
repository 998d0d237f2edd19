"""Conditions on events, compiled to functions that answer yes, no or "cannot be told".

Kleene's strong three-valued logic: a missing attribute makes a test unknown, and unknown only disappears when the
other parts settle the answer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from practice_rules.dates.clock import local_time
from practice_rules.dates.days import LeapBirthday, age_on, birthday, subtract_span
from practice_rules.dates.durations import CalendarSpan, DurationProblem, Elapsed, SameDay, WorkingDays, parse_duration
from practice_rules.engine.record import Happening, Record
from practice_rules.language.conditions import Scalar, Test, Where
from practice_rules.language.words import Age, read_age

Verdict: TypeAlias = bool | None
Condition: TypeAlias = Callable[[Record, Happening], Verdict]
ValueTest: TypeAlias = Callable[[Any], Verdict]

MISSING: Any = None

NOT_ATTRIBUTES = frozenset({"by", "event_type", "time", "age", "recorded_at"})
"""What a condition may ask for that is no attribute of the event: it is read from elsewhere."""

UNBORN = -1
"""The age of a child before birth: less than any."""

_EITHER: LeapBirthday = "1 March"
"""For what does not hang on where a birthday falls: whether a fact is missing."""


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's and: false if any is, otherwise unknown if any is."""
    answer: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            answer = None
    return answer


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's or: true if any is, otherwise unknown if any is."""
    answer: Verdict = False
    for verdict in verdicts:
        if verdict:
            return True
        if verdict is None:
            answer = None
    return answer


def comparable(value: Any) -> Any:
    """A value as it can be ordered: lengths of time by their rough number of days, dates as ordinals."""
    if isinstance(value, str):
        found = parse_duration(value)
        if isinstance(found, DurationProblem):
            return _ordinal_text(value)
        value = found
    if isinstance(value, WorkingDays):
        return value.n * 1.4
    if isinstance(value, CalendarSpan):
        return value.years * 365.25 + value.months * 30.4375 + value.weeks * 7 + value.days
    if isinstance(value, Elapsed):
        return value.seconds / 86400
    if isinstance(value, SameDay):
        return 0
    if isinstance(value, datetime):
        return value.date().toordinal()
    return value.toordinal() if isinstance(value, date) else value


def _ordinal_text(text: str) -> Any:
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return text


def _equal(value: Any, wanted: Any) -> bool:
    if isinstance(value, frozenset):
        return wanted in value
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value is wanted
    return bool(value == wanted)


def _words(wanted: list[str] | str) -> frozenset[str]:
    return frozenset([wanted] if isinstance(wanted, str) else wanted)


def compile_value(test: Scalar | list[Scalar] | Test) -> ValueTest:
    """A test on one value. The value `None` is "not recorded"."""
    if isinstance(test, list):
        return lambda value: None if value is None else any(_equal(value, wanted) for wanted in test)
    if not isinstance(test, Test):
        return lambda value: None if value is None else _equal(value, test)
    parts = _parts(test)
    if test.recorded is not None:
        wanted_recorded = test.recorded
        if not parts:
            return lambda value: (value is not None) is wanted_recorded
        if wanted_recorded:
            # What must be recorded and is not fails for certain, whatever else is asked of it.
            return lambda value: False if value is None else all(part(value) for part in parts)
        parts.append(lambda _value: False)
    return lambda value: None if value is None else all(part(value) for part in parts)


def _parts(test: Test) -> list[Callable[[Any], bool]]:
    parts: list[Callable[[Any], bool]] = []
    if test.not_ is not None:
        unwanted = test.not_ if isinstance(test.not_, list) else [test.not_]
        parts.append(lambda value: not any(_equal(value, other) for other in unwanted))
    for bound, keeps in (
        (test.under, lambda value, limit: value < limit),
        (test.over, lambda value, limit: value > limit),
        (test.at_least, lambda value, limit: value >= limit),
        (test.at_most, lambda value, limit: value <= limit),
    ):
        if bound is not None:
            parts.append(_bounded(comparable(bound), keeps))
    if test.earlier_than is not None:
        earlier = test.earlier_than
        parts.append(lambda value: bool(value < earlier))
    if test.later_than is not None:
        later = test.later_than
        parts.append(lambda value: bool(value > later))
    if test.includes is not None:
        needed = _words(test.includes)
        parts.append(lambda value: needed <= _as_set(value))
    if test.includes_any is not None:
        wanted = _words(test.includes_any)
        parts.append(lambda value: bool(wanted & _as_set(value)))
    if test.excludes is not None:
        refused = _words(test.excludes)
        parts.append(lambda value: not refused & _as_set(value))
    if test.count_at_least is not None:
        least = test.count_at_least
        parts.append(lambda value: len(_as_set(value)) >= least)
    return parts


def _bounded(limit: Any, keeps: Callable[[Any, Any], bool]) -> Callable[[Any], bool]:
    return lambda value: keeps(comparable(value), limit)


def _as_set(value: Any) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset([value])


def _reader(name: str, leap: LeapBirthday) -> Callable[[Record, Happening], Any]:
    """How to find the value that a condition's key names."""
    if name == "by":
        return lambda _record, happening: happening.by
    if name == "event_type":
        return lambda _record, happening: happening.type
    if name == "time":
        return lambda _record, happening: (
            None if happening.instant is None else local_time(happening.instant).strftime("%H:%M")
        )
    if name == "age":
        return lambda record, happening: None if record.born is None else _years_old(record.born, happening.day, leap)
    if name == "recorded_at":
        return lambda _record, happening: (
            None if happening.recorded is None else date.fromordinal(happening.recorded.day)
        )
    return lambda _record, happening: happening.attributes.get(name)


def _years_old(born: int, day: int, leap: LeapBirthday) -> int:
    """Completed years of age; before birth less than any age, so that an unborn child is under each and at none."""
    return UNBORN if day < born else age_on(born, day, leap)


def compile_where(where: Where | None, leap: LeapBirthday) -> Condition | None:
    """A condition on an event, or `None` when there is none and every event will do."""
    return None if where is None else compile_condition(where, leap)


def compile_condition(where: Where, leap: LeapBirthday) -> Condition:
    """A condition on an event; ages by where a birthday on 29 February falls in common years (`leap`)."""
    parts: list[Condition] = []
    for name, test in where.tests.items():
        parts.append(_one(name, test, leap))
    if where.any_of:
        options = [compile_condition(option, leap) for option in where.any_of]
        parts.append(lambda record, event: some(option(record, event) for option in options))
    if where.none_of:
        refused = [compile_condition(option, leap) for option in where.none_of]
        parts.append(lambda record, event: _not(some(option(record, event) for option in refused)))
    if where.about is not None:
        parts.append(_about(where.about, leap))
    if len(parts) == 1:
        return parts[0]
    return lambda record, event: every(part(record, event) for part in parts)


def _about(where: Where, leap: LeapBirthday) -> Condition:
    """A condition on the event that an event is about; unknown when it names none that is in the record."""
    condition = compile_condition(where, leap)

    def about(record: Record, event: Happening) -> Verdict:
        target = record.by_key.get(event.about) if event.about is not None else None
        if target is None:
            return None
        return condition(record, target)

    return about


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _one(name: str, test: Scalar | list[Scalar] | Test, leap: LeapBirthday) -> Condition:
    if name == "age" and isinstance(test, Test) and any(isinstance(bound, str) for bound in _bounds(test)):
        return _at_age(test, leap)
    checks = compile_value(test)
    if isinstance(test, Test) and test.includes_all_in is not None:
        return _covers(name, test.includes_all_in, checks)
    if name in NOT_ATTRIBUTES:
        read = _reader(name, leap)
        return lambda record, event: checks(read(record, event))
    return lambda _record, event: checks(event.attributes.get(name))


def _bounds(test: Test) -> tuple[object, ...]:
    return test.under, test.over, test.at_least, test.at_most


def _at_age(test: Test, leap: LeapBirthday) -> Condition:
    """Ages in years and months: whether the event's day is before, on or after the day on which the age is reached."""
    bounds: list[tuple[object, Callable[[int, int], bool]]] = [
        (test.under, operator.lt),
        (test.over, operator.gt),
        (test.at_least, operator.ge),
        (test.at_most, operator.le),
    ]
    parts = [(read_age(bound), keeps) for bound, keeps in bounds if bound is not None]

    def at_age(record: Record, event: Happening) -> Verdict:
        if record.born is None:
            return None
        born = record.born
        return all(keeps(event.day, _reached(born, age, leap)) for age, keeps in parts)

    return at_age


def _reached(born: int, age: Age, leap: LeapBirthday) -> int:
    """The day on which someone born on a day reaches an age."""
    day = birthday(born, months=age.months, leap=leap) + age.days
    return day if age.back is None else subtract_span(day, age.back)


def _covers(name: str, other: str, checks: ValueTest) -> Condition:
    """Whether one set on an event holds every word of another on the same event (all who were invited attended)."""

    def covers(_record: Record, event: Happening) -> Verdict:
        mine, theirs = event.attributes.get(name), event.attributes.get(other)
        held = None if mine is None or theirs is None else _as_set(theirs) <= _as_set(mine)
        return every((held, checks(mine)))

    return covers


def asked(where: Where) -> list[str]:
    """Every attribute that a condition asks about."""
    names = list(where.tests)
    for option in (*(where.any_of or ()), *(where.none_of or ())):
        names += asked(option)
    return names


def unrecorded(where: Where, record: Record, happening: Happening) -> list[str]:
    """The facts for want of which a condition cannot be told of an event, as conditions call them."""
    names: list[str] = []
    for name, test in where.tests.items():
        if _one(name, test, _EITHER)(record, happening) is None:
            named = _reader(name, _EITHER)(record, happening) is None
            other = test.includes_all_in if isinstance(test, Test) else None
            names.append("date of birth" if name == "age" else name if named or other is None else other)
    for option in (*(where.any_of or ()), *(where.none_of or ())):
        names += unrecorded(option, record, happening)
    if where.about is not None:
        target = record.by_key.get(happening.about) if happening.about is not None else None
        names += ["about"] if target is None else unrecorded(where.about, record, target)
    return names


def failed_parts(
    where: Where, record: Record, happening: Happening, leap: LeapBirthday
) -> list[tuple[str, Verdict, Any]]:
    """Which of a condition's own tests an event did not clearly pass: its name, false or unknown, the value found."""
    judged = [(name, _one(name, test, leap)(record, happening)) for name, test in where.tests.items()]
    return [(name, verdict, _reader(name, leap)(record, happening)) for name, verdict in judged if verdict is not True]


def compile_facts(
    tests: Mapping[str, Scalar | list[Scalar] | Test],
) -> Callable[[Mapping[str, Any]], tuple[Verdict, tuple[str, ...]]]:
    """A condition on facts about the subject, with the names of the facts that were missing."""
    compiled = [(name, compile_value(test)) for name, test in tests.items()]

    def check(facts: Mapping[str, Any]) -> tuple[Verdict, tuple[str, ...]]:
        verdict = every(test(facts.get(name)) for name, test in compiled)
        return verdict, tuple(name for name, _ in compiled if facts.get(name) is None)

    return check
