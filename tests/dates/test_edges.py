"""Edges that small changes of the code went unnoticed at, and the exact words of errors that people act on."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from practice_rules.dates import (
    Calendar,
    CalendarSpan,
    Conventions,
    Due,
    Moment,
    OutsideCalendar,
    Range,
    WorkingDays,
    age_on,
    birthday,
    iso,
    parse_duration,
)
from practice_rules.dates.days import FIRST_DAY, add_months
from practice_rules.dates.deadlines import ledger
from practice_rules.dates.durations import DurationProblem
from practice_rules.dates.lengths import ByTime, Elapsed, SameDay, humanise

DIFFERENT = (
    "{} and {} are different kinds of time and cannot be combined or compared: "
    "working days, calendar units (days, weeks, months, years) and hours are counted differently"
)


@pytest.mark.parametrize("mix", [operator.add, operator.lt], ids=["added", "compared"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WorkingDays(3), CalendarSpan(weeks=2)),
        (CalendarSpan(weeks=2), Elapsed.of(hours=5)),
        (Elapsed.of(hours=5), WorkingDays(3)),
    ],
)
def test_kinds_of_time_that_do_not_mix_are_both_named(mix: Callable[[Any, Any], Any], one: Any, other: Any) -> None:
    with pytest.raises(TypeError) as refused:
        mix(one, other)
    assert str(refused.value) == DIFFERENT.format(one, other)


def test_calendar_units_add_up_each_by_itself() -> None:
    one, other = CalendarSpan(1, 2, 3, 4), CalendarSpan(10, 20, 30, 40)
    assert one + other == CalendarSpan(11, 22, 33, 44)


def test_a_longer_span_is_not_at_most_a_shorter() -> None:
    assert CalendarSpan(days=7) <= CalendarSpan(days=7)
    assert not CalendarSpan(days=8) <= CalendarSpan(days=7)
    assert CalendarSpan(days=8) >= CalendarSpan(days=7)
    assert not CalendarSpan(days=7) >= CalendarSpan(days=8)


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (23, 59), (23, 0), (0, 59)])
def test_every_time_of_a_day_may_end_a_length_in_days(hour: int, minute: int) -> None:
    assert str(ByTime(SameDay(), hour, minute)) == f"same day by {hour:02d}:{minute:02d}"


@pytest.mark.parametrize(("hour", "minute"), [(24, 0), (-1, 0), (0, 60), (0, -1)])
def test_no_other_time_may(hour: int, minute: int) -> None:
    with pytest.raises(ValueError, match=r"^a time of day runs from 00:00 to 23:59$"):
        ByTime(SameDay(), hour, minute)


def test_hours_cannot_end_at_a_time_of_day() -> None:
    message = "^only a length in days can end at a time of day; hours end where they end$"
    with pytest.raises(TypeError, match=message):
        ByTime(Elapsed.of(hours=5), 13, 0)  # type: ignore[arg-type]  # what is refused


def test_a_range_is_written_with_its_unit_once_and_said_with_one_between() -> None:
    assert str(Range(CalendarSpan(weeks=1), CalendarSpan(weeks=2))) == "1 to 2 weeks"
    assert str(Range(CalendarSpan(days=6), CalendarSpan(weeks=2))) == "6 days to 2 weeks"
    assert humanise(Range(CalendarSpan(weeks=6), CalendarSpan(weeks=8))) == "between 6 and 8 weeks"


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("same day by noon", "same day by 12:00"),
        ("same day by midday", "same day by 12:00"),
        ("same day by 4pm", "same day by 16:00"),
        ("same day by 12am", "same day by 00:00"),
        ("same day by 23.59", "same day by 23:59"),
        ("same day by 24.00", None),
        ("same day by 23.60", None),
        ("2 fortnights", "4 weeks"),
        ("999 fortnights", "1998 weeks"),
        ("1000 fortnights", None),
        ("3 wekes", "3 weeks"),
        ("same dya", "same day"),
        ("shame", None),
    ],
)
def test_what_was_probably_meant(written: str, fix: str | None) -> None:
    problem = parse_duration(written)
    assert isinstance(problem, DurationProblem)
    assert problem.fix == fix


def test_only_what_has_quotes_in_it_is_said_to_have_quotes_in_it() -> None:
    for written in ("'2 weeks'", "\u201c2 weeks\u201d", "\u20182 weeks\u2019"):
        assert str(parse_duration(written)).startswith(
            "the quotes have become part of this length of time; did you mean"
        )
    assert str(parse_duration("within 2 weeks")) == "'within 2 weeks' is not a length of time; did you mean '2 weeks'?"


def test_a_problem_says_what_was_expected_where_it_cannot_say_what_was_meant() -> None:
    assert str(DurationProblem("this is wrong", "that")) == "this is wrong; expected that"
    assert str(DurationProblem("this is wrong", "that", "these")) == "this is wrong; did you mean 'these'?"


def test_an_age_in_months_of_one_born_on_the_29th_of_another_month_ends_with_february() -> None:
    born = date(2009, 5, 29).toordinal()
    assert iso(birthday(born, years=15, months=9)) == "2025-02-28"
    assert iso(birthday(date(2009, 2, 28).toordinal(), years=16)) == "2025-02-28"


def test_an_age_may_be_one_of_months_or_of_years() -> None:
    born = date(2010, 6, 15).toordinal()
    assert iso(birthday(born, months=9)) == "2011-03-15"
    assert iso(birthday(born, years=9)) == "2019-06-15"


def test_an_age_follows_the_choice_of_a_leap_birthday() -> None:
    born, eve = date(2008, 2, 29).toordinal(), date(2026, 2, 28).toordinal()
    assert (age_on(born, eve), age_on(born, eve, "28 February")) == (17, 18)
    with pytest.raises(ValueError, match=r"^an age was asked for on a day before the date of birth$"):
        age_on(born, born - 1)


def test_months_reach_to_the_first_and_the_last_year_there_is() -> None:
    assert add_months(date(2, 1, 15).toordinal(), -12) == date(1, 1, 15).toordinal()
    assert add_months(date(9998, 12, 15).toordinal(), 12) == date(9999, 12, 15).toordinal()
    for start, months in ((date(1, 1, 15), -1), (date(9999, 12, 15), 1)):
        with pytest.raises(OutsideCalendar, match=r"^1 months from .* lies outside the years 1 to 9999$"):
            add_months(start.toordinal(), months)


def test_a_calendar_vouches_for_its_first_day_and_its_last() -> None:
    calendar = Calendar("short", vouched_from=FIRST_DAY + 10, vouched_to=FIRST_DAY + 20)
    wanted = [False, True, True, False]
    assert [calendar.vouched(FIRST_DAY + day) for day in (9, 10, 20, 21)] == wanted


def test_a_day_that_is_its_own_deadline_is_the_first_where_the_day_counts() -> None:
    monday, weekdays = FIRST_DAY + 4, Calendar("weekdays")
    counting_it = Conventions(day_one="same day")
    assert [line.counted for line in ledger(Moment(monday), Due(monday), weekdays, counting_it)] == [1]
    assert [line.counted for line in ledger(Moment(monday), Due(monday), weekdays)] == [0]
