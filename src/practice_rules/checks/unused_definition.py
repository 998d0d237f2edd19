"""A defined word that nothing uses.

A definition gives a word a meaning so that rules can say it. One that no rule and no other definition uses is often
the sign of a rule that was meant to use it and names something else. A definition that carries a statement of the
document, or only explains a term to people, may stand alone.

Fails:

    definitions:
      seen_at_home:
        meaning: The child is seen at home.
        act: {event: visit.made, where: {child_seen: true, place: home}}
    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    definitions:
      seen_at_home:
        meaning: The child is seen at home.
        act: {event: visit.made, where: {child_seen: true, place: home}}
    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: seen_at_home
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.checks.written import keys_of
from practice_rules.problems import Problem, Severity

CODE = "unused-definition"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each act, state or anchor that is defined and named nowhere."""
    named = set(_words(seen))
    for name, definition in seen.pack.definitions.items():
        works = definition.act or definition.state or definition.anchor
        if works is not None and name not in named and not definition.standard:
            yield seen.problem(
                CODE, SEVERITY, ("definitions", name), f"nothing uses the definition '{name}'",
                expected="a rule or definition that says it", key=True,
                fix="use it where it was meant, or take it away",
            )  # fmt: skip


def _words(seen: Seen) -> Iterator[str]:
    for part in seen.parts:
        for _, value in keys_of(part.written):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str):
                    yield each
