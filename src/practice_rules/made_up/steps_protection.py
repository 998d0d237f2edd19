"""What goes with strategy discussions, section 47 enquiries, conferences, core groups and court work."""

from __future__ import annotations

from practice_rules.made_up.steps import Steps, step

_FAMILY = ("parent", "child")
_REPORT = ("parent", "child", "conference_chair")

_CONFERENCE = (
    step("conference.invitation_sent", 0.9, -8, complete=True, family_named=True),
    step("conference_report.completed", 0.95, -4, author="social_worker", on_template=True, family_views_recorded=True),
    step("conference_report.shared", 0.92, -4, shared_with=_REPORT, author="social_worker", shared_in_person=True),
    step("conference_report.completed", 0.7, -4, author="health", paper=True),
    step("conference_report.shared", 0.7, -4, shared_with=_REPORT, author="health", paper=True),
    step("conference_preparation.held", 0.85, -2, attended_by=_FAMILY, covers=("purpose", "report", "attendance", "advocate", "separate_speaking"), by="conference_chair"),
    step("conference.confirmed", 0.7, -6, paper=True),
    step("conference.apology_received", 0.3, -2, paper=True),
    step("conference_information.given", 0.75, -5, shared_with=_FAMILY, paper=True),
    step("conference_minutes.completed", 0.92, 13),
    step("conference_minutes.shared", 0.9, 18, shared_with=("parent", "child", "health", "education"), about=True),
    step("conference_minutes.recorded", 0.85, 20, paper=True),
)  # fmt: skip

