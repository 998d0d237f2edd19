"""Hypothesis strategies for lengths of time, and for moments from which they are counted."""

from __future__ import annotations

from hypothesis import strategies as st

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Moment, day_start
from practice_rules.dates.lengths import ByTime, CalendarSpan, Duration, Elapsed, Range, SameDay, WorkingDays
from practice_rules.testing.dates import days


def working_day_lengths() -> st.SearchStrategy[WorkingDays]:
    """From 1 to 90 working days, those of practice standards often."""
    return st.one_of(st.sampled_from([1, 2, 3, 5, 10, 15, 20, 35, 45]), st.integers(1, 90)).map(WorkingDays)


def calendar_spans() -> st.SearchStrategy[CalendarSpan]:
    """Days, weeks, months and years, one of them or several together."""
    parts = st.tuples(st.integers(0, 3), st.integers(0, 18), st.integers(0, 52), st.integers(0, 90))
    one = st.tuples(parts, st.integers(0, 3)).map(
        lambda drawn: tuple(each or 1 if at == drawn[1] else 0 for at, each in enumerate(drawn[0]))
    )
    return st.one_of(one, parts.filter(any)).map(lambda four: CalendarSpan(*four))


def elapsed_times() -> st.SearchStrategy[Elapsed]:
    """Hours and minutes, from a minute to ten days."""
    hours = st.sampled_from([1, 2, 4, 12, 24, 48, 72]).map(lambda hours: Elapsed.of(hours=hours))
    return st.one_of(hours, st.integers(1, 10 * 24 * 60).map(lambda minutes: Elapsed.of(minutes=minutes)))


def durations() -> st.SearchStrategy[Duration]:
    """Any length of time that a rule may give: the three kinds, the same day, ranges, and lengths that end at an hour.

    >>> from hypothesis import find
    >>> from practice_rules.dates import humanise
    >>> humanise(find(durations(), lambda length: isinstance(length, WorkingDays)))
    '1 working day'
    """
    same = st.builds(SameDay, working=st.booleans())
    in_days = st.one_of(working_day_lengths(), calendar_spans(), same)
    to_an_hour = st.builds(ByTime, in_days, st.integers(0, 23), st.sampled_from([0, 30, 59]))
    return st.one_of(working_day_lengths(), calendar_spans(), elapsed_times(), same, to_an_hour, ranges())


def ranges() -> st.SearchStrategy[Range]:
    """Ranges of one kind, such as six to eight weeks."""
    ends = st.tuples(st.integers(1, 40), st.integers(1, 10))
    return st.one_of(
        ends.map(lambda two: Range(WorkingDays(two[0]), WorkingDays(sum(two)))),
        ends.map(lambda two: Range(CalendarSpan(weeks=two[0]), CalendarSpan(weeks=sum(two)))),
        ends.map(lambda two: Range(Elapsed.of(hours=two[0]), Elapsed.of(hours=sum(two)))),
    )


def points_in_time(calendar: Calendar | None = None) -> st.SearchStrategy[Moment]:
    """Moments known by their date, or to the second; days that love edges, those of the clock changes among them.

    >>> from hypothesis import find
    >>> find(points_in_time(), lambda moment: moment.instant is None).instant is None
    True
    """
    timed = st.builds(_timed, days(calendar), st.integers(0, 86_399))
    return st.one_of(days(calendar).map(Moment), timed)


def _timed(day: int, seconds: int) -> Moment:
    return Moment(day, min(day_start(day) + seconds, day_start(day + 1) - 1))
