"""Deadlines and leads: a moment and a length of time make a due date.

*After* a trigger, a length ends within which something must be done; *before* an anchor, one ends
by which something must have been done. :func:`compile_after` and :func:`compile_before` settle the
length, the calendar and the conventions once, and give back a function that only looks up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Due, Moment, day_of, day_start, instant_at
from practice_rules.dates.conventions import STANDARD, Conventions, clock_time
from practice_rules.dates.days import add_span, subtract_span, within_limits
from practice_rules.dates.durations import (
    ByTime,
    CalendarSpan,
    Duration,
    Elapsed,
    Range,
    SameDay,
    WorkingDays,
)

Clock: TypeAlias = Callable[[Moment], Due]
"""From the moment of a trigger or an anchor to what is due."""

_LastDay: TypeAlias = Callable[[int], int]
"""From the day counted from to the last day in time."""

_DayLength: TypeAlias = WorkingDays | CalendarSpan | SameDay

LatenessUnit = Literal["working days", "days", "hours", "minutes"]


def due_after(trigger: Moment, duration: Duration, calendar: Calendar, conventions: Conventions = STANDARD) -> Due:
    """When something is due that must be done within a length of time after a trigger.

    A range is judged by its outer end. Raises
    :class:`~practice_rules.dates.days.OutsideCalendar` if the deadline lies beyond 1970 to 2100.

    >>> from practice_rules.dates.clock import human_due, parse_moment
    >>> weekdays = Calendar("weekdays")
    >>> human_due(due_after(parse_moment("2026-03-03"), WorkingDays(15), weekdays))
    'Tue 24 Mar 2026'
    >>> human_due(due_after(parse_moment("2026-03-28T10:00"), Elapsed.of(hours=48), weekdays))
    'Mon 30 Mar 2026 11:00'
    """
    return compile_after(duration, calendar, conventions)(trigger)


def due_before(anchor: Moment, duration: Duration, calendar: Calendar, conventions: Conventions = STANDARD) -> Due:
    """When something is due that must be done at least a length of time before an anchor.

    Raises :class:`~practice_rules.dates.days.OutsideCalendar` if that lies beyond 1970 to 2100.

    >>> from practice_rules.dates.clock import human_due, parse_moment
    >>> human_due(due_before(parse_moment("2026-03-09"), WorkingDays(5), Calendar("weekdays")))
    'Mon 2 Mar 2026'
    """
    return compile_before(duration, calendar, conventions)(anchor)


def compile_after(duration: Duration, calendar: Calendar, conventions: Conventions = STANDARD) -> Clock:
    """A fast function from a trigger's moment to the deadline a length of time after it.

    The function raises :class:`~practice_rules.dates.days.OutsideCalendar` for a moment or a
    deadline beyond 1970 to 2100, and nothing else.
    """
    if isinstance(duration, Range):
        return compile_after(duration.outer, calendar, conventions)
    if isinstance(duration, Elapsed):
        return _hours_after(duration, conventions)
    days = duration.duration if isinstance(duration, ByTime) else duration
    return _day_clock(duration, _last_day_after(days, calendar, conventions), calendar, conventions)


def compile_before(duration: Duration, calendar: Calendar, conventions: Conventions = STANDARD) -> Clock:
    """A fast function from an anchor's moment to the lead date a length of time before it."""
    if isinstance(duration, Range):
        return compile_before(duration.outer, calendar, conventions)
    if isinstance(duration, Elapsed):
        return _hours_before(duration)
    days = duration.duration if isinstance(duration, ByTime) else duration
    last_day = _last_day_before(days, calendar, conventions)
    return _day_clock(duration, last_day, calendar, conventions, lead=True)


def _last_day_after(days: _DayLength, calendar: Calendar, conventions: Conventions) -> _LastDay:
    add = calendar.add
    if isinstance(days, SameDay):
        return calendar.next_working if days.working else within_limits
    if isinstance(days, WorkingDays):
        n, eve = days.n, -1 if conventions.day_one == "same day" else 0
        if conventions.non_working_trigger == "next working day":
            return lambda day: add(add(day, 0) + eve, n)
        return lambda day: add(day + eve, n)
    span, month_end = days, conventions.month_end
    eve = -1 if conventions.calendar_day_one == "same day" else 0
    return _rolled(lambda day: add_span(day, span, month_end) + eve, calendar, conventions, max)


