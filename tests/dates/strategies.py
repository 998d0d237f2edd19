"""Calendars, days and moments that love edges, for the properties in this folder."""

from __future__ import annotations

import os
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from practice_rules.dates import (
    Calendar,
    Closure,
    Holiday,
    Moment,
    day_start,
    england_and_wales,
    united_kingdom_any,
)

MODEST = settings(max_examples=6 if os.environ.get("MUTANT_UNDER_TEST") else 100, deadline=None)
"""How hard an ordinary run tries, and how hard the mutation tool does, which runs each law a thousand times; building a
calendar's table takes longer than hypothesis allows."""

FIRST = date(1995, 1, 1).toordinal()
LAST = date(2060, 12, 31).toordinal()

EDGES = tuple(
    date.fromisoformat(text).toordinal()
    for text in (
        *("1999-12-31", "2000-02-29", "2020-05-04", "2020-05-08", "2022-06-02", "2022-09-19", "2023-05-08"),
        *("2024-02-28", "2024-02-29", "2024-03-01", "2026-01-31", "2026-03-28", "2026-03-29", "2026-03-30"),
        *("2026-04-02", "2026-04-03", "2026-04-06", "2026-10-24", "2026-10-25", "2026-10-26", "2026-12-24"),
        *("2026-12-25", "2026-12-28", "2027-12-27", "2027-12-28", "2028-01-03", "2028-12-31", "2029-01-01"),
    )
)


def days() -> st.SearchStrategy[int]:
    """Days from 1995 to 2060, often at an edge or a day from one."""
    near = st.builds(lambda day, shift: day + shift, st.sampled_from(EDGES), st.integers(-2, 2))
    return near | st.integers(FIRST, LAST)


def moments() -> st.SearchStrategy[Moment]:
    """Moments known by date, or to the second."""
    timed = st.builds(_timed, days(), st.integers(0, 86_399))
    return days().map(Moment) | timed


def timed_moments() -> st.SearchStrategy[Moment]:
    """Moments known to the second."""
    return st.builds(_timed, days(), st.integers(0, 86_399))


def _timed(day: int, seconds: int) -> Moment:
    start = day_start(day)
    return Moment(day, min(start + seconds, day_start(day + 1) - 1))


def holidays() -> st.SearchStrategy[Holiday]:
    return st.builds(Holiday, days(), st.sampled_from(["Feast", "Fair"]), st.just("made up"))


def closures() -> st.SearchStrategy[Closure]:
    return st.builds(
        lambda first, length: Closure(first, first + length, "Closed", "made up"), days(), st.integers(0, 12)
    )


_BASES = (Calendar("weekdays"), england_and_wales(), united_kingdom_any())


def calendars() -> st.SearchStrategy[Calendar]:
    """The shipped calendars, and made-up ones with odd weeks, extra holidays and closures."""
    made_up = st.builds(
        lambda week, off, shut: Calendar("made up", tuple(week), tuple(off), tuple(shut)),
        st.sets(st.integers(0, 6), min_size=1),
        st.lists(holidays(), max_size=8),
        st.lists(closures(), max_size=3),
    )
    return st.sampled_from(_BASES) | made_up
