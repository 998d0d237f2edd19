"""Points in time that are picked from several, or stand at the edge of a state, where facts are missing.

Worked by hand from docs/meanings.md, at the boundaries at which small changes of the code went unnoticed.
"""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import event
from tests.engine.test_anchors import said, triggers, visit

NOT_SEEN = "{event: visit.made, where: {child_seen: false, seen_alone: false}, in_a_row: 2}"


def care(edge: str, at: str) -> Event:
    return event(f"looked_after.{edge}", at)


def plan(edge: str, at: str) -> Event:
    return event(f"child_protection_plan.{edge}", at)


# picked from several


def test_the_third_of_those_that_count_where_one_before_it_only_may() -> None:
    seen = [visit("2026-03-02", True), visit("2026-03-03", True)]
    rest = [visit("2026-03-05", True), visit("2026-03-06", True)]
    anchor = "{event: visit.made, where: {child_seen: true}, which: 3}"
    found = triggers(anchor, [*seen, visit("2026-03-04"), *rest])
    assert said(found) == ["2026-03-04?", "2026-03-05?"]
    assert [trigger.missing for trigger in found] == [("child_seen of visit.made",)] * 2
    assert said(triggers(anchor, [*seen, visit("2026-03-04", False), *rest])) == ["2026-03-05"]


def test_the_last_but_one_is_in_doubt_with_every_one_after_it_that_only_may_count() -> None:
    anchor = "{event: visit.made, where: {child_seen: true}, which: -2, in: looked_after}"
    events = [
        care("started", "2026-03-02"),
        *(visit(f"2026-03-0{day}", True) for day in (3, 4, 5)),
        care("ended", "2026-03-20"),
    ]
    assert said(triggers(anchor, events)) == ["2026-03-04"]
    assert said(triggers(anchor, [*events, visit("2026-03-06")])) == ["2026-03-04?", "2026-03-05?"]


def test_a_row_in_doubt_names_what_is_missing_about_every_one_that_may_be_in_it() -> None:
    first = event("visit.made", "2026-03-02", child_seen=False)
    second = event("visit.made", "2026-03-03", seen_alone=False)
    third = event("visit.made", "2026-03-04", child_seen=False, seen_alone=False)
    both = {"seen_alone of visit.made", "child_seen of visit.made"}
    found = triggers(NOT_SEEN, [first, second, third])
    assert said(found) == ["2026-03-03?", "2026-03-04?"]
    assert [set(trigger.missing) for trigger in found] == [both, both]


def test_a_row_that_is_full_either_way_is_sure_and_names_nothing() -> None:
    # The first may have been the second of a row with none before it, or not: the second and third are a row either way.
    events = [event("visit.made", f"2026-03-0{day}", child_seen=False, seen_alone=False) for day in (2, 3)]
    (found,) = triggers(NOT_SEEN, events)
    assert (said([found]), found.missing) == (["2026-03-03"], ())
    # One that surely does not count parts them from what only may: the row of two after it is sure.
    between = event("visit.made", "2026-03-01", child_seen=True, seen_alone=True)
    (found,) = triggers(NOT_SEEN, [event("visit.made", "2026-02-28", child_seen=False), between, *events])
    assert (said([found]), found.missing) == (["2026-03-03"], ())


def test_the_moment_all_have_come_names_the_fact_that_leaves_one_of_them_in_doubt() -> None:
    anchor = "{all_of: [{event: visit.made, where: {child_seen: true}}, icpc.held]}"
    conference = event("icpc.held", "2026-03-05")
    (found,) = triggers(anchor, [visit("2026-03-04"), conference])
    assert (said([found]), found.missing) == (["2026-03-05?"], ("child_seen of visit.made",))
    (found,) = triggers(anchor, [visit("2026-03-04", True), conference])
    assert (said([found]), found.missing) == (["2026-03-05"], ())
    # Whichever of two visits it was, all had come with the conference.
    (found,) = triggers(anchor, [visit("2026-03-03"), visit("2026-03-04", True), conference])
    assert (said([found]), found.missing) == (["2026-03-05"], ())
    # The first visit may have been the one, and then all had come with the conference; else with the second visit.
    found_two = triggers(anchor, [visit("2026-03-04"), conference, visit("2026-03-09", True)])
    assert [(t.moment.day, t.certain, t.missing) for t in found_two] == [
        (at.toordinal(), False, ("child_seen of visit.made",)) for at in (conference.at, visit("2026-03-09").at)
    ]


