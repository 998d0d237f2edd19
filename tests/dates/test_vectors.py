"""The conformance vectors in tests/vectors/dates.csv, run against this implementation like any other."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from practice_rules.dates import (
    Calendar,
    CalendarSpan,
    Closure,
    Conventions,
    Due,
    Moment,
    MomentProblem,
    OutsideCalendar,
    age_on,
    birthday,
    due_after,
    due_before,
    england_and_wales,
    iso,
    local_time,
    northern_ireland,
    parse_duration,
    parse_moment,
    scotland,
    united_kingdom_any,
)
from practice_rules.dates.conventions import CHOICES

VECTORS = Path(__file__).parent.parent / "vectors"


def _rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = _rows("dates.csv")


@cache
def calendar_named(name: str) -> Calendar:
    shipped = {
        "England and Wales": england_and_wales,
        "Scotland": scotland,
        "Northern Ireland": northern_ireland,
        "Any part of the United Kingdom": united_kingdom_any,
        "weekdays": lambda: Calendar("weekdays"),
    }
    if name in shipped:
        return shipped[name]()
    rows = [row for row in _rows("dates_calendars.csv") if row["calendar"] == name]
    base = calendar_named(rows[0]["base"])
    closures = [Closure(_day(row["first"]), _day(row["last"]), row["name"], "vectors") for row in rows]
    return base.with_closures(closures, name=name)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _conventions(text: str) -> Conventions:
    options = dict(option.split("=") for option in text.split("; ") if option)
    return Conventions(**options)  # type: ignore[arg-type]  # the file's text; Conventions refuses wrong values


def _moment(text: str) -> Moment | MomentProblem:
    return parse_moment(text)


def _written(due: Due) -> str:
    when = iso(due.day) if due.instant is None else local_time(due.instant).isoformat()
    return when + " provisional" * due.provisional + " by_day" * due.by_day


def answer(row: dict[str, str]) -> str:
    """What this implementation says to one vector."""
    start, length = row["start"], row["duration"]
    conventions = _conventions(row["conventions"])
    try:
        if row["operation"] == "birthday":
            span = parse_duration(length)
            assert isinstance(span, CalendarSpan)
            leap = conventions.leap_birthday
            return iso(birthday(_day(start), years=span.years, months=span.months, leap=leap))
        if row["operation"] == "age":
            return str(age_on(_day(start), _day(length), conventions.leap_birthday))
        calendar = calendar_named(row["calendar"])
        if row["operation"] == "add":
            return iso(calendar.add(_day(start), int(length)))
        if row["operation"] == "count":
            return str(calendar.count(_day(start), _day(length)))
        moment, duration = _moment(start), parse_duration(length)
        if isinstance(moment, MomentProblem):
            return "unreadable"
        due = {"due_after": due_after, "due_before": due_before}[row["operation"]]
        return _written(due(moment, duration, calendar, conventions))
    except OutsideCalendar:
        return "refused"


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_vector(row: dict[str, str]) -> None:
    assert answer(row) == row["expected"], row["reason"]


def test_every_vector_has_its_own_name_a_reason_and_an_authority() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 80
    assert all(row["reason"] and row["authority"] and None not in row for row in ROWS)


def test_vectors_exercise_every_value_of_every_convention() -> None:
    used = {option for row in ROWS for option in row["conventions"].split("; ") if option}
    wanted = {f"{option}={value}" for option, values in CHOICES.items() for value in values[1:]}
    assert wanted <= used
