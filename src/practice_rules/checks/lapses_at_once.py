"""A duty that falls away with its own trigger.

The trigger's own event does not end a duty, so `lapses_when` with nothing but the trigger waits for the next one.
Usually the closing event was meant.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        lapses_when: [child_protection_plan.started]
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        lapses_when: [child_protection_plan.ended]
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Deadline, Lead
from practice_rules.problems import Problem, Severity

CODE = "lapses-at-once"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule that lapses when nothing but its own trigger comes again."""
    for path, rule in seen.rules(Deadline, Lead):
        trigger = rule.after if isinstance(rule, Deadline) else rule.before
        ends = rule.lapses_when or []
        if ends and all(seen.same(each) == seen.same(trigger) for each in ends):
            yield seen.problem(
                CODE, SEVERITY, (*path, "lapses_when"), "the duty would fall away with the very event that sets it off",
                expected="an event that makes the duty needless", fix="name what ends it, such as case.closed",
                rule_id=rule.id,
            )  # fmt: skip
