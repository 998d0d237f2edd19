"""Months, birthdays and ages: the corresponding-date rule and 29 February."""

from __future__ import annotations

import calendar as months_of_year
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.dates import (
    FIRST_DAY,
    LAST_DAY,
    CalendarSpan,
    OutsideCalendar,
    age_on,
    back_from_birthday,
    birthday,
    human_date,
    iso,
)
from practice_rules.dates.days import add_months, add_span, subtract_span, weekday, within_limits

from .strategies import MODEST, days

MONTHS = st.integers(-300, 300)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@MODEST
@given(days(), MONTHS)
def test_months_end_on_the_corresponding_date_or_the_last_day_of_a_month_without_one(day: int, months: int) -> None:
    start, end = date.fromordinal(day), date.fromordinal(add_months(day, months))
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == min(start.day, months_of_year.monthrange(end.year, end.month)[1])


@MODEST
@given(days(), MONTHS)
def test_months_agree_with_dateutil(day: int, months: int) -> None:
    assert date.fromordinal(add_months(day, months)) == date.fromordinal(day) + relativedelta(months=months)


@MODEST
@given(days(), MONTHS)
def test_next_day_differs_only_where_the_month_has_no_such_date_and_is_then_the_first(day: int, months: int) -> None:
    last, following = add_months(day, months), add_months(day, months, "next day")
    if date.fromordinal(last).day == date.fromordinal(day).day:
        assert following == last
    else:
        assert following == last + 1
        assert date.fromordinal(following).day == 1


@MODEST
@given(days(), days(), MONTHS)
def test_months_keep_the_order_of_their_starts(a: int, b: int, months: int) -> None:
    early, late = sorted((a, b))
    assert add_months(early, months) <= add_months(late, months)


@MODEST
@given(days(), st.integers(0, 60), st.integers(0, 60))
def test_weeks_and_days_are_seven_and_one(day: int, weeks: int, some: int) -> None:
    if weeks or some:
        span = CalendarSpan(weeks=weeks, days=some)
        assert add_span(day, span) == day + 7 * weeks + some
        assert subtract_span(add_span(day, span), span) == day


def test_years_and_months_meet_the_months_end_once() -> None:
    leap_day = _day("2024-02-29")
    assert iso(add_span(leap_day, CalendarSpan(years=1, months=1))) == "2025-03-29"


@pytest.mark.parametrize(
    ("born", "years", "months", "leap", "reached"),
    [
        ("2010-06-15", 18, 0, "1 March", "2028-06-15"),
        ("2008-02-29", 1, 0, "1 March", "2009-03-01"),
        ("2008-02-29", 1, 0, "28 February", "2009-02-28"),
        ("2008-02-29", 4, 0, "1 March", "2012-02-29"),
        ("2008-02-29", 16, 12, "1 March", "2025-03-01"),
        ("2008-02-29", 15, 9, "1 March", "2023-11-29"),
        ("2008-02-28", 18, 0, "1 March", "2026-02-28"),
        ("2008-03-01", 18, 0, "28 February", "2026-03-01"),
        ("2010-05-31", 15, 9, "1 March", "2026-02-28"),
        ("2010-05-30", 15, 9, "1 March", "2026-02-28"),
    ],
)
def test_birthday(born: str, years: int, months: int, leap: str, reached: str) -> None:
    found = birthday(_day(born), years=years, months=months, leap=leap)  # type: ignore[arg-type]  # a table of text
    assert iso(found) == reached


def test_six_months_before_sixteen_is_taken_off_the_birthday() -> None:
    half = CalendarSpan(months=6)
    assert iso(back_from_birthday(_day("2010-06-15"), years=16, back=half)) == "2025-12-15"
    assert iso(back_from_birthday(_day("2009-02-28"), years=16, back=half)) == "2024-08-28"
    leapling = _day("2008-02-29")
    assert iso(back_from_birthday(leapling, years=17, back=half)) == "2024-09-01"
    assert iso(back_from_birthday(leapling, years=17, back=half, leap="28 February")) == "2024-08-28"


@MODEST
@given(days(), st.integers(0, 25))
def test_an_age_is_reached_on_the_birthday_and_not_the_day_before(born: int, years: int) -> None:
    on = birthday(born, years=years)
    assert age_on(born, on) == years
    if years:
        assert age_on(born, on - 1) == years - 1


@MODEST
@given(days(), st.integers(0, 9000))
def test_age_is_what_counting_birthdays_gives(born: int, lived: int) -> None:
    day = born + lived
    assert age_on(born, day) == sum(birthday(born, years=years) <= day for years in range(1, 30))


def test_there_is_no_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the date of birth"):
        age_on(FIRST_DAY, FIRST_DAY - 1)


def test_births_before_1970_have_ages() -> None:
    assert age_on(_day("1955-06-15"), _day("2026-06-14")) == 70


@pytest.mark.parametrize("day", [FIRST_DAY - 1, LAST_DAY + 1, -5, 10**9])
def test_days_beyond_the_calendar_are_refused(day: int) -> None:
    with pytest.raises(OutsideCalendar, match="1970"):
        within_limits(day)


@pytest.mark.parametrize("months", [-12 * 2026, 12 * 8000])
def test_months_beyond_the_years_that_dates_have_are_refused(months: int) -> None:
    with pytest.raises(OutsideCalendar):
        add_months(_day("2026-01-01"), months)


def test_the_first_and_last_days_are_known() -> None:
    assert (human_date(within_limits(FIRST_DAY)), human_date(within_limits(LAST_DAY))) == (
        "Thu 1 Jan 1970",
        "Fri 31 Dec 2100",
    )
    assert weekday(FIRST_DAY) == 3


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (0, "day number 0"),
        (1, "Mon 1 Jan 1"),
        (2, "Tue 2 Jan 1"),
        (FIRST_DAY - 1, "Wed 31 Dec 1969"),
        (LAST_DAY + 1, "Sat 1 Jan 2101"),
        (date.max.toordinal(), "Fri 31 Dec 9999"),
        (date.max.toordinal() + 1, "day number 3652060"),
    ],
)
def test_a_day_beyond_the_calendar_is_named(day: int, said: str) -> None:
    with pytest.raises(OutsideCalendar) as refused:
        within_limits(day)
    assert str(refused.value) == f"{said} lies outside the days this calendar knows, Thu 1 Jan 1970 to Fri 31 Dec 2100"
