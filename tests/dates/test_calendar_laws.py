"""The laws of adding and counting working days, on shipped and made-up calendars."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.dates import FIRST_DAY, LAST_DAY, Calendar, OutsideCalendar
from practice_rules.dates.calendar import Closure, Holiday

from .strategies import MODEST, calendars, days, holidays

NUMBERS = st.integers(-90, 90)
SOME = st.integers(1, 90)


def walked(calendar: Calendar, day: int, n: int) -> int:
    """The n-th working day after or before, found by walking one day at a time."""
    step = 1 if n > 0 else -1
    while n:
        day += step
        n -= step * calendar.is_working(day)
    return day


@MODEST
@given(calendars(), days(), NUMBERS.filter(bool))
def test_the_answer_is_the_one_found_by_walking(calendar: Calendar, day: int, n: int) -> None:
    assert calendar.add(day, n) == walked(calendar, day, n)


@MODEST
@given(calendars(), days(), NUMBERS)
def test_the_answer_is_a_working_day(calendar: Calendar, day: int, n: int) -> None:
    assert calendar.is_working(calendar.add(day, n))


@MODEST
@given(calendars(), days(), SOME)
def test_exactly_n_working_days_lie_after_the_start_up_to_the_answer(calendar: Calendar, day: int, n: int) -> None:
    end = calendar.add(day, n)
    assert calendar.count(day, end) == n == sum(map(calendar.is_working, range(day + 1, end + 1)))


@MODEST
@given(calendars(), days(), SOME)
def test_exactly_n_working_days_lie_from_a_lead_date_to_the_day_before_the_anchor(
    calendar: Calendar, day: int, n: int
) -> None:
    start = calendar.add(day, -n)
    assert sum(map(calendar.is_working, range(start, day))) == n


@MODEST
@given(calendars(), days(), NUMBERS)
def test_subtracting_undoes_adding_from_a_working_day(calendar: Calendar, day: int, n: int) -> None:
    start = calendar.next_working(day)
    assert calendar.add(calendar.add(start, n), -n) == start


@MODEST
@given(calendars(), days(), SOME)
def test_from_a_day_off_subtracting_ends_on_the_working_day_before(calendar: Calendar, day: int, n: int) -> None:
    if calendar.is_working(day):
        return
    assert calendar.add(calendar.add(day, n), -n) == calendar.previous_working(day)
    assert calendar.add(calendar.add(day, -n), n) == calendar.next_working(day)


@MODEST
@given(calendars(), days(), SOME, SOME)
def test_adding_in_two_steps_is_adding_once(calendar: Calendar, day: int, n: int, m: int) -> None:
    assert calendar.add(calendar.add(day, n), m) == calendar.add(day, n + m)
    assert calendar.add(calendar.add(day, -n), -m) == calendar.add(day, -n - m)


@MODEST
@given(calendars(), days(), st.integers(-90, 89))
def test_one_more_working_day_is_never_earlier(calendar: Calendar, day: int, n: int) -> None:
    assert calendar.add(day, n) <= calendar.add(day, n + 1)


@MODEST
@given(calendars(), days(), days(), NUMBERS)
def test_a_later_start_is_never_due_earlier(calendar: Calendar, a: int, b: int, n: int) -> None:
    early, late = sorted((a, b))
    assert calendar.add(early, n) <= calendar.add(late, n)


@MODEST
@given(calendars(), days(), SOME, st.lists(holidays(), max_size=4))
def test_a_holiday_never_makes_a_deadline_earlier_or_a_lead_later(
    calendar: Calendar, day: int, n: int, off: list[Holiday]
) -> None:
    fewer = calendar.with_holidays(off)
    assert fewer.add(day, n) >= calendar.add(day, n)
    assert fewer.add(day, -n) <= calendar.add(day, -n)


@MODEST
@given(calendars(), days(), st.integers(1, 20))
def test_a_holiday_proclaimed_on_the_answer_moves_it_by_one_working_day(calendar: Calendar, day: int, n: int) -> None:
    end = calendar.add(day, n)
    proclaimed = calendar.with_holidays([Holiday(end, "Proclaimed", "made up")])
    closed = calendar.with_closures([Closure(end, end, "Flood", "made up")])
    assert proclaimed.add(day, n) == closed.add(day, n) == calendar.add(day, n + 1)
    assert (proclaimed.why_not(end), closed.why_not(end)) == ("Proclaimed", "Flood")


@MODEST
@given(calendars(), days(), days(), days())
def test_counts_add_up(calendar: Calendar, a: int, b: int, c: int) -> None:
    assert calendar.count(a, b) + calendar.count(b, c) == calendar.count(a, c)


@MODEST
@given(calendars(), days(), days())
def test_a_count_backwards_has_its_sign_turned(calendar: Calendar, a: int, b: int) -> None:
    assert calendar.count(a, b) == -calendar.count(b, a)


@MODEST
@given(calendars(), calendars(), days(), st.integers(0, 400))
def test_a_calendar_closed_if_either_never_has_more_working_days(
    one: Calendar, other: Calendar, day: int, length: int
) -> None:
    if not set(one.week) & set(other.week):
        return
    both = one.closed_if_either(other, "both")
    assert both.count(day, day + length) <= min(one.count(day, day + length), other.count(day, day + length))


@MODEST
@given(calendars(), calendars(), st.lists(days(), min_size=5, max_size=40))
def test_combined_calendars_work_when_their_parts_do(one: Calendar, other: Calendar, some: list[int]) -> None:
    either_open = one.closed_if_both(other, "either")
    for day in some:
        assert either_open.is_working(day) == (one.is_working(day) or other.is_working(day))
    if set(one.week) & set(other.week):
        both_open = one.closed_if_either(other, "both")
        for day in some:
            assert both_open.is_working(day) == (one.is_working(day) and other.is_working(day))


@MODEST
@given(calendars(), days())
def test_a_day_is_worked_or_there_is_a_reason(calendar: Calendar, day: int) -> None:
    assert calendar.is_working(day) == (calendar.why_not(day) is None)
    assert calendar.next_working(day) == calendar.add(day, 0) >= day
    assert calendar.previous_working(day) <= day
    assert calendar.is_working(calendar.previous_working(day))


@MODEST
@given(calendars(), st.integers(-400, 400), st.integers(-60, 60))
def test_near_the_ends_the_answer_is_refused_or_right(calendar: Calendar, shift: int, n: int) -> None:
    day = FIRST_DAY + shift if n % 2 else LAST_DAY + shift
    try:
        found = calendar.add(day, n)
    except OutsideCalendar:
        if FIRST_DAY <= day <= LAST_DAY:
            room = calendar.count(day, LAST_DAY) if n > 0 else calendar.count(FIRST_DAY, day) + 1
            assert abs(n) > room - 1 or n == 0
        return
    assert FIRST_DAY <= found <= LAST_DAY
    if n:
        assert found == walked(calendar, day, n)


@pytest.mark.parametrize("n", [40_000, -40_000, 10**9, -(10**9)])
def test_a_number_that_overshoots_is_refused_and_never_wraps_round(n: int) -> None:
    weekdays = Calendar("weekdays")
    with pytest.raises(OutsideCalendar, match="1970"):
        weekdays.add(FIRST_DAY + 20_000, n)


@MODEST
@given(calendars(), days(), days(), NUMBERS)
def test_dates_are_added_and_counted_as_their_numbers_are(calendar: Calendar, a: int, b: int, n: int) -> None:
    first, last = date.fromordinal(a), date.fromordinal(b)
    assert calendar.add_date(first, n).toordinal() == calendar.add(a, n)
    assert calendar.count_dates(first, last) == calendar.count(a, b)


@MODEST
@given(calendars(), st.integers(-400, 400), st.integers(-60, 60))
def test_near_the_ends_dates_are_refused_where_their_numbers_are(calendar: Calendar, shift: int, n: int) -> None:
    day = FIRST_DAY + shift if n % 2 else LAST_DAY + shift
    try:
        found = calendar.add(day, n)
    except OutsideCalendar as refused:
        with pytest.raises(OutsideCalendar, match=re.escape(str(refused))):
            calendar.add_date(date.fromordinal(day), n)
        return
    assert calendar.add_date(date.fromordinal(day), n) == date.fromordinal(found)


@pytest.mark.parametrize("beyond", [date(1969, 12, 31), date(2101, 1, 1), date.min, date.max])
def test_dates_beyond_the_calendar_are_not_counted_from_or_to(beyond: date) -> None:
    weekdays, within = Calendar("weekdays"), date(2026, 3, 3)
    with pytest.raises(OutsideCalendar):
        weekdays.count_dates(beyond, within)
    with pytest.raises(OutsideCalendar):
        weekdays.count_dates(within, beyond)


def test_a_date_with_a_time_gives_a_plain_date() -> None:
    found = Calendar("weekdays").add_date(datetime(2026, 3, 6, 18, 30, tzinfo=UTC), 1)
    assert type(found) is date
    assert found == date(2026, 3, 9)
