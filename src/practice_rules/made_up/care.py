"""Care: coming into it, placements, reviews, health, school, permanence, going missing, and going home."""

from __future__ import annotations

from typing import Final

from practice_rules.made_up.adoption import adoption
from practice_rules.made_up.everyday import after_interval, change_of_worker, oversight, visit, visits
from practice_rules.made_up.habits import Habits
from practice_rules.made_up.journal import Journal, months
from practice_rules.made_up.leaving import leaving, preparing
from practice_rules.made_up.protection import proceedings

_YEAR: Final = 365

_KINDS: Final = (
    ("foster", 0.62), ("connected_person", 0.16), ("residential_home", 0.11), ("with_parents", 0.05),
    ("supported_accommodation", 0.04), ("residential_school", 0.02),
)  # fmt: skip
"""Our choice, near the order of size of placements in Children looked after 2024."""

_STATUS: Final = (
    ("section_20", 0.45),
    ("interim_care_order", 0.45),
    ("police_protection", 0.07),
    ("emergency_protection_order", 0.03),
)


def in_care(journal: Journal, day: int, born: int, habits: Habits, *, stays: bool = False) -> int | None:
    """A spell of care from `day`, with `stays` until eighteen.

    Returns the day the child went home, or `None` when it has not come to that.
    """
    age = (day - born) / 365.25
    eighteen = born + int(18 * 365.25) + 1
    status = journal.weighed(_STATUS) if age < 16.5 else "section_20"
    ended = eighteen if stays else min(day + 60 + journal.about(900), eighteen)
    journal.phases.add("looked_after")
    _coming_in(journal, day, status)
    if status != "section_20":
        ended = min(max(ended, _court(journal, day, age)), eighteen)
    adopted = age < 5 and status == "interim_care_order" and journal.chance(0.5)
    if adopted:
        ended = day + 420 + journal.about(250)
    ended = journal.working(ended)
    until = min(ended, journal.ceiling)
    _placements(journal, day, until, adopted)
    _reviews(journal, day, ended)
    _care_visits(journal, day, until)
    _health_and_school(journal, day, until, age)
    _permanence(journal, day, adopted)
    oversight(journal, day, ended, supervised=27)
    if age + (until - day) / _YEAR >= 10:
        _missing(journal, max(day, born + 10 * _YEAR), until, habits)
    _changes(journal, day, until)
    if adopted:
        adoption(journal, day + 150, ended)
    if born + 15.7 * _YEAR < until:
        preparing(journal, day, born, until)
    return _end(journal, day, ended, eighteen, adopted)


def _coming_in(journal: Journal, day: int, status: str) -> None:
    if status in ("police_protection", "emergency_protection_order"):
        _emergency(journal, day, status)
    if journal.chance(0.3):
        journal.put("edge_of_care.identified", journal.before(day, 20))
    journal.put("looked_after.started", day, legal_status=status, basis="continuous")
    if status == "section_20":
        journal.put("section_20_consent.signed", journal.after(day, 1), signed_by=frozenset(("parent",)))
    journal.put("care_plan.completed", journal.after(day, 12), kind="care_plan")


def _end(journal: Journal, day: int, ended: int, eighteen: int, adopted: bool) -> int | None:
    if ended > journal.last:
        return None
    where = (
        "adopters"
        if adopted
        else "independence"
        if ended >= eighteen - 5
        else "parents"
        if journal.chance(0.75)
        else "special_guardian"
    )
    if journal.placement is not None:
        journal.put("placement.ended", ended, placement_id=journal.placement, planned=True)
        journal.placement = None
        journal.placements.clear()
    if where == "parents" and journal.chance(0.3):
        journal.put("court_order.ended", ended, order="care")
    journal.put("looked_after.ended", ended, destination=where)
    journal.phases.discard("looked_after")
    if where == "independence" and ended - day > 13 * 7:
        leaving(journal, ended, eighteen)
        return None
    return ended


def _emergency(journal: Journal, day: int, status: str) -> None:
    if status == "police_protection":
        journal.put("police_protection.started", day)
        journal.put("police_protection.ended", journal.after(day, 2))
    else:
        journal.put("court_order.made", day, order="emergency_protection")
    kind = "police_protection" if status == "police_protection" else "emergency_order"
    journal.put("safeguarding_action.taken", day, kind=kind)
    journal.put("strategy_discussion.held", day, outcome="section_47", during="referral")


