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

from practice_rules.checks.seen import Seen
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
