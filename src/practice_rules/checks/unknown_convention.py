"""A counting choice that does not exist, or a value it does not have.

`conventions` settle how time is counted where a document is silent. Their names and values are those of the page on
dates; any other would change nothing and mislead its reader.

Fails:

    conventions: {day_one: tomorrow}
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

    conventions: {day_one: next day}
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

CODE = "unknown-convention"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each counting choice that is not one."""
    return (problem for problem in seen.word_problems if problem.code == CODE)
