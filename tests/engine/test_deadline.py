"""Deadlines at their edges."""

from __future__ import annotations

import pytest

from tests.engine.said import evaluation, event, owed, pack_of

CORE_GROUP = pack_of(
    """
    form: deadline
    after: {event: icpc.held, where: {outcome: child_protection_plan}}
    within: 10 working days
    do: core_group.held
    """
)
ICPC = event("icpc.held", "2026-03-27", outcome="child_protection_plan", id="c1")


@pytest.mark.parametrize(
    ("held", "as_of", "expected"),
    [
        (None, "2026-04-14", "due 2026-04-14"),
        (None, "2026-04-15", "breached 2026-04-14"),
        ("2026-04-13", "2026-04-15", "met 2026-04-14"),
        ("2026-04-14", "2026-04-15", "met 2026-04-14"),
        ("2026-04-14T23:59", "2026-04-15", "met 2026-04-14"),
        ("2026-04-15T00:00", "2026-04-15", "breached 2026-04-14"),
        ("2026-04-15", "2026-04-15", "breached 2026-04-14"),
        ("2026-04-15", "2026-04-14", "due 2026-04-14"),
        ("2026-03-26", "2026-04-14", "due 2026-04-14"),
    ],
)
def test_ten_working_days_over_easter_day_before_on_the_day_day_after(
    held: str | None, as_of: str, expected: str
) -> None:
    events = [ICPC] + ([] if held is None else [event("core_group.held", held)])
    assert owed(CORE_GROUP, events, as_of) == [expected]


def test_conference_without_a_plan_triggers_nothing() -> None:
    found = evaluation(CORE_GROUP, [event("icpc.held", "2026-03-27", outcome="no_plan")], "2026-06-01")
    assert found.rows == []
    assert found.not_triggered == ["child_protection.said.r0"]


def test_outcome_not_recorded_is_unknown_and_names_it() -> None:
    found = evaluation(CORE_GROUP, [event("icpc.held", "2026-03-27")], "2026-06-01")
    assert [(row.status, row.missing) for row in found.rows] == [("unknown", ("outcome of icpc.held",))]


def test_same_working_day_on_a_saturday_is_the_next_working_day() -> None:
    pack = pack_of("form: deadline\nafter: referral.received\nwithin: same working day\ndo: referral.decided")
    assert owed(pack, [event("referral.received", "2026-05-02")], "2026-05-04") == ["due 2026-05-05"]


HOURS = pack_of("form: deadline\nafter: missing_episode.ended\nwithin: 72 hours\ndo: return_interview.held")


@pytest.mark.parametrize(
    ("start", "done", "expected"),
    [
        ("2026-10-24T10:00", "2026-10-27T09:00", "met 2026-10-27T09:00"),
        ("2026-10-24T10:00", "2026-10-27T09:01", "breached 2026-10-27T09:00"),
        ("2026-03-28T10:00", "2026-03-31T11:00", "met 2026-03-31T11:00"),
        ("2026-03-28T10:00", "2026-03-31T11:01", "breached 2026-03-31T11:00"),
        ("2026-03-28T10:00", "2026-03-31", "met 2026-03-31T11:00"),
        ("2026-03-28", "2026-03-31T23:00", "met 2026-03-31"),
        ("2026-03-28", "2026-04-01", "breached 2026-03-31"),
    ],
)
def test_hours_cross_both_clock_changes_and_fall_back_to_days(start: str, done: str, expected: str) -> None:
    events = [event("missing_episode.ended", start), event("return_interview.held", done)]
    assert owed(HOURS, events, "2026-12-01") == [expected]


def test_an_event_about_one_conference_discharges_only_that_one() -> None:
    other = event("icpc.held", "2026-04-01", outcome="child_protection_plan", id="c2")
    events = [ICPC, other, event("core_group.held", "2026-04-10", about="c1")]
    assert owed(CORE_GROUP, events, "2026-04-30") == ["met 2026-04-14", "breached 2026-04-17"]


def test_an_unlinked_event_goes_to_the_trigger_nearest_before_it() -> None:
    other = event("icpc.held", "2026-04-01", outcome="child_protection_plan", id="c2")
    events = [ICPC, other, event("core_group.held", "2026-04-10")]
    assert owed(CORE_GROUP, events, "2026-04-30") == ["breached 2026-04-14", "met 2026-04-17"]


