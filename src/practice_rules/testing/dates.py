"""Hypothesis strategies for days that love edges, and for calendars."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from practice_rules.dates.calendar import Calendar, Closure, Holiday
from practice_rules.dates.england_and_wales import england_and_wales

FIRST_YEAR, LAST_YEAR = 2000, 2060
"""Where the strategies stay, so that counting away from a day never leaves the calendar."""


def edge_days(calendar: Calendar | None = None) -> st.SearchStrategy[int]:
    """Days at which arithmetic goes wrong: about holidays and closures, month ends, 29 February, Christmas, Easter
    and the clock changes, and the Fridays and Mondays around them.

    >>> from hypothesis import find
    >>> find(edge_days(), lambda day: date.fromordinal(day).month == 2) > 0
    True
    """
    calendar = calendar or england_and_wales()
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    closures = {day for closure in calendar.closures for day in (closure.first, closure.last)}
    holidays = {holiday.day for holiday in calendar.holidays}
    edges = set()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        edges |= {date(year, month, 1).toordinal() - 1 for month in range(2, 13)}
        edges |= {date(year, 3, 1).toordinal() - 1, date(year, 12, 25).toordinal()}
        edges |= {last_sunday(year, 3), last_sunday(year, 10)}
    # A council has a few closures among hundreds of bank holidays, so each kind is drawn as often as the others.
    known = [sorted(day for day in kind if first <= day <= last) for kind in (edges, holidays, closures)]
    marked = st.one_of([st.sampled_from(kind) for kind in known if kind])
    return st.builds(lambda day, off: day + off, marked, st.integers(-3, 3))


def last_sunday(year: int, month: int) -> int:
    """The last Sunday of a month, as an ordinal: the clocks change on that of March and that of October."""
    day = date(year, month + 1, 1).toordinal() - 1
    return day - (date.fromordinal(day).weekday() + 1) % 7


def days(calendar: Calendar | None = None) -> st.SearchStrategy[int]:
    """Any day from 2000 to 2060, as an ordinal, with edges drawn more often."""
    anywhere = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)).map(date.toordinal)
    return st.one_of(edge_days(calendar), anywhere)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar: a working week of at least one day, some holidays, and some closures."""
    week = draw(st.sets(st.integers(0, 6), min_size=1))
    one_day = st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(date.toordinal)
    holidays = draw(st.lists(one_day, max_size=12, unique=True))
    closures = draw(st.lists(st.tuples(one_day, st.integers(0, 10)), max_size=3))
    return Calendar(
        "drawn",
        week=tuple(week),
        holidays=tuple(Holiday(day, "holiday", "drawn") for day in holidays),
        closures=tuple(Closure(first, first + length, "closure", "drawn") for first, length in closures),
    )
