"""The example histories show what the comments at their heads say, by the numbers of the statements."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

import pytest

from practice_rules import evaluate, load_pack
from practice_rules.case import Case
from practice_rules.readers.case_file import load_cases
from practice_rules.readers.cin_census import read_cin_census
from tests.histories.findings import CENSUS, FINDINGS, HISTORIES, IN_THE_CENSUS, NO_DATE, Finding, History

STATUSES = {"met", "due", "breached", "lapsed", "unknown"}
BY_FILE = {history.file: history for history in HISTORIES}

names = pytest.mark.parametrize("history", HISTORIES, ids=[history.file for history in HISTORIES])


@cache
def the_case(file: str) -> Case:
    (case,) = load_cases(BY_FILE[file].path)
    return case


@cache
def obligations(file: str, as_of: date, known_at: date | None = None) -> list[dict[str, Any]]:
    """The obligations of a history as they stand in the JSON."""
    written = evaluate(the_case(file), load_pack("wakefield"), as_of=as_of, known_at=known_at).to_dict()
    return list(written["obligations"])


@lru_cache(maxsize=1)
def census() -> dict[str, list[dict[str, Any]]]:
    """The obligations of each child of the made-up census, as of its reference date."""
    extract = read_cin_census(CENSUS)
    assert extract.problems == () and extract.whole and extract.as_of is not None
    pack = load_pack("wakefield")
    return {
        case.subject.id: list(evaluate(case, pack, as_of=extract.as_of).to_dict()["obligations"])
        for case in extract.cases
    }


def as_said(each: dict[str, Any]) -> tuple[str, str, str | None]:
    """Status, due date and the day a breach was put right, as the findings write them."""
    due = NO_DATE if each["due"] is None else str(each["due"])[:16]
    remedied = None if each["remedied_at"] is None else str(each["remedied_at"])[:10]
    return each["status"], due, remedied


def told(found: list[dict[str, Any]], statement: str) -> list[tuple[str, str, str | None]]:
    """How each obligation under a statement stands."""
    return [as_said(each) for each in found if statement in each["standard"]]


def label(finding: Finding) -> str:
    return "-".join(part for part in finding[:4])


@pytest.mark.parametrize("finding", FINDINGS, ids=label)
def test_a_finding_at_the_head_of_a_history_is_what_the_engine_says(finding: Finding) -> None:
    file, statement, *rest = finding
    assert tuple(rest) in told(obligations(file, BY_FILE[file].as_of), statement)


@pytest.mark.parametrize("finding", IN_THE_CENSUS, ids=label)
def test_a_finding_at_the_head_of_the_census_is_what_the_engine_says(finding: Finding) -> None:
    child, statement, *rest = finding
    assert tuple(rest) in told(census()[child], statement)


def test_the_census_has_twelve_children_with_duties_met_breached_and_due() -> None:
    assert len(census()) == 12
    assert {each["status"] for found in census().values() for each in found} >= {"met", "breached", "due", "unknown"}


def test_a_census_never_shows_a_duty_as_breached_for_want_of_a_visit_or_a_core_group() -> None:
    unheld = {"WAK-011", "WAK-027", "WAK-061", "WAK-062", "WAK-084"}
    stands = {each["status"] for found in census().values() for each in found if unheld & set(each["standard"])}
    assert stands <= {"unknown", "lapsed", "due"}


@names
def test_a_history_has_40_to_120_events(history: History) -> None:
    assert 40 <= len(the_case(history.file).events) <= 120


@names
def test_a_history_shows_most_of_the_five_statuses(history: History) -> None:
    shown = {each["status"] for each in obligations(history.file, history.as_of)}
    assert shown <= STATUSES
    assert len(shown) >= history.statuses


@names
def test_what_was_known_midway_differs_from_what_the_whole_record_says_of_that_day(history: History) -> None:
    whole = obligations(history.file, history.midway)
    known = obligations(history.file, history.midway, history.midway)
    standing = [{(each["rule"], each["due"], each["status"]) for each in found} for found in (whole, known)]
    assert standing[0] != standing[1]


def test_a_core_group_entered_as_held_in_time_looked_met_until_it_was_put_right() -> None:
    file, day = "child_protection.yaml", date(2025, 11, 20)
    assert ("met", "2025-11-13", None) in told(obligations(file, day, day), "WAK-062")
    assert ("breached", "2025-11-13", "2025-11-20") in told(obligations(file, day), "WAK-062")


def test_sixteen_children_stood_on_the_record_until_the_leaving_was_entered() -> None:
    day = date(2025, 9, 25)
    late = told(obligations("worker.yaml", day, day), "WAK-574")
    assert ("breached", NO_DATE, None) in late
    assert ("breached", NO_DATE, "2025-09-22") in told(obligations("worker.yaml", day), "WAK-574")


def test_a_waiver_marks_the_core_group_and_leaves_the_breach() -> None:
    found = obligations("child_protection.yaml", date(2026, 3, 31))
    waived = [each for each in found if each["waived"] is not None]
    assert [(each["status"], each["due"]) for each in waived] == [("breached", "2025-11-13")]


def test_three_monthly_visits_as_agreed_stand_beside_the_plain_four_weeks() -> None:
    found = obligations("looked_after.yaml", date(2026, 3, 31))
    (visit,) = [each for each in found if "WAK-164" in each["standard"]]
    assert (visit["due"], visit["plain"]["due"]) == ("2026-04-08", "2026-02-05")


def test_the_extra_weeks_of_an_assessment_stand_beside_the_plain_35_days() -> None:
    found = obligations("child_in_need.yaml", date(2025, 12, 31))
    (assessment,) = [each for each in found if "WAK-339" in each["standard"]]
    assert (assessment["due"], assessment["plain"]["due"]) == ("2025-03-01", "2025-02-19")


def test_the_visit_that_was_not_alone_is_kept_as_a_near_miss() -> None:
    found = obligations("child_in_need.yaml", date(2025, 12, 31))
    (seen,) = [each for each in found if "WAK-011" in each["standard"]]
    assert [miss["id"] for miss in seen["near_misses"]] == ["v1"]
