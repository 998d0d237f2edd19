"""What the facts of an event usually say: the shares by which attributes of the vocabulary are filled in."""

from __future__ import annotations

TRUE: dict[str, float] = {
    "repeated": 0.22, "reopened": 0.2, "significant": 0.4, "emergency": 0.12, "immediate": 0.25, "out_of_hours": 0.1,
    "safeguarding_concern": 0.15, "changed": 0.4, "exceptional": 0.1, "unexpected": 0.15, "departs_from_standard": 0.1,
    "plan_changed": 0.3, "child_declined": 0.03, "disclosed": 0.3, "joint": 0.6, "video_recorded": 0.3,
    "interim": 0.4, "edited": 0.05, "harder_to_place": 0.2, "in_supervision": 0.3, "important": 0.5, "restricted": 0.2,
    "breach_of_duty": 0.1, "earlier_review_agreed": 0.1, "late_documents": 0.1, "informal_steps_failed": 0.3,
    "would_raise_risk": 0.03, "interpreter_used": 0.08, "woman_alone": 0.7, "from_section_47": 0.4, "implicated": 0.3,
    "of_other_authority": 0.1, "outside_area": 0.1, "covered_absence": 0.05, "beyond_timescale": 0.1,
    "first_elsewhere": 0.04, "translated": 0.1, "safeguarding": 0.5, "observed": 0.12, "offered_only": 0.1,
    "handover": 0.0, "police_lead_crime": 0.3, "only": 0.05, "no_change_noted": 0.5, "members_changed": 0.2,
    "announced": 0.85, "allocated_worker": 0.97, "permanence_plan_ratified": 0.12, "needed": 0.3, "seen_alone": 0.82, "child_seen": 0.94, "bedroom_seen": 0.45, "access_gained": 0.97,
    "returning": 0.1, "exceptional_circumstances": 0.1, "resolved_informally": 0.6, "resolved": 0.7,
    "standalone": 0.1, "in_several_settings": 0.4, "identifying_details_removed": 0.6, "addressed_to_child": 0.4,
}  # fmt: skip
"""Of yes-or-no facts, how many say yes; the others, nine in ten."""

TRUE_OTHERWISE = 0.92

CHOICE: dict[str, tuple[tuple[str, float], ...]] = {
    "method": (("in_person", 0.7), ("telephone", 0.17), ("video", 0.05), ("email", 0.05), ("letter", 0.03)),
    "level_of_need": (("level_4", 0.5), ("level_3", 0.35), ("level_2", 0.12), ("level_1", 0.03)),
    "level_of_screening": (("level_3", 0.6), ("level_4", 0.25), ("level_2", 0.15)),
    "service": (("front_door", 0.8), ("social_care", 0.2)),
    "assessment_kind": (("child_and_family", 1.0),),
    "place": (("home", 0.85), ("school", 0.1), ("office", 0.03), ("other", 0.02)),
    "interpreter": (("not_needed", 0.94), ("independent", 0.05), ("absent", 0.01)),
    "scope": (("full", 0.8), ("brief", 0.12), ("further", 0.05), ("none", 0.03)),
    "consent_basis": (("consent", 0.8), ("not_needed", 0.12), ("overridden", 0.05), ("unclear", 0.03)),
    "progress": (("progressing", 0.6), ("enough", 0.2), ("not_progressing", 0.17), ("failed", 0.03)),
    "child_took_part": (("attended", 0.5), ("met_beforehand", 0.2), ("in_writing", 0.15), ("through_another", 0.1), ("did_not_take_part", 0.05)),
    "childs_contribution": (("attended", 0.15), ("written", 0.25), ("advocate", 0.2), ("social_worker", 0.35), ("none", 0.05)),
    "seen_outcome": (("seen_alone", 0.7), ("child_seen", 0.24), ("not_seen", 0.06)),
    "handover": (("none", 1.0),),
    "holding": (("primary", 0.95), ("secondary", 0.05)),
    "holds": (("child", 1.0),),
    "after": (("assessment", 1.0),),
    "route": (("agency", 1.0),),
    "case_audit.completed.finding": (("sound", 0.6), ("needs_work", 0.32), ("poor", 0.08)),
    "case_audit.completed.kind": (("case_file", 0.9), ("thematic", 0.05), ("collaborative", 0.05)),
    "assessment.progress_reviewed.outcome": (("complete", 0.55), ("further_work", 0.2), ("extend", 0.1), ("close", 0.15)),
    "supervision.held.kind": (("casework", 0.85), ("reflective", 0.1), ("joint", 0.02), ("informal", 0.03)),
    "management_decision.made.matter": (("case_progress", 1.0),),
    "missing_episode.started.missing_from": (("home", 1.0),),
    "foster_carer_assessment.started.route": (("recruited", 0.6), ("connected_person", 0.4)),
    "practice_audit.answered.answer": (("met", 0.7), ("partly_met", 0.2), ("not_met", 0.08), ("not_applicable", 0.02)),
    "significant_event.occurred.kind": (("family_circumstances", 0.3), ("household", 0.2), ("change_of_school", 0.15), ("change_of_address", 0.15), ("harm", 0.1), ("child", 0.1)),
    "case_note.recorded.kind": (("information_received", 0.3), ("telephone", 0.3), ("decision", 0.2), ("correspondence", 0.2)),
    "private_fostering.started.carer_relation": (("friend", 0.5), ("other_relative", 0.3), ("other", 0.2)),
}  # fmt: skip
"""How often each word of a choice is used, by attribute or by event type and attribute; the others, evenly."""

