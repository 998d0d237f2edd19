"""A key with nothing after its colon.

A key that is left empty would count as a key that is not there: `within:` without a time would make a duty without a
time limit. Write the value, or take the key away; an interval that is not stated is written `null`.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within:
        do: core_group.held
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
from practice_rules.problems import Problem, Severity, source_lines

CODE = "empty-value"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each key whose value is not written."""
    lines = source_lines(seen.document.text)
    for path in _nothings(seen.document.value, ()):
        place = seen.document.place(path)
        if lines[place.line - 1][place.column - 1 :].startswith(("null", "~")):
            continue
        yield seen.problem(
            CODE, SEVERITY, path, f"nothing is written after '{path[-1]}:', so it would count for nothing",
            expected="a value", fix="write the value after the colon, or delete the key", key=True,
            rule_id=seen.document.enclosing_id(path),
        )  # fmt: skip


def _nothings(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if inside is None:
                yield (*path, str(key))
            yield from _nothings(inside, (*path, str(key)))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _nothings(inside, (*path, number))
