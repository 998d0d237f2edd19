"""A limit that counts its own subject.

A limit looks at one history: one worker's allocations, one carer's placements. To count children in a worker's history
the rule is about the worker; a rule about a child that counts children always finds one.

Fails:

    rules:
      - id: caseload.size
        title: No more than twenty children
        form: limit
        of: allocation
        no_more_than: 20
        counting: child
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Caseloads}

Passes:

    rules:
      - id: caseload.size
        title: No more than twenty children
        form: limit
        subject: worker
        of: allocation
        no_more_than: 20
        counting: child
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Caseloads}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Limit
from practice_rules.problems import Problem, Severity

CODE = "limit-without-subject"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each limit that counts the kind of subject it is about."""
    for path, rule in seen.rules(Limit):
        about = {rule.subject} if isinstance(rule.subject, str) else set(rule.subject)
        if rule.counting in about:
            yield seen.problem(
                CODE, SEVERITY, (*path, "counting"),
                f"the rule is about one {rule.counting}, so counting a {rule.counting} never gives more than one",
                expected="a `subject` whose history holds several", fix="write `subject: worker`, or carer, or team",
                rule_id=rule.id,
            )  # fmt: skip
