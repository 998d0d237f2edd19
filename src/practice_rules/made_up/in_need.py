"""A child in need plan: meetings, visits, reviews, and its end."""

from __future__ import annotations

from practice_rules.made_up.everyday import oversight, visit, visits
from practice_rules.made_up.journal import Journal, months


def child_in_need(journal: Journal, day: int, after: str) -> int:
    """A child in need plan from `day`; returns the day it ends, which may be after the last day."""
    ended = journal.working(day + months(1.5) + journal.about(months(3)))
    journal.phases.add("child_in_need")
    arising = {"child_protection": "conference", "looked_after": "other"}.get(after, "assessment")
    journal.put("child_in_need.decided", day, arising_from=arising)
    facts = {"setting": "home_no_breaks"} if "disabled" in journal.phases else None
    journal.put("child_in_need_plan.started", journal.after(day, 3), facts=facts, consent_given=True)
    visit(journal, journal.after(day, 7), "child_in_need")
    visits(journal, day + 7, ended, 27, "child_in_need")
    first = journal.after(day, 18)
    journal.meeting("child_in_need_meeting.held", first, notice=12, meeting="initial")
    held = first
    while (held := journal.after(held + 24, 20)) <= min(ended, journal.ceiling):
        journal.meeting("child_in_need_meeting.held", held, meeting="review")
        if journal.chance(0.4):
            journal.put("child_in_need_plan.reviewed", held)
    if ended > journal.last:
        journal.meeting("child_in_need_meeting.held", held, meeting="review")
    oversight(journal, day, ended)
    if "disabled" in journal.phases:
        _disability(journal, day, ended)
    if ended <= journal.last:
        journal.put("child_in_need_plan.ended", ended, outcome="needs_met" if journal.chance(0.8) else "stepped_down")
    journal.phases.discard("child_in_need")
    return ended


def _disability(journal: Journal, day: int, ended: int) -> None:
    """Short breaks, direct payments and needs in handling."""
    if journal.chance(0.4):
        basis = "section_17" if journal.chance(0.8) else "section_20"
        name = f"made-up-break-{journal.between(1, 99)}"
        begun = journal.after(day, 60)
        journal.put("short_breaks.started", begun, legal_basis=basis, placement_id=name)
        taken = begun
        while (taken := taken + journal.between(20, 40)) <= min(ended, journal.ceiling):
            journal.put("short_break.taken", taken)
        visits(journal, begun, ended, 80, "statutory", "short_break_home")
        if basis == "section_20":
            journal.meeting("looked_after_review.held", journal.after(begun, 27), kind="short_breaks")
            journal.meeting("looked_after_review.held", journal.after(begun + 60, 60), kind="short_breaks")
        if ended <= journal.last:
            journal.put("short_breaks.ended", ended, placement_id=name)
    if journal.chance(0.4):
        overseen = journal.one(("targeted_early_help", "tier_2", "child_in_need"))
        journal.put("direct_payments.started", journal.after(day, 40), overseen_as=overseen)
        journal.put("direct_payments.reviewed", journal.after(day + 60, 90))
    if journal.chance(0.2):
        journal.put("care_need.identified", journal.after(day, 60))
