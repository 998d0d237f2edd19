"""An alternative reading of a rule about something else.

`alternative_to` is for two readings of one contradictory text. They speak of the same thing, so their ids begin alike;
an alternative in another area points to the wrong rule.

Fails:

    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
      - id: supervision.case.monthly
        title: Supervision every month
        form: series
        while: looked_after
        every: 1 month
        do: supervision.held
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Supervision}
        alternative_to: looked_after.visit

Passes:

    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
      - id: looked_after.visit.monthly
        title: A visit every month
        form: series
        while: looked_after
        every: 1 month
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
        alternative_to: looked_after.visit
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "alternative-elsewhere"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each alternative whose id begins otherwise than its rule's."""
    for path, rule in seen.rules():
        if rule.alternative_to is not None and rule.alternative_to.split(".")[0] != rule.id.split(".")[0]:
            yield seen.problem(
                CODE, SEVERITY, (*path, "alternative_to"),
                f"this is about {rule.id.split('.')[0]}, '{rule.alternative_to}' about another area",
                expected="the other reading of the same text", fix="name the rule that this one would replace",
                rule_id=rule.id,
            )  # fmt: skip