def test_an_event_that_is_surely_one_of_several_in_one_way_and_may_be_in_another_is_sure() -> None:
    for listed in (
        "[{event: visit.made, where: {child_seen: true}}, visit.made]",
        "[visit.made, {event: visit.made, where: {child_seen: true}}]",
    ):
        (found,) = triggers(f"{{any_of: {listed}}}", [visit("2026-03-04")])
        assert (said([found]), found.missing) == (["2026-03-04"], ())


def test_an_event_in_two_runs_of_a_period_belongs_to_the_one_that_began_last() -> None:
    placements = [event("placement.started", f"2026-03-0{day}", placement_id=f"p{day}", id=f"p{day}") for day in (2, 3)]
    (found,) = triggers("{event: visit.made, in: placement}", [*placements, visit("2026-03-04")])
    assert found.period is not None and found.period.keys == ("p3",)


def test_a_birthday_that_is_the_first_of_several_in_one_run_in_two_ways_is_one() -> None:
    first = "{first_of: [{age: 16 years}, {age: %s}], in: looked_after}"
    anchor = f"{{any_of: [{first % '17 years'}, {first % '18 years'}]}}"
    assert said(triggers(anchor, [care("started", "2026-03-02")], born="2010-03-04")) == ["2026-03-04"]


@pytest.mark.parametrize("listed", ["[visit.made, icpc.held]", "[icpc.held, visit.made]"])
def test_of_two_types_of_event_on_one_day_the_one_whose_type_comes_first_in_the_alphabet_is_the_first(
    listed: str,
) -> None:
    (first,) = triggers(f"{{first_of: {listed}}}", [visit("2026-03-04"), event("icpc.held", "2026-03-04")])
    assert first.happening is not None and first.happening.type == "icpc.held"
    (last,) = triggers(f"{{all_of: {listed}}}", [visit("2026-03-04"), event("icpc.held", "2026-03-04")])
    assert last.happening is not None and last.happening.type == "visit.made"


def test_what_is_known_by_its_day_alone_comes_before_what_happened_at_midnight() -> None:
    (first,) = triggers(
        "{first_of: [icpc.held, visit.made]}", [visit("2026-03-04"), event("icpc.held", "2026-03-04T00:00")]
    )
    assert first.happening is not None and first.happening.type == "visit.made"


def test_of_a_birthday_and_an_event_on_one_day_the_birthday_is_the_first() -> None:
    for listed in ("[visit.made, {age: 16 years}]", "[{age: 16 years}, visit.made]"):
        (first,) = triggers(f"{{first_of: {listed}}}", [visit("2026-03-04")], born="2010-03-04")
        assert first.happening is None


# the edges of a state: in care, though nobody wrote down on what basis, from 2 to 20 March; on a plan from 9 to 12 March

STATE = "{any_of: [child_protection_plan, {period: looked_after, where: {legal_status: care_order}}]}"
IN_CARE = [care("started", "2026-03-02"), care("ended", "2026-03-20")]
ON_A_PLAN = [plan("started", "2026-03-09"), plan("ended", "2026-03-12")]
LATER = [plan("started", "2026-04-06"), plan("ended", "2026-07-31")]
BASIS = ("legal_status",)


