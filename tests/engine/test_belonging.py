"""Which run of a period a duty belongs to, what its end does to the duty, and what an act can still do about it."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import event, moment, owed, pack_of, the_row

CARE = event("looked_after.started", "2026-01-05")


def started(at: str, **more: str) -> Event:
    return event("placement.started", at, **more)


def ended(at: str, **more: str) -> Event:
    return event("placement.ended", at, **more)


# which run

CONCERN = pack_of(
    """
    form: deadline
    after: placement.concern_raised
    within: 10 working days
    do: visit.made
    belongs_to: placement
    """
)


def test_a_duty_belongs_to_the_placement_that_its_event_names_and_else_to_the_latest() -> None:
    both = [started("2026-02-02", placement_id="p1"), started("2026-02-09", placement_id="p2")]
    first_ends, second_ends = ended("2026-03-10", placement_id="p1"), ended("2026-03-10", placement_id="p2")

    def concern(**more: str) -> Event:
        return event("placement.concern_raised", "2026-03-03", **more)

    assert owed(CONCERN, [CARE, *both, concern(placement_id="p1"), first_ends], "2026-03-31") == ["lapsed 2026-03-17"]
    assert owed(CONCERN, [CARE, *both, concern(placement_id="p1"), second_ends], "2026-03-31") == [
        "breached 2026-03-17"
    ]
    assert owed(CONCERN, [CARE, *both, concern(), second_ends], "2026-03-31") == ["lapsed 2026-03-17"]
    assert owed(CONCERN, [CARE, *both, concern(), first_ends], "2026-03-31") == ["breached 2026-03-17"]


def test_a_duty_belongs_to_no_placement_that_was_over_or_had_not_begun() -> None:
    over = [started("2026-02-02", placement_id="p1"), ended("2026-03-02", placement_id="p1")]
    later = [started("2026-03-04", placement_id="p2"), ended("2026-03-10", placement_id="p2")]
    concern = event("placement.concern_raised", "2026-03-03")
    assert owed(CONCERN, [CARE, *over, *later, concern], "2026-03-31") == ["breached 2026-03-17"]


def test_a_duty_that_opens_a_placement_belongs_to_that_one_whatever_else_is_open() -> None:
    pack = pack_of(
        """
        form: deadline
        after: {event: placement.started, where: {reason: {recorded: false}}}
        within: 10 working days
        do: visit.made
        belongs_to: placement
        """
    )
    nameless, named = started("2026-03-03"), started("2026-03-03T10:00", placement_id="p1", reason="a bed")
    events = [CARE, nameless, named, ended("2026-03-05", placement_id="p1")]
    assert owed(pack, events, "2026-03-10") == ["due 2026-03-17"]


def test_a_duty_may_belong_to_a_time_of_life() -> None:
    pack = pack_of(
        """
        form: deadline
        after: assessment.started
        within: 3 months
        do: visit.made
        belongs_to: childhood
        """,
        more="definitions: {childhood: {meaning: Under 18., state: {age: {under: 18 years}}}}\n",
    )
    assert owed(pack, [event("assessment.started", "2026-03-03")], "2026-06-30", born="2008-05-01") == [
        "lapsed 2026-06-03"
    ]
    assert owed(pack, [event("assessment.started", "2026-03-03")], "2026-06-30", born="2008-07-01") == [
        "breached 2026-06-03"
    ]


# what the end of a period ends


def test_a_period_that_was_over_before_the_trigger_ends_nothing() -> None:
    pack = pack_of("form: deadline\nafter: {start_of: looked_after, plus: 2 months}\nwithin: 1 week\ndo: visit.made")
    assert owed(pack, [CARE, event("looked_after.ended", "2026-03-05")], "2026-03-31") == ["lapsed 2026-03-12"]
    assert owed(pack, [CARE, event("looked_after.ended", "2026-03-04")], "2026-03-31") == ["breached 2026-03-12"]
    assert owed(pack, [CARE, event("looked_after.ended", "2026-02-04")], "2026-03-31") == ["breached 2026-03-12"]


def test_a_period_of_a_stated_length_ends_a_duty_only_once_it_is_over() -> None:
    pack = pack_of(
        """
        form: deadline
        after: strategy_discussion.held
        within: 2 months
        do: visit.made
        belongs_to: watchful_weeks
        """,
        more="""\
        vocabulary:
          periods:
            watchful_weeks: {meaning: Six weeks from a strategy discussion., opens: strategy_discussion.held, lasts: 6 weeks}
        """,
    )
    discussion = event("strategy_discussion.held", "2026-03-03")
    assert owed(pack, [discussion], "2026-04-12") == ["due 2026-05-03"]
    assert owed(pack, [discussion], "2026-04-13") == ["lapsed 2026-05-03"]


@pytest.mark.parametrize("anchor", ["looked_after.ended", "{end_of: looked_after}"])
def test_what_the_end_of_a_period_sets_off_is_not_ended_by_it(anchor: str) -> None:
    pack = pack_of(f"form: deadline\nafter: {anchor}\nwithin: 1 week\ndo: visit.made\nbelongs_to: looked_after")
    assert owed(pack, [CARE, event("looked_after.ended", "2026-03-03")], "2026-03-31") == ["breached 2026-03-10"]


def test_what_the_end_of_a_placement_sets_off_is_ended_by_the_end_of_care() -> None:
    pack = pack_of(
        "form: deadline\nafter: {end_of: placement}\nwithin: 1 week\ndo: visit.made\nbelongs_to: looked_after"
    )
    events = [CARE, started("2026-02-02", placement_id="p1"), ended("2026-03-03", placement_id="p1")]
    assert owed(pack, [*events, event("looked_after.ended", "2026-03-10")], "2026-03-31") == ["lapsed 2026-03-10"]
    assert owed(pack, [*events, event("looked_after.ended", "2026-03-11")], "2026-03-31") == ["breached 2026-03-10"]


REPORT = """
form: deadline
after: icpc.held
within: 5 working days
do: minutes.shared
belongs_to: child_protection_plan
lapses_when: [case.closed]
"""
HELD, PLAN = event("icpc.held", "2026-03-03"), event("child_protection_plan.started", "2026-03-03")


def test_a_duty_says_which_end_came_first_and_of_two_on_one_day_what_the_rule_names() -> None:
    def told(plan_ends: str, case_closes: str) -> tuple[object, object]:
        ends = [event("child_protection_plan.ended", plan_ends), event("case.closed", case_closes)]
        row = the_row(pack_of(REPORT), [HELD, PLAN, *ends], "2026-03-31")
        return row.because, row.ended

    of_period, of_rule = ("ended", "the end of its period"), ("ended", "case.closed")
    assert told("2026-03-09", "2026-03-10") == (of_period, moment("2026-03-09"))
    assert told("2026-03-10", "2026-03-09") == (of_rule, moment("2026-03-09"))
    assert told("2026-03-09", "2026-03-09") == (of_rule, moment("2026-03-09"))


# what an act can still do


def test_what_is_done_the_day_after_the_period_was_over_puts_nothing_right() -> None:
    pack = pack_of(REPORT)
    plan_ends = event("child_protection_plan.ended", "2026-03-16")
    same_day, next_day = (event("minutes.shared", at) for at in ("2026-03-16", "2026-03-17"))
    assert the_row(pack, [HELD, PLAN, plan_ends, same_day], "2026-03-31").remedied == moment("2026-03-16")
    assert the_row(pack, [HELD, PLAN, plan_ends, next_day], "2026-03-31").remedied is None


def test_what_is_done_later_on_the_due_day_than_the_case_was_closed_comes_too_late() -> None:
    pack, closed = pack_of(REPORT), event("case.closed", "2026-03-10T10:00")
    assert owed(pack, [HELD, closed, event("minutes.shared", "2026-03-10T09:59")], "2026-03-31") == ["met 2026-03-10"]
    assert owed(pack, [HELD, closed, event("minutes.shared", "2026-03-10T15:00")], "2026-03-31") == [
        "lapsed 2026-03-10"
    ]
    assert owed(pack, [HELD, closed, event("minutes.shared", "2026-03-10")], "2026-03-31") == ["met 2026-03-10"]


def test_one_letter_to_two_people_is_both_letters_and_two_of_a_kind_need_two() -> None:
    pack = pack_of(
        """
        form: deadline
        after: icpc.held
        within: 10 working days
        do:
          all_of:
            - {event: minutes.shared, where: {shared_with: child}}
            - {event: minutes.shared, where: {shared_with: parent}}
        """
    )
    one = event("minutes.shared", "2026-03-05", shared_with=["child", "parent"])
    row = the_row(pack, [HELD, one], "2026-03-31")
    assert (row.status, [each.event for each in row.evidence]) == ("met", [one, one])
    twice = pack_of(
        "form: deadline\nafter: icpc.held\nwithin: 10 working days\ndo: {act: minutes.shared, times: 2}",
    )
    assert the_row(twice, [HELD, one], "2026-03-31").status == "breached"
    single = pack_of("form: deadline\nafter: icpc.held\nwithin: 10 working days\ndo: minutes.shared")
    assert the_row(single, [HELD, one], "2026-03-31").evidence == ()


# writing up

WRITTEN = """
form: deadline
after: visit.made
within: 2 working days
do: {recorded: trigger}
"""


def visit(at: str, **more: str) -> Event:
    return event("visit.made", at, **more)


def test_each_visit_is_written_up_by_itself() -> None:
    events = [
        visit("2026-03-02"),
        visit("2026-03-03", recorded_at="2026-03-04"),
        visit("2026-03-04", recorded_at="2026-03-16"),
        visit("2026-03-05", recorded_at="2026-03-09"),
    ]
    assert owed(pack_of(WRITTEN), events, "2026-03-10") == [
        "unknown 2026-03-04",
        "met 2026-03-05",
        "breached 2026-03-06",
        "met 2026-03-09",
    ]
    assert owed(pack_of(WRITTEN), events[:1], "2026-03-04") == ["due 2026-03-04"]
    row = the_row(pack_of(WRITTEN), events[:1], "2026-03-05")
    assert (row.because, row.missing) == (("record", None), ("recorded_at",))


def test_a_visit_written_up_after_the_case_was_closed_was_not_written_up() -> None:
    closing = pack_of(WRITTEN + "lapses_when: [case.closed]")
    events = [visit("2026-03-02", recorded_at="2026-03-04"), event("case.closed", "2026-03-03")]
    assert owed(closing, events, "2026-03-31") == ["lapsed 2026-03-04"]
    both = [visit("2026-03-01", recorded_at="2026-03-04"), visit("2026-03-02", recorded_at="2026-03-03"), events[1]]
    assert owed(closing, both, "2026-03-31") == ["lapsed 2026-03-03", "met 2026-03-04"]
    late = [visit("2026-03-02", recorded_at="2026-03-06"), event("case.closed", "2026-03-05")]
    assert the_row(closing, late, "2026-03-31").remedied == moment("2026-03-06")
    of_plan = pack_of(WRITTEN + "belongs_to: child_protection_plan")
    plan = event("child_protection_plan.started", "2026-03-01")
    over = [plan, visit("2026-03-02", recorded_at="2026-03-06"), event("child_protection_plan.ended", "2026-03-05")]
    assert the_row(of_plan, over, "2026-03-31").remedied is None
    other = visit("2026-03-03", recorded_at="2026-03-04")
    assert owed(of_plan, [*over, other], "2026-03-31") == ["breached 2026-03-04", "met 2026-03-05"]


def test_a_note_does_for_what_was_not_written_up_and_the_earlier_of_the_two_counts() -> None:
    pack = pack_of(
        """
        form: deadline
        after: visit.made
        within: 2 working days
        do: {any_of: [{recorded: trigger}, case_note.recorded]}
        """
    )
    note = event("case_note.recorded", "2026-03-06")
    row = the_row(pack, [visit("2026-03-02", recorded_at="2026-03-09"), note], "2026-03-31")
    assert (row.status, row.remedied) == ("breached", moment("2026-03-06"))
    row = the_row(pack, [visit("2026-03-02", recorded_at="2026-03-05"), note], "2026-03-31")
    assert (row.status, row.remedied) == ("breached", moment("2026-03-05"))
    assert the_row(pack, [visit("2026-03-02"), event("case_note.recorded", "2026-03-04")], "2026-03-31").status == "met"


def test_the_end_of_a_state_that_is_read_off_a_period_sets_off_what_the_end_of_the_period_does_not_end() -> None:
    pack = pack_of(
        "form: deadline\nafter: {first_of: [visit.made, {end_of: {has_lasted: placement, for: 4 weeks}}], in: placement}"
        "\nwithin: 1 week\ndo: core_group.held"
    )
    events = [event("placement.started", "2026-03-02"), event("placement.ended", "2026-04-13")]
    assert owed(pack, events, "2026-04-30") == ["breached 2026-04-20"]


def test_what_the_end_of_one_period_sets_off_in_another_is_ended_by_the_end_of_that() -> None:
    pack = pack_of(
        "form: deadline\nafter: {first_of: [visit.made, {end_of: placement}], in: looked_after}\nwithin: 1 week\n"
        "do: core_group.held"
    )
    care, placed = event("looked_after.started", "2026-03-02"), event("placement.started", "2026-03-02")
    ended = [event("placement.ended", "2026-03-16"), event("looked_after.ended", "2026-03-20")]
    assert owed(pack, [care, placed, *ended], "2026-04-30") == ["lapsed 2026-03-23"]
