"""What goes with contacts, referrals, assessments, early help and child in need plans."""

from __future__ import annotations

from practice_rules.made_up.steps import Steps, step

_FAMILY = ("parent", "child")
_AGENCIES = ("partner_agency", "health", "education", "police")

FRONT_DOOR: Steps = {
    "contact.received": (
        step("referral.passed_on", 0.75, 0, to="partner_agency", paper=True),
        step("referral_form.requested", 0.85, 1, paper=True),
        step("agency_check.completed", 0.7, 1, paper=True),
    ),
    "referral.received": (
        step("referral.reviewed", 0.8, 0),
        step("management_oversight.recorded", 0.8, 0, covers=("level_of_need", "level_of_screening", "decision"), matter=("referral_acceptance",), paper=True),
        step("agency_check.requested", 0.5, 1, paper=True),
    ),
    "referral.decided": (
        step("outcome.shared", 0.85, 3, outcome_of="screening", shared_with=("referrer", "parent")),
        step("case_note.recorded", 0.8, 0, kind="decision", paper=True),
    ),
    "agency_check.requested": (
        step("agency_check.completed", 0.9, 2),
        step("consent.recorded", 0.9, -0, outcome="given", scope=("agency_checks", "information_sharing")),
    ),
    "agency_check.completed": (
        step("referral.passed_on", 0.85, 0, to="responsible_worker", while_="screening"),
    ),
    "multi_agency_screening.started": (
        step("consent.requested", 0.9, 0, scope=("information_sharing",), written=True, on_form=True),
    ),
    "consent.recorded": (
        step("document.filed", 0.75, 5, kind="consent", paper=True),
    ),
    "referral.returned": (),
    "case.opened": (
        step("chronology.updated", 0.9, 0, state="started"),
        step("consent.requested", 0.7, 5, written=True, on_form=True, scope=("information_sharing", "assessment", "support"), paper=True),
        step("supervision.held", 0.5, 20, paper=True),
        step("communication_support.arranged", 0.8, 7, while_="communication_need", family_consulted=True),
    ),
    "case.allocated": (
        step("management_oversight.recorded", 0.85, 1, matter=("allocation", "assessment_start"), covers=("lines_of_enquiry", "decision", "rationale", "next_steps"), paper=True),
        step("information.given", 0.8, 5, shared_with=(*_FAMILY, "partner_agency"), covers=("worker_contact_details", "manager_contact_details", "reason_for_involvement", "complaints", "absence_cover", "visiting_frequency", "plan"), paper=True),
        step("family.contacted", 0.5, 4, paper=True),
        step("case_file.read", 0.75, 1, kind="before_visit", covers=("history", "chronology", "case_summary", "assessments"), paper=True),
        step("case_summary.updated", 0.7, 6, kind="regular", paper=True),
    ),
    "case.transferred": (
        step("case_summary.updated", 0.9, -1, kind="transfer"),
        step("chronology.updated", 0.85, -1, state="completed"),
        step("case_handover.held", 0.85, -1),
        step("transfer_plan.agreed", 0.7, -2, agreed_by="team_manager", covers=("timescale", "co_working", "level_of_involvement", "visiting_frequency", "direct_work")),
        step("case_audit.completed", 0.7, -2, kind="case_file", signed_by=("team_manager",)),
        step("management_oversight.recorded", 0.85, -1, matter=("transfer",)),
        step("case_file.read", 0.85, 3, kind="take_over", covers=("chronology", "case_summary", "assessments", "history")),
        step("visit.made", 0.8, 7, handover="joint", child_seen=True, place="home"),
        step("information.given", 0.8, -2, covers=("change_of_worker", "introduction_offer"), shared_with=("child", "parent")),
        step("document.filed", 0.6, -2, kind="direct_work"),
        step("information.given", 0.8, 4, covers=("worker_contact_details", "complaints"), shared_with=("child", "parent", "partner_agency"), shared_in_person=True, written=True),
        step("next_meeting.scheduled", 0.8, 4),
        step("contact_details.updated", 0.8, -1),
    ),
    "case.closed": (
        step("case_summary.updated", 0.88, -1, kind="closure", covers=("reason_for_involvement", "action_taken", "reason_for_closing", "difference_made")),
        step("chronology.updated", 0.85, -1, state="completed"),
        step("case_audit.completed", 0.75, -2, kind="case_file", signed_by=("team_manager",)),
        step("management_oversight.recorded", 0.88, -1, matter=("ending_involvement",), covers=("decision", "rationale")),
        step("outcome.shared", 0.75, -1, outcome_of="closure", written=True, shared_with=_FAMILY),
        step("onward_referral.made", 0.15, -1),
    ),
    "assessment.started": (
        step("assessment.timescale_agreed", 0.8, 1, agreed_by="team_manager", paper=True),
        step("consent.recorded", 0.6, -0, outcome="given", scope=("assessment",), paper=True),
        step("information.given", 0.85, 3, covers=("reason_for_assessment", "reason_for_involvement", "next_steps", "likely_outcomes", "complaints", "worker_contact_details", "absence_cover"), shared_with=_FAMILY, paper=True),
        step("outcome.shared", 0.6, 5, outcome_of="next_steps", shared_with=("referrer", "partner_agency"), paper=True),
        step("assessment.progress_reviewed", 0.7, 6, paper=True),
        step("assessment.progress_reviewed", 0.9, 10),
        step("assessment.progress_reviewed", 0.5, 27, paper=True),
        step("assessment.progress_reviewed", 0.5, 41, paper=True),
        step("genogram.updated", 0.8, 14, state="completed"),
        step("family_meeting.offered", 0.6, 15, paper=True),
        step("first_contact.made", 0.4, 4, paper=True),
        step("safety_plan.made", 0.4, 7),
        step("domestic_abuse_enquiry.held", 0.6, 12, paper=True),
        step("contact_details.updated", 0.75, 4, covers=("family", "fathers", "emergency_contacts", "professionals"), paper=True),
    ),
    "assessment.submitted": (),
    "assessment.completed": (
        step("assessment.submitted", 0.9, -6, shared_with=("team_manager",)),
        step("assessment.authorised", 0.95, 3, authorised_by="team_manager", discussed_with_worker=True, manager_comment=True, views_of_child_recorded=True, parents_views_recorded=True),
        step("assessment.shared", 0.88, 7, shared_with=("parent", "child", "team_manager", "partner_agency"), shared_in_person=True, written=True, signed_by=("parent",), understanding_checked=True),
        step("outcome.shared", 0.8, 7, outcome_of="assessment", shared_with=("parent", "child", "referrer", "partner_agency"), covers=("outcome", "summary")),
        step("case_summary.updated", 0.6, 5, kind="regular", paper=True),
        step("chronology.updated", 0.8, -1, state="completed", paper=True),
        step("management_oversight.recorded", 0.6, 3, matter=("assessment_completion",), paper=True),
    ),
    "domestic_abuse_enquiry.held": (
        step("domestic_abuse_information.given", 0.85, 3, perpetrator_absent=True),
    ),
    "child_in_need.decided": (
        step("child_in_need_plan.made", 0.9, 9, covers=("several_agencies", "actions", "outcomes", "action_owners", "action_dates", "contingency"), agreed_with=_FAMILY, first=True),
        step("management_oversight.recorded", 0.7, 3, matter=("plan_start",), paper=True),
    ),
    "child_in_need_plan.made": (
        step("child_in_need_plan.circulated", 0.85, 5, shared_with=(*_FAMILY, "partner_agency", "health", "education"), to_all_involved=True),
        step("management_oversight.recorded", 0.75, 5, matter=("plan_completion",), paper=True),
    ),
    "child_in_need_plan.started": (
        step("consent.recorded", 0.88, -1, outcome="given", scope=("support",)),
        step("visiting_frequency.agreed", 0.7, 5, every="4 weeks", agreed_by="team_manager"),
    ),
    "child_in_need_plan.signed": (
        step("document.filed", 0.8, 3, kind="plan", paper=True),
    ),
    "child_in_need_meeting.held": (
        step("child_in_need_plan.updated", 0.85, 2, signed_by=("team_manager",), about=True),
        step("minutes.recorded", 0.9, 2, about=True),
        step("minutes.shared", 0.85, 8, shared_with=(*_FAMILY, "partner_agency")),
        step("child_in_need_plan.circulated", 0.85, 5, shared_with=(*_FAMILY, "partner_agency", "health", "education"), to_all_involved=True),
        step("child_in_need_plan.signed", 0.75, 5, signed_by=("parent", "team_manager"), paper=True),
        step("next_meeting.scheduled", 0.85, 1, paper=True),
        step("meeting_preparation.held", 0.75, -2, method="in_person", attended_by=_FAMILY, covers=("purpose", "how_it_runs", "invitees"), paper=True),
        step("meeting_invitations.sent", 0.8, -21, paper=True),
        step("minutes.quality_assured", 0.75, 4, paper=True),
        step("case_summary.updated", 0.4, 5, kind="regular", paper=True),
    ),
    "child_in_need_plan.reviewed": (
        step("management_oversight.recorded", 0.8, -2, matter=("plan_impact",), paper=True),
        step("step_down.considered", 0.3, 5),
    ),
    "early_help_episode.started": (
        step("consent.recorded", 0.85, 1, outcome="given", written=True, scope=("information_sharing", "support")),
        step("management_oversight.recorded", 0.7, 5, matter=("referral_acceptance",), paper=True),
        step("supervision.held", 0.7, 9, kind="casework"),
        step("communication_support.arranged", 0.8, 7, while_="communication_need", family_consulted=True),
    ),
    "early_help_meeting.agreed": (
        step("management_oversight.recorded", 0.7, 3, matter=("team_around_family",), paper=True),
        step("case_note.recorded", 0.7, 2, kind="decision", about=True, paper=True),
    ),
    "early_help_meeting.held": (
        step("minutes.recorded", 0.9, 6, about=True),
        step("early_help_plan.circulated", 0.88, 6, shared_with=(*_FAMILY, "health", "education"), to_all_without_system_access=True, kind="meeting_plan"),
        step("minutes.shared", 0.85, 6, shared_with=(*_FAMILY, "health")),
        step("direct_work.undertaken", 0.6, -3),
        step("professional_update.received", 0.4, -2, written=True),
    ),
    "early_help_episode.ended": (
        step("chronology.updated", 0.85, -1, state="completed"),
        step("management_oversight.recorded", 0.85, -1, matter=("ending_involvement",)),
    ),
    "safety_plan.made": (
        step("safety_plan.reviewed", 0.5, 30, paper=True),
    ),
}  # fmt: skip
