"""A rule that runs in a period of somebody else's history.

A worker's history holds employment and supervision, a child's the plans and placements; a rule is judged in the history
of its `subject`, a child's when nothing is said. In another's history its period never opens, and the rule says nothing
without a word.

Fails:

    rules:
      - id: supervision.line_management
        title: A worker is supervised every month
        form: series
        while: employment
        every: 1 month
        do: supervision.held
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Supervision}

Passes:

    rules:
      - id: supervision.line_management
        title: A worker is supervised every month
        form: series
        subject: worker
        while: employment
        every: 1 month
        do: supervision.held
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Supervision}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "other-subject"
SEVERITY = Severity.WARNING

_CHILD = ("child", "family", "referral")
WHOSE = {
    "employment": ("worker",),
    "newly_qualified_year": ("worker",),
    "foster_carer_approval": ("carer",),
    **dict.fromkeys(
        (
            "child_protection_plan", "child_in_need_plan", "looked_after", "care_order", "care_proceedings",
            "section_47_enquiry", "early_help_episode", "care_leaver_support", "private_fostering",
        ),
        _CHILD,
    ),
}  # fmt: skip
"""The periods that stand in the history of one kind of subject only."""


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule whose period is in nobody's history whom the rule is about."""
    for path, rule in seen.rules():
        about = {rule.subject} if isinstance(rule.subject, str) else set(rule.subject)
        for name in ("while_", "of", "only_if", "belongs_to"):
            period = getattr(rule, name, None)
            whose = WHOSE.get(period) if isinstance(period, str) and period not in seen.pack.definitions else None
            if whose is not None and not about & set(whose):
                key = name.rstrip("_")
                yield seen.problem(
                    CODE, SEVERITY, (*path, key),
                    f"'{period}' is a time in the history of a {whose[0]}, and this rule is about a "
                    f"{' or '.join(sorted(about))}",
                    expected=f"a period of the rule's own subject, or `subject: {whose[0]}`",
                    fix=f"write `subject: {whose[0]}`, or name another period", rule_id=rule.id,
                )  # fmt: skip
