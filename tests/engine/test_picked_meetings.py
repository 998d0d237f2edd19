"""Leads, checks and gates hung on a meeting that is picked from several, as docs/meanings.md settles it: the diary counts,
what was called off takes nobody's place, and a date that moves is moved all the way."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Coverage, Event, EventCoverage
from practice_rules.dates import iso
from tests.engine.said import evaluation, event, moment, owed, pack_of

REVIEW = "looked_after_review.held"


def planned(at: str, **more: str) -> Event:
    return event(REVIEW, at, status="planned", **more)


def called_off(at: str, of: str) -> Event:
    return event(REVIEW, at, status="cancelled", replaces=of)


@pytest.mark.parametrize(("shift", "due"), [("minus: 2 weeks", "2026-04-07"), ("plus: 2 weeks", "2026-05-05")])
def test_a_lead_so_long_before_a_meeting_in_the_diary_is_counted_from_the_moved_date(shift: str, due: str) -> None:
    pack = pack_of(f"form: lead\nbefore: {{event: {REVIEW}, {shift}}}\ndo: visit.made")
    assert owed(pack, [planned("2026-04-21", recorded_at="2026-03-02")], "2026-03-09") == [f"due {due}"]


def test_a_date_put_off_too_late_is_moved_as_the_date_in_force_is() -> None:
    pack = pack_of(f"form: lead\nbefore: {{event: {REVIEW}, minus: 1 week}}\nat_least: 1 week\ndo: visit.made")
    first = planned("2026-04-21", id="first", recorded_at="2026-03-02")
    again = planned("2026-05-05", replaces="first", recorded_at="2026-04-09")
    assert owed(pack, [first, again], "2026-04-10") == ["breached 2026-04-07", "due 2026-04-21"]


def test_a_meeting_planned_with_the_date_it_gives_is_hung_on_that_date() -> None:
    pack = pack_of("form: lead\nbefore: {event: icpc.held, date: core_group_on}\ndo: visit.made")
    entry = {"status": "planned", "recorded_at": "2026-03-02"}
    assert owed(pack, [event("icpc.held", "2026-04-07", core_group_on="2026-04-21", **entry)], "2026-03-09") == [
        "due 2026-04-21"
    ]
    assert owed(pack, [event("icpc.held", "2026-04-07", **entry)], "2026-03-09") == []
    assert owed(pack, [event("icpc.held", "2026-04-07")], "2026-04-08") == ["unknown -"]


def test_the_first_after_a_birthday_is_not_one_that_was_called_off() -> None:
    pack = pack_of(f"form: check\nat: {{event: {REVIEW}, next_after: {{age: 16 years}}}}\nwhile: open_case")
    events = [event("case.opened", "2026-01-05"), planned("2026-04-07", id="a", recorded_at="2026-03-02")]
    later = event(REVIEW, "2026-04-21")
    assert owed(pack, [*events, later, called_off("2026-04-07", "a")], "2026-04-30", born="2010-04-01") == [
        "lapsed 2026-04-07",
        "met 2026-04-21",
    ]


def test_two_in_a_row_are_two_that_were_not_called_off() -> None:
    pack = pack_of(f"form: check\nat: {{event: {REVIEW}, in_a_row: 2}}\nwhile: open_case")
    opened = event("case.opened", "2026-01-05")
    held, off = event(REVIEW, "2026-03-03"), [planned("2026-03-10", id="a"), called_off("2026-03-10", "a")]
    assert owed(pack, [opened, held, *off], "2026-03-31") == []
    assert owed(pack, [opened, held, *off, event(REVIEW, "2026-03-17")], "2026-03-31") == ["met 2026-03-17"]


def test_the_second_within_a_month_is_none_that_was_called_off() -> None:
    pack = pack_of(f"form: check\nat: {{event: {REVIEW}, which: 2, nth_within: 1 month}}\nwhile: open_case")
    opened = event("case.opened", "2026-01-05")
    held, off = event(REVIEW, "2026-03-03"), [planned("2026-03-10", id="a"), called_off("2026-03-10", "a")]
    assert owed(pack, [opened, held, *off], "2026-03-31") == []


def test_of_several_the_first_and_all_are_told_without_one_that_was_called_off() -> None:
    opened = event("case.opened", "2026-01-05")
    off = [planned("2026-03-10", id="a"), called_off("2026-03-10", "a")]
    first = pack_of(f"form: check\nat: {{first_of: [{REVIEW}, icpc.held]}}\nwhile: open_case")
    assert owed(first, [opened, *off, event("icpc.held", "2026-03-17")], "2026-03-31") == [
        "lapsed 2026-03-10",
        "met 2026-03-17",
    ]
    both = pack_of(f"form: check\nat: {{all_of: [{REVIEW}, icpc.held]}}\nwhile: open_case")
    assert owed(both, [opened, *off, event("icpc.held", "2026-03-17")], "2026-03-31") == []


def test_a_lead_on_a_moved_date_of_a_meeting_that_was_held_is_not_ended_by_the_closing_before_it() -> None:
    pack = pack_of(
        f"form: lead\nbefore: {{event: {REVIEW}, minus: 1 week}}\nat_least: 1 week\ndo: visit.made",
        more="defaults: {lapses_when: [case.closed]}\n",
    )
    events = [planned("2026-04-21", recorded_at="2026-03-02"), event("case.closed", "2026-03-30")]
    assert owed(pack, events, "2026-04-30") == ["lapsed 2026-04-07"]
    assert owed(pack, [*events, event(REVIEW, "2026-04-21")], "2026-04-30") == ["breached 2026-04-07"]


def test_a_birthday_that_cannot_be_told_is_no_meeting_before_this_one() -> None:
    pack = pack_of("form: lead\nbefore: {any_of: [icpc.held, {age: 16 years}]}\ndo: visit.made")
    events = [event("case.opened", "2026-01-05"), event("icpc.held", "2026-03-10")]
    rows = evaluation(pack, events, "2026-03-31").rows
    assert [(row.status, row.opens == moment("2026-03-10")) for row in rows] == [("unknown", False), ("breached", True)]


def test_what_cannot_be_told_is_not_moved_by_so_many_weeks() -> None:
    pack = pack_of(
        "form: gate\nguards: icpc.held\nneeds: [{do: core_group.held, since: {age: 16 years, plus: 2 weeks}, named: one}]"
    )
    guarded = [event("visit.made", "2026-03-02"), event("icpc.held", "2026-03-20")]
    assert owed(pack, guarded, "2026-03-31") == ["breached 2026-03-20"]
    assert owed(pack, [*guarded, event("core_group.held", "2026-03-09")], "2026-03-31") == ["unknown 2026-03-20"]
    assert owed(pack, [*guarded, event("core_group.held", "2026-03-20")], "2026-03-31") == ["met 2026-03-20"]


def test_an_audit_about_nothing_answers_no_judgement_whose_moment_cannot_be_told() -> None:
    pack = pack_of("form: judgement\nat: {event: icpc.held, date: core_group_on, minus: 1 week}")
    told = event("icpc.held", "2026-03-02", core_group_on="2026-03-09")
    audit = event("practice_audit.answered", "2026-03-31", rule="child_protection.said.r0", answer="met")
    rows = evaluation(pack, [told, event("icpc.held", "2026-03-30"), audit], "2026-04-30").rows
    assert sorted(row.status for row in rows) == ["met", "unknown"]


def test_a_source_need_show_a_duty_without_a_date_no_longer_than_to_the_end_of_its_period() -> None:
    pack = pack_of("form: deadline\nafter: child_protection_plan.started\ndo: visit.made\nbelongs_to: open_case")
    held = {name: EventCoverage() for name in ("case.opened", "case.closed", "child_protection_plan.started")}
    source = Coverage("a source", {**held, "visit.made": EventCoverage(last=date(2026, 3, 20))})
    events = [
        event("case.opened", "2026-03-02"),
        event("child_protection_plan.started", "2026-03-03"),
        event("case.closed", "2026-03-16"),
    ]
    assert [row.status for row in evaluation(pack, events, "2026-04-30", coverage=source).rows] == ["breached"]


def test_the_end_of_a_total_in_two_periods_at_once_sets_a_duty_off_once() -> None:
    pack = pack_of(
        "form: deadline\n"
        "after: {end_of: {total: child_protection_plan, in_each: financial_year, under: 1 month}, which: each, "
        "in: temporary_approval}\n"
        "do: visit.made"
    )
    approved = [
        event("temporary_approval.given", "2025-12-16", placement_id="p1"),
        event("temporary_approval.given", "2026-01-13", placement_id="p2"),
    ]
    started = event("child_protection_plan.started", "2025-12-05")
    rows = evaluation(pack, [*approved, started], "2026-06-22").rows
    assert [iso(row.opens.day) for row in rows] == ["2026-01-02", "2026-04-29"]
