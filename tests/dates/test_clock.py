"""Europe/London: clock changes, moments read from text, and being in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.dates import (
    FIRST_DAY,
    LAST_DAY,
    Due,
    Moment,
    MomentProblem,
    OutsideCalendar,
    day_of,
    day_start,
    human_due,
    human_moment,
    in_time,
    instant_at,
    is_past,
    iso,
    local_time,
    parse_moment,
    precision_is_day,
)

from .strategies import MODEST, days, timed_moments

HOUR = 3600


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _moment(value: str | date | datetime) -> Moment:
    found = parse_moment(value)
    assert isinstance(found, Moment), found
    return found


def _instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def test_every_day_from_1970_to_2100_starts_at_local_midnight_and_ends_as_the_next_begins() -> None:
    for day in range(FIRST_DAY, LAST_DAY + 1, 1):
        start, end = day_start(day), day_start(day + 1)
        assert end - start in (23 * HOUR, 24 * HOUR, 25 * HOUR)
        assert day_of(start) == day == day_of(end - 1)


def test_every_year_since_1973_has_one_short_and_one_long_day_both_sundays() -> None:
    for year in range(1973, 2101):
        lengths = {
            day: (day_start(day + 1) - day_start(day)) // HOUR
            for day in range(_day(f"{year}-01-01"), _day(f"{year}-12-31") + 1)
        }
        changed = {day: hours for day, hours in lengths.items() if hours != 24}
        assert sorted(changed.values()) == [23, 25]
        assert all(date.fromordinal(day).weekday() == 6 for day in changed)


@MODEST
@given(st.integers(0, _instant("2100-12-31T23:59:59+00:00")))
def test_the_local_day_of_an_instant_is_the_zones(instant: int) -> None:
    assert day_of(instant) == local_time(instant).date().toordinal()
    assert day_start(day_of(instant)) <= instant < day_start(day_of(instant) + 1)


@pytest.mark.parametrize(
    "instant",
    [_instant("1969-12-31T22:59:59+00:00"), _instant("2101-01-01T00:00:00+00:00"), -(10**12), 10**12],
)
def test_instants_beyond_the_clock_are_refused(instant: int) -> None:
    with pytest.raises(OutsideCalendar):
        day_of(instant)


def test_the_first_hour_of_1970_was_british_standard_time() -> None:
    assert day_of(_instant("1969-12-31T23:00:00+00:00")) == FIRST_DAY


@pytest.mark.parametrize("day", [FIRST_DAY - 1, LAST_DAY + 2])
def test_starts_of_days_beyond_the_clock_are_refused(day: int) -> None:
    with pytest.raises(OutsideCalendar):
        day_start(day)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "at"),
    [
        ("2026-03-29", 0, 59, "2026-03-29T00:59:00+00:00"),
        ("2026-03-29", 1, 0, "2026-03-29T02:00:00+01:00"),
        ("2026-03-29", 1, 59, "2026-03-29T02:00:00+01:00"),
        ("2026-03-29", 2, 0, "2026-03-29T02:00:00+01:00"),
        ("2026-03-29", 13, 0, "2026-03-29T13:00:00+01:00"),
        ("2026-10-25", 0, 59, "2026-10-25T00:59:00+01:00"),
        ("2026-10-25", 1, 30, "2026-10-25T01:30:00+01:00"),
        ("2026-10-25", 2, 0, "2026-10-25T02:00:00+00:00"),
        ("2026-03-03", 24, 0, "2026-03-04T00:00:00+00:00"),
        ("2026-03-29", 24, 0, "2026-03-30T00:00:00+01:00"),
        ("2026-07-01", 9, 5, "2026-07-01T09:05:00+01:00"),
    ],
)
def test_the_instant_of_a_time_on_the_wall(day: str, hour: int, minute: int, at: str) -> None:
    assert local_time(instant_at(_day(day), hour, minute)).isoformat() == at


@MODEST
@given(timed_moments())
def test_a_local_time_with_its_offset_reads_back_as_the_same_moment(moment: Moment) -> None:
    assert moment.instant is not None
    assert _moment(local_time(moment.instant).isoformat()) == moment
    assert _moment(datetime.fromtimestamp(moment.instant, UTC)) == moment
    assert _moment(datetime.fromtimestamp(moment.instant, timezone(timedelta(hours=-9)))) == moment


@MODEST
@given(days())
def test_a_date_reads_back_as_its_day(day: int) -> None:
    assert _moment(iso(day)) == _moment(date.fromordinal(day)) == Moment(day, None)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2026-03-03T14:30", "2026-03-03T14:30:00+00:00"),
        ("2026-03-03 14:30", "2026-03-03T14:30:00+00:00"),
        (" 2026-07-03T14:30:05 ", "2026-07-03T14:30:05+01:00"),
        ("2026-07-03T14:30:05.999", "2026-07-03T14:30:05+01:00"),
        ("2026-07-03T23:30:00Z", "2026-07-04T00:30:00+01:00"),
        ("2026-07-03t23:30z", "2026-07-04T00:30:00+01:00"),
        ("2026-07-03T23:30+0500", "2026-07-03T19:30:00+01:00"),
        ("2026-03-29T00:59:59", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T02:00", "2026-03-29T02:00:00+01:00"),
        ("2026-10-25T01:00", "2026-10-25T01:00:00+01:00"),
        ("2026-10-25T01:59:59", "2026-10-25T01:59:59+01:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25T02:00", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_date_times_are_read_in_london(text: str, local: str) -> None:
    instant = _moment(text).instant
    assert instant is not None
    assert local_time(instant).isoformat() == local


def test_a_repeated_local_time_is_its_first_showing_unless_its_fold_says_the_second() -> None:
    repeated = datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001 - a naive local time is what is being read
    first, second = _moment(repeated).instant, _moment(repeated.replace(fold=1)).instant
    assert first is not None
    assert second == first + HOUR


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-03-29T01:00", "clocks went forward over 01:00 on Sun 29 Mar 2026"),
        ("2026-03-29T01:59:59", "clocks went forward"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2026-12-32", "December 2026 has 31 days"),
        ("2026-13-01", "no month 13"),
        ("2026-00-01", "no month 0"),
        ("0000-01-01", "no year 0000"),
        ("2026-02-29T10:00", "February 2026 has 28 days"),
        ("2026-03-03T25:00", "this time of day does not exist"),
        ("2026-03-03T10:61", "this time of day does not exist"),
        ("2026-03-03T24:00", "write 00:00 of the next day"),
        ("03/03/2026", "year-month-day"),
        ("3-3-26", "year-month-day"),
        ("", "empty"),
        ("yesterday", "not a date"),
        ("20260303", "not a date"),
        ("2026-W10-2", "not a date"),
        ("2026-03-03T10", "not a date"),
        ("1900-01-01", "1900 is outside"),
        ("9999-12-31", "9999 is outside"),
        ("9999-12-31T23:59:59", "9999 is outside"),
        ("0001-01-01T00:00+05:00", "1 is outside"),
        ("1969-12-31", "1969 is outside"),
        ("1969-12-31T23:59:59", "1969 is outside"),
        ("2101-01-01", "2101 is outside"),
        ("2101-01-01T00:00", "2101 is outside"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, says: str) -> None:
    found = parse_moment(text)
    assert isinstance(found, MomentProblem)
    assert says in str(found)


def test_the_last_moment_of_2100_is_read() -> None:
    assert _moment("2100-12-31T23:59:59").day == LAST_DAY
    assert _moment("1970-01-01T00:00:00").day == FIRST_DAY


def test_what_is_no_date_at_all_is_a_problem_and_not_a_crash() -> None:
    assert isinstance(parse_moment(20260303), MomentProblem)  # type: ignore[arg-type]  # what a careless caller does


DAY = _day("2026-03-03")
NOON = instant_at(DAY, 12)
LAST_SECOND = day_start(DAY + 1) - 1


@pytest.mark.parametrize(
    ("happened", "due", "expected"),
    [
        (Moment(DAY - 1), Due(DAY), True),
        (Moment(DAY), Due(DAY), True),
        (Moment(DAY, LAST_SECOND), Due(DAY), True),
        (Moment(DAY + 1, LAST_SECOND + 1), Due(DAY), False),
        (Moment(DAY + 1), Due(DAY), False),
        (Moment(DAY, NOON - 1), Due(DAY, NOON), True),
        (Moment(DAY, NOON), Due(DAY, NOON), True),
        (Moment(DAY, NOON + 1), Due(DAY, NOON), False),
        (Moment(DAY), Due(DAY, NOON), True),
        (Moment(DAY + 1), Due(DAY, NOON), False),
        (Moment(DAY - 1), Due(DAY, NOON), True),
    ],
    ids=lambda value: str(value),
)
def test_in_time(happened: Moment, due: Due, expected: bool) -> None:
    assert in_time(happened, due) is expected


@pytest.mark.parametrize(
    ("happened", "due", "expected"),
    [
        (Moment(DAY), Due(DAY), False),
        (Moment(DAY, NOON), Due(DAY), False),
        (Moment(DAY, NOON), Due(DAY, NOON), False),
        (Moment(DAY), Due(DAY, NOON), True),
        (Moment(DAY, NOON), Due(DAY, by_day=True), True),
        (None, Due(DAY, NOON), False),
        (None, Due(DAY, by_day=True), True),
    ],
)
def test_precision_is_the_day_when_hours_met_a_bare_date(happened: Moment | None, due: Due, expected: bool) -> None:
    assert precision_is_day(happened, due) is expected


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        (Due(DAY), Moment(DAY - 1), False),
        (Due(DAY), Moment(DAY), False),
        (Due(DAY), Moment(DAY, LAST_SECOND), False),
        (Due(DAY), Moment(DAY + 1, LAST_SECOND + 1), True),
        (Due(DAY), Moment(DAY + 1), True),
        (Due(DAY, NOON), Moment(DAY, NOON), False),
        (Due(DAY, NOON), Moment(DAY, NOON + 1), True),
        (Due(DAY, NOON), Moment(DAY), True),
        (Due(DAY, NOON), Moment(DAY - 1), False),
    ],
)
def test_is_past(due: Due, now: Moment, expected: bool) -> None:
    assert is_past(due, now) is expected


@MODEST
@given(timed_moments(), timed_moments(), st.booleans())
def test_what_happens_now_is_late_exactly_when_the_deadline_is_past(now: Moment, deadline: Moment, timed: bool) -> None:
    due = Due(deadline.day, deadline.instant if timed else None)
    assert in_time(now, due) is not is_past(due, now)


def test_moments_and_deadlines_are_written_for_people() -> None:
    assert human_moment(Moment(DAY, NOON)) == "Tue 3 Mar 2026 12:00"
    assert human_moment(Moment(DAY, NOON + 5)) == "Tue 3 Mar 2026 12:00:05"
    assert human_due(Due(DAY, NOON)) == "Tue 3 Mar 2026 12:00"
    assert human_due(Due(DAY)) == "Tue 3 Mar 2026"