def test_one_act_may_serve_all() -> None:
    pack = pack_of("form: deadline\nafter: icpc.held\nwithin: 10 working days\ndo: core_group.held\ndischarges: all")
    events = [
        event("icpc.held", "2026-03-02"),
        event("icpc.held", "2026-03-04"),
        event("core_group.held", "2026-03-10"),
    ]
    assert owed(pack, events, "2026-04-30") == ["met 2026-03-16", "met 2026-03-18"]


SEEN = pack_of(
    """
    form: deadline
    after: referral.received
    within: 5 working days
    do: {event: visit.made, where: {child_seen: true, seen_alone: true}}
    lapses_when: [case.closed]
    """
)


def test_an_attempt_that_does_not_qualify_leaves_the_breach() -> None:
    events = [
        event("referral.received", "2026-03-02"),
        event("visit.made", "2026-03-05", child_seen=False, seen_alone=False),
    ]
    assert owed(SEEN, events, "2026-03-10") == ["breached 2026-03-09"]


def test_a_fact_missing_is_unknown_until_a_clear_visit_in_time() -> None:
    events = [event("referral.received", "2026-03-02"), event("visit.made", "2026-03-05", child_seen=True)]
    assert owed(SEEN, events, "2026-03-10") == ["unknown 2026-03-09"]
    clear = event("visit.made", "2026-03-09", child_seen=True, seen_alone=True)
    assert owed(SEEN, [*events, clear], "2026-03-10") == ["met 2026-03-09"]
    late = event("visit.made", "2026-03-10", child_seen=True, seen_alone=True)
    assert owed(SEEN, [*events, late], "2026-03-10") == ["unknown 2026-03-09"]


@pytest.mark.parametrize(
    ("closed", "expected"),
    [("2026-03-06", "lapsed 2026-03-09"), ("2026-03-09", "lapsed 2026-03-09"), ("2026-03-10", "breached 2026-03-09")],
)
def test_closing_before_on_and_after_the_due_date(closed: str, expected: str) -> None:
    events = [event("referral.received", "2026-03-02"), event("case.closed", closed)]
    assert owed(SEEN, events, "2026-03-31") == [expected]


MILESTONES = pack_of(
    "form: deadline\nafter: assessment.started\nwithin: [5 working days, 10 working days]\ndo: genogram.updated"
)


def test_milestones_each_need_their_own_event_in_order() -> None:
    start = event("assessment.started", "2026-03-02")
    assert owed(MILESTONES, [start, event("genogram.updated", "2026-03-06")], "2026-03-16") == [
        "met 2026-03-09",
        "due 2026-03-16",
    ]
    both = [start, event("genogram.updated", "2026-03-10"), event("genogram.updated", "2026-03-11")]
    assert owed(MILESTONES, both, "2026-03-16") == ["breached 2026-03-09", "met 2026-03-16"]


NO_LIMIT = pack_of(
    """
    form: deadline
    after: child_protection_plan.started
    do: genogram.updated
    belongs_to: child_protection_plan
    """
)


def test_a_duty_without_a_limit_is_due_until_done_and_breached_when_its_plan_ends_first() -> None:
    start = event("child_protection_plan.started", "2026-03-02")
    end = event("child_protection_plan.ended", "2026-09-02")
    assert owed(NO_LIMIT, [start], "2026-12-01") == ["due -"]
    assert owed(NO_LIMIT, [start, event("genogram.updated", "2026-05-01"), end], "2026-12-01") == ["met -"]
    assert owed(NO_LIMIT, [start, end], "2026-09-01") == ["due -"]
    assert owed(NO_LIMIT, [start, end], "2026-09-02") == ["breached -"]


PROVIDED = pack_of(
    """
    form: deadline
    after: {event: strategy_discussion.held, where: {outcome: section_47}}
    within: 15 working days
    do: icpc.held
    provided: {event: section_47.completed, where: {outcome: initial_conference}}
    """
)


