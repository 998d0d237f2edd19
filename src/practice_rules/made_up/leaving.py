"""Preparing to leave care from sixteen, and support afterwards."""

from __future__ import annotations

from practice_rules.made_up.everyday import after_interval, oversight, visits
from practice_rules.made_up.journal import Journal, months

_GROUNDS = ("young_person_asks", "personal_adviser_sees_need", "change_of_circumstances")


def preparing(journal: Journal, day: int, born: int, until: int) -> None:
    """From a little before sixteen: the adviser, the assessment of needs, the pathway plan and its reviews."""
    sixteen = born + int(16 * 365.25)
    start = max(day, sixteen - 90)
    journal.put("personal_adviser.allocated", journal.after(start, 60))
    journal.put("pathway_plan.started", journal.after(start, 30))
    begun = max(day, sixteen)
    journal.put("care_leaver_status.recorded", journal.after(begun, 20), eligibility="eligible")
    journal.put("needs_assessment.completed", journal.after(begun, 80))
    plan = journal.after(begun, 85)
    journal.put("pathway_plan.completed", plan)
    while (plan := after_interval(journal, plan, 178)) <= until:
        journal.put("pathway_plan.reviewed", plan, updated=True)
    eighteen = born + int(18 * 365.25)
    if eighteen <= until + 60:
        journal.put("iro.notified", journal.before(eighteen, 20), notice_of="involvement_after_18")
        journal.put(
            "iro_contact.made",
            journal.before(eighteen, 30),
            covers=frozenset(("involvement_after_18",)),
            contact_with=frozenset(("child",)),
        )
        journal.put(
            "information.given",
            journal.before(eighteen, 30),
            covers=frozenset(("local_offer",)),
            shared_with=frozenset(("child",)),
        )
        journal.put("additional_review.considered", journal.before(eighteen, 30))


def leaving(journal: Journal, day: int, eighteen: int) -> None:
    """Support after care, from eighteen until twenty-one or later."""
    ended = journal.working(eighteen + months(36) + (months(48) if journal.chance(0.4) else 0))
    journal.phases.add("care_leaver")
    journal.put("care_leaver_status.recorded", day, eligibility="former_relevant")
    journal.put("care_leaver_support.started", day, eligibility="former_relevant")
    until = min(ended, journal.ceiling)
    lives = day
    while lives <= until:
        kind = journal.one(("supported", "independent", "staying_put", "family"))
        journal.put("accommodation.started", lives, kind=kind, provided_by_authority=journal.chance(0.4))
        lives = journal.working(lives + 60 + journal.about(400))
    plan = day
    while (plan := after_interval(journal, plan, 178)) <= until:
        if journal.chance(0.12):
            journal.put("pathway_plan.review_requested", plan, ground=journal.one(_GROUNDS))
        else:
            journal.put("pathway_plan.reviewed", plan, updated=True)
    spoken = day
    while (spoken := after_interval(journal, spoken, 27)) <= until:
        reached = journal.chance(0.9)
        journal.put(
            "care_leaver_contact.made",
            spoken,
            reached=reached,
            method="in_person" if journal.chance(0.7) else "telephone",
        )
        if not reached and journal.chance(0.7):
            journal.put(
                "escalation.raised",
                journal.after(spoken, 5),
                matter="no_contact",
                escalated_to=frozenset(("team_manager",)),
            )
    visits(journal, day, until, 54, "pathway", by="personal_adviser")
    oversight(journal, day, until, supervised=54)
    if ended <= journal.last:
        journal.put("chronology.updated", journal.before(ended, 5), state="completed")
        journal.put("care_leaver_support.ended", ended)
    elif eighteen + 365 <= journal.last:
        journal.put("whereabouts.recorded", journal.after(eighteen + 340, 20), in_touch=True)
