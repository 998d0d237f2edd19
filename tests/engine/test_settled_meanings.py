"""Corners on which the engine and the oracle of `tests/oracle` once differed, as docs/meanings.md settles them."""

from __future__ import annotations

from datetime import date, datetime

from practice_rules.case import Event
from practice_rules.engine.record import as_moment
from tests.engine.said import evaluation, event, owed, pack_of, said

# series


def test_a_schedule_in_working_days_is_counted_from_its_start_and_not_from_the_date_before() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        every: 10 working days
        clock: schedule
        do: core_group.held
        """,
        more="conventions: {day_one: same day}\n",
    )
    # Twenty working days from Friday 1 May, that day the first of them and 4 and 25 May bank holidays.
    assert owed(pack, [event("case.opened", "2026-05-01")], "2026-05-20") == ["breached 2026-05-15", "due 2026-06-01"]


SCHEDULE = pack_of(
    """
    form: series
    while: open_case
    every: 2 weeks
    clock: schedule
    do: {event: visit.made, where: {child_seen: true}}
    """
)
OPENED = event("case.opened", "2026-03-02")


def test_a_doubtful_visit_after_a_missed_date_could_only_have_put_that_one_right() -> None:
    visit = event("visit.made", "2026-03-18")
    assert owed(SCHEDULE, [OPENED, visit], "2026-03-20") == ["breached 2026-03-16", "due 2026-03-30"]


def test_a_doubtful_visit_before_the_next_date_opens_may_serve_it() -> None:
    visits = [event("visit.made", "2026-03-04", child_seen=True), event("visit.made", "2026-03-10")]
    assert owed(SCHEDULE, [OPENED, *visits], "2026-03-20") == ["met 2026-03-16", "unknown 2026-03-30"]


AGREED = pack_of(
    """
    form: series
    while: open_case
    every: 2 weeks
    do: visit.made
    or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
    """
)


def test_what_was_missed_is_counted_by_the_interval_in_force_on_the_due_day() -> None:
    agreed = event("visiting_frequency.agreed", "2026-03-17", every="1 week")
    (row,) = evaluation(AGREED, [OPENED, agreed], "2026-04-14").rows
    assert (row.status, row.missed) == ("breached", 3)
    agreed = event("visiting_frequency.agreed", "2026-03-03", every="1 week")
    (row,) = evaluation(AGREED, [OPENED, agreed], "2026-04-14").rows
    assert (row.status, row.missed) == ("breached", 6)


def test_a_change_of_phase_or_an_agreement_on_the_day_of_the_visit_is_not_before_it() -> None:
    phased = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 1 week, standard: [SAI-002]}
          - {every: 1 month, standard: [SAI-003]}
        do: visit.made
        """
    )
    change, visit = event("strategy_discussion.held", "2026-03-05"), event("visit.made", "2026-03-05")
    assert owed(phased, [OPENED, change, visit], "2026-03-06") == ["met 2026-03-09", "due 2026-04-05"]
    agreed = event("visiting_frequency.agreed", "2026-03-05", every="1 month")
    assert owed(AGREED, [OPENED, agreed, visit], "2026-03-06") == ["met 2026-03-16", "due 2026-04-05"]


