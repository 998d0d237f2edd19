"""A worked example that comes out otherwise than it says.

The examples beside a pack (`examples/<pack>/*.yaml`) say what a rule means in single cases. When one does not hold,
either the rule does not say what its author meant, or the example is wrong. `practice-rules test PACK --verbose` shows
the working.

The page shows the pack; beside it stands an example that expects a core group on Tue 17 Mar 2026, after a plan that
began on Tue 3 Mar 2026, to be met.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 5 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
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
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Place, Problem, Severity

CODE = "contradicted-example"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each example that did not hold, at its own place."""
    for found in seen.contradictions:
        yield Problem(
            Place(found.file, found.line, found.column), CODE, SEVERITY,
            f"the example '{found.name}' does not hold: {found.differences[0]}" if found.differences
            else f"the example '{found.name}' is marked as a known gap, and holds",
            "the rule and its examples to agree", "correct the rule, or the example", found.rule_id,
        )  # fmt: skip
