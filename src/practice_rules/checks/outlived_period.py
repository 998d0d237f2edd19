"""A duty that belongs to a period which its own trigger ends.

A duty ends with the period it belongs to. One that begins with the very event that closes this period falls away as it
begins. Name the period that goes on, or leave `belongs_to` out.

Fails:

    rules:
      - id: missing.return_interview
        title: The child is asked why
        form: deadline
        after: missing_episode.ended
        within: 72 hours
        do: return_interview.held
        belongs_to: missing_episode
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Missing children}

Passes:

    rules:
      - id: missing.return_interview
        title: The child is asked why
        form: deadline
        after: missing_episode.ended
        within: 72 hours
        do: return_interview.held
        belongs_to: open_case
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Missing children}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.checks.written import event_types
from practice_rules.language.rules import Deadline
from practice_rules.problems import Problem, Severity

CODE = "outlived-period"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each deadline whose trigger closes the period it belongs to."""
    for path, rule in seen.rules(Deadline):
        period = seen.words.periods.get(rule.belongs_to or "")
        triggers = event_types(rule.after, seen.pack)
        if period is None or not triggers:
            continue
        plain = {name for edge in period.closes if edge.where is None
                 for name in ([edge.event] if isinstance(edge.event, str) else edge.event)}  # fmt: skip
        opens = {
            name for edge in period.opens for name in ([edge.event] if isinstance(edge.event, str) else edge.event)
        }
        if triggers <= plain and not triggers & opens:
            yield seen.problem(
                CODE, SEVERITY, (*path, "belongs_to"), f"the trigger ends '{rule.belongs_to}', and the duty with it",
                expected="a period that goes on", fix="name another period, or leave `belongs_to` out", rule_id=rule.id,
            )  # fmt: skip
