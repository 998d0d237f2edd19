"""The laws of lengths, hours, ages, closures and adapters hold for right functions and catch each wrong one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from practice_rules.case import Case, Event
from practice_rules.dates import (
    Calendar,
    CalendarSpan,
    Closure,
    Elapsed,
    Moment,
    age_on,
    birthday,
    due_after,
    england_and_wales,
)
from practice_rules.dates.days import add_span
from practice_rules.readers.case_file import read_cases
from practice_rules.readers.case_writer import write_case
from practice_rules.testing import (
    LawBroken,
    check_adapter_laws,
    check_birthday_laws,
    check_calendar_unit_laws,
    check_closure_laws,
    check_hour_laws,
)
from practice_rules.testing.hour_laws import LONDON
from practice_rules.vocabulary.load import load_vocabulary
from tests.kit.wrong_functions import stepping

DAY = timedelta(days=1)


def _law(check: Callable[..., None], **given: Any) -> str:
    with pytest.raises(LawBroken) as caught:
        check(**given)
    assert caught.value.shown in str(caught.value)
    return caught.value.law


# days, weeks, months, years


def by_the_calendar(day: date, n: int, unit: str) -> date:
    return date.fromordinal(add_span(day.toordinal(), CalendarSpan(**{unit: n})))


def into_the_next_month(day: date, n: int, unit: str) -> date:
    return date.fromordinal(add_span(day.toordinal(), CalendarSpan(**{unit: n}), "next day"))


def test_our_calendar_units_keep_every_law() -> None:
    check_calendar_unit_laws(add=by_the_calendar, max_examples=60)
    check_calendar_unit_laws(add=into_the_next_month, month_end="next day", max_examples=60)


def test_dateutil_keeps_them_too() -> None:
    check_calendar_unit_laws(add=lambda day, n, unit: day + relativedelta(**{unit: n}), max_examples=60)


def thirty_days_a_month(day: date, n: int, unit: str) -> date:
    return day + n * {"days": 1, "weeks": 7, "months": 30, "years": 360}[unit] * DAY


def years_of_365_days(day: date, n: int, unit: str) -> date:
    return day + 365 * n * DAY if unit == "years" else by_the_calendar(day, n, unit)


def five_day_weeks(day: date, n: int, unit: str) -> date:
    return day + 5 * n * DAY if unit == "weeks" else by_the_calendar(day, n, unit)


def one_month_at_a_time(day: date, n: int, unit: str) -> date:
    """From 31 January by February: the 28th ever after."""
    if unit != "months":
        return by_the_calendar(day, n, unit)
    for _ in range(n):
        day = by_the_calendar(day, 1, unit)
    return day


def the_end_keeps_to_the_end(day: date, n: int, unit: str) -> date:
    """Takes 28 February for the end of the month, and gives 31 March."""
    got = by_the_calendar(day, n, unit)
    at_the_end = unit == "months" and (day + DAY).day == 1
    return (got.replace(day=1) + relativedelta(months=1)) - DAY if at_the_end else got


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        (thirty_days_a_month, "corresponding date"),
        (one_month_at_a_time, "corresponding date"),
        (the_end_keeps_to_the_end, "corresponding date"),
        (into_the_next_month, "corresponding date"),
        (years_of_365_days, "twelve months"),
        (five_day_weeks, "weeks of seven days"),
        (lambda day, n, unit: by_the_calendar(day, min(n, 39), unit), "weeks of seven days"),
    ],
)
def test_wrong_calendar_units_are_caught(wrong: Any, law: str) -> None:
    assert _law(check_calendar_unit_laws, add=wrong) == law


# hours


def real(at: datetime, hours: int) -> datetime:
    return (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def ours(at: datetime, hours: int) -> datetime:
    trigger = Moment(at.astimezone(LONDON).date().toordinal(), int(at.timestamp()))
    due = due_after(trigger, Elapsed.of(hours=hours), england_and_wales())
    assert due.instant is not None
    return datetime.fromtimestamp(due.instant, LONDON)


def test_our_hours_keep_every_law() -> None:
    check_hour_laws(add=ours, max_examples=100)
    check_hour_laws(add=real, max_examples=100)


def on_the_wall(at: datetime, hours: int) -> datetime:
    """A local time plus a `timedelta`, as it is most often written."""
    return at + timedelta(hours=hours)


def whole_days_and_the_rest(at: datetime, hours: int) -> datetime:
    """Days on the wall, the rest in real time: 48 hours keep the hour of the day."""
    return real(at + timedelta(days=hours // 24), hours % 24)


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        (on_the_wall, "real hours"),
        (whole_days_and_the_rest, "real hours"),
        (lambda at, hours: real(at, hours).replace(tzinfo=None), "says its offset"),
        (lambda at, hours: real(at, hours).replace(fold=0), "real hours"),
        (lambda at, hours: real(at, hours + 1), "real hours"),
    ],
)
def test_wrong_hours_are_caught(wrong: Any, law: str) -> None:
    assert _law(check_hour_laws, add=wrong, max_examples=500) == law


# ages


def reached(born: date, age: int) -> date:
    return date.fromordinal(birthday(born.toordinal(), years=age))


def reached_in_february(born: date, age: int) -> date:
    return date.fromordinal(birthday(born.toordinal(), years=age, leap="28 February"))


def completed(born: date, day: date) -> int:
    return age_on(born.toordinal(), day.toordinal())


def test_our_birthdays_keep_every_law() -> None:
    check_birthday_laws(birthday=reached, age=completed, max_examples=100)
    check_birthday_laws(birthday=reached_in_february, leap="28 February", max_examples=100)


def test_a_29th_of_february_may_not_stop_a_function() -> None:
    with pytest.raises(ValueError, match="day"):
        check_birthday_laws(birthday=lambda born, age: born.replace(year=born.year + age))


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        ({"birthday": reached_in_february}, "the same date"),
        ({"birthday": lambda born, age: born + timedelta(days=int(age * 365.25))}, "the same date"),
        ({"birthday": reached, "age": lambda born, day: day.year - born.year}, "older on the birthday"),
        ({"birthday": reached, "age": lambda born, day: (day - born).days // 365}, "older on the birthday"),
    ],
)
def test_wrong_birthdays_are_caught(wrong: dict[str, Any], law: str) -> None:
    assert _law(check_birthday_laws, **wrong) == law


# closures


def right_on(calendar: Calendar) -> Callable[[date, int], date]:
    return lambda day, n: stepping(day, n, lambda each: calendar.is_working(each.toordinal()))


def test_a_right_function_takes_closures_as_it_should() -> None:
    check_closure_laws(add_on=right_on, calendar=england_and_wales(), max_examples=15)


def deaf_to_closures(calendar: Calendar) -> Callable[[date, int], date]:
    return right_on(replace(calendar, closures=()))


def closed_days_count_twice(calendar: Calendar) -> Callable[[date, int], date]:
    """Adds a day for every day of closure that there is, wherever it lies."""
    shut = sum(closure.last - closure.first + 1 for closure in calendar.closures)
    return lambda day, n: right_on(calendar)(day, n + shut)


def works_only_when_closed(calendar: Calendar) -> Callable[[date, int], date]:
    """Takes the list of closures for one of extra working days, as an extra shift would be."""
    extra = {day for closure in calendar.closures for day in range(closure.first, closure.last + 1)}
    plain = replace(calendar, closures=())
    return lambda day, n: stepping(day, n, lambda each: plain.is_working(each.toordinal()) or each.toordinal() in extra)


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        (deaf_to_closures, "on the day"),
        (closed_days_count_twice, "elsewhere"),
        (works_only_when_closed, "never earlier"),
    ],
)
def test_wrong_closures_are_caught(wrong: Any, law: str) -> None:
    assert _law(check_closure_laws, add_on=wrong, calendar=england_and_wales()) == law


def test_a_closure_of_one_day_is_a_closure() -> None:
    day = date(2026, 3, 4)
    closed = england_and_wales().with_closures([Closure(day.toordinal(), day.toordinal(), "Flood", "made up")])
    assert closed.add_date(date(2026, 3, 3), 1) == date(2026, 3, 5)


# adapters

WORDS = load_vocabulary()

FEW = replace(WORDS, events={name: WORDS.events[name] for name in ("case.closed", "icpc.held", "visit.made")})
"""So few words that hypothesis finds the smallest history quickly."""


def from_yaml(written: str) -> Case:
    return read_cases(written, "case.yaml").cases[0]


def test_our_case_files_lose_nothing() -> None:
    check_adapter_laws(write=write_case, read=from_yaml, vocabulary=WORDS, max_examples=60)


def _changed(change: Callable[[Event], Event]) -> Callable[[Case], Case]:
    return lambda case: replace(case, events=tuple(change(event) for event in case.events))


def only_the_day(event: Event) -> Event:
    return replace(event, at=event.at.date()) if isinstance(event.at, datetime) else event


def midnight_for_no_time(event: Event) -> Event:
    return event if isinstance(event.at, datetime) else replace(event, at=datetime.combine(event.at, time(0)))


def no_corrections(event: Event) -> Event:
    return replace(event, corrects=None)


def empty_for_not_recorded(event: Event) -> Event:
    said = {name: False for name in ("child_seen",) if name not in event.attributes}
    return replace(event, attributes={**event.attributes, **said})


@pytest.mark.parametrize("wrong", [only_the_day, midnight_for_no_time, no_corrections, empty_for_not_recorded])
def test_an_adapter_that_changes_an_entry_is_caught(wrong: Callable[[Event], Event]) -> None:
    law = _law(check_adapter_laws, write=lambda case: case, read=_changed(wrong), vocabulary=FEW)
    assert law == "every entry"


def test_an_adapter_that_leaves_out_what_was_called_off_is_caught() -> None:
    def held(case: Case) -> Case:
        return replace(case, events=tuple(event for event in case.events if event.status != "cancelled"))

    assert _law(check_adapter_laws, write=lambda case: case, read=held, vocabulary=FEW) == "as many"


def test_an_adapter_that_forgets_who_it_is_about_is_caught() -> None:
    def born_nowhere(case: Case) -> Case:
        return replace(case, subject=replace(case.subject, born=None))

    assert _law(check_adapter_laws, write=lambda case: case, read=born_nowhere, vocabulary=FEW) == "the subject"
