"""When every kind of state holds: surely, possibly, and which facts would settle it."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Case, Coverage, Event, EventCoverage, Subject
from practice_rules.dates.calendar import Calendar, Term
from practice_rules.dates.clock import day_of, day_start, local_time
from practice_rules.dates.days import iso
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.folding import build_record
from practice_rules.engine.instances import compile_instances
from practice_rules.engine.record import Record, as_moment
from practice_rules.engine.spans import EVER, Spans, Stretch
from tests.engine.said import event, pack_of

Holds = list[tuple[str | None, str | None]]
"""From when until when, the end left out; `None` is for ever."""

ALWAYS: Holds = [(None, None)]
TERMS = (Term("spring", date(2026, 1, 5).toordinal(), date(2026, 3, 27).toordinal()),)
CARE = event("looked_after.started", "2026-03-02", id="care")
OUT = event("looked_after.ended", "2026-03-20")
PLAN = event("child_protection_plan.started", "2026-03-09")
ICPC, VISIT = event("icpc.held", "2026-03-04"), event("visit.made", "2026-03-11")
PLANNED = event("visit.made", "2026-03-10", status="planned")


def compiler(state: str, terms: bool = True) -> Compiler:
    """The compiler of a pack that defines `asked`."""
    return (
        pack_of(
            "form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: visit.made\ncalendar: council\nlapses_when: []",
            more=f"definitions:\n  asked: {{meaning: What is asked, state: {state}}}\n"
            "  in_care: {meaning: In care, state: looked_after}\n",
            calendars={"council": Calendar("council", terms=TERMS if terms else None)},
        )
        .compiled.rules[0]
        .compiler
    )


def record(events: list[Event], born: str | None = None, coverage: Coverage | None = None) -> Record:
    subject = Subject("c", born=None if born is None else date.fromisoformat(born))
    return build_record(Case(subject, tuple(events), coverage), as_moment("2026-12-31"), None)


def stretch(state: str, events: list[Event], born: str | None = None, terms: bool = True) -> Stretch:
    return compiler(state, terms).state("asked")(record(events, born))


def at(order: int) -> str | None:
    if abs(order) == EVER:
        return None
    day = day_of(order)
    return iso(day) if order == day_start(day) else f"{local_time(order):%Y-%m-%dT%H:%M:%S}"


def said(spans: Spans) -> Holds:
    return [(at(start), at(end)) for start, end in spans]


@pytest.mark.parametrize(
    ("state", "events", "holds"),
    [
        ("looked_after", [CARE, OUT], [("2026-03-02", "2026-03-21")]),
        ("in_care", [CARE, OUT], [("2026-03-02", "2026-03-21")]),
        ("looked_after", [CARE], [("2026-03-02", None)]),
        ("looked_after", [OUT], []),
        (
            "looked_after",
            [event("looked_after.started", "2026-03-02T14:00"), event("looked_after.ended", "2026-03-20T09:30")],
            [("2026-03-02T14:00:00", "2026-03-20T09:30:01")],
        ),
        ("{not: looked_after}", [CARE, OUT], [(None, "2026-03-02"), ("2026-03-21", None)]),
        ("{all_of: [looked_after, child_protection_plan]}", [CARE, PLAN, OUT], [("2026-03-09", "2026-03-21")]),
        ("{any_of: [looked_after, child_protection_plan]}", [CARE, PLAN, OUT], [("2026-03-02", None)]),
        ("school_term", [], [("2026-01-05", "2026-03-28")]),
        ("{period: school_term}", [], [("2026-01-05", "2026-03-28")]),
        ("{period: school_term, where: {by: social_worker}}", [], []),
        ("{subject: {kind: child}}", [], ALWAYS),
        ("{subject: {kind: worker}}", [], []),
        ("{from: icpc.held}", [ICPC], [("2026-03-04", None)]),
        ("{from: icpc.held, until: visit.made}", [ICPC, VISIT], [("2026-03-04", "2026-03-12")]),
        ("{from: icpc.held, until: visit.made}", [ICPC, PLANNED], [("2026-03-04", None)]),
        ("{from: visit.made}", [PLANNED], []),
        (
            "{from: icpc.held, until: visit.made}",
            [event("icpc.held", "2026-03-04T10:00"), event("visit.made", "2026-03-04T09:59")],
            [("2026-03-04T10:00:00", None)],
        ),
        (
            "{from: icpc.held, until: visit.made}",
            [event("icpc.held", "2026-03-04T10:00"), event("visit.made", "2026-03-04T10:00")],
            [("2026-03-04T10:00:00", "2026-03-04T10:00:01")],
        ),
        (
            "{from: icpc.held, until: visit.made}",
            [event("icpc.held", "2026-03-04T10:00"), event("visit.made", "2026-03-04")],
            [("2026-03-04T10:00:00", "2026-03-05")],
        ),
        (
            "{from: icpc.held, until: visit.made}",
            [event("icpc.held", "2026-03-04"), event("visit.made", "2026-03-04T09:00")],
            [("2026-03-04", "2026-03-04T09:00:01")],
        ),
        ("{from: icpc.held, until: icpc.held}", [ICPC], [("2026-03-04", None)]),
        ("{from: icpc.held, until: {event: icpc.held, plus: 1 week}}", [ICPC], [("2026-03-04", "2026-03-12")]),
        (
            "{from: icpc.held, until: visit.made, in: looked_after}",
            [CARE, OUT, ICPC, event("icpc.held", "2026-03-25"), event("icpc.held", "2026-03-01")],
            [("2026-03-04", "2026-03-21")],
        ),
        (
            "{from: icpc.held, in: looked_after}",
            [CARE, OUT, event("looked_after.started", "2026-04-01"), event("icpc.held", "2026-04-02")],
            [("2026-04-02", None)],
        ),
        ("{before: icpc.held}", [], ALWAYS),
        ("{before: icpc.held}", [ICPC, event("icpc.held", "2026-04-01")], [(None, "2026-03-04")]),
        ("{before: visit.made}", [PLANNED], ALWAYS),
        ("{before: icpc.held, in: looked_after}", [CARE, OUT, ICPC], [("2026-03-02", "2026-03-04")]),
        ("{before: icpc.held, in: looked_after}", [CARE, OUT], [("2026-03-02", "2026-03-21")]),
        ("{before: icpc.held, in: looked_after}", [CARE, OUT, event("icpc.held", "2026-04-01")], [("2026-03-02", "2026-03-21")]),
        ("{has_lasted: looked_after, for: 1 week}", [CARE, OUT], [("2026-03-09", "2026-03-21")]),
        ("{has_lasted: looked_after, for: 1 month}", [CARE, OUT], []),
        (
            "{has_lasted: looked_after, for: 24 hours}",
            [event("looked_after.started", "2026-03-02T14:00"), OUT],
            [("2026-03-03T14:00:00", "2026-03-21")],
        ),
        ("{happened: visit.made}", [VISIT], [("2026-03-11", None)]),
        ("{happened: visit.made, within: 1 week}", [VISIT], [("2026-03-11", "2026-03-19")]),
        (
            "{happened: visit.made, within: 24 hours}",
            [event("visit.made", "2026-03-11T10:00")],
            [("2026-03-11T10:00:00", "2026-03-12T10:00:01")],
        ),
        ("{happened: visit.made, in: looked_after}", [CARE, VISIT, OUT], [("2026-03-11", "2026-03-21")]),
        ("{happened: visit.made, in: looked_after}", [CARE, OUT, event("visit.made", "2026-03-25")], []),
        ("{happened: visit.made, within: 1 week, in: looked_after}", [CARE, VISIT, OUT], [("2026-03-11", "2026-03-19")]),
        (
            "{latest: icpc.held, where: {outcome: no_plan}}",
            [
                event("icpc.held", "2026-03-04", outcome="no_plan"),
                event("icpc.held", "2026-03-05", outcome="child_protection_plan"),
                event("icpc.held", "2026-03-06", outcome="no_plan"),
                event("icpc.held", "2026-03-07", outcome="looked_after"),
            ],
            [("2026-03-04", "2026-03-05"), ("2026-03-06", "2026-03-07")],
        ),
        ("{total: looked_after, at_least: 10 days}", [CARE, OUT], [("2026-03-11", None)]),
        ("{total: looked_after, at_least: 20 days}", [CARE, OUT], []),
        ("{total: looked_after, under: 10 days}", [CARE, OUT], [(None, "2026-03-11")]),
    ],
)  # fmt: skip
def test_a_state_that_can_be_told(state: str, events: list[Event], holds: Holds) -> None:
    found = stretch(state, events)
    assert (said(found.sure), said(found.possible)) == (holds, holds)


@pytest.mark.parametrize(
    ("age", "holds"),
    [
        ("{from: 5 years, under: 6 years}", [("2025-03-10", "2026-03-10")]),
        ("{from: 5 years}", [("2025-03-10", None)]),
        ("{under: 6 years}", [(None, "2026-03-10")]),
    ],
)
def test_an_age_runs_from_birthday_to_the_eve_of_a_birthday(age: str, holds: Holds) -> None:
    found = stretch(f"{{age: {age}}}", [], born="2020-03-10")
    assert (said(found.sure), said(found.possible)) == (holds, holds)


def test_what_ends_on_the_day_it_begins_lasts_that_day_where_no_event_began_it() -> None:
    state = "{from: {age: 5 years}, until: {start_of: school_term}}"
    assert said(stretch(state, [], born="2021-01-05").sure) == [("2026-01-05", "2026-01-06")]


def icpc(at: str, **more: object) -> Event:
    return event("icpc.held", at, **more)


@pytest.mark.parametrize(
    ("state", "events", "sure", "possible", "missing"),
    [
        (
            "{period: looked_after, where: {legal_status: care_order, category: n1}}",
            [
                event("looked_after.started", "2026-01-05", category="n1"),
                event("looked_after.ended", "2026-01-16"),
                event("looked_after.started", "2026-03-02", legal_status="care_order"),
                OUT,
            ],
            [], [("2026-01-05", "2026-01-17"), ("2026-03-02", "2026-03-21")], ("legal_status", "category"),
        ),
        ("{age: {under: 6 years}}", [], [], ALWAYS, ("date of birth",)),
        ("{subject: {school_age: true}}", [], [], ALWAYS, ("school_age",)),
        (
            "{from: {event: icpc.held, where: {outcome: no_plan, quorate: true}}}",
            [icpc("2026-03-04", quorate=True), icpc("2026-03-05", outcome="no_plan")],
            [], [("2026-03-04", None)], ("outcome of icpc.held", "quorate of icpc.held"),
        ),
        (
            "{before: {event: icpc.held, where: {outcome: no_plan}}}",
            [ICPC, icpc("2026-04-01", outcome="no_plan")],
            [(None, "2026-03-04")], [(None, "2026-04-01")], ("outcome of icpc.held",),
        ),
        (
            "{before: {event: icpc.held, where: {outcome: no_plan}}, in: looked_after}",
            [CARE, ICPC, OUT],
            [("2026-03-02", "2026-03-04")], [("2026-03-02", "2026-03-21")], ("outcome of icpc.held",),
        ),
        (
            "{has_lasted: {period: looked_after, where: {legal_status: care_order, category: n1}}, for: 1 week}",
            [
                event("looked_after.started", "2026-01-05", category="n1"),
                event("looked_after.ended", "2026-01-16"),
                event("looked_after.started", "2026-03-02", legal_status="care_order"),
                OUT,
            ],
            [], [("2026-01-12", "2026-01-17"), ("2026-03-09", "2026-03-21")], ("legal_status", "category"),
        ),
        (
            "{happened: {any_of: [{event: visit.made, where: {child_seen: true}}, icpc.held]}}",
            [VISIT],
            [], [("2026-03-11", None)], ("a fact on icpc.held or visit.made",),
        ),
        (
            "{latest: icpc.held, where: {outcome: no_plan, quorate: true}}",
            [
                icpc("2026-03-04", outcome="no_plan"),
                icpc("2026-03-05", quorate=True),
                icpc("2026-03-06", quorate=True, outcome="no_plan"),
            ],
            [("2026-03-06", None)], [("2026-03-04", None)], ("quorate", "outcome"),
        ),
        (
            "{total: {period: looked_after, where: {legal_status: care_order}}, at_least: 10 days}",
            [CARE, OUT],
            [], [("2026-03-11", None)], ("legal_status",),
        ),
        (
            "{total: {period: looked_after, where: {legal_status: care_order}}, under: 10 days}",
            [CARE, OUT],
            [(None, "2026-03-11")], ALWAYS, ("legal_status",),
        ),
        # Ten days in care are not reached before the tenth, whenever the child was fourteen.
        (
            "{total: looked_after, at_least: 10 days, since: 14 years}",
            [CARE, OUT], [], [("2026-03-11", None)], ("date of birth",),
        ),
    ],
)  # fmt: skip
def test_a_state_that_cannot_be_told_names_what_is_missing(
    state: str, events: list[Event], sure: Holds, possible: Holds, missing: tuple[str, ...]
) -> None:
    found = stretch(state, events)
    assert (said(found.sure), said(found.possible), found.missing) == (sure, possible, missing)


def test_days_since_a_birthday_that_is_not_recorded_are_never_sure() -> None:
    found = stretch("{total: looked_after, at_least: 10 days, since: 14 years}", [CARE, OUT])
    assert (found.sure, found.missing) == ((), ("date of birth",))


def test_terms_are_not_known_where_the_calendar_has_none() -> None:
    assert stretch("school_term", [], terms=False) == ((), ((-EVER, EVER),), ("school terms",))


@pytest.mark.parametrize(
    ("state", "missing"),
    [
        ("child_protection_plan", "whether there was a child protection plan"),
        ("{has_lasted: child_protection_plan, for: 2 weeks}", "whether there was a child protection plan"),
        ("{total: child_protection_plan, under: 2 weeks}", "whether there was a child protection plan"),
        ("{happened: {any_of: [visit.made, chronology.updated]}}", "whether there was a chronology.updated or visit.made"),
        ("{latest: [visit.made, chronology.updated], where: {by: social_worker}}", "the latest chronology.updated or visit.made"),
    ],
)  # fmt: skip
def test_what_the_source_does_not_hold_cannot_be_told(state: str, missing: str) -> None:
    def asked(*held: str) -> Stretch:
        coverage = Coverage("the census", {name: EventCoverage() for name in held})
        return compiler(state).state("asked")(record([CARE], coverage=coverage))

    blind = asked("looked_after.started")
    assert (blind.at(CARE_BEGINS), blind.missing) == (None, (missing,))
    shown = asked("child_protection_plan.started", "visit.made", "chronology.updated")
    assert shown.sure == shown.possible


CARE_BEGINS = day_start(date(2026, 3, 20).toordinal())


def test_one_of_several_types_that_the_source_does_not_hold_may_have_come_at_any_time() -> None:
    visits = Coverage("visits", {"visit.made": EventCoverage(), "looked_after.started": EventCoverage()})
    visit = event("visit.made", "2026-03-10", by="social_worker")
    happened = compiler("{happened: {any_of: [visit.made, chronology.updated]}, within: 1 week, in: looked_after}")
    found = happened.state("asked")(record([CARE, OUT, visit], coverage=visits))
    assert said(found.sure) == [("2026-03-10", "2026-03-18")]
    assert said(found.possible) == [("2026-03-02", "2026-03-21")]
    assert found.missing == ("whether there was a chronology.updated",)
    latest = compiler("{latest: [visit.made, chronology.updated], where: {by: social_worker}}")
    assert latest.state("asked")(record([CARE, visit], coverage=visits)) == (
        (), ((-EVER, EVER),), ("the latest chronology.updated",)
    )  # fmt: skip


def test_a_period_that_is_in_the_record_is_not_doubted_for_want_of_coverage() -> None:
    coverage = Coverage("the census", {"icpc.held": EventCoverage()})
    found = compiler("looked_after").state("asked")(record([CARE, OUT], coverage=coverage))
    assert said(found.sure) == said(found.possible) == [("2026-03-02", "2026-03-21")]


def runs(
    state: str, events: list[Event]
) -> list[tuple[str, str | None, str | None, bool, tuple[str, ...], str | None]]:
    """Each run of a state: its name, first and last moment, whether it is sure, what is missing and what opened it."""
    found = compile_instances(compiler(state), "asked")(record(events))
    return [
        (
            run.name,
            at(run.start_order),
            None if run.end is None else iso(run.end.day) if run.end.instant is None else at(run.end.instant),
            run.certain,
            run.missing,
            None if run.opener is None else run.opener.type,
        )
        for run in found
    ]


DOUBT = "{from: {event: icpc.held, where: {outcome: no_plan}}, until: visit.made}"


@pytest.mark.parametrize(
    ("state", "events", "expected"),
    [
        ("looked_after", [CARE, OUT], [("looked_after", "2026-03-02", "2026-03-20", True, (), "looked_after.started")]),
        (
            "{period: looked_after, where: {legal_status: care_order}}",
            [CARE, OUT],
            [("looked_after", "2026-03-02", "2026-03-20", False, ("legal_status",), "looked_after.started")],
        ),
        ("{from: icpc.held}", [ICPC], [("asked", "2026-03-04", None, True, (), None)]),
        ("{from: icpc.held, until: visit.made}", [ICPC, VISIT], [("asked", "2026-03-04", "2026-03-11", True, (), None)]),
        (
            "{from: icpc.held, until: visit.made}",
            [event("icpc.held", "2026-03-04T10:00"), event("visit.made", "2026-03-11T09:00")],
            [("asked", "2026-03-04T10:00:00", "2026-03-11T09:00:01", True, (), None)],
        ),
        ("{before: icpc.held}", [CARE, ICPC], [("asked", "2026-03-02", "2026-03-03", True, (), None)]),
        (
            DOUBT,
            [icpc("2026-03-04"), event("visit.made", "2026-03-05"), icpc("2026-03-06", outcome="no_plan")],
            [
                ("asked", "2026-03-04", "2026-03-05", False, ("outcome of icpc.held",), None),
                ("asked", "2026-03-06", None, True, (), None),
            ],
        ),
    ],
)  # fmt: skip
def test_a_state_has_runs(
    state: str,
    events: list[Event],
    expected: list[tuple[str, str | None, str | None, bool, tuple[str, ...], str | None]],
) -> None:
    assert runs(state, events) == expected
