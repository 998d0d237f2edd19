"""The words that all packs share: event types, attributes, facts, periods, roles, areas and topics."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.language.base import Written
from practice_rules.language.conditions import Where
from practice_rules.language.words import EventName, Length, RuleId, Word

AttributeType: TypeAlias = Literal[
    "boolean", "integer", "number", "text", "date", "datetime", "duration", "choice", "choices", "role", "roles",
    "reference",
]  # fmt: skip

SETS = frozenset({"choices", "roles"})


class Attribute(Written):
    """A fact an event may carry: its type, meaning and, for a choice, the values it may have."""

    type: AttributeType
    meaning: str
    values: dict[Word, str] = Field(default_factory=dict, description="Each value and its meaning.")

    @model_validator(mode="after")
    def _values_for_choices(self) -> Attribute:
        if (self.type in ("choice", "choices")) != bool(self.values):
            raise PydanticCustomError("bad-attribute", "`values` are given for a choice or choices, and only for those")
        return self


class EventType(Written):
    """Something a case system would record as a row: its meaning and attributes.

    `attributes` names shared attributes; `own` declares those that only this event has.
    """

    meaning: str
    attributes: list[Word] = Field(default_factory=list)
    own: dict[Word, Attribute] = Field(default_factory=dict)


class Edge(Written):
    """What opens or closes a period: an event type (or several), under a condition."""

    event: EventName | list[EventName]
    where: Where | None = None


def _edges(value: Any) -> Any:
    listed = value if isinstance(value, list) else [value]
    return [{"event": each} if isinstance(each, str) else each for each in listed]


class Period(Written):
    """A stretch of time opened and closed by events.

    `same` names attributes that tell instances apart when several may run at once (one placement, one worker's
    allocation). A period given by the calendar (school terms) has neither edge.
    """

    meaning: str
    opens: Annotated[list[Edge], BeforeValidator(_edges)] = Field(default_factory=list)
    closes: Annotated[list[Edge], BeforeValidator(_edges)] = Field(default_factory=list)
    lasts: Length | None = Field(None, description="How long it runs when nothing closes it sooner.")
    same: list[Word] = Field(default_factory=list)
    by_calendar: Literal["school_term"] | None = None

    @model_validator(mode="after")
    def _opens_somehow(self) -> Period:
        if bool(self.opens) == (self.by_calendar is not None):
            raise PydanticCustomError("bad-period", "a period needs `opens`, or `by_calendar` for school terms")
        return self


class VocabularyFile(Written):
    """One file of the vocabulary, or the words a pack adds of its own."""

    areas: dict[Word, str] = Field(default_factory=dict)
    attributes: dict[Word, Attribute] = Field(default_factory=dict)
    events: dict[EventName, EventType] = Field(default_factory=dict)
    subject_facts: dict[Word, Attribute] = Field(default_factory=dict)
    periods: dict[Word, Period] = Field(default_factory=dict)
    roles: dict[Word, str] = Field(default_factory=dict)
    topics: dict[RuleId, str] = Field(default_factory=dict)
