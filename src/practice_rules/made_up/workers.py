"""A worker's own record: supervision, appraisal, checks, training, and the children held."""

from __future__ import annotations

from typing import Final

from practice_rules.case.event import AttributeValue
from practice_rules.made_up.everyday import after_interval
from practice_rules.made_up.journal import Journal, day_of

_GRADES: Final = (
    ("social_worker", 0.55), ("newly_qualified_social_worker", 0.13), ("practice_supervisor", 0.08),
    ("early_help_worker", 0.1), ("supervising_social_worker", 0.06), ("independent_reviewing_officer", 0.05),
    ("family_intervention_worker", 0.03),
)  # fmt: skip
_SERVICES: Final = {
    "early_help_worker": "early_help", "family_intervention_worker": "early_help",
    "supervising_social_worker": "fostering", "independent_reviewing_officer": "looked_after",
}  # fmt: skip
_MOST_CHILDREN: Final = {"newly_qualified_social_worker": 10, "practice_supervisor": 7, "early_help_worker": 13}
_YEAR: Final = 365


def working_life(journal: Journal, name: str) -> dict[str, AttributeValue]:
    """Write a worker's record from the first day in post; returns the worker's facts."""
    begun = journal.working(journal.last - 60 - int(journal.draw() * 5 * _YEAR))
    journal.first = begun - 20
    grade = journal.weighed(_GRADES)
    service = _SERVICES.get(grade, "safeguarding" if journal.chance(0.8) else "disability")
    facts: dict[str, AttributeValue] = {"worker_grade": grade, "worker_service": service}
    if service == "early_help" and grade == "early_help_worker":
        facts["early_help_grade"] = "lead_practitioner" if journal.chance(0.6) else "support_practitioner"
    left = journal.working(begun + 300 + journal.about(900)) if journal.chance(0.3) else journal.last + 1
    until = min(left, journal.last)
    journal.put("employment.started", begun, worker_role=grade, service=service, returning=journal.chance(0.1))
    _supervised(journal, begun, until, grade == "newly_qualified_social_worker", service)
    _learning(journal, begun, until)
    if grade == "independent_reviewing_officer":
        _at_intervals(journal, begun, until, 178, "iro_report.completed")
    else:
        _caseload(journal, begun, until, name, grade)
    if journal.chance(0.15):
        journal.put("role.changed", journal.working(begun + journal.about(500)), worker_role=grade, service=service)
    if journal.chance(0.06):
        journal.put("return_to_work.started", journal.working(begun + journal.about(500)))
    if journal.chance(0.05):
        journal.put("performance_concern.identified", journal.working(begun + journal.about(400)))
    if left <= journal.last:
        journal.put("employment.ended", left)
    return facts


def _supervised(journal: Journal, begun: int, until: int, newly: bool, service: str) -> None:
    weekly = fortnightly = begun
    if newly:
        journal.put("qualified_practice.started", begun, service=service)
        weekly, fortnightly = min(begun + 42, until), min(begun + _YEAR, until)
        journal.put("newly_qualified_year.ended", begun + _YEAR)
    _at_intervals(journal, begun, weekly, 7, "supervision.held", kind="personal", formal=True)
    _at_intervals(journal, weekly, fortnightly, 14, "supervision.held", kind="personal", formal=True)
    _at_intervals(journal, fortnightly, until, 28, "supervision.held", kind="personal", formal=True)
    _at_intervals(journal, begun + 10, until, 362, "supervision_agreement.reviewed")


def _learning(journal: Journal, begun: int, until: int) -> None:
    """Appraisals, observations, training and checks that run out."""
    _at_intervals(journal, begun, until, 362, "appraisal.held")
    _at_intervals(journal, begun, until, 362, "practice_observation.held", formal=True, feedback_given=True)
    trained = begun
    while (trained := journal.working(trained + 30 + journal.about(120))) <= until:
        journal.put("training.completed", trained)
    for kind, lasts in (("criminal_record", 3 * _YEAR), ("professional_registration", _YEAR)):
        checked = begun
        while checked <= until:
            ends = checked + lasts
            journal.put("worker_check.completed", checked, kind=kind, until=day_of(ends))
            checked = journal.before(ends, 20)


def _caseload(journal: Journal, begun: int, until: int, name: str, grade: str) -> None:
    """Children held one after another, so many at once as the grade carries, now and then too many."""
    most = _MOST_CHILDREN.get(grade, 16) + journal.between(-4, 5)
    taken_on = begun
    free = [begun + journal.between(0, 60) for _ in range(max(1, most))]
    holds = "fostering_family" if grade == "supervising_social_worker" else "child"
    while True:
        place = min(range(len(free)), key=free.__getitem__)
        taken_on = journal.working(free[place])
        if taken_on > until:
            return
        child = f"made-up-{journal.between(0, 9999)}"
        ends = journal.working(taken_on + 20 + journal.about(170))
        free[place] = ends
        journal.put("case.allocated", taken_on, steps=False, worker=name, child=child, holding="primary", holds=holds)
        if journal.chance(0.85):
            journal.put("case_file.read", journal.after(taken_on, 20), kind="management_check", child=child)
        if ends <= until:
            journal.put("case.allocation_ended", ends, worker=name, child=child)


def _at_intervals(
    journal: Journal, begun: int, until: int, every: int, event_type: str, **facts: AttributeValue
) -> None:
    day = begun
    while (day := after_interval(journal, day, every)) <= until:
        if not journal.chance(0.04):
            journal.put(event_type, day, facts=facts)
