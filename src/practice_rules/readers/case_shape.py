"""The shape of a case file: what a person or a case system writes, and its JSON Schema.

These models stand at the edge. What they hold is turned into `practice_rules.case` values by `case_file`, which also
holds every event against the vocabulary.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, WithJsonSchema

from practice_rules.case.coverage import Extent
from practice_rules.case.event import EventStatus
from practice_rules.case.history import SubjectKind
from practice_rules.dates.clock import MomentProblem, parse_moment
from practice_rules.problems import Wrong

_MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?( ?([Zz]|[+-]\d{2}:?\d{2}))?)?$"
_BEFORE_OFFSET = re.compile(r" (?=[Z+-])")


def read_when(value: Any) -> date | datetime:
    """A date, or a date and time, from a file.

    A time without an offset stays without one: it is Europe/London local time. Raises `Wrong` for what is neither,
    for a time that the spring clock change skips, and for dates outside 1970 to 2100.

    >>> read_when("2026-03-12T10:00")
    datetime.datetime(2026, 3, 12, 10, 0)
    """
    found = parse_moment(value) if isinstance(value, str | date) else MomentProblem("this is not a date")
    if isinstance(found, MomentProblem):
        raise Wrong(found.message, expected=found.expected, fix=found.fix, code="case-date")
    if isinstance(value, str):
        if found.instant is None:
            return date.fromordinal(found.day)
        return datetime.fromisoformat(_BEFORE_OFFSET.sub("", value.strip().upper())).replace(microsecond=0)
    assert isinstance(value, date)
    return value


def read_day(value: Any) -> date:
    """A date without a time, of any year. Raises `Wrong` for anything else.

    >>> read_day("1958-03-12")
    datetime.date(1958, 3, 12)
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            if len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
    raise Wrong(
        "this is not a date, or not one that exists",
        expected="a date such as 2026-03-03, without a time",
        fix="write year-month-day",
        code="case-date",
    )


WHEN_SCHEMA: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": _MOMENT_PATTERN,
    "examples": ["2026-03-03", "2026-03-03T14:30"],
}
"""The JSON Schema of a date, or a date and time."""

When: TypeAlias = Annotated[date | datetime, BeforeValidator(read_when), WithJsonSchema(WHEN_SCHEMA)]
"""A date, or a date and time; without an offset the time is Europe/London local time."""

Day: TypeAlias = Annotated[
    date,
    BeforeValidator(read_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2019-05-04"]}),
]
"""A date."""


def _as_text(value: Any) -> Any:
    """A whole number as text: most case systems number their records."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text: TypeAlias = Annotated[str, Field(min_length=1)]
Id: TypeAlias = Annotated[
    str,
    BeforeValidator(_as_text),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "integer"}]}),
]
"""A name or number by which others refer to something."""


class Shape(BaseModel):
    """A block of a case file. Keys that mean nothing are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SubjectShape(Shape):
    """Whom the history is about."""

    id: Id = Field(description="The council's own number or name for the subject; it need not be a real name.")
    kind: SubjectKind = Field("child", description="What the subject is.")
    born: Day | None = Field(None, description="Date of birth, needed by every rule that depends on age.")
    facts: dict[str, Any] = Field(
        default_factory=dict, description="What does not change from event to event, by the vocabulary's names."
    )


class EventShape(BaseModel):
    """One thing that happened, was planned, or was called off. Its attributes stand beside these keys."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Text = Field(description="The event type, a name of the vocabulary such as core_group.held.")
    at: When = Field(description="When it happened, or is planned for.")
    status: EventStatus = Field("occurred", description="Whether it took place, is planned, or was called off.")
    id: Id | None = Field(None, description="A name for the event, so that others can refer to it.")
    about: Id | None = Field(None, description="The id of the event this one concerns.")
    replaces: Id | None = Field(None, description="The id of the planned entry this one moves, cancels or fulfils.")
    corrects: Id | None = Field(None, description="The id of the wrong entry in whose place this one stands.")
    recorded_at: When | None = Field(None, description="When the record learnt of it.")
    by: Text | None = Field(None, description="The role that did it.")


class EventCoverageShape(Shape):
    """How much of one event type the source of the case holds."""

    extent: Extent = Field("complete", description="Every event of the type, or only the latest.")
    first: Day | None = Field(None, description="The first day on which events of the type are held.")
    last: Day | None = Field(None, description="The last such day.")
    attributes: list[str] | None = Field(None, description="The attributes it carries; left out: all of them.")


class CoverageShape(Shape):
    """What the source of the case can show: event types that are not named here are not in it."""

    name: Text = Field(description="The source, as people call it.")
    events: dict[str, EventCoverageShape] = Field(default_factory=dict, description="By event type.")
    subject_facts: list[str] | None = Field(None, description="The facts it carries; left out: all of them.")


class CaseFrame(Shape):
    """A case before its parts are looked at, each of which is read on its own."""

    case: Text | None = Field(None, description="A name for the case, for people.")
    subject: Any = Field(description="Whom the history is about.")
    coverage: Any = Field(None, description="What the source can show; left out: everything.")
    events: list[Any] = Field(default_factory=list, description="What happened, in any order.")


class CaseShape(CaseFrame):
    """One subject's history."""

    subject: SubjectShape = Field(description="Whom the history is about.")
    coverage: CoverageShape | None = Field(None, description="What the source can show; left out: everything.")
    events: list[EventShape] = Field(default_factory=list, description="What happened, in any order.")


class SeveralFrame(Shape):
    """A file of several cases, before each is read on its own."""

    cases: list[Any] = Field(description="The cases.")


class SeveralShape(Shape):
    """A file of several cases."""

    cases: list[CaseShape] = Field(description="The cases.")


FILE_SHAPE: TypeAdapter[CaseShape | SeveralShape] = TypeAdapter(CaseShape | SeveralShape)

EVENT_KEYS = tuple(EventShape.model_fields)
"""The keys that every event has, whatever its type."""
