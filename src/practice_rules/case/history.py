"""A case: one subject and what happened to them, in any order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from practice_rules.case.coverage import Coverage
from practice_rules.case.event import AttributeValue, Event

SubjectKind = Literal["child", "worker", "carer", "family", "referral", "adopter", "team"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the history is about. `facts` are what does not change from event to event.

    >>> Subject(id="A1", born=date(2019, 5, 4)).kind
    'child'
    """

    id: str
    kind: SubjectKind = "child"
    born: date | None = None
    facts: Mapping[str, AttributeValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One subject's history. `coverage` is `None` when the record is held to be whole."""

    subject: Subject
    events: tuple[Event, ...] = ()
    coverage: Coverage | None = None
