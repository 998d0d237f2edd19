"""From a contact to an assessment, and what the assessment leads to."""

from __future__ import annotations

from practice_rules.made_up.care import in_care
from practice_rules.made_up.everyday import change_of_worker, happenings, oversight, visit, visits, worker
from practice_rules.made_up.habits import Habits
from practice_rules.made_up.in_need import child_in_need
from practice_rules.made_up.journal import Journal, months
from practice_rules.made_up.protection import enquiries, protection_plan


def referral(journal: Journal, day: int, born: int, habits: Habits) -> int | None:
    """A referral and all that follows from it. Returns the day the case closed, or `None` while it is open."""
    journal.first = day if journal.first < day else journal.first
    journal.ceiling = journal.last
    journal.phases -= {"early_help", "child_in_need", "child_protection", "looked_after"}
    journal.phases.add("screening")
    journal.put("contact.received", day)
    to_early_help = journal.chance(habits.early_help)
    journal.put(
        "referral.received", day, service="early_help" if to_early_help and journal.chance(0.3) else "front_door"
    )
    decided = journal.after(day, 1)
    chance = journal.draw()
    if to_early_help:
        _decided(journal, decided, "early_help")
        return early_help(journal, decided)
    if chance < habits.no_further_action / (1 - habits.early_help):
        _decided(journal, decided, "no_further_action")
        return decided
    enquiry = journal.chance(habits.section_47 / (1 - habits.early_help - habits.no_further_action))
    at_once = enquiry and journal.chance(0.7)
    _decided(journal, decided, "strategy_discussion" if at_once else "assessment")
    return _assessed(journal, decided, born, habits, enquiry, at_once)


def _decided(journal: Journal, day: int, outcome: str) -> None:
    journal.phases.discard("screening")
    journal.put("referral.decided", day, outcome=outcome)
    if outcome == "strategy_discussion":
        journal.put("multi_agency_screening.started", day)
        journal.put("referral.passed_on", day, to="duty_team")
    elif outcome == "assessment":
        journal.put("referral.passed_on", day, to="assessment_team")
    elif outcome == "early_help":
        journal.put("referral.passed_on", day, to="early_help")


def _assessed(journal: Journal, day: int, born: int, habits: Habits, enquiry: bool, at_once: bool) -> int | None:
    journal.put("case.opened", day)
    worker(journal, day)
    started = journal.after(day, 1)
    kind = "brief_child_and_family" if not enquiry and journal.chance(0.04) else "child_and_family"
    journal.put("assessment.started", started, assessment_kind=kind, section_47=enquiry)
    finished = journal.after(started, 12 if kind != "child_and_family" else 61)
    conference = None
    if enquiry:
        begun = day if at_once else started + int((finished - started) * 0.6 * journal.draw())
        conference = enquiries(journal, journal.working(begun), started, habits)
    else:
        first = journal.after(started, 4)
        visit(journal, first, "initial_assessment", alone=0.75)
        if journal.chance(0.4):
            sent = journal.after(first, 4)
            journal.put("communication.exchanged", sent, method="letter")
            journal.put("document.filed", journal.after(sent, 2), kind="correspondence")
        visit(journal, journal.after(started, 10), "initial_assessment", alone=0.85)
    care = journal.chance(habits.looked_after / (1 - habits.early_help - habits.no_further_action))
    in_need = conference is not None or care or journal.chance(1 - habits.not_in_need / (1 - habits.section_47 * 0.35))
    if not in_need:
        journal.ceiling = min(journal.last, finished + 20)
    visits(journal, started + 12, finished, 16, "initial_assessment")
    if finished - started > 63 and journal.chance(0.6):
        journal.put("assessment.extended", started + 55, agreed_by="team_manager", ground="complexity")
    if finished - started > 50 and journal.chance(0.3):
        journal.put("assessment.delayed", started + 45)
    outcome = "child_in_need" if in_need else "no_further_action" if journal.chance(0.7) else "early_help"
    journal.put(
        "assessment.completed", finished, assessment_kind=kind, outcome=frozenset((outcome,)), child_seen=True,
        qualified=True,
    )  # fmt: skip
    if finished > journal.last:
        oversight(journal, started, journal.last)
    if in_need and journal.chance(0.5):
        journal.put("child_in_need_plan.recommended", journal.before(finished, 3))
    if not in_need:
        if journal.chance(0.7):
            journal.put("step_down.considered", journal.after(finished, 5))
        return _closed(journal, journal.after(finished, 14), "assessment")
    return _helped(journal, started, finished, conference, care, born, habits)


