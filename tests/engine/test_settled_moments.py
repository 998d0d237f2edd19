"""Corners of points and stretches of time on which the engine and the oracle once differed, as docs/meanings.md settles
them."""

from __future__ import annotations

from datetime import date

from practice_rules.engine.rows import Row
from practice_rules.engine.triggers import Trigger
from tests.engine.said import Said, evaluation, event, moment, owed, pack_of

# picked from several


def on_the_day(anchor: str) -> Said:
    """A pack that asks for a visit on the day on which an anchor comes."""
    return pack_of(f"form: deadline\nafter: {anchor}\nwithin: same day\ndo: core_group.held")


def statuses(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.status, f"{date.fromordinal(row.trigger.day)}") for row in rows if isinstance(row.trigger, Trigger)]


FIRST_QUORATE = "{event: icpc.held, where: {quorate: true}, which: first, in: child_protection_plan}"
PLAN = event("child_protection_plan.started", "2026-03-02")


def test_the_first_of_several_of_which_one_is_in_doubt_may_be_that_one_or_the_next() -> None:
    events = [PLAN, event("icpc.held", "2026-03-09"), event("icpc.held", "2026-03-16", quorate=True)]
    found = statuses(evaluation(on_the_day(FIRST_QUORATE), events, "2026-03-31").rows)
    assert found == [("unknown", "2026-03-09"), ("unknown", "2026-03-16")]


def test_one_that_comes_after_the_first_that_is_sure_is_not_the_first() -> None:
    events = [PLAN, event("icpc.held", "2026-03-09", quorate=True), event("icpc.held", "2026-03-16")]
    found = statuses(evaluation(on_the_day(FIRST_QUORATE), events, "2026-03-31").rows)
    assert found == [("breached", "2026-03-09")]


def test_the_last_is_in_doubt_where_a_later_one_may_count() -> None:
    pack = on_the_day("{event: icpc.held, where: {quorate: true}, which: last, in: child_protection_plan}")
    events = [
        PLAN,
        event("icpc.held", "2026-03-09", quorate=True),
        event("icpc.held", "2026-03-16"),
        event("child_protection_plan.ended", "2026-03-20"),
    ]
    found = statuses(evaluation(pack, events, "2026-03-31").rows)
    assert found == [("unknown", "2026-03-09"), ("unknown", "2026-03-16")]


def test_two_in_a_row_are_in_doubt_where_one_of_them_is() -> None:
    pack = on_the_day("{event: visit.made, where: {child_seen: false}, in_a_row: 2}")
    events = [event("visit.made", "2026-03-09", child_seen=False), event("visit.made", "2026-03-10")]
    found = evaluation(pack, events, "2026-03-31").rows
    assert statuses(found) == [("unknown", "2026-03-10")]
    assert found[0].missing == ("child_seen of visit.made",)


def test_two_in_a_row_are_counted_in_the_run() -> None:
    pack = on_the_day("{event: visit.made, where: {child_seen: false}, in_a_row: 2, in: child_protection_plan}")
    events = [
        event("visit.made", "2026-02-27", child_seen=False),
        PLAN,
        event("visit.made", "2026-03-09", child_seen=False),
        event("visit.made", "2026-03-10", child_seen=False),
    ]
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("breached", "2026-03-10")]


def test_the_third_within_a_month_is_in_doubt_where_an_earlier_one_is() -> None:
    pack = on_the_day("{event: icpc.held, where: {quorate: false}, which: 2, nth_within: 1 month}")
    events = [event("icpc.held", "2026-03-02"), event("icpc.held", "2026-03-09", quorate=False)]
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("unknown", "2026-03-09")]


def test_all_have_come_surely_where_the_last_of_them_is_sure_whichever_of_the_others_counted() -> None:
    pack = on_the_day("{all_of: [{event: icpc.held, where: {quorate: true}}, referral.received]}")
    events = [
        event("icpc.held", "2026-03-02"),
        event("icpc.held", "2026-03-03", quorate=True),
        event("referral.received", "2026-03-09"),
    ]
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("breached", "2026-03-09")]
    found = statuses(evaluation(pack, [events[0], events[2]], "2026-03-31").rows)
    assert found == [("unknown", "2026-03-09")]


