"""Writing several cases into one case file, as they come."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TextIO

from practice_rules.case import Case, Event
from practice_rules.case.event import AttributeValue
from practice_rules.readers.case_writer import write_case

_LINKS = ("id", "about", "replaces", "corrects", "recorded_at", "by")


def write_cases_yaml(cases: Iterable[Case], stream: TextIO) -> tuple[int, int]:
    """Write cases under `cases:` in YAML; returns how many cases and how many events. They read back equal."""
    children = events = 0
    for case in cases:
        if children == 0:
            stream.write("cases:\n")
        for place, line in enumerate(write_case(case).splitlines()):
            stream.write(f"  - {line}\n" if place == 0 else f"    {line}\n")
        children += 1
        events += len(case.events)
    if children == 0:
        stream.write("cases: []\n")
    return children, events


def write_cases_json(cases: Iterable[Case], stream: TextIO) -> tuple[int, int]:
    """Write cases in JSON, a case a line within one document; returns how many cases and how many events.

    Coverage is not written: `ValueError` for a case that has it.

    >>> import io
    >>> from practice_rules.case import Subject
    >>> text = io.StringIO()
    >>> write_cases_json([Case(Subject("C1"), (Event("core_group.held", date(2026, 3, 12)),))], text)
    (1, 1)
    >>> print(text.getvalue(), end="")
    {"cases": [
    {"subject": {"id": "C1", "kind": "child"}, "events": [{"type": "core_group.held", "at": "2026-03-12"}]}
    ]}
    """
    children = events = 0
    stream.write('{"cases": [\n')
    for case in cases:
        if case.coverage is not None:
            raise ValueError("what a source covers is not written in JSON; write the case as YAML")
        stream.write(",\n" if children else "")
        stream.write(json.dumps(_case(case), ensure_ascii=False))
        children += 1
        events += len(case.events)
    stream.write("\n]}\n" if children else "]}\n")
    return children, events


def _case(case: Case) -> dict[str, Any]:
    subject: dict[str, Any] = {"id": case.subject.id, "kind": case.subject.kind}
    if case.subject.born is not None:
        subject["born"] = case.subject.born.isoformat()
    if case.subject.facts:
        subject["facts"] = {name: _plain(value) for name, value in sorted(case.subject.facts.items())}
    return {"subject": subject, "events": [_event(event) for event in case.events]}


def _event(event: Event) -> dict[str, Any]:
    written: dict[str, Any] = {"type": event.type, "at": _plain(event.at)}
    if event.status != "occurred":
        written["status"] = event.status
    for key in _LINKS:
        value = getattr(event, key)
        if value is not None:
            written[key] = _plain(value)
    written.update((name, _plain(value)) for name, value in sorted(event.attributes.items()))
    return written


def _plain(value: AttributeValue) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat() if isinstance(value, date) else value
