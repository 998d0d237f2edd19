"""A word of the pack's own that already has a meaning.

A definition with the name of a period, or a word under `vocabulary:` that the shared vocabulary already has with
another kind of value, makes one word mean two things. Adding attributes to an event type, or values to a choice, is
allowed; giving a known word a new meaning is not wanted.

Fails:

    definitions:
      looked_after:
        meaning: In care for more than a week.
        state: {has_lasted: placement, for: 1 week}
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
      settled_in_care:
        meaning: In care for more than a week.
        state: {has_lasted: looked_after, for: 1 week}
    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: settled_in_care
        every: 6 weeks
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Path, Seen
from practice_rules.problems import Problem, Severity
from practice_rules.vocabulary.load import load_vocabulary

CODE = "shadowed-word"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each word that the pack gives a second meaning."""
    for name, definition in seen.pack.definitions.items():
        if name in seen.words.periods and definition.state is not None:
            yield _problem(seen, ("definitions", name), f"'{name}' is already a period of the vocabulary")
    shared = load_vocabulary()
    own = seen.pack.vocabulary
    for name in own.periods.keys() & shared.periods.keys():
        yield _problem(seen, ("vocabulary", "periods", name), f"'{name}' is already a period of the shared vocabulary")
    for name, kind in own.events.items():
        for word, attribute in kind.own.items():
            known = shared.events.get(name, {}).get(word)
            if known is not None and known.type != attribute.type:
                path: Path = ("vocabulary", "events", name, "own", word)
                yield _problem(seen, path, f"{name} already has '{word}', which is {known.type}, not {attribute.type}")


def _problem(seen: Seen, path: Path, message: str) -> Problem:
    return seen.problem(
        CODE, SEVERITY, path, message, expected="a word that has no meaning yet", fix="choose another name", key=True
    )
