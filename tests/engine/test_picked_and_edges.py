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
    assert said(triggers(anchor, [*seen, visit("2026-03-04"), *rest])) == ["2026-03-04?", "2026-03-05?"]
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


def test_the_moment_all_have_come_names_the_fact_that_leaves_one_of_them_in_doubt() -> None:
    anchor = "{all_of: [{event: visit.made, where: {child_seen: true}}, icpc.held]}"
    conference = event("icpc.held", "2026-03-05")
    (found,) = triggers(anchor, [visit("2026-03-04"), conference])
    assert (said([found]), found.missing) == (["2026-03-05?"], ("child_seen of visit.made",))
    (found,) = triggers(anchor, [visit("2026-03-04", True), conference])
    assert (said([found]), found.missing) == (["2026-03-05"], ())
    # The first visit may have been the one, and then all had come with the conference; else with the second visit.
    found_two = triggers(anchor, [visit("2026-03-04"), conference, visit("2026-03-09", True)])
    assert [(t.moment.day, t.certain, t.missing) for t in found_two] == [
        (at.toordinal(), False, ("child_seen of visit.made",)) for at in (conference.at, visit("2026-03-09").at)
    ]


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
