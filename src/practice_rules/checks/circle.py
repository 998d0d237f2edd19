"""A rule that hangs on itself through other rules.

A rule may count from another rule's due date, breach or discharge. Followed from rule to rule, that must come to an end
at something that happens in the world; a circle never begins.

Fails:

    rules:
      - id: supervision.case
        title: The case is talked through after a missed oversight
        form: deadline
        after: {breach: management.oversight}
        within: 5 working days
        do: supervision.held
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Supervision}
      - id: management.oversight
        title: A manager looks at a missed supervision
        form: deadline
        after: {breach: supervision.case}
        within: 5 working days
        do: management_oversight.recorded
        responsible: team_manager
        standard: [ELM-002]
        source: {document: standards, section: Oversight}

Passes:

    rules:
      - id: supervision.case
        title: The case is talked through after each visit
        form: deadline
        after: visit.made
        within: 5 working days
        do: supervision.held
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Supervision}
      - id: management.oversight
        title: A manager looks at a missed supervision
        form: deadline
        after: {breach: supervision.case}
        within: 5 working days
        do: management_oversight.recorded
        responsible: team_manager
        standard: [ELM-002]
        source: {document: standards, section: Oversight}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from practice_rules.checks.seen import Seen
from practice_rules.checks.written import keys_of
from practice_rules.language.chains import references
from practice_rules.problems import Problem, Severity

CODE = "circle"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule that can be reached from itself."""
    hangs_on = {rule.id: references(rule) for rule in seen.pack.rules}
    for number, rule in enumerate(seen.pack.rules):
        reached: set[str] = set()
        waiting = set(hangs_on[rule.id])
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting |= hangs_on.get(other, set())
        if rule.id in reached:
            yield seen.problem(
                CODE, SEVERITY, ("rules", number, "id"),
                "the rule hangs on its own due date or breach through other rules",
                expected="an anchor that comes first", fix="hang it on an event, an age or a period", rule_id=rule.id,
            )  # fmt: skip
    yield from _definitions(seen)


def _definitions(seen: Seen) -> Iterator[Problem]:
    """Each definition that is written in terms of itself."""
    names = frozenset(seen.pack.definitions)
    uses = {name: _named(definition, names) for name, definition in seen.pack.definitions.items()}
    for name in uses:
        reached: set[str] = set()
        waiting = set(uses[name])
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting |= uses[other]
        if name in reached:
            yield seen.problem(
                CODE, SEVERITY, ("definitions", name), f"'{name}' is defined by itself",
                expected="a definition that rests on events, periods and other definitions", key=True,
                fix="write what it means with the words of the vocabulary",
            )  # fmt: skip


def _named(written: Any, names: frozenset[str]) -> set[str]:
    """The definitions that a part of the pack speaks of."""
    if isinstance(written, str):
        return {written} & names
    if isinstance(written, list):
        return {name for each in written for name in _named(each, names)}
    if not isinstance(written, BaseModel):
        return set()
    told = ("meaning", "standard", "reading", "where")
    return {name for key, value in keys_of(written) if key not in told for name in _named(value, names)}
