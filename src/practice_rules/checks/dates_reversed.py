"""An edition, or a rule, that ends before it begins.

`to` is the last day in force and `from` the first. The other way about there is no day at all on which the edition, or
the rule, would judge anything.

Fails:

    edition: {name: "2025", from: 2026-04-01, to: 2025-03-31}
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

Passes:

    edition: {name: "2025", from: 2025-04-01, to: 2026-03-31}
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
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "dates-reversed"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each pair of dates in the wrong order."""
    for path, dates, rule_id in (
        (("edition",), seen.pack.edition, None),
        *(((*path, "in_force"), rule.in_force, rule.id) for path, rule in seen.rules()),
    ):
        if dates is not None and dates.from_ is not None and dates.to is not None and dates.to < dates.from_:
            yield seen.problem(
                CODE, SEVERITY, (*path, "to"), f"the last day, {dates.to}, comes before the first, {dates.from_}",
                expected="a last day on or after the first", fix="check the year of both, or swap them",
                rule_id=rule_id,
            )  # fmt: skip
