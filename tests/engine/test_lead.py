"""Leads: before a meeting that may move, and before an age."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import event, owed, pack_of

REPORT = pack_of("form: lead\nbefore: icpc.held\nat_least: 48 hours\ndo: conference_report.shared\nlapses_when: []")


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ("2026-03-08", "met 2026-03-08"),
        ("2026-03-09", "breached 2026-03-08"),
        ("2026-03-11", "breached 2026-03-08"),
    ],
)
def test_48_hours_before_a_meeting_known_by_date(shared: str, expected: str) -> None:
    events = [event("icpc.held", "2026-03-10"), event("conference_report.shared", shared)]
    assert owed(REPORT, events, "2026-03-31") == [expected]


def test_48_hours_before_a_timed_meeting_across_the_clock_change() -> None:
    meeting = event("icpc.held", "2026-03-30T10:00")
    assert owed(REPORT, [meeting, event("conference_report.shared", "2026-03-28T09:00")], "2026-03-31") == [
        "met 2026-03-28T09:00"
    ]
    assert owed(REPORT, [meeting, event("conference_report.shared", "2026-03-28T09:01")], "2026-03-31") == [
        "breached 2026-03-28T09:00"
    ]


PLANNED = event("icpc.held", "2026-03-10", status="planned", id="m1", recorded_at="2026-02-20")


def test_a_planned_meeting_carries_the_duty_until_it_is_held() -> None:
    assert owed(REPORT, [PLANNED], "2026-02-19") == []
    assert owed(REPORT, [PLANNED], "2026-03-08") == ["due 2026-03-08"]
    assert owed(REPORT, [PLANNED], "2026-03-09") == ["breached 2026-03-08"]


def moved(known: str, to: str = "2026-03-17") -> Event:
    return event("icpc.held", to, status="planned", id="m2", replaces="m1", recorded_at=known)


def test_moved_before_the_lead_date_moves_the_duty() -> None:
    assert owed(REPORT, [PLANNED, moved("2026-03-08")], "2026-03-09") == ["due 2026-03-15"]


def test_moved_after_the_lead_date_leaves_the_breach_and_opens_a_new_duty() -> None:
    assert owed(REPORT, [PLANNED, moved("2026-03-09")], "2026-03-09") == [
        "breached 2026-03-08",
        "due 2026-03-15",
    ]


def test_cancelled_before_the_lead_date_lapses_and_after_it_leaves_the_breach() -> None:
    early = event("icpc.held", "2026-03-10", status="cancelled", about="m1", recorded_at="2026-03-08")
    late = event("icpc.held", "2026-03-10", status="cancelled", about="m1", recorded_at="2026-03-09")
    assert owed(REPORT, [PLANNED, early], "2026-03-31") == ["lapsed 2026-03-08"]
    assert owed(REPORT, [PLANNED, late], "2026-03-31") == ["breached 2026-03-08"]


def test_one_report_serves_every_date_of_one_meeting_and_no_other_meeting() -> None:
    held = event("icpc.held", "2026-03-17", replaces="m2")
    later = event("icpc.held", "2026-06-17")
    events = [PLANNED, moved("2026-03-09"), held, later, event("conference_report.shared", "2026-03-12")]
    assert owed(REPORT, events, "2026-06-30") == [
        "breached 2026-03-08",
        "met 2026-03-15",
        "breached 2026-06-15",
    ]


WINDOW = pack_of("form: lead\nbefore: {age: 18 years}\nat_most: 4 weeks\ndo: visit.made")


def test_the_four_weeks_before_the_eighteenth_birthday() -> None:
    born = "2008-05-20"
    assert owed(WINDOW, [event("contact.received", "2026-01-01")], "2026-04-21", born=born) == []
    assert owed(WINDOW, [event("contact.received", "2026-01-01")], "2026-04-22", born=born) == ["due 2026-05-19"]
    assert owed(WINDOW, [event("visit.made", "2026-04-21")], "2026-05-19", born=born) == ["due 2026-05-19"]
    assert owed(WINDOW, [event("visit.made", "2026-04-22")], "2026-05-19", born=born) == ["met 2026-05-19"]
    assert owed(WINDOW, [event("visit.made", "2026-05-20")], "2026-05-20", born=born) == ["breached 2026-05-19"]


def test_no_date_of_birth_is_unknown() -> None:
    assert owed(WINDOW, [event("visit.made", "2026-04-22")], "2026-05-19")[0].startswith("unknown")


def test_a_meeting_brought_forward_is_one_meeting_whatever_the_order_of_its_entries() -> None:
    first = event("icpc.held", "2026-03-10", status="planned", id="m1")
    sooner = event("icpc.held", "2026-02-10", status="planned", replaces="m1")
    assert owed(REPORT, [first, sooner], "2026-02-01") == ["due 2026-02-08"]
    cancelled = event("icpc.held", "2026-02-20", status="cancelled", replaces="m1")
    assert owed(REPORT, [first, cancelled], "2026-03-30") == ["lapsed 2026-03-08"]
    other = event("case.closed", "2026-02-20", status="cancelled", about="m1")
    assert owed(REPORT, [first, other], "2026-03-30") == ["breached 2026-03-08"]


def test_a_date_to_file_by_is_known_from_the_direction_and_lapses_with_the_case() -> None:
    pack = pack_of(
        "form: lead\nbefore: {event: court_direction.made, date: file_at}\nat_least: 5 working days\ndo: genogram.updated",
        more="defaults: {lapses_when: [case.closed]}\n",
    )
    direction = event("court_direction.made", "2026-02-16", file_at="2026-03-16")
    assert owed(pack, [direction], "2026-02-16") == ["due 2026-03-09"]
    assert owed(pack, [direction, event("case.closed", "2026-03-06")], "2026-03-06") == ["lapsed 2026-03-09"]


def test_an_unlinked_event_holds_the_meeting_planned_latest_before_it() -> None:
    stale = event("icpc.held", "2026-02-17", status="planned")
    planned = event("icpc.held", "2026-04-01", status="planned")
    held = event("icpc.held", "2026-04-02")
    report = event("conference_report.shared", "2026-03-30")
    assert owed(REPORT, [stale, planned, held, report], "2026-04-30") == [
        "breached 2026-02-15",
        "met 2026-03-30",
        "met 2026-03-31",
    ]


def test_another_paper_serves_no_direction() -> None:
    pack = pack_of(
        "form: lead\nbefore: {event: court_direction.made, date: file_at}\nat_least: 5 working days\n"
        "do: {event: court_document.shared, match: [document]}\nsince: any time\nlapses_when: []"
    )
    direction = event("court_direction.made", "2026-03-02", document="statement", file_at="2026-04-09")
    other = event("court_document.shared", "2026-03-10", document="chronology")
    right = event("court_document.shared", "2026-03-31", document="statement")
    assert owed(pack, [direction, other], "2026-05-10") == ["breached 2026-03-31"]
    assert owed(pack, [direction, other, right], "2026-05-10") == ["met 2026-03-31"]


def test_a_date_some_hours_after_a_meeting_was_given_up_is_known_to_the_minute() -> None:
    pack = pack_of(
        "form: lead\nbefore: {event: icpc.held, plus: 24 hours}\nat_least: 24 hours\ndo: visit.made\nlapses_when: []"
    )
    for given_up, expected in (
        ("2026-03-24T10:01", ["breached 2026-03-24T10:00", "breached 2026-03-31T10:00"]),
        ("2026-03-24T10:00", ["breached 2026-03-31T10:00"]),
    ):
        events = [
            event("icpc.held", "2026-03-24T10:00", status="planned", id="c1", recorded_at="2026-03-09"),
            event("icpc.held", "2026-03-31T10:00", status="planned", id="c2", replaces="c1", recorded_at=given_up),
        ]
        assert owed(pack, events, "2026-04-01T12:00") == expected
