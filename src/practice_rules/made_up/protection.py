"""Strategy discussions, section 47 enquiries, conferences, child protection plans, and the way to court."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from practice_rules.made_up.everyday import after_interval, oversight, visits
from practice_rules.made_up.habits import Habits
from practice_rules.made_up.journal import Journal, day_of, months

_CATEGORIES: Final = (("neglect", 0.49), ("emotional abuse", 0.38), ("physical abuse", 0.08), ("sexual abuse", 0.05))
"""Near the shares of the latest category of abuse in Children in need 2023."""

_LEGAL: Final = frozenset(("legal",))

_ENDS: Final = (
    ("no_further_action", 0.45), ("child_in_need", 0.4), ("early_help", 0.08), ("signposting", 0.05),
    ("further_enquiries", 0.02),
)  # fmt: skip


def enquiries(journal: Journal, day: int, assessed_from: int, habits: Habits) -> int | None:
    """A strategy discussion and section 47 enquiries. Returns the day of the conference, if one makes a plan."""
    hour = journal.between(37, 66) if journal.chance(0.6) else None
    immediate = journal.chance(0.15)
    journal.put("significant_harm.suspected", day, hour=None if hour is None else hour - 3, immediate=immediate)
    if immediate and journal.chance(0.85):
        journal.put("safeguarding_action.taken", day, kind=journal.one(("person_removed", "other", "accommodation")))
    if journal.chance(0.5):
        journal.put("strategy_discussion.decided", day, hour=None if hour is None else hour - 2)
    stage = "referral" if day <= assessed_from else "assessment"
    journal.put("strategy_discussion.held", day, hour=hour, outcome="section_47", during=stage)
    journal.put("section_47.started", day, hour=None if hour is None else hour + 1, agreed_by="team_manager")
    seen = day if journal.chance(0.8) else journal.after(day, 1)
    later = None if hour is None or seen > day else min(hour + journal.between(4, 20), 90)
    journal.put(
        "visit.made", seen, hour=later, child_seen=True, seen_alone=journal.chance(0.9), kind="section_47", place="home"
    )
    visits(journal, day, day + 15, 6, "section_47")
    if journal.chance(0.3):
        journal.put("child_protection_medical.held", journal.after(day, 2))
    completed = journal.after(day, 9)
    to_conference = journal.chance(habits.conference)
    outcome = "initial_conference" if to_conference else journal.weighed(_ENDS)
    harm = (
        "substantiated_continuing"
        if to_conference
        else "not_substantiated"
        if journal.chance(0.6)
        else "substantiated_not_continuing"
    )
    journal.put("section_47.completed", completed, outcome=outcome, harm=harm)
    if journal.chance(0.03):
        journal.put("section_47.outcome_changed", journal.after(completed, 5), endorsed=journal.chance(0.9))
    if not to_conference:
        if outcome == "child_in_need":
            journal.put("child_in_need_plan.made", journal.after(completed, 10))
            journal.meeting("child_in_need_meeting.held", journal.after(completed, 13), notice=6, meeting="initial")
        return None
    return _conference(journal, max(completed, journal.after(day, 20)), habits)


def _conference(journal: Journal, day: int, habits: Habits) -> int | None:
    plan = journal.chance(habits.plan)
    outcome = "child_protection_plan" if plan else "child_in_need"
    journal.meeting("icpc.held", day, notice=10, kind="initial", outcome=outcome, category=journal.weighed(_CATEGORIES))
    if journal.chance(0.03):
        journal.put("conference.disputed", day + 2)
    if journal.chance(0.05):
        journal.put("conference_exclusion.decided", journal.before(day, 2), extent=journal.one(("whole", "part")))
    return day if plan else None


def protection_plan(journal: Journal, day: int, *, to_care: bool) -> int:
    """A child protection plan from the conference on `day`; returns the day it ends, maybe after the last day."""
    ended = journal.working(day + months(3) + journal.about(months(7)))
    if to_care:
        ended = journal.working(day + 20 + journal.about(months(4)))
    journal.phases.add("child_protection")
    category = journal.weighed(_CATEGORIES)
    journal.put("child_protection_plan.started", day, category=category)
    visits(journal, day, ended, 14, "child_protection")
    _core_groups(journal, day, ended)
    if to_care:
        _way_to_court(journal, day, ended)
    review = journal.after(day + 55, 35)
    while review < ended - 40 and review <= journal.last:
        journal.meeting("rcpc.held", review, outcome="plan_continues")
        review = journal.after(review + 110, 70)
    if ended > journal.last:
        journal.meeting("rcpc.held", max(review, journal.last + 5), outcome="plan_continues")
    oversight(journal, day, ended, supervised=27)
    if ended - day > months(12):
        journal.put("child_protection_plan.scrutinised", journal.after(day + 365, 14), by="service_manager")
    if ended <= journal.last:
        outcome = "looked_after" if to_care else "child_in_need" if journal.chance(0.85) else "ended"
        if not to_care or journal.chance(0.5):
            journal.meeting("rcpc.held", ended, outcome=outcome)
        if outcome == "child_in_need" and journal.chance(0.75):
            journal.put("child_in_need_plan.made", ended)
        journal.put(
            "child_protection_plan.ended", ended, actions_met=not to_care, family_consents_to_child_in_need=True
        )
    journal.phases.discard("child_protection")
    return ended


def _core_groups(journal: Journal, day: int, ended: int) -> None:
    held = journal.after(day + 3, 10)
    journal.meeting("core_group.held", held, notice=8)
    journal.put("child_protection_plan.developed", held if journal.chance(0.8) else journal.after(held, 5))
    last = min(ended, journal.ceiling)
    while (held := after_interval(journal, held, 28)) <= last:
        if journal.chance(0.06):
            if journal.chance(0.6):
                journal.put("core_group.missed", held + 2)
            continue
        journal.meeting("core_group.held", held, notice=20)
        if journal.chance(0.05):
            journal.put("core_group_member.proposed", held)
    if ended > journal.last:
        journal.meeting("core_group.held", held, notice=20)


def _way_to_court(journal: Journal, day: int, ended: int) -> None:
    """Legal planning and pre-proceedings, before a child comes into care by order."""
    if not journal.chance(0.6):
        return
    met = journal.after(day, max(10, (ended - day) // 3))
    journal.put("legal_planning_meeting.held", met, outcome="pre_proceedings")
    begun = journal.after(met, 10)
    if begun < ended:
        journal.put("pre_proceedings.started", begun)
        journal.put("pre_proceedings.ended", ended, outcome="proceedings_issued")


def proceedings(journal: Journal, day: int, outcome: str) -> int:
    """Care proceedings from `day`: hearings, directions and papers; returns the day of the final hearing."""
    journal.put("care_proceedings.started", day)
    journal.put("court_order.made", journal.after(day, 7), order="interim_care")
    hearings = ((14, "first"), (35, "case_management"), (130, "issues_resolution"))
    for ahead, stage in hearings:
        journal.put("court_hearing.held", journal.after(day + ahead - 5, 10), stage=stage)
    for document, ahead in (
        ("initial_statement", 10),
        ("chronology", 10),
        ("interim_care_plan", 10),
        ("statement", 60),
        ("care_plan", 120),
    ):
        if journal.chance(0.8):
            asked = day + ahead - 8
            filed = journal.working(day + ahead)
            at = datetime.combine(day_of(filed), time(16))
            journal.put("court_direction.made", asked, document=document, until=day_of(filed), file_at=at)
            shared = journal.before(filed, 6)
            journal.put("court_document.completed", shared - 3, document=document)
            journal.put("court_document.authorised", shared - 1, document=document, authorised_by="team_manager")
            journal.put("court_document.shared", shared, document=document, shared_with=_LEGAL)
            journal.put("court_document.shared", filed, hour=36, document=document, shared_with=_LEGAL, final_copy=True)
            journal.put("court_document.filed", journal.after(filed - 2, 2), document=document)
    final = journal.working(day + 150 + journal.about(60))
    journal.put("court_hearing.held", final, stage="final")
    journal.put("court_order.made", final, order=outcome)
    journal.put("care_proceedings.ended", final)
    return final
