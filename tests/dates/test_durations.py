"""Lengths of time: three kinds that never mix, and how they are read and written."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.dates import (
    ByTime,
    CalendarSpan,
    Duration,
    DurationProblem,
    Elapsed,
    Range,
    SameDay,
    WorkingDays,
    humanise,
    parse_duration,
)

from .strategies import MODEST, days

NUMBER = st.integers(1, 120)
WORKING = st.builds(WorkingDays, NUMBER)
SPANS = st.builds(
    CalendarSpan, st.integers(0, 30), st.integers(0, 30), st.integers(0, 60), st.integers(1, 90)
) | st.builds(CalendarSpan, months=NUMBER)
CLOCK = st.builds(Elapsed, NUMBER.map(lambda minutes: 60 * minutes)) | st.builds(
    Elapsed, NUMBER.map(lambda hours: 3600 * hours)
)
SAME = st.builds(SameDay, st.booleans())
BY_TIME = st.builds(ByTime, WORKING | SPANS | SAME, st.integers(0, 23), st.integers(0, 59))
RANGES = st.builds(
    lambda make, low, more: Range(make(low), make(low + more)),
    st.sampled_from(
        [
            WorkingDays,
            lambda n: CalendarSpan(weeks=n),
            lambda n: CalendarSpan(months=n),
            lambda n: Elapsed.of(hours=n),
        ]
    ),
    NUMBER,
    NUMBER,
)
ANY = WORKING | SPANS | CLOCK | SAME | BY_TIME | RANGES


@MODEST
@given(ANY)
def test_what_a_length_prints_reads_back_as_the_same_length(length: Duration) -> None:
    assert parse_duration(str(length)) == length
    assert parse_duration(f"  {str(length).upper()} ") == length
    assert humanise(length)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "10 working days",
            "1 working day",
            "same working day",
            "same day",
            "6 weeks",
            "1 week",
            "3 months",
        ),
        *(
            "15 years 9 months",
            "2 years",
            "20 days",
            "1 day",
            "24 hours",
            "1 hour",
            "30 minutes",
            "90 minutes",
        ),
        *("6 to 8 weeks", "10 to 15 working days", "24 to 48 hours", "1 to 2 days", "same day by 13:00"),
        *(
            "1 working day by 16:00",
            "same working day by 09:30",
            "2 days by 00:00",
            "2 years 1 month 1 week 1 day",
        ),
    ],
)
def test_a_length_prints_as_it_was_written(text: str) -> None:
    assert str(parse_duration(text)) == text


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("1 hour 30 minutes", Elapsed.of(minutes=90)),
        ("120 minutes", Elapsed.of(hours=2)),
        ("6-8 weeks", Range(CalendarSpan(weeks=6), CalendarSpan(weeks=8))),
        ("6 – 8 weeks", Range(CalendarSpan(weeks=6), CalendarSpan(weeks=8))),  # noqa: RUF001 - people type it
        ("1 week to 2 months", Range(CalendarSpan(weeks=1), CalendarSpan(months=2))),
        ("1 working days", WorkingDays(1)),
        ("10 working day", WorkingDays(10)),
        ("10  Working  Days", WorkingDays(10)),
        ("10workingdays", None),
        ("6weeks", CalendarSpan(weeks=6)),
        ("007 days", CalendarSpan(days=7)),
    ],
)
def test_other_ways_of_writing(text: str, length: Duration | None) -> None:
    found = parse_duration(text)
    assert isinstance(found, DurationProblem) if length is None else found == length


@pytest.mark.parametrize(
    ("text", "says", "fix"),
    [
        ("10 workin days", "'workin days' is not a unit", "10 working days"),
        ("10 wrking day", "is not a unit", "10 working day"),
        ("3 mnths", "'mnths' is not a unit", "3 months"),
        ("6 wekes", "is not a unit", "6 weeks"),
        ("10 business days", "is not a unit", "10 working days"),
        ("2 calendar months", "is not a unit", "2 months"),
        ("4 hrs", "is not a unit", "4 hours"),
        ("1 fortnight", "is not a unit", "2 weeks"),
        ("3 fortnights", "is not a unit", "6 weeks"),
        ("5 terms", "is not a unit", None),
        ("five working days", "written in figures", "5 working days"),
        ("a month", "written in figures", "1 month"),
        ("twelve wigs", "written in figures", None),
        ("10", "has no unit", "10 working days"),
        ("", "empty", None),
        ("   ", "empty", None),
        ("immediately", "gives no length", "same day"),
        ("same workng day", "is not a length", "same working day"),
        ("0 days", "cannot be nought", "same day"),
        ("0 working days", "cannot be nought", "same working day"),
        ("2.5 hours", "whole number", None),
        ("half a day", "whole number", None),
        ("-3 days", "no sign", None),
        ("+3 days", "no sign", None),
        ("10 working days 2 hours", "mixes different kinds", None),
        ("2 weeks 3 working days", "mixes different kinds", None),
        ("1 day 4 hours", "mixes different kinds", None),
        ("2 weeks 3 weeks", "gives weeks twice", None),
        ("8 to 6 weeks", "shorter to longer", None),
        ("6 to 6 weeks", "shorter to longer", None),
        ("2 months to 61 days", "depending on where they start", None),
        ("5 days to 3 working days", "different kinds of time", None),
        ("24 hours by 13:00", "cannot end at a time of day", None),
        ("6 to 8 weeks by 13:00", "cannot end at a time of day", None),
        ("same day by 1pm", "not a time of day", "same day by 13:00"),
        ("same day by 12am", "not a time of day", "same day by 00:00"),
        ("same day by 4.30 pm", "not a time of day", "same day by 16:30"),
        ("same day by 9:00", "not a time of day", "same day by 09:00"),
        ("same day by noon", "not a time of day", "same day by 12:00"),
        ("same day by 25:00", "not a time of day", None),
        ("same day by teatime", "not a time of day", None),
        ("five days by 13:00", "written in figures", "5 days"),
        ("999999999999999999999 days", "longer than the calendar", None),
        ("99999 days", "longer than the calendar", None),
        ("132 years", "longer than the calendar", None),
        ("soon", "is not a length", None),
        ("10 days or so", "is not a unit", None),
        ("about 10 days", "is not a length", None),
        ("10 days, 5 weeks", "is not a length", None),
        ("x" * 200, "too long", None),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(text: str, says: str, fix: str | None) -> None:
    found = parse_duration(text)
    assert isinstance(found, DurationProblem), found
    assert says in found.message
    assert found.fix == fix
    assert str(found).endswith("?") if fix else "expected" in str(found)


def test_a_number_alone_is_a_problem_and_not_a_crash() -> None:
    assert isinstance(parse_duration(10), DurationProblem)  # type: ignore[arg-type]  # what YAML gives for a bare 10


@MODEST
@given(st.text(max_size=40))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert str(parse_duration(text))


UNLIKE = [WorkingDays(10), CalendarSpan(weeks=2), Elapsed.of(hours=48)]


@pytest.mark.parametrize("one", UNLIKE)
@pytest.mark.parametrize("other", [*UNLIKE, 3, timedelta(days=1), SameDay()])
def test_unlike_kinds_are_neither_added_nor_compared(one: Duration, other: object) -> None:
    if type(one) is type(other):
        return
    for act in (operator.add, operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError, match="different kinds of time"):
            act(one, other)
    with pytest.raises(TypeError):
        operator.add(other, one)
    assert one != other


def test_like_kinds_add_up() -> None:
    assert WorkingDays(2) + WorkingDays(3) == WorkingDays(5)
    assert Elapsed.of(hours=1) + Elapsed.of(minutes=30) == Elapsed.of(minutes=90)
    assert CalendarSpan(years=1, days=2) + CalendarSpan(months=3, weeks=1) == CalendarSpan(1, 3, 1, 2)


@MODEST
@given(WORKING | CLOCK, WORKING | CLOCK)
def test_numbers_of_one_kind_are_ordered(one: WorkingDays | Elapsed, other: WorkingDays | Elapsed) -> None:
    if type(one) is not type(other):
        return
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one <= other) == (one < other or one == other)
    assert (one >= other) == (one > other or one == other)
    assert one < one + other > other


@MODEST
@given(SPANS, SPANS, st.lists(days(), min_size=1, max_size=20))
def test_spans_are_ordered_only_where_the_order_holds_from_every_start(
    one: CalendarSpan, other: CalendarSpan, starts: list[int]
) -> None:
    def end(start: int, span: CalendarSpan) -> date:
        parts = relativedelta(years=span.years, months=span.months, weeks=span.weeks, days=span.days)
        return date.fromordinal(start) + parts

    try:
        shorter = one < other
    except TypeError:
        with pytest.raises(TypeError):
            assert other <= one
        return
    ends = [(end(start, one), end(start, other)) for start in starts]
    assert all(a < b if shorter else a >= b for a, b in ends)
    assert (other > one) == shorter
    assert (one >= other) == (not shorter)


def test_spans_that_some_februaries_turn_round_are_not_ordered() -> None:
    for days_ in (59, 60, 61, 62):
        with pytest.raises(TypeError, match="depending on where they start"):
            assert CalendarSpan(months=2) < CalendarSpan(days=days_)
    assert CalendarSpan(days=58) < CalendarSpan(months=2) < CalendarSpan(days=63)
    assert CalendarSpan(weeks=6) <= CalendarSpan(days=42) <= CalendarSpan(weeks=6)
    assert CalendarSpan(months=2000) > CalendarSpan(years=131)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: WorkingDays(0), ValueError),
        (lambda: WorkingDays(-1), ValueError),
        (lambda: WorkingDays(True), TypeError),
        (lambda: WorkingDays(2.0), TypeError),  # type: ignore[arg-type]  # what a careless caller does
        (lambda: Elapsed(0), ValueError),
        (lambda: CalendarSpan(), ValueError),
        (lambda: CalendarSpan(days=-1), ValueError),
        (lambda: ByTime(SameDay(), 24, 0), ValueError),
        (lambda: ByTime(SameDay(), 9, 60), ValueError),
        (lambda: ByTime(Elapsed.of(hours=1), 9, 0), TypeError),  # type: ignore[arg-type]  # as above
        (lambda: Range(WorkingDays(3), WorkingDays(2)), ValueError),
        (lambda: Range(WorkingDays(3), CalendarSpan(days=9)), TypeError),
    ],
)
def test_lengths_that_make_no_sense_are_refused(make: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        make()  # type: ignore[operator]  # a table of functions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10 working days", "10 working days"),
        ("90 minutes", "1 hour 30 minutes"),
        ("same working day", "on the same working day"),
        ("6 to 8 weeks", "between 6 and 8 weeks"),
        ("same day by 13:00", "by 13:00 on the same day"),
        ("1 working day by 16:00", "within 1 working day, by 16:00"),
    ],
)
def test_said_aloud(text: str, said: str) -> None:
    length = parse_duration(text)
    assert not isinstance(length, DurationProblem)
    assert humanise(length) == said


def test_seconds_print_as_seconds() -> None:
    assert (str(Elapsed(1)), str(Elapsed(61)), humanise(Elapsed(3661))) == (
        "1 second",
        "61 seconds",
        "1 hour 1 minute 1 second",
    )
    assert [Elapsed(seconds).whole_days for seconds in (1, 86_400, 86_401)] == [1, 1, 2]


IN_DAYS = "expected a time of day after a length in days: 'same day by 13:00', '1 working day by 16:00'"
ONE_KIND = "expected one kind only: working days, or years, months, weeks and days, or hours and minutes"
SHORTER_FIRST = "expected the shorter end first, in the same kind of unit: '6 to 8 weeks'"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (10, "a length of time is written as text, with its unit; expected a number and a unit: '10 working days'"),
        ("", "the length of time is empty; expected a number and a unit: "),
        ("a" * 80, f"'{'a' * 80}' is not a length of time; expected a number and a unit: "),
        ("a" * 81, "this is too long to be a length of time; expected a number and a unit: "),
        ("0 days", "a length of time cannot be nought; did you mean 'same day'?"),
        ("0 working days", "a length of time cannot be nought; did you mean 'same working day'?"),
        ("24 hours by 13:00", f"'24 hours' cannot end at a time of day; {IN_DAYS}"),
        ("6 to 8 weeks by 13:00", f"'6 to 8 weeks' cannot end at a time of day; {IN_DAYS}"),
        (
            "same day by teatime",
            "'teatime' is not a time of day; expected a time of day from 00:00 to 23:59, as in 'same day by 13:00'",
        ),
        ("same day by 1pm", "'1pm' is not a time of day; did you mean 'same day by 13:00'?"),
        ("8 to 6 weeks", SHORTER_FIRST),
        ("6 days to 8 working days", SHORTER_FIRST),
        ("2 days 3 hours", f"'2 days 3 hours' mixes different kinds of time; {ONE_KIND}"),
        ("2 days 3 days", "'2 days 3 days' gives days twice; expected a number and a unit: "),
        (
            "34001 working days",
            "34001 working days is longer than the calendar, which runs from 1970 to 2100; expected at most 34000 working days",
        ),
        ("99999999999 days", "99999999999 days is longer than the calendar, which runs from 1970 to 2100"),
        ("1 mont 2 months", "'mont' is not a unit of time; did you mean '1 month 2 months'?"),
        ("ten days", "numbers are written in figures; did you mean '10 days'?"),
        ("1.5 days", "a length of time is a whole number; use a smaller unit for parts; expected a number"),
        ("-3 days", "a length of time has no sign; 'within' and 'before' say the direction; expected a number"),
        ("same dya", "'same dya' is not a length of time; did you mean 'same day'?"),
        ("some day 5", "'some day 5' is not a length of time; expected a number"),
        ("10 working days.", "'10 working days.' is not a length of time; did you mean '10 working days'?"),
        ('"1 day"', "the quotes have become part of this length of time; did you mean '1 day'?"),
        ('"same day"', "the quotes have become part of this length of time; did you mean 'same day'?"),
        ('"0 days"', "'\"0 days\"' is not a length of time; expected a number"),
        ('"34000 working days"', "the quotes have become part of this length of time; did you mean '34000 working days'?"),
        ('"34001 working days"', "'\"34001 working days\"' is not a length of time; expected a number"),
        ("2 fortnights", "'fortnights' is not a unit of time; did you mean '4 weeks'?"),
        ("1 fortnight", "'fortnight' is not a unit of time; did you mean '2 weeks'?"),
    ],
)  # fmt: skip
def test_every_problem_is_said_in_words_and_with_a_fix_where_there_is_one(text: str, said: str) -> None:
    assert said in str(parse_duration(text))


def test_the_longest_length_of_each_kind_is_read() -> None:
    for text in ("34000 working days", "131 years", "1572 months", "6835 weeks", "47847 days", "1148328 hours"):
        assert str(parse_duration(text)) == text


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda: WorkingDays(0),
            "a number of working days must be at least 1; direction is said by 'after' and 'before'",
        ),
        (lambda: WorkingDays(1.5), "a number of working days must be a whole number"),  # type: ignore[arg-type]  # on purpose
        (lambda: Elapsed(0), "a number of seconds must be at least 1; direction is said by 'after' and 'before'"),
        (lambda: CalendarSpan(), "a span of years, months, weeks or days needs at least one of them"),
    ],
)
def test_a_length_that_cannot_be_is_refused_in_words(make: Callable[[], object], said: str) -> None:
    with pytest.raises((TypeError, ValueError)) as refused:
        make()
    assert str(refused.value) == said


def test_lengths_on_the_clock_are_ordered_and_equal_ones_are_neither_less_nor_more() -> None:
    assert Elapsed.of(minutes=30).seconds == 1800
    hour, minute, other = Elapsed.of(hours=1), Elapsed.of(minutes=1), Elapsed.of(minutes=60)
    assert (minute < hour, hour < minute, hour < other) == (True, False, False)
    assert (hour > minute, minute > hour, hour > other) == (True, False, False)
    assert (minute <= hour, hour <= minute, hour <= other) == (True, False, True)
    assert (hour >= minute, minute >= hour, hour >= other) == (True, False, True)
