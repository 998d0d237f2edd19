"""A duty discharged by its own trigger.

An event never discharges the duty it sets off, so `do` with the same event type as `after`, under the same condition,
waits for the next such event. That is sometimes meant (the next review within six months of the last) and is better
said as a `series`; as often one of the two names is wrong.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: child_protection_plan.started
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
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practice_rules.checks.seen import Path, Seen
from practice_rules.checks.written import event_types
from practice_rules.language.rules import Deadline, Gate, Lead, Quota, Series
from practice_rules.problems import Problem, Severity

CODE = "own-trigger"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each deadline or lead whose act is its own anchor, and each gate that needs the event it guards."""
    for path, rule in seen.rules(Deadline, Lead, Gate):
        anchor = rule.after if isinstance(rule, Deadline) else rule.before if isinstance(rule, Lead) else rule.guards
        acts: list[tuple[Path, Any]] = [(("do",), getattr(rule, "do", None))]
        if isinstance(rule, Gate):
            acts = [(("needs", number, "do"), need.do) for number, need in enumerate(rule.needs)]
        for place, act in acts:
            before_itself = isinstance(rule, Lead) and _single(anchor)
            same = event_types(act, seen.pack) == event_types(anchor, seen.pack) if before_itself else False
            if act is not None and (seen.same(act) == seen.same(anchor) or same):
                named = " or ".join(sorted(event_types(act, seen.pack)))
                yield seen.problem(
                    CODE, SEVERITY, (*path, *place), f"{named} both sets this duty off and discharges it",
                    expected="another event under `do`", rule_id=rule.id,
                    fix="write what must be done; for one such event after another, use the form `series`",
                )  # fmt: skip
    for path, rule in seen.rules(Series, Quota):
        period = seen.words.periods.get(rule.while_) if isinstance(rule.while_, str) else None
        types = event_types(rule.do, seen.pack)
        ends = frozenset(
            name
            for edge in (period.closes if period is not None else ())
            if edge.where is None
            for name in ([edge.event] if isinstance(edge.event, str) else edge.event)
        )
        if types and types <= ends:
            yield seen.problem(
                CODE, SEVERITY, (*path, "do"),
                f"{' or '.join(sorted(types))} ends '{rule.while_}', and this duty with it",
                expected="an act that leaves the period open", fix="write what must be done while the period lasts",
                rule_id=rule.id,
            )  # fmt: skip


def _single(written: Any) -> bool:
    """Whether an act or anchor is no more than an event: no condition tells one from another."""
    return isinstance(written, str) or getattr(written, "where", True) is None
