"""Which points in time every kind of anchor yields, in order; what leaves them in doubt; and what stands there."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Case, Event, Subject
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import as_moment
from practice_rules.engine.triggers import Trigger
from tests.engine.said import event, pack_of
from tests.engine.test_states import at


def triggers(
    anchor: str, events: list[Event], born: str | None = None, meetings: bool = False, as_of: str = "2026-12-31"
) -> list[Trigger]:
    pack = pack_of(
        "form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: visit.made\nlapses_when: []",
        more=f"definitions:\n  asked: {{meaning: What is asked, anchor: {anchor}}}\n",
    )
    subject = Subject("c", born=None if born is None else date.fromisoformat(born))
    record = build_record(Case(subject, tuple(events)), as_moment(as_of), None)
    return pack.compiled.rules[0].compiler.anchor("asked")(record, meetings)


def said(found: list[Trigger]) -> list[str]:
    """Each trigger as its moment, with a question mark where it is in doubt."""
    return [f"{at(t.order)}{'' if t.certain else '?'}{'' if t.placed else '?'}" for t in found]


def visit(at: str, seen: bool | None = None, **more: str) -> Event:
    return event("visit.made", at, **({} if seen is None else {"child_seen": seen}), **more)


CARE = event("looked_after.started", "2026-03-02", id="care")
OUT = event("looked_after.ended", "2026-03-20", id="out")
AGAIN = event("looked_after.started", "2026-04-01")
FIRST, SECOND, THIRD = visit("2026-03-04"), visit("2026-03-10"), visit("2026-04-06")
VISITS = [FIRST, SECOND, THIRD]
SEEN, UNSEEN = visit("2026-03-04", True), visit("2026-03-05", False)
PLACED = event("placement.started", "2026-03-09", placement_id="p")


@pytest.mark.parametrize(
    ("anchor", "events", "expected"),
    [
        ("visit.made", VISITS, ["2026-03-04", "2026-03-10", "2026-04-06"]),
        ("{event: visit.made, plus: 1 week}", VISITS[:1], ["2026-03-11"]),
        ("{event: visit.made, minus: 2 days}", VISITS[:1], ["2026-03-02"]),
        ("{event: visit.made, plus: 1 month, minus: 1 day}", VISITS[:1], ["2026-04-03"]),
        ("{event: visit.made, plus: 24 hours}", [visit("2026-03-04T10:00")], ["2026-03-05T10:00:00"]),
        ("{event: visit.made, which: first}", VISITS, ["2026-03-04"]),
        ("{event: visit.made, which: 2}", VISITS, ["2026-03-10"]),
        ("{event: visit.made, which: 4}", VISITS, []),
        ("{event: visit.made, which: first, in: looked_after}", [CARE, OUT, AGAIN, *VISITS], ["2026-03-04", "2026-04-06"]),
        ("{event: visit.made, which: last, in: looked_after}", [CARE, OUT, AGAIN, *VISITS], ["2026-03-10"]),
        ("{event: visit.made, which: -2, in: looked_after}", [CARE, OUT, AGAIN, *VISITS], ["2026-03-04"]),
        ("{event: visit.made, which: -3, in: looked_after}", [CARE, OUT, AGAIN, *VISITS], []),
        ("{event: visit.made, which: 2, in: looked_after}", [CARE, OUT, AGAIN, *VISITS], ["2026-03-10"]),
        ("{event: visit.made, where: {child_seen: true}}", [SEEN, UNSEEN, SECOND], ["2026-03-04", "2026-03-10?"]),
        ("{event: [visit.made, icpc.held]}", [SECOND, event("icpc.held", "2026-03-05")], ["2026-03-05", "2026-03-10"]),
        ("{event: any}", [SECOND, event("icpc.held", "2026-03-05")], ["2026-03-05", "2026-03-10"]),
        ("{event: any, in: looked_after}", [CARE, OUT, SECOND, THIRD], ["2026-03-02", "2026-03-10", "2026-03-20"]),
        # Two within a week: counting starts anew with the third.
        (
            "{event: visit.made, which: 2, nth_within: 1 week}",
            [visit(f"2026-03-{day}") for day in ("04", "11", "12", "20", "27", "28")],
            ["2026-03-11", "2026-03-27"],
        ),
        ("{event: visit.made, which: 2, nth_within: 1 week}", [visit("2026-03-04"), visit("2026-03-12")], []),
        (
            "{event: visit.made, where: {child_seen: false}, in_a_row: 2}",
            [visit(f"2026-03-0{day}", seen) for day, seen in enumerate([False, True, False, False, False, False], 2)],
            ["2026-03-05", "2026-03-07"],
        ),
        (
            "{event: any, where: {event_type: visit.made}, in_a_row: 2}",
            [visit("2026-03-02"), event("icpc.held", "2026-03-03"), visit("2026-03-04"), visit("2026-03-05")],
            ["2026-03-05"],
        ),
        ("{event: visit.made, next_after: icpc.held}", [event("icpc.held", "2026-03-05"), *VISITS], ["2026-03-10"]),
        (
            "{event: visit.made, next_after: icpc.held}",
            [event("icpc.held", "2026-03-05"), event("icpc.held", "2026-03-06"), event("icpc.held", "2026-03-10"), *VISITS],
            ["2026-03-10"],
        ),
        (
            "{event: visit.made, next_after: icpc.held}",
            [event("icpc.held", "2026-03-11"), event("icpc.held", "2026-03-01"), *VISITS],
            ["2026-03-04", "2026-04-06"],
        ),
        ("{event: visit.made, next_after: {event: visit.made, which: first}}", VISITS, ["2026-03-10"]),
        ("{event: icpc.held, date: next_meeting_on}", [event("icpc.held", "2026-03-05", next_meeting_on="2026-06-01")], ["2026-06-01"]),
        ("{event: icpc.held, date: next_meeting_on}", [event("icpc.held", "2026-03-05")], ["2026-03-05??"]),
        ("{event: icpc.held, date: next_meeting_on}", [event("icpc.held", "2026-03-05", next_meeting_on=True)], ["2026-03-05??"]),
        ("{start_of: looked_after}", [CARE, OUT, AGAIN], ["2026-03-02", "2026-04-01"]),
        ("{start_of: looked_after, which: 2}", [CARE, OUT, AGAIN], ["2026-04-01"]),
        ("{end_of: looked_after}", [CARE, OUT, AGAIN], ["2026-03-20"]),
        ("{start_of: {not: looked_after}}", [visit("2026-02-02"), CARE, OUT], ["2026-02-02", "2026-03-21"]),
        ("{end_of: {not: looked_after}}", [visit("2026-02-02"), CARE, OUT], ["2026-03-01"]),
        ("{start_of: placement, in: looked_after}", [CARE, OUT, PLACED], ["2026-03-09"]),
        ("{start_of: placement, in: looked_after}", [PLACED, AGAIN], []),
        (
            "{start_of: placement, in: looked_after, which: first}",
            [CARE, OUT, PLACED, event("placement.started", "2026-03-10", placement_id="q"), AGAIN,
             event("placement.started", "2026-04-02", placement_id="r")],
            ["2026-03-09", "2026-04-02"],
        ),
        (
            # The placement that began last is the first to end.
            "{end_of: placement, in: placement, which: first}",
            [event("placement.started", "2026-03-03", placement_id="p"), event("placement.started", "2026-03-09", placement_id="q"),
             event("placement.ended", "2026-03-10", placement_id="q"), event("placement.ended", "2026-03-19", placement_id="p")],
            ["2026-03-10", "2026-03-10"],
        ),
        ("{lasting: looked_after, for: 1 week}", [CARE, OUT, AGAIN], ["2026-03-09", "2026-04-08"]),
        ("{lasting: looked_after, for: 18 days}", [CARE, OUT], ["2026-03-20"]),
        ("{lasting: looked_after, for: 19 days}", [CARE, OUT], []),
        ("{total: looked_after, reaches: 10 days}", [CARE, OUT], ["2026-03-11"]),
        ("{total: looked_after, reaches: 20 days}", [CARE, OUT], []),
        ("{total: looked_after, reaches: 20 days}", [CARE, OUT, AGAIN], ["2026-04-01"]),
        ("{first_of: [icpc.held, visit.made]}", [event("icpc.held", "2026-03-05"), *VISITS], ["2026-03-04"]),
        ("{first_of: [icpc.held, visit.made]}", [], []),
        ("{first_of: [icpc.held, visit.made], in: looked_after}", [CARE, OUT, AGAIN, *VISITS], ["2026-03-04", "2026-04-06"]),
        ("{first_of: [{event: visit.made, where: {child_seen: true}}, icpc.held]}", [FIRST], ["2026-03-04?"]),
        ("{all_of: [icpc.held, visit.made]}", [event("icpc.held", "2026-03-05"), *VISITS], ["2026-03-05"]),
        ("{all_of: [icpc.held, visit.made]}", VISITS, []),
        (
            "{all_of: [icpc.held, visit.made], in: looked_after}",
            [CARE, OUT, AGAIN, *VISITS, event("icpc.held", "2026-03-05")],
            ["2026-03-05"],
        ),
        ("{any_of: [visit.made, icpc.held]}", [event("icpc.held", "2026-03-05"), FIRST, SECOND], ["2026-03-04", "2026-03-05", "2026-03-10"]),
    ],
)  # fmt: skip
def test_points_in_time(anchor: str, events: list[Event], expected: list[str]) -> None:
    assert said(triggers(anchor, events)) == expected


def test_an_age_is_reached_on_a_day_and_cannot_be_placed_without_a_date_of_birth() -> None:
    assert said(triggers("{age: 16 years}", [], born="2010-03-02")) == ["2026-03-02"]
    for anchor in ("{age: 16 years}", "{total: looked_after, reaches: 13 weeks, since: 14 years}"):
        (unplaced,) = triggers(anchor, [CARE])
        assert said([unplaced]) == ["2026-03-02??"]
        assert unplaced.missing == ("date of birth",)


@pytest.mark.parametrize(
    ("anchor", "events", "missing"),
    [
        ("{event: icpc.held, date: next_meeting_on}", [event("icpc.held", "2026-03-05")], ("next_meeting_on of icpc.held",)),
        (
            "{event: icpc.held, date: next_meeting_on, where: {outcome: no_plan}}",
            [event("icpc.held", "2026-03-05")],
            ("outcome of icpc.held", "next_meeting_on of icpc.held"),
        ),
        ("{total: {period: looked_after, where: {legal_status: care_order}}, reaches: 10 days}", [CARE, OUT], ("legal_status",)),
        ("{start_of: {period: looked_after, where: {legal_status: care_order}}}", [CARE, OUT], ("legal_status",)),
        ("{end_of: {period: looked_after, where: {legal_status: care_order}}}", [CARE, OUT], ("legal_status",)),
        ("{lasting: {period: looked_after, where: {legal_status: care_order}}, for: 1 week}", [CARE, OUT], ("legal_status",)),
        (
            "{first_of: [{event: visit.made, where: {child_seen: true}}, {event: icpc.held, where: {outcome: no_plan}}]}",
            [FIRST],
            ("child_seen of visit.made",),
        ),
    ],
)  # fmt: skip
def test_a_point_in_doubt_names_what_is_missing(anchor: str, events: list[Event], missing: tuple[str, ...]) -> None:
    (trigger,) = triggers(anchor, events)
    assert (trigger.certain, trigger.missing) == (False, missing)


def test_what_stands_there_and_the_run_it_belongs_to() -> None:
    (start,) = triggers("{start_of: looked_after}", [CARE, OUT])
    assert (start.happening and start.happening.type, start.keys, start.edge is not None) == (
        "looked_after.started",
        ("care",),
        False,
    )
    (end,) = triggers("{end_of: looked_after}", [CARE, OUT])
    assert (end.happening and end.happening.type, end.keys, end.edge is not None) == (
        "looked_after.ended",
        ("out", "care"),
        True,
    )
    (lasted,) = triggers("{lasting: looked_after, for: 1 week}", [CARE, OUT])
    assert (lasted.happening and lasted.happening.type, lasted.keys) == ("looked_after.started", ("care",))
    for anchor in ("{event: visit.made, in: looked_after}", "{first_of: [visit.made, icpc.held], in: looked_after}"):
        (inside,) = triggers(anchor, [CARE, OUT, FIRST])
        assert inside.period is not None and inside.period.opener is not None
        assert (inside.period.opener.id, inside.happening and inside.happening.type) == ("care", "visit.made")
    for found in (start, end, lasted):
        assert found.period is not None and found.period.opener is not None and found.period.opener.id == "care"


def test_a_period_in_doubt_leaves_what_is_in_it_in_doubt() -> None:
    state = "in_order: {meaning: Care order, state: {period: looked_after, where: {legal_status: care_order}}}"
    anchor = "{event: visit.made, in: in_order}}\n  " + state[:-1]
    (trigger,) = triggers(anchor, [CARE, OUT, FIRST])
    assert (said([trigger]), trigger.missing) == (["2026-03-04?"], ("legal_status",))


def test_the_last_in_a_period_is_known_once_the_period_has_closed_and_that_day_is_over() -> None:
    events = [CARE, FIRST, SECOND, event("looked_after.ended", "2026-03-20T15:00")]
    anchor = "{event: visit.made, which: last, in: looked_after}"
    assert said(triggers(anchor, events, as_of="2026-03-20T14:59")) == []
    assert said(triggers(anchor, events, as_of="2026-03-20T15:00")) == ["2026-03-10"]
    assert said(triggers(anchor, [CARE, FIRST, SECOND, OUT], as_of="2026-03-20T15:00")) == []
    assert said(triggers(anchor, [CARE, FIRST, SECOND, OUT], as_of="2026-03-20")) == ["2026-03-10"]


PLANNED = event("icpc.held", "2026-03-24", status="planned", id="plan", outcome="no_plan")
HELD = event("icpc.held", "2026-03-24", id="held", outcome="no_plan")


def test_meetings_still_in_the_diary_are_yielded_to_rules_that_ask_for_them() -> None:
    early = event("icpc.held", "2026-03-04", outcome="no_plan")
    anchor = "{event: icpc.held, where: {outcome: no_plan}}"
    assert said(triggers(anchor, [PLANNED, early])) == ["2026-03-04"]
    found = triggers(anchor, [PLANNED, early], meetings=True)
    assert [(said([t]), t.planned, t.keys, t.plan is not None) for t in found] == [
        (["2026-03-04"], False, (), False),
        (["2026-03-24"], True, ("plan",), True),
    ]
    (held,) = triggers(anchor, [PLANNED, HELD], meetings=True)
    assert (held.planned, held.keys, held.plan is not None) == (False, ("plan", "held"), True)


@pytest.mark.parametrize(
    ("anchor", "planned"),
    [
        ("{event: any}", ["2026-03-24"]),
        ("{event: [visit.made, icpc.held]}", ["2026-03-24"]),
        ("{event: icpc.held, where: {outcome: no_plan}}", ["2026-03-24"]),
        ("{event: icpc.held, where: {quorate: true}}", ["2026-03-24?"]),
        ("{event: icpc.held, where: {outcome: child_protection_plan}}", []),
        ("{any_of: [icpc.held, visit.made]}", ["2026-03-24"]),
        ("{first_of: [icpc.held, visit.made]}", ["2026-03-24"]),
        ("{event: icpc.held, plus: 1 day}", ["2026-03-25"]),
    ],
)  # fmt: skip
def test_every_anchor_passes_the_question_on(anchor: str, planned: list[str]) -> None:
    assert said(triggers(anchor, [PLANNED], meetings=True)) == planned
    assert said(triggers(anchor, [PLANNED])) == []