def test_a_phase_is_over_from_the_start_by_what_happened_on_the_opening_day_of_a_run_that_also_ended_then() -> None:
    phased = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 1 week, standard: [SAI-002]}
          - {every: 2 weeks, standard: [SAI-003]}
        do: visit.made
        """
    )
    events = [
        event("case.opened", "2026-02-25T17:00"),
        event("strategy_discussion.held", "2026-02-25"),
        event("case.closed", "2026-02-25"),
    ]
    assert owed(phased, events, "2026-03-04") == ["lapsed 2026-03-11"]


# what is known by the day alone


def test_an_agreement_known_by_its_day_is_in_time_for_an_hour_of_that_day() -> None:
    pack = pack_of(
        """
        form: deadline
        after: referral.received
        within: 90 minutes
        do: core_group.held
        or_as_agreed: {event: assessment.extended, attribute: until, only: either}
        """
    )
    events = [
        event("referral.received", "2026-03-03T17:30"),
        event("assessment.extended", "2026-03-03", until="2026-03-10"),
    ]
    assert owed(pack, events, "2026-03-06") == ["due 2026-03-10"]


def test_a_closing_known_by_its_day_ends_what_began_at_an_hour_of_that_day() -> None:
    for rule in (
        "form: series\nwhile: child_protection_plan\nevery: 1 week\ndo: visit.made\nlapses_when: [case.closed]",
        "form: deadline\nafter: child_protection_plan.started\nwithin: 1 week\ndo: visit.made\nlapses_when: [case.closed]",
    ):
        events = [event("case.closed", "2026-03-09"), event("child_protection_plan.started", "2026-03-09T23:00")]
        assert owed(pack_of(rule), events, "2026-04-01") == ["lapsed 2026-03-16"]


# limits


AT_ONCE = pack_of("form: limit\nof: placement\nno_more_than: 1\nlapses_when: []")


def test_a_move_at_an_hour_makes_room_at_that_hour() -> None:
    moves = [event("placement.started", "2026-03-02"), event("placement.started", "2026-03-16T10:00")]
    assert owed(AT_ONCE, moves, "2026-04-01") == ["met -"]


def test_an_excess_that_ends_with_the_day_is_not_over_on_that_day() -> None:
    two = [
        event("placement.started", "2026-03-02", placement_id="p"),
        event("placement.started", "2026-03-02", placement_id="p", provision="own"),
    ]
    assert owed(AT_ONCE, two, "2026-03-02") == ["breached -"]
    assert owed(AT_ONCE, two, "2026-03-03") == ["breached -", "met -"]


def test_a_limit_whose_condition_cannot_be_told_is_unknown_where_it_would_be_exceeded_and_otherwise_silent() -> None:
    days = pack_of(
        "form: limit\nof: placement\nno_more_than: 10 days\nin: calendar_month\nonly_if: {age: {under: 5 years}}"
    )
    placed = event("placement.started", "2026-03-02")
    assert owed(days, [placed], "2026-03-12") == ["unknown -"]
    assert owed(days, [placed], "2026-03-11") == []
    assert owed(days, [placed], "2026-03-12", born="2024-01-01") == ["breached 2026-03-11"]
    acts = pack_of(
        "form: limit\neach: visit.made\nno_more_than: 1\nin: calendar_month\nonly_if: {age: {under: 5 years}}"
    )
    visits = [event("visit.made", "2026-03-02"), event("visit.made", "2026-03-09")]
    assert owed(acts, visits, "2026-03-12") == ["unknown -"]
    at_once = pack_of("form: limit\nof: placement\nno_more_than: 1\nlapses_when: []\nonly_if: {age: {under: 5 years}}")
    two = [event("placement.started", "2026-03-02", placement_id=name) for name in ("p1", "p2")]
    assert owed(at_once, two[:1], "2026-03-12") == []
    assert owed(at_once, two, "2026-03-12") == ["unknown -"]


# an age without a date of birth


def test_an_age_that_cannot_be_told_is_unknown_wherever_the_rule_may_apply_and_nowhere_else() -> None:
    for form in ("form: lead\nbefore: {age: 18 years}", "form: deadline\nafter: {age: 5 years}\nwithin: 1 week"):
        pack = pack_of(f"{form}\ndo: visit.made\nonly_if: looked_after")
        opened = event("case.opened", "2025-03-02")
        assert owed(pack, [opened], "2026-03-12") == []
        # The record begins before the child is looked after: what held on its first day is no answer.
        assert owed(pack, [opened, event("looked_after.started", "2026-01-05")], "2026-03-12") == ["unknown -"]


# leads


def planned(at: str, **more: object) -> Event:
    return event("icpc.held", at, status="planned", **more)


LEAD = """
form: lead
before: icpc.held
at_least: 2 working days
do: conference_report.shared
lapses_when: []
"""


def test_whether_a_lead_applies_is_asked_of_each_date_of_the_meeting() -> None:
    pack = pack_of(LEAD + "unless: looked_after")
    events = [
        planned("2026-03-24", id="c1", recorded_at="2026-03-09"),
        event("looked_after.started", "2026-03-26"),
        event("icpc.held", "2026-03-27"),
    ]
    assert owed(pack, events[:1], "2026-03-25") == ["breached 2026-03-20"]
    assert owed(pack, events, "2026-03-27") == ["breached 2026-03-20"]


def test_each_date_of_a_meeting_has_a_window_of_its_own() -> None:
    pack = pack_of(LEAD + "at_most: 2 weeks")
    shared = event("conference_report.shared", "2026-03-19")
    events = [
        planned("2026-03-24", id="c1", recorded_at="2026-03-09"),
        shared,
        planned("2026-05-26", id="c2", replaces="c1", recorded_at="2026-03-23"),
    ]
    # Put off too late, with the report already shared: what was done in time for the old date stays done.
    assert owed(pack, events, "2026-03-25") == ["met 2026-03-20"]
    assert owed(pack, events, "2026-05-13") == ["met 2026-03-20", "due 2026-05-21"]
    again = event("conference_report.shared", "2026-05-20")
    assert owed(pack, [*events, again], "2026-05-26") == ["met 2026-03-20", "met 2026-05-21"]


def test_an_act_about_a_meeting_outside_its_window_leaves_it_open() -> None:
    pack = pack_of("form: lead\nbefore: icpc.held\ndo: conference_report.shared\nlapses_when: []")
    events = [
        event("icpc.held", "2026-03-05"),
        event("conference_report.shared", "2026-03-05", about="c2"),
        event("icpc.held", "2026-03-17", id="c2"),
        event("conference_report.shared", "2026-04-20"),
    ]
    rows = evaluation(pack, events, "2026-05-01").rows
    assert [row.remedied is not None for row in rows] == [False, True]


def test_a_free_act_is_not_spent_on_a_meeting_called_off_before_it() -> None:
    pack = pack_of(LEAD)
    events = [
        planned("2026-03-24", id="c1", recorded_at="2026-03-02"),
        event("icpc.held", "2026-03-24", status="cancelled", replaces="c1", recorded_at="2026-03-10"),
        planned("2026-03-31", id="c2", recorded_at="2026-03-10"),
        event("conference_report.shared", "2026-03-20"),
    ]
    assert owed(pack, events, "2026-04-01") == ["lapsed 2026-03-20", "met 2026-03-27"]


def test_what_ended_before_a_meeting_was_put_in_the_diary_does_not_lapse_its_lead() -> None:
    pack = pack_of(LEAD.replace("[]", "[{end_of: looked_after}]") + "since: 6 weeks")
    events = [
        event("looked_after.started", "2026-01-05"),
        event("looked_after.ended", "2026-03-02"),
        planned("2026-03-24", recorded_at="2026-03-09"),
    ]
    assert owed(pack, events, "2026-03-10") == ["due 2026-03-20"]


# the plain verdict


def test_the_verdict_without_an_agreement_is_not_excused_by_an_end_after_its_own_date() -> None:
    agreed = event("visiting_frequency.agreed", "2026-03-03", every="2 months")
    closed = event("case.closed", "2026-04-01")
    (row,) = evaluation(AGREED, [OPENED, agreed, closed], "2026-04-02").rows
    assert (row.status, row.plain_status) == ("lapsed", "breached")
    agreed = event("visiting_frequency.agreed", "2026-03-03", every="1 week")
    closed = event("case.closed", "2026-03-12")
    (row,) = evaluation(AGREED, [OPENED, agreed, closed], "2026-04-02").rows
    assert (row.status, row.plain_status) == ("breached", "lapsed")


def test_a_sooner_plain_date_is_not_moved_by_a_phase_that_came_after_it() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 10 working days, standard: [SAI-002]}
          - {every: 1 week, standard: [SAI-003]}
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
        """
    )
    events = [
        OPENED,
        event("visiting_frequency.agreed", "2026-03-12", every="2 months"),
        event("strategy_discussion.held", "2026-03-20"),
    ]
    (row,) = evaluation(pack, events, "2026-04-01").rows
    assert row.plain_due is not None
    assert (row.plain_due.day, row.plain_status) == (date(2026, 3, 16).toordinal(), "breached")


