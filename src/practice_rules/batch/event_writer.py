"""Cases written as an event table, in CSV or Arrow, so that they read back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from practice_rules.batch.columns import MEANINGS
from practice_rules.batch.csv_text import csv_text
from practice_rules.batch.values import SEPARATOR, text_of_attribute
from practice_rules.case import Case, Event
from practice_rules.case.event import AttributeValue
from practice_rules.vocabulary.words import Vocabulary

if TYPE_CHECKING:
    from pyarrow import RecordBatch

_FIXED = tuple(name for name in MEANINGS if name != "attributes")


def write_event_csv(cases: Iterable[Case], file: TextIO, attributes: Sequence[str]) -> None:
    """Write cases as an event table in CSV, with these attributes and subject facts as columns.

    `file` is opened with `newline=""`. A case without an event has no row to stand in, and is not written. Raises
    `ValueError` for an attribute or a fact of a case that has no column here.

    >>> import io
    >>> from practice_rules.case import Subject
    >>> text = io.StringIO(newline="")
    >>> held = Event("core_group.held", date(2026, 3, 12))
    >>> write_event_csv([Case(Subject("C1"), (held,))], text, ["quorate"])
    >>> text.getvalue().splitlines()[1]
    'C1,core_group.held,2026-03-12,,,,,,,,,child,'
    """
    file.write(csv_text([(*_FIXED, *attributes)]))
    for case in cases:
        file.write(csv_text(_rows(case, attributes)))


def event_batches(
    cases: Iterable[Case], words: Vocabulary, attributes: Sequence[str], rows: int = 16_384
) -> Iterator[RecordBatch]:
    """Cases as an event table in Arrow: batches of about so many rows, of `event_schema(words, attributes)`.

    Raises as `write_event_csv` does.
    """
    from practice_rules.batch.arrow_schema import event_schema  # pyarrow is for those who use it
    from practice_rules.batch.extra_needed import pyarrow

    schema = event_schema(words, attributes, others=False)
    held: list[Sequence[Any]] = []
    for case in cases:
        held += _rows(case, attributes)
        if len(held) >= rows:
            yield _batch(pyarrow(), schema, held)
            held = []
    if held:
        yield _batch(pyarrow(), schema, held)


def _batch(pa: Any, schema: Any, rows: Sequence[Sequence[Any]]) -> Any:
    columns = zip(*rows, strict=True)
    arrays = [_column(pa, field.type, cells) for field, cells in zip(schema, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _column(pa: Any, kind: Any, cells: Sequence[str]) -> Any:
    """Texts as a column of a type: the texts of lists are taken apart, those of numbers and dates read."""
    if pa.types.is_list(kind):
        return pa.array([[word for word in cell.split(SEPARATOR) if word] if cell else None for cell in cells], kind)
    return pa.array([cell or None for cell in cells], pa.string()).cast(kind)


def _rows(case: Case, attributes: Sequence[str]) -> list[Sequence[str]]:
    known = frozenset(attributes)
    beyond = {*case.subject.facts, *(name for event in case.events for name in event.attributes)} - known
    if beyond:
        raise ValueError(f"there is no column for {', '.join(sorted(beyond))}")
    facts = {name: text_of_attribute(value) for name, value in case.subject.facts.items()}
    born = "" if case.subject.born is None else case.subject.born.isoformat()
    return [
        (
            case.subject.id, event.type, text_of_moment(event.at), "" if event.status == "occurred" else event.status,
            event.id or "", event.about or "", event.replaces or "", event.corrects or "",
            "" if event.recorded_at is None else text_of_moment(event.recorded_at), event.by or "", born,
            case.subject.kind, *(_attribute(event, name, facts) for name in attributes),
        )
        for event in case.events
    ]  # fmt: skip


def _attribute(event: Event, name: str, facts: dict[str, str]) -> str:
    value: AttributeValue = event.attributes.get(name)
    return text_of_attribute(value) if value is not None else facts.get(name, "")


def text_of_moment(at: date | datetime) -> str:
    """A moment as ISO text that says the same: with its offset, where the time is not London's own.

    >>> from practice_rules.dates.clock import LONDON
    >>> text_of_moment(datetime(2026, 7, 1, 9, 30, tzinfo=LONDON)), text_of_moment(date(2026, 7, 1))
    ('2026-07-01T09:30:00+01:00', '2026-07-01')
    """
    return at.replace(microsecond=0).isoformat() if isinstance(at, datetime) else at.isoformat()