ROLE: dict[str, tuple[tuple[str, float], ...]] = {
    "authorised_by": (("team_manager", 0.92), ("service_manager", 0.08)),
    "agreed_by": (("team_manager", 0.93), ("service_manager", 0.07)),
    "chaired_by": (("team_manager", 0.6), ("practice_supervisor", 0.25), ("social_worker", 0.15)),
    "minuted_by": (("business_support", 0.85), ("social_worker", 0.15)),
    "requested_by": (("child", 0.4), ("foster_carer", 0.35), ("parent", 0.25)),
    "source": (("police", 0.3), ("education", 0.2), ("health", 0.15), ("family_member", 0.1), ("partner_agency", 0.25)),
    "entered_by": (("team_manager", 0.5), ("social_worker", 0.5)),
    "worker_role": (("social_worker", 0.82), ("newly_qualified_social_worker", 0.13), ("practice_supervisor", 0.05)),
    "given_by": (("team_manager", 0.9), ("practice_supervisor", 0.1)),
    "agency": (("health", 0.4), ("education", 0.3), ("police", 0.25), ("housing", 0.05)),
    "author": (("social_worker", 0.75), ("health", 0.13), ("education", 0.12)),
    "raised_with": (("independent_reviewing_officer", 1.0),),
    "disclosed_by": (("child", 0.6), ("parent", 0.2), ("education", 0.2)),
    "convened_by": (("social_worker", 1.0),),
    "coordinated_by": (("early_help_worker", 1.0),),
    "analysis_led_by": (("social_worker", 1.0),),
    "named_contact": (("personal_adviser", 1.0),),
    "reported_to": (("service_manager", 1.0),),
}  # fmt: skip
"""Who it was, by attribute; the others, a social worker."""

ROLES: dict[str, tuple[tuple[str, float], ...]] = {
    "attended_by": (("social_worker", 0.98), ("parent", 0.88), ("child", 0.4), ("health", 0.8), ("education", 0.65), ("police", 0.3), ("team_manager", 0.3)),
    "shared_with": (("parent", 0.95), ("child", 0.8), ("partner_agency", 0.6), ("health", 0.3), ("education", 0.3)),
    "invited": (("parent", 0.97), ("child", 0.6), ("health", 0.9), ("education", 0.8), ("social_worker", 0.95)),
    "consulted": (("parent", 0.9), ("child", 0.85), ("health", 0.5), ("education", 0.5)),
    "contributed": (("parent", 0.85), ("child", 0.8), ("carer", 0.4), ("education", 0.5), ("health", 0.5)),
    "signed_by": (("team_manager", 0.85), ("social_worker", 0.9), ("parent", 0.85)),
    "agreed_with": (("parent", 0.93), ("child", 0.75)),
    "contact_with": (("child", 0.9), ("social_worker", 0.5), ("parent", 0.4)),
    "escalated_to": (("team_manager", 0.9), ("service_manager", 0.5)),
    "family_seen": (("parent", 0.9), ("family_member", 0.3)),
    "from": (("parent", 0.97), ("child", 0.3)),
    "with": (("parent", 0.7), ("health", 0.3), ("education", 0.3), ("child", 0.2)),
    "managers_present": (("team_manager", 0.97),),
    "approved_by": (("team_manager", 0.8), ("independent_reviewing_officer", 0.8)),
    "messages_shared_with": (("parent", 0.8), ("health", 0.3)),
    "supervision.held.attended_by": (("team_manager", 0.97), ("social_worker", 0.99)),
    "strategy_discussion.held.attended_by": (("social_worker", 0.98), ("police", 0.96), ("health", 0.93), ("team_manager", 0.95), ("education", 0.5)),
    "case_discussion.held.attended_by": (("social_worker", 0.98), ("team_manager", 0.95)),
    "care_plan.considered.attended_by": (("social_worker", 0.98), ("team_manager", 0.95)),
    "looked_after_review.held.attended_by": (("independent_reviewing_officer", 0.99), ("social_worker", 0.98), ("child", 0.6), ("parent", 0.6), ("foster_carer", 0.8), ("education", 0.3)),
    "core_group.held.attended_by": (("social_worker", 0.98), ("parent", 0.85), ("health", 0.85), ("education", 0.75), ("child", 0.15)),
    "conference_report.shared.shared_with": (("parent", 0.97), ("child", 0.7), ("conference_chair", 0.95)),
}  # fmt: skip
"""Which roles are in a list of roles, each by its own share; the others, social worker and parent."""

