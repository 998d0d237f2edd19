"""What the record shows, and what it cannot."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

from practice_rules.case import Case, Coverage, Event, EventCoverage, Subject
from practice_rules.dates.clock import Moment
from practice_rules.engine.evaluate import evaluate_rows
from tests.engine.said import event, owed, pack_of, said

VISIT = """
form: series
while: child_protection_plan
every: 10 working days
do: visit.made
lapses_when: []
"""
CORE = "form: deadline\nafter: icpc.held\nwithin: 10 working days\ndo: core_group.held\nunless: looked_after\nlapses_when: []"
PACK = pack_of(VISIT, CORE)
EVENTS = [
    event("icpc.held", "2026-03-02", id="c"),
    event("child_protection_plan.started", "2026-03-02"),
    event("visit.made", "2026-03-10"),
    event("core_group.held", "2026-03-12", about="c"),
    event("visit.made", "2026-03-30"),
]


def covered(coverage: Coverage, events: list[Event]) -> list[str]:
    case = Case(Subject("x"), tuple(events), coverage)
    return [said(row) for row in evaluate_rows(case, PACK.compiled, Moment(date(2026, 4, 30).toordinal(), None)).rows]


def test_neither_order_nor_duplicates_matter() -> None:
    expected = owed(PACK, EVENTS, "2026-04-30")
    for shuffled in itertools.permutations(EVENTS):
        assert owed(PACK, [*shuffled, EVENTS[0], EVENTS[2]], "2026-04-30") == expected


def test_known_at_is_the_record_as_it_then_stood() -> None:
    late = event("core_group.held", "2026-03-12", about="c", recorded_at="2026-03-20")
    events = [e for e in EVENTS if e.type != "core_group.held"]
    assert owed(PACK, [*events, late], "2026-03-18", known_at="2026-03-18") == owed(PACK, events, "2026-03-18")
    assert "met 2026-03-16" in owed(PACK, [*events, late], "2026-03-18")


def test_a_source_without_core_groups_and_placements_leaves_the_duty_unknown() -> None:
    held = {name: EventCoverage() for name in ("icpc.held", "child_protection_plan.started", "visit.made")}
    events = [e for e in EVENTS if e.type != "core_group.held"]
    case = Case(Subject("x"), tuple(events), Coverage("the census", held))
    rows = evaluate_rows(case, PACK.compiled, Moment(date(2026, 4, 30).toordinal(), None)).rows
    core = [row for row in rows if row.rule.id.endswith("r1")]
    assert [row.status for row in core] == ["unknown"]


def test_a_source_with_only_the_latest_visit_settles_what_came_after_it_and_nothing_before() -> None:
    held = {
        "child_protection_plan.started": EventCoverage(),
        "visit.made": EventCoverage("latest"),
    }
    events = [event("child_protection_plan.started", "2026-03-02"), event("visit.made", "2026-03-30")]
    assert covered(Coverage("list 7", held), events) == ["unknown 2026-03-16", "breached 2026-04-15"]


def test_a_source_that_begins_after_the_trigger_cannot_say() -> None:
    held = {
        "child_protection_plan.started": EventCoverage(),
        "visit.made": EventCoverage(first=date(2026, 4, 1)),
    }
    assert covered(Coverage("census", held), EVENTS[1:2]) == ["unknown 2026-03-16"]


def test_a_duty_that_begins_when_a_period_ends_is_not_ended_by_that_end() -> None:
    pack = pack_of(
        "form: deadline\nafter: {end_of: looked_after}\nwithin: 10 working days\ndo: visit.made\nlapses_when: []"
    )
    events = [event("looked_after.started", "2026-01-05"), event("looked_after.ended", "2026-03-02")]
    assert owed(pack, events, "2026-03-10") == ["due 2026-03-16"]


def test_a_series_older_than_the_edition_is_judged_from_the_first_trigger_in_force() -> None:
    pack = pack_of(VISIT + "in_force: {from: 2026-03-05}\n")
    assert owed(pack, EVENTS[1:], "2026-04-01") == ["breached 2026-03-24", "due 2026-04-15"]


def test_a_corrected_entry_that_was_itself_voided_comes_back() -> None:
    events = [
        event("icpc.held", "2026-03-02", id="c"),
        event("core_group.held", "2026-03-10", id="g1", recorded_at="2026-03-10"),
        event("core_group.held", "2026-03-30", id="g2", corrects="g1", recorded_at="2026-04-01"),
        event("entry.voided", "2026-04-02", id="v", about="g2", recorded_at="2026-04-02"),
    ]
    assert owed(PACK, events, "2026-04-30") == ["met 2026-03-16"]
    assert owed(PACK, events, "2026-04-30", known_at="2026-04-01") == ["breached 2026-03-16"]
    assert owed(PACK, [replace(e) for e in events[:2]], "2026-04-30") == ["met 2026-03-16"]


GATE = """
form: gate
guards: case.closed
needs:
  - {do: chronology.updated, in: open_case, named: a chronology}
  - {do: case_summary.updated, in: open_case, named: a summary}
"""


def test_a_gate_names_only_what_is_surely_lacking_and_looks_no_further_back_than_the_source() -> None:
    pack = pack_of(GATE)
    events = [event("case.opened", "2026-01-05"), event("case.closed", "2026-03-02")]

    def judged(held: dict[str, EventCoverage]) -> list[tuple[str, tuple[str, ...]]]:
        whole = {"case.opened": EventCoverage(), "case.closed": EventCoverage(), **held}
        case = Case(Subject("x"), tuple(events), Coverage("an extract", whole))
        rows = evaluate_rows(case, pack.compiled, Moment(date(2026, 4, 30).toordinal(), None)).rows
        return [(row.status, row.missing) for row in rows]

    assert judged({"case_summary.updated": EventCoverage()}) == [("breached", ("a summary",))]
    late = EventCoverage(first=date(2026, 2, 1))
    assert judged({"case_summary.updated": late}) == [("unknown", ("a chronology", "a summary"))]
