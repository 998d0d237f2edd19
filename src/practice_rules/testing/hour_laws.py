"""The laws of hours, for anyone's own function: they run through nights, weekends and both clock changes of every year.

Forty-eight hours are 48 hours of real time. A local time plus a `timedelta` is not: over the last weekend of March it
comes out an hour early, over that of October an hour late.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from practice_rules.testing.dates import FIRST_YEAR, LAST_YEAR, days, last_sunday
from practice_rules.testing.laws import Law, check_laws

LONDON = ZoneInfo("Europe/London")

AddHours = Callable[[datetime, int], datetime]
"""Somebody's function: a local time with its offset and a number of hours, to the time so much later, with its own."""

Draw = tuple[datetime, int, int]
"""A moment, and two numbers of hours."""

HourLaw: TypeAlias = Law[AddHours, Draw]


def _told(at: datetime, hours: int, got: datetime) -> str:
    return f"{at:%d %b %Y %H:%M %Z} + {hours} hours = {got:%d %b %Y %H:%M %Z}"


def _says_its_offset(add: AddHours, draw: Draw) -> str | None:
    at, hours, _ = draw
    got = add(at, hours)
    return _told(at, hours, got) if got.utcoffset() is None else None


def _real_hours(add: AddHours, draw: Draw) -> str | None:
    at, hours, _ = draw
    got = add(at, hours)
    took = got.astimezone(UTC) - at.astimezone(UTC)
    return None if took == timedelta(hours=hours) else f"{_told(at, hours, got)}, which is {took} of real time"


def _steps_add_up(add: AddHours, draw: Draw) -> str | None:
    at, m, n = draw
    steps, at_once = add(add(at, m), n), add(at, m + n)
    if steps.astimezone(UTC) == at_once.astimezone(UTC):
        return None
    return f"{_told(at, m + n, at_once)}, and by {m} and then {n} {steps:%d %b %Y %H:%M %Z}"


HOUR_LAWS: tuple[HourLaw, ...] = (
    Law("says its offset", "a time that the clock shows twice can be told apart", _says_its_offset),
    Law("real hours", "n hours take n hours, over a clock change too", _real_hours),
    Law("steps add up", "m and then n hours are m + n", _steps_add_up),
)


def moments_near_clock_changes() -> st.SearchStrategy[datetime]:
    """Times in London with their offset, to the minute, every other one within two days of a clock change."""
    changes = [last_sunday(year, month) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in (3, 10)]
    near = st.builds(lambda day, off: day + off, st.sampled_from(changes), st.integers(-2, 2))
    return st.builds(_in_london, st.one_of(near, days()), st.integers(0, 24 * 60 - 1))


def _in_london(day: int, minutes: int) -> datetime:
    on = date.fromordinal(day)
    return (datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(LONDON)


def check_hour_laws(*, add: AddHours, max_examples: int = 300, laws: tuple[HourLaw, ...] = HOUR_LAWS) -> None:
    """Try a function that adds hours, from 1 to 200 of them, to times in London about the clock changes.

    Raises `LawBroken` for the first law that does not hold, with the smallest times that show it.

    >>> def add(at, hours):
    ...     return (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)
    >>> check_hour_laws(add=add, max_examples=20)
    """
    hours = st.integers(1, 200)
    check_laws(laws, add, st.tuples(moments_near_clock_changes(), hours, hours), max_examples)
