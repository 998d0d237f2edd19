"""One case as read from a table: a tuple of integers and words for each row, and the same as a `Case`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from practice_rules.case import Case, Coverage, Event, Subject
from practice_rules.case.event import AttributeValue, EventStatus
from practice_rules.case.history import SubjectKind
from practice_rules.dates.clock import local_time

EventRow: TypeAlias = tuple[int, bool, str, int, int, Mapping[str, Any], int]
"""Order, whether a time is known, type, end, day, attributes, and the row's number within its case (from 0).

Order and end are seconds of UTC: the instant twice, or the first and last second of the day when only that is known.
`attributes` may be shared between rows and must not be changed.
"""

Reading: TypeAlias = tuple[int, bool, int, int]
"""A moment as it is read: order, whether a time is known, end, day."""


class Extra(NamedTuple):
    """What most rows leave empty: what the entry refers to, whether it took place, when it was recorded, by whom."""

    status: EventStatus = "occurred"
    id: str | None = None
    about: str | None = None
    replaces: str | None = None
    corrects: str | None = None
    recorded: Reading | None = None
    by: str | None = None


PLAIN = Extra()
"""An event that took place, with nothing more said of it."""


@dataclass(slots=True)
class CaseRows:
    """The rows of one case, in the order of the table. `line` is where its first row stands (from 1)."""

    case_id: str
    kind: SubjectKind
    born: date | None
    facts: Mapping[str, AttributeValue]
    events: list[EventRow]
    extras: dict[int, Extra] = field(default_factory=dict)
    line: int | None = None


def to_case(rows: CaseRows, coverage: Coverage | None = None) -> Case:
    """The rows as a `Case`: its n-th event is the n-th row."""
    subject = Subject(rows.case_id, rows.kind, rows.born, rows.facts)
    return Case(subject, tuple(_event(row, rows.extras.get(row[6], PLAIN)) for row in rows.events), coverage)


def _event(row: EventRow, extra: Extra) -> Event:
    order, timed, kind, end, day, attributes, _ = row
    return Event(
        kind,
        _when((order, timed, end, day)),
        extra.status,
        extra.id,
        extra.about,
        extra.replaces,
        extra.corrects,
        None if extra.recorded is None else _when(extra.recorded),
        extra.by,
        attributes,
    )


def _when(reading: Reading) -> date | datetime:
    order, timed, _, day = reading
    return local_time(order) if timed else date.fromordinal(day)
