"""A duty without a time limit that belongs to nothing.

Without `within` a duty stays due until it is done. When what it belongs to ends first, it was never done, and is
breached; for that the rule must say what it belongs to, with `belongs_to`. A trigger that opens a period, or is a
point in one, says it by itself.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The child is asked why
        form: deadline
        after: missing_episode.ended
        do: return_interview.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: The child is asked why
        form: deadline
        after: missing_episode.ended
        within: 72 hours
        do: return_interview.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.moments import EndAnchor, StartAnchor
from practice_rules.language.rules import Deadline
from practice_rules.problems import Problem, Severity

CODE = "endless-duty"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each deadline without a limit that nothing ends, neither its own period nor what makes it lapse."""
    for path, rule in seen.rules(Deadline):
        if rule.within is not None or rule.by_date is not None or rule.belongs_to is not None:
            continue
        ends = seen.pack.defaults.lapses_when if rule.lapses_when is None else rule.lapses_when
        if ends or _in_a_period(rule.after):
            continue
        yield seen.problem(
            CODE, SEVERITY, (*path, "after"), "this duty has no time limit and belongs to nothing, so it never ends",
            expected="`within`, or `belongs_to` with a period", fix="add `belongs_to: open_case`, or a time limit",
            rule_id=rule.id, key=True,
        )  # fmt: skip


def _in_a_period(anchor: object) -> bool:
    return isinstance(anchor, StartAnchor | EndAnchor) or getattr(anchor, "in_", None) is not None