# meetings in the diary


def test_a_meeting_held_at_another_hour_of_its_day_is_one_date_and_one_lead() -> None:
    events = [planned("2026-03-24T10:00", recorded_at="2026-03-09"), event("icpc.held", "2026-03-24T15:00")]
    assert owed(pack_of(LEAD), events, "2026-03-25") == ["breached 2026-03-20"]
    hours = pack_of(LEAD.replace("2 working days", "2 hours"))
    assert owed(hours, events, "2026-03-25") == ["breached 2026-03-24T13:00"]


def test_of_two_meetings_on_one_day_what_was_held_is_the_one_whose_date_comes_first() -> None:
    events = [
        planned("2026-03-24", recorded_at="2026-03-09"),
        planned("2026-03-24T15:00"),
        event("icpc.held", "2026-03-24"),
    ]
    check = pack_of("form: check\nat: icpc.held\nhave: {outcome: no_plan}")
    assert [said(row) for row in evaluation(check, events, "2026-03-26").rows if row.trigger.planned] == [
        "unknown 2026-03-24T15:00"
    ]


def test_a_cancellation_that_names_no_meeting_calls_off_those_of_its_day() -> None:
    cancelled = event("icpc.held", "2026-03-24", status="cancelled", replaces="lost", recorded_at="2026-03-10")
    two = [planned("2026-03-24", recorded_at="2026-03-09"), planned("2026-03-24T15:00", recorded_at="2026-03-09")]
    assert owed(pack_of(LEAD), [*two, cancelled], "2026-03-30") == ["lapsed 2026-03-20"] * 2


