"""Days added up: which days count, in which windows of the calendar, and from when a total is reached."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Event
from practice_rules.dates.clock import day_start
from practice_rules.dates.days import iso
from practice_rules.dates.durations import CalendarSpan, Duration, Elapsed, SameDay, WorkingDays
from practice_rules.engine.spans import EVER
from practice_rules.engine.totals import calendar_window, covered_days, days_in, window_of
from tests.engine.said import event
from tests.engine.test_states import Holds, said, stretch

HOUR, DAY = 3600, 86400


@pytest.mark.parametrize(
    ("length", "days"),
    [
        (CalendarSpan(years=1), 365),
        (CalendarSpan(years=2, months=3, weeks=1, days=4), 730 + 90 + 7 + 4),
        (Elapsed(DAY), 1),
        (Elapsed(DAY + 1), 2),
        (Elapsed(HOUR), 1),
        (WorkingDays(10), 10),
    ],
)
def test_a_length_is_a_number_of_days_to_add_up_to(length: Duration, days: int) -> None:
    assert days_in(length) == days


def test_the_same_day_is_no_number_of_days_to_add_up_to() -> None:
    with pytest.raises(ValueError, match=r"^a total is a number of days or weeks$"):
        days_in(SameDay())


@pytest.mark.parametrize(
    ("kind", "on", "first", "last"),
    [
        ("calendar_month", "2026-02-01", "2026-02-01", "2026-02-28"),
        ("calendar_month", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("quarter", "2026-03-31", "2026-01-01", "2026-03-31"),
        ("quarter", "2026-04-01", "2026-04-01", "2026-06-30"),
        ("quarter", "2026-12-31", "2026-10-01", "2026-12-31"),
        ("calendar_year", "2026-01-01", "2026-01-01", "2026-12-31"),
        ("calendar_year", "2026-12-31", "2026-01-01", "2026-12-31"),
        ("financial_year", "2026-03-31", "2025-04-01", "2026-03-31"),
        ("financial_year", "2026-04-01", "2026-04-01", "2027-03-31"),
        ("school_year", "2026-08-31", "2025-09-01", "2026-08-31"),
        ("school_year", "2026-09-01", "2026-09-01", "2027-08-31"),
    ],
)
def test_a_window_of_the_calendar(kind: str, on: str, first: str, last: str) -> None:
    day = date.fromisoformat(on)
    assert tuple(iso(each) for each in calendar_window(day, kind)) == (first, last)
    assert window_of(day.toordinal(), kind) == calendar_window(day, kind)


def test_the_calendar_has_no_other_windows() -> None:
    with pytest.raises(ValueError, match=r"^'fortnight' is no window of the calendar$"):
        calendar_window(date(2026, 3, 3), "fortnight")


def test_a_day_touched_is_one_day_however_often_it_is_touched() -> None:
    day = date(2026, 3, 3).toordinal()
    start = day_start(day)
    touching = ((start, start + HOUR), (start + 2 * HOUR, start + DAY), (start + DAY, start + DAY + 1))
    assert covered_days(touching, day - 5, day + 5) == [day, day + 1]
    assert covered_days(touching, day + 1, day + 5) == [day + 1]
    assert covered_days(touching, day - 5, day) == [day]
    assert covered_days(((-EVER, EVER),), day, day + 2) == [day, day + 1, day + 2]


def stay(first: str, last: str) -> list[Event]:
    return [event("looked_after.started", first), event("looked_after.ended", last)]


@pytest.mark.parametrize(
    ("total", "stays", "holds"),
    [
        ("at_least: 5 days", [("2026-03-02", "2026-03-04"), ("2026-03-10", "2026-03-12")], [("2026-03-11", None)]),
        ("at_least: 6 days", [("2026-03-02", "2026-03-04"), ("2026-03-10", "2026-03-12")], [("2026-03-12", None)]),
        ("at_least: 7 days", [("2026-03-02", "2026-03-04"), ("2026-03-10", "2026-03-12")], []),
        ("at_least: 4 days, since: 10 years", [("2026-03-02", "2026-03-10")], [("2026-03-06", None)]),
        ("at_least: 9 days, since: 10 years", [("2026-03-02", "2026-03-10")], []),
        (
            "at_least: 3 days, in_each: calendar_month",
            [("2026-03-30", "2026-04-05"), ("2026-05-30", "2026-06-01")],
            [("2026-04-03", "2026-05-01")],
        ),
        (
            "at_least: 2 days, in_each: calendar_month",
            [("2026-03-30", "2026-04-05"), ("2026-05-30", "2026-06-01")],
            [("2026-03-31", "2026-04-01"), ("2026-04-02", "2026-05-01"), ("2026-05-31", "2026-06-01")],
        ),
        ("at_least: 2 days, in_each: financial_year", [("2026-03-31", "2026-04-02")], [("2026-04-02", "2027-04-01")]),
        # Any seven days: the 2nd, 3rd and 4th lie within seven days until the 8th, the 3rd, 4th and 9th on the 9th.
        (
            "at_least: 3 days, in_any: 7 days",
            [("2026-03-02", "2026-03-04"), ("2026-03-09", "2026-03-09")],
            [("2026-03-04", "2026-03-10")],
        ),
        (
            "at_least: 3 days, in_any: 7 days",
            [("2026-03-02", "2026-03-03"), ("2026-03-08", "2026-03-08")],
            [("2026-03-08", "2026-03-09")],
        ),
        ("at_least: 3 days, in_any: 7 days", [("2026-03-02", "2026-03-03"), ("2026-03-09", "2026-03-09")], []),
        ("under: 3 days, in_any: 7 days", [("2026-03-02", "2026-03-04")], [(None, "2026-03-04"), ("2026-03-09", None)]),
    ],
)  # fmt: skip
def test_from_when_until_when_a_total_is_reached(total: str, stays: list[tuple[str, str]], holds: Holds) -> None:
    events = [each for first, last in stays for each in stay(first, last)]
    found = stretch(f"{{total: looked_after, {total}}}", events, born="2016-03-03")
    assert (said(found.sure), said(found.possible)) == (holds, holds)


def test_what_has_always_been_so_is_counted_from_the_first_day_of_the_record() -> None:
    found = stretch("{total: {not: looked_after}, at_least: 3 days}", [event("visit.made", "2026-03-02")])
    assert said(found.sure) == [("2026-03-04", None)]


def test_what_has_always_been_possible_is_counted_from_the_first_day_and_what_was_sure_before_it_too() -> None:
    # Four years old until 2 January 2021, five years before the record; whether disabled, nobody wrote down.
    state = "{any_of: [{age: {from: 4 years, under: 5 years}}, {subject: {disabled: true}}]}"
    visit = [event("visit.made", "2026-03-02")]
    found = stretch(f"{{total: {state}, at_least: 3 days}}", visit, born="2016-01-02")
    assert (said(found.sure), said(found.possible)) == ([("2020-01-04", None)], [("2020-01-04", None)])
    found = stretch(f"{{total: {state}, at_least: 3 days, since: 5 years}}", visit, born="2016-01-02")
    assert (said(found.sure), said(found.possible)) == ([], [("2026-03-04", None)])
