"""Two rules of one area with one title.

A title is what people read in a list of what is due. Two rules with the same one cannot be told apart there; say in
the title what makes the second different.

Fails:

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
      - id: child_protection.core_group
        title: The first core group meets
        form: series
        while: child_protection_plan
        every: 6 weeks
        do: core_group.held
        responsible: social_worker
        standard: [ELM-002]
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
      - id: child_protection.core_group
        title: Later core groups meet
        form: series
        while: child_protection_plan
        every: 6 weeks
        do: core_group.held
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "repeated-title"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each title that an earlier rule has, alternatives of one rule left aside."""
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for number, rule in enumerate(seen.pack.rules):
        words = " ".join(rule.title.casefold().split()).rstrip(".")
        before = first.setdefault((rule.id.split(".")[0], words), (number, rule.id))
        if before[0] != number and rule.alternative_to is None:
            line = seen.document.place(("rules", before[0], "title")).line
            yield seen.problem(
                CODE, SEVERITY, ("rules", number, "title"), f"'{before[1]}' on line {line} has the same title",
                expected="titles that tell the rules apart", fix="say what makes this one different", rule_id=rule.id,
            )  # fmt: skip
