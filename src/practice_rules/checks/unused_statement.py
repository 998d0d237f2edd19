"""A numbered statement that the pack passes over.

With a `catalogue`, every statement of the document ends up on a rule, on a definition, or in the list of context that
obliges nothing; so nothing is left out unnoticed. While a pack is being written this shows what is still to do.

Fails:

    catalogue: {prefix: ELM, last: 2}
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

    catalogue: {prefix: ELM, last: 1}
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
from practice_rules.language.soundness import statements_used
from practice_rules.problems import Problem, Severity

CODE = "unused-statement"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """All the statements that nothing accounts for, told together."""
    catalogue = seen.pack.catalogue
    if catalogue is None:
        return
    used = statements_used(seen.pack)
    missing = [number for number in catalogue.statements() if number not in used]
    if missing:
        shown = ", ".join(missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
        yield seen.problem(
            CODE, SEVERITY, ("catalogue",),
            f"{len(missing)} statement{'s are' if len(missing) > 1 else ' is'} used by nothing: {shown}",
            expected="every number on a rule, on a definition or under `context`", key=True,
            fix="write their rules; list what obliges nothing under `context` with the reason",
        )  # fmt: skip
