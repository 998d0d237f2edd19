"""A condition that no event can meet.

Every key of a `where` must hold, so two of its tests may rule each other out: a number both under five and over ten, a
word that is needed and excluded, an empty list to choose from. A rule whose trigger or act carries such a condition
never begins, or can never be met, without a word of warning when it is used.

Fails:

    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: {event: visit.made, where: {child_seen: true, none_of: [{child_seen: true}]}}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: {event: visit.made, where: {child_seen: true, none_of: [{place: office}]}}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from practice_rules.checks.conditions import impossible
from practice_rules.checks.seen import Seen
from practice_rules.checks.written import event_types, opening_types
from practice_rules.language.conditions import Where
from practice_rules.language.moments import DefinedAct, EventAct, PeriodState
from practice_rules.problems import Problem, Severity
from practice_rules.vocabulary.model import Attribute

CODE = "impossible-condition"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each condition that rules itself out, alone or together with the definition it narrows."""
    for part in seen.parts:
        for key, where, types, also in _conditions(part.written, seen):
            for found in impossible(where, partial(_declared, seen, types), also):
                yield seen.problem(
                    CODE, SEVERITY, (*part.path, key, *found.path), f"this condition can never be met: {found.why}",
                    expected="tests that can all hold at once", fix="take one of them away, or split them with any_of",
                    rule_id=part.rule_id,
                )  # fmt: skip


def _conditions(written: Any, seen: Seen) -> Iterator[tuple[str, Where, frozenset[str], Where | None]]:
    """Each condition a block bears: its key, the event types it is asked of, and what else is asked of the event."""
    for key in ("where", "have"):
        where = getattr(written, key, None)
        if isinstance(where, Where):
            yield key, where, _types(written, seen), _defined(written, seen)


def _defined(written: Any, seen: Seen) -> Where | None:
    if not isinstance(written, DefinedAct):
        return None
    definition = seen.pack.definitions.get(written.definition)
    return definition.act.where if definition is not None and isinstance(definition.act, EventAct) else None


def _types(written: Any, seen: Seen) -> frozenset[str]:
    if isinstance(written, PeriodState):
        return opening_types(written.period, seen.words)
    event = getattr(written, "event", None) or getattr(written, "latest", None)
    if event is not None:
        return frozenset([event] if isinstance(event, str) else event)
    return event_types(getattr(written, "on", None) or getattr(written, "definition", None), seen.pack)


def _declared(seen: Seen, types: frozenset[str], name: str) -> Attribute | None:
    for kind in sorted(types):
        attribute = seen.words.attribute(kind, name)
        if attribute is not None:
            return attribute
    return None
