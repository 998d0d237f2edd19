"""Time, counted on the fingers: days are walked one by one, hours are added to universal time.

Nothing here comes from the library's own arithmetic. A moment is a day and perhaps an instant; working days
are found by stepping over weekends and a plain set of days off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from practice_rules.case import Event
from practice_rules.dates.lengths import ByTime, CalendarSpan, Duration, Elapsed, Range, SameDay, WorkingDays
from practice_rules.language.words import Age

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)
LONG_AGO = datetime(1971, 1, 2, tzinfo=UTC)
"""When what has always been so is taken to have begun: before every record."""


class When(NamedTuple):
    """A day in London, and the instant (in universal time) if the time of day is known."""

    day: date
    at: datetime | None = None


class Due(NamedTuple):
    """The last day in time, or the last instant; `by_day` when hours had to be counted in days."""

    day: date
    at: datetime | None = None
    by_day: bool = False


def when(value: date | datetime) -> When:
    """A moment as a record gives it."""
    if not isinstance(value, datetime):
        return When(value)
    there = value if value.tzinfo is not None else value.replace(tzinfo=LONDON)
    return When(there.astimezone(LONDON).date(), there.astimezone(UTC))


def midnight(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def begins(moment: When) -> datetime:
    """The earliest instant a moment could be."""
    return midnight(moment.day) if moment.at is None else moment.at


def ends(moment: When) -> datetime:
    """The instant just after the latest that a moment could be."""
    return midnight(moment.day + ONE_DAY) if moment.at is None else moment.at + ONE_SECOND


def day_or_instant(instant: datetime) -> When:
    """A state's change as a moment: at midnight only the day is known."""
    day = instant.astimezone(LONDON).date()
    return When(day) if instant == midnight(day) else When(day, instant)


def last_moment(stop: datetime) -> When:
    """The last moment of a stretch that stops just before an instant."""
    day = stop.astimezone(LONDON).date()
    if stop == midnight(day):
        return When(day - timedelta(days=1))
    return When(day, stop - ONE_SECOND)


def before(one: When, other: When) -> bool:
    """Whether one moment is before another; on one day, only if both have a time."""
    if one.at is not None and other.at is not None:
        return one.at < other.at
    return one.day < other.day


def not_after(one: When, other: When) -> bool:
    """Whether one moment is at or before another."""
    return not before(other, one)


def in_time(done: When, due: Due) -> bool:
    """Whether what was done then was done by the due date."""
    return not_after(done, When(due.day, due.at))


def order(moment: When) -> tuple[date, bool, datetime]:
    """Where a moment stands in a list: on one day, those without a time first."""
    return (moment.day, moment.at is not None, begins(moment))


@dataclass(eq=False)
class Run:
    """One stretch of a period or state; `end` is `None` while it goes on (`until`: as it will end).

    Where that is by the hour and not by a closing, `end` is the last second, and `stop` what is said to be the end.
    """

    start: When
    end: When | None = None
    opening: Event | None = None
    sure: bool | None = True
    closing: Event | None = None
    until: When | None = None
    stop: When | None = None

    def has(self, moment: When) -> bool:
        """Whether a moment falls in the run, its first and last day included."""
        return not_after(self.start, moment) and (self.end is None or not_after(moment, self.end))

    def has_day(self, moment: When) -> bool:
        """Whether a moment falls in the run, the whole of its first day included."""
        return moment.day >= self.start.day and (self.end is None or not_after(moment, self.end))

    @property
    def over(self) -> When | None:
        """The moment at which it is said to be over."""
        return self.end if self.end is None or self.stop is None else self.stop

    def covers(self, instant: datetime) -> bool:
        """Whether the run is going on at an instant."""
        return begins(self.start) <= instant and (self.end is None or instant < ends(self.end))


