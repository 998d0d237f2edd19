"""Telling which of two lengths of time is longer, and only when that is certain."""

from __future__ import annotations

from typing import Any, Final

from practice_rules.dates.durations import ByTime, CalendarSpan, Elapsed, Range, SameDay, WorkingDays

_MOST_WORKING: Final = 7 / 3
"""No stretch of ordinary weeks holds fewer working days than three in seven, Christmas and Easter included."""


def span(length: Any) -> tuple[float, float] | None:
    """The fewest and the most days that a length of time can take; `None` for what is no length.

    A month is 28 to 31 days; so many working days at least as many days, and at most that many weekends and holidays
    more. The bounds are wide on purpose: what is called longer always is.

    >>> span(CalendarSpan(months=1)), span(Elapsed.of(hours=48))
    ((28.0, 31.0), (2.0, 2.0))
    """
    if isinstance(length, Range):
        return span(length.outer)
    if isinstance(length, ByTime):
        return span(length.duration)
    if isinstance(length, SameDay):
        return (0.0, 5.0) if length.working else (0.0, 1.0)
    if isinstance(length, WorkingDays):
        return float(length.n), length.n * _MOST_WORKING + 5
    if isinstance(length, CalendarSpan):
        months = length.total_months
        return 28.0 * months + length.total_days, 31.0 * months + length.total_days
    if isinstance(length, Elapsed):
        return length.seconds / 86400, length.seconds / 86400
    return None


def longer(one: Any, other: Any) -> bool:
    """Whether one length of time is certainly longer than the other.

    >>> longer(WorkingDays(10), WorkingDays(5)), longer(CalendarSpan(weeks=4), CalendarSpan(months=1))
    (True, False)
    """
    try:
        return bool(one > other)
    except TypeError:
        pass
    first, second = span(one), span(other)
    return first is not None and second is not None and first[0] > second[1]
