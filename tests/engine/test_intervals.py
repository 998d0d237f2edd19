"""The intervals of a series: first ones, phases and what ends them, schedules, agreements, and runs cut by conditions."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import Said, evaluation, event, moment, owed, pack_of, the_row

OPENED = event("case.opened", "2026-03-02")


def series(body: str, more: str = "") -> Said:
    return pack_of("form: series\nwhile: open_case\ndo: visit.made\n" + body, more=more)


def agreed(at: str, **more: str) -> Event:
    return event("visiting_frequency.agreed", at, **more)


# schedules


@pytest.mark.parametrize(
    ("every", "dates"),
    [
        ("10 days", ["2026-03-12", "2026-03-22", "2026-04-01"]),
        ("2 weeks", ["2026-03-16", "2026-03-30", "2026-04-13"]),
        ("1 month", ["2026-04-02", "2026-05-02", "2026-06-02"]),
        ("100 hours", ["2026-03-07", "2026-03-11", "2026-03-15"]),
        ("1 to 2 weeks", ["2026-03-16", "2026-03-30", "2026-04-13"]),
        ("5 to 10 working days", ["2026-03-16", "2026-03-30", "2026-04-15"]),
        ("1 year", ["2027-03-02", "2028-03-02", "2029-03-02"]),
    ],
)
def test_the_dates_of_a_schedule_are_so_many_intervals_from_its_start(every: str, dates: list[str]) -> None:
    *past, _ = dates
    assert owed(series(f"every: {every}\nclock: schedule"), [OPENED], past[-1] + "T23:59")[:2] == [
        f"breached {dates[0]}",
        f"due {dates[1]}",
    ]
    found = owed(series(f"every: {every}\nclock: schedule"), [OPENED], dates[-1])
    assert found == [f"breached {day}" for day in past] + [f"due {dates[-1]}"]


# first intervals and phases of their own agreement

TIGHTER = "or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}"


@pytest.mark.parametrize("first", ["2 weeks", "{within: 2 weeks, standard: [SAI-001]}"])
def test_what_is_agreed_reaches_the_first_interval_too(first: str) -> None:
    pack = series(f"first: {first}\nevery: 1 month\n{TIGHTER}")
    assert owed(pack, [OPENED], "2026-03-05") == ["due 2026-03-16"]
    assert owed(pack, [OPENED, agreed("2026-03-04", every="1 week")], "2026-03-05") == ["due 2026-03-09"]


PHASED = series(
    """
phases:
  - until: {event: strategy_discussion.held, which: first, in: open_case}
    every: 1 week
    or_as_agreed: {event: keeping_in_touch.agreed, attribute: every, only: tighter}
    standard: [SAI-002]
  - {every: 1 month, standard: [SAI-003]}
"""
    + TIGHTER
)


def test_a_phase_may_have_an_agreement_of_its_own_in_place_of_the_rules() -> None:
    touch, frequency = (
        event("keeping_in_touch.agreed", "2026-03-03", every="2 days"),
        agreed("2026-03-03", every="3 days"),
    )
    assert owed(PHASED, [OPENED, touch], "2026-03-03") == ["due 2026-03-04"]
    assert owed(PHASED, [OPENED, frequency], "2026-03-03") == ["due 2026-03-09"]
    discussion = event("strategy_discussion.held", "2026-03-02")
    assert owed(PHASED, [OPENED, discussion, touch], "2026-03-03") == ["due 2026-04-02"]
    assert owed(PHASED, [OPENED, discussion, frequency], "2026-03-03") == ["due 2026-03-05"]


def test_an_obligation_bears_the_phase_in_which_it_falls_due() -> None:
    row = the_row(PHASED, [OPENED], "2026-03-03")
    assert (row.phase, row.standard) == (0, ("SAI-002",))
    row = the_row(PHASED, [OPENED, event("strategy_discussion.held", "2026-03-04")], "2026-03-05")
    assert (row.phase, row.standard) == (1, ("SAI-003",))


def test_a_phase_of_which_it_cannot_be_told_whether_it_holds_makes_its_obligations_unknown() -> None:
    pack = series(
        """