@dataclass(frozen=True)
class Counting:
    """A plain calendar, the school terms it knows (`None`: none), and the choices that a pack or a rule makes."""

    days_off: frozenset[date]
    choices: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[tuple[date, date], ...] | None = None

    @property
    def leap(self) -> str:
        """Where a birthday on 29 February falls in common years."""
        return self.choices.get("leap_birthday", "1 March")

    def works(self, day: date) -> bool:
        """Whether a day is Monday to Friday and not a day off."""
        return day.weekday() < 5 and day not in self.days_off

    def _step(self, day: date, step: timedelta) -> date:
        day += step
        while not self.works(day):
            day += step
        return day

    def _working(self, day: date, backwards: bool = False) -> date:
        """The day itself if it is worked, else the next (or the last) one that is."""
        while not self.works(day):
            day += -ONE_DAY if backwards else ONE_DAY
        return day

    def after(self, start: When, length: Duration) -> Due:
        """When a length of time after a moment ends."""
        if isinstance(length, Range):
            return self.after(start, length.outer)
        if isinstance(length, Elapsed):
            return self._hours_after(start, length.seconds)
        if isinstance(length, ByTime):
            return self._at_hour(start, self._last_day(start, length.duration), length.hour, length.minute)
        day = self._last_day(start, length)
        # Without an hour it is taken as before the office closed, and said to be so.
        by_day = self._has_cut_off(length) and start.at is None
        if self._day_ends is None:
            return Due(day, None, by_day)
        return self._at_hour(start, day, *self._day_ends)._replace(by_day=by_day)

    @property
    def _day_ends(self) -> tuple[int, int] | None:
        """The hour at which a day ends, where that is not midnight."""
        return hour_of(self.choices.get("end_of_day", "24:00"))

    def _has_cut_off(self, length: Duration) -> bool:
        working = isinstance(length, WorkingDays) or (isinstance(length, SameDay) and length.working)
        return working and self.choices.get("office_cut_off") is not None

    def _hours_after(self, start: When, seconds: int) -> Due:
        if start.at is None and self.choices.get("hours_without_time") != "from midnight":
            return Due(start.day + timedelta(days=-(-seconds // 86400)), None, True)
        end = begins(start) + timedelta(seconds=seconds)
        return Due(end.astimezone(LONDON).date(), end, start.at is None)

    def _at_hour(self, start: When, day: date, hour: int, minute: int) -> Due:
        """An hour of a day, or the moment it is counted from where that is later."""
        end = datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)
        return Due(start.day, start.at) if start.at is not None and end < start.at else Due(day, end)

    def _last_day(self, start: When, length: WorkingDays | CalendarSpan | SameDay) -> date:
        day = start.day
        if self._has_cut_off(length) and self._after_hours(start):
            day = self._step(day, ONE_DAY)
        if isinstance(length, SameDay):
            return self._working(day) if length.working else day
        if isinstance(length, WorkingDays):
            if self.choices.get("non_working_trigger") == "next working day":
                day = self._working(day)
            count = length.n
            if self.choices.get("day_one") == "same day":
                day, count = self._working(day), count - 1
            for _ in range(count):
                day = self._step(day, ONE_DAY)
            return day
        end = self._months(day, 12 * length.years + length.months)
        end += timedelta(weeks=length.weeks, days=length.days)
        if self.choices.get("calendar_day_one") == "same day":
            end -= ONE_DAY
        if self.choices.get("roll") == "forward":
            end = self._working(end)
        if self.choices.get("roll") == "back":
            end = max(self._working(end, backwards=True), day)
        return end

    def _after_hours(self, start: When) -> bool:
        closes = hour_of(self.choices["office_cut_off"])
        there = None if start.at is None else start.at.astimezone(LONDON)
        return there is not None and closes is not None and there.time() > time(*closes)

    def _months(self, day: date, months: int) -> date:
        """So many months on (or back): the same date, or where there is none what the conventions say."""
        end = day + relativedelta(months=months)
        return end + ONE_DAY if end.day != day.day and self.choices.get("month_end") == "next day" else end

    def before(self, anchor: When, length: Duration) -> Due:
        """The last day or instant that is so long before a moment."""
        if isinstance(length, Range):
            return self.before(anchor, length.outer)
        if isinstance(length, Elapsed):
            if anchor.at is None:
                return Due(anchor.day - timedelta(days=-(-length.seconds // 86400)), None, True)
            end = anchor.at - timedelta(seconds=length.seconds)
            return Due(end.astimezone(LONDON).date(), end)
        hour = (length.hour, length.minute) if isinstance(length, ByTime) else self._day_ends
        day = self._day_before(anchor.day, length.duration if isinstance(length, ByTime) else length)
        if hour is None:
            return Due(day)
        end = datetime.combine(day, time(*hour), LONDON).astimezone(UTC)
        return Due(anchor.day, anchor.at) if anchor.at is not None and anchor.at < end else Due(day, end)

    def _day_before(self, anchor: date, length: WorkingDays | CalendarSpan | SameDay) -> date:
        if isinstance(length, SameDay):
            return self._working(anchor, backwards=True) if length.working else anchor
        clear = self.choices.get("lead") == "clear days"
        if isinstance(length, WorkingDays):
            day = anchor
            for _ in range(length.n + clear):
                day = self._step(day, -ONE_DAY)
            return day
        end = self._months(anchor, -12 * length.years - length.months)
        end -= timedelta(weeks=length.weeks, days=length.days + clear)
        roll = self.choices.get("roll")
        if roll == "back":
            end = self._working(end, backwards=True)
        if roll == "forward":
            end = min(self._working(end), anchor)
        return end


def hour_of(text: str) -> tuple[int, int] | None:
    """The hour and minute of a time of day; none for midnight at the end of the day."""
    hour, minute = text.split(":")
    return None if text == "24:00" else (int(hour), int(minute))


def birthday(born: date, age: Age, leap: str = "1 March") -> date:
    """The day on which an age is reached; one born on 29 February waits for 1 March, or does not (`leap`)."""
    reached = _months_after(born, age.months, leap) + timedelta(days=age.days)
    if age.back is not None:
        reached -= relativedelta(years=age.back.years, months=age.back.months)
        reached -= timedelta(weeks=age.back.weeks, days=age.back.days)
    return reached


def _months_after(born: date, months: int, leap: str) -> date:
    reached = born + relativedelta(months=months)
    waits = leap == "1 March" and (born.month, born.day) == (2, 29) and (reached.month, reached.day) == (2, 28)
    return reached + ONE_DAY if waits else reached


def years_old(born: date, day: date, leap: str = "1 March") -> int:
    """How many birthdays have been reached by the end of a day; fewer than none on a day before birth."""
    if day < born:
        return -1
    years = 0
    while birthday(born, Age(12 * (years + 1)), leap) <= day:
        years += 1
    return years