def test_a_condition_settled_later() -> None:
    start = event("strategy_discussion.held", "2026-03-02", outcome="section_47")
    unsettled = [start]
    assert owed(PROVIDED, unsettled, "2026-03-20") == ["due 2026-03-23"]
    assert owed(PROVIDED, unsettled, "2026-03-24") == ["unknown 2026-03-23"]
    failed = [start, event("section_47.completed", "2026-03-10", outcome="no_further_action")]
    assert owed(PROVIDED, failed, "2026-03-24")[0].startswith("lapsed")
    stands = [start, event("section_47.completed", "2026-03-10", outcome="initial_conference")]
    assert owed(PROVIDED, stands, "2026-03-24") == ["breached 2026-03-23"]
    assert owed(PROVIDED, [start, event("icpc.held", "2026-03-23")], "2026-03-24") == ["met 2026-03-23"]
    assert owed(PROVIDED, [start, event("icpc.held", "2026-03-24")], "2026-03-24") == ["breached 2026-03-23"]


def test_a_period_that_ends_on_the_day_a_duty_begins_ends_it() -> None:
    pack = pack_of(
        "form: deadline\nafter: {start_of: child_protection_plan}\nwithin: 5 working days\ndo: core_group.held\nlapses_when: []"
    )
    events = [event("child_protection_plan.started", "2025-09-26"), event("child_protection_plan.ended", "2025-09-26")]
    assert owed(pack, events, "2025-12-07") == ["lapsed 2025-10-03"]


AGREED = pack_of(
    """
    form: deadline
    after: assessment.started
    within: 15 working days
    do: assessment.completed
    or_as_agreed: {event: assessment.extended, attribute: until, only: looser, outer: 45 working days}
    """
)


def test_an_extension_agreed_in_time_moves_the_date_and_keeps_the_plain_verdict() -> None:
    from datetime import date

    start = event("assessment.started", "2026-03-02")
    extended = event("assessment.extended", "2026-03-20", until=date(2026, 4, 10))
    rows = evaluation(AGREED, [start, extended], "2026-04-01").rows
    assert [(row.status, row.plain_status) for row in rows] == [("due", "breached")]
    too_late = event("assessment.extended", "2026-03-24", until=date(2026, 4, 10))
    assert owed(AGREED, [start, too_late], "2026-04-01") == ["breached 2026-03-23"]
    beyond = event("assessment.extended", "2026-03-20", until=date(2026, 12, 1))
    assert owed(AGREED, [start, beyond], "2026-04-01") == ["due 2026-05-07"]


def test_recording_is_judged_by_the_events_own_recorded_at() -> None:
    pack = pack_of("form: deadline\nafter: visit.made\nwithin: 2 working days\ndo: {recorded: trigger}")
    assert owed(pack, [event("visit.made", "2026-03-06", recorded_at="2026-03-10")], "2026-04-01") == ["met 2026-03-10"]
    assert owed(pack, [event("visit.made", "2026-03-06", recorded_at="2026-03-11")], "2026-04-01") == [
        "breached 2026-03-10"
    ]
    found = evaluation(pack, [event("visit.made", "2026-03-06")], "2026-04-01").rows
    assert [(row.status, row.missing) for row in found] == [("unknown", ("recorded_at",))]


def test_escalation_hangs_on_the_breach() -> None:
    pack = pack_of(
        "id: child_protection.a\nform: deadline\nafter: icpc.held\nwithin: 10 working days\ndo: core_group.held",
        "id: child_protection.b\nform: deadline\nafter: {breach: child_protection.a}\n"
        "within: 1 working day\ndo: escalation.raised",
    )
    start = event("icpc.held", "2026-03-02")
    assert owed(pack, [start], "2026-03-16") == ["due 2026-03-16"]
    assert owed(pack, [start], "2026-03-17") == ["breached 2026-03-16", "due 2026-03-18"]


def test_a_correction_voids_and_never_rewrites() -> None:
    wrong = event("core_group.held", "2026-04-10", id="g1", recorded_at="2026-04-10")
    right = event("core_group.held", "2026-04-16", id="g2", corrects="g1", recorded_at="2026-04-20")
    assert owed(CORE_GROUP, [ICPC, wrong, right], "2026-04-30") == ["breached 2026-04-14"]
    assert owed(CORE_GROUP, [ICPC, wrong, right], "2026-04-30", known_at="2026-04-19") == ["met 2026-04-14"]
    voided = event("entry.voided", "2026-04-20", about="g1", recorded_at="2026-04-20")
    assert owed(CORE_GROUP, [ICPC, wrong, voided], "2026-04-30") == ["breached 2026-04-14"]


