"""From a plan for adoption to the order."""

from __future__ import annotations

from practice_rules.made_up.everyday import after_interval
from practice_rules.made_up.journal import Journal

_GIVEN = frozenset(("child", "adopter"))


def adoption(journal: Journal, day: int, ended: int) -> None:
    """The steps to adoption between the plan (about `day`) and the order on `ended`."""
    if journal.chance(0.03):
        journal.put("relinquishment.expressed", day - 30)
    journal.put("adoption_plan.ratified", day)
    journal.put("adoption_decision.made", journal.after(day, 20), outcome="should_be_placed")
    journal.put("court_order.made", day + 30, order="placement")
    if journal.chance(0.2):
        journal.put("harder_to_place.identified", day + 40)
    matched = day + (ended - day) // 3
    told = journal.after(day, 5)
    while (told := after_interval(journal, told, 7)) < min(matched, day + 70):
        journal.put("family_finding_update.shared", told, shared_with=frozenset(("service_manager",)))
    journal.put("adoption_match.approved", matched, authorised_by="agency_decision_maker")
    placed = _introductions(journal, journal.working(matched + 14))
    _placed(journal, placed)
    lodged = journal.working(max(placed + 75, ended - 60))
    journal.put("adoption_application.lodged", lodged, route="agency")
    journal.put("life_story_book.given", journal.before(ended, 5), shared_with=_GIVEN)
    journal.put("later_life_letter.given", journal.before(ended, 5), shared_with=_GIVEN)
    journal.put("court_hearing.held", ended, stage="final")
    journal.put("court_order.made", ended, order="adoption")
    journal.put("adoption_support.started", journal.after(ended, 10))
    journal.put("adopted_identity_record.opened", journal.after(ended, 10))
    journal.put("birth_identity_record.locked", journal.after(ended, 12))


def _introductions(journal: Journal, begun: int) -> int:
    """Child and adopters get to know each other; returns the day the child moves in."""
    journal.put("introductions.started", begun)
    for each in range(1, 8):
        for who in ("adopter", "foster_carer"):
            journal.put(
                "introductions_contact.made",
                begun + each,
                contact_with=frozenset((who,)),
                child_seen=True,
                method="in_person",
            )
    placed = journal.working(begun + 10)
    journal.put("introductions.ended", placed)
    return placed


def _placed(journal: Journal, placed: int) -> None:
    """The first weeks with the adopters, to the first review."""
    journal.put("adoptive_placement.started", placed, placement_id="made-up-adopters")
    for week in range(1, 5):
        journal.put(
            "visit.made",
            journal.after(placed + 7 * (week - 1), 7),
            place="placement",
            child_seen=True,
            kind="looked_after",
        )
    journal.meeting("looked_after_review.held", journal.after(placed, 26), notice=20, kind="adoption")