def _last_day_before(days: _DayLength, calendar: Calendar, conventions: Conventions) -> _LastDay:
    add = calendar.add
    clear = -1 if conventions.lead == "clear days" else 0
    if isinstance(days, SameDay):
        return calendar.previous_working if days.working else within_limits
    if isinstance(days, WorkingDays):
        n = -days.n + clear
        return lambda day: add(day, n)
    span, month_end = days, conventions.month_end
    return _rolled(lambda day: subtract_span(day, span, month_end) + clear, calendar, conventions, min)


def _rolled(
    last_day: _LastDay, calendar: Calendar, conventions: Conventions, bound: Callable[[int, int], int]
) -> _LastDay:
    """The last day moved off a day that is not worked, though never past the day counted from."""
    if conventions.roll == "none":
        return lambda day: within_limits(last_day(day))
    roll = calendar.next_working if conventions.roll == "forward" else calendar.previous_working
    return lambda day: bound(roll(last_day(day)), day)


def _uses_calendar(days: _DayLength, conventions: Conventions) -> bool:
    if isinstance(days, CalendarSpan):
        return conventions.roll != "none"
    return isinstance(days, WorkingDays) or days.working


def _day_clock(
    duration: ByTime | _DayLength,
    last_day: _LastDay,
    calendar: Calendar,
    conventions: Conventions,
    *,
    lead: bool = False,
) -> Clock:
    """A clock for lengths in days: the last day, the time on it if any, and what can be vouched for."""
    days = duration.duration if isinstance(duration, ByTime) else duration
    hour, minute = _ends_at(duration, conventions)
    on_calendar = _uses_calendar(days, conventions)
    counts_received = on_calendar and not lead and not isinstance(days, CalendarSpan)
    cut_off = conventions.office_cut_off if counts_received else None

    provisional = _provisional(calendar) if on_calendar else _never
    if hour == 24 and cut_off is None:
        return _by_the_day(last_day, provisional)
    counted_from = _office_day(calendar, cut_off)
    bound = min if lead else max

    def by_the_clock(moment: Moment) -> Due:
        due = last_day(counted_from(moment))
        instant = None if hour == 24 else instant_at(due, hour, minute)
        if instant is not None and moment.instant is not None:
            # What is asked for after the hour by which it is due falls due as it is asked for,
            # never before; a lead date, likewise, never falls after its anchor.
            instant = bound(instant, moment.instant)
        unsure = cut_off is not None and moment.instant is None
        return Due(due, instant, provisional(moment.day, due), unsure)

    return by_the_clock


def _by_the_day(last_day: _LastDay, provisional: Callable[[int, int], bool]) -> Clock:
    if provisional is _never:
        return lambda moment: Due(last_day(moment[0]))

    def by_the_day(moment: Moment) -> Due:
        day = moment[0]
        due = last_day(day)
        return Due(due, None, provisional(day, due))

    return by_the_day


def _provisional(calendar: Calendar) -> Callable[[int, int], bool]:
    """Whether a count between two days uses days whose holidays cannot be vouched for."""
    first, last = calendar.vouched_from, calendar.vouched_to
    return lambda day, due: not (first <= day <= last and first <= due <= last)


def _never(_day: int, _due: int) -> bool:
    return False


def _ends_at(duration: ByTime | _DayLength, conventions: Conventions) -> tuple[int, int]:
    if isinstance(duration, ByTime):
        return duration.hour, duration.minute
    return clock_time("end_of_day", conventions.end_of_day)


def _office_day(calendar: Calendar, cut_off: str | None) -> Callable[[Moment], int]:
    """The day a trigger counts as coming on: the next working day once the office has closed."""
    if cut_off is None:
        return lambda moment: moment.day
    hour, minute = clock_time("office_cut_off", cut_off)

    def day_received(moment: Moment) -> int:
        late = moment.instant is not None and moment.instant > instant_at(moment.day, hour, minute)
        return calendar.add(moment.day, 1) if late else moment.day

    return day_received


