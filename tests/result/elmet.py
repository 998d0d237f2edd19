"""A small invented council's pack, and short histories to judge by it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from practice_rules.case import Case, Coverage, Event, EventCoverage, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.engine.compile import CompiledPack
from practice_rules.packs import load_pack
from practice_rules.result import Obligation, Result, evaluate

DATA = Path(__file__).parent / "data"
PACK = DATA / "elmet.yaml"
FAMILY = DATA / "family.yaml"

FIRST_CORE_GROUP = "child_protection.core_group.first"
VISIT = "child_protection.visit"
REPORT = "child_protection.conference.report.shared"
SEEN = "section_47.child_seen.first"
ENQUIRY = "section_47.completed"
CLOSURE = "case_closure.requirements"


def elmet() -> CompiledPack:
    """The pack, compiled once."""
    return load_pack(PACK)


def event(kind: str, at: str, id: str | None = None, about: str | None = None, **attributes: AttributeValue) -> Event:
    """An event at a date, or at a date and time, written as ISO text."""
    when = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    return Event(kind, when, id=id, about=about, attributes=attributes)


def a_visit(at: str, seen: bool | None = True, alone: bool | None = True, place: str = "home") -> Event:
    """A visit; `None` where the record does not say."""
    return event("visit.made", at, child_seen=seen, seen_alone=alone, place=place)


def a_conference(at: str = "2026-03-03", outcome: str | None = "child_protection_plan") -> Event:
    """An initial conference."""
    return event("icpc.held", at, id="conference", outcome=outcome)


def judged(
    *events: Event, as_of: str = "2026-05-15", known_at: str | None = None, coverage: Coverage | None = None
) -> Result:
    """A child's history judged by the pack."""
    subject = Subject("A1", born=date(2010, 6, 1))
    return evaluate(Case(subject, tuple(events), coverage), elmet(), as_of=as_of, known_at=known_at)


def only(result: Result, rule: str) -> Obligation:
    """The one obligation of a rule."""
    found = [each for each in result.obligations if each.rule_id == rule]
    assert len(found) == 1, f"{rule} has {len(found)} obligations"
    return found[0]


def all_of(result: Result, rule: str) -> list[Obligation]:
    """The obligations of a rule, in order of their triggers."""
    return sorted(
        (each for each in result.obligations if each.rule_id == rule), key=lambda each: each.row.trigger.order
    )


CENSUS = Coverage(
    "the census of 2026", {"icpc.held": EventCoverage(), "child_protection_plan.started": EventCoverage()}
)
"""A source that holds conferences and plans, and nothing else."""
