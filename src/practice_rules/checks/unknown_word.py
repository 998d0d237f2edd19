"""A word that neither the vocabulary nor the pack knows.

Event types, attributes and their values, periods, roles, areas, sources, definitions and the ids of other rules must
exist: a misspelt one would otherwise never match anything, and its rule would stay silent. Where a known word is close,
it is offered. A word that is really new is added under `vocabulary:` in the pack.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: {event: icpc.held, where: {outcome: child_protection_plan}}
        within: 10 working days
        do: core_group.hold
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: {event: icpc.held, where: {outcome: child_protection_plan}}
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

CODE = "unknown-word"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each word that is not known, with the nearest right spelling."""
    return (problem for problem in seen.word_problems if problem.code == CODE)