def _helped(
    journal: Journal, started: int, finished: int, conference: int | None, care: bool, born: int, habits: Habits
) -> int | None:
    day = finished
    kind = "child_in_need"
    if conference is not None:
        kind = "child_protection"
        day = protection_plan(journal, conference, to_care=care)
    if care and day <= journal.last:
        begins = day if conference is not None else started + int((finished - started) * 0.5 * journal.draw())
        left = in_care(journal, journal.working(begins), born, habits)
        if left is None:
            return None
        day, kind = left, "looked_after"
    if day > journal.last:
        return None
    if kind == "child_in_need" and journal.chance(0.4):
        journal.put("service.provided", journal.after(day, 10))
        return _closed(journal, journal.after(day, 30), "assessment")
    if journal.chance(0.3):
        change_of_worker(journal, day, "child_in_need")
    ended = child_in_need(journal, day, kind)
    if ended > journal.last:
        return None
    closing = journal.after(ended, 10)
    if journal.chance(0.3):
        journal.put(
            "case.stepped_down", ended, to="early_help", consent_given=journal.chance(0.9), assessment_passed_on=True
        )
    return _closed(journal, closing, kind)


def _closed(journal: Journal, day: int, after: str) -> int | None:
    if day > journal.last:
        return None
    journal.ceiling = journal.last
    journal.put(
        "case.closed", day, after=after, outcome="no_further_action" if after == "assessment" else "stepped_down"
    )
    journal.worker = None
    return day


def early_help(journal: Journal, day: int) -> int | None:
    """An early help episode: assessment, plan, meetings round the family, visits, until needs are met."""
    length = months(2) + journal.about(months(4))
    ended = journal.working(day + length)
    journal.phases.add("early_help")
    journal.put("early_help_episode.started", day, basis="referral", consent_given=True)
    worker(journal, journal.after(day, 1), "early_help", "early_help")
    family = frozenset(("parent", "child"))
    journal.put("assessment.agreed", journal.after(day, 5), assessment_kind="early_help", agreed_with=family)
    begun = journal.after(day, 7)
    journal.put("assessment.started", begun, assessment_kind="early_help", steps=False)
    done = journal.after(begun, 26)
    journal.put("assessment.completed", done, assessment_kind="early_help", steps=False)
    journal.put("early_help_plan.made", journal.after(done, 5), kind="action_plan")
    journal.put("early_help_meeting.agreed", journal.after(done, 5))
    held = journal.after(done, 18)
    journal.meeting("early_help_meeting.held", held, notice=10, meeting="first")
    journal.put("early_help_plan.made", held, kind="meeting_plan")
    while (held := journal.after(held + 25, 30)) <= min(ended, journal.ceiling):
        journal.meeting("early_help_meeting.held", held, meeting="review")
        journal.put("early_help_plan.reviewed", held, kind="meeting_plan")
    _family_seen(journal, journal.after(day, 9))
    if journal.chance(0.4):
        journal.put("agreed_actions.set", journal.after(day, 5))
    visits(journal, day + 9, ended, 25, "early_help", by="early_help_worker")
    if journal.chance(0.3):
        journal.put("agency.joined", journal.after(day, 60))
    if journal.chance(0.12):
        journal.put("non_engagement.recorded", journal.after(day, 90))
    happenings(journal, day + 10, min(ended, journal.last))
    if ended > journal.last:
        return None
    journal.put("early_help_episode.ended", ended, outcome="needs_met")
    journal.phases.discard("early_help")
    journal.worker = None
    return ended


def _family_seen(journal: Journal, seen: int) -> None:
    """The first visit of early help, with its papers."""
    visit(journal, seen, "early_help", by="early_help_worker")
    given = frozenset(("privacy_notice", "feedback_form", "services", "consent"))
    journal.put("information.given", seen, covers=given, shared_with=frozenset(("parent", "child")))
    for paper in ("consent", "privacy_notice"):
        if journal.chance(0.85):
            journal.put("document.filed", journal.after(seen, 1), kind=paper)
