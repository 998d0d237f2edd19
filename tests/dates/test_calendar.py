"""Calendars as values: what they refuse, why a day is off, how they combine and compare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from practice_rules.dates import (
    FIRST_DAY,
    LAST_DAY,
    Calendar,
    CalendarRefused,
    Closure,
    Holiday,
    OutsideCalendar,
    Term,
    england_and_wales,
    iso,
    united_kingdom_any,
)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


FRIDAY = _day("2026-03-06")
WEEKDAYS = Calendar("weekdays")


@pytest.mark.parametrize("week", [(), (7,), (-1,), (0, 1, 9)])
def test_a_calendar_with_no_working_weekday_or_an_unknown_one_is_refused(week: tuple[int, ...]) -> None:
    with pytest.raises(CalendarRefused, match="working weekday"):
        Calendar("never", week)


def test_a_closure_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CalendarRefused, match="'Flood' ends on 2026-03-05, before it begins on 2026-03-06"):
        WEEKDAYS.with_closures([Closure(FRIDAY, FRIDAY - 1, "Flood", "")])


def test_a_vouched_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CalendarRefused, match="vouched"):
        Calendar("", vouched_from=FRIDAY, vouched_to=FRIDAY - 1)


def test_terms_that_overlap_are_refused_and_terms_that_touch_are_not() -> None:
    spring, summer = Term("Spring", FRIDAY - 60, FRIDAY), Term("Summer", FRIDAY + 1, FRIDAY + 60)
    assert WEEKDAYS.with_terms([summer, spring]).terms == (spring, summer)
    with pytest.raises(CalendarRefused, match="'Spring' and 'Summer' overlap"):
        WEEKDAYS.with_terms([spring, summer._replace(first=FRIDAY)])
    with pytest.raises(CalendarRefused, match="'Summer' ends"):
        WEEKDAYS.with_terms([summer._replace(last=FRIDAY)])


@pytest.mark.parametrize("day", [FIRST_DAY - 1, LAST_DAY + 1])
def test_holidays_and_closures_beyond_the_calendar_are_refused(day: int) -> None:
    with pytest.raises(OutsideCalendar):
        WEEKDAYS.with_holidays([Holiday(day, "", "")])
    with pytest.raises(OutsideCalendar):
        WEEKDAYS.with_closures([Closure(min(day, FRIDAY), max(day, FRIDAY), "", "")])


@pytest.mark.parametrize("day", [FIRST_DAY - 1, LAST_DAY + 1])
def test_days_beyond_the_calendar_are_refused_by_every_question(day: int) -> None:
    for ask in (
        lambda: WEEKDAYS.add(day, 1),
        lambda: WEEKDAYS.add(day, 0),
        lambda: WEEKDAYS.add(day, -1),
        lambda: WEEKDAYS.count(day, FRIDAY),
        lambda: WEEKDAYS.count(FRIDAY, day),
        lambda: WEEKDAYS.is_working(day),
        lambda: WEEKDAYS.why_not(day),
        lambda: WEEKDAYS.next_working(day),
        lambda: WEEKDAYS.previous_working(day),
    ):
        with pytest.raises(OutsideCalendar, match="1970"):
            ask()


def test_the_last_working_day_is_reached_and_the_one_after_it_refused() -> None:
    assert WEEKDAYS.add(LAST_DAY - 1, 1) == LAST_DAY
    with pytest.raises(OutsideCalendar, match="1 working days after Fri 31 Dec 2100"):
        WEEKDAYS.add(LAST_DAY, 1)
    assert WEEKDAYS.add(FIRST_DAY + 1, -1) == FIRST_DAY
    with pytest.raises(OutsideCalendar, match="1 working days before Thu 1 Jan 1970"):
        WEEKDAYS.add(FIRST_DAY, -1)


def test_nought_on_a_last_day_off_is_refused_rather_than_wrapped() -> None:
    closed = WEEKDAYS.with_holidays([Holiday(LAST_DAY, "Last day", "")])
    with pytest.raises(OutsideCalendar):
        closed.add(LAST_DAY, 0)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-03-06", None),
        ("2026-03-07", "weekend"),
        ("2026-03-08", "weekend"),
        ("2026-04-03", "Good Friday"),
        ("2026-12-26", "Boxing Day"),
        ("2026-12-28", "Boxing Day (observed)"),
        ("2026-12-29", "Christmas closure"),
        ("2027-01-01", "New Year's Day"),
        ("2027-01-02", "weekend"),
    ],
)
def test_why_a_day_is_off(day: str, reason: str | None) -> None:
    shut = Closure(_day("2026-12-25"), _day("2027-01-03"), "Christmas closure", "council")
    assert england_and_wales().with_closures([shut]).why_not(_day(day)) == reason


def test_a_weekday_outside_the_working_week_says_so() -> None:
    four_days = Calendar("four days", (0, 1, 2, 3))
    assert four_days.why_not(FRIDAY) == "Friday is not a working day"
    assert four_days.why_not(FRIDAY + 1) == "weekend"


def test_a_saturday_team_works_on_saturday_but_not_on_christmas_day_that_is_one() -> None:
    six_days = Calendar("six days", (0, 1, 2, 3, 4, 5), england_and_wales().holidays)
    assert six_days.is_working(_day("2026-03-07"))
    assert six_days.why_not(_day("2027-12-25")) == "Christmas Day"


def test_calendars_are_equal_by_value_whatever_the_order_they_were_told_in() -> None:
    feast, fair = Holiday(FRIDAY, "Feast", ""), Holiday(FRIDAY + 3, "Fair", "")
    one = WEEKDAYS.with_holidays([feast, fair])
    other = Calendar("weekdays", (4, 3, 2, 1, 0), (fair, feast, feast))
    one.add(FRIDAY, 1)
    assert one == other
    assert hash(one) == hash(other)
    assert one.fingerprint == other.fingerprint
    assert {one: "found"}[other] == "found"


def test_every_part_of_a_calendar_is_in_its_fingerprint() -> None:
    shut = Closure(FRIDAY, FRIDAY, "Flood", "council")
    different = [
        WEEKDAYS,
        Calendar("other"),
        Calendar("weekdays", (0,)),
        Calendar("weekdays", version="2"),
        Calendar("weekdays", vouched_to=FRIDAY),
        Calendar("weekdays", vouched_from=FRIDAY),
        WEEKDAYS.with_terms([]),
        WEEKDAYS.with_terms([Term("Spring", FRIDAY, FRIDAY)]),
        WEEKDAYS.with_holidays([Holiday(FRIDAY, "Feast", "")]),
        WEEKDAYS.with_holidays([Holiday(FRIDAY, "Feast", "proclaimed")]),
        WEEKDAYS.with_closures([shut]),
        WEEKDAYS.with_closures([shut._replace(name="Fire")]),
    ]
    assert len({calendar.fingerprint for calendar in different}) == len(different) == len(set(different))


def test_a_changed_calendar_leaves_the_first_as_it_was() -> None:
    renamed = england_and_wales().with_closures([Closure(FRIDAY, FRIDAY, "Flood", "")], name="Elmet")
    assert (renamed.name, renamed.is_working(FRIDAY)) == ("Elmet", False)
    assert england_and_wales().is_working(FRIDAY)
    assert england_and_wales().with_holidays([], name="Elmet").name == "Elmet"
    with pytest.raises(AttributeError):
        renamed.name = "Leeds"  # type: ignore[misc]  # the point is that it cannot be done


def test_combining_keeps_the_narrower_vouched_stretch_the_versions_and_the_terms() -> None:
    spring = (Term("Spring", FRIDAY, FRIDAY + 20),)
    one = Calendar("one", vouched_from=FIRST_DAY, vouched_to=FRIDAY, version="a")
    other = Calendar("other", vouched_from=FIRST_DAY + 9, terms=spring, version="b")
    for combined in (one.closed_if_either(other, "c"), one.closed_if_both(other, "c")):
        assert (combined.vouched_from, combined.vouched_to) == (FIRST_DAY + 9, FRIDAY)
        assert (combined.name, combined.version, combined.terms) == ("c", "a; b", spring)
    assert other.closed_if_either(one, "d").terms == other.closed_if_both(one, "d").terms == spring


def test_no_weekday_worked_in_both_is_refused() -> None:
    with pytest.raises(CalendarRefused, match="working weekday"):
        Calendar("early", (0, 1)).closed_if_either(Calendar("late", (3, 4)), "never")


def test_closed_if_both_names_both_reasons() -> None:
    one = WEEKDAYS.with_holidays([Holiday(FRIDAY, "Feast", "")])
    other = WEEKDAYS.with_closures([Closure(FRIDAY, FRIDAY, "Flood", "")])
    assert one.closed_if_both(other, "either open").why_not(FRIDAY) == "Feast; Flood"
    assert one.closed_if_both(WEEKDAYS, "either open").is_working(FRIDAY)
    assert one.closed_if_both(other, "either open").why_not(FRIDAY + 1) == "weekend"


def test_the_term_a_day_falls_in() -> None:
    calendar = WEEKDAYS.with_terms([Term("Spring", FRIDAY, FRIDAY + 20)])
    assert [term and term.name for term in map(calendar.term_on, (FRIDAY - 1, FRIDAY, FRIDAY + 20, FRIDAY + 21))] == [
        None,
        "Spring",
        "Spring",
        None,
    ]
    assert WEEKDAYS.term_on(FRIDAY) is None
    assert calendar.with_terms(None).terms is None


def test_the_dates_vouched_for_end_with_the_last_announced_year() -> None:
    calendar = united_kingdom_any()
    assert [calendar.vouched(_day(day)) for day in ("2028-12-31", "2029-01-01")] == [True, False]
    assert iso(calendar.vouched_from) == "1978-01-01"


EDGES = [FIRST_DAY - 1, FIRST_DAY, FIRST_DAY + 1, FRIDAY, FRIDAY + 1, FRIDAY + 3, LAST_DAY - 1, LAST_DAY, LAST_DAY + 1]


def _answer(ask: Callable[[], object]) -> object:
    """An answer, or why there is none."""
    try:
        return ask()
    except OutsideCalendar as outside:
        return str(outside)


@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize("n", [-1500, -2, -1, 0, 1, 2, 1500])
def test_dates_are_counted_as_days_are(day: int, n: int) -> None:
    on = date.fromordinal(day)
    added = _answer(lambda: WEEKDAYS.add(day, n))
    assert _answer(lambda: WEEKDAYS.add_date(on, n)) == (date.fromordinal(added) if isinstance(added, int) else added)
    other = date.fromordinal(day + n)
    assert _answer(lambda: WEEKDAYS.count_dates(on, other)) == _answer(lambda: WEEKDAYS.count(day, day + n))
    assert _answer(lambda: WEEKDAYS.count_dates(other, on)) == _answer(lambda: WEEKDAYS.count(day + n, day))


def test_the_first_and_the_last_day_of_all_can_be_counted_from_and_to() -> None:
    """1 January 1970 was a Thursday; 31 December 2100 will be a Friday."""
    assert [WEEKDAYS.add(LAST_DAY, n) - LAST_DAY for n in (-1, 0)] == [-1, 0]
    assert [WEEKDAYS.add(FIRST_DAY, n) - FIRST_DAY for n in (0, 1)] == [0, 1]
    assert (WEEKDAYS.add(FIRST_DAY + 1, -1), WEEKDAYS.add(LAST_DAY - 1, 1)) == (FIRST_DAY, LAST_DAY)
    assert (WEEKDAYS.count(FIRST_DAY, FIRST_DAY + 1), WEEKDAYS.count(LAST_DAY, LAST_DAY - 1)) == (1, -1)


@pytest.mark.parametrize(
    ("day", "n", "said"),
    [
        (LAST_DAY, 1, "1 working days after Fri 31 Dec 2100"),
        (LAST_DAY, 0, "0 working days after Fri 31 Dec 2100"),
        (FIRST_DAY, -1, "1 working days before Thu 1 Jan 1970"),
    ],
)
def test_what_lies_beyond_the_calendar_is_said_in_words(day: int, n: int, said: str) -> None:
    closed = WEEKDAYS.with_holidays([Holiday(LAST_DAY, "", "")])
    with pytest.raises(OutsideCalendar) as refused:
        closed.add(day, n)
    knows = "the days calendar 'weekdays' knows, Thu 1 Jan 1970 to Fri 31 Dec 2100"
    assert str(refused.value) == f"{said} lies outside {knows}"


def test_the_last_working_day_is_the_day_itself_or_before_it() -> None:
    assert [WEEKDAYS.previous_working(FRIDAY + days) - FRIDAY for days in (0, 1, 2, 3)] == [0, 0, 0, 3]
    assert [WEEKDAYS.next_working(FRIDAY + days) - FRIDAY for days in (0, 1, 2, 3)] == [0, 3, 3, 3]


def test_what_is_said_twice_or_out_of_order_is_said_once_and_in_order() -> None:
    flood, fire = Closure(FRIDAY, FRIDAY + 1, "Flood", ""), Closure(FRIDAY - 9, FRIDAY - 8, "Fire", "")
    late, early = Holiday(FRIDAY, "Late", ""), Holiday(FRIDAY - 1, "Early", "")
    spring, autumn = Term("spring", FRIDAY - 60, FRIDAY), Term("autumn", FRIDAY + 180, FRIDAY + 250)
    calendar = Calendar("c", (4, 0, 0), (late, early, late), (flood, fire, flood), terms=(autumn, spring, autumn))
    assert calendar.week == (0, 4)
    assert (calendar.holidays, calendar.closures, calendar.terms) == ((early, late), (fire, flood), (spring, autumn))
    assert hash(calendar) != hash(WEEKDAYS)
    assert hash(calendar) == hash(calendar.with_closures([fire]))


def test_closed_if_both_is_open_on_the_weekdays_of_either_and_closed_to_the_very_ends() -> None:
    ends = [Holiday(FIRST_DAY, "First", ""), Holiday(LAST_DAY, "Last", "")]
    one, other = Calendar("one", (0, 1, 2, 3), (*ends,)), Calendar("other", (3, 4), (*ends,))
    both = one.closed_if_both(other, "both")
    assert both.week == (0, 1, 2, 3, 4)
    assert [holiday.day for holiday in both.holidays] == [FIRST_DAY, LAST_DAY]


def test_a_stretch_that_is_vouched_for_is_named_when_it_is_refused() -> None:
    with pytest.raises(CalendarRefused, match=r"^'the vouched-for stretch' ends on"):
        Calendar("", vouched_from=FRIDAY, vouched_to=FRIDAY - 1)
