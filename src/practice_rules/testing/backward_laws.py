"""The laws of working days counted back from a day, for a function that takes negative numbers.

Going back and going forward are one another's inverse only from a working day; elsewhere they differ by exactly this:
there and back ends on the last working day before, back and there on the next one after.
"""

from __future__ import annotations

from practice_rules.dates.days import human_date
from practice_rules.testing.laws import Law
from practice_rules.testing.working_day_laws import Draw, Subject, WorkingDayLaw


def _lands_on_a_working_day(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    end = subject.after(day, -n)
    return None if subject.calendar.is_working(end) else f"{human_date(day)} - {n} = {human_date(end)}"


def _exactly_n_lie_in_the_span(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    end = subject.after(day, -n)
    worked = sum(subject.calendar.is_working(between) for between in range(end, day))
    return None if worked == n else f"{human_date(day)} - {n} = {human_date(end)}, but {worked} working days lie in it"


def _earlier_for_more_days(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    less, more = subject.after(day, -n), subject.after(day, -n - 1)
    return None if more < less else f"{human_date(day)} - {n} = {human_date(less)}, - {n + 1} = {human_date(more)}"


def _never_sooner_from_a_later_start(subject: Subject, draw: Draw) -> str | None:
    first, second, n, _ = draw
    second = first + abs(second - first) % 20
    early, late = subject.after(first, -n), subject.after(second, -n)
    if early <= late:
        return None
    return f"{human_date(first)} - {n} = {human_date(early)}, and {human_date(second)} - {n} only {human_date(late)}"


def _steps_add_up(subject: Subject, draw: Draw) -> str | None:
    day, _, m, n = draw
    steps, at_once = subject.after(subject.after(day, -m), -n), subject.after(day, -m - n)
    if steps == at_once:
        return None
    return f"{human_date(day)} - {m} - {n} = {human_date(steps)}, - {m + n} = {human_date(at_once)}"


def _there_and_back(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    calendar = subject.calendar
    for sign, wanted in ((1, calendar.previous_working(day)), (-1, calendar.next_working(day))):
        end = subject.after(subject.after(day, sign * n), -sign * n)
        if end != wanted:
            way = f"+ {n} - {n}" if sign > 0 else f"- {n} + {n}"
            return f"{human_date(day)} {way} = {human_date(end)}, not {human_date(wanted)}"
    return None


def _agrees_with_the_calendar(subject: Subject, draw: Draw) -> str | None:
    day, _, n, _ = draw
    theirs, ours = subject.after(day, -n), subject.calendar.add(day, -n)
    return None if theirs == ours else f"{human_date(day)} - {n} = {human_date(ours)}, not {human_date(theirs)}"


BACKWARD_LAWS: tuple[WorkingDayLaw, ...] = (
    Law("back to a working day", "n working days before any day is a working day", _lands_on_a_working_day),
    Law("exactly n back", "exactly n working days lie from the end up to the day before", _exactly_n_lie_in_the_span),
    Law("earlier for more", "one working day more back is earlier", _earlier_for_more_days),
    Law("never sooner back", "back from a later day never ends sooner", _never_sooner_from_a_later_start),
    Law("steps back add up", "m and then n working days back are m + n back", _steps_add_up),
    Law(
        "there and back",
        "n on and n back is the day itself, or the last working day before it; back and on, the next one",
        _there_and_back,
    ),
    Law("agrees back", "the calendar's own answer is the same", _agrees_with_the_calendar),
)
