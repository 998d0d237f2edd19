"""Days for the engines that bring no calendar: the holidays as dates, and a small table of working days."""

from __future__ import annotations

from datetime import date, timedelta

from practice_rules.dates.england_and_wales import england_and_wales

EPOCH = date(1970, 1, 1).toordinal()
DAY = 1440
LAST_MINUTE = 1439


def holidays() -> list[date]:
    """The bank holidays that every engine is given."""
    found = (date.fromordinal(holiday.day) for holiday in england_and_wales().holidays)
    return sorted({day for day in found if 2020 <= day.year <= 2030})


class WorkingDays:
    """The working days of eleven years in a list, and where each day falls in it."""

    def __init__(self) -> None:
        off = set(holidays())
        self.worked: list[int] = []
        self.before: dict[int, int] = {}
        """For each day since 1970, how many working days of the table come before it."""
        day = date(2020, 1, 1)
        while day.year < 2031:
            number = day.toordinal() - EPOCH
            self.before[number] = len(self.worked)
            if day.weekday() < 5 and day not in off:
                self.worked.append(number)
            day += timedelta(days=1)

    def after(self, day: int, n: int) -> int:
        """The n-th working day after a day; days since 1970."""
        return self.worked[self.before[day + 1] + n - 1]

    def ahead_of(self, day: int, n: int) -> int:
        """The n-th working day before a day; days since 1970."""
        return self.worked[self.before[day] - n]
