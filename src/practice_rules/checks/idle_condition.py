"""A condition that every recorded value meets.

A list of all the values an attribute may have rules nothing out. If the point is that something was recorded, say
`{recorded: true}`; if one value was meant to be left out, one is too many.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: A core group after the first conference
        form: deadline
        after: {event: visit.made, where: {child_seen: [true, false]}}
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: A core group after the first conference
        form: deadline
        after: {event: visit.made, where: {child_seen: true}}
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.conditions import Where
from practice_rules.problems import Problem, Severity
from practice_rules.vocabulary.model import Attribute

CODE = "idle-condition"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each list that holds every value of its attribute."""
    for part in seen.parts:
        event = getattr(part.written, "event", None)
        where = getattr(part.written, "where", None)
        if event is None or not isinstance(where, Where):
            continue
        types = [event] if isinstance(event, str) else event
        for name, test in where.tests.items():
            values = _values([seen.words.attribute(kind, name) for kind in types])
            if values and isinstance(test, list) and values <= set(test):
                yield seen.problem(
                    CODE, SEVERITY, (*part.path, "where", name),
                    f"{name} may have no other value than these, so this rules nothing out",
                    expected="some of the values", fix=f"write `{name}: {{recorded: true}}`, or take a value away",
                    rule_id=part.rule_id,
                )  # fmt: skip


def _values(declared: list[Attribute | None]) -> set[object]:
    values: set[object] = set()
    for attribute in declared:
        if attribute is None or attribute.type not in ("choice", "boolean"):
            return set()
        values |= {True, False} if attribute.type == "boolean" else set(attribute.values)
    return values