phases:
  - {when: {subject: {disabled: true}}, every: 1 week, standard: [SAI-002]}
  - {every: 1 month, standard: [SAI-003]}
"""
    )
    row = the_row(pack, [OPENED], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("disabled",))
    assert owed(pack, [OPENED], "2026-03-31", disabled=False) == ["due 2026-04-02"]


# what ends a phase


def test_a_phase_ended_at_the_instant_at_which_the_run_begins_is_over_and_one_ended_a_minute_later_is_not() -> None:
    opened = event("case.opened", "2026-03-02T10:00")

    def due_when_discussed(at: str) -> list[str]:
        return owed(PHASED, [opened, event("strategy_discussion.held", at)], "2026-03-02")

    assert due_when_discussed("2026-03-02T10:00") == ["due 2026-04-02"]
    assert due_when_discussed("2026-03-02T10:01") == ["due 2026-04-02"]
    assert due_when_discussed("2026-03-02") == ["due 2026-04-02"]
    assert owed(PHASED, [opened, event("strategy_discussion.held", "2026-03-10")], "2026-03-08") == ["due 2026-03-09"]


def test_a_phase_whose_end_came_before_the_phase_itself_is_over_at_once() -> None:
    pack = series(
        """
phases:
  - {until: {event: strategy_discussion.held, which: first, in: open_case}, every: 1 week, standard: [SAI-002]}
  - {until: {event: section_47.completed, which: first, in: open_case}, every: 2 weeks, standard: [SAI-003]}
  - {every: 1 month, standard: [SAI-004]}
"""
    )
    events = [OPENED, event("section_47.completed", "2026-03-03"), event("strategy_discussion.held", "2026-03-05")]
    assert owed(pack, events, "2026-03-06") == ["due 2026-04-02"]


# conditions that cut a run, and what ends it

CUT = pack_of("form: series\nwhile: open_case\nonly_if: looked_after\nevery: 2 weeks\ndo: visit.made")


def test_a_run_cut_by_a_condition_keeps_its_opening_and_ends_with_the_last_day_of_the_condition() -> None:
    care = [event("looked_after.started", "2026-03-04"), event("looked_after.ended", "2026-03-16")]
    row = the_row(CUT, [OPENED, *care], "2026-03-31")
    assert row.trigger.happening is not None
    assert (row.status, row.ended, row.trigger.happening.event) == ("lapsed", moment("2026-03-16"), OPENED)
    assert (row.opens, row.trigger.certain, row.trigger.missing) == (moment("2026-03-04"), True, ())
    at_midnight = [care[0], event("looked_after.ended", "2026-03-16T00:00")]
    assert the_row(CUT, [OPENED, *at_midnight], "2026-03-31").ended == moment("2026-03-16")


def test_a_run_that_a_condition_does_not_shorten_at_its_start_keeps_the_hour_of_its_start() -> None:
    pack = pack_of("form: series\nwhile: open_case\nonly_if: looked_after\nevery: 48 hours\ndo: visit.made")
    events = [event("looked_after.started", "2026-03-01"), event("looked_after.ended", "2026-03-20")]
    assert owed(pack, [*events, event("case.opened", "2026-03-02T00:00")], "2026-03-31") == [
        "breached 2026-03-04T00:00"
    ]


def test_a_run_that_may_be_cut_is_unknown_and_names_what_would_tell() -> None:
    pack = pack_of(
        "form: series\nwhile: open_case\nonly_if: {subject: {disabled: true}}\nevery: 2 weeks\ndo: visit.made"
    )
    row = the_row(pack, [OPENED], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("disabled",))


def test_what_opens_a_run_does_not_end_it_and_what_ends_it_leaves_its_opening() -> None:
    pack = pack_of(
        "form: series\nwhile: open_case\nevery: 2 weeks\ndo: visit.made\nlapses_when: [case.opened, icpc.held]"
    )
    assert owed(pack, [OPENED], "2026-03-10") == ["due 2026-03-16"]
    row = the_row(pack, [OPENED, event("icpc.held", "2026-03-10")], "2026-03-31")
    assert row.trigger.happening is not None
    assert (row.status, row.ended, row.trigger.happening.event) == ("lapsed", moment("2026-03-10"), OPENED)


def test_of_two_placements_each_has_the_visits_that_name_it() -> None:
    pack = pack_of(
        "form: series\nwhile: placement\nevery: 2 weeks\ndo: {event: visit.made, match: [placement_id]}\nlapses_when: []"
    )
    events = [
        event("looked_after.started", "2026-03-02"),
        event("placement.started", "2026-03-02", placement_id="p1"),
        event("placement.started", "2026-03-02", placement_id="p2"),
        event("visit.made", "2026-03-05", placement_id="p2"),
        event("visit.made", "2026-03-09", placement_id="p1"),
    ]
    assert sorted(owed(pack, events, "2026-03-10")) == [
        "due 2026-03-19",
        "due 2026-03-23",
        "met 2026-03-16",
        "met 2026-03-16",
    ]


@pytest.mark.parametrize("run", ["{from: strategy_discussion.held, until: case.closed}", "followed_up"])
def test_what_a_stretch_of_time_runs_from_is_not_the_first_act_in_it(run: str) -> None:
    words = """\
