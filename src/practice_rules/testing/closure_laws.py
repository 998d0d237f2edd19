"""The laws of a day that is taken off: what a council's closure may do to a deadline, and what it may not.

They need a function that can be told which days are worked: a way from a calendar to somebody's `add`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hypothesis import strategies as st

from practice_rules.dates.calendar import Calendar, Closure
from practice_rules.dates.days import human_date
from practice_rules.testing.dates import days
from practice_rules.testing.laws import Law, check_laws
from practice_rules.testing.working_day_laws import Add

AddOn = Callable[[Calendar], Add]
"""Somebody's way of adding working days, for any calendar it is given."""


@dataclass(frozen=True)
class Closing:
    """What is on trial: the way of adding, and the calendar from which days are taken off."""

    add_on: AddOn
    calendar: Calendar

    def after(self, closures: list[Closure], day: int, n: int) -> int:
        """The person's own answer on the calendar with these closures, as an ordinal."""
        calendar = self.calendar.with_closures(closures) if closures else self.calendar
        return self.add_on(calendar)(date.fromordinal(day), n).toordinal()


Draw = tuple[int, int, int, int]
"""A day, a number of working days, how long after the day a closure begins, and how many days it goes on."""

ClosureLaw: TypeAlias = Law[Closing, Draw]


def _closed(first: int, last: int) -> Closure:
    return Closure(first, last, "Closed", "drawn")


def _never_earlier(subject: Closing, draw: Draw) -> str | None:
    day, n, off, length = draw
    closed = _closed(day + off, day + off + length)
    without, with_it = subject.after([], day, n), subject.after([closed], day, n)
    if without <= with_it:
        return None
    return f"{human_date(day)} + {n} = {human_date(without)}, and {human_date(with_it)} {_told(closed)}"


def _told(closed: Closure) -> str:
    return f"with {human_date(closed.first)} to {human_date(closed.last)} closed"


def _elsewhere(subject: Closing, draw: Draw) -> str | None:
    day, n, off, length = draw
    without = subject.after([], day, n)
    before, after = _closed(day - off - length, day - off), _closed(without + 1 + off, without + 1 + off + length)
    for closed in (before, after):
        with_it = subject.after([closed], day, n)
        if with_it != without:
            return f"{human_date(day)} + {n} = {human_date(without)}, and {human_date(with_it)} {_told(closed)}"
    return None


def _on_the_day(subject: Closing, draw: Draw) -> str | None:
    day, n, _, _ = draw
    end = subject.after([], day, n)
    wanted, got = subject.after([], day, n + 1), subject.after([_closed(end, end)], day, n)
    if wanted == got:
        return None
    return (
        f"{human_date(day)} + {n} = {human_date(end)}; with that day closed {human_date(got)}, not {human_date(wanted)}"
    )


CLOSURE_LAWS: tuple[ClosureLaw, ...] = (
    Law("never earlier", "a closure never brings a deadline forward", _never_earlier),
    Law("elsewhere", "a closure up to the start, or after the end, changes nothing", _elsewhere),
    Law("on the day", "a deadline whose day is closed moves to the next working day", _on_the_day),
)


def check_closure_laws(
    *,
    add_on: AddOn,
    calendar: Calendar,
    max_examples: int = 60,
    laws: tuple[ClosureLaw, ...] = CLOSURE_LAWS,
) -> None:
    """Try what closures do to a function: `add_on(calendar)` must give the function that adds on that calendar.

    Raises `LawBroken` for the first law that does not hold, with days that show it.

    >>> from practice_rules.dates.england_and_wales import england_and_wales
    >>> check_closure_laws(add_on=lambda calendar: calendar.add_date, calendar=england_and_wales(), max_examples=5)
    """
    draws = st.tuples(days(calendar), st.integers(1, 40), st.integers(0, 60), st.integers(0, 12))
    # Every closure makes a calendar anew, and what is drawn is small enough to read.
    check_laws(laws, Closing(add_on, calendar), draws, max_examples, shrink=False)
