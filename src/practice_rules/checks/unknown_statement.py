"""A statement number that the catalogue does not have.

`catalogue` says how the document's statements are numbered and what the last one is. A number with another prefix, or
beyond the last, points to nothing.

Fails:

    catalogue: {prefix: ELM, last: 1}
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001, EML-001]
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
from practice_rules.language.soundness import statement_lists
from practice_rules.problems import Problem, Severity, nearest

CODE = "unknown-statement"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each number of a statement that is not in the catalogue."""
    catalogue = seen.pack.catalogue
    if catalogue is None:
        return
    known = frozenset(catalogue.statements())
    for path, numbers, rule_id in statement_lists(seen.pack):
        for place, number in enumerate(numbers):
            if number not in known:
                near = None if number.startswith(f"{catalogue.prefix}-") else nearest(number, known)
                yield seen.problem(
                    CODE, SEVERITY, (*path, place), f"the catalogue has no statement {number}",
                    expected=f"{catalogue.prefix}-001 to {catalogue.prefix}-{catalogue.last:03d}",
                    fix=f"did you mean '{near}'?" if near else "check the number against the document", rule_id=rule_id,
                )  # fmt: skip