definitions:
  followed_up: {meaning: From a strategy discussion on., state: {from: strategy_discussion.held, until: case.closed}}
"""
    pack = pack_of(
        f"form: series\nwhile: {run}\nevery: 2 weeks\ndo: {{event: [visit.made, strategy_discussion.held]}}", more=words
    )
    discussion, visit = event("strategy_discussion.held", "2026-03-02"), event("visit.made", "2026-03-02")
    assert owed(pack, [discussion], "2026-03-10") == ["due 2026-03-16"]
    assert owed(pack, [discussion, visit], "2026-03-10") == ["met 2026-03-16", "due 2026-03-16"]
    again = event("strategy_discussion.held", "2026-03-09")
    assert owed(pack, [discussion, again], "2026-03-10") == ["met 2026-03-16", "due 2026-03-23"]


# agreements about a deadline


def extended(body: str, at: str, **more: str) -> list[str]:
    pack = pack_of("form: deadline\nafter: assessment.started\nwithin: 24 hours\ndo: assessment.completed\n" + body)
    start = event("assessment.started", "2026-03-03T10:00", id="a1")
    events = [start, event("assessment.extended", at, **more), event("icpc.held", "2026-03-01", id="c1")]
    return [each.removeprefix("due ") for each in owed(pack, events, "2026-03-03")]


def test_an_agreed_hour_and_an_agreed_day_are_weighed_to_the_hour() -> None:
    by = "or_as_agreed: {{event: assessment.extended, attribute: until, only: {only}{outer}}}"

    def weighed(only: str, until: str, outer: str = "") -> list[str]:
        return extended(by.format(only=only, outer=outer), "2026-03-03T11:00", until=until)

    plain, early, late, day = "2026-03-04T10:00", "2026-03-04T09:00", "2026-03-04T15:00", "2026-03-04"
    assert weighed("tighter", early) == [early]
    assert weighed("tighter", late) == [plain]
    assert weighed("tighter", day) == [plain]
    assert weighed("looser", early) == [plain]
    assert weighed("looser", late) == [late]
    assert weighed("looser", day) == [day]
    assert weighed("either", day, ", outer: 26 hours") == ["2026-03-04T12:00"]
    assert weighed("either", early, ", outer: 26 hours") == [early]


def test_an_agreement_about_something_else_moves_no_date() -> None:
    by = "or_as_agreed: {event: assessment.extended, attribute: until, only: either}"

    def when_about(about: str) -> list[str]:
        return extended(by, "2026-03-03T11:00", until="2026-03-20", about=about)

    assert when_about("a1") == ["2026-03-20"]
    assert when_about("c1") == ["2026-03-04T10:00"]
    assert when_about("nobody knows") == ["2026-03-20"]


def test_an_agreement_that_does_not_count_hides_none_that_does() -> None:
    pack = pack_of(
        """
        form: deadline
        after: assessment.started
        within: 10 working days
        do: assessment.completed
        or_as_agreed: {event: assessment.extended, attribute: until, only: looser}
        """
    )
    start, other = event("assessment.started", "2026-03-03", id="a1"), event("icpc.held", "2026-03-01", id="c1")
    counts = event("assessment.extended", "2026-03-06", until="2026-03-31")
    for idle in (
        event("assessment.extended", "2026-03-02", until="2026-04-30"),
        event("assessment.extended", "2026-03-04", until="2026-04-30", about="c1"),
    ):
        assert owed(pack, [start, other, idle, counts], "2026-03-10") == ["due 2026-03-31"]


def test_an_agreement_to_a_day_holds_to_that_day_and_then_the_interval_is_the_rules_own() -> None:
    pack = series("every: 2 weeks\nor_as_agreed: {event: visiting_frequency.agreed, attribute: until, only: tighter}")
    events = [OPENED, agreed("2026-03-03", until="2026-03-09"), event("visit.made", "2026-03-11")]
    assert owed(pack, events[:2], "2026-03-04") == ["due 2026-03-09"]
    assert owed(pack, events, "2026-03-12") == ["breached 2026-03-09", "due 2026-03-25"]


# settled later


def provided(
    condition: str = "{event: section_47.completed, where: {outcome: initial_conference}}", more: str = ""
) -> Said:
    return pack_of(
        "form: deadline\nafter: {event: strategy_discussion.held, where: {joint: true}}\nwithin: 15 working days\n"
        f"do: icpc.held\nprovided: {condition}\n{more}"
    )


HELD = event("strategy_discussion.held", "2026-03-03", id="s1", joint=True)
NO, YES = (
    event("section_47.completed", "2026-03-20", outcome=outcome)
    for outcome in ("no_further_action", "initial_conference")
)


def test_what_was_met_stays_met_and_what_cannot_be_told_stays_unknown_when_the_condition_fails() -> None:
    conference = event("icpc.held", "2026-03-19")
    assert owed(provided(), [HELD, conference, NO], "2026-03-31") == ["met 2026-03-24"]
    doubtful = event("strategy_discussion.held", "2026-03-03")
    assert owed(provided(), [doubtful, NO], "2026-03-31") == ["unknown 2026-03-24"]


def test_what_was_done_before_the_condition_failed_stays_judged_and_what_is_done_after_it_discharges_nothing() -> None:
    before, after = event("icpc.held", "2026-03-19"), event("icpc.held", "2026-03-23")
    assert owed(provided(), [HELD, before, NO], "2026-03-31") == ["met 2026-03-24"]
    assert [owed(provided(), [HELD, NO, after], day) for day in ("2026-03-21", "2026-03-23")] == [
        ["lapsed 2026-03-24"]
    ] * 2
    no = event("section_47.completed", "2026-04-02", outcome="no_further_action")
    late = event("icpc.held", "2026-03-30")
    assert owed(provided(), [HELD, late, no], "2026-03-31") == ["breached 2026-03-24"]
    assert owed(provided(), [HELD, late, no], "2026-04-30") == ["breached 2026-03-24"]
    assert owed(provided(), [HELD, no], "2026-04-30") == ["lapsed 2026-03-24"]


def test_an_answer_known_by_its_day_has_done_away_with_nothing_until_the_day_is_over() -> None:
    conference = event("icpc.held", "2026-03-20T15:00")
    assert owed(provided(), [HELD, NO], "2026-03-20T12:00") == ["due 2026-03-24"]
    assert owed(provided(), [HELD, NO], "2026-03-20") == ["lapsed 2026-03-24"]
    assert owed(provided(), [HELD, NO, conference], "2026-03-31") == ["met 2026-03-24"]


def test_a_conference_goes_to_the_discussion_for_which_one_is_still_owed() -> None:
    second = event("strategy_discussion.held", "2026-03-10", id="s2", joint=True)
    no = event("section_47.completed", "2026-03-12", outcome="no_further_action", about="s2")
    yes = event("section_47.completed", "2026-03-12", outcome="initial_conference", about="s1")
    conference = event("icpc.held", "2026-03-16")
    assert owed(provided(), [HELD, second, no, yes, conference], "2026-04-30") == [
        "met 2026-03-24",
        "lapsed 2026-03-31",
    ]


def test_what_may_have_been_done_before_the_condition_failed_is_unknown() -> None:
    pack = pack_of(
        "form: deadline\nafter: strategy_discussion.held\nwithin: 15 working days\n"
        "do: {event: icpc.held, where: {quorate: true}}\n"
        "provided: {event: section_47.completed, where: {outcome: initial_conference}}"
    )
    assert owed(pack, [HELD, event("icpc.held", "2026-03-19"), NO], "2026-03-31") == ["unknown 2026-03-24"]
    assert owed(pack, [HELD, event("icpc.held", "2026-03-23"), NO], "2026-03-31") == ["lapsed 2026-03-24"]
    no = event("section_47.completed", "2026-04-02", outcome="no_further_action")
    assert owed(pack, [HELD, event("icpc.held", "2026-03-30"), no], "2026-04-30") == ["unknown 2026-03-24"]


def test_a_condition_that_has_failed_or_is_open_is_told() -> None:
    row = the_row(provided(), [HELD, NO], "2026-03-31")
    assert row.because is not None
    assert (row.status, row.because[0], row.plain_status) == ("lapsed", "condition failed", None)
    row = the_row(provided(), [HELD], "2026-03-31")
    assert (row.status, row.because, row.missing) == (
        "unknown",
        ("condition open", ("section_47.completed",)),
        ("outcome",),
    )


def test_an_attempt_that_may_have_counted_is_told_before_the_condition() -> None:
    pack = pack_of(
        """
        form: deadline
        after: strategy_discussion.held
        within: 15 working days
        do: {event: icpc.held, where: {quorate: true}}
        provided: {event: section_47.completed, where: {outcome: initial_conference}}
        """
    )
    row = the_row(pack, [HELD, event("icpc.held", "2026-03-19")], "2026-03-31")
    assert row.because is not None
    assert (row.status, row.because[0], row.missing) == ("unknown", "attempt", ("quorate",))


def test_a_condition_is_settled_by_the_first_event_that_answers_and_is_about_no_other_trigger() -> None:
    other = event("strategy_discussion.held", "2026-02-24", id="s0", joint=False)
    about_other = event("section_47.completed", "2026-03-18", outcome="no_further_action", about="s0")
    assert owed(provided(), [other, HELD, about_other, YES], "2026-03-31") == ["breached 2026-03-24"]
    assert owed(provided(), [HELD, event("section_47.completed", "2026-03-18"), YES], "2026-03-31") == [
        "breached 2026-03-24"
    ]


def test_the_earlier_of_a_lapse_and_a_failed_condition_is_told() -> None:
    pack = provided(more="lapses_when: [case.closed]")

    def because(closed: str) -> object:
        row = evaluation(pack, [HELD, NO, event("case.closed", closed)], "2026-03-31").rows[0]
        return None if row.because is None else row.because[0]

    assert [because(day) for day in ("2026-03-19", "2026-03-20", "2026-03-21")] == [
        "ended",
        "ended",
        "condition failed",
    ]
