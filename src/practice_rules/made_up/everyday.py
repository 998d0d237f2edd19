"""Work that goes on for as long as a case is open: visits, supervision, oversight, chronologies, what happens."""

from __future__ import annotations

from datetime import date
from typing import Final

from practice_rules.made_up.journal import Journal, day_of
from practice_rules.made_up.words import Facts

_SEEN_ALONE: Final[Facts] = {"child_seen": True, "seen_alone": True}
_SEEN: Final[Facts] = {"child_seen": True, "seen_alone": False}
_WHERE: Final[Facts] = {}
_NOT_SEEN: Final[Facts] = {"child_seen": False, "seen_alone": False, "access_gained": False}
_DECLINED: Final[Facts] = {"child_seen": False, "seen_alone": False, "child_declined": True, "access_gained": True}


def visit(
    journal: Journal, day: int, kind: str, place: str = "home", alone: float = 0.85, by: str | None = None
) -> None:
    """A visit; where the child is not seen, most often another soon after and a word with the manager."""
    chance = journal.chance
    placed = journal.placement_on(day) if place == "placement" and chance(0.8) else None
    facts: Facts = _WHERE if placed is None else {"placement_id": placed}
    if chance(0.94):
        told = chance(0.9)
        seen = _SEEN_ALONE if chance(alone) else _SEEN
        journal.put("visit.made", day, facts={**seen, **facts}, by=by, kind=kind, place=place, announced=told)
        if not told and place == "placement" and chance(0.6):
            manager = frozenset(("team_manager",))
            journal.put("unannounced_visit.discussed", journal.before(day, 3), contact_with=manager)
        return
    missed = _DECLINED if chance(0.3) else _NOT_SEEN
    first = journal.put("visit.made", day, facts={**missed, **facts}, by=by, kind=kind, place=place)
    if first is not None and chance(0.85):
        journal.put("visit.made", journal.after(day, 2), facts={**_SEEN, **facts}, by=by, kind=kind, place=place)
    if first is not None and chance(0.7):
        journal.put("management_oversight.recorded", journal.after(day, 1), matter=frozenset(("child_refusal",)))


