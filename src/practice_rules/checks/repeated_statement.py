"""A statement number listed twice in one place.

Each number stands once in a list. The second is usually a slip for its neighbour, which is then missing.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001, ELM-001]
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
        standard: [ELM-001, ELM-002]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.soundness import statement_lists
from practice_rules.problems import Problem, Severity

CODE = "repeated-statement"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each number that its list already holds."""
    for path, numbers, rule_id in statement_lists(seen.pack):
        for place, number in enumerate(numbers):
            if number in numbers[:place]:
                yield seen.problem(
                    CODE, SEVERITY, (*path, place), f"{number} is listed twice here", expected="each number once",
                    fix="take one away, or write the number that was meant", rule_id=rule_id,
                )  # fmt: skip
