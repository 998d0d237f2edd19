"""What goes with the working life of a social worker, and with becoming and being a foster carer or adopter."""

from __future__ import annotations

from practice_rules.made_up.steps import Steps, step

WORKFORCE: Steps = {
    "employment.started": (
        step("induction.completed", 0.9, 30),
        step("supervision_agreement.signed", 0.9, 14, signed_by=("team_manager", "social_worker")),
        step("worker_pen_picture.completed", 0.85, 10),
        step("worker_check.completed", 0.93, -5, kind="professional_registration"),
        step("training.completed", 0.85, 60, subject="mandatory"),
    ),
    "role.changed": (
        step("training.completed", 0.7, 60, subject="restorative_practice"),
        step("settling_in_period.ended", 0.8, 90),
    ),
    "return_to_work.started": (
        step("induction.completed", 0.85, 20),
        step("settling_in_period.ended", 0.8, 60),
    ),
    "appraisal.held": (
        step("practice_observation.held", 0.85, -20, formal=True, feedback_given=True),
    ),
    "performance_concern.identified": (
        step("performance_advice.sought", 0.88, 10),
        step("performance_procedure.started", 0.4, 40),
    ),
    "caseload_reduction.agreed": (
        step("caseload_reduction.reviewed", 0.85, 60),
    ),
    "foster_carer_enquiry.received": (
        step("foster_carer_enquiry.answered", 0.93, 5),
    ),
    "foster_carer_assessment.completed": (
        step("foster_carer_assessment.shared", 0.9, 5, shared_with=("applicant",)),
    ),
    "fostering_panel.held": (
        step("fostering_panel_requirements.explained", 0.88, -12, shared_with=("applicant",)),
        step("foster_carer_assessment.shared", 0.88, -10, shared_with=("applicant",)),
        step("foster_carer_recommendation.shared", 0.9, 2, shared_with=("applicant",), covers=("outcome", "appeal_options")),
    ),
    "foster_carer.approved": (),
    "supervisory_visit.made": (
        step("carer_record.updated", 0.88, 4),
    ),
    "carer_contact.made": (
        step("carer_record.updated", 0.85, 3),
    ),
    "carer_significant_event.occurred": (
        step("carer_significant_event.reported", 0.9, 0, shared_with=("team_manager",)),
    ),
    "carer_work.completed": (
        step("carer_payment.made", 0.92, 12),
    ),
    "adopter_enquiry.received": (
        step("adopter_enquiry.referred", 0.92, 4, shared_with=("regional_adoption_agency",)),
    ),
}  # fmt: skip
