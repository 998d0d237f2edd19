"""A check that asks for facts and for a state at once.

In a check `while` is a demand, like `have`: the event breaches the rule when the state does not hold. In the other
forms it says when the rule applies. A check that is asked only while something holds says so with `only_if`.

Fails:

    rules:
      - id: child_protection.visit.seen_alone
        title: At visits under a plan the child is seen alone
        form: check
        at: visit.made
        have: {seen_alone: true}
        while: child_protection_plan
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.visit.seen_alone
        title: At visits under a plan the child is seen alone
        form: check
        at: visit.made
        have: {seen_alone: true}
        only_if: child_protection_plan
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Check
from practice_rules.problems import Problem, Severity

CODE = "demanded-state"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each check with both `have` and `while`."""
    for path, rule in seen.rules(Check):
        if rule.have is not None and rule.while_ is not None:
            yield seen.problem(
                CODE, SEVERITY, (*path, "while"), "in a check `while` is a demand: the rule is breached outside it",
                expected="`only_if` for when the check is asked", key=True, rule_id=rule.id,
                fix="write `only_if` for `while`; if both are demanded, make two checks of them",
            )  # fmt: skip