@pytest.mark.parametrize(
    ("anchor", "events", "expected"),
    [
        (f"{{start_of: {STATE}}}", [*IN_CARE, *ON_A_PLAN], [("2026-03-02?", BASIS), ("2026-03-09?", BASIS)]),
        (f"{{end_of: {STATE}}}", [*IN_CARE, *ON_A_PLAN], [("2026-03-12?", BASIS), ("2026-03-20?", BASIS)]),
        # What only may go before, or come after, without touching it leaves it sure.
        (f"{{start_of: {STATE}}}", [*IN_CARE, *LATER], [("2026-03-02?", BASIS), ("2026-04-06", ())]),
        (f"{{end_of: {STATE}}}", [*LATER, *IN_CARE], [("2026-03-20?", BASIS), ("2026-07-31", ())]),
        (f"{{end_of: {STATE}}}", [*ON_A_PLAN, *LATER], [("2026-03-12", ()), ("2026-07-31", ())]),
        # It lasted a week from where it may have begun, and from where it surely had, if it went on after.
        (f"{{lasting: {STATE}, for: 1 week}}", [*IN_CARE, *ON_A_PLAN], [("2026-03-09?", BASIS), ("2026-03-16?", BASIS)]),
        (f"{{lasting: {STATE}, for: 11 days}}", [*IN_CARE, *ON_A_PLAN], [("2026-03-13?", BASIS), ("2026-03-20?", BASIS)]),
        (f"{{lasting: {STATE}, for: 18 days}}", [*IN_CARE, *ON_A_PLAN], [("2026-03-20?", BASIS)]),
        (f"{{lasting: {STATE}, for: 19 days}}", [*IN_CARE, *ON_A_PLAN], []),
        # A stretch of its own, weeks later, carries nothing on.
        (f"{{lasting: {STATE}, for: 19 days}}", [*IN_CARE, *ON_A_PLAN, *LATER], [("2026-04-25", ())]),
        (f"{{lasting: {STATE}, for: 11 days}}", [*IN_CARE, *ON_A_PLAN, *LATER],
         [("2026-03-13?", BASIS), ("2026-03-20?", BASIS), ("2026-04-17", ())]),
        # Sure from the plan's first day, and in doubt from the day after its last.
        (f"{{lasting: {STATE}, for: 3 days}}", [plan("started", "2026-03-01"), plan("ended", "2026-03-04"), *IN_CARE],
         [("2026-03-04", ())]),
        (f"{{lasting: {STATE}, for: 4 days}}", [plan("started", "2026-03-01"), plan("ended", "2026-03-04"), *IN_CARE, *LATER],
         [("2026-03-05?", BASIS), ("2026-04-10", ())]),
    ],
)  # fmt: skip
def test_a_state_begins_and_ends_in_doubt_where_a_doubtful_stretch_touches_a_sure_one(
    anchor: str, events: list[Event], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = triggers(anchor, events)
    assert [(said([trigger])[0], tuple(dict.fromkeys(trigger.missing))) for trigger in found] == expected


def test_two_runs_of_a_period_that_follow_without_a_gap_are_two() -> None:
    events = [care("started", "2026-03-02"), care("ended", "2026-03-20"), care("started", "2026-03-21")]
    assert said(triggers("{start_of: looked_after}", events)) == ["2026-03-02", "2026-03-21"]
    assert said(triggers("{end_of: looked_after}", events)) == ["2026-03-20"]
    assert said(triggers("{lasting: looked_after, for: 19 days}", events)) == ["2026-04-09"]


def test_a_state_that_began_at_an_hour_has_lasted_some_hours_at_an_hour() -> None:
    for ended, expected in (("2026-03-03T10:00:00", ["2026-03-03T10:00:00"]), ("2026-03-03T09:59:59", [])):
        events = [care("started", "2026-03-02T10:00"), care("ended", ended)]
        assert said(triggers("{lasting: looked_after, for: 24 hours}", events)) == expected


def test_without_a_date_of_birth_a_state_that_begins_with_an_event_may_begin_with_it() -> None:
    state = "{all_of: [looked_after, {age: {from: 16 years}}]}"
    for edge, expected in (("start_of", "2026-03-02?"), ("end_of", "2026-03-20?")):
        (found,) = triggers(f"{{{edge}: {state}}}", IN_CARE)
        assert (said([found]), found.missing) == ([expected], ("date of birth",))
    assert said(triggers("{start_of: {age: {from: 16 years}}}", IN_CARE)) == ["2026-03-02??"]
    assert said(triggers("{end_of: {not: {age: {from: 16 years}}}}", IN_CARE)) == ["2026-03-02??"]


# what cannot be told


def test_what_follows_a_birthday_that_nobody_wrote_down_cannot_be_told_whatever_date_it_gives() -> None:
    given = event("icpc.held", "2026-03-04", next_meeting_on="2026-06-01")
    anchor = "{event: icpc.held, next_after: {age: 16 years}, date: next_meeting_on}"
    (found,) = triggers(anchor, [given])
    assert (said([found]), found.missing) == (["2026-03-04??"], ("date of birth",))
    assert said(triggers(anchor, [given], born="2010-03-04")) == ["2026-06-01"]


def test_a_date_that_nobody_wrote_down_hides_the_first_and_none_of_the_others() -> None:
    # Whichever date the first conference gave may be before, or after, that of the second.
    events = [event("icpc.held", "2026-03-04"), event("icpc.held", "2026-03-05", next_meeting_on="2026-06-01")]
    assert said(triggers("{event: icpc.held, date: next_meeting_on}", events)) == ["2026-03-04??", "2026-06-01"]
    assert said(triggers("{event: icpc.held, date: next_meeting_on, which: first}", events)) == ["2026-03-04??"]
    two = [*events, event("icpc.held", "2026-03-06")]
    assert said(triggers("{event: icpc.held, date: next_meeting_on, which: first}", two)) == ["2026-03-04??"]


def test_a_date_that_nobody_wrote_down_is_in_no_run_where_there_is_none() -> None:
    events = [event("icpc.held", "2026-03-04")]
    for which in ("each", "first"):
        anchor = f"{{event: icpc.held, date: next_meeting_on, in: looked_after, which: {which}}}"
        assert said(triggers(anchor, events)) == []
        assert said(triggers(anchor, [*events, *IN_CARE])) == ["2026-03-04??"]


def test_the_beginning_of_an_age_in_care_cannot_be_told_without_a_date_of_birth() -> None:
    # The record begins before care does: it is not asked whether its first day was in care.
    events = [visit("2026-01-02"), *IN_CARE]
    (found,) = triggers("{start_of: {age: {from: 16 years}}, in: looked_after}", events)
    assert (said([found]), found.missing) == (["2026-01-02??"], ("date of birth",))


def test_what_begins_in_a_run_of_another_period_belongs_to_its_own_and_an_event_to_the_run() -> None:
    events = [*IN_CARE, event("placement.started", "2026-03-09", placement_id="p"), visit("2026-03-10")]
    (begun,) = triggers("{start_of: placement, in: looked_after}", events)
    (seen,) = triggers("{event: visit.made, in: looked_after}", events)
    assert [trigger.period and trigger.period.name for trigger in (begun, seen)] == ["placement", "looked_after"]


@pytest.mark.parametrize(
    ("reaches", "as_of", "expected"),
    [
        # Nineteen days in care; which of them were after the birthday cannot be told.
        ("19 days", "2026-12-31", ["2026-03-02??"]),
        ("20 days", "2026-12-31", []),
        ("10 days", "2026-03-11", ["2026-03-02??"]),
        ("10 days", "2026-03-10", []),
    ],
)
def test_days_since_a_birthday_that_nobody_wrote_down_may_have_come_to_a_total_once_there_are_enough(
    reaches: str, as_of: str, expected: list[str]
) -> None:
    anchor = f"{{total: looked_after, reaches: {reaches}, since: 14 years}}"
    assert said(triggers(anchor, IN_CARE, as_of=as_of)) == expected


def test_how_long_an_age_has_lasted_cannot_be_told_without_a_date_of_birth() -> None:
    (found,) = triggers("{lasting: {age: {from: 16 years}}, for: 1 week}", IN_CARE)
    assert (said([found]), found.missing) == (["2026-03-02??"], ("date of birth",))


def test_what_was_over_when_the_record_began_did_not_begin_with_it() -> None:
    # The first entry of the record is the start of care: not being in care was over with the day before.
    anchor = "{start_of: {not: looked_after}}"
    assert said(triggers(anchor, IN_CARE)) == ["2026-03-21"]
    assert said(triggers(anchor, [visit("2026-03-01"), *IN_CARE])) == ["2026-03-01", "2026-03-21"]


def test_what_may_always_have_been_so_began_in_the_record_if_it_outlasted_the_first_day() -> None:
    anchor = "{start_of: {all_of: [{subject: {disabled: true}}, {before: icpc.held}]}}"
    for held, expected in (("2026-03-03", ["2026-03-02?"]), ("2026-03-02T23:00", []), ("2026-03-02", [])):
        assert said(triggers(anchor, [visit("2026-03-02"), event("icpc.held", held)])) == expected


# rows, and what follows

UNSEEN_TWICE = "{event: visit.made, where: {child_seen: false}, in_a_row: 2}"


def test_an_event_of_another_type_does_not_break_a_row() -> None:
    events = [visit("2026-03-02", False), event("icpc.held", "2026-03-03"), visit("2026-03-04", False)]
    assert said(triggers(UNSEEN_TWICE, events)) == ["2026-03-04"]


def test_of_two_visits_on_one_day_the_one_whose_id_comes_later_breaks_the_row_after_the_other() -> None:
    def seen(at: str, name: str, was: bool) -> Event:
        return visit(at, was, id=name)

    last = seen("2026-03-03", "c", False)
    assert said(triggers(UNSEEN_TWICE, [seen("2026-03-02", "a", False), seen("2026-03-02", "b", True), last])) == []
    assert said(triggers(UNSEEN_TWICE, [seen("2026-03-02", "b", False), seen("2026-03-02", "a", True), last])) == [
        "2026-03-03"
    ]


def test_in_a_period_too_a_row_is_broken_by_a_visit_at_which_the_child_was_seen() -> None:
    anchor = "{event: visit.made, where: {child_seen: false}, in_a_row: 2, in: looked_after}"
    events = [*IN_CARE, visit("2026-03-03", False), visit("2026-03-04", True), visit("2026-03-05", False)]
    assert said(triggers(anchor, events)) == []
    assert said(triggers(anchor, [*events, visit("2026-03-06", False)])) == ["2026-03-06"]


def test_what_follows_a_point_in_doubt_names_what_is_missing_about_it() -> None:
    anchor = "{event: visit.made, next_after: {event: icpc.held, where: {outcome: no_plan}}}"
    (found,) = triggers(anchor, [event("icpc.held", "2026-03-03"), visit("2026-03-04")])
    assert (said([found]), found.missing) == (["2026-03-04?"], ("outcome of icpc.held",))


def test_a_birthday_that_nobody_wrote_down_does_not_hide_what_follows_a_conference() -> None:
    anchor = "{event: visit.made, next_after: {any_of: [{age: 16 years}, icpc.held]}}"
    assert said(triggers(anchor, [event("icpc.held", "2026-03-03"), visit("2026-03-04")])) == [
        "2026-03-03??",
        "2026-03-04",
    ]


def test_what_happens_at_the_very_moment_of_a_point_in_time_follows_it() -> None:
    conference = event("icpc.held", "2026-03-03T10:00")
    for made, expected in (("2026-03-03T10:00:00", ["2026-03-03T10:00:00"]), ("2026-03-03T09:59:59", [])):
        assert said(triggers("{event: visit.made, next_after: icpc.held}", [conference, visit(made)])) == expected


def test_two_within_some_hours_are_two_at_the_very_end_of_them() -> None:
    for second, expected in (("2026-03-04T10:00:00", ["2026-03-04T10:00:00"]), ("2026-03-04T10:00:01", [])):
        events = [visit("2026-03-03T10:00"), visit(second)]
        assert said(triggers("{event: visit.made, which: 2, nth_within: 24 hours}", events)) == expected


def test_the_last_in_a_run_that_is_over_is_known_though_one_that_began_before_goes_on() -> None:
    placements = [event("placement.started", f"2026-03-0{day}", placement_id=f"p{day}") for day in (2, 3)]
    over = event("placement.ended", "2026-03-20", placement_id="p3")
    found = triggers("{event: visit.made, which: last, in: placement}", [*placements, over, visit("2026-03-10")])
    assert said(found) == ["2026-03-10"]


def test_the_first_in_each_of_two_runs_is_counted_in_each() -> None:
    placements = [event("placement.started", f"2026-03-0{day}", placement_id=f"p{day}", id=f"p{day}") for day in (2, 3)]
    for which in ("first", "1"):
        found = triggers(f"{{event: visit.made, which: {which}, in: placement}}", [*placements, visit("2026-03-04")])
        assert [trigger.period and trigger.period.keys for trigger in found] == [("p2",), ("p3",)]


def test_a_meeting_that_has_been_held_does_not_hide_the_next_in_the_diary() -> None:
    planned = [event("icpc.held", at, status="planned", id=at) for at in ("2026-03-10", "2026-03-24")]
    found = triggers("icpc.held", [*planned, event("icpc.held", "2026-03-10")], meetings=True)
    assert [(said([trigger])[0], trigger.planned) for trigger in found] == [("2026-03-10", False), ("2026-03-24", True)]


def test_a_meeting_in_the_diary_about_which_a_fact_is_missing_names_it() -> None:
    planned = event("icpc.held", "2026-03-24", status="planned")
    (found,) = triggers("{event: icpc.held, where: {quorate: true}}", [planned], meetings=True)
    assert (said([found]), found.missing) == (["2026-03-24?"], ("quorate of icpc.held",))


# of several, and totals


def test_the_first_of_several_cannot_be_told_where_one_cannot_and_the_moment_all_have_come_only_if_the_others_have() -> (
    None
):
    seen = visit("2026-03-02")
    assert said(triggers("{first_of: [{age: 16 years}, icpc.held]}", [seen])) == ["2026-03-02??"]
    assert said(triggers("{all_of: [{age: 16 years}, icpc.held]}", [seen])) == []
    assert said(triggers("{all_of: [{age: 16 years}, visit.made]}", [seen])) == ["2026-03-02??"]


def test_the_first_of_several_in_a_run_that_is_in_doubt_is_in_doubt() -> None:
    order = "in_order: {meaning: Care order, state: {period: looked_after, where: {legal_status: care_order}}"
    anchor = "{first_of: [icpc.held, visit.made], in: in_order}}\n  " + order  # `triggers` closes the last brace
    (found,) = triggers(anchor, [*IN_CARE, visit("2026-03-04")])
    assert (said([found]), found.missing) == (["2026-03-04?"], BASIS)


@pytest.mark.parametrize(
    ("total", "events", "expected"),
    [
        # Fourteen on 10 March: the fifth day in care since then is the 14th.
        ("reaches: 5 days, since: 14 years", IN_CARE, ["2026-03-14"]),
        # Three days in March, and then anew: the fifth of April.
        ("reaches: 5 days, in_each: calendar_month", [care("started", "2026-03-29"), care("ended", "2026-04-20")], ["2026-04-05"]),
        # Five days in March, weeks before the others: ten in a fortnight are reached with the tenth of April.
        (
            "reaches: 10 days, in_any: 2 weeks",
            [care("started", "2026-03-02"), care("ended", "2026-03-06"), care("started", "2026-04-01"), care("ended", "2026-04-20")],
            ["2026-04-10"],
        ),
    ],
)  # fmt: skip
def test_days_are_added_up_since_an_age_in_each_month_and_in_any_stretch(
    total: str, events: list[Event], expected: list[str]
) -> None:
    assert said(triggers(f"{{total: looked_after, {total}}}", events, born="2012-03-10")) == expected


def diary(*days: str, called_off: str) -> list[Event]:
    """Conferences in the diary, of which one was called off."""
    planned = [event("icpc.held", at, status="planned", id=at) for at in days]
    return [*planned, event("icpc.held", called_off, status="cancelled", replaces=called_off)]


@pytest.mark.parametrize(
    ("which", "called_off", "expected"),
    [
        # One called off that would have been chosen is kept, for what it called for, beside the next; another is not.
        ("first", "2026-03-10", ["2026-03-10", "2026-03-17"]),
        ("first", "2026-03-24", ["2026-03-10"]),
        ("2", "2026-03-17", ["2026-03-17", "2026-03-24"]),
        ("2", "2026-03-10", ["2026-03-24"]),
        ("2", "2026-03-24", ["2026-03-17"]),
    ],
)
def test_a_meeting_that_was_called_off_takes_nobodys_place(which: str, called_off: str, expected: list[str]) -> None:
    events = diary("2026-03-10", "2026-03-17", "2026-03-24", called_off=called_off)
    assert said(triggers(f"{{event: icpc.held, which: {which}}}", events, meetings=True)) == expected
