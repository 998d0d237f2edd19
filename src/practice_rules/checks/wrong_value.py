"""A value of the wrong kind for its attribute.

An attribute that is true or false takes `true` or `false`, a number takes a number, a date a date, and a test that
looks into a set of words (`includes`, `excludes`) only makes sense on an attribute that holds a set.

Fails:

    rules:
      - id: child_protection.plan.recorded
        title: The child is seen on every visit
        form: check
        at: visit.made
        have: {child_seen: 1}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.plan.recorded
        title: The child is seen on every visit
        form: check
        at: visit.made
        have: {child_seen: true}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "wrong-value"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each value that its attribute cannot have."""
    return (problem for problem in seen.word_problems if problem.code == CODE)
