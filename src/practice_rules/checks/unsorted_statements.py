"""Statement numbers out of order.

A list of statement numbers is read beside the document, so it runs in the document's order. `practice-rules check
--fix` sorts it.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-002, ELM-001]
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

CODE = "unsorted-statements"
SEVERITY = Severity.NOTE


def check(seen: Seen) -> Iterator[Problem]:
    """Each list of numbers that does not rise."""
    for path, numbers, rule_id in statement_lists(seen.pack):
        if numbers != sorted(numbers, key=in_order):
            yield seen.problem(
                CODE, SEVERITY, path, "the statement numbers are not in order", expected="the smallest number first",
                fix="practice-rules check --fix sorts them", rule_id=rule_id,
            )  # fmt: skip


def in_order(number: str) -> tuple[str, int]:
    """A statement's number as something to sort by: its prefix, then the number itself.

    >>> sorted(["ELM-10", "ELM-9"], key=in_order)
    ['ELM-9', 'ELM-10']
    """
    prefix, _, count = number.partition("-")
    return prefix, int(count) if count.isdecimal() else 0