def test_an_event_in_two_runs_at_once_comes_once() -> None:
    pack = on_the_day("{event: icpc.held, in: placement}")
    events = [
        event("placement.started", "2026-03-02", placement_id="p1"),
        event("placement.started", "2026-03-03", placement_id="p2"),
        event("icpc.held", "2026-03-09"),
    ]
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("breached", "2026-03-09")]


def test_the_last_placement_in_care_is_known_once_care_is_over() -> None:
    pack = on_the_day("{start_of: placement, which: last, in: looked_after}")
    events = [event("looked_after.started", "2026-03-02"), event("placement.started", "2026-03-03", placement_id="p1")]
    assert evaluation(pack, events, "2026-03-31").rows == []
    events.append(event("looked_after.ended", "2026-03-20"))
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("breached", "2026-03-03")]


# what follows, and what an event gives


def test_what_follows_on_the_same_day_follows_whatever_the_hour_of_the_other() -> None:
    pack = on_the_day("{event: placement.started, next_after: placement.ended}")
    events = [
        event("placement.started", "2026-02-02", placement_id="p1"),
        event("placement.ended", "2026-03-09T10:00", placement_id="p1"),
        event("placement.started", "2026-03-09", placement_id="p2"),
        event("placement.started", "2026-03-16", placement_id="p3"),
    ]
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("breached", "2026-03-09")]


def test_what_follows_something_doubtful_is_doubtful() -> None:
    pack = on_the_day("{event: referral.received, next_after: {event: icpc.held, where: {quorate: true}}}")
    events = [event("icpc.held", "2026-03-02"), event("referral.received", "2026-03-09")]
    assert statuses(evaluation(pack, events, "2026-03-31").rows) == [("unknown", "2026-03-09")]


def test_what_follows_an_age_has_no_date_without_a_date_of_birth() -> None:
    pack = on_the_day("{event: looked_after_review.held, next_after: {age: 16 years}}")
    events = [event("looked_after_review.held", "2026-03-02"), event("looked_after_review.held", "2026-03-09")]
    assert owed(pack, events, "2026-03-31") == ["unknown -"]
    assert owed(pack, [event("case.opened", "2026-03-02")], "2026-03-31") == []


def test_the_first_of_several_has_no_date_where_one_of_them_is_an_age_without_a_date_of_birth() -> None:
    pack = on_the_day("{first_of: [icpc.held, {age: 16 years}]}")
    assert owed(pack, [event("icpc.held", "2026-03-02")], "2026-03-31") == ["unknown -"]


def test_the_start_of_an_age_has_no_date_without_a_date_of_birth() -> None:
    pack = on_the_day("{start_of: {age: {from: 16 years}}}")
    assert owed(pack, [event("case.opened", "2026-03-02")], "2026-03-31") == ["unknown -"]


def test_a_free_act_goes_to_the_latest_date_that_the_events_give() -> None:
    pack = pack_of(
        "form: deadline\nafter: {event: strategy_discussion.held, date: next_meeting_on}\ndo: chronology.updated"
    )
    events = [
        event("strategy_discussion.held", "2026-03-02", id="s1", next_meeting_on=date(2026, 3, 20)),
        event("strategy_discussion.held", "2026-03-03", id="s2", next_meeting_on=date(2026, 3, 16)),
        event("chronology.updated", "2026-03-24"),
    ]
    found = evaluation(pack, events, "2026-03-31").rows
    assert sorted(statuses(found)) == [("due", "2026-03-16"), ("met", "2026-03-20")]


def test_an_act_about_another_event_is_not_for_a_duty_that_any_event_sets_off() -> None:
    pack = pack_of("form: deadline\nafter: {event: any, where: {by: police}}\ndo: chronology.updated")
    events = [
        event("referral.received", "2026-03-02", by="police"),
        event("icpc.held", "2026-03-03", by="health", id="c1"),
        event("chronology.updated", "2026-03-04", about="c1", by="health"),
    ]
    assert owed(pack, events, "2026-03-31") == ["due -"]


