"""Reading moments from a table fast: each day and each time of day is worked out once."""

from __future__ import annotations

from datetime import date, datetime

from practice_rules.batch.case_rows import Reading
from practice_rules.dates.clock import Moment, MomentProblem, day_start, parse_moment
from practice_rules.dates.days import FIRST_DAY, LAST_DAY

_DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_KEPT = 50_000


class Moments:
    """Reads moments, and keeps what it has worked out.

    With `midnight_is_day`, a time of exactly midnight says that only the day is known: the way in which systems write
    dates that have no column type for a day alone.
    """

    def __init__(self, midnight_is_day: bool = False) -> None:
        self._midnight_is_day = midnight_is_day
        self.known: dict[str, Reading] = {}
        """Days by the text they were read from, for readers that look before they ask."""
        self._starts: dict[str, tuple[int, int] | None] = {}
        self._clock: dict[str, int | None] = {}

    def of_text(self, text: str) -> Reading | MomentProblem:
        """A moment from ISO text. A time without an offset is Europe/London local time.

        >>> Moments().of_text("1970-01-02")
        (82800, False, 169199, 719164)
        """
        found = self.known.get(text)
        if found is not None:
            return found
        if len(text) > 10:
            quick = self._timed(text)
            if quick is not None:
                return quick
        slow = self.of_value(text)
        if not isinstance(slow, MomentProblem) and not slow[1]:
            if len(self.known) >= _MOST_KEPT:
                self.known.clear()
            self.known[text] = slow
        return slow

    def of_timed_text(self, text: str) -> Reading | None:
        """A moment from ISO text with a time, on a day without a clock change; `None` for any other."""
        return self._timed(text) if len(text) > 10 else None

    def of_value(self, value: object) -> Reading | MomentProblem:
        """A moment from a date, a date-time or text, without keeping it."""
        if not isinstance(value, str | date):
            return MomentProblem("this is not a date")
        found = parse_moment(value)
        if isinstance(found, MomentProblem):
            return found
        return self.of_moment(found)

    def of_moment(self, moment: Moment) -> Reading:
        """A moment that is already one."""
        day, instant = moment
        if instant is None or (self._midnight_is_day and instant == day_start(day)):
            return (day_start(day), False, day_start(day + 1) - 1, day)
        return (instant, True, instant, day)

    def of_epoch_day(self, days: int) -> Reading | MomentProblem:
        """A moment from a count of days since 1 January 1970, as columns of dates hold them."""
        day = days + _EPOCH
        if FIRST_DAY <= day <= LAST_DAY:
            return (day_start(day), False, day_start(day + 1) - 1, day)
        return MomentProblem("the year is outside the years the calendar knows", "a date from 1970 to 2100")

    def of_wall_clock(self, seconds: int) -> Reading | MomentProblem:
        """A moment from local seconds since 1970, as columns of times without a zone hold them."""
        days, rest = divmod(seconds, _DAY_SECONDS)
        day = days + _EPOCH
        if FIRST_DAY <= day <= LAST_DAY:
            start = day_start(day)
            if rest == 0 and self._midnight_is_day:
                return (start, False, day_start(day + 1) - 1, day)
            if day_start(day + 1) - start == _DAY_SECONDS:
                return (start + rest, True, start + rest, day)
        return self.of_value(_wall(days, rest)) if abs(days) < 10**6 else self.of_epoch_day(days)

    def _timed(self, text: str) -> Reading | None:
        """A day and a time without an offset, on a day without a clock change; `None` for anything else."""
        if text[10] not in "T ":
            return None
        written, time = text[:10], text[11:]
        if written not in self._starts:
            if len(self._starts) >= _MOST_KEPT:
                self._starts.clear()
            self._starts[written] = _start(written)
        start = self._starts[written]
        if time not in self._clock:
            if len(self._clock) >= _MOST_KEPT:
                self._clock.clear()
            self._clock[time] = _seconds(time)
        seconds = self._clock[time]
        if start is None or seconds is None or (seconds == 0 and self._midnight_is_day):
            return None
        instant = start[0] + seconds
        return (instant, True, instant, start[1])


def _start(written: str) -> tuple[int, int] | None:
    """When a day of 24 hours begins, and its number."""
    found = parse_moment(written)
    if isinstance(found, MomentProblem) or found.instant is not None or len(written) != 10:
        return None
    start = day_start(found.day)
    return (start, found.day) if day_start(found.day + 1) - start == _DAY_SECONDS else None


def _seconds(time: str) -> int | None:
    """The seconds since midnight of a time written as hours and minutes, with or without seconds."""
    found = parse_moment(f"1970-07-01T{time}Z") if len(time) in (5, 8) else None
    return None if not isinstance(found, Moment) or found.instant is None else found.instant % _DAY_SECONDS


def _wall(days: int, seconds: int) -> datetime | None:
    try:
        day = date.fromordinal(days + _EPOCH)
    except (ValueError, OverflowError):
        return None
    hours, rest = divmod(seconds, 3600)
    return datetime(day.year, day.month, day.day, hours, rest // 60, rest % 60)  # noqa: DTZ001  # London's wall clock
