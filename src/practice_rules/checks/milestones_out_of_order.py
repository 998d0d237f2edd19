"""Milestones that do not come one after another.

A list under `within` gives milestones, each with an act of its own, matched in order: day 5, then 10, then 20. One
that is no later than the one before it would be owed before, or together with, the milestone it follows.

Fails:

    rules:
      - id: child_in_need.review
        title: Reviews at set days
        form: deadline
        after: child_in_need_plan.started
        within: [10 working days, 5 working days, 20 working days]
        do: child_in_need_meeting.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Reviews}

Passes:

    rules:
      - id: child_in_need.review
        title: Reviews at set days
        form: deadline
        after: child_in_need_plan.started
        within: [5 working days, 10 working days, 20 working days]
        do: child_in_need_meeting.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Reviews}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from practice_rules.checks.lengths import longer
from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Deadline
from practice_rules.problems import Problem, Severity

CODE = "milestones-out-of-order"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each milestone that is no later than the one before it."""
    for path, rule in seen.rules(Deadline):
        if not isinstance(rule.within, list):
            continue
        for number, (before, after) in enumerate(pairwise(rule.within), 1):
            if before == after or longer(before, after):
                yield seen.problem(
                    CODE, SEVERITY, (*path, "within", number), f"the milestone {after} does not come after {before}",
                    expected="each milestone later than the one before it", fix="put them in order, shortest first",
                    rule_id=rule.id,
                )  # fmt: skip
