"""How late, the count day by day, and the conventions that a pack may declare."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.dates import (
    STANDARD,
    ByTime,
    Calendar,
    CalendarSpan,
    ConventionRefused,
    Conventions,
    Due,
    Duration,
    DurationProblem,
    Elapsed,
    Lateness,
    LedgerDay,
    Moment,
    SameDay,
    WorkingDays,
    day_start,
    due_after,
    due_before,
    england_and_wales,
    instant_at,
    lateness,
    ledger,
    parse_duration,
    parse_moment,
)
from practice_rules.dates.conventions import CHOICES

WEEKDAYS = Calendar("weekdays")


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


class TestLateness:
    FRIDAY = _day("2026-03-06")

    @pytest.mark.parametrize(("days_after", "own"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (7, 5), (-3, 0)], ids=str)
    def test_working_days_late_are_counted_as_the_rule_counts(self, days_after: int, own: int) -> None:
        late = lateness(Moment(self.FRIDAY + days_after), Due(self.FRIDAY), WorkingDays(10), WEEKDAYS)
        assert late == Lateness(own, "working days", max(0, days_after))

    @pytest.mark.parametrize("length", ["6 weeks", "3 months", "same day", "6 to 8 weeks", "2 days by 13:00"])
    def test_calendar_units_are_late_in_days(self, length: str) -> None:
        late = lateness(Moment(self.FRIDAY + 3), Due(self.FRIDAY), _length(length), WEEKDAYS)
        assert late == Lateness(3, "days", 3)

    @pytest.mark.parametrize("length", ["same working day", "10 to 15 working days", "1 working day by 13:00"])
    def test_working_day_lengths_are_late_in_working_days(self, length: str) -> None:
        late = lateness(Moment(self.FRIDAY + 3), Due(self.FRIDAY), _length(length), WEEKDAYS)
        assert late == Lateness(1, "working days", 3)

    @pytest.mark.parametrize(
        ("seconds", "length", "own", "unit"),
        [
            (0, "24 hours", 0, "hours"),
            (-5, "24 hours", 0, "hours"),
            (1, "24 hours", 1, "hours"),
            (3600, "24 hours", 1, "hours"),
            (3601, "24 hours", 2, "hours"),
            (59, "30 minutes", 1, "minutes"),
            (61, "90 minutes", 2, "minutes"),
            (3600, "same day by 13:00", 60, "minutes"),
        ],
    )
    def test_clock_time_is_late_in_begun_hours_or_minutes(self, seconds: int, length: str, own: int, unit: str) -> None:
        noon = instant_at(self.FRIDAY, 12)
        late = lateness(Moment(self.FRIDAY, noon + seconds), Due(self.FRIDAY, noon), _length(length), WEEKDAYS)
        assert late == Lateness(own, unit, 0)  # type: ignore[arg-type]  # a table of text

    def test_hours_known_only_by_the_day_are_late_in_days(self) -> None:
        hours, noon = Elapsed.of(hours=24), instant_at(self.FRIDAY, 12)
        assert lateness(Moment(self.FRIDAY + 2), Due(self.FRIDAY, noon), hours, WEEKDAYS).unit == "days"
        by_day = Due(self.FRIDAY, by_day=True)
        timed = Moment(self.FRIDAY + 2, day_start(self.FRIDAY + 2))
        assert lateness(timed, by_day, hours, WEEKDAYS) == Lateness(2, "days", 2)

    def test_late_hours_cross_the_clock_change(self) -> None:
        due, done = _moment("2026-03-28T12:00"), _moment("2026-03-29T12:00")
        late = lateness(done, Due(*due), Elapsed.of(hours=24), WEEKDAYS)
        assert late == Lateness(23, "hours", 1)


class TestLedger:
    def test_easter_day_by_day(self) -> None:
        maundy = _day("2026-04-02")
        lines = ledger(
            Moment(maundy),
            due_after(Moment(maundy), WorkingDays(2), england_and_wales()),
            england_and_wales(),
        )
        assert [(line.counted, line.why_not) for line in lines] == [
            (0, None),
            (None, "Good Friday"),
            (None, "weekend"),
            (None, "weekend"),
            (None, "Easter Monday"),
            (1, None),
            (2, None),
        ]

    def test_backwards_from_a_meeting(self) -> None:
        monday = _day("2026-03-09")
        lines = ledger(Moment(monday), due_before(Moment(monday), WorkingDays(1), WEEKDAYS), WEEKDAYS)
        assert [(line.day - monday, line.counted) for line in lines] == [
            (0, 0),
            (-1, None),
            (-2, None),
            (-3, 1),
        ]

    def test_a_trigger_on_a_day_off_is_nought_and_says_why(self) -> None:
        saturday = _day("2026-03-07")
        assert ledger(Moment(saturday), Due(saturday + 2), WEEKDAYS)[0] == LedgerDay(saturday, 0, "weekend")

    def test_the_first_line_is_day_one_where_the_day_itself_counts(self) -> None:
        tuesday, same = _day("2026-03-03"), Conventions(day_one="same day")
        due = due_after(Moment(tuesday), WorkingDays(3), WEEKDAYS, same)
        assert [line.counted for line in ledger(Moment(tuesday), due, WEEKDAYS, same)] == [1, 2, 3]
        saturday = _day("2026-03-07")
        due = due_after(Moment(saturday), WorkingDays(1), WEEKDAYS, same)
        assert [line.counted for line in ledger(Moment(saturday), due, WEEKDAYS, same)] == [0, None, 1]


class TestConventions:
    def test_the_standard_ones_are_the_first_of_every_choice(self) -> None:
        assert {option: getattr(STANDARD, option) for option in CHOICES} == {
            option: values[0] for option, values in CHOICES.items()
        }

    @pytest.mark.parametrize("option", [*CHOICES, "end_of_day", "office_cut_off"])
    def test_a_value_an_option_does_not_have_is_refused_by_name(self, option: str) -> None:
        with pytest.raises(ConventionRefused, match=option):
            Conventions(**{option: "whenever"})  # type: ignore[arg-type]  # the point of the test

    @pytest.mark.parametrize(
        "text", ["24:01", "25:00", "12:60", "9:00", "0900", "", "\u0660\u0669:00", "09:00:00", "-1:00"]
    )
    def test_times_that_are_not_on_the_clock_are_refused(self, text: str) -> None:
        with pytest.raises(ConventionRefused, match="end_of_day must be a time"):
            Conventions(end_of_day=text)

    @pytest.mark.parametrize("text", ["00:00", "23:59", "24:00"])
    def test_the_edges_of_the_clock_are_times(self, text: str) -> None:
        assert Conventions(end_of_day=text).end_of_day == text

    def test_an_office_cut_off_leaves_leads_calendar_units_and_plain_days_alone(self) -> None:
        late, cut_off = _moment("2026-03-03T18:00"), Conventions(office_cut_off="16:30")
        for length in (CalendarSpan(days=3), SameDay(), Elapsed.of(hours=3)):
            assert due_after(late, length, WEEKDAYS, cut_off) == due_after(late, length, WEEKDAYS)
        assert due_before(late, WorkingDays(3), WEEKDAYS, cut_off) == due_before(late, WorkingDays(3), WEEKDAYS)
        assert due_after(late, SameDay(working=True), WEEKDAYS, cut_off).day == late.day + 1

    def test_an_end_of_day_does_not_move_hours_or_a_length_with_its_own_time(self) -> None:
        five, at = Conventions(end_of_day="17:00"), _moment("2026-03-03T10:00")
        assert due_after(at, Elapsed.of(hours=1), WEEKDAYS, five) == due_after(at, Elapsed.of(hours=1), WEEKDAYS)
        by_nine = ByTime(WorkingDays(1), 9, 0)
        assert due_after(at, by_nine, WEEKDAYS, five) == due_after(at, by_nine, WEEKDAYS)

    def test_a_trigger_after_the_end_of_its_last_day_is_due_at_once(self) -> None:
        evening = _moment("2026-03-03T18:00")
        due = due_after(evening, SameDay(), WEEKDAYS, Conventions(end_of_day="17:00"))
        assert (due.day, due.instant) == (evening.day, evening.instant)
