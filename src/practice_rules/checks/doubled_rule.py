"""Two rules that ask for the same thing after the same thing.

Two deadlines with the same trigger, the same act and the same conditions: whoever keeps the shorter keeps both. If the
document gives two figures, one rule is the other reading (`alternative_to`), or a `reading` says why both stand; if
not, one is a copy that was never changed.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
      - id: child_protection.core_group.early
        title: The first core group meets early
        form: deadline
        after: child_protection_plan.started
        within: 15 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
      - id: child_protection.core_group.early
        title: The first core group meets early
        form: deadline
        after: child_protection_plan.started
        within: 15 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Core groups}
        alternative_to: child_protection.core_group.first
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.checks.written import keys_of
from practice_rules.language.rules import Deadline, Lead, Series
from practice_rules.problems import Problem, Severity

CODE = "doubled-rule"
SEVERITY = Severity.WARNING


ASIDE = frozenset(
    {"id", "title", "within", "standard", "source", "reading", "responsible", "at_least", "every", "strength"}
)
"""What may differ between two rules that ask for the same thing."""


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule that an earlier one already says, where neither has a reading."""
    first: dict[object, tuple[int, str]] = {}
    for number, rule in enumerate(seen.pack.rules):
        if (
            not isinstance(rule, Deadline | Lead | Series)
            or rule.reading is not None
            or rule.alternative_to is not None
        ):
            continue
        asked = frozenset((key, seen.same(value)) for key, value in keys_of(rule) if key not in ASIDE)
        who = None if rule.responsible is None else rule.responsible.role
        before = first.setdefault((asked, rule.strength, who), (number, rule.id))
        if before[0] != number:
            line = seen.document.place(("rules", before[0])).line
            yield seen.problem(
                CODE, SEVERITY, ("rules", number, "id"), f"'{before[1]}' on line {line} asks for the very same",
                expected="rules that differ in what sets them off or what must be done",
                fix="correct the copy; for two figures in one document, add `alternative_to` or a `reading`",
                rule_id=rule.id,
            )  # fmt: skip
