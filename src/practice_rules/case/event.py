"""One thing that happened, was planned, or was called off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

EventStatus = Literal["occurred", "planned", "cancelled"]
"""`occurred`: it took place. `planned`: it is in the diary. `cancelled`: it was called off."""

AttributeValue = str | bool | int | float | date | datetime | frozenset[str] | None
"""What an attribute may hold; a set of words is a `frozenset`, and `None` means not recorded."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an event was read from: a file, a line in it, and the element or column that held it."""

    file: str
    line: int | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a subject.

    `at` is a date when only the day is known, or a date and time. A date-time without an offset is
    Europe/London local time. `about` is the `id` of the event this one concerns (the minutes *of that*
    conference). `replaces` is the `id` of a planned entry that this one moves, cancels or fulfils.
    `corrects` is the `id` of an entry that was wrong and in whose place this one stands; the wrong entry is
    voided, never rewritten. `recorded_at` is when the record learnt of it.

    >>> Event("icpc.held", date(2026, 3, 3), attributes={"outcome": "child_protection_plan"}).status
    'occurred'
    """

    type: str
    at: date | datetime
    status: EventStatus = "occurred"
    id: str | None = None
    about: str | None = None
    replaces: str | None = None
    corrects: str | None = None
    recorded_at: date | datetime | None = None
    by: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    provenance: Provenance | None = field(default=None, compare=False)
