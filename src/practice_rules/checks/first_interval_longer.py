"""A first interval longer than those that follow.

A series usually begins sooner than it goes on: a visit in the first week, then every six. The other way about is rare
enough to be a slip, often two figures swapped. If the document does say so, say it in a `reading` and this passes.

Fails:

    rules:
      - id: looked_after.visit
        title: Visits from the first week on
        form: series
        while: looked_after
        first: {within: 6 weeks}
        every: 1 week
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit
        title: Visits from the first week on
        form: series
        while: looked_after
        first: {within: 1 week}
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.lengths import longer
from practice_rules.checks.seen import Seen
from practice_rules.language.rules import First, Series
from practice_rules.problems import Problem, Severity

CODE = "first-interval-longer"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each series whose first interval is longer than its regular one, without a reading."""
    for path, rule in seen.rules(Series):
        if rule.first is None or rule.every is None or rule.reading is not None:
            continue
        first = rule.first.within if isinstance(rule.first, First) else rule.first
        if longer(first, rule.every):
            yield seen.problem(
                CODE, SEVERITY, (*path, "first"), f"the first interval, {first}, is longer than the next, {rule.every}",
                expected="a first interval no longer than `every`", rule_id=rule.id,
                fix="swap the two, or say in a `reading` that the document means it so",
            )  # fmt: skip