def test_what_follows_an_act_of_which_a_fact_is_missing_is_doubtful() -> None:
    first = "id: child_protection.said.first\nform: deadline\nafter: icpc.held\nwithin: 1 week\ndo: core_group.held"
    pack = pack_of(
        first,
        """
        id: child_protection.said.second
        form: deadline
        after: {done: child_protection.said.first, where: {interpreter: none}}
        within: same day
        do: visit.made
        """,
    )
    events = [event("icpc.held", "2026-03-02"), event("core_group.held", "2026-03-04")]
    assert owed(pack, events, "2026-03-31") == ["met 2026-03-09", "unknown 2026-03-04"]


# stretches


def visit_while(state: str) -> Said:
    """A pack that asks for a visit on the day of an assessment while a state holds."""
    return pack_of(f"form: deadline\nafter: assessment.started\nwithin: same day\ndo: visit.made\nonly_if: {state}")


ASSESSED = event("assessment.started", "2026-03-20")


def test_before_a_date_that_nobody_wrote_down_is_never_sure() -> None:
    pack = visit_while("{before: {event: strategy_discussion.held, date: next_meeting_on}}")
    events = [ASSESSED, event("strategy_discussion.held", "2026-03-24")]
    assert owed(pack, events, "2026-03-31") == ["unknown 2026-03-20"]


def test_from_an_age_within_a_period_is_not_known_without_a_date_of_birth() -> None:
    pack = visit_while("{from: {age: 16 years}, in: looked_after}")
    events = [event("case.opened", "2026-02-02"), event("looked_after.started", "2026-03-02"), ASSESSED]
    assert owed(pack, events, "2026-03-31") == ["unknown 2026-03-20"]


def test_until_an_age_is_not_known_to_go_on_without_a_date_of_birth() -> None:
    pack = visit_while("{from: looked_after.started, until: {any_of: [looked_after.ended, {age: 18 years}]}}")
    events = [event("looked_after.started", "2026-03-02"), ASSESSED]
    assert owed(pack, events, "2026-03-31") == ["unknown 2026-03-20"]
    assert owed(pack, events, "2026-03-31", born="2012-03-02") == ["breached 2026-03-20"]
    # What has surely ended otherwise asks nothing, whatever the age.
    assert owed(pack, [*events, event("looked_after.ended", "2026-03-10")], "2026-03-31") == []


def test_what_may_have_begun_before_it_surely_held_may_have_lasted() -> None:
    pack = visit_while("{has_lasted: {latest: icpc.held, where: {quorate: true}}, for: 2 weeks}")
    events = [event("icpc.held", "2026-03-02"), event("icpc.held", "2026-03-16", quorate=True), ASSESSED]
    assert owed(pack, events, "2026-03-31") == ["unknown 2026-03-20"]


def test_a_state_begins_at_either_moment_where_it_may_have_begun_before() -> None:
    pack = on_the_day("{start_of: {latest: icpc.held, where: {quorate: true}}}")
    events = [event("icpc.held", "2026-03-02"), event("icpc.held", "2026-03-16", quorate=True)]
    found = statuses(evaluation(pack, events, "2026-03-31").rows)
    assert found == [("unknown", "2026-03-02"), ("unknown", "2026-03-16")]


# days added up


def test_what_goes_on_is_added_up_beyond_the_day_asked_about() -> None:
    pack = pack_of(
        """
        form: series
        while: looked_after
        phases:
          - {when: {total: looked_after, at_least: 2 weeks}, every: 1 week, standard: [SAI-002]}
          - {every: 6 weeks, standard: [SAI-003]}
        do: visit.made
        """
    )
    events = [event("looked_after.started", "2026-03-02")]
    assert owed(pack, events, "2026-03-03") == owed(pack, events, "2026-03-16") == ["due 2026-03-22"]


def test_in_any_month_means_a_month_of_the_calendar() -> None:
    pack = visit_while("{total: placement, at_least: 2 days, in_any: 1 month}")
    events = [
        event("placement.started", "2026-02-18", placement_id="p1"),
        event("placement.ended", "2026-02-18", placement_id="p1"),
        event("placement.started", "2026-03-18", placement_id="p2"),
        event("placement.ended", "2026-03-18", placement_id="p2"),
        event("assessment.started", "2026-03-18"),
    ]
    # 18 February and 18 March are 28 days apart, and a month from the one ends on the eve of the other.
    assert owed(pack, events, "2026-03-31") == []


