"""The contestants in working-day arithmetic are asked the same question."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.calendars import CONTESTANTS
from benchmarks.working_days import Days
from practice_rules.dates.england_and_wales import england_and_wales

OFF = [date.fromordinal(h.day) for h in england_and_wales().holidays if 1999 <= date.fromordinal(h.day).year <= 2041]
WITHOUT_THE_CORONATION = {"workalendar"}
COUNTS_OTHERWISE = {"workalendar", "bizdays"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", list(CONTESTANTS))
def test_every_contestant_gives_the_same_days(name: str) -> None:
    try:
        add, count = CONTESTANTS[name](OFF)
    except ImportError:
        pytest.skip(f"{name} is not installed")
    days, calendar = Days.drawn(60, seed=3), england_and_wales()
    wrong = sum(calendar.add_date(day, n) != add(day, n) for day, n in zip(days.starts, days.numbers, strict=True))
    miscounted = sum(calendar.count_dates(a, b) != count(a, b) for a, b in zip(days.starts, days.ends, strict=True))
    assert wrong == 0 or (name in WITHOUT_THE_CORONATION and wrong < 5)
    assert miscounted == 0 or name in COUNTS_OTHERWISE
