"""The keys of a rule in an unusual order.

Rules are easier to compare when their keys stand in one order: id, title, form, strength, subject; then what belongs
to the form; then only_if, unless, lapses_when, responsible, standard, source, reading. `practice-rules check --fix`
puts them so.

Fails:

    rules:
      - id: child_protection.core_group.first
        form: deadline
        title: The first core group meets
        after: child_protection_plan.started
        within: 10 working days
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
from itertools import pairwise

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "key-order"
SEVERITY = Severity.NOTE


FIRST = ("id", "title", "form", "strength", "subject")
LAST = ("only_if", "unless", "lapses_when", "responsible", "standard", "source", "reading")
ANYWHERE = frozenset({"alternative_to", "in_force", "calendar", "conventions"})


def rank(key: str) -> int:
    """Where a key belongs among a rule's keys; those of its form share one place.

    >>> rank("id") < rank("within") == rank("do") < rank("source")
    True
    """
    if key in FIRST:
        return FIRST.index(key)
    return len(FIRST) + 1 + LAST.index(key) if key in LAST else len(FIRST)


def check(seen: Seen) -> Iterator[Problem]:
    """The first key of each rule that stands after one it should come before."""
    for number, rule in enumerate(seen.pack.rules):
        path = ("rules", number)
        keys = [key for key in seen.document.value_at(path) if key not in ANYWHERE]
        for before, key in pairwise(keys):
            if rank(key) < rank(before):
                yield seen.problem(
                    CODE, SEVERITY, (*path, key), f"'{key}' stands after '{before}'",
                    expected="the order in the guide to the language", fix="practice-rules check --fix puts it right",
                    rule_id=rule.id, key=True,
                )  # fmt: skip
                break
