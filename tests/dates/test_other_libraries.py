"""Agreement with numpy, pandas and QuantLib where conventions are ours; docs/dates.md lists where not."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
import QuantLib as ql
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.dates import Calendar, england_and_wales
from practice_rules.dates.days import FIRST_DAY, weekday

from .strategies import MODEST, calendars, days

NUMBERS = st.integers(-90, 90)
OURS = england_and_wales()
QUANTLIB = ql.UnitedKingdom(ql.UnitedKingdom.Settlement)
PANDAS = pd.offsets.CustomBusinessDay(holidays=[date.fromordinal(holiday.day) for holiday in OURS.holidays])


def _busdays(calendar: Calendar) -> Any:
    mask = [day in calendar.week for day in range(7)]
    off = [np.datetime64(date.fromordinal(holiday.day)) for holiday in calendar.holidays]
    shut = [
        np.datetime64(date.fromordinal(day))
        for closure in calendar.closures
        for day in range(closure.first, closure.last + 1)
    ]
    return np.busdaycalendar(mask, off + shut)


def _np(day: int) -> Any:
    return np.datetime64(date.fromordinal(day))


def _ql(day: int) -> Any:
    on = date.fromordinal(day)
    return ql.Date(on.day, on.month, on.year)


@MODEST
@given(calendars(), days(), NUMBERS)
def test_numpy_adds_alike_when_its_roll_is_chosen_by_the_sign(calendar: Calendar, day: int, n: int) -> None:
    roll = "preceding" if n > 0 else "following"
    found = np.busday_offset(_np(day), n, roll=roll, busdaycal=_busdays(calendar)).item()
    assert calendar.add(day, n) == found.toordinal()


@MODEST
@given(calendars(), days(), st.integers(0, 800))
def test_numpy_counts_alike_forward_over_days_shifted_by_one(calendar: Calendar, day: int, length: int) -> None:
    counted = np.busday_count(_np(day + 1), _np(day + length + 1), busdaycal=_busdays(calendar))
    assert calendar.count(day, day + length) == counted


@pytest.mark.filterwarnings("ignore:Non-vectorized DateOffset")
@MODEST
@given(days(), NUMBERS)
def test_pandas_adds_alike(day: int, n: int) -> None:
    found = pd.Timestamp(date.fromordinal(day)) + n * PANDAS
    assert OURS.add(day, n) == found.date().toordinal()


def test_quantlib_has_the_same_days_off_in_england_from_1978_to_2100_but_for_one_wedding() -> None:
    differ = [
        date.fromordinal(day).isoformat()
        for day in range(date(1978, 1, 1).toordinal(), date(2100, 12, 31).toordinal() + 1)
        if OURS.is_working(day) != QUANTLIB.isBusinessDay(_ql(day))
    ]
    assert differ == ["1981-07-29"]


@MODEST
@given(st.integers(date(2001, 1, 1).toordinal(), date(2060, 12, 31).toordinal()), NUMBERS)
def test_quantlib_advances_alike(day: int, n: int) -> None:
    rolled = ql.Following
    assert _ql(OURS.add(day, n)) == QUANTLIB.advance(_ql(day), n, ql.Days, rolled)


@MODEST
@given(st.integers(date(2001, 1, 1).toordinal(), date(2060, 12, 31).toordinal()), st.integers(0, 800))
def test_quantlib_counts_alike_forward(day: int, length: int) -> None:
    assert OURS.count(day, day + length) == QUANTLIB.businessDaysBetween(_ql(day), _ql(day + length), False, True)


class TestWhereTheyDiffer:
    """Differences that docs/dates.md lists, held here so that the list stays true."""

    SATURDAY = date(2026, 3, 7).toordinal()

    def test_numpy_forward_rolls_before_it_counts(self) -> None:
        found = np.busday_offset(_np(self.SATURDAY), 1, roll="forward").item()
        assert (weekday(found.toordinal()), weekday(OURS.add(self.SATURDAY, 1))) == (1, 0)

    def test_numpy_refuses_a_day_off_by_default(self) -> None:
        with pytest.raises(ValueError, match="Non-business day"):
            np.busday_offset(_np(self.SATURDAY), 1)

    def test_numpy_counts_differently_backwards(self) -> None:
        tuesday = self.SATURDAY + 3
        assert np.busday_count(_np(self.SATURDAY), _np(tuesday)) == 1
        assert np.busday_count(_np(tuesday), _np(self.SATURDAY)) == -2
        assert OURS.count(self.SATURDAY, tuesday) == 2 == -OURS.count(tuesday, self.SATURDAY)

    def test_quantlib_works_on_the_wedding_of_1981(self) -> None:
        wedding = date(1981, 7, 29).toordinal()
        assert not OURS.is_working(wedding)
        assert QUANTLIB.isBusinessDay(_ql(wedding))

    def test_numpy_answers_before_1970_and_beyond_2100(self) -> None:
        assert np.busday_offset(_np(FIRST_DAY - 1), 1).item() == date(1970, 1, 1)