def after_interval(journal: Journal, day: int, every: int) -> int:
    """The next of a series that should come at least every so many days: mostly a little sooner, at times late."""
    if journal.chance(0.08):
        return journal.after(day + every // 2, every)
    then = day + every - int(every * 0.3 * journal.draw())
    weekday = then % 7
    if weekday == 6 or weekday == 0:
        return max(then - (1 if weekday == 6 else 2), day + 1)
    return then


def visits(
    journal: Journal, start: int, end: int, every: int, kind: str, place: str = "home", by: str | None = None
) -> None:
    """Visits at intervals over a stretch; a few fall through."""
    day = start
    while True:
        day = after_interval(journal, day, every)
        if day > end or day > journal.ceiling:
            return
        if not journal.chance(0.03):
            visit(journal, day, kind, place, by=by)


def oversight(journal: Journal, start: int, end: int, supervised: int = 40) -> None:
    """Supervision and management oversight, the chronology and the summary, and what happens in between."""
    last = min(end, journal.ceiling)
    _every(journal, start, last, supervised, "supervision.held")
    if journal.chance(0.5):
        _every(journal, start, last, 28, "management_oversight.recorded")
    _every(journal, start, last, 91, "chronology.updated")
    _every(journal, start, last, 90, "case_summary.updated")
    _every(journal, start, last, 350, "assessment.updated")
    happenings(journal, start, last)


def happenings(journal: Journal, start: int, end: int) -> None:
    """What comes up while a case is open, at no set time."""
    day = start
    while True:
        day = journal.working(day + 5 + journal.about(55))
        if day > end:
            return
        _happening(journal, day)


_HAPPENINGS: Final[tuple[tuple[str, float], ...]] = (
    ("communication.exchanged", 0.235), ("direct_work.undertaken", 0.16), ("significant_event.occurred", 0.13),
    ("meeting.held", 0.07), ("management_decision.made", 0.07), ("case_audit.completed", 0.04),
    ("service.provided", 0.04), ("complaint.received", 0.015), ("concern.raised", 0.025),
    ("safeguarding_concern.identified", 0.02), ("domestic_abuse.identified", 0.02), ("household.changed", 0.015),
    ("parental_mental_health.identified", 0.015), ("linked_child.identified", 0.01), ("other_child.identified", 0.01),
    ("unborn_child.identified", 0.005), ("report.requested", 0.01), ("authorisation.requested", 0.01),
    ("allegation.made", 0.005), ("needs.changed", 0.01), ("childs_question.left_open", 0.005),
    ("practice_audit.answered", 0.005), ("records.lost", 0.002), ("legal_consultation.held", 0.006),
    ("non_engagement.recorded", 0.01), ("information.shared", 0.03), ("reassessment.directed", 0.005),
    ("homelessness.identified", 0.004), ("work_with_children.identified", 0.006), ("agency.joined", 0.005),
    ("edge_of_care.identified", 0.004), ("duty.waived", 0.003),
)  # fmt: skip


_VISITS: Final = ("child_protection.visit", "looked_after.visit", "child_in_need.visit")
_METHODS: Final = (("telephone", 0.55), ("email", 0.25), ("letter", 0.12), ("in_person", 0.08))


def _happening(journal: Journal, day: int) -> None:
    kind = journal.weighed(_HAPPENINGS)
    if kind == "report.requested":
        journal.put(kind, day, due_on=_date(journal, day, 20))
    elif kind == "authorisation.requested":
        journal.put(kind, day, due_on=_date(journal, day, 5))
    elif kind == "childs_question.left_open":
        journal.put(kind, day, until=_date(journal, day, 14))
    elif kind == "concern.raised":
        about_worker = journal.chance(0.25)
        journal.put(kind, day, kind="worker_safety" if about_worker else "child")
        if about_worker and journal.chance(0.85):
            journal.put(
                "worker_safety_plan.agreed", journal.after(day, 3), recorded_in_supervision=True, risk_assessed=True
            )
    elif kind == "duty.waived":
        journal.put(
            kind, day, rule=journal.one(_VISITS), authorised_by="service_manager", until=_date(journal, day, 30)
        )
    elif kind == "practice_audit.answered":
        journal.put(kind, day, rule="assessment.quality")
    elif kind == "communication.exchanged":
        method = journal.weighed(_METHODS)
        journal.put(kind, day, method=method)
        if method == "letter" and journal.chance(0.85):
            journal.put("document.filed", journal.after(day, 3), kind="correspondence")
    else:
        journal.put(kind, day)


def _date(journal: Journal, day: int, ahead: int) -> date:
    return day_of(journal.working(day + ahead))


def _every(journal: Journal, start: int, end: int, every: int, event_type: str) -> None:
    day = start
    while True:
        day = after_interval(journal, day, every)
        if day > end:
            return
        if not journal.chance(0.05):
            journal.put(event_type, day)


def worker(journal: Journal, day: int, plan: str = "none", service: str = "safeguarding") -> None:
    """Allocate the case to a worker."""
    before = journal.worker
    journal.worker = f"made-up-worker-{journal.between(1, 400)}"
    facts: Facts = {} if before is None else {"previous_worker": before}
    journal.put(
        "case.allocated", day, facts=facts, worker=journal.worker, plan_kind=plan, service=service, qualified=True
    )


def change_of_worker(journal: Journal, day: int, plan: str) -> None:
    """The case passes to another worker, sometimes in another team."""
    if day > journal.ceiling or journal.worker is None:
        return
    before = journal.worker
    if journal.chance(0.35):
        kind = "between_teams" if journal.chance(0.8) else "within_team"
        journal.put("case.transferred", day, kind=kind, from_worker=before)
    worker(journal, day + 1, plan)
    ends = journal.after(day + 2, 7)
    if journal.chance(0.65):
        place = "home" if journal.placement is None else "placement"
        journal.put("visit.made", journal.before(ends, 1), handover="goodbye", child_seen=True, place=place)
    journal.put("case.allocation_ended", ends, worker=before)
