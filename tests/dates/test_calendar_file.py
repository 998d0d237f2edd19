"""A deployer's calendar file: what it can say, and problems with their line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from practice_rules.dates import Calendar, WorkingDays, due_after, england_and_wales, parse_moment, scotland
from practice_rules.dates.calendar_file import load_calendar, read_calendar, read_calendar_file
from practice_rules.problems import Problem, Refused

ELMET = """\
calendar: Elmet council
version: "2026"
base: england_and_wales
holidays:
  - {day: 2026-07-01, name: Elmet Day, source: charter of 1206}
closures:
  - {first: 2026-12-29, last: 2026-12-31, name: Christmas closure, source: cabinet minute 14}
  - day: 2027-02-05
    name: Staff conference
terms:
  - {name: Summer 2027, first: 2027-04-12, last: 2027-07-23}
  - {name: Spring 2027, first: 2027-01-04, last: 2027-03-25}
"""


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _calendar(text: str) -> Calendar:
    found = read_calendar(text, "elmet.yaml")
    assert isinstance(found, Calendar), found
    return found


def _problems(text: str) -> list[Problem]:
    found = read_calendar(text, "elmet.yaml")
    assert isinstance(found, list)
    return found


def test_a_whole_file() -> None:
    elmet = _calendar(ELMET)
    off = {day: elmet.why_not(_day(day)) for day in ("2026-07-01", "2026-12-29", "2027-02-05", "2026-12-25")}
    assert list(off.values()) == ["Elmet Day", "Christmas closure", "Staff conference", "Christmas Day"]
    assert elmet.name == "Elmet council"
    assert elmet.version.startswith("2026; holidays ")
    assert [term.name for term in elmet.terms or ()] == ["Spring 2027", "Summer 2027"]
    assert [closure.source for closure in elmet.closures] == ["cabinet minute 14", "elmet.yaml"]
    assert "charter of 1206" in {holiday.source for holiday in elmet.holidays}
    assert (elmet.vouched_from, elmet.vouched_to) == (
        england_and_wales().vouched_from,
        england_and_wales().vouched_to,
    )


def test_a_closure_moves_a_deadline() -> None:
    trigger = parse_moment("2026-12-24")
    assert not isinstance(trigger, str)
    due = due_after(trigger, WorkingDays(1), _calendar(ELMET))  # type: ignore[arg-type]  # it reads
    assert due.day == _day("2027-01-04")


def test_a_name_is_enough_and_starts_from_england_and_wales() -> None:
    bare = _calendar("calendar: Elmet\n")
    assert (bare.holidays, bare.week, bare.terms) == (england_and_wales().holidays, (0, 1, 2, 3, 4), None)


def test_a_file_may_know_of_no_school_terms_or_of_none_that_run() -> None:
    assert _calendar("calendar: Elmet\nterms: []\n").terms == ()


def test_a_working_week_of_its_own() -> None:
    shop = _calendar("calendar: Shop\nworking_week: [tuesday, saturday]\n")
    assert shop.week == (1, 5)


def test_calendars_combined_by_name() -> None:
    border = _calendar("calendar: Border\nclosed_if_either: [england_and_wales, scotland]\n")
    assert border.why_not(_day("2026-01-02")) == "New Year Holiday"
    assert border.why_not(_day("2026-04-06")) == "Easter Monday"
    either = _calendar("calendar: Border\nclosed_if_both: [england_and_wales, scotland, weekdays]\n")
    assert either.is_working(_day("2026-12-25"))
    both = _calendar("calendar: Border\nclosed_if_both: [england_and_wales, scotland]\n")
    assert both.is_working(_day("2026-01-02"))
    assert not both.is_working(_day("2026-12-25"))
    assert scotland().is_working(_day("2026-04-06"))


def test_a_list_of_its_own_holidays_is_vouched_for_as_far_as_it_says() -> None:
    own = _calendar(
        "calendar: Own\nbase: weekdays\nholidays: [{day: 2026-07-01, name: Feast}]\n"
        "vouched_from: 2026-01-01\nvouched_to: 2026-12-31\n"
    )
    assert [own.vouched(_day(day)) for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "code", "where", "says"),
    [
        ("closures: []\n", "missing-key", "1:1", "calendar"),
        ("calendar: E\nclosurs: []\n", "unknown-key", "2:1", "did you mean 'closures'"),
        ("calendar: E\nbase: england\n", "not-allowed", "2:7", "england"),
        (
            "calendar: E\nbase: scotland\nclosed_if_either: [scotland, weekdays]\n",
            "calendar-two-bases",
            "3:1",
            "base",
        ),
        ("calendar: E\nclosed_if_either: [scotland]\n", "wrong-length", "2:19", ""),
        ("calendar: E\nworking_week: []\n", "wrong-length", "2:15", ""),
        ("calendar: E\nworking_week: [mon]\n", "not-allowed", "2:16", "mon"),
        ("calendar: E\nclosures:\n- {day: 2026-02-30, name: X}\n", "yaml-impossible-date", "3:9", ""),
        ("calendar: E\nclosures:\n- {day: 2206-12-29, name: X}\n", "out-of-range", "3:9", "2206"),
        ("calendar: E\nclosures:\n- {day: 29/12/2026, name: X}\n", "wrong-type", "3:9", "date"),
        ("calendar: E\nclosures:\n- {day: 2026-12-29}\n", "missing-key", "3:4", "name"),
        ("calendar: E\nclosures:\n- {name: X}\n", "closure-days", "3:3", "one day or a stretch"),
        (
            "calendar: E\nclosures:\n- {first: 2026-12-29, name: X}\n",
            "closure-days",
            "3:3",
            "one day or a stretch",
        ),
        (
            "calendar: E\nclosures:\n- {day: 2026-12-29, last: 2026-12-30, name: X}\n",
            "closure-days",
            "3:3",
            "one day or a stretch",
        ),
        (
            "calendar: E\nclosures:\n- name: X\n  first: 2027-12-29\n  last: 2027-01-02\n",
            "dates-out-of-order",
            "5:9",
            "ends on 2027-01-02, before it begins on 2027-12-29",
        ),
        (
            "calendar: E\nterms:\n- {name: S, first: 2027-03-01, last: 2027-01-01}\n",
            "dates-out-of-order",
            "3:38",
            "the term ends",
        ),
        (
            "calendar: E\nterms:\n- {name: B, first: 2027-02-01, last: 2027-03-01}\n"
            "- {name: A, first: 2027-01-01, last: 2027-02-01}\n",
            "terms-overlap",
            "3:20",
            "'B' begins on 2027-02-01, before 'A' has ended",
        ),
        (
            "calendar: E\nholidays:\n- {day: 2026-07-01, name: Feast}\n- {day: 2026-07-01, name: Feast}\n",
            "calendar-repeated-day",
            "4:9",
            "listed twice",
        ),
        (
            "calendar: E\nbase: weekdays\nholidays: [{day: 2026-07-01, name: Feast}]\n",
            "calendar-not-vouched",
            "3:1",
            "until when",
        ),
        ("calendar: E\nvouched_to: 1975-01-01\n", "dates-out-of-order", "2:13", "vouched"),
        ("calendar: E\nvouched_from: 2050-01-01\n", "dates-out-of-order", "2:15", "vouched"),
        ("calendar: [E\n", "yaml-bracket", None, ""),
        ("- E\n", "wrong-type", "1:1", ""),
        ("calendar: ''\n", "wrong-length", "1:11", ""),
        ("calendar: E\ncalendar: F\n", "yaml-duplicate-key", "2:1", ""),
    ],
)
def test_what_is_wrong_says_where(text: str, code: str, where: str | None, says: str) -> None:
    problems = _problems(text)
    assert [problem.code for problem in problems] == [code]
    place = problems[0].place
    assert place is not None
    assert place.file == "elmet.yaml"
    if where is not None:
        assert f"{place.line}:{place.column}" == where
    assert says in str(problems[0])


def test_every_problem_is_told_in_one_run() -> None:
    text = (
        "calendar: E\nbase: englnd_and_wales\nclosures:\n- {day: 2026-12-29}\n"
        "- {name: X, first: 2027-12-29, last: 2027-01-02}\nsomething: 1\n"
    )
    assert {problem.code for problem in _problems(text)} == {
        "not-allowed",
        "missing-key",
        "dates-out-of-order",
        "unknown-key",
    }


def test_several_things_that_make_no_sense_together_are_all_told() -> None:
    text = (
        "calendar: E\nbase: weekdays\nclosed_if_both: [scotland, weekdays]\n"
        "holidays: [{day: 2026-07-01, name: Feast}, {day: 2026-07-01, name: Feast}]\n"
    )
    assert [problem.code for problem in _problems(text)] == [
        "calendar-two-bases",
        "calendar-not-vouched",
        "calendar-repeated-day",
    ]


def test_a_file_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "elmet.yaml"
    path.write_text(ELMET, encoding="utf-8")
    assert load_calendar(path) == read_calendar_file(path) == _calendar(ELMET)
    path.write_text("calendar: E\nclosurs: []\n", encoding="utf-8")
    with pytest.raises(Refused, match="closurs"):
        load_calendar(path)
    with pytest.raises(Refused, match="no such file"):
        load_calendar(tmp_path / "missing.yaml")