def test_days_are_reached_on_either_day_where_those_before_are_in_doubt() -> None:
    pack = on_the_day("{total: {period: placement, where: {provision: external}}, reaches: 2 days}")
    events = [
        event("placement.started", "2026-03-02", placement_id="p1"),
        event("placement.ended", "2026-03-03", placement_id="p1"),
        event("placement.started", "2026-03-09", placement_id="p2", provision="external"),
    ]
    found = statuses(evaluation(pack, events, "2026-03-31").rows)
    assert found == [("unknown", "2026-03-03"), ("unknown", "2026-03-10")]


def test_what_began_before_the_record_on_a_birthday_is_added_up_from_there() -> None:
    pack = visit_while("{total: {not: {age: {under: 16 years}}}, at_least: 10 days}")
    assert owed(pack, [ASSESSED], "2026-03-31", born="2010-03-02") == ["breached 2026-03-20"]


def test_a_fact_about_the_child_has_lasted_since_the_record_began() -> None:
    pack = visit_while("{has_lasted: {subject: {disabled: true}}, for: 2 weeks}")
    assert owed(pack, [ASSESSED], "2026-03-31", disabled=True) == []
    events = [event("case.opened", "2026-03-06"), ASSESSED]
    assert owed(pack, events, "2026-03-31", disabled=True) == ["breached 2026-03-20"]


# what was over before the record began


OPEN_OR_DISABLED = "{any_of: [open_case, {subject: {disabled: true}}]}"


def test_what_may_always_have_been_so_and_surely_is_from_the_first_day_began_then() -> None:
    pack = on_the_day(f"{{start_of: {OPEN_OR_DISABLED}, minus: 5 working days}}")
    opened = [event("case.opened", "2026-03-09")]
    assert statuses(evaluation(pack, opened, "2026-03-31").rows) == [("breached", "2026-03-02")]
    before = [event("visit.made", "2026-03-04"), *opened]
    assert [status for status, _ in statuses(evaluation(pack, before, "2026-03-31").rows)] == ["unknown", "unknown"]


def test_what_surely_is_so_from_an_hour_of_the_first_day_began_at_that_hour() -> None:
    pack = on_the_day(f"{{start_of: {OPEN_OR_DISABLED}}}")
    (row,) = evaluation(pack, [event("case.opened", "2026-03-09T10:00")], "2026-03-31").rows
    assert (row.status, row.opens) == ("breached", moment("2026-03-09T10:00"))


def test_a_length_of_time_is_counted_from_the_first_day_where_it_may_always_have_been_so() -> None:
    pack = on_the_day(f"{{lasting: {OPEN_OR_DISABLED}, for: 2 weeks}}")
    found = statuses(evaluation(pack, [event("case.opened", "2026-03-09")], "2026-03-31").rows)
    assert found == [("breached", "2026-03-23")]


def test_an_age_that_was_over_before_the_record_began_has_not_begun_in_it() -> None:
    pack = on_the_day("{start_of: {age: {under: 5 years}}}")
    visited = [event("visit.made", "2026-03-09")]
    assert owed(pack, visited, "2026-03-31", born="2015-01-01") == []
    assert owed(pack, visited, "2026-03-31", born="2024-01-01") == ["breached 2026-03-09"]


def test_a_record_without_an_entry_has_begun_nothing() -> None:
    for anchor in ("{start_of: {not: looked_after}}", "{lasting: {not: looked_after}, for: 1 week}"):
        assert owed(on_the_day(anchor), [event("visit.made", "2026-04-09")], "2026-03-31") == []
    voided = [event("visit.made", "2026-03-02", id="v"), event("entry.voided", "2026-03-03", about="v")]
    assert owed(on_the_day("{start_of: {not: looked_after}}"), voided, "2026-03-31") == []


def test_what_was_called_off_is_an_entry_with_which_the_record_begins() -> None:
    pack = pack_of("form: limit\nof: {not: looked_after}\nno_longer_than: 2 weeks")
    off = event("icpc.held", "2026-03-02", status="cancelled")
    assert owed(pack, [off], "2026-03-31") == ["breached 2026-03-16"]
    assert owed(pack, [], "2026-03-31") == []
