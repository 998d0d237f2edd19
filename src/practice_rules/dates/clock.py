"""The clock on the wall in England: Europe/London days, moments and deadlines.

An *instant* is an `int`, whole seconds of UTC since 1 January 1970. Counting hours adds seconds to
instants, so clock changes can neither lose nor gain an hour; counting days steps along local dates.
Every answer depends on its arguments and the published time-zone rules, never on this machine's
own zone or the time now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from practice_rules.dates.days import FIRST_DAY, LAST_DAY, OutsideCalendar, human_date, within_limits

LONDON: Final = ZoneInfo("Europe/London")
"""The zone of every local time in the system."""

_DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)? ?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_EXPECTED: Final = "a date such as 2026-03-03, or a date and time such as 2026-03-03T14:30"


class Moment(NamedTuple):
    """When something happened: its Europe/London day, and the instant if the time is known.

    `instant` is in seconds of UTC; `None` means that only the date is known. A moment with an
    instant always carries the local day of that instant.
    """

    day: int
    instant: int | None = None


class Due(NamedTuple):
    """When something is due.

    `instant` `None` means the end of `day`, that is up to midnight; otherwise the instant is the
    last in time. `provisional` says that the count used days whose holidays are not announced or
    not vouched for. `by_day` says that a length in hours was counted in days, because only a date
    was known.
    """

    day: int
    instant: int | None = None
    provisional: bool = False
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class MomentProblem:
    """Why a date or a time could not be read. The message never repeats more than the wrong part."""

    message: str
    expected: str = _EXPECTED
    fix: str | None = None

    def __str__(self) -> str:
        return f"{self.message}; {self.fix or 'expected ' + self.expected}"


@cache
def day_start(day: int) -> int:
    """The instant of local midnight at which a day begins, in seconds of UTC.

    Answers from 1 January 1970 to 1 January 2101, which ends the last day. London has had no
    clock change at midnight in those years. Raises :class:`OutsideCalendar` beyond.

    >>> day_start(date(2026, 7, 1).toordinal()) - day_start(date(2026, 6, 30).toordinal())
    86400
    >>> day_start(date(2026, 3, 30).toordinal()) - day_start(date(2026, 3, 29).toordinal())
    82800
    """
    if day != LAST_DAY + 1:
        within_limits(day)
    midnight = datetime.combine(date.fromordinal(day), datetime.min.time(), LONDON)
    return int(midnight.timestamp())


def day_of(instant: int) -> int:
    """The Europe/London day on which an instant falls.

    Raises :class:`OutsideCalendar` before 1970 and after 2100.

    >>> human_date(day_of(int(datetime(2026, 7, 1, 23, 30, tzinfo=UTC).timestamp())))
    'Thu 2 Jul 2026'
    """
    day = _EPOCH + instant // _DAY
    if FIRST_DAY <= day < LAST_DAY:
        # London is never behind UTC, so the local day is UTC's or the one after.
        return day + (instant >= day_start(day + 1))
    if day == LAST_DAY:
        return day
    if day == FIRST_DAY - 1 and instant >= day_start(FIRST_DAY):
        return FIRST_DAY
    raise OutsideCalendar(
        f"this moment lies outside the days the clock knows, {human_date(FIRST_DAY)} to {human_date(LAST_DAY)}"
    )


def local_time(instant: int) -> datetime:
    """The Europe/London date and time of an instant, aware of its offset.

    >>> local_time(day_start(date(2026, 7, 1).toordinal())).isoformat()
    '2026-07-01T00:00:00+01:00'
    """
    return datetime.fromtimestamp(instant, LONDON)


def instant_at(day: int, hour: int, minute: int = 0) -> int:
    """The instant at which the clock on the wall shows a time of day; hour 24 is the end of the day.

    A time the spring clock change skips is the instant of the change; one the autumn change
    repeats is its first showing.

    >>> spring = date(2026, 3, 29).toordinal()
    >>> local_time(instant_at(spring, 1, 30)).strftime("%H:%M")
    '02:00'
    """
    start, seconds = day_start(day), 3600 * hour + 60 * minute
    if seconds == _DAY:
        return day_start(day + 1)
    if day_start(day + 1) - start == _DAY:
        return start + seconds
    wall = datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(seconds=seconds)
    return _change_after(wall) if _is_skipped(wall) else int(wall.replace(tzinfo=LONDON).timestamp())


def _is_skipped(wall: datetime) -> bool:
    """Whether the clocks jump over this local time."""
    there_and_back = wall.replace(tzinfo=LONDON).astimezone(UTC).astimezone(LONDON)
    return there_and_back.replace(tzinfo=None) != wall


def _change_after(skipped: datetime) -> int:
    """The instant of the clock change that skips a local time."""
    gap_end = skipped
    while _is_skipped(gap_end):
        gap_end = gap_end.replace(second=0) + timedelta(minutes=1)
    return int(gap_end.replace(tzinfo=LONDON).timestamp())


def moment_of_day(day: int) -> Moment:
    """The moment of an event known only by its date. Raises :class:`OutsideCalendar` beyond 1970 to 2100."""
    return Moment(within_limits(day))


def moment_of_instant(instant: int) -> Moment:
    """The moment of an event whose instant is known. Raises :class:`OutsideCalendar` beyond 1970 to 2100.

    >>> moment_of_instant(0).day == FIRST_DAY
    True
    """
    return Moment(day_of(instant), instant)


def parse_moment(value: str | date | datetime) -> Moment | MomentProblem:
    """Read a date, or a date and time, as a moment; or say why it cannot be read.

    Text is ISO 8601. A time without an offset is Europe/London local time: one that the spring
    clock change skips is refused, one that the autumn change repeats is its first showing. Give an
    offset (`+00:00`) to mean the second. Parts of a second are dropped.

    >>> human_moment(parse_moment("2026-03-03T14:30"))
    'Tue 3 Mar 2026 14:30'
    >>> parse_moment("2026-03-03").instant is None
    True
    >>> print(parse_moment("2026-02-30"))
    this date does not exist; February 2026 has 28 days
    """
    if isinstance(value, str):
        return _parse_text(value.strip())
    if isinstance(value, datetime):
        return _moment_of_datetime(value)
    if isinstance(value, date):
        return _moment_of_date(value)
    return MomentProblem("this is not a date")


def _moment_of_date(on: date) -> Moment | MomentProblem:
    day = on.toordinal()
    if FIRST_DAY <= day <= LAST_DAY:
        return Moment(day)
    return MomentProblem(
        f"the year {on.year} is outside the years the calendar knows",
        "a date from 1970 to 2100",
        "if the date is a placeholder, leave it out",
    )


def _moment_of_datetime(at: datetime) -> Moment | MomentProblem:
    if not 1969 <= at.year <= 2101:
        return _moment_of_date(at.date())
    if at.utcoffset() is None:
        wall = at.replace(microsecond=0)
        day = wall.toordinal()
        if FIRST_DAY <= day <= LAST_DAY and day_start(day + 1) - day_start(day) == _DAY:
            return Moment(day, day_start(day) + 3600 * wall.hour + 60 * wall.minute + wall.second)
        if _is_skipped(wall.replace(fold=0)):
            return MomentProblem(
                f"the clocks went forward over {wall:%H:%M} on {human_date(wall.toordinal())}",
                "a local time that the clock showed, or a time with its offset",
                "check the time; if it was recorded in GMT, add +00:00",
            )
        at = wall.replace(tzinfo=LONDON)
    instant = int(at.timestamp() // 1)
    try:
        return Moment(day_of(instant), instant)
    except OutsideCalendar:
        return _moment_of_date(at.astimezone(LONDON).date())


def _parse_text(text: str) -> Moment | MomentProblem:
    if _ISO_DATE.fullmatch(text):
        try:
            return _moment_of_date(date.fromisoformat(text))
        except ValueError:
            return _no_such_date(text)
    parts = _ISO_MOMENT.fullmatch(text)
    if parts is None:
        return _not_iso(text)
    on, at, offset = parts[1], parts[2], (parts[3] or "").upper()
    if at.startswith("24"):
        return MomentProblem("24:00 is not on the clock", "00:00 to 23:59", "write 00:00 of the next day")
    try:
        return _moment_of_datetime(datetime.fromisoformat(f"{on}T{at}{offset}"))
    except ValueError:
        return (
            _no_such_date(on)
            if _date_is_wrong(on)
            else MomentProblem("this time of day does not exist", "hours 00 to 23, minutes and seconds 00 to 59")
        )


def _date_is_wrong(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return True
    return False


def _no_such_date(text: str) -> MomentProblem:
    year, month = int(text[:4]), int(text[5:7])
    if year == 0:
        return MomentProblem("there is no year 0000")
    if not 1 <= month <= 12:
        return MomentProblem(f"there is no month {month}", fix="write year-month-day, months 01 to 12")
    first = date(year, month, 1)
    length = ((first + timedelta(days=31)).replace(day=1) - first).days
    return MomentProblem("this date does not exist", fix=f"{first:%B} {year} has {length} days")


def _not_iso(text: str) -> MomentProblem:
    if not text:
        return MomentProblem("the date is empty")
    if re.match(r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}", text):
        return MomentProblem(
            "this date is not written year first",
            fix="write year-month-day, so that 3 March 2026 is 2026-03-03",
        )
    return MomentProblem("this is not a date or a date and time")


def human_moment(moment: Moment) -> str:
    """A moment as people in an office write it: the day, and the local time where it is known.

    >>> human_moment(Moment(date(2026, 3, 3).toordinal()))
    'Tue 3 Mar 2026'
    """
    if moment.instant is None:
        return human_date(moment.day)
    at = local_time(moment.instant)
    return f"{human_date(moment.day)} {at:%H:%M:%S}" if at.second else f"{human_date(moment.day)} {at:%H:%M}"


def human_due(due: Due) -> str:
    """A deadline as people write it: the day, with the time where the deadline has one.

    >>> human_due(Due(date(2026, 3, 3).toordinal(), provisional=True))
    'Tue 3 Mar 2026 (provisional)'
    """
    when = human_moment(Moment(due.day, due.instant))
    return f"{when} (provisional)" if due.provisional else when


def in_time(happened: Moment, due: Due) -> bool:
    """Whether what happened was in time; the last instant, or the last moment of the last day, counts.

    A deadline with a time, met by an event known only by its date, is judged by the day.

    >>> noon = parse_moment("2026-03-03T12:00")
    >>> in_time(noon, Due(noon.day)), in_time(noon, Due(noon.day, noon.instant - 1))
    (True, False)
    """
    if due.instant is None or happened.instant is None:
        return happened.day <= due.day
    return happened.instant <= due.instant


def precision_is_day(happened: Moment | None, due: Due) -> bool:
    """Whether hours had to be judged by the day, because the trigger or the event had only a date.

    >>> timed = parse_moment("2026-03-03T12:00")
    >>> precision_is_day(Moment(timed.day), Due(timed.day, timed.instant))
    True
    """
    if due.by_day:
        return True
    return due.instant is not None and happened is not None and happened.instant is None


def is_past(due: Due, now: Moment) -> bool:
    """Whether a deadline has gone by; a `now` known only by its date means the end of that day.

    A day deadline is not past at the end of its own day; one with a time is.

    >>> day = date(2026, 3, 3).toordinal()
    >>> is_past(Due(day), Moment(day)), is_past(Due(day), Moment(day + 1))
    (False, True)
    """
    if due.instant is None:
        return now.day > due.day
    if now.instant is None:
        return now.day >= due.day
    return now.instant > due.instant
