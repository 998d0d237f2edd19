"""Every kind of condition on an event, at its edges: what holds, what does not, and what cannot be told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from practice_rules.case import Case, Event, Subject
from practice_rules.dates.days import LeapBirthday
from practice_rules.engine.conditions import asked, comparable, compile_value, compile_where
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import as_moment
from practice_rules.language.conditions import Test as Asked
from practice_rules.language.conditions import Where
from tests.engine.said import event

DAY = "2026-03-03"


def verdict(
    where: dict[str, Any], one: Event, *others: Event, born: str | None = None, leap: LeapBirthday = "1 March"
) -> bool | None:
    """What a condition says of an event."""
    subject = Subject("c", born=None if born is None else date.fromisoformat(born))
    record = build_record(Case(subject, (one, *others)), as_moment("2026-12-31"), None)
    condition = compile_where(Where.model_validate(where), leap)
    assert condition is not None
    (happening,) = record.by_type[one.type]
    return condition(record, happening)


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        (3, [3], [2, 4]),
        (True, [True], [False]),
        ("home", ["home"], ["school"]),
        ("home", [{"home", "school"}], [{"school"}]),
        (["home", "school"], ["home", "school"], ["office"]),
        ({"under": 5}, [4, 4.9], [5, 6]),
        ({"over": 5}, [6, 5.1], [5, 4]),
        ({"at_least": 5}, [5, 6], [4]),
        ({"at_most": 5}, [5, 4], [6]),
        ({"at_least": 3, "at_most": 5}, [3, 5], [2, 6]),
        ({"not": "home"}, ["school"], ["home"]),
        ({"not": ["home", "school"]}, ["office"], ["home", "school"]),
        ({"includes": "police"}, [{"police", "health"}], [{"health"}]),
        (
            {"includes": ["police", "health"]},
            [{"police", "health"}, {"police", "health", "parent"}],
            [{"police"}, {"health"}],
        ),
        ({"includes_any": ["police", "health"]}, [{"police"}, {"health", "parent"}], [{"parent"}]),
        ({"excludes": ["police", "health"]}, [{"parent"}], [{"police", "parent"}, {"health"}]),
        ({"count_at_least": 2}, [{"police", "health"}], [{"police"}]),
        (
            {"at_most": "10 working days"},
            ["10 working days", "9 working days", "2 weeks"],
            ["11 working days", "1 month"],
        ),
        ({"under": "6 weeks"}, ["41 days", "1 month"], ["6 weeks", "42 days", "2 months"]),
        ({"at_least": "24 hours"}, ["24 hours", "1 day", "1440 minutes"], ["23 hours"]),
        ({"at_least": "2026-03-03"}, ["2026-03-03", "2026-03-04"], ["2026-03-02"]),
    ],
)
def test_a_value_is_tested(test: Any, holds: list[Any], fails: list[Any]) -> None:
    for value in holds:
        assert verdict({"detail": test}, event("visit.made", DAY, detail=value)) is True, value
    for value in fails:
        assert verdict({"detail": test}, event("visit.made", DAY, detail=value)) is False, value
    assert verdict({"detail": test}, event("visit.made", DAY)) is None


def test_recorded_asks_whether_something_was_written_down() -> None:
    written, silent = event("visit.made", DAY, reason="x"), event("visit.made", DAY)
    assert [verdict({"reason": {"recorded": True}}, one) for one in (written, silent)] == [True, False]
    assert [verdict({"reason": {"recorded": False}}, one) for one in (written, silent)] == [False, True]


def test_false_is_recorded_and_is_not_true() -> None:
    seen = event("visit.made", DAY, child_seen=False)
    assert verdict({"child_seen": {"recorded": True}}, seen) is True
    assert verdict({"child_seen": True}, seen) is False
    assert verdict({"child_seen": False}, seen) is True
    assert verdict({"child_seen": 0}, seen) is False


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ({"earlier_than": "13:00"}, ["12:59"], ["13:00", "13:01"]),
        ({"later_than": "13:00"}, ["13:01"], ["13:00", "12:59"]),
    ],
)
def test_the_time_of_day(test: Any, holds: list[str], fails: list[str]) -> None:
    for hour in holds:
        assert verdict({"time": test}, event("visit.made", f"2026-07-01T{hour}")) is True
    for hour in fails:
        assert verdict({"time": test}, event("visit.made", f"2026-07-01T{hour}")) is False
    assert verdict({"time": test}, event("visit.made", "2026-07-01")) is None


def test_who_did_it_and_when_it_was_written_up() -> None:
    done = event("visit.made", DAY, by="social_worker", recorded_at="2026-03-05")
    assert verdict({"by": "social_worker"}, done) is True
    assert verdict({"by": "team_manager"}, done) is False
    assert verdict({"by": "social_worker"}, event("visit.made", DAY)) is None
    assert verdict({"recorded_at": {"at_most": "2026-03-05"}}, done) is True
    assert verdict({"recorded_at": {"under": "2026-03-05"}}, done) is False
    assert verdict({"recorded_at": {"under": "2026-03-05"}}, event("visit.made", DAY)) is None


def test_the_subjects_age_on_the_day() -> None:
    visit = event("visit.made", DAY)
    assert verdict({"age": {"under": 5}}, visit, born="2021-03-04") is True
    assert verdict({"age": {"under": 5}}, visit, born="2021-03-03") is False
    assert verdict({"age": {"at_least": 5}}, visit, born="2021-03-03") is True
    assert verdict({"age": {"under": 5}}, visit) is None
    assert verdict({"age": {"under": 1}}, visit, born="2026-06-01") is True


def test_any_of_none_of_and_every_key() -> None:
    home, school = {"place": "home"}, {"place": "school"}
    at_home, at_office = event("visit.made", DAY, place="home"), event("visit.made", DAY, place="office")
    silent = event("visit.made", DAY, child_seen=True)
    assert [verdict({"any_of": [home, school]}, one) for one in (at_home, at_office, silent)] == [True, False, None]
    assert [verdict({"none_of": [home, school]}, one) for one in (at_home, at_office, silent)] == [False, True, None]
    assert verdict({"any_of": [home, {"child_seen": True}]}, silent) is True
    assert verdict({"none_of": [home, {"child_seen": True}]}, silent) is False
    assert verdict({"place": "home", "child_seen": True}, silent) is None
    assert verdict({"place": "home", "child_seen": False}, silent) is False


def test_what_it_is_about() -> None:
    note = event("case_note.recorded", DAY, about="v")
    seen, unseen = event("visit.made", DAY, id="v", child_seen=True), event("visit.made", DAY, id="v", child_seen=False)
    about = {"about": {"child_seen": True}}
    assert verdict(about, note, seen) is True
    assert verdict(about, note, unseen) is False
    assert verdict(about, note, event("visit.made", DAY, id="v")) is None
    assert verdict(about, note) is None
    assert verdict(about, event("case_note.recorded", DAY), seen) is None
    assert verdict({"about": {"event_type": "visit.made"}}, note, seen) is True
    assert verdict({"about": {"event_type": "icpc.held"}}, note, seen) is False


def test_every_word_of_another_attribute() -> None:
    test = {"attended_by": {"includes_all_in": "invited"}}
    came = {"police", "health"}
    assert verdict(test, event("icpc.held", DAY, attended_by=came, invited={"police"})) is True
    assert verdict(test, event("icpc.held", DAY, attended_by=came, invited={"police", "parent"})) is False
    assert verdict(test, event("icpc.held", DAY, attended_by=came)) is None
    assert verdict(test, event("icpc.held", DAY, invited={"police"})) is None


@pytest.mark.parametrize(
    ("value", "ordered"),
    [
        ("10 working days", 14),
        ("2 years", 730.5),
        ("2 months", 60.875),
        ("3 weeks", 21),
        ("4 days", 4),
        ("12 hours", 0.5),
        ("same day", 0),
        ("2026-03-03", date(2026, 3, 3).toordinal()),
        ("2026-03-03T10:00", date(2026, 3, 3).toordinal()),
        (date(2026, 3, 3), date(2026, 3, 3).toordinal()),
        ("home", "home"),
        (7, 7),
    ],
)
def test_values_are_ordered_by_a_rough_number_of_days(value: Any, ordered: Any) -> None:
    assert comparable(value) == ordered


def test_what_must_not_be_recorded_fails_when_it_is_whatever_else_is_asked_of_it() -> None:
    assert compile_value(Asked.model_validate({"recorded": False, "at_most": 5}))(3) is False


@pytest.mark.parametrize(
    ("attended", "invited", "holds"),
    [
        (["police", "health"], ["police", "health"], True),
        (["police", "health"], ["police"], True),
        (["police", "health"], ["police", "parent"], False),
        (["police"], ["police"], False),
    ],
)
def test_all_who_were_invited_attended_and_there_were_two(attended: list[str], invited: list[str], holds: bool) -> None:
    one = event("icpc.held", DAY, attended_by=attended, invited=invited)
    assert verdict({"attended_by": {"includes_all_in": "invited", "count_at_least": 2}}, one) is holds
    assert verdict({"attended_by": {"includes_all_in": "invited"}}, one) is (set(invited) <= set(attended))


def test_what_surely_lacks_a_word_fails_though_nobody_wrote_down_who_was_invited() -> None:
    test = {"attended_by": {"includes_all_in": "invited", "includes": "police"}}
    assert verdict(test, event("icpc.held", DAY, attended_by=["health"])) is False
    assert verdict(test, event("icpc.held", DAY, attended_by=["police"])) is None


@pytest.mark.parametrize(("born", "under"), [("2026-01-20", False), ("2026-01-21", True)])
def test_an_age_in_weeks_is_counted_on_from_the_birth(born: str, under: bool) -> None:
    assert verdict({"age": {"under": "6 weeks"}}, event("icpc.held", DAY), born=born) is under


@pytest.mark.parametrize(("born", "under"), [("2010-09-03", False), ("2010-09-04", True)])
def test_an_age_may_be_so_long_before_another(born: str, under: bool) -> None:
    assert verdict({"age": {"under": "6 months before 16"}}, event("icpc.held", DAY), born=born) is under


def test_everything_that_a_condition_asks_about_is_listed() -> None:
    where = {"outcome": "no_plan", "any_of": [{"quorate": True}, {"by": "police"}], "none_of": [{"urgent": True}]}
    assert asked(Where.model_validate(where)) == ["outcome", "quorate", "by", "urgent"]
