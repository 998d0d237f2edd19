"""What goes with coming into care, placements, reviews, health, education, permanence, adoption and leaving care."""

from __future__ import annotations

from practice_rules.made_up.steps import Steps, step

_CARERS = ("carer", "foster_carer", "residential_worker")
_FAMILY = ("parent", "child")

CARE: Steps = {
    "looked_after.started": (
        step("reviewing_service.notified", 0.93, 0, notice_of=("became_looked_after", "review_to_book")),
        step("iro.allocated", 0.93, 5, independent=True),
        step("looked_after_review.booked", 0.85, 1),
        step("health_assessment.requested", 0.92, 2, kind="initial"),
        step("health_consent.requested", 0.85, 1),
        step("legal_status.shared", 0.85, 1, shared_with=("foster_carer", "parent", "health")),
        step("family_time_plan.made", 0.88, 0),
        step("family_placement.explored", 0.8, -1),
        step("information.given", 0.88, 0, shared_with=(*_FAMILY, "foster_carer"), written=True, covers=("reasons_for_care", "worker_contact_details", "complaints", "advocacy", "independent_visitors", "care_papers", "promise", "promise_card", "promise_story")),
        step("pep_meeting.booked", 0.85, 8),
        step("goals_work.completed", 0.5, 60),
        step("life_story_work.started", 0.65, 60),
        step("iro_contact.made", 0.8, 14, observed=True, place="placement", contact_with=("child",)),
        step("management_oversight.recorded", 0.7, 2, matter=("placement_move", "care_plan_change"), paper=True),
        step("contact_details.updated", 0.5, 5, covers=("placement", "professionals"), paper=True),
    ),
    "legal_status.changed": (
        step("legal_status.shared", 0.85, 1, shared_with=("foster_carer", "parent", "health")),
        step("care_plan.change_discussed", 0.8, -3, contact_with=("independent_reviewing_officer",)),
    ),
    "looked_after.ended": (
        step("assessment.updated", 0.8, -10),
        step("management_oversight.recorded", 0.85, -2, matter=("ending_involvement", "care_plan_change")),
    ),
    "placement.started": (
        step("placement_plan.shared", 0.88, 0, shared_with=_CARERS, papers=("care_plan", "placement_plan", "risk_assessment")),
        step("placement_papers.completed", 0.85, 1, papers=("care_plan", "placement_plan", "health_plan", "risk_assessment", "essential_information")),
        step("placement_planning_meeting.held", 0.88, 4),
        step("placement_plan.completed", 0.9, 3, part="whole"),
        step("delegated_authority.recorded", 0.88, 3),
        step("placement.authorised", 0.85, -0, authorised_by="service_manager"),
        step("child_information.shared", 0.85, -0, shared_with=("foster_carer",)),
        step("care_planning_meeting.booked", 0.8, 4),
        step("case_note.recorded", 0.85, 2, kind="significant_event", about=True),
        step("pep.reviewed", 0.6, 15, paper=True),
        step("case_summary.updated", 0.5, 7, kind="regular", paper=True),
    ),
    "placement.ended": (
        step("luggage.provided", 0.75, -1),
        step("case_note.recorded", 0.8, 2, kind="significant_event", about=True),
    ),
    "looked_after_review.held": (
        step("review_report.completed", 0.92, -14, written=True),
        step("review_report.authorised", 0.88, -9, authorised_by="team_manager"),
        step("review_papers.shared", 0.9, -5, shared_with=("independent_reviewing_officer", "child", "parent"), papers=("social_work_report", "care_plan", "health_plan", "personal_education_plan", "essential_information", "placement_plan")),
        step("consultation_papers.sent", 0.85, -25, shared_with=("child", "parent", "carer", "foster_carer")),
        step("consultation_papers.returned", 0.7, -3, contributed=("child", "carer", "parent"), paper=True),
        step("iro_contact.made", 0.88, -3, contact_with=("child",), seen_alone=True, covers=("promise", "advocacy", "wishes_and_feelings", "care_plan")),
        step("iro_contact.made", 0.85, -22, contact_with=("social_worker",)),
        step("review_preparation.held", 0.85, -5, contact_with=("child", "parent"), covers=("attendance", "venue", "ways_of_taking_part", "information_to_be_shared", "supporter")),
        step("review_consultation.held", 0.7, -7, paper=True),
        step("review_preparation.held", 0.7, -43, contact_with=("child",), covers=("attendance", "venue"), paper=True),
        step("review_invitation.sent", 0.8, -25, written=True, invited=("parent", "foster_carer", "health"), paper=True),
        step("review_invitation.sent", 0.8, -43, written=True, invited=("child", "parent", "foster_carer", "health"), paper=True),
        step("care_plan.considered", 0.85, -7, attended_by=("social_worker", "team_manager")),
        step("review_decisions.recorded", 0.92, 5),
        step("review_decisions.shared", 0.85, 5),
        step("review_record.completed", 0.9, 18),
        step("review_record.shared", 0.88, 22, shared_with=("child", "parent", "foster_carer")),
        step("minutes.recorded", 0.3, 6, about=True, paper=True),
        step("case_summary.updated", 0.4, 6, kind="regular", paper=True),
    ),
    "iro_contact.made": (
        step("iro_contact.recorded", 0.85, 3),
    ),
    "review_dispute.arose": (
        step("review_dispute.raised", 0.88, 6, raised_with="independent_reviewing_officer", written=True, stage="formal", by="team_manager"),
        step("management_oversight.recorded", 0.8, 7, matter=("professional_dispute",)),
    ),
    "health_assessment.completed": (
        step("health_plan.completed", 0.88, 7),
        step("dental_check.completed", 0.6, 60, paper=True),
        step("eye_check.completed", 0.4, 60, paper=True),
    ),
    "pep_meeting.held": (
        step("pep.completed", 0.88, 5, contributed=("child", "education", "carer")),
        step("pep.reviewed", 0.4, 5),
    ),
    "school.changed": (
        step("pep.completed", 0.8, 20, contributed=("child", "education")),
    ),
    "school_appeal.foreseen": (
        step("school_appeal.discussed", 0.88, 10, contact_with=("virtual_school",)),
    ),
    "education_concern.raised": (
        step("pep.reviewed", 0.85, 20),
    ),
    "care_planning_meeting.held": (
        step("care_plan.updated", 0.75, 8),
        step("minutes.recorded", 0.75, 6, about=True),
    ),
    "care_plan.completed": (
        step("care_plan.shared", 0.88, 5, shared_with=(*_FAMILY, "carer", "foster_carer")),
        step("management_oversight.recorded", 0.75, 5, matter=("plan_completion",), paper=True),
    ),
    "care_plan.changed": (
        step("care_plan.change_discussed", 0.8, -3, contact_with=("independent_reviewing_officer",)),
        step("iro_contact.made", 0.7, 14, contact_with=("child",)),
        step("earlier_review.considered", 0.7, 7),
        step("management_oversight.recorded", 0.8, 3, matter=("care_plan_change",)),
    ),
    "family_time.held": (
        step("case_note.recorded", 0.85, 2, about=True, kind="family_time"),
    ),
    "visit.requested": (
        step("visit.made", 0.9, 3, child_seen=True, place="placement"),
        step("visiting_frequency.agreed", 0.5, 10),
    ),
    "placement.concern_raised": (
        step("visiting_frequency.agreed", 0.75, 7),
        step("disruption_meeting.held", 0.4, 14),
    ),
    "visiting_frequency.agreed": (
        step("supervision.held", 0.7, -3, covers=("visiting_frequency", "plan_progress"), kind="casework"),
        step("management_oversight.recorded", 0.75, 4, matter=("visiting_frequency",), entered_by="team_manager", rationale_recorded=True),
        step("care_plan.updated", 0.75, 7, covers=("visiting_frequency",), while_="looked_after"),
        step("visiting_schedule.discussed", 0.75, -1, attended_by=("team_manager", "social_worker"), while_="child_in_need"),
    ),
    "regulation_24_assessment.completed": (
        step("regulation_24_assessment.filed", 0.88, 3),
        step("regulation_24_assessment.shared", 0.88, 3, shared_with=("agency_decision_maker",)),
        step("regulation_24_assessment.ratified", 0.85, 12, authorised_by="agency_decision_maker"),
    ),
    "temporary_approval.given": (
        step("placement_payment.arranged", 0.88, 4, step="bank_details_passed_on"),
    ),
    "permanence_planning_meeting.held": (
        step("permanence_plan.prepared", 0.9, 8),
        step("permanence_classification.recorded", 0.85, 3),
        step("minutes.recorded", 0.88, 5, about=True, minuted_by="team_manager", covers=("discussion", "rationale", "actions")),
        step("permanence_planning_minutes.requested", 0.2, 20),
        step("resource_panel.held", 0.5, 15),
    ),
    "permanence_planning_minutes.requested": (
        step("minutes.shared", 0.85, 5, shared_with=("court", "agency_decision_maker")),
    ),
    "permanence_plan.prepared": (
        step("permanence_plan.agreed", 0.9, 15, agreed_by="team_manager", forum="looked_after_review"),
        step("permanence_plan.discussed", 0.7, 7, shared_with=("independent_reviewing_officer",)),
        step("permanence_plan.incorporated", 0.85, 20, into=("care_plan", "interim_care_plan")),
        step("advocacy.offered", 0.7, -3),
    ),
    "adoption_plan.identified": (
        step("adoption_advice_meeting.held", 0.88, 3),
        step("adoption_support.considered", 0.88, 3),
        step("family_finding.started", 0.9, 5),
    ),
    "adoption_plan.ratified": (
        step("profiling_meeting.held", 0.88, 10),
    ),
    "profiling_meeting.held": (
        step("adoption_profile.published", 0.9, 12, published_in="linking_website", anonymised=True),
        step("adoption_profile.shared", 0.9, 12, shared_with=("regional_adoption_agency",), anonymised=True),
    ),
    "adoption_decision.made": (
        step("child_permanence_report.shared", 0.88, 6, shared_with=("regional_adoption_agency",)),
        step("adoption_profile.published", 0.8, 10, published_in="national_register"),
        step("management_oversight.recorded", 0.8, 5, matter=("agency_decision",)),
    ),
    "introductions.started": (
        step("welcome_book.given", 0.85, -3, shared_with=("child",)),
        step("introductions_plan.made", 0.9, -5),
    ),
    "adoptive_placement.started": (
        step("adoptive_placement.shared", 0.85, 0, shared_with=("parent", "family_member")),
        step("adoption_agreement.signed", 0.9, -1),
        step("birth_certificate.given", 0.85, -1, shared_with=("adopter",)),
        step("adoption_application.supported", 0.6, 90),
    ),
    "adoption_application.lodged": (
        step("adoption_court_report.completed", 0.9, -5),
        step("adoption_court_report.filed", 0.88, 15),
    ),
    "harder_to_place.identified": (
        step("wider_family_finding.requested", 0.9, 0),
    ),
    "relinquishment.expressed": (
        step("adoption_service.consulted", 0.9, 0, shared_with=("adoption_social_worker",)),
        step("relinquishment_counselling.held", 0.9, 7, by="adoption_social_worker"),
        step("relinquishment_counselling.held", 0.85, 21, by="adoption_social_worker"),
        step("relinquishment_discussion.held", 0.8, 5),
        step("life_story_information.collected", 0.85, 15, covers=("photographs", "family_history")),
        step("chronology.updated", 0.85, 0, state="updated"),
    ),
    "relinquishment_discussion.held": (
        step("case_note.recorded", 0.85, 5, about=True, kind="decision"),
    ),
    "needs_assessment.completed": (
        step("needs_assessment.shared", 0.88, 11, shared_with=("child",), written=True),
        step("needs_assessment.filed", 0.88, 5),
    ),
    "pathway_plan.completed": (
        step("pathway_plan.shared", 0.9, 10, shared_with=("child", "independent_reviewing_officer"), written=True, final=True),
        step("pathway_plan.filed", 0.88, 6, signed_by=("child", "personal_adviser")),
        step("pathway_plan.approved", 0.88, 7, authorised_by="team_manager"),
    ),
    "pathway_plan.approved": (
        step("management_oversight.recorded", 0.8, 4, matter=("plan_completion",), paper=True),
    ),
    "pathway_plan.reviewed": (
        step("pathway_plan.shared", 0.88, 6, shared_with=("child",), by="personal_adviser", about=True),
    ),
    "pathway_plan.shared": (
        step("case_note.recorded", 0.7, 3, about=True, kind="decision", paper=True),
    ),
    "pathway_plan.review_requested": (
        step("pathway_plan.reviewed", 0.88, 25),
    ),
    "accommodation.started": (
        step("visit.made", 0.9, 7, child_seen=True, place="home", by="personal_adviser", kind="pathway"),
    ),
    "care_leaver_support.started": (
        step("information.given", 0.85, 10, shared_with=("child",), covers=("local_offer", "complaints", "promise")),
        step("keeping_in_touch.agreed", 0.85, 14, every="8 weeks"),
    ),
    "keeping_in_touch.agreed": (
        step("management_oversight.recorded", 0.8, 5, matter=("keeping_in_touch",)),
    ),
    "private_fostering.started": (
        step("private_fostering.notified", 0.9, 7),
    ),
    "private_fostering.notified": (
        step("visit.made", 0.92, 8, child_seen=True, place="home", kind="private_fostering"),
        step("private_fostering.assessed", 0.9, 35),
    ),
    "care_need.identified": (
        step("handling_risk_assessment.completed", 0.85, 14),
    ),
}  # fmt: skip
