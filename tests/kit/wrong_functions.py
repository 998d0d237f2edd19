"""Eight ways in which working days are counted wrongly, all of them seen in use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from practice_rules.dates.calendar import Calendar, Closure
from practice_rules.dates.england_and_wales import england_and_wales

Add = Callable[[date, int], date]

DAY = timedelta(days=1)

CLOSED = england_and_wales().with_closures(
    [Closure(date(2026, 12, 29).toordinal(), date(2026, 12, 31).toordinal(), "Christmas closure", "cabinet minute")]
)
"""The calendar all of them are tried on: bank holidays, and a council closed between Christmas and New Year."""


def works(day: date, calendar: Calendar = CLOSED) -> bool:
    """Whether a day is worked."""
    return calendar.is_working(day.toordinal())


def stepping(day: date, n: int, worked: Callable[[date], bool]) -> date:
    """The n-th worked day after a day, one day at a time."""
    while n:
        day += DAY
        n -= worked(day)
    return day


def right(day: date, n: int) -> date:
    """As it should be."""
    return stepping(day, n, works)


def right_count(first: date, last: date) -> int:
    """The worked days after one day and up to another, as it should be."""
    if last < first:
        return -right_count(last, first)
    return sum(works(first + k * DAY) for k in range(1, (last - first).days + 1))


def off_by_one(day: date, n: int) -> date:
    """One too many."""
    return stepping(day, n + 1, works)


def rolls_forward_first(day: date, n: int) -> date:
    """Moves a start on a day off to the next working day before it begins to count, as numpy does by default."""
    while not works(day):
        day += DAY
    return stepping(day, n, works)


def ignores_holidays(day: date, n: int) -> date:
    """Knows weekends and nothing else."""
    return stepping(day, n, lambda each: each.weekday() < 5)


def ignores_closures(day: date, n: int) -> date:
    """Knows bank holidays and not that the council is closed."""
    return stepping(day, n, lambda each: works(each, england_and_wales()))


def counts_the_start(day: date, n: int) -> date:
    """Counts the start as day one when it is worked."""
    return stepping(day - DAY, n, works)


def wraps(day: date, n: int) -> date:
    """Runs off the end of its list of days and begins again at the front, as python-bizdays does."""
    first, last = date(2000, 1, 1), date(2040, 12, 31)
    end = right(day, n)
    return end if end <= last else first + (end - last)


def skips_once(day: date, n: int) -> date:
    """Adds calendar days, then once the number of days off among them, as a court deadline calculator did."""
    end = day + n * DAY
    return end + sum(not works(day + k * DAY) for k in range(1, n + 1)) * DAY


def backwards_is_positive(first: date, last: date) -> int:
    """A count that has lost its sign, and takes the earlier day for the later."""
    return -right_count(first, last)


WRONG_ADDS: tuple[Add, ...] = (
    off_by_one, rolls_forward_first, ignores_holidays, ignores_closures, counts_the_start, wraps, skips_once,
)  # fmt: skip