def test_a_meeting_called_off_on_the_lead_day_itself_was_called_off_in_time() -> None:
    hours = pack_of(LEAD.replace("2 working days", "48 hours"))
    events = [
        planned("2026-03-24T11:00", id="c1", recorded_at="2026-03-09"),
        event("icpc.held", "2026-03-24", status="cancelled", replaces="c1", recorded_at="2026-03-22"),
    ]
    assert owed(hours, events, "2026-03-30") == ["lapsed 2026-03-22T11:00"]


def test_what_is_done_on_the_day_of_one_meeting_is_not_for_the_next() -> None:
    pack = pack_of("form: lead\nbefore: icpc.held\ndo: conference_report.shared\nlapses_when: []")
    events = [
        event("conference_report.shared", "2026-03-02"),
        event("icpc.held", "2026-03-05"),
        event("conference_report.shared", "2026-03-05T14:00"),
        planned("2026-03-24", recorded_at="2026-03-05"),
    ]
    assert owed(pack, events, "2026-03-05") == ["met 2026-03-05", "due 2026-03-24"]


# doubt


def test_a_part_of_a_period_in_which_a_rule_only_may_apply_is_kept_beside_one_in_which_it_does() -> None:
    quota = pack_of(
        "form: quota\nwhile: open_case\nat_least: 1\nin: {each: 1 month}\ndo: visit.made\n"
        "only_if: {any_of: [{age: {from: 5 years}}, looked_after]}"
    )
    events = [OPENED, event("looked_after.started", "2026-03-20")]
    assert owed(quota, events, "2026-03-25") == ["unknown 2026-04-01", "due 2026-04-19"]


