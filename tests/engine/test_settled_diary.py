"""Meetings moved, called off and brought back, known early or late, on which the engine and the oracle once differed."""

from __future__ import annotations

import yaml

from practice_rules.case import Event
from tests.engine.said import Said, event, owed, pack_of


def one_line(rule: str) -> Said:
    """A pack of one rule that is short enough to be written in one line."""
    return pack_of(yaml.safe_dump(yaml.safe_load(rule)))


def planned(at: str, **more: str) -> Event:
    return event("icpc.held", at, status="planned", **more)


def cancelled(at: str, **more: str) -> Event:
    return event("icpc.held", at, status="cancelled", **more)


REPORT = one_line("{form: lead, before: icpc.held, at_least: 2 working days, do: conference_report.shared}")
FIRST = planned("2026-03-24", id="c1", recorded_at="2026-03-09")
"""Its report is due on Friday 20 March."""


# called off


def test_of_two_entries_that_call_a_meeting_off_the_one_known_first_counts_and_one_without_a_date_is_first() -> None:
    late = cancelled("2026-03-20", about="c1", recorded_at="2026-03-23")
    assert owed(REPORT, [FIRST, late], "2026-03-31") == ["breached 2026-03-20"]
    in_time = cancelled("2026-04-30", replaces="c1", recorded_at="2026-03-16")
    assert owed(REPORT, [FIRST, late, in_time], "2026-03-31") == ["lapsed 2026-03-20"]
    undated = cancelled("2026-04-30", replaces="c1")
    assert owed(REPORT, [FIRST, late, undated], "2026-03-31") == ["lapsed 2026-03-20"]


def test_a_meeting_put_in_the_diary_again_after_it_was_called_off_is_to_be_held_on_its_new_date() -> None:
    off = cancelled("2026-03-24", replaces="c1", recorded_at="2026-03-16")
    again = planned("2026-04-14", id="c2", replaces="c1", recorded_at="2026-03-25")
    assert owed(REPORT, [FIRST, off, again], "2026-03-23") == ["lapsed 2026-03-20"]
    # It was given up on the 16th, in good time, and not on the 25th: it leaves nothing behind.
    assert owed(REPORT, [FIRST, off, again], "2026-03-31") == ["due 2026-04-10"]


def test_a_meeting_called_off_too_late_and_put_in_the_diary_again_keeps_its_breach_and_opens_another_duty() -> None:
    off = cancelled("2026-03-24", replaces="c1", recorded_at="2026-03-23")
    again = planned("2026-04-14", id="c2", replaces="c1", recorded_at="2026-03-25")
    assert owed(REPORT, [FIRST, off, again], "2026-03-31") == ["breached 2026-03-20", "due 2026-04-10"]


def test_a_new_date_of_the_day_on_which_the_old_one_was_called_off_stands() -> None:
    off = cancelled("2026-03-24", about="c1", recorded_at="2026-03-16")
    again = planned("2026-04-14", id="c2", replaces="c1", recorded_at="2026-03-16")
    assert owed(REPORT, [FIRST, off, again], "2026-03-31") == ["due 2026-04-10"]
    # An entry that names the new date itself, or comes later, calls it off.
    names_it = cancelled("2026-03-24", about="c2", recorded_at="2026-03-16")
    assert owed(REPORT, [FIRST, names_it, again], "2026-03-31") == ["lapsed 2026-04-10"]
    later = cancelled("2026-03-24", about="c1", recorded_at="2026-03-17")
    assert owed(REPORT, [FIRST, later, again], "2026-03-31") == ["lapsed 2026-04-10"]


def test_an_entry_that_names_no_meeting_calls_off_the_date_that_was_in_force_when_it_was_recorded() -> None:
    off = cancelled("2026-03-24", recorded_at="2026-03-16")
    again = planned("2026-04-14", id="c2", replaces="c1", recorded_at="2026-03-25")
    assert owed(REPORT, [FIRST, off, again], "2026-03-31") == ["due 2026-04-10"]
    assert owed(REPORT, [FIRST, cancelled("2026-04-14", recorded_at="2026-03-26"), again], "2026-04-30") == [
        "breached 2026-03-20",
        "lapsed 2026-04-10",
    ]


def test_an_entry_that_names_two_meetings_calls_off_the_one_that_it_replaces() -> None:
    other = planned("2026-04-14", id="c2", recorded_at="2026-03-09")
    off = cancelled("2026-03-24", replaces="c1", about="c2", recorded_at="2026-03-16")
    assert owed(REPORT, [FIRST, other, off], "2026-03-31") == ["lapsed 2026-03-20", "due 2026-04-10"]


def test_a_meeting_called_off_is_called_off_though_the_entry_names_one_of_another_type_first() -> None:
    review = event("looked_after_review.held", "2026-03-24", status="planned", id="r1")
    off = cancelled("2026-03-24", replaces="r1", about="c1", recorded_at="2026-03-16")
    assert owed(REPORT, [FIRST, review, off], "2026-03-31") == ["lapsed 2026-03-20"]


def test_a_date_given_up_late_and_the_same_date_called_off_early_are_two_versions() -> None:
    again = planned("2026-03-24", id="c2", replaces="c1", recorded_at="2026-03-23")
    off = cancelled("2026-03-24", replaces="c2", recorded_at="2026-03-16")
    assert owed(REPORT, [FIRST, again, off], "2026-03-31") == ["breached 2026-03-20", "lapsed 2026-03-20"]


