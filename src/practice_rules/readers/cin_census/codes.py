"""The census's own codes, in the words of the vocabulary.

Code sets as the published census schema has them (Department for Education, children in need census 2023 to
2024: source of referral, reason for closure). A code that says less than a word of the vocabulary would is left
out, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

REFERRED_BY: Final[Mapping[str, str]] = {
    "1A": "family_member",
    "1C": "child",
    "2A": "education",
    "2B": "education",
    "3A": "health",
    "3B": "health",
    "3C": "health",
    "3D": "health",
    "3E": "health",
    "3F": "health",
    "4": "housing",
    "5B": "partner_agency",
    "5C": "partner_agency",
    "5D": "early_help_worker",
    "6": "police",
    "7": "partner_agency",
    "8": "partner_agency",
}
"""`ReferralSource` as a role. Acquaintances, strangers, adult social care, the anonymous and the unknown have none."""

CLOSED_BECAUSE: Final[Mapping[str, tuple[str, str]]] = {
    "RC1": ("other", "adopted"),
    "RC2": ("other", "the child died"),
    "RC3": ("other", "a child arrangements order was made"),
    "RC4": ("other", "a special guardianship order was made"),
    "RC5": ("moved_away", "another council's services took over"),
    "RC6": ("adulthood", "adult social care took over"),
    "RC7": ("other", "services ended for a reason that has no code of its own"),
    "RC8": ("no_further_action", "nothing further after assessment"),
    "RC9": ("stepped_down", "early help took over after assessment"),
}
"""`ReasonForClosure` as the outcome and reason of `case.closed`."""

AFTER_ASSESSMENT: Final = frozenset({"RC8", "RC9"})
"""Reasons for closure that say an assessment came before."""

NO_DISABILITY: Final = "NONE"
"""The `Disability` code of a child who has none."""

TRUTHS: Final[Mapping[str, bool]] = {"1": True, "true": True, "0": False, "false": False}
"""How the census writes true and false, in either case."""

GROUPS: Final[Mapping[str, frozenset[str]]] = {
    "Child": frozenset({"ChildIdentifiers", "ChildCharacteristics", "CINdetails"}),
    "ChildIdentifiers": frozenset(
        {
            "LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate",
            "GenderCurrent", "Sex", "PersonDeathDate",
        }
    ),
    "ChildCharacteristics": frozenset({"Ethnicity", "Disabilities"}),
    "Disabilities": frozenset({"Disability"}),
    "CINdetails": frozenset(
        {
            "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
            "DateOfInitialCPC", "Assessments", "CINPlanDates", "Section47", "ReferralNFA",
            "ChildProtectionPlans", "PreProceedingsandFGDM",
        }
    ),
    "Assessments": frozenset(
        {
            "AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
            "FactorsIdentifiedAtAssessment",
        }
    ),
    "FactorsIdentifiedAtAssessment": frozenset({"AssessmentFactors"}),
    "CINPlanDates": frozenset({"CINPlanStartDate", "CINPlanEndDate"}),
    "Section47": frozenset({"S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"}),
    "ChildProtectionPlans": frozenset(
        {
            "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
            "NumberOfPreviousCPP", "Reviews",
        }
    ),
    "Reviews": frozenset({"CPPreviewDate"}),
    "PreProceedingsandFGDM": frozenset(
        {
            "PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate",
            "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate",
        }
    ),
}  # fmt: skip
"""Which elements belong in which group; docs/cin-census.md says of each what it becomes."""

REPEATED: Final = frozenset(
    {
        "CINdetails", "Disabilities", "Disability", "Assessments", "FactorsIdentifiedAtAssessment",
        "AssessmentFactors", "CINPlanDates", "Section47", "ChildProtectionPlans", "Reviews", "CPPreviewDate",
        "PreProceedingsandFGDM",
    }
)  # fmt: skip
"""Elements of which a group may hold more than one."""