def test_a_doubtful_visit_on_the_opening_day_may_count_at_whatever_hour() -> None:
    pack = pack_of("form: series\nwhile: open_case\nevery: 1 week\ndo: {event: visit.made, where: {child_seen: true}}")
    events = [event("case.opened", "2026-03-02T11:00"), event("visit.made", "2026-03-02T09:00")]
    assert owed(pack, events, "2026-03-20") == ["unknown 2026-03-09"]


def test_an_age_that_cannot_be_told_does_not_wait_for_a_date_in_the_diary() -> None:
    pack = pack_of("form: deadline\nafter: {age: 5 years}\nwithin: 1 week\ndo: visit.made")
    assert owed(pack, [planned("2026-03-24")], "2026-03-12") == ["unknown -"]


# what ends a duty, and what does not


def test_a_day_that_is_not_over_has_ended_nothing_yet() -> None:
    for rule in (
        "form: deadline\nafter: referral.received\nwithin: 1 week\ndo: visit.made\nlapses_when: [case.closed]",
        "form: series\nwhile: looked_after\nevery: 1 week\ndo: visit.made\nlapses_when: [case.closed]",
    ):
        opened = [event("referral.received", "2026-03-02"), event("looked_after.started", "2026-03-02")]
        events = [*opened, event("case.closed", "2026-03-05")]
        assert owed(pack_of(rule), events, "2026-03-05T12:00") == ["due 2026-03-09"]
        assert owed(pack_of(rule), events, "2026-03-05") == ["lapsed 2026-03-09"]
        visit = event("visit.made", "2026-03-05T15:00")
        assert owed(pack_of(rule), [*events, visit], "2026-03-06")[0] == "met 2026-03-09"


def test_what_ended_the_duties_of_one_rule_did_not_end_the_period_of_what_follows_from_it() -> None:
    pack = pack_of(
        "id: child_protection.said.a\nform: series\nwhile: looked_after\nevery: 1 week\ndo: visit.made\n"
        "lapses_when: [case.closed]",
        "id: child_protection.said.b\nform: deadline\nafter: {done: child_protection.said.a}\n"
        "do: chronology.updated\nlapses_when: []",
    )
    events = [
        event("looked_after.started", "2026-03-02"),
        event("visit.made", "2026-03-05"),
        event("case.closed", "2026-03-06"),
    ]
    assert owed(pack, events, "2026-04-01")[-1] == "due -"


# what belongs together


def test_what_is_about_a_placement_is_about_its_end() -> None:
    pack = pack_of("form: deadline\nafter: {end_of: placement}\nwithin: 1 week\ndo: core_group.held\nlapses_when: []")
    events = [
        event("placement.started", "2026-01-05", id="p"),
        event("placement.ended", "2026-03-02"),
        event("core_group.held", "2026-03-04", about="p"),
    ]
    assert owed(pack, events, "2026-03-05") == ["met 2026-03-09"]


def test_one_act_for_all_duties_is_still_one_of_the_two_that_each_asks_for() -> None:
    pack = pack_of(
        "form: deadline\nafter: referral.received\nwithin: 2 weeks\ndo: {act: visit.made, times: 2}\n"
        "early: 2 weeks\ndischarges: all\nlapses_when: []"
    )
    events = [
        event("referral.received", "2026-03-02"),
        event("referral.received", "2026-03-09"),
        event("visit.made", "2026-02-20"),
        event("visit.made", "2026-03-06"),
    ]
    assert owed(pack, events, "2026-03-10") == ["met 2026-03-16", "due 2026-03-23"]


