"""Days, months and birthdays: the calendar without weekends, holidays or clocks.

A day is an `int`, the proleptic Gregorian ordinal of :meth:`datetime.date.toordinal`, so that
days subtract and compare at the speed of integers and cannot be mistaken for moments.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from practice_rules.dates.lengths import CalendarSpan

LeapBirthday = Literal["1 March", "28 February"]
"""Where a birthday on 29 February falls in a common year."""

MonthEnd = Literal["last day", "next day"]
"""Where a count of months ends when the month it ends in has no such day of the month."""

FIRST_DAY: Final = date(1970, 1, 1).toordinal()
"""The first day that calendars and clocks answer for: 1 January 1970."""

LAST_DAY: Final = date(2100, 12, 31).toordinal()
"""The last day that calendars and clocks answer for: 31 December 2100."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_ORDINAL = date.max.toordinal()


class OutsideCalendar(ValueError):
    """An answer would lie outside the days the system knows, 1 January 1970 to 31 December 2100.

    Raised instead of an answer that is silently wrong. The message names the limit, never a person.
    """


def weekday(day: int) -> int:
    """The day of the week: Monday is 0, Sunday is 6.

    >>> weekday(date(2026, 3, 3).toordinal())
    1
    """
    return (day - 1) % 7


@lru_cache(maxsize=4096)
def iso(day: int) -> str:
    """The day as ISO 8601 text, year-month-day.

    >>> iso(FIRST_DAY)
    '1970-01-01'
    """
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=4096)
def human_date(day: int) -> str:
    """The day as people in an office write it, whatever the machine's language.

    >>> human_date(date(2026, 3, 3).toordinal())
    'Tue 3 Mar 2026'
    """
    on = date.fromordinal(day)
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def within_limits(day: int) -> int:
    """Give the day back if calendars and clocks answer for it.

    Raises :class:`OutsideCalendar` for a day before 1970 or after 2100.

    >>> within_limits(LAST_DAY) == LAST_DAY
    True
    """
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    where = human_date(day) if 1 <= day <= _LONGEST_ORDINAL else f"day number {day}"
    raise OutsideCalendar(
        f"{where} lies outside the days this calendar knows, {human_date(FIRST_DAY)} to {human_date(LAST_DAY)}"
    )


def add_months(day: int, months: int, month_end: MonthEnd = "last day") -> int:
    """The corresponding date so many months later, or earlier when `months` is negative.

    A month that has no such date ends the count on its last day (the corresponding-date rule,
    Dodds v Walker [1981] 1 WLR 1027), or on the first day of the next month under `next day`.
    Raises :class:`OutsideCalendar` beyond the years 1 to 9999.

    >>> iso(add_months(date(2026, 1, 31).toordinal(), 1))
    '2026-02-28'
    >>> iso(add_months(date(2026, 1, 31).toordinal(), 1, "next day"))
    '2026-03-01'
    """
    start = date.fromordinal(day)
    years, month = divmod(12 * start.year + start.month - 1 + months, 12)
    month += 1
    if not 1 <= years <= 9999:
        raise OutsideCalendar(f"{abs(months)} months from {human_date(day)} lies outside the years 1 to 9999")
    try:
        return date(years, month, start.day).toordinal()
    except ValueError:
        last = date(years, month, monthrange(years, month)[1])
        return last.toordinal() + (month_end == "next day")


def add_span(day: int, span: CalendarSpan, month_end: MonthEnd = "last day") -> int:
    """The day a calendar span later: years and months together first, then weeks and days.

    Years and months are summed before the one look at the month's end, so that 31 January plus
    one month and one day is 1 March, and no month's end is met twice.

    >>> iso(add_span(date(2026, 1, 31).toordinal(), CalendarSpan(months=1, days=1)))
    '2026-03-01'
    """
    months = span.total_months
    return (add_months(day, months, month_end) if months else day) + span.total_days


def subtract_span(day: int, span: CalendarSpan, month_end: MonthEnd = "last day") -> int:
    """The day a calendar span earlier: years and months together first, then weeks and days.

    >>> iso(subtract_span(date(2026, 5, 31).toordinal(), CalendarSpan(months=3)))
    '2026-02-28'
    """
    months = span.total_months
    return (add_months(day, -months, month_end) if months else day) - span.total_days


def birthday(born: int, *, years: int = 0, months: int = 0, leap: LeapBirthday = "1 March") -> int:
    """The day on which someone born on `born` reaches an age of so many years and months.

    Months are counted from birth. A birthday of 29 February falls in a common year on `leap`:
    an age is reached at the start of the anniversary (Family Law Reform Act 1969, section 9), and
    that anniversary comes when the 28th has ended. Someone born on the 31st reaches an age in
    months on the last day of a month that has no 31st.

    >>> born = date(2008, 2, 29).toordinal()
    >>> iso(birthday(born, years=17)), iso(birthday(born, years=17, leap="28 February"))
    ('2025-03-01', '2025-02-28')
    >>> iso(birthday(date(2010, 6, 15).toordinal(), years=15, months=9))
    '2026-03-15'
    """
    total = 12 * years + months
    on = date.fromordinal(born)
    leapling = on.month == 2 and on.day == 29
    return add_months(born, total, "next day" if leapling and leap == "1 March" else "last day")


def back_from_birthday(born: int, *, years: int, back: CalendarSpan, leap: LeapBirthday = "1 March") -> int:
    """The day so long before a birthday, such as six months before the sixteenth.

    The birthday is found first and the span taken off it, so a birthday moved to 1 March carries
    the earlier day with it.

    >>> born = date(2008, 2, 29).toordinal()
    >>> iso(back_from_birthday(born, years=17, back=CalendarSpan(months=6)))
    '2024-09-01'
    """
    return subtract_span(birthday(born, years=years, leap=leap), back)


def age_on(born: int, day: int, leap: LeapBirthday = "1 March") -> int:
    """Completed years of age on a day; the birthday itself counts.

    Raises `ValueError` for a day before birth: nobody has an age before they are born.

    >>> born = date(2008, 2, 29).toordinal()
    >>> age_on(born, date(2026, 2, 28).toordinal()), age_on(born, date(2026, 3, 1).toordinal())
    (17, 18)
    """
    if day < born:
        raise ValueError("an age was asked for on a day before the date of birth")
    years = date.fromordinal(day).year - date.fromordinal(born).year
    return years - (day < birthday(born, years=years, leap=leap))
