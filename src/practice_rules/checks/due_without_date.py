"""A rule that counts from a due date which never comes.

A judgement has no due date, and neither has a deadline without a time limit or a limit on how many there may be at
once. A rule that counts from such a date never begins. Count from the other rule's breach or discharge, or from an
event.

Fails:

    rules:
      - id: child_protection.plan.childs_voice
        title: The plan sounds like the child
        form: judgement
        at: child_protection_plan.started
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Plans}
      - id: management.oversight
        title: A manager looks at the plan
        form: deadline
        after: {due: child_protection.plan.childs_voice}
        within: 5 working days
        do: management_oversight.recorded
        responsible: team_manager
        standard: [ELM-002]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.plan.childs_voice
        title: The plan sounds like the child
        form: judgement
        at: child_protection_plan.started
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Plans}
      - id: management.oversight
        title: A manager looks at the plan
        form: deadline
        after: {breach: child_protection.plan.childs_voice}
        within: 5 working days
        do: management_oversight.recorded
        responsible: team_manager
        standard: [ELM-002]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.moments import DueAnchor
from practice_rules.language.rules import Deadline, Judgement, Limit, RuleBase
from practice_rules.problems import Problem, Severity

CODE = "due-without-date"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each anchor that waits for a due date its rule does not have."""
    rules = {rule.id: rule for rule in seen.pack.rules}
    for part in seen.parts:
        if not isinstance(part.written, DueAnchor) or part.written.due not in rules:
            continue
        why = _dateless(rules[part.written.due])
        if why is not None:
            yield seen.problem(
                CODE, SEVERITY, (*part.path, "due"), f"'{part.written.due}' has no due date: {why}",
                expected="a rule that falls due on a day", fix="write `breach:` or `done:`, or name another rule",
                rule_id=part.rule_id,
            )  # fmt: skip


def _dateless(rule: RuleBase) -> str | None:
    if isinstance(rule, Judgement):
        return "it is a judgement"
    if isinstance(rule, Deadline) and rule.within is None and rule.by_date is None:
        return "it has no time limit"
    if isinstance(rule, Limit) and rule.no_longer_than is None and not (rule.in_ or rule.in_any):
        return "it limits how many there may be at once"
    return None
