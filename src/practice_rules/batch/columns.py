"""The columns of an event table, and what each column of a given table is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from practice_rules.problems import Place, Problem, Refused, Severity, nearest, quoted
from practice_rules.vocabulary.words import Vocabulary

MUST = ("case_id", "type", "at")
"""The columns that every event table has."""

EXTRAS = ("status", "id", "about", "replaces", "corrects", "recorded_at", "by")
"""Columns of an event beyond its type and moment, in the order of :class:`practice_rules.batch.case_rows.Extra`."""

SUBJECT = ("born", "subject_kind")
"""Columns of whom the case is about; the vocabulary's subject facts are others."""

MAP = "attributes"
"""The column that holds further attributes: a map, or a JSON object as text."""

MEANINGS = {
    "case_id": "Whom the event happened to. Rows of one case stand together.",
    "type": "The event type, a name of the vocabulary.",
    "at": "When it happened or is planned for: a day, or a day and time (Europe/London unless it has an offset).",
    "status": "occurred, planned or cancelled; empty is occurred.",
    "id": "A name for the event, so that others of its case can refer to it.",
    "about": "The id of the event this one concerns.",
    "replaces": "The id of the planned entry this one moves, cancels or fulfils.",
    "corrects": "The id of the wrong entry in whose place this one stands.",
    "recorded_at": "When the record learnt of it, written as at is.",
    "by": "The role that did it.",
    "born": "The subject's date of birth; in any row of the case.",
    "subject_kind": "What the subject is: child (also when empty), worker, carer, family and so on; in any row.",
    "attributes": "Further attributes by name: a map of text to text, or a JSON object as text.",
}
"""What each column that is not an attribute or a fact holds."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table is: places of columns by name, and the attributes and facts among them."""

    names: tuple[str, ...]
    places: dict[str, int]
    attributes: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, int], ...]

    @property
    def extras(self) -> tuple[int | None, ...]:
        """Where the columns of `EXTRAS` stand; `None` for those the table does not have."""
        return tuple(self.places.get(name) for name in EXTRAS)


def layout_of(names: Sequence[str], words: Vocabulary, file: str, ignore: Collection[str] = ()) -> Layout:
    """The layout of a table whose columns have these names.

    `ignore` names columns to leave alone. Raises `Refused` with every column that is missing, doubled, or no word of
    the vocabulary: an attribute left unread would turn into facts that are not recorded.
    """
    problems = list(_problems(names, words, file, ignore))
    if problems:
        raise Refused(problems)
    places = {name: place for place, name in enumerate(names) if name not in ignore}
    special = {*MUST, *EXTRAS, *SUBJECT, MAP}
    known = attribute_names(words)
    attributes = tuple((name, place) for name, place in places.items() if name in known and name not in special)
    facts = tuple(
        (name, place) for name, place in places.items() if name in words.subject_facts and name not in known | special
    )
    return Layout(tuple(names), places, attributes, facts)


def attribute_names(words: Vocabulary) -> frozenset[str]:
    """The names of every event type's attributes."""
    return frozenset(name for attributes in words.events.values() for name in attributes)


def _problems(names: Sequence[str], words: Vocabulary, file: str, ignore: Collection[str]) -> Iterable[Problem]:
    known = {*MUST, *EXTRAS, *SUBJECT, MAP, *attribute_names(words), *words.subject_facts}
    for name in MUST:
        if name not in names:
            yield _problem(file, 1, "table-no-column", f"there is no column '{name}'", f"the columns {', '.join(MUST)}",
                           f"call the column '{name}' where it is called something else")  # fmt: skip
    for place, name in enumerate(names, 1):
        if name in names[: place - 1] and name not in ignore:
            yield _problem(file, place, "table-same-column", f"two columns are called {quoted(name)}", None, None)
        elif name not in known and name not in ignore:
            right = nearest(name, known)
            hint = f"; did you mean {quoted(right)}?" if right else ""
            yield _problem(
                file, place, "table-unknown-column", f"no word of the vocabulary is {quoted(name)}{hint}",
                "the columns of docs/batch.md, attributes and facts of the vocabulary",
                "call it by the vocabulary's name, or say that it is to be ignored",
            )  # fmt: skip


def _problem(file: str, place: int, code: str, message: str, expected: str | None, fix: str | None) -> Problem:
    return Problem(Place(file, 1, place), code, Severity.ERROR, message, expected, fix)
