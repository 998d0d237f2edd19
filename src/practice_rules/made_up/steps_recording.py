"""What goes with visits, talks, supervision and decisions: mostly, writing them down."""

from __future__ import annotations

from practice_rules.made_up.steps import Steps, step

RECORDING: Steps = {
    "visit.made": (
        step("case_note.recorded", 0.9, 3, about=True, kind="visit", paper=True),
    ),
    "communication.exchanged": (
        step("case_note.recorded", 0.85, 2, about=True, kind="correspondence"),
    ),
    "direct_work.undertaken": (
        step("case_note.recorded", 0.85, 3, about=True, kind="direct_work"),
        step("document.filed", 0.75, 3, kind="direct_work", paper=True),
    ),
    "meeting.held": (
        step("minutes.recorded", 0.88, 3, about=True),
        step("minutes.shared", 0.85, 7, shared_with=("parent", "partner_agency")),
        step("case_note.recorded", 0.7, 3, about=True, kind="meeting"),
    ),
    "case_discussion.held": (
        step("case_note.recorded", 0.85, 2, about=True, kind="decision"),
    ),
    "management_decision.made": (
        step("case_note.recorded", 0.85, 1, about=True, kind="decision"),
        step("information.given", 0.6, 7, shared_with=("child",), covers=("decisions",)),
    ),
    "significant_event.occurred": (
        step("case_note.recorded", 0.9, 1, about=True, kind="significant_event"),
        step("chronology.updated", 0.85, 5, state="updated", covers=("significant_events", "decisions")),
        step("management_oversight.recorded", 0.75, 4, matter=("significant_event",)),
        step("case_summary.updated", 0.6, 10, kind="regular", paper=True),
        step("iro.notified", 0.85, 1, notice_of="significant_incident", while_="looked_after"),
        step("looked_after_papers.updated", 0.7, 10, while_="looked_after"),
        step("life_story_work.updated", 0.6, 30, while_="looked_after"),
    ),
    "supervision.held": (
        step("supervision_record.completed", 0.9, 2, on_child_record=True, on_form=True, entered_by="team_manager"),
    ),
    "case_summary.updated": (
        step("case_file.read", 0.4, -2, kind="before_summary", paper=True),
    ),
    "case_audit.completed": (
        step("audit_action.completed", 0.7, 20),
        step("record_shortcoming.discussed", 0.3, 5, noted_on_audit=True),
    ),
    "complaint.received": (
        step("management_oversight.recorded", 0.85, 5, matter=("complaint",)),
        step("complaint.answered", 0.88, 14, shared_with=("parent",)),
    ),
    "report.requested": (
        step("report.completed", 0.88, 18),
    ),
    "authorisation.requested": (
        step("authorisation.answered", 0.9, 1, authorised=True),
    ),
    "non_engagement.recorded": (
        step("non_engagement_steps.taken", 0.85, 7),
        step("case_discussion.held", 0.8, 4),
    ),
    "edge_of_care.identified": (
        step("family_meeting.offered", 0.8, 10),
    ),
    "agreed_actions.set": (
        step("agreed_actions.completed", 0.88, 6),
    ),
    "agreed_actions.completed": (
        step("case_note.recorded", 0.88, 5, about=True, kind="decision"),
    ),
    "information.shared": (
        step("consent.recorded", 0.85, -3, outcome="given", scope=("information_sharing",)),
    ),
    "reassessment.directed": (
        step("assessment.updated", 0.85, 20),
    ),
    "assessment.delayed": (
        step("case_discussion.held", 0.8, 4),
    ),
    "agency.joined": (
        step("consent.recorded", 0.85, 5, outcome="given", scope=("information_sharing",)),
    ),
    "records.lost": (
        step("records_loss.reported", 0.9, 0, shared_with=("head_of_service",)),
    ),
    "childs_question.left_open": (
        step("childs_question.answered", 0.85, 10),
    ),
}  # fmt: skip