def _court(journal: Journal, day: int, age: float) -> int:
    outcome = (
        "placement" if age < 4 and journal.chance(0.3) else "care" if journal.chance(0.6) else "special_guardianship"
    )
    final = proceedings(journal, day, outcome)
    if outcome == "care":
        journal.put("legal_status.changed", final, legal_status="care_order")
    return final + 10


def _placements(journal: Journal, day: int, until: int, adopted: bool) -> None:
    """Placements one after another; the first comes with the child's coming into care."""
    number = 0
    begun = day
    while begun <= until:
        number += 1
        length = 30 + journal.about(420)
        ended = until if adopted or begun + length > until - 20 else journal.working(begun + length)
        _placement(journal, begun, number, ended, ended < until)
        if ended >= until:
            return
        begun = ended


def _placement(journal: Journal, day: int, number: int, ended: int, moves: bool) -> None:
    kind = journal.weighed(_KINDS)
    name = f"made-up-placement-{number}"
    journal.placement = name
    journal.placements.append((day, name))
    approval = "temporary" if kind == "connected_person" and journal.chance(0.6) else "full"
    planned = journal.chance(0.6)
    external = "external" if kind != "with_parents" and journal.chance(0.35) else "own"
    location = journal.weighed((("in_area", 0.7), ("neighbouring", 0.2), ("distant", 0.1)))
    if planned:
        journal.put("placement_planning_meeting.held", journal.before(day, 2), placement_id=name)
        journal.put("placement_plan.completed", journal.before(day, 1), placement_id=name, part="whole")
    if kind == "with_parents":
        journal.put("placement_with_parents.assessed", journal.before(day, 5))
        journal.put("placement_with_parents.approved", journal.after(day, 15), placement_id=name)
    journal.put(
        "placement.started", day, placement_id=name, kind=kind, planned=planned, provision=external,
        location=location, approval=approval,
    )  # fmt: skip
    if kind == "connected_person":
        _connected_carer(journal, day, name, approval == "temporary")
    if location != "in_area":
        journal.put("visit.made", journal.after(day, 30), announced=False, child_seen=True, place="placement")
    visit(journal, day, "looked_after", "placement")
    visit(journal, journal.after(day, 3), "looked_after", "placement")
    journal.put("care_planning_meeting.held", journal.after(day, 6))
    if ended - day > 500 and journal.chance(0.6):
        _matched(journal, day, ended, name)
    if moves:
        if journal.chance(0.4):
            journal.put("placement.concern_raised", journal.before(ended, 14), placement_id=name)
        journal.put("placement.ended", ended, placement_id=name, planned=journal.chance(0.6))


def _connected_carer(journal: Journal, day: int, name: str, temporary: bool) -> None:
    """The assessment of a relative or friend, and approval for the time being."""
    journal.put("regulation_24_assessment.completed", journal.after(day, 7), placement_id=name)
    if temporary:
        journal.put("temporary_approval.given", journal.after(day, 2), placement_id=name)
        if journal.chance(0.25):
            asked = journal.before(day + 112, 5)
            journal.put("temporary_approval.extended", asked, placement_id=name, agreed_by="fostering_panel")
        journal.put("foster_carer.approved", journal.after(day, 112), placement_id=name)


def _matched(journal: Journal, day: int, ended: int, name: str) -> None:
    """A placement agreed as the one to stay in; of some, fewer visits later."""
    matched = day + 300 + journal.about(100)
    if matched >= ended:
        return
    approved = frozenset(("independent_reviewing_officer", "team_manager"))
    journal.put("placement.matched", matched, placement_id=name, approved_by=approved)
    if journal.chance(0.4):
        fewer = journal.working(matched + 60 + journal.about(200))
        journal.put("visiting_frequency.agreed", fewer, every="12 weeks", agreed_by="service_manager")


