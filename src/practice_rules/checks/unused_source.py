"""A document that no rule comes from.

Every document under `sources` is one that rules cite. One that none cites is left over, or the rules that belong to it
cite another by mistake.

Fails:

    sources:
      standards: {title: Practice standards, publisher: Elmet Council}
      guide: {title: Guide for managers, publisher: Elmet Council}
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

    sources:
      standards: {title: Practice standards, publisher: Elmet Council}
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
from practice_rules.language.rules import SourceRef
from practice_rules.problems import Problem, Severity

CODE = "unused-source"
SEVERITY = Severity.NOTE


def check(seen: Seen) -> Iterator[Problem]:
    """Each document that nothing cites."""
    cited = {part.written.document for part in seen.parts if isinstance(part.written, SourceRef)}
    for name in seen.pack.sources:
        if name not in cited:
            yield seen.problem(
                CODE, SEVERITY, ("sources", name), f"no rule comes from '{name}'", expected="a rule that cites it",
                fix="cite it in the rules that come from it, or take it away", key=True,
            )  # fmt: skip
