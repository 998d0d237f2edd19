"""The working behind a verdict: days counted and skipped, events that did and did not count."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Event
from practice_rules.explain import Working, explain_rule, render
from practice_rules.result import Result
from tests.result.elmet import (
    CLOSURE,
    ENQUIRY,
    FIRST_CORE_GROUP,
    REPORT,
    SEEN,
    VISIT,
    a_conference,
    a_visit,
    event,
    judged,
)


def working(result: Result, rule: str) -> Working:
    (only,) = explain_rule(result, rule).workings
    return only


def counted(found: Working) -> list[tuple[str, tuple[int, int] | None, str]]:
    return [(line.days, line.numbers, line.words) for line in found.count]


def test_the_count_over_easter_names_every_day_it_skips() -> None:
    found = counted(working(judged(a_conference("2026-04-01"), as_of="2026-04-08"), FIRST_CORE_GROUP))
    assert found[:4] == [
        ("Wed 1 Apr 2026", (0, 0), "the day counted from"),
        ("Thu 2 Apr 2026", (1, 1), "counted"),
        ("Fri 3 Apr 2026", None, "not counted: Good Friday"),
        ("Sat 4 Apr 2026 to Sun 5 Apr 2026", None, "not counted: weekend"),
    ]
    assert found[4] == ("Mon 6 Apr 2026", None, "not counted: Easter Monday")
    assert found[-1] == ("Fri 17 Apr 2026", (10, 10), "counted: due")


def test_calendar_days_between_share_a_line() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    found = counted(working(judged(plan), "child_protection.plan.duration"))
    assert found == [
        ("Tue 3 Mar 2026", (0, 0), "the day counted from"),
        ("Wed 4 Mar 2026 to Thu 2 Mar 2028", (1, 730), "every day counts, worked or not"),
        ("Fri 3 Mar 2028", (731, 731), "2 years on: due"),
    ]


def test_hours_over_the_spring_clock_change_say_that_the_clocks_changed() -> None:
    found = counted(working(judged(event("section_47.started", "2026-03-28T10:00")), SEEN))
    assert found[1][2] == (
        "24 hours by the clock end at Sun 29 Mar 2026 11:00; the clocks changed on the way, and hours are counted as "
        "they pass: due"
    )


def test_hours_before_a_day_are_counted_as_whole_days() -> None:
    found = counted(working(judged(a_conference()), REPORT))
    assert found[-1][0] == "Sun 1 Mar 2026"
    assert found[-1][2].startswith("only the day is known, so 48 hours are counted as 2 whole days")


def test_a_range_says_which_end_is_judged() -> None:
    found = working(judged(event("section_47.started", "2026-03-02")), ENQUIRY)
    assert found.conventions[0] == "A range is judged by its outer end, 15 working days; 10 working days is the target."


def test_each_event_says_why_it_did_or_did_not_count() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    visits = [a_visit("2026-03-02"), a_visit("2026-03-06", seen=False), a_visit("2026-03-10"), a_visit("2026-03-12")]
    first = explain_rule(judged(plan, *visits, as_of="2026-03-13"), VISIT).workings[0]
    assert [(each.counted, each.words) for each in first.considered] == [
        (False, "it was before this began"),
        (False, "the child was not seen"),
        (True, "it discharged this in time"),
        (False, "it came after this had been done, and counted for another"),
    ]


def test_agreements_that_moved_the_date_are_told() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    agreed = event("visiting_frequency.agreed", "2026-03-04", every="5 working days")
    assert working(judged(plan, agreed, as_of="2026-03-06"), VISIT).changes == (
        "Visiting frequency agreed on Wed 4 Mar 2026: every 5 working days.",
        "The agreement moved the date from Tue 17 Mar 2026 to Tue 10 Mar 2026.",
    )


def test_a_gate_shows_its_evidence_and_what_was_too_old() -> None:
    events = [
        event("chronology.updated", "2026-03-01"),
        event("supervision.held", "2026-04-01"),
        event("case.closed", "2026-05-01"),
    ]
    considered = working(judged(*events), CLOSURE).considered
    assert [(each.happening.type, each.counted) for each in considered] == [
        ("supervision.held", True),
        ("chronology.updated", False),
    ]


def test_a_rule_that_nothing_triggered_says_which_event_came_near() -> None:
    explanation = explain_rule(judged(a_conference(outcome="no_plan")), FIRST_CORE_GROUP)
    assert explanation.workings == ()
    assert [each.words for each in explanation.passed_over] == ["outcome was no plan, not child protection plan"]


def test_a_trigger_before_the_edition_says_that_the_rule_was_not_in_force() -> None:
    explanation = explain_rule(judged(a_conference("2023-12-31")), FIRST_CORE_GROUP)
    assert [each.words for each in explanation.passed_over] == ["the rule was not in force on that day"]
    assert len(explain_rule(judged(a_conference("2024-01-01")), FIRST_CORE_GROUP).workings) == 1


def test_a_rule_without_any_event_says_what_the_record_does_not_hold() -> None:
    assert explain_rule(judged(), ENQUIRY).conclusion == (
        "Nothing set this rule off: by Fri 15 May 2026 the record holds no section 47 started."
    )


def test_a_misspelt_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(KeyError, match=r"did you mean 'child_protection\.visit'"):
        explain_rule(judged(), "child_protection.vist")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_text_keeps_to_its_width(width: int) -> None:
    result = judged(
        a_conference(), a_visit("2026-03-12", alone=False, place="office"), event("core_group.held", "2026-03-25")
    )
    for rule in (FIRST_CORE_GROUP, REPORT):
        text = render(explain_rule(result, rule), width)
        assert max(len(line) for line in text.splitlines()) <= width


def test_planned_events_are_not_said_to_have_happened() -> None:
    planned = Event("case.closed", date(2026, 6, 1), "planned")
    text = render(explain_rule(judged(planned), CLOSURE))
    assert "Case closed, planned for Mon 1 Jun 2026." in text