def test_a_case_closed_by_default_does_not_excuse_a_duty_without_a_date() -> None:
    pack = pack_of(
        "form: deadline\nafter: section_47.started\ndo: genogram.updated",
        more="defaults: {lapses_when: [case.closed]}\n",
    )
    events = [event("section_47.started", "2026-01-20"), event("case.closed", "2026-03-02")]
    assert owed(pack, events, "2026-03-01") == ["due -"]
    assert owed(pack, events, "2026-03-02") == ["breached -"]


def test_a_note_about_another_matter_is_no_answer() -> None:
    pack = pack_of(
        "form: deadline\nafter: management_decision.made\nwithin: 1 working day\ndo: {event: case_note.recorded, about: trigger}\nlapses_when: []"
    )
    decision = event("management_decision.made", "2025-05-29", id="d1")
    other = event("private_fostering.absence_started", "2025-05-29", id="b1")
    assert owed(pack, [decision, other, event("case_note.recorded", "2025-05-29", about="b1")], "2025-07-30") == [
        "breached 2025-05-30"
    ]
    linked = event("meeting.held", "2025-05-29", id="m1", about="d1")
    assert owed(pack, [decision, linked, event("case_note.recorded", "2025-05-29", about="m1")], "2025-07-30") == [
        "met 2025-05-30"
    ]


def test_a_duty_belongs_to_the_run_its_own_event_opened() -> None:
    pack = pack_of(
        "form: deadline\nsubject: worker\nafter: case.allocated\ndo: {event: case_file.read, match: [child]}\nbelongs_to: allocation"
    )
    events = [event("case.allocated", "2025-01-13", child=child) for child in "abc"]
    events += [event("case_file.read", "2025-02-12", child=child) for child in "ac"]
    events += [event("case.allocation_ended", "2025-10-06", child="b")]
    assert sorted(owed(pack, events, "2026-03-31", kind="worker")) == ["breached -", "met -", "met -"]


def test_an_age_in_years_and_months_is_reached_on_its_day() -> None:
    pack = pack_of(
        "form: deadline\nafter: {event: looked_after.started, where: {age: {at_least: 15 years 9 months}}}\n"
        "within: 10 working days\ndo: visit.made\nlapses_when: []"
    )
    events = [event("looked_after.started", "2026-03-10")]
    assert owed(pack, events, "2026-03-10", born="2010-06-10") == ["due 2026-03-24"]
    assert owed(pack, events, "2026-03-10", born="2010-06-11") == []


def test_what_a_later_end_would_excuse_was_already_breached() -> None:
    pack = pack_of(
        "form: deadline\nafter: strategy_discussion.held\ndo: core_group.held\nbelongs_to: child_protection_plan\n"
        "lapses_when: [{end_of: looked_after}]"
    )
    events = [
        event("child_protection_plan.started", "2025-09-02"),
        event("child_protection_plan.ended", "2026-05-12"),
        event("looked_after.started", "2026-05-02"),
        event("looked_after.ended", "2026-05-18"),
        event("strategy_discussion.held", "2026-05-10"),
    ]
    assert owed(pack, events, "2026-05-13") == ["breached -"]
    assert owed(pack, events, "2026-05-19") == ["breached -"]


def test_what_must_be_recorded_and_is_not_fails_for_certain_whatever_else_is_asked() -> None:
    pack = pack_of(
        "form: deadline\nafter: {event: visit.made, where: {seen_alone: {recorded: true, not: true}}}\n"
        "within: 2 working days\ndo: case_note.recorded"
    )
    assert owed(pack, [event("visit.made", "2026-03-02")], "2026-03-03") == []
    assert owed(pack, [event("visit.made", "2026-03-02", seen_alone=True)], "2026-03-03") == []
    assert owed(pack, [event("visit.made", "2026-03-02", seen_alone=False)], "2026-03-03") == ["due 2026-03-04"]