def _reviews(journal: Journal, day: int, ended: int) -> None:
    """The first review within 20 working days, the second within three months more, then every six months."""
    held = journal.after(day + 5, 22)
    for gap in (88, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178, 178):
        if held > ended or held > journal.last:
            break
        changed = journal.chance(0.3)
        review = journal.meeting("looked_after_review.held", held, notice=35, kind="looked_after", plan_changed=changed)
        if changed and review is not None:
            journal.put("care_plan.updated", journal.after(held, 12))
        if journal.chance(0.03):
            journal.put("review_dispute.arose", held + 3)
        if journal.chance(0.04):
            journal.put("looked_after_review.adjourned", held)
            held = journal.after(held, 25)
            journal.meeting("looked_after_review.held", held, notice=15, kind="looked_after")
        held = after_interval(journal, held, gap)
    if ended > journal.last:
        journal.meeting("looked_after_review.held", max(held, journal.last + 1), notice=35)


def _care_visits(journal: Journal, day: int, until: int) -> None:
    first = min(until, day + 26)
    visits(journal, day + 3, first, 7, "looked_after", "placement")
    visits(journal, first, until, 40, "looked_after", "placement")


def _health_and_school(journal: Journal, day: int, until: int, age: float) -> None:
    first = journal.after(day, 27)
    journal.put("health_assessment.completed", first, kind="initial")
    while (first := after_interval(journal, first, 180 if age + (first - day) / _YEAR < 5 else 362)) <= until:
        journal.put("health_assessment.completed", first, kind="review")
    asked = journal.after(day, 18)
    journal.put("sdq.completed", asked)
    while (asked := after_interval(journal, asked, 362)) <= until:
        journal.put("sdq.completed", asked)
    if 4 <= age < 16.5:
        met = journal.after(day, 20)
        journal.put("pep_meeting.held", met, kind="first")
        while (met := met + 100 + journal.between(0, 40)) <= until:
            journal.put("pep_meeting.held", met, kind="review")
        if journal.chance(0.3):
            journal.put("school.changed", journal.working(day + journal.about(150)))
        if journal.chance(0.04):
            journal.put("school_appeal.foreseen", journal.working(day + journal.about(250)))
        if journal.chance(0.3):
            journal.put("education_concern.raised", journal.working(day + journal.about(250)))
    planned = day
    while (planned := planned + 60 + journal.between(0, 50)) <= until:
        journal.put("care_planning_meeting.held", journal.working(planned))


def _permanence(journal: Journal, day: int, adopted: bool) -> None:
    held = journal.after(day + 15, 35)
    journal.put("permanence_planning_meeting.held", held)
    if adopted:
        journal.put("adoption_plan.identified", held + 5)


def _missing(journal: Journal, day: int, until: int, habits: Habits) -> None:
    if until <= day or not journal.chance(habits.missing):
        return
    away = day
    while (away := away + 10 + journal.about(150)) <= until:
        hour = journal.between(70, 92)
        journal.put("missing_episode.started", away, hour=hour, missing_from="care")
        back = away + (0 if journal.chance(0.15) else 1 + int(journal.draw() * journal.draw() * 5))
        journal.put("missing_episode.ended", back, hour=94 if back == away else None, lives_with="foster_carer")
        if journal.chance(0.1):
            journal.put("exploitation_concern.recorded", journal.after(back, 5))


def _changes(journal: Journal, day: int, until: int) -> None:
    """Changes of worker, of plan, contact with family, and what the child or carer asks for."""
    moved = day
    while (moved := journal.working(moved + 60 + journal.about(400))) <= until:
        change_of_worker(journal, moved, "looked_after")
    family = day + 5
    for _ in range(journal.between(0, 6)):
        family = journal.working(family + journal.between(7, 60))
        if family <= until:
            journal.put("family_time.held", family, supervised=True, place="contact_centre")
    if journal.chance(0.2):
        asked = journal.working(day + journal.about(200))
        if asked <= until:
            journal.put("visit.requested", asked, requested_by="child", reasonable=True)
    if journal.chance(0.05):
        journal.put("care_plan.disagreed", journal.working(day + journal.about(60)), requested_by="parent")
    if journal.chance(0.25):
        changed = journal.working(day + journal.about(300))
        if changed <= until:
            journal.put("care_plan.change_proposed", changed - 5, significant=True)
            journal.put("care_plan.changed", changed, significant=True)


__all__ = ["in_care", "months"]
