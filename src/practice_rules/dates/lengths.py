"""Lengths of time in three kinds that never mix.

*Working days* are counted on a calendar, *calendar spans* step along dates, *elapsed* time runs on
a clock. None converts to another: ten working days are no number of hours. Adding unlike kinds is
a `TypeError` that says so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final, Never, Self, TypeAlias

_HOUR: Final = 3600
_MINUTE: Final = 60


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _cannot_mix(first: object, second: object) -> Never:
    raise TypeError(
        f"{first} and {second} are different kinds of time and cannot be combined or compared: "
        "working days, calendar units (days, weeks, months, years) and hours are counted differently"
    )


def _whole(number: object, name: str, least: int) -> None:
    if type(number) is not int:
        raise TypeError(f"{name} must be a whole number")
    if number < least:
        raise ValueError(f"{name} must be at least {least}; direction is said by 'after' and 'before'")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days, at least one, counted on a working-day calendar.

    Raises `ValueError` for less than one, `TypeError` for anything but a whole number.

    >>> str(WorkingDays(1)), str(WorkingDays(2) + WorkingDays(8)), WorkingDays(5) < WorkingDays(10)
    ('1 working day', '10 working days', True)
    """

    n: int

    def __post_init__(self) -> None:
        _whole(self.n, "a number of working days", 1)

    def __add__(self, other: object) -> WorkingDays:
        return WorkingDays(self.n + other.n) if isinstance(other, WorkingDays) else _cannot_mix(self, other)

    __radd__ = __add__

    def __lt__(self, other: object) -> bool:
        return self.n < other.n if isinstance(other, WorkingDays) else _cannot_mix(self, other)

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        return not self <= other

    def __ge__(self, other: object) -> bool:
        return not self < other

    def __str__(self) -> str:
        return _counted(self.n, "working day")


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """Years, months, weeks and days on the calendar, each kept as it was written.

    Six weeks and 42 days reach the same date but are not equal, because a reader wrote one of them.
    Raises `ValueError` when every part is nought or any is negative.

    >>> str(CalendarSpan(years=15, months=9)), CalendarSpan(weeks=2) < CalendarSpan(days=15)
    ('15 years 9 months', True)
    >>> CalendarSpan(months=2) < CalendarSpan(days=61)
    Traceback (most recent call last):
        ...
    TypeError: 2 months may be shorter or longer than 61 days, depending on where they start
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        for number, name in self._parts():
            _whole(number, f"a number of {name}s", 0)
        if not any(number for number, _ in self._parts()):
            raise ValueError("a span of years, months, weeks or days needs at least one of them")

    def _parts(self) -> tuple[tuple[int, str], ...]:
        return ((self.years, "year"), (self.months, "month"), (self.weeks, "week"), (self.days, "day"))

    @property
    def total_months(self) -> int:
        """Years and months together, in months."""
        return 12 * self.years + self.months

    @property
    def total_days(self) -> int:
        """Weeks and days together, in days; months are not converted."""
        return 7 * self.weeks + self.days

    def __add__(self, other: object) -> CalendarSpan:
        if not isinstance(other, CalendarSpan):
            _cannot_mix(self, other)
        return CalendarSpan(
            self.years + other.years,
            self.months + other.months,
            self.weeks + other.weeks,
            self.days + other.days,
        )

    __radd__ = __add__

    def _compared(self, other: object) -> int:
        """Less than nought if it is shorter, nought if alike, more if longer, where the order holds from every start;
        `TypeError` where it does not."""
        if not isinstance(other, CalendarSpan):
            _cannot_mix(self, other)
        months = self.total_months - other.total_months
        days = self.total_days - other.total_days
        if months < 0:
            return -other._compared(self)
        shortest, longest = (days + length for length in _month_lengths(months))
        if shortest > 0 or longest < 0 or shortest == longest:
            return shortest
        raise TypeError(f"{self} may be shorter or longer than {other}, depending on where they start")

    def __lt__(self, other: object) -> bool:
        return self._compared(other) < 0

    def __le__(self, other: object) -> bool:
        return self._compared(other) <= 0

    def __gt__(self, other: object) -> bool:
        return self._compared(other) > 0

    def __ge__(self, other: object) -> bool:
        return self._compared(other) >= 0

    def __str__(self) -> str:
        return " ".join(_counted(number, name) for number, name in self._parts() if number)


@cache
def _month_lengths(months: int) -> tuple[int, int]:
    """The fewest and the most days that so many months in a row can have, from 1970 to 2100."""
    lengths = [monthrange(1970 + m // 12, 1 + m % 12)[1] for m in range(131 * 12)]
    if months > len(lengths):
        return 30 * months, 31 * months
    sums = [0, *accumulate(lengths)]
    spans = [late - early for early, late in zip(sums, sums[months:], strict=False)]
    return min(spans), max(spans)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time on the clock, in whole seconds, at least one; it runs through nights and clock changes.

    >>> str(Elapsed.of(hours=48)), str(Elapsed.of(minutes=90)), Elapsed.of(hours=1) < Elapsed.of(hours=2)
    ('48 hours', '90 minutes', True)
    """

    seconds: int

    def __post_init__(self) -> None:
        _whole(self.seconds, "a number of seconds", 1)

    @classmethod
    def of(cls, *, hours: int = 0, minutes: int = 0) -> Self:
        """So many hours and minutes."""
        return cls(hours * _HOUR + minutes * _MINUTE)

    @property
    def whole_days(self) -> int:
        """The time in days of 24 hours, rounded up: 25 hours are 2 days."""
        return -(-self.seconds // (24 * _HOUR))

    def __add__(self, other: object) -> Elapsed:
        if not isinstance(other, Elapsed):
            _cannot_mix(self, other)
        return Elapsed(self.seconds + other.seconds)

    __radd__ = __add__

    def __lt__(self, other: object) -> bool:
        return self.seconds < other.seconds if isinstance(other, Elapsed) else _cannot_mix(self, other)

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        return not self <= other

    def __ge__(self, other: object) -> bool:
        return not self < other

    def __str__(self) -> str:
        if self.seconds % _HOUR == 0:
            return _counted(self.seconds // _HOUR, "hour")
        if self.seconds % _MINUTE == 0:
            return _counted(self.seconds // _MINUTE, "minute")
        return _counted(self.seconds, "second")


@dataclass(frozen=True, slots=True)
class SameDay:
    """The trigger's own day; with `working`, that day or the next working day if it is none.

    >>> str(SameDay()), str(SameDay(working=True))
    ('same day', 'same working day')
    """

    working: bool = False

    def __str__(self) -> str:
        return "same working day" if self.working else "same day"


@dataclass(frozen=True, slots=True)
class ByTime:
    """A length of time in whole days that ends at a time of day, Europe/London.

    Raises `ValueError` for a time that is not on the clock.

    >>> str(ByTime(WorkingDays(1), 16, 0))
    '1 working day by 16:00'
    """

    duration: WorkingDays | CalendarSpan | SameDay
    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.duration, WorkingDays | CalendarSpan | SameDay):
            raise TypeError("only a length in days can end at a time of day; hours end where they end")
        if not (0 <= self.hour <= 23 and 0 <= self.minute <= 59):
            raise ValueError("a time of day runs from 00:00 to 23:59")

    def __str__(self) -> str:
        return f"{self.duration} by {self.hour:02d}:{self.minute:02d}"


@dataclass(frozen=True, slots=True)
class Range:
    """A range such as six to eight weeks: judged by its outer end, with the inner end as target.

    Both ends are of one kind. Raises `TypeError` for unlike kinds, `ValueError` for ends in the
    wrong order.

    >>> str(Range(CalendarSpan(weeks=6), CalendarSpan(weeks=8)))
    '6 to 8 weeks'
    """

    target: WorkingDays | CalendarSpan | Elapsed
    outer: WorkingDays | CalendarSpan | Elapsed

    def __post_init__(self) -> None:
        if not self.target < self.outer:
            raise ValueError(f"a range runs from shorter to longer, not from {self.target} to {self.outer}")

    def __str__(self) -> str:
        inner, outer = str(self.target).partition(" "), str(self.outer).partition(" ")
        if inner[2].removesuffix("s") == outer[2].removesuffix("s"):
            return f"{inner[0]} to {outer[0]} {outer[2]}"
        return f"{self.target} to {self.outer}"


Duration: TypeAlias = WorkingDays | CalendarSpan | Elapsed | SameDay | Range | ByTime
"""Any length of time a rule may give."""


def humanise(duration: Duration) -> str:
    """The length of time as it would be said aloud.

    >>> humanise(Elapsed.of(minutes=90)), humanise(ByTime(SameDay(), 13))
    ('1 hour 30 minutes', 'by 13:00 on the same day')
    >>> humanise(Range(CalendarSpan(weeks=6), CalendarSpan(weeks=8)))
    'between 6 and 8 weeks'
    """
    if isinstance(duration, Elapsed):
        hours, left = divmod(duration.seconds, _HOUR)
        minutes, seconds = divmod(left, _MINUTE)
        parts = ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
        return " ".join(_counted(number, name) for number, name in parts if number)
    if isinstance(duration, Range):
        return "between " + str(duration).replace(" to ", " and ")
    if isinstance(duration, SameDay):
        return f"on the {duration}"
    if isinstance(duration, ByTime):
        clock = f"{duration.hour:02d}:{duration.minute:02d}"
        if isinstance(duration.duration, SameDay):
            return f"by {clock} on the {duration.duration}"
        return f"within {duration.duration}, by {clock}"
    return str(duration)
