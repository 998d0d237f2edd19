"""Deadlines and leads: laws, conventions, lateness and the day-by-day count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.dates import (
    FIRST_DAY,
    LAST_DAY,
    Calendar,
    CalendarSpan,
    Conventions,
    Due,
    Duration,
    DurationProblem,
    Elapsed,
    Holiday,
    Moment,
    OutsideCalendar,
    Range,
    SameDay,
    WorkingDays,
    compile_after,
    compile_before,
    day_start,
    due_after,
    due_before,
    england_and_wales,
    in_time,
    instant_at,
    lateness,
    ledger,
    local_time,
    parse_duration,
    parse_moment,
)
from practice_rules.dates.conventions import CHOICES

from .strategies import MODEST, calendars, days, moments, timed_moments

WEEKDAYS = Calendar("weekdays")
WORKING = st.builds(WorkingDays, st.integers(1, 60))
SPANS = st.builds(CalendarSpan, st.integers(0, 2), st.integers(0, 20), st.integers(0, 20), st.integers(1, 60))
HOURS = st.builds(Elapsed, st.integers(1, 400).map(lambda quarters: 900 * quarters))
SAME = st.builds(SameDay, st.booleans())
ANY = WORKING | SPANS | HOURS | SAME
CONVENTIONS = st.builds(
    Conventions,
    **{option: st.sampled_from(values) for option, values in CHOICES.items()},
    end_of_day=st.sampled_from(["24:00", "17:00", "01:30"]),
    office_cut_off=st.sampled_from([None, "16:30", "00:00"]),
)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _moment(text: str) -> Moment:
    found = parse_moment(text)
    assert isinstance(found, Moment)
    return found


def _length(text: str) -> Duration:
    found = parse_duration(text)
    assert not isinstance(found, DurationProblem)
    return found


class TestLaws:
    @MODEST
    @given(moments(), ANY, calendars(), CONVENTIONS)
    def test_nothing_is_due_before_its_trigger_nor_a_lead_after_its_anchor(
        self, moment: Moment, length: Duration, calendar: Calendar, conventions: Conventions
    ) -> None:
        after = due_after(moment, length, calendar, conventions)
        before = due_before(moment, length, calendar, conventions)
        assert before.day <= moment.day <= after.day
        if moment.instant is not None:
            assert after.instant is None or after.instant >= moment.instant
            assert before.instant is None or before.instant <= moment.instant

    @MODEST
    @given(moments(), WORKING, calendars())
    def test_a_deadline_in_working_days_is_a_working_day_with_exactly_n_in_the_span(
        self, trigger: Moment, length: WorkingDays, calendar: Calendar
    ) -> None:
        due = due_after(trigger, length, calendar)
        assert calendar.is_working(due.day)
        assert calendar.count(trigger.day, due.day) == length.n
        assert (due.instant, due.by_day) == (None, False)

    @MODEST
    @given(moments(), WORKING, calendars())
    def test_exactly_n_working_days_are_left_from_a_lead_date_to_the_eve_of_the_anchor(
        self, anchor: Moment, length: WorkingDays, calendar: Calendar
    ) -> None:
        due = due_before(anchor, length, calendar)
        assert calendar.count(due.day - 1, anchor.day - 1) == length.n
        assert calendar.is_working(due.day)

    @MODEST
    @given(days(), WORKING, calendars())
    def test_counting_from_and_including_the_day_is_counting_after_the_day_before(
        self, day: int, length: WorkingDays, calendar: Calendar
    ) -> None:
        inclusive = Conventions(day_one="same day")
        due = due_after(Moment(day), length, calendar, inclusive)
        assert due.day == due_after(Moment(day - 1), length, calendar).day
        assert sum(map(calendar.is_working, range(day, due.day + 1))) == length.n

    @MODEST
    @given(days(), WORKING, calendars())
    def test_moving_a_trigger_off_a_day_off_starts_from_the_next_working_day(
        self, day: int, length: WorkingDays, calendar: Calendar
    ) -> None:
        moved = Conventions(non_working_trigger="next working day")
        start = calendar.next_working(day)
        assert due_after(Moment(day), length, calendar, moved) == due_after(Moment(start), length, calendar)

    @MODEST
    @given(days(), WORKING | SPANS, calendars())
    def test_clear_days_are_one_day_more(
        self, day: int, length: WorkingDays | CalendarSpan, calendar: Calendar
    ) -> None:
        anchor, clear = Moment(day), Conventions(lead="clear days")
        found = due_before(anchor, length, calendar, clear).day
        plain = due_before(anchor, length, calendar).day
        assert found == (calendar.add(plain, -1) if isinstance(length, WorkingDays) else plain - 1)

    @MODEST
    @given(moments(), SPANS, calendars())
    def test_calendar_units_follow_the_corresponding_date_and_ignore_days_off(
        self, moment: Moment, length: CalendarSpan, calendar: Calendar
    ) -> None:
        parts = relativedelta(years=length.years, months=length.months)
        more = timedelta(weeks=length.weeks, days=length.days)
        on = date.fromordinal(moment.day)
        assert due_after(moment, length, calendar) == Due((on + parts + more).toordinal())
        assert due_before(moment, length, calendar) == Due((on - parts - more).toordinal())

    @MODEST
    @given(days(), SPANS, calendars())
    def test_a_rolled_deadline_is_the_nearest_working_day_on_its_side_not_before_its_trigger(
        self, day: int, length: CalendarSpan, calendar: Calendar
    ) -> None:
        plain = due_after(Moment(day), length, calendar).day
        forward = due_after(Moment(day), length, calendar, Conventions(roll="forward")).day
        back = due_after(Moment(day), length, calendar, Conventions(roll="back")).day
        assert back <= plain <= forward
        assert calendar.is_working(forward)
        assert back == max(day, calendar.previous_working(plain))
        assert forward == calendar.next_working(plain)

    @MODEST
    @given(timed_moments(), HOURS, calendars())
    def test_hours_are_seconds_of_universal_time_both_ways(
        self, moment: Moment, length: Elapsed, calendar: Calendar
    ) -> None:
        after, before = due_after(moment, length, calendar), due_before(moment, length, calendar)
        assert after.instant is not None
        assert before.instant is not None
        assert moment.instant is not None
        assert after.instant - moment.instant == length.seconds == moment.instant - before.instant
        for due in (after, before):
            assert due.instant is not None
            assert due.day == local_time(due.instant).date().toordinal()
            assert not due.provisional
            assert not due.by_day

    @MODEST
    @given(days(), HOURS, calendars())
    def test_hours_from_a_bare_date_end_with_a_day_never_sooner_than_the_hours_from_its_last_second(
        self, day: int, length: Elapsed, calendar: Calendar
    ) -> None:
        by_day = due_after(Moment(day), length, calendar)
        assert by_day.by_day
        assert by_day.instant is None
        assert by_day.day - day == -(-length.seconds // 86_400)
        strict = due_after(Moment(day), length, calendar, Conventions(hours_without_time="from midnight"))
        assert strict.instant == day_start(day) + length.seconds
        assert strict.by_day
        assert strict.day <= by_day.day

    @MODEST
    @given(days(), days(), WORKING | SAME, st.sampled_from(["after", "before"]), calendars())
    def test_a_later_start_is_never_due_earlier(
        self, a: int, b: int, length: WorkingDays | SameDay, way: str, calendar: Calendar
    ) -> None:
        clock = (compile_after if way == "after" else compile_before)(length, calendar)
        early, late = sorted((a, b))
        assert clock(Moment(early)).day <= clock(Moment(late)).day

    @MODEST
    @given(moments(), WORKING | SAME, calendars(), days(), CONVENTIONS)
    def test_a_new_holiday_never_brings_a_deadline_forward_nor_puts_a_lead_back(
        self,
        moment: Moment,
        length: WorkingDays | SameDay,
        calendar: Calendar,
        off: int,
        conventions: Conventions,
    ) -> None:
        fewer = calendar.with_holidays([Holiday(off, "Proclaimed", "")])
        before, after = (clock(moment, length, calendar, conventions) for clock in (due_before, due_after))
        assert due_after(moment, length, fewer, conventions).day >= after.day
        assert due_before(moment, length, fewer, conventions).day <= before.day

    @MODEST
    @given(moments(), ANY, calendars(), CONVENTIONS)
    def test_a_compiled_clock_says_what_the_plain_question_says(
        self, moment: Moment, length: Duration, calendar: Calendar, conventions: Conventions
    ) -> None:
        after, before = (
            compile_after(length, calendar, conventions),
            compile_before(length, calendar, conventions),
        )
        assert after(moment) == after(moment) == due_after(moment, length, calendar, conventions)
        assert before(moment) == due_before(moment, length, calendar, conventions)

    @MODEST
    @given(moments(), WORKING, calendars())
    def test_the_day_count_of_the_ledger_ends_with_the_number_of_days(
        self, moment: Moment, length: WorkingDays, calendar: Calendar
    ) -> None:
        for due in (due_after(moment, length, calendar), due_before(moment, length, calendar)):
            lines = ledger(moment, due, calendar)
            assert [lines[0].day, lines[-1].day] == [moment.day, due.day]
            assert lines[-1].counted == length.n
            assert len(lines) == abs(due.day - moment.day) + 1
            assert all((line.counted is None) == (line.why_not is not None) for line in lines[1:])

    @MODEST
    @given(moments(), moments(), ANY, calendars())
    def test_what_is_in_time_is_not_late_and_what_is_late_is_late_by_something(
        self, trigger: Moment, happened: Moment, length: Duration, calendar: Calendar
    ) -> None:
        due = due_after(trigger, length, calendar)
        late = lateness(happened, due, length, calendar)
        if in_time(happened, due):
            assert (late.own, late.calendar_days) == (0, 0)
        else:
            assert late.calendar_days > 0 or late.own > 0
            assert late.own >= 0


CHANGES = [
    (year, start)
    for year in range(1996, 2101)
    for start in (
        max(d for d in (date(year, 3, n) for n in range(25, 32)) if d.weekday() == 6),
        max(d for d in (date(year, 10, n) for n in range(25, 32)) if d.weekday() == 6),
    )
]


@pytest.mark.parametrize("hours", [1, 24, 48, 72])
def test_hours_cross_both_clock_changes_of_every_year(hours: int) -> None:
    for _, change in CHANGES:
        eve = Moment(change.toordinal() - 1, instant_at(change.toordinal() - 1, 23, 30))
        due = due_after(eve, Elapsed.of(hours=hours), WEEKDAYS)
        assert eve.instant is not None
        assert due.instant == eve.instant + 3600 * hours
        spring = change.month == 3
        wall = datetime.combine(change, datetime.min.time()) + timedelta(hours=hours - 0.5)
        if hours > 1:
            wall += timedelta(hours=1 if spring else -1)
        assert local_time(due.instant).replace(tzinfo=None) == wall
        assert due_before(Moment(due.day, due.instant), Elapsed.of(hours=hours), WEEKDAYS).instant == eve.instant


@pytest.mark.parametrize(
    ("trigger", "length", "provisional"),
    [
        ("2028-12-29", "1 working day", True),
        ("2028-12-28", "1 working day", False),
        ("2028-12-31", "same working day", True),
        ("2029-03-01", "same day", False),
        ("2029-03-01", "same working day", True),
        ("2029-03-01", "6 weeks", False),
        ("2029-03-01", "24 hours", False),
        ("2029-03-01", "same day by 13:00", False),
        ("2029-03-01", "1 working day by 13:00", True),
        ("1977-12-30", "5 working days", True),
        ("1978-01-03", "5 working days", False),
    ],
)
def test_provisional_exactly_when_unannounced_days_are_counted(trigger: str, length: str, provisional: bool) -> None:
    assert due_after(_moment(trigger), _length(length), england_and_wales()).provisional is provisional


@pytest.mark.parametrize(
    ("anchor", "length", "provisional"),
    [
        ("2028-12-31", "1 working day", False),
        ("2029-01-01", "1 working day", True),
        ("2029-01-01", "4 weeks", False),
        ("1978-01-03", "1 working day", True),
        ("1978-01-04", "1 working day", False),
    ],
)
def test_a_lead_is_provisional_exactly_when_unannounced_days_are_counted(
    anchor: str, length: str, provisional: bool
) -> None:
    assert due_before(_moment(anchor), _length(length), england_and_wales()).provisional is provisional


def test_a_rolled_deadline_uses_the_calendar_and_may_be_provisional() -> None:
    trigger, month = _moment("2028-12-02"), CalendarSpan(months=1)
    assert not due_after(trigger, month, england_and_wales()).provisional
    assert due_after(trigger, month, england_and_wales(), Conventions(roll="forward")).provisional


def test_a_range_is_judged_by_its_outer_end() -> None:
    trigger, six_to_eight = _moment("2026-03-03"), Range(CalendarSpan(weeks=6), CalendarSpan(weeks=8))
    assert due_after(trigger, six_to_eight, WEEKDAYS) == due_after(trigger, CalendarSpan(weeks=8), WEEKDAYS)
    assert due_before(trigger, six_to_eight, WEEKDAYS) == due_before(trigger, CalendarSpan(weeks=8), WEEKDAYS)


@pytest.mark.parametrize("length", ["1 working day", "1 day", "24 hours", "1 month"])
def test_deadlines_beyond_2100_and_leads_before_1970_are_refused(length: str) -> None:
    for ask in (
        lambda: due_after(Moment(LAST_DAY), _length(length), WEEKDAYS),
        lambda: due_after(Moment(LAST_DAY, day_start(LAST_DAY)), _length(length), WEEKDAYS),
        lambda: due_before(Moment(FIRST_DAY), _length(length), WEEKDAYS),
        lambda: due_before(Moment(FIRST_DAY, day_start(FIRST_DAY)), _length(length), WEEKDAYS),
    ):
        with pytest.raises(OutsideCalendar):
            ask()


def test_the_last_day_itself_can_be_due() -> None:
    assert due_after(Moment(LAST_DAY - 1), WorkingDays(1), WEEKDAYS) == Due(LAST_DAY)
    assert due_after(Moment(LAST_DAY), SameDay(), WEEKDAYS, Conventions(end_of_day="17:00")).day == LAST_DAY


def test_a_range_is_counted_as_its_conventions_say() -> None:
    month_end, two_months = Conventions(month_end="next day"), Range(CalendarSpan(months=1), CalendarSpan(months=2))
    assert due_after(_moment("2026-12-31"), two_months, WEEKDAYS, month_end) == Due(_day("2027-03-01"))
    assert due_before(_moment("2026-04-30"), two_months, WEEKDAYS, month_end) == Due(_day("2026-03-01"))
    assert due_before(_moment("2026-03-31"), CalendarSpan(months=1), WEEKDAYS, month_end) == Due(_day("2026-03-01"))
    clear = Conventions(lead="clear days")
    assert due_before(_moment("2026-04-30"), two_months, WEEKDAYS, clear) == Due(_day("2026-02-27"))


@pytest.mark.parametrize(("length", "lead"), [("same day", "2026-03-07"), ("same working day", "2026-03-06")])
def test_a_lead_of_the_same_day_is_moved_off_a_saturday_only_where_it_is_a_working_day(length: str, lead: str) -> None:
    assert due_before(_moment("2026-03-07"), _length(length), WEEKDAYS) == Due(_day(lead))


@pytest.mark.parametrize(("day", "provisional"), [("1978-01-01", True), ("1978-01-03", False), ("2028-12-29", False)])
def test_the_first_and_the_last_day_vouched_for_are_vouched_for(day: str, provisional: bool) -> None:
    calendar = Calendar("c", vouched_from=_day("1978-01-03"), vouched_to=_day("2028-12-29"))
    assert due_after(_moment(day), _length("same working day"), calendar).provisional is provisional
