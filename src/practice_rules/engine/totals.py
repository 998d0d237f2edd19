"""Time added up over several stretches: thirteen weeks since fourteen, seventy-five days a year.

Days are counted: each day touched by a stretch is one day (our reading; no document says how part days count).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from practice_rules.dates.clock import day_of, day_start
from practice_rules.dates.days import add_span
from practice_rules.dates.durations import CalendarSpan, Duration, Elapsed, WorkingDays
from practice_rules.engine.record import Record
from practice_rules.engine.spans import EVER, Span, Spans, Stretch, join
from practice_rules.language.words import Age

if TYPE_CHECKING:
    from practice_rules.engine.compiler import Compiler


def days_in(length: Duration) -> int:
    """A length of time as a number of days to add up to. Months are taken as 30 days and years as 365."""
    if isinstance(length, CalendarSpan):
        return length.years * 365 + length.months * 30 + length.weeks * 7 + length.days
    if isinstance(length, Elapsed):
        return -(-length.seconds // 86400)
    if isinstance(length, WorkingDays):
        return length.n
    raise ValueError("a total is a number of days or weeks")


def covered_days(spans: Spans, first: int, last: int) -> list[int]:
    """The days between two days that are touched by any span, in order."""
    days: list[int] = []
    for start, end in spans:
        low = max(first, day_of(start) if start > -EVER else first)
        high = min(last, day_of(end - 1) if end < EVER else last)
        begin = max(low, days[-1] + 1) if days else low
        days.extend(range(begin, high + 1))
    return days


def window_of(day: int, kind: str) -> tuple[int, int]:
    """First and last day of the named window of the calendar around a day.

    >>> [date.fromordinal(day).isoformat() for day in window_of(date(2026, 3, 31).toordinal(), "financial_year")]
    ['2025-04-01', '2026-03-31']
    """
    return calendar_window(date.fromordinal(day), kind)


def calendar_window(on: date, kind: str) -> tuple[int, int]:
    """First and last day of the named window of the calendar around a date.

    The financial year is a council's, 1 April to 31 March (Local Government Finance Act 1992, section 116);
    quarters begin in January, April, July and October; the school year runs from 1 September (our choice).
    """
    if kind == "calendar_month":
        first, months = on.replace(day=1), 1
    elif kind == "quarter":
        first, months = on.replace(month=3 * ((on.month - 1) // 3) + 1, day=1), 3
    elif kind == "calendar_year":
        first, months = on.replace(month=1, day=1), 12
    elif kind == "financial_year":
        first, months = date(on.year if on.month >= 4 else on.year - 1, 4, 1), 12
    elif kind == "school_year":
        first, months = date(on.year if on.month >= 9 else on.year - 1, 9, 1), 12
    else:
        raise ValueError(f"{kind!r} is no window of the calendar")
    past = first.month - 1 + months
    after = date(first.year + past // 12, past % 12 + 1, 1)
    return first.toordinal(), after.toordinal() - 1


def from_the_first_day(record: Record, spans: Spans) -> Spans:
    """What has always been so is counted from the first day of the record, if there is any entry in that."""
    if not spans or spans[0][0] != -EVER:
        return spans
    if record.empty:
        return spans[1:]
    return ((day_start(record.first_day), spans[0][1]), *spans[1:])


def counted(record: Record, state: Stretch) -> tuple[Spans, Spans]:
    """What of a state is added up: surely, and possibly. What is sure is possible too, also before the record began."""
    sure, possible = (from_the_first_day(record, spans) for spans in (state.sure, state.possible))
    return sure, join((*sure, *possible))


FORESEEN = 800
"""How many days after `as_of` are added up: what goes on is foreseen, so that no date moves as the days pass."""


def compile_total(
    compiler: Compiler, threshold: Duration, since: Age | None, in_each: str | None, in_any: Duration | None
) -> Callable[[Record, Spans], list[Span]]:
    """When the days in some `counted` spans come to a threshold: from the day that reaches it, in each window anew."""
    needed = days_in(threshold)

    def reached(record: Record, spans: Spans) -> list[Span]:
        first = 1 if since is None or record.born is None else compiler.age_day(record.born, since)
        last = record.as_of.day + FORESEEN
        if in_any is None and in_each is None:
            on = _reached_on(spans, first, last, needed)
            return [] if on is None else [(day_start(on), EVER)]
        days = covered_days(spans, first, last)
        if in_any is not None:
            found = _rolling(days, needed, in_any)
            if days and days[-1] == last and found and found[-1][1] > day_start(last):
                found[-1] = (found[-1][0], EVER)
            return found
        assert in_each is not None
        return _windowed(days, needed, in_each)

    return reached


def _reached_on(spans: Spans, first: int, last: int, needed: int) -> int | None:
    """The day on which the days touched by some spans, between two days, come to a number."""
    counted, done = 0, first - 1
    for start, end in spans:
        low = max(done + 1, day_of(start) if start > -EVER else first)
        high = min(last, day_of(end - 1) if end < EVER else last)
        if counted + high - low + 1 >= needed:
            return low + needed - counted - 1
        counted, done = counted + max(0, high - low + 1), max(done, high)
    return None


def _windowed(days: list[int], needed: int, kind: str) -> list[Span]:
    counts: dict[tuple[int, int], int] = {}
    found: list[Span] = []
    for day in days:
        window = window_of(day, kind)
        counts[window] = counts.get(window, 0) + 1
        if counts[window] == needed:
            found.append((day_start(day), day_start(window[1] + 1)))
    return found


def _rolling(days: list[int], needed: int, stretch: Duration) -> list[Span]:
    """While any stretch of a length holds enough days: a stretch of months or years is one of the calendar."""
    found = []
    for place in range(needed - 1, len(days)):
        first = days[place - needed + 1]
        over = add_span(first, stretch) if isinstance(stretch, CalendarSpan) else first + days_in(stretch)
        if days[place] < over:
            found.append((day_start(days[place]), day_start(over)))
    return list(join(found))
