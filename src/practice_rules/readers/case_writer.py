"""Writing a case as YAML that reads back equal."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from practice_rules.case import Case, Coverage, Event, EventCoverage, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.yaml_source.scalars import read_plain

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[ .-][A-Za-z0-9_]+)*")
_SHORT: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_case(case: Case, name: str | None = None) -> str:
    """The case as a YAML case file. `name` becomes its `case:`.

    Parts of a second and provenance are not written. Raises `ValueError` for what no case file can hold: a number
    that is not one, or half of a pair of Unicode surrogates.

    >>> print(write_case(Case(Subject("C1"), (Event("core_group.held", date(2026, 3, 12)),))), end="")
    subject:
      id: C1
      kind: child
    events:
      - type: core_group.held
        at: 2026-03-12
    """
    return "\n".join(_lines(case, name)) + "\n"


def _lines(case: Case, name: str | None) -> Iterator[str]:
    if name is not None:
        yield f"case: {_scalar(name)}"
    yield "subject:"
    yield from _indented(_subject(case.subject))
    if case.coverage is not None:
        yield "coverage:"
        yield from _indented(_coverage(case.coverage))
    if not case.events:
        yield "events: []"
        return
    yield "events:"
    for event in case.events:
        for position, line in enumerate(_event(event)):
            yield f"  - {line}" if position == 0 else f"    {line}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _subject(subject: Subject) -> Iterator[str]:
    yield f"id: {_scalar(subject.id)}"
    yield f"kind: {subject.kind}"
    if subject.born is not None:
        yield f"born: {_scalar(subject.born)}"
    if subject.facts:
        yield "facts:"
        yield from _indented(_attributes(subject.facts))


def _coverage(coverage: Coverage) -> Iterator[str]:
    yield f"name: {_scalar(coverage.name)}"
    if coverage.subject_facts is not None:
        yield f"subject_facts: {_scalar(coverage.subject_facts)}"
    if coverage.events:
        yield "events:"
        for name in sorted(coverage.events):
            yield f"  {name}: {_event_coverage(coverage.events[name])}"


def _event_coverage(held: EventCoverage) -> str:
    parts = [f"extent: {held.extent}"]
    for key in ("first", "last", "attributes"):
        value = getattr(held, key)
        if value is not None:
            parts.append(f"{key}: {_scalar(value)}")
    return "{" + ", ".join(parts) + "}"


def _event(event: Event) -> Iterator[str]:
    yield f"type: {_scalar(event.type)}"
    yield f"at: {_scalar(event.at)}"
    if event.status != "occurred":
        yield f"status: {event.status}"
    for key in ("id", "about", "replaces", "corrects", "recorded_at", "by"):
        value = getattr(event, key)
        if value is not None:
            yield f"{key}: {_scalar(value)}"
    yield from _attributes(event.attributes)


def _attributes(values: Mapping[str, AttributeValue]) -> Iterator[str]:
    for name in sorted(values):
        yield f"{name}: {_scalar(values[name])}"


def _scalar(value: AttributeValue) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return "[" + ", ".join(_scalar(each) for each in sorted(value)) + "]"
    if isinstance(value, datetime):
        return f'"{value.replace(microsecond=0).isoformat()}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and read_plain(value) == value else _in_quotes(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a case file cannot hold a number that is infinite or not a number")
    return repr(value)


def _in_quotes(text: str) -> str:
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError("a case file cannot hold half of a pair of Unicode surrogates")
    if letter == " " or (letter.isprintable() and code != 0xFEFF):
        return letter
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
