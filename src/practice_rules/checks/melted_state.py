"""A state that begins again with what ends it.

A state is the time in which it holds. Where the event that ends it also begins it anew there is no gap between one
stretch and the next, so all of them are one: "between one conference and the next" is never over. For something owed
between two meetings write a `lead` before the next one with `since: previous`.

Fails:

    definitions:
      between_conferences:
        meaning: From one conference to the next.
        state: {from: {event: [icpc.held, rcpc.held]}, until: rcpc.held}
    rules:
      - id: child_protection.core_group.between
        title: Two core groups between conferences
        form: quota
        while: between_conferences
        at_least: 2
        in: period
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.between
        title: A core group between conferences
        form: lead
        before: rcpc.held
        since: previous
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practice_rules.checks.seen import Seen
from practice_rules.checks.written import event_types
from practice_rules.language.moments import AnyAnchor, EventAnchor, SpanState
from practice_rules.problems import Problem, Severity

CODE = "melted-state"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each span all of whose ends are among its beginnings."""
    for part in seen.parts:
        span = part.written
        if not isinstance(span, SpanState) or span.until is None:
            continue
        begins, ends = _plain(span.from_, seen), _plain(span.until, seen)
        if ends and ends <= begins:
            yield seen.problem(
                CODE, SEVERITY, (*part.path, "until"),
                f"{' or '.join(sorted(ends))} ends this state and begins it again, so it never ends",
                expected="an end that is not a beginning", rule_id=part.rule_id,
                fix="name another end; for something owed between two meetings use a lead with `since: previous`",
            )  # fmt: skip


def _plain(anchor: Any, seen: Seen) -> frozenset[str]:
    """The events an anchor names when it names them without a condition; nothing otherwise."""
    if isinstance(anchor, str):
        definition = seen.pack.definitions.get(anchor)
        if definition is None:
            return frozenset({anchor})
        return _plain(definition.anchor, seen) if definition.anchor != anchor else frozenset()
    if isinstance(anchor, EventAnchor):
        return event_types(anchor, seen.pack) if set(anchor.model_fields_set) == {"event"} else frozenset()
    if isinstance(anchor, AnyAnchor):
        return frozenset(name for each in anchor.any_of for name in _plain(each, seen))
    return frozenset()