PROTECTION: Steps = {
    "significant_harm.suspected": (),
    "strategy_discussion.decided": (),
    "strategy_discussion.held": (
        step("strategy_discussion.recorded", 0.93, 0, part=("decisions", "form", "management_decision"), by="team_manager", about=True),
        step("strategy_discussion.recorded", 0.85, 6, part=("minutes", "form"), about=True),
        step("strategy_discussion.shared", 0.88, 1, shared_with=("police", "health"), to_all_present=True),
        step("agency_check.completed", 0.8, -0, complete=True),
        step("management_decision.made", 0.5, 0, matter=("safeguarding_concern",), important=True),
    ),
    "section_47.started": (
        step("safety_plan.made", 0.75, 1),
        step("protection_interview.held", 0.4, 3),
    ),
    "section_47.completed": (
        step("section_47.authorised", 0.93, 0, authorised_by="team_manager"),
        step("section_47.recorded", 0.88, 2),
        step("section_47.shared", 0.85, 4, to_all_present=True),
        step("chronology.updated", 0.75, -1, state="updated"),
    ),
    "icpc.held": (
        *_CONFERENCE,
        step("conference.requested", 0.9, -10, conference="initial", accepted=True, requested_by="social_worker"),
        step("conference_report.authorised", 0.92, -4, authorised_by="team_manager", conference="initial"),
        step("child_attendance.decided", 0.8, -5),
        step("outline_plan.completed", 0.92, 1),
        step("outline_plan.shared", 0.92, 1, shared_with=("parent", "child", "core_group_member")),
        step("management_oversight.recorded", 0.8, -2, matter=("safeguarding_concern", "step_up")),
    ),
    "rcpc.held": (
        *_CONFERENCE,
        step("conference_report.authorised", 0.9, -5, authorised_by="team_manager", conference="review"),
        step("conference_report.shared", 0.8, -7, shared_with=_REPORT, conference="review"),
        step("child_protection_plan.updated", 0.85, 1),
        step("outline_plan.shared", 0.8, 2, shared_with=("parent", "child", "core_group_member")),
        step("case_summary.updated", 0.4, 4, kind="regular", paper=True),
    ),
    "child_protection_plan.started": (
        step("supervision.held", 0.85, 12, kind="casework", covers=("plan_progress", "visiting_frequency", "rationale")),
        step("visiting_frequency.agreed", 0.5, 7, every="2 weeks", agreed_by="team_manager"),
        step("management_oversight.recorded", 0.7, 3, matter=("plan_start",), paper=True),
    ),
    "core_group.held": (
        step("core_group.recorded", 0.9, 3),
        step("child_protection_plan.updated", 0.88, 2),
        step("child_protection_plan.recorded", 0.8, 4),
        step("child_protection_plan.circulated", 0.88, 6, shared_with=("core_group_member", "conference_chair", "safeguarding_unit", "parent")),
        step("core_group.circulated", 0.85, 6, shared_with=("parent", "health", "education")),
        step("core_group.invitation_sent", 0.8, -7, paper=True),
        step("next_meeting.scheduled", 0.85, 1, paper=True),
        step("meeting_preparation.held", 0.6, -3, attended_by=_FAMILY, paper=True),
        step("child_protection_plan.quality_assured", 0.5, 12, paper=True),
        step("child_protection_plan.authorised", 0.7, 5, authorised_by="team_manager", paper=True),
    ),
    "child_protection_plan.developed": (
        step("child_protection_plan.authorised", 0.85, 5, authorised_by="team_manager"),
        step("child_protection_plan.recorded", 0.85, 5),
        step("management_oversight.recorded", 0.7, 5, matter=("plan_completion",), paper=True),
    ),
    "conference.disputed": (
        step("escalation.raised", 0.8, 7, matter="decision_disputed"),
        step("management_oversight.recorded", 0.8, 7, matter=("professional_dispute",)),
    ),
    "legal_planning_meeting.held": (
        step("legal_planning_meeting.requested", 0.9, -7),
        step("legal_advice.recorded", 0.85, 5, in_legal_section=True),
        step("minutes.recorded", 0.7, 5, about=True),
    ),
    "pre_proceedings.started": (
        step("letter_before_proceedings.sent", 0.95, 5, shared_with=("parent",)),
        step("pre_proceedings_meeting.held", 0.92, 12, first=True),
        step("management_oversight.recorded", 0.85, 2, matter=("pre_proceedings",)),
        step("pre_proceedings.reviewed", 0.85, 42),
    ),
    "care_proceedings.started": (
        step("management_oversight.recorded", 0.85, 2, matter=("court",)),
    ),
    "legal_consultation.held": (
        step("legal_advice.recorded", 0.85, 4, in_legal_section=True),
    ),
    "missing_episode.started": (
        step("missing_procedure.started", 0.92, 0, shared_with=("police", "team_manager")),
        step("missing_risk.identified", 0.4, 3),
    ),
    "missing_episode.ended": (
        step("return_interview.offered", 0.92, 1),
        step("return_interview.held", 0.75, 3, independent=True),
        step("visit.made", 0.7, 3, child_seen=True, kind="after_missing", while_="looked_after"),
    ),
    "missing_risk.identified": (
        step("missing_plan.agreed", 0.85, 7, in_placement_plan=True),
    ),
    "exploitation_concern.recorded": (
        step("exploitation_meeting.held", 0.85, 12),
        step("risk_assessment.completed", 0.85, 7, about_risk="exploitation"),
    ),
    "domestic_abuse.identified": (
        step("risk_assessment.completed", 0.85, 7, about_risk="domestic_abuse"),
    ),
    "allegation.made": (
        step("designated_officer.notified", 0.93, 0, team_manager_told=True),
    ),
    "linked_child.identified": (
        step("linked_child.enquired", 0.85, 7),
    ),
    "safeguarding_concern.identified": (
        step("management_oversight.recorded", 0.85, 1, matter=("safeguarding_concern",)),
        step("visit.made", 0.6, 4, announced=False, child_seen=True, place="home", kind="welfare"),
    ),
    "household.changed": (
        step("risk_assessment.completed", 0.8, 10, about_risk="new_person"),
    ),
    "parental_mental_health.identified": (
        step("mental_health_service.consulted", 0.8, 10),
        step("visit.made", 0.5, 14, occasion="joint_agency", place="home"),
    ),
    "unborn_child.identified": (
        step("case_discussion.held", 0.85, 5),
    ),
    "conference.apology_received": (
        step("escalation.raised", 0.4, 5, matter="partner_not_engaging", escalated_to=("safeguarding_manager",)),
    ),
    "core_group_member.proposed": (
        step("core_group_member.contacted", 0.85, 7),
    ),
    "work_with_children.identified": (
        step("designated_officer.notified", 0.88, 0, team_manager_told=True),
    ),
    "homelessness.identified": (
        step("visit.made", 0.88, 1, child_seen=True, kind="welfare"),
    ),
    "removal_plan.recorded": (
        step("adoption_service.consulted", 0.88, 0, shared_with=("service_manager",)),
        step("early_permanence.considered", 0.85, 10, covers=("fostering_for_adoption", "concurrency")),
    ),
    "conference_exclusion.decided": (
        step("conference_exclusion.requested", 0.88, -2, written=True),
        step("conference_exclusion.explained", 0.85, 3, covers=("views", "outcome", "complaints")),
        step("conference_minutes.shared", 0.8, 15, edited=True, shared_with=("parent",)),
    ),
    "section_47.outcome_changed": (),
    "concern.raised": (
        step("case_discussion.held", 0.88, 0),
        step("escalation.raised", 0.4, 1, escalated_to=("team_manager",), matter="new_concern"),
    ),
    "other_child.identified": (),
}  # fmt: skip
