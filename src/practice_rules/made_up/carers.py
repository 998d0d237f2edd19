"""Becoming a foster carer or an adopter, and fostering."""

from __future__ import annotations

from practice_rules.made_up.everyday import after_interval
from practice_rules.made_up.journal import Journal, day_of

_YEAR = 365


def foster_carer(journal: Journal) -> None:
    """From the enquiry through assessment and panel to approval, and the years of fostering after it."""
    asked = journal.working(journal.last - int(journal.draw() * 5 * _YEAR))
    journal.first = asked
    journal.put("foster_carer_enquiry.received", asked)
    if journal.chance(0.4):
        return
    connected = journal.chance(0.3)
    begun = journal.after(asked, 40)
    journal.put("foster_carer_assessment.started", begun, route="connected_person" if connected else "recruited")
    assessed = journal.after(begun + 60, 60)
    panel = journal.working(assessed + journal.between(12, 28))
    if connected:
        journal.put("court_direction.made", begun + 5, document="report", until=day_of(journal.working(begun + 140)))
    approved = journal.chance(0.88)
    word = "approve" if approved else "not_approve"
    journal.put("foster_carer_assessment.completed", assessed, recommendation=word)
    journal.meeting("fostering_panel.held", panel, notice=25, matter="approval", recommendation=word)
    if approved and panel <= journal.last:
        _fostering(journal, journal.after(panel, 7))


def _fostering(journal: Journal, day: int) -> None:
    ended = journal.working(day + 200 + journal.about(1200))
    until = min(ended, journal.last)
    checked = journal.before(day, 10)
    while checked <= until:
        ends = checked + 3 * _YEAR
        journal.put("statutory_checks.completed", checked, until=day_of(ends))
        checked = journal.before(ends, 20)
    journal.put("foster_carer.approved", day, authorised_by="agency_decision_maker")
    journal.put("foster_care_agreement.signed", journal.after(day, 7))
    if journal.chance(0.9):
        journal.put("carer_equipment.provided", journal.after(day, 14))
    for every, told in ((40, True), (350, False)):
        visited = day
        while (visited := after_interval(journal, visited, every)) <= until:
            journal.put("supervisory_visit.made", visited, announced=told, place="home", method="in_person")
    for every, event_type in ((355, "foster_carer_review.held"), (60, "carer_contact.made")):
        held = day
        while (held := after_interval(journal, held, every)) <= until:
            journal.put(event_type, held)
    _events_of_fostering(journal, day, until)
    if ended <= journal.last:
        journal.put("foster_carer.approval_ended", ended)


def _events_of_fostering(journal: Journal, day: int, until: int) -> None:
    happened = day
    while (happened := journal.working(happened + 30 + journal.about(200))) <= until:
        chance = journal.draw()
        if chance < 0.55:
            journal.put("carer_significant_event.occurred", happened)
        elif chance < 0.92:
            journal.put("carer_work.completed", happened)
        else:
            journal.put("allegation.made", happened, against="carer")
            if journal.chance(0.88):
                journal.put("allegation_safeguards.considered", happened, shared_with=frozenset(("team_manager",)))


def adopter(journal: Journal) -> None:
    """From the enquiry through the assessment to approval."""
    asked = journal.working(journal.last - int(journal.draw() * 3 * _YEAR))
    journal.first = asked
    journal.put("adopter_enquiry.received", asked)
    if journal.chance(0.5):
        return
    assessed = journal.after(asked + 60, 120)
    if journal.chance(0.95):
        journal.put("adopter_assessment.completed", assessed, recommendation="approve")
    approved = journal.working(assessed + 30)
    journal.put("adopter.approved", approved, authorised_by="agency_decision_maker")
    if journal.chance(0.1):
        concern = journal.before(approved, 20)
        journal.put("adoption_assessment_concern.identified", concern)
        if journal.chance(0.9):
            told = frozenset(("regional_adoption_agency",))
            journal.put("adoption_assessment_concern.shared", concern, shared_with=told)
