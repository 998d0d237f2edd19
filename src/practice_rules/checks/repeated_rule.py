"""One id on two rules.

Results, overlays, examples and other rules name a rule by its id, so each has one of its own. Two rules about one thing
differ in their last part: `looked_after.visit.first`, `looked_after.visit.later`.

Fails:

    rules:
      - id: looked_after.visit
        title: A visit in the first week
        form: deadline
        after: placement.started
        within: 1 week
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit.first
        title: A visit in the first week
        form: deadline
        after: placement.started
        within: 1 week
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "repeated-rule"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule whose id an earlier rule already has."""
    first: dict[str, int] = {}
    for number, rule in enumerate(seen.pack.rules):
        if rule.id in first:
            before = seen.document.place(("rules", first[rule.id], "id"))
            yield seen.problem(
                CODE, SEVERITY, ("rules", number, "id"),
                f"the id '{rule.id}' is used twice, first on line {before.line}",
                expected="an id of its own for every rule",
                fix="add a last part that says how this rule differs", rule_id=rule.id,
            )  # fmt: skip
        first.setdefault(rule.id, number)
