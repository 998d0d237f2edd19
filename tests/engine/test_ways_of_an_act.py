"""An act that may be done in several ways: what one event is in each of them, worked by hand from docs/meanings.md."""

from __future__ import annotations

from practice_rules.case import Event
from tests.engine.said import Said, event, owed, pack_of, the_row


def within_a_week_of_a_strategy_discussion(act: str) -> Said:
    return pack_of(f"form: deadline\nafter: strategy_discussion.held\nwithin: 1 week\ndo: {act}")


def discussed(at: str, *attended_by: str, **more: str) -> Event:
    return event("strategy_discussion.held", at, **({"attended_by": attended_by} if attended_by else {}), **more)


POLICE = discussed("2026-03-02", "police", id="s1")
ASSESSED = event("assessment.completed", "2026-02-20", id="a1")
TWO_MATCHING_WAYS = within_a_week_of_a_strategy_discussion(
    "{any_of: [{event: visit.made, match: [attended_by]}, {event: visit.made, where: {child_seen: true}, match: [attended_by]}]}"
)


def visit(*attended_by: str, **more: str | bool) -> Event:
    return event("visit.made", "2026-03-04", **({"attended_by": attended_by} if attended_by else {}), **more)


def test_what_is_surely_the_act_in_neither_of_two_ways_is_not_the_act() -> None:
    assert owed(TWO_MATCHING_WAYS, [POLICE, visit("health")], "2026-03-10") == ["breached 2026-03-09"]
    assert owed(TWO_MATCHING_WAYS, [POLICE, visit()], "2026-03-10") == ["unknown 2026-03-09"]
    assert owed(TWO_MATCHING_WAYS, [POLICE, visit("police")], "2026-03-10") == ["met 2026-03-09"]


def test_what_is_the_act_in_one_way_and_may_be_in_another_is_the_act() -> None:
    # Nobody wrote down whether the child was seen: that matters to the second way alone.
    for act in (
        "{any_of: [{event: visit.made, match: [attended_by]}, {event: visit.made, where: {child_seen: true}}]}",
        "{any_of: [{event: visit.made, where: {child_seen: true}}, {event: visit.made, match: [attended_by]}]}",
    ):
        pack = within_a_week_of_a_strategy_discussion(act)
        assert owed(pack, [POLICE, visit("police")], "2026-03-10") == ["met 2026-03-09"]
        assert owed(pack, [POLICE, visit("health")], "2026-03-10") == ["unknown 2026-03-09"]
        assert owed(pack, [POLICE, visit("health", child_seen=True)], "2026-03-10") == ["met 2026-03-09"]
        assert owed(pack, [POLICE, visit("health", child_seen=False)], "2026-03-10") == ["breached 2026-03-09"]


def test_what_is_about_another_matter_is_the_act_in_the_way_that_does_not_ask_what_it_is_about() -> None:
    seen, unseen = visit(about="a1", child_seen=True), visit(about="a1", child_seen=False)
    strict = "{event: visit.made, about: trigger}"
    for other in ("{event: visit.made, where: {child_seen: true}}", "visit.made"):
        for act in (f"{{any_of: [{strict}, {other}]}}", f"{{any_of: [{other}, {strict}]}}"):
            pack = within_a_week_of_a_strategy_discussion(act)
            assert owed(pack, [ASSESSED, POLICE, seen], "2026-03-10") == ["met 2026-03-09"]
            found = owed(pack, [ASSESSED, POLICE, unseen], "2026-03-10")
            assert found == ["met 2026-03-09" if other == "visit.made" else "breached 2026-03-09"]


def test_what_is_about_another_matter_is_not_the_act_where_each_way_asks_what_it_is_about() -> None:
    pack = within_a_week_of_a_strategy_discussion(
        "{any_of: [{event: visit.made, about: trigger}, {event: visit.made, where: {child_seen: true}, about: trigger}]}"
    )
    assert owed(pack, [ASSESSED, POLICE, visit(about="a1", child_seen=True)], "2026-03-10") == ["breached 2026-03-09"]
    assert owed(pack, [ASSESSED, POLICE, visit(about="s1", child_seen=True)], "2026-03-10") == ["met 2026-03-09"]
    assert owed(pack, [ASSESSED, POLICE, visit(child_seen=True)], "2026-03-10") == ["met 2026-03-09"]


