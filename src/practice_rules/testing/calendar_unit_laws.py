"""The laws of days, weeks, months and years counted on the calendar, for anyone's own function.

A month ends on the corresponding date, and where the month has none, on its last day (Dodds v Walker [1981] 1 WLR
1027); under `month_end="next day"`, on the first of the month after. Steps of a month do not add up, and no law says
so: from 31 January it is the 28th of February by one, and by two the 31st of March.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from hypothesis import strategies as st

from practice_rules.dates.days import MonthEnd, human_date
from practice_rules.testing.dates import days
from practice_rules.testing.laws import Law, check_laws

Unit = Literal["days", "weeks", "months", "years"]

AddUnits = Callable[[date, int, Unit], date]
"""Somebody's function: a day, a number and a unit to the day so much later."""


@dataclass(frozen=True)
class CalendarUnits:
    """What is on trial: the function, and where it says that a month ends which has no such date."""

    add: AddUnits
    month_end: MonthEnd = "last day"


Draw = tuple[int, int, int]
"""Two days, and a number of units."""

CalendarUnitLaw: TypeAlias = Law[CalendarUnits, Draw]

UNITS: tuple[Unit, ...] = ("days", "weeks", "months", "years")


def _told(day: date, n: int, unit: Unit, got: date) -> str:
    return f"{_said(day)} + {n} {unit} = {_said(got)}"


def _said(day: date) -> str:
    return human_date(day.toordinal())


def _weeks_keep_the_weekday(subject: CalendarUnits, draw: Draw) -> str | None:
    day, n = date.fromordinal(draw[0]), draw[2]
    for unit, length in (("days", 1), ("weeks", 7)):
        got = subject.add(day, n, unit)  # type: ignore[arg-type]  # mypy widens the words of a tuple
        if got != day + timedelta(n * length):
            return _told(day, n, unit, got)  # type: ignore[arg-type]  # as above
    return None


def _the_corresponding_date(subject: CalendarUnits, draw: Draw) -> str | None:
    day, n = date.fromordinal(draw[0]), draw[2]
    got = subject.add(day, n, "months")
    year, month = divmod(12 * day.year + day.month - 1 + n, 12)
    try:
        wanted = date(year, month + 1, day.day)
    except ValueError:  # the month has no such date
        following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        wanted = following if subject.month_end == "next day" else following - timedelta(1)
    return None if got == wanted else f"{_told(day, n, 'months', got)}, not {_said(wanted)}"


def _a_year_is_twelve_months(subject: CalendarUnits, draw: Draw) -> str | None:
    day, n = date.fromordinal(draw[0]), draw[2]
    years, months = subject.add(day, n, "years"), subject.add(day, 12 * n, "months")
    if years == months:
        return None
    return f"{_told(day, n, 'years', years)}, {_told(day, 12 * n, 'months', months)}"


def _later_for_more(subject: CalendarUnits, draw: Draw) -> str | None:
    day, n = date.fromordinal(draw[0]), draw[2]
    for unit in UNITS:
        less, more = subject.add(day, n, unit), subject.add(day, n + 1, unit)
        if not less < more:
            return f"{_told(day, n, unit, less)}, {_told(day, n + 1, unit, more)}"
    return None


def _never_sooner(subject: CalendarUnits, draw: Draw) -> str | None:
    first, second, n = draw
    early = date.fromordinal(min(first, second))
    late = early + timedelta(abs(second - first) % 20)
    for unit in UNITS:
        if subject.add(early, n, unit) > subject.add(late, n, unit):
            return f"{_told(early, n, unit, subject.add(early, n, unit))}, from {_said(late)} sooner"
    return None


CALENDAR_UNIT_LAWS: tuple[CalendarUnitLaw, ...] = (
    Law("weeks of seven days", "a week ends on the same weekday, and days are days", _weeks_keep_the_weekday),
    Law(
        "corresponding date",
        "months end on the same date, or where the month has none, at its end",
        _the_corresponding_date,
    ),
    Law("twelve months", "a year is twelve months", _a_year_is_twelve_months),
    Law("later for more", "one more ends later", _later_for_more),
    Law("never sooner", "a later start never ends sooner", _never_sooner),
)


def check_calendar_unit_laws(
    *,
    add: AddUnits,
    month_end: MonthEnd = "last day",
    max_examples: int = 300,
    laws: tuple[CalendarUnitLaw, ...] = CALENDAR_UNIT_LAWS,
) -> None:
    """Try a function that adds days, weeks, months and years, from 1 to 40 of them, on days that love edges.

    Raises `LawBroken` for the first law that does not hold, with the smallest days that show it.

    >>> from dateutil.relativedelta import relativedelta
    >>> check_calendar_unit_laws(add=lambda day, n, unit: day + relativedelta(**{unit: n}), max_examples=20)
    """
    check_laws(laws, CalendarUnits(add, month_end), st.tuples(days(), days(), st.integers(1, 40)), max_examples)
