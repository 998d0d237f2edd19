"""An alternative reading of an alternative reading.

`alternative_to` names the rule that is in use unless a deployment chooses otherwise. Several alternatives may answer
one rule, but each answers that rule and not one another.

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
      - id: looked_after.visit.four_weekly
        title: A visit every four weeks
        form: series
        while: looked_after
        every: 4 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
        alternative_to: looked_after.visit.monthly

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

CODE = "alternative-chain"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each alternative whose rule is itself an alternative."""
    others = {rule.id: rule.alternative_to for rule in seen.pack.rules}
    for number, rule in enumerate(seen.pack.rules):
        if rule.alternative_to is not None and others.get(rule.alternative_to) is not None:
            yield seen.problem(
                CODE, SEVERITY, ("rules", number, "alternative_to"), f"'{rule.alternative_to}' is an alternative too",
                expected="the id of the rule that is used by default",
                fix=f"name '{others[rule.alternative_to]}'", rule_id=rule.id,
            )  # fmt: skip