def test_what_is_about_something_that_is_not_in_the_record_is_about_nothing() -> None:
    pack = within_a_week_of_a_strategy_discussion(
        "{any_of: [{event: visit.made, about: trigger}, {event: visit.made, where: {child_seen: true}}]}"
    )
    assert owed(pack, [POLICE, visit(about="elsewhere", child_seen=False)], "2026-03-10") == ["met 2026-03-09"]


def test_what_may_be_the_act_goes_to_the_trigger_that_it_surely_matches() -> None:
    # In neither way is it sure that the visit counts; if it does, it is the one that the police took part in.
    pack = within_a_week_of_a_strategy_discussion(
        "{any_of: [{event: visit.made, where: {child_seen: true}, match: [attended_by]},"
        " {event: visit.made, where: {seen_alone: true}, match: [attended_by]}]}"
    )
    events = [POLICE, discussed("2026-03-03"), visit("police")]
    assert owed(pack, events, "2026-03-11") == ["unknown 2026-03-09", "breached 2026-03-10"]


def test_what_may_be_the_act_in_its_one_way_goes_to_the_trigger_that_it_surely_matches() -> None:
    # Nobody wrote down whether the child was seen, nor who came to the later discussion.
    pack = within_a_week_of_a_strategy_discussion(
        "{event: visit.made, where: {child_seen: true}, match: [attended_by]}"
    )
    unwritten = event("strategy_discussion.held", "2026-03-03")
    assert owed(pack, [POLICE, unwritten, visit("police")], "2026-03-11") == [
        "unknown 2026-03-09",
        "breached 2026-03-10",
    ]
    assert owed(pack, [POLICE, unwritten, visit()], "2026-03-11") == ["breached 2026-03-09", "unknown 2026-03-10"]


def test_the_earliest_of_several_types_of_event_discharges() -> None:
    pack = within_a_week_of_a_strategy_discussion("{any_of: [visit.made, {event: [core_group.held, icpc.held]}]}")
    icpc = event("icpc.held", "2026-03-03")
    done = the_row(pack, [POLICE, icpc, visit()], "2026-03-31").done
    assert done is not None and done.type == "icpc.held"
    assert owed(pack, [POLICE, event("icpc.held", "2026-03-12"), visit()], "2026-03-31") == ["met 2026-03-09"]


def test_what_happens_at_the_very_moment_of_the_trigger_discharges_it() -> None:
    pack = within_a_week_of_a_strategy_discussion("visit.made")
    for made, status in (("2026-03-02T10:00:00", "met"), ("2026-03-02T09:59:59", "breached")):
        events = [discussed("2026-03-02T10:00:00"), event("visit.made", made)]
        assert owed(pack, events, "2026-03-10") == [f"{status} 2026-03-09"]


def test_what_says_that_it_is_about_the_opening_of_a_period_needs_no_other_sign_that_it_is_of_that_run() -> None:
    pack = pack_of(
        "form: quota\nwhile: placement\nat_least: 1\nin: period\ndo: {event: visit.made, match: [placement_id]}"
    )
    placement = [
        event("placement.started", "2026-03-02", id="p", placement_id="p1"),
        event("placement.ended", "2026-03-20", placement_id="p1"),
    ]
    assert owed(pack, [*placement, visit(about="p")], "2026-04-01") == ["met 2026-03-20"]
    assert owed(pack, [*placement, visit()], "2026-04-01") == ["unknown 2026-03-20"]


def test_what_is_about_the_opening_of_a_period_is_about_what_follows_from_each_date_of_its_schedule() -> None:
    pack = pack_of(
        "id: child_protection.visit\nform: series\nwhile: looked_after\nevery: 1 week\nclock: schedule\ndo: visit.made\nlapses_when: []",
        """
        form: deadline
        after: {breach: child_protection.visit}
        within: 1 week
        do: {event: supervision.held, about: trigger}
        lapses_when: []
        """,
    )
    care = event("looked_after.started", "2026-03-02", id="care")
    # Two visits were missed, by the 9th and the 16th: the supervision is for the one missed last.
    for about, second in (("care", "met"), ("a1", "due")):
        events = [care, ASSESSED, event("supervision.held", "2026-03-18", about=about)]
        assert owed(pack, events, "2026-03-22")[-2:] == ["breached 2026-03-17", f"{second} 2026-03-24"]