# moved


def test_no_entry_comes_before_the_one_that_it_replaces_whichever_was_known_first() -> None:
    second = planned("2026-04-14", id="c2", replaces="c1", recorded_at="2026-03-18")
    third = planned("2026-04-21", id="c3", replaces="c2", recorded_at="2026-03-10")
    assert owed(REPORT, [FIRST, third, second], "2026-04-01") == ["due 2026-04-17"]
    # Of two that replace one entry, the one recorded last is the date.
    other = planned("2026-04-28", id="c4", replaces="c1", recorded_at="2026-03-12")
    assert owed(REPORT, [FIRST, third, second, other], "2026-04-01") == ["due 2026-04-17"]


def test_an_entry_without_a_known_day_that_replaces_one_with_a_known_day_does_not_come_before_others() -> None:
    start = planned("2026-03-24", id="c1")
    second = planned("2026-04-14", id="c2", replaces="c1", recorded_at="2026-03-15")
    other = planned("2026-04-28", replaces="c1", recorded_at="2026-03-13")
    third = planned("2026-04-21", replaces="c2")
    assert owed(REPORT, [start, second, other, third], "2026-03-31") == ["due 2026-04-17"]


def test_a_planned_entry_of_another_type_moves_no_meeting() -> None:
    review = event("looked_after_review.held", "2026-04-14", status="planned", replaces="c1", recorded_at="2026-03-10")
    assert owed(REPORT, [FIRST, review], "2026-03-19") == ["due 2026-03-20"]


# acts about a meeting


def test_an_act_about_a_meeting_that_only_may_be_what_is_asked_for_only_may_serve_it() -> None:
    pack = one_line(
        "{form: lead, before: icpc.held, do: {any_of: [{event: visit.made, where: {child_seen: true}},"
        " {event: visit.made, match: [attended_by]}]}}"
    )
    held = event("icpc.held", "2026-03-24", id="c1", attended_by=["police"])
    visit = event("visit.made", "2026-03-10", about="c1", attended_by=["health"])
    assert owed(pack, [held, visit], "2026-03-31") == ["unknown 2026-03-24"]


def test_what_the_end_of_a_period_does_not_say_of_itself_is_what_its_opening_said() -> None:
    pack = one_line("{form: lead, before: {end_of: placement}, do: {event: core_group.held, match: [attended_by]}}")
    placement = [
        event("placement.started", "2026-03-02", attended_by=["police"]),
        event("placement.ended", "2026-03-20"),
    ]
    some = event("core_group.held", "2026-03-10", attended_by=["education", "police"])
    same = event("core_group.held", "2026-03-10", attended_by=["police"])
    assert owed(pack, [*placement, some], "2026-03-31") == ["breached 2026-03-20"]
    assert owed(pack, [*placement, same], "2026-03-31") == ["met 2026-03-20"]


# what an event is about, where that is a meeting that was moved


def test_what_is_asked_of_the_matter_of_an_event_is_asked_of_the_entry_of_a_meeting_that_is_in_force() -> None:
    pack = pack_of(
        "form: deadline\nafter: case.opened\nwithin: 1 month\n"
        "do: {event: conference_report.shared, where: {about: {chaired_by: police}}}"
    )
    opened, shared = event("case.opened", "2026-03-02"), event("conference_report.shared", "2026-03-09", about="c1")

    def chaired_by(first: str, later: str) -> list[str]:
        moved = [
            planned("2026-03-16", id="c1", chaired_by=first),
            planned("2026-03-23", id="c2", replaces="c1", chaired_by=later),
        ]
        return owed(pack, [opened, shared, *moved], "2026-03-10")

    assert chaired_by("social_worker", "police") == ["met 2026-04-02"]
    assert chaired_by("police", "social_worker") == ["due 2026-04-02"]


def test_two_events_about_two_entries_of_one_meeting_are_linked() -> None:
    pack = pack_of(
        "form: deadline\nafter: conference_report.shared\nwithin: 1 week\n"
        "do: {event: chronology.updated, about: trigger}"
    )
    meeting = [planned("2026-03-16", id="c1"), planned("2026-03-23", id="c2", replaces="c1")]
    shared = event("conference_report.shared", "2026-03-09", about="c1")
    assert owed(pack, [*meeting, shared, event("chronology.updated", "2026-03-10", about="c2")], "2026-03-11") == [
        "met 2026-03-16"
    ]


def test_a_closing_does_away_with_no_date_on_which_the_meeting_was_held_though_it_had_been_moved_since() -> None:
    pack = one_line(
        "{form: lead, before: icpc.held, at_least: 2 working days, do: conference_report.shared, "
        "lapses_when: [case.closed]}"
    )
    moved_too_late = planned("2026-03-23", id="c2", replaces="c1", recorded_at="2026-03-23")
    history = [FIRST, event("case.closed", "2026-03-17"), moved_too_late]
    assert owed(pack, history, "2026-03-31") == ["lapsed 2026-03-20", "breached 2026-03-19"]
    held = event("icpc.held", "2026-03-24")
    assert owed(pack, [*history, held], "2026-03-31") == [
        "breached 2026-03-20",
        "breached 2026-03-19",
        "breached 2026-03-20",
    ]
