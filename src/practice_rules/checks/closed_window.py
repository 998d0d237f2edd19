"""A window that closes before it opens.

A lead with `at_most` and `at_least` may be done from the one until the other before its anchor, so `at_most` is the
longer. If it is not, the last day to act comes before the first, and nobody can ever meet the rule. The same goes for
`since` with a length of time, and for an evidence of a gate that must be fresher than it can be.

Fails:

    rules:
      - id: child_protection.conference.report.shared
        title: The report is shared before the conference
        form: lead
        before: icpc.held
        at_least: 4 weeks
        at_most: 48 hours
        do: conference_report.shared
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Conferences}

Passes:

    rules:
      - id: child_protection.conference.report.shared
        title: The report is shared before the conference
        form: lead
        before: icpc.held
        at_least: 48 hours
        at_most: 4 weeks
        do: conference_report.shared
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Conferences}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.lengths import longer
from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Lead
from practice_rules.problems import Problem, Severity

CODE = "closed-window"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each lead whose last day comes before its first."""
    for path, rule in seen.rules(Lead):
        for key in ("at_most", "since"):
            opens = getattr(rule, key)
            if rule.at_least is not None and opens is not None and longer(rule.at_least, opens):
                yield seen.problem(
                    CODE, SEVERITY, (*path, key),
                    f"the window closes before it opens: it would open {opens} before and close {rule.at_least} before",
                    expected=f"`{key}` longer than `at_least`", fix=f"swap `at_least` and `{key}`, or correct one",
                    rule_id=rule.id,
                )  # fmt: skip
