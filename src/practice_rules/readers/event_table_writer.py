"""Writing cases as an event table in CSV: one event a row, the rows of a case together."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final, TextIO

from practice_rules.case import Case, Event
from practice_rules.case.event import AttributeValue
from practice_rules.vocabulary.load import load_vocabulary

COLUMNS: Final = (
    "case_id", "type", "at", "status", "id", "about", "replaces", "corrects", "recorded_at", "by", "born",
    "subject_kind",
)  # fmt: skip
"""The columns that every table has, before the subject's facts and the column `attributes`."""


def write_event_table(cases: Iterable[Case], stream: TextIO) -> tuple[int, int]:
    """Write an event table; returns how many cases and how many events it holds.

    The columns are `COLUMNS`, a column for each fact of the vocabulary, and `attributes`, a JSON object. An empty cell
    is a fact not recorded. A case without events has no row. Open the stream with `newline=""`.

    >>> import io
    >>> from practice_rules.case import Subject
    >>> held = Event("core_group.held", date(2026, 3, 12), attributes={"attended_by": frozenset({"parent", "health"})})
    >>> table = io.StringIO()
    >>> write_event_table([Case(Subject("C1", facts={"disabled": True}), (held,))], table)
    (1, 1)
    >>> next(csv.DictReader(io.StringIO(table.getvalue())))["attributes"]
    '{"attended_by": ["health", "parent"]}'
    """
    facts = sorted(load_vocabulary().subject_facts)
    out = csv.writer(stream, lineterminator="\n")
    out.writerow([*COLUMNS, *facts, "attributes"])
    children = events = 0
    for case in cases:
        children += 1
        events += len(case.events)
        out.writerows(_rows(case, facts))
    return children, events


def _rows(case: Case, facts: list[str]) -> Iterator[list[str]]:
    subject = case.subject
    born = "" if subject.born is None else subject.born.isoformat()
    of_subject = [born, subject.kind, *(_text(subject.facts.get(name)) for name in facts)]
    for event in case.events:
        yield [subject.id, *_of_event(event), *of_subject, _attributes(event)]


def _of_event(event: Event) -> Iterator[str]:
    yield event.type
    yield _text(event.at)
    yield event.status
    for value in (event.id, event.about, event.replaces, event.corrects, event.recorded_at, event.by):
        yield _text(value)


def _attributes(event: Event) -> str:
    """The attributes as JSON; sets of words as sorted lists. Those not recorded are left out."""
    held = {name: value for name, value in sorted(event.attributes.items()) if value is not None}
    return _encode(held) if held else ""


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return _text(value)
    raise TypeError(f"no event table holds a {type(value).__name__}")


_encode: Final = json.JSONEncoder(ensure_ascii=False, default=_plain).encode


def _text(value: AttributeValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return (";".join(sorted(value)) or ";") if isinstance(value, frozenset) else str(value)