def _hours_after(duration: Elapsed, conventions: Conventions) -> Clock:
    seconds, days = duration.seconds, duration.whole_days
    from_midnight = conventions.hours_without_time == "from midnight"

    def after(trigger: Moment) -> Due:
        if trigger.instant is not None:
            instant = trigger.instant + seconds
            return Due(day_of(instant), instant)
        if from_midnight:
            instant = day_start(trigger.day) + seconds
            return Due(day_of(instant), instant, False, True)
        return Due(within_limits(trigger.day + days), None, False, True)

    return after


def _hours_before(duration: Elapsed) -> Clock:
    seconds, days = duration.seconds, duration.whole_days

    def before(anchor: Moment) -> Due:
        if anchor.instant is not None:
            instant = anchor.instant - seconds
            return Due(day_of(instant), instant)
        return Due(within_limits(anchor.day - days), None, False, True)

    return before


class Lateness(NamedTuple):
    """How late something was, in the rule's own unit and in calendar days; noughts when in time.

    Parts of an hour or a minute count as a whole one. Something a day late can be no *working* day
    late, when the days between were not worked.
    """

    own: int
    unit: LatenessUnit
    calendar_days: int


def lateness(happened: Moment, due: Due, duration: Duration, calendar: Calendar) -> Lateness:
    """How long after its deadline something happened, in the unit the rule counts in.

    Working days are counted as the rule counts them; days, weeks, months and years in days, because
    part of a month is no number of months; hours and minutes on the clock, or in days where only a
    date was known. A deadline at a time of day that was missed on the day itself is late in minutes.

    >>> from practice_rules.dates.days import FIRST_DAY
    >>> monday = FIRST_DAY + 4
    >>> lateness(Moment(monday), Due(monday - 3), WorkingDays(5), Calendar("weekdays"))
    Lateness(own=1, unit='working days', calendar_days=3)
    """
    if isinstance(duration, Range):
        return lateness(happened, due, duration.outer, calendar)
    days = max(0, happened.day - due.day)
    if happened.instant is not None and due.instant is not None:
        seconds = max(0, happened.instant - due.instant)
        if isinstance(duration, Elapsed) and duration.seconds % 3600 == 0:
            return Lateness(-(-seconds // 3600), "hours", days)
        if isinstance(duration, Elapsed) or happened.day == due.day:
            return Lateness(-(-seconds // 60), "minutes", days)
    length = duration.duration if isinstance(duration, ByTime) else duration
    if isinstance(length, WorkingDays) or (isinstance(length, SameDay) and length.working):
        return Lateness(max(0, calendar.count(due.day, happened.day)), "working days", days)
    return Lateness(days, "days", days)


class LedgerDay(NamedTuple):
    """One day of a working-day count: its number in the count, or why it was not counted.

    The day counted from is number 0 (or 1 where it is day one itself).
    """

    day: int
    counted: int | None
    why_not: str | None


def ledger(trigger: Moment, due: Due, calendar: Calendar, conventions: Conventions = STANDARD) -> list[LedgerDay]:
    """The count day by day from a trigger to its deadline, or backwards from an anchor to its lead date.

    >>> from practice_rules.dates.days import FIRST_DAY
    >>> friday, monday = Moment(FIRST_DAY + 1), Due(FIRST_DAY + 4)
    >>> [(line.counted, line.why_not) for line in ledger(friday, monday, Calendar("weekdays"))]
    [(0, None), (None, 'weekend'), (None, 'weekend'), (1, None)]
    """
    step = 1 if due.day >= trigger.day else -1
    number = 0
    lines = [LedgerDay(trigger.day, 0, calendar.why_not(trigger.day))]
    if step == 1 and conventions.day_one == "same day" and calendar.is_working(trigger.day):
        number = 1
        lines = [LedgerDay(trigger.day, 1, None)]
    for day in range(trigger.day + step, due.day + step, step):
        reason = calendar.why_not(day)
        number += reason is None
        lines.append(LedgerDay(day, number if reason is None else None, reason))
    return lines
