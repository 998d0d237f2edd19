"""The laws of working-day arithmetic, each a function that says what it holds to, and a check that tries them all.

A law sees a person's own `add` (and `count`, if they have one) and the days that are worked; it knows nothing of how
they count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hypothesis import strategies as st

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.days import human_date
from practice_rules.testing.dates import days
from practice_rules.testing.laws import Law, check_laws

Add = Callable[[date, int], date]
"""Somebody's function: a day and a number of working days to the day that many after it."""

Count = Callable[[date, date], int]
"""Somebody's function: the working days after one day and up to another."""


@dataclass(frozen=True)
class Subject:
    """What is on trial: the functions, and the calendar that says which days are worked."""

    add: Add
    calendar: Calendar
    count: Count | None = None

    def after(self, day: int, n: int) -> int:
        """The person's own answer, as an ordinal."""
        return self.add(date.fromordinal(day), n).toordinal()


Draw = tuple[int, int, int, int]
"""Two days and two numbers of working days, from which every law takes what it needs."""


WorkingDayLaw: TypeAlias = Law[Subject, Draw]


def _lands_on_a_working_day(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    end = subject.after(day, n)
    return None if subject.calendar.is_working(end) else f"{human_date(day)} + {n} = {human_date(end)}"


def _exactly_n_lie_in_the_span(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    end = subject.after(day, n)
    worked = sum(subject.calendar.is_working(between) for between in range(day + 1, end + 1))
    return None if worked == n else f"{human_date(day)} + {n} = {human_date(end)}, but {worked} working days lie in it"


def _later_for_more_days(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    less, more = subject.after(day, n), subject.after(day, n + 1)
    return None if less < more else f"{human_date(day)} + {n} = {human_date(less)}, + {n + 1} = {human_date(more)}"


def _never_sooner_from_a_later_start(subject: Subject, draw: Draw) -> str | None:
    first, second, n, _ = draw
    first, second = min(first, second), max(first, second)
    if second - first > 20:
        second = first + (second - first) % 20
    early, late = subject.after(first, n), subject.after(second, n)
    if early <= late:
        return None
    return f"{human_date(first)} gives {human_date(early)}, and {human_date(second)} only {human_date(late)}"


def _steps_add_up(subject: Subject, draw: Draw) -> str | None:
    day, _, m, n = draw
    steps, at_once = subject.after(subject.after(day, m), n), subject.after(day, m + n)
    if steps == at_once:
        return None
    return f"{human_date(day)} + {m} + {n} = {human_date(steps)}, + {m + n} = {human_date(at_once)}"


def _agrees_with_the_calendar(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    theirs, ours = subject.after(day, n), subject.calendar.add(day, n)
    return None if theirs == ours else f"{human_date(day)} + {n} = {human_date(ours)}, not {human_date(theirs)}"


def _counting_undoes_adding(subject: Subject, draw: Draw) -> str | None:
    if subject.count is None:
        return None
    day, _, n, _ = draw
    end = subject.after(day, n)
    counted = subject.count(date.fromordinal(day), date.fromordinal(end))
    return None if counted == n else f"{human_date(day)} + {n} = {human_date(end)}, but {counted} are counted between"


def _counts_are_additive(subject: Subject, draw: Draw) -> str | None:
    if subject.count is None:
        return None
    first, middle, n, _ = draw
    a, b, c = (date.fromordinal(day) for day in sorted((first, first + abs(middle - first) % 60, first + 60 + n)))
    parts, whole = subject.count(a, b) + subject.count(b, c), subject.count(a, c)
    return None if parts == whole else f"{a} to {b} to {c}: {parts} in parts, {whole} at once"


WORKING_DAY_LAWS: tuple[WorkingDayLaw, ...] = (
    Law("lands on a working day", "n working days after any day is a working day", _lands_on_a_working_day),
    Law("exactly n", "exactly n working days lie after the start and up to the end", _exactly_n_lie_in_the_span),
    Law("later for more", "one working day more ends later", _later_for_more_days),
    Law("never sooner", "a later start never ends sooner", _never_sooner_from_a_later_start),
    Law("steps add up", "m and then n working days are m + n", _steps_add_up),
    Law("count undoes add", "as many working days are counted as were added", _counting_undoes_adding),
    Law("counts add up", "counts over two stretches add up to the count over both", _counts_are_additive),
    Law("agrees", "the calendar's own answer is the same", _agrees_with_the_calendar),
)


def check_working_day_laws(
    *,
    add: Add,
    calendar: Calendar,
    count: Count | None = None,
    max_examples: int = 300,
    laws: tuple[WorkingDayLaw, ...] = WORKING_DAY_LAWS,
    backwards: bool = False,
) -> None:
    """Try a working-day function against every law on days that love edges.

    `add(day, n)` must give the n-th working day after a day, for n from 1 up; `count(a, b)`, if given, the working
    days after `a` and up to `b`. `calendar` says which days are worked. With `backwards`, `add(day, -n)` must give the
    n-th working day before a day, and `BACKWARD_LAWS` are tried too. Raises `LawBroken` for the first law that does not
    hold, with the smallest days that show it.

    >>> from practice_rules.dates.england_and_wales import england_and_wales
    >>> ours = england_and_wales()
    >>> check_working_day_laws(add=ours.add_date, calendar=ours, max_examples=20)
    """
    subject = Subject(add, calendar, count)
    numbers = st.integers(1, 60)
    draws = st.tuples(days(calendar), days(calendar), numbers, numbers)
    if backwards:
        from practice_rules.testing.backward_laws import BACKWARD_LAWS  # it is written in the words of this module

        laws = (*laws, *BACKWARD_LAWS)
    check_laws(laws, subject, draws, max_examples)