def test_all_of_the_first_day_belongs_to_a_run() -> None:
    started = event("child_protection_plan.started", "2026-03-02T06:30")
    before = pack_of(
        "form: series\nwhile: child_protection_plan\nevery: 1 week\ndo: visit.made\n"
        "only_if: {before: strategy_discussion.held, in: child_protection_plan}"
    )
    assert owed(before, [started, event("strategy_discussion.held", "2026-03-02")], "2026-03-03") == []
    since = pack_of(
        "form: check\nat: chronology.updated\n"
        "while: {from: strategy_discussion.held, until: case.closed, in: child_protection_plan}"
    )
    events = [started, event("strategy_discussion.held", "2026-03-02"), event("chronology.updated", "2026-03-04")]
    assert owed(since, events, "2026-03-05") == ["met 2026-03-04"]
    gate = pack_of("form: gate\nguards: case.closed\nneeds: [{do: visit.made, in: looked_after, named: a visit}]")
    events = [
        event("visit.made", "2026-02-20"),
        event("looked_after.started", "2026-03-02T15:00"),
        event("case.closed", "2026-03-02"),
    ]
    assert owed(gate, events, "2026-03-05") == ["breached 2026-03-02"]


def test_what_follows_from_a_duty_has_the_period_that_the_duty_belongs_to() -> None:
    pack = pack_of(
        "id: child_protection.said.a\nform: deadline\nafter: icpc.held\ndo: visit.made\n"
        "belongs_to: child_protection_plan\nlapses_when: []",
        "id: child_protection.said.b\nform: deadline\nafter: {done: child_protection.said.a}\n"
        "do: chronology.updated\nlapses_when: []",
    )
    events = [
        event("child_protection_plan.started", "2026-03-02"),
        event("icpc.held", "2026-03-02"),
        event("visit.made", "2026-03-05"),
        event("child_protection_plan.ended", "2026-03-09"),
    ]
    assert owed(pack, events, "2026-03-08")[-1] == "due -"
    assert owed(pack, events, "2026-03-09")[-1] == "breached -"


def test_nothing_follows_from_the_discharge_of_what_has_no_date() -> None:
    pack = pack_of(
        "id: child_protection.said.a\nform: lead\nbefore: {age: 18 years}\ndo: visit.made",
        "id: child_protection.said.b\nform: deadline\nafter: {done: child_protection.said.a}\ndo: chronology.updated",
    )
    assert owed(pack, [event("visit.made", "2026-03-05")], "2026-03-08") == ["unknown -"]


def test_what_settles_one_duty_does_not_settle_another_that_the_same_rule_asks_for() -> None:
    pack = pack_of(
        """
        form: deadline
        after: {any_of: [looked_after_review.held, referral.received]}
        within: 3 months
        do: visit.made
        provided: {event: section_47.completed, where: {outcome: initial_conference}}
        lapses_when: []
        """
    )
    events = [
        event("referral.received", "2026-03-02"),
        event("looked_after_review.held", "2026-03-04", id="r"),
        event("section_47.completed", "2026-03-09", about="r", outcome="no_further_action"),
    ]
    assert owed(pack, events, "2026-03-10") == ["due 2026-06-02", "lapsed 2026-06-04"]


def test_the_last_of_a_run_is_not_known_before_its_last_day_is_over() -> None:
    pack = pack_of(
        "form: deadline\nafter: {event: strategy_discussion.held, which: last, in: looked_after}\nwithin: 1 month\n"
        "do: visit.made\nlapses_when: []"
    )
    events = [
        event("looked_after.started", "2026-03-02"),
        event("strategy_discussion.held", "2026-03-04"),
        event("looked_after.ended", "2026-03-20"),
    ]
    assert owed(pack, events, "2026-03-20T12:00") == []
    assert owed(pack, events, "2026-03-20") == ["lapsed 2026-04-04"]


