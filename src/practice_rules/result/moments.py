"""Moments at the edge: what callers give, what Python code gets back, and what JSON holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from practice_rules.dates.clock import Due, Moment, MomentProblem, local_time, parse_moment
from practice_rules.dates.days import iso

When: TypeAlias = date | datetime
"""A date, or a date and time that knows its offset (Europe/London)."""


def read_moment(value: str | date | datetime | Moment, named: str) -> Moment:
    """A moment as callers may give it: a date, a date-time, or either as ISO 8601 text.

    Raises `ValueError` with `named` and what is wrong, for what is neither or lies outside 1970 to 2100.

    >>> read_moment("2026-03-03", "as_of") == read_moment(date(2026, 3, 3), "as_of")
    True
    >>> read_moment("3/3/2026", "as_of")
    Traceback (most recent call last):
        ...
    ValueError: as_of: this date is not written year first; write year-month-day, so that 3 March 2026 is 2026-03-03
    """
    if isinstance(value, Moment):
        return value
    found = parse_moment(value)
    if isinstance(found, MomentProblem):
        raise ValueError(f"{named}: {found}")
    return found


def as_when(moment: Moment | Due | None) -> When | None:
    """A moment as a `date`, or as an aware `datetime` in Europe/London when its time is known."""
    if moment is None:
        return None
    return date.fromordinal(moment.day) if moment.instant is None else local_time(moment.instant)


def as_text(moment: Moment | Due | None) -> str | None:
    """A moment as ISO 8601 text: `2026-03-03`, or with time and offset.

    >>> as_text(read_moment("2026-07-01T09:30", "as_of"))
    '2026-07-01T09:30:00+01:00'
    """
    if moment is None:
        return None
    return iso(moment.day) if moment.instant is None else local_time(moment.instant).isoformat()