WORDS: dict[str, tuple[str, ...]] = {
    "reason": ("agreed with the family", "change in the family's circumstances", "information from another agency", "as the plan said"),
    "category": ("neglect", "emotional abuse", "physical abuse", "sexual abuse"),
    "purpose": ("to see how the plan is going", "to speak with the child", "as agreed at the last meeting"),
    "kindt": ("review",),
    "to_team": ("a locality team",),
    "from_team": ("an assessment team",),
    "tool": ("a checklist",),
    "record_kind": ("assessment",),
}  # fmt: skip
"""Texts, all plainly made up; text attributes not named here are left empty."""

LENGTHS: dict[str, tuple[str, ...]] = {
    "every": ("2 weeks", "4 weeks", "6 weeks", "6 weeks", "12 weeks"),
    "lasted": ("1 hour", "90 minutes"),
    "intended_length": ("6 months", "12 months"),
    "pathway_plan.completed.every": ("6 months",),
    "keeping_in_touch.agreed.every": ("8 weeks", "3 months"),
    "supervision_frequency.agreed.every": ("4 weeks",),
}
"""Lengths of time, by attribute or by event type and attribute."""

NUMBERS: dict[str, tuple[int, int]] = {
    "score": (4, 26), "words": (150, 900), "case_files_examined": (0, 4), "agencies_present": (2, 7), "workers": (1, 3),
    "previous_plans": (0, 2), "level": (1, 4), "days": (1, 4), "home_visits": (1, 4),
}  # fmt: skip
"""Whole numbers: the least and the most."""

RARELY: frozenset[str] = frozenset({"reason", "purpose", "category", "observed", "interpreter", "lasted", "worker"})
"""Facts that are seldom filled in."""

BY: dict[str, str] = {
    "contact": "duty_worker", "referral": "duty_worker", "icpc": "conference_chair", "rcpc": "conference_chair",
    "conference_minutes": "business_support", "conference_preparation": "conference_chair",
    "looked_after_review": "independent_reviewing_officer", "review_decisions": "independent_reviewing_officer",
    "review_record": "independent_reviewing_officer", "iro_contact": "independent_reviewing_officer",
    "iro_monitoring": "independent_reviewing_officer", "supervision": "team_manager",
    "supervision_record": "team_manager", "management_oversight": "team_manager", "management_decision": "team_manager",
    "case_audit": "team_manager", "care_leaver_contact": "personal_adviser", "needs_assessment": "personal_adviser",
    "early_help_meeting": "early_help_worker", "early_help_plan": "early_help_worker", "health_assessment": "health",
    "child_protection_plan.quality_assured": "conference_chair", "child_protection_plan.scrutinised": "service_manager",
    "pep": "designated_teacher", "pep_meeting": "designated_teacher", "minutes": "business_support",
    "relinquishment_counselling": "adoption_social_worker", "strategy_discussion.recorded": "team_manager",
    "review_dispute.raised": "team_manager", "court_order": "court", "missing_episode": "police",
}  # fmt: skip
"""Who does it, by event type or by the first part of its name; the others, the social worker."""

AT_AN_HOUR: frozenset[str] = frozenset(
    {
        "contact", "referral", "visit", "strategy_discussion", "section_47", "icpc", "rcpc", "core_group", "meeting",
        "looked_after_review", "child_in_need_meeting", "supervision", "conference_report", "conference_preparation",
        "looked_after", "placement", "missing_episode", "return_interview", "communication", "family_time", "case_note",
        "management_oversight", "court_hearing", "court_document", "supervisory_visit",
        "case_discussion", "significant_event", "legal_status", "outline_plan", "direct_work",
        "pathway_plan", "delegated_authority", "placement_plan", "placement_planning_meeting", "authorisation",
        "significant_harm", "homelessness", "review_papers", "minutes",
    }
)  # fmt: skip
"""What is written down with its hour, where it is: the first part of the event type."""