def test_the_verdict_without_an_agreement_is_unknown_where_a_doubtful_visit_was_in_time_for_it() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        every: 2 weeks
        do: {event: visit.made, where: {child_seen: true}}
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
        """
    )
    agreed = event("visiting_frequency.agreed", "2026-03-03", every="1 week")
    (row,) = evaluation(pack, [OPENED, agreed, event("visit.made", "2026-03-12")], "2026-03-20").rows
    assert (row.status, row.plain_status) == ("breached", "unknown")


def test_the_ends_of_periods_come_in_order_of_time_whichever_began_first() -> None:
    pack = pack_of("form: deadline\nafter: {end_of: placement}\nwithin: 2 weeks\ndo: visit.made\nlapses_when: []")
    events = [
        event("placement.started", "2026-01-05", placement_id="a"),
        event("placement.started", "2026-01-12", placement_id="b"),
        event("placement.ended", "2026-03-02", placement_id="b"),
        event("placement.ended", "2026-03-09", placement_id="a"),
        event("visit.made", "2026-03-10"),
    ]
    assert owed(pack, events, "2026-03-11") == ["due 2026-03-16", "met 2026-03-23"]


def test_what_a_stretch_lasts_until_still_belongs_to_it() -> None:
    pack = pack_of("form: check\nat: chronology.updated\nwhile: {from: referral.received, until: chronology.updated}")
    for at in ("2026-03-04", "2026-03-04T10:00"):
        events = [event("referral.received", "2026-03-02"), event("chronology.updated", at)]
        assert [row.status for row in evaluation(pack, events, "2026-03-05").rows] == ["met"]


def test_what_puts_a_gate_right_may_come_twice_on_one_day_once_with_an_hour() -> None:
    pack = pack_of(
        """
        form: gate
        guards: case.closed
        needs: [{do: visit.made, named: a visit}, {do: chronology.updated, named: a chronology}]
        """
    )
    events = [
        event("case.closed", "2026-03-02"),
        event("visit.made", "2026-03-05"),
        event("chronology.updated", "2026-03-05T10:00"),
    ]
    (row,) = evaluation(pack, events, "2026-03-06").rows
    assert row.remedied == as_moment(datetime(2026, 3, 5, 10))  # noqa: DTZ001  local London time, as a record gives it


def test_what_ends_a_stretch_on_the_day_it_began_ends_it_at_whatever_hour() -> None:
    pack = pack_of("form: check\nat: chronology.updated\nwhile: {from: referral.received, until: core_group.held}")
    events = [
        event("referral.received", "2026-03-02T20:00"),
        event("core_group.held", "2026-03-02"),
        event("chronology.updated", "2026-03-05"),
    ]
    assert [row.status for row in evaluation(pack, events, "2026-03-06").rows] == ["breached"]


def test_a_condition_that_fails_lapses_the_verdict_without_the_agreement_too() -> None:
    pack = pack_of(
        """
        form: deadline
        after: looked_after_review.held
        within: 1 day
        do: visit.made
        provided: {event: section_47.completed, where: {outcome: initial_conference}}
        or_as_agreed: {event: assessment.extended, attribute: until, only: looser}
        lapses_when: []
        """
    )
    events = [
        event("looked_after_review.held", "2026-03-02"),
        event("assessment.extended", "2026-03-02", until=date(2026, 3, 20)),
        event("section_47.completed", "2026-03-09", outcome="no_further_action"),
    ]
    (row,) = evaluation(pack, events, "2026-03-10").rows
    assert (row.status, row.plain_status) == ("lapsed", "lapsed")


def test_what_is_agreed_after_a_series_fell_away_moves_nothing() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 2 weeks, standard: [SAI-002]}
          - {every: null, standard: [SAI-003]}
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
        """
    )
    events = [
        OPENED,
        event("strategy_discussion.held", "2026-03-09"),
        event("visiting_frequency.agreed", "2026-03-11", every="2 months"),
    ]
    assert owed(pack, events, "2026-03-20") == ["lapsed 2026-03-16"]
