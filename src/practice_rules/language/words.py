"""The scalars of the language: lengths of time, ages, names and statement numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from practice_rules.dates.durations import (
    EXPECTED,
    ByTime,
    CalendarSpan,
    Duration,
    DurationProblem,
    Elapsed,
    Range,
    SameDay,
    WorkingDays,
    parse_duration,
)

DURATION_EXAMPLES = ["10 working days", "same working day", "6 weeks", "3 months", "48 hours", "6 to 8 weeks"]


def _duration(value: Any) -> Any:
    if isinstance(value, WorkingDays | CalendarSpan | Elapsed | SameDay | Range | ByTime):
        return value
    if not isinstance(value, str):
        likely = (
            f"write {value} working days, or another unit" if isinstance(value, int) else "write one, such as 10 days"
        )
        raise PydanticCustomError(
            "bad-duration", "a length of time needs a number and a unit, such as '10 working days'",
            {"expected": EXPECTED, "fix": likely},
        )  # fmt: skip
    found = parse_duration(value)
    if isinstance(found, DurationProblem):
        why = f"{found.message}; did you mean {found.fix!r}?" if found.fix else found.message
        fix = f"write {found.fix}" if found.fix else "write a number and a unit"
        raise PydanticCustomError("bad-duration", "{why}", {"why": why, "expected": found.expected, "fix": fix})
    return found


Length: TypeAlias = Annotated[
    Duration,
    BeforeValidator(_duration),
    WithJsonSchema(
        {
            "type": "string",
            "description": "A length of time in working days, days, weeks, months, years, hours or minutes.",
            "examples": DURATION_EXAMPLES,
        }
    ),
]
"""A length of time, written in words: `10 working days`, `6 weeks`, `48 hours`."""


@dataclass(frozen=True, slots=True)
class Age:
    """An age counted in months and days from birth; `back` is taken off the birthday (`6 months before 16`)."""

    months: int
    days: int = 0
    back: CalendarSpan | None = None
    text: str = ""

    def __str__(self) -> str:
        return self.text


_AGE = re.compile(
    r"(?:(?P<back>.+?) before )?(?:(?P<years>\d+)(?: years?)?)?(?: ?(?P<months>\d+) months?)?"
    r"(?: ?(?P<weeks>\d+) weeks?)?$"
)


def read_age(value: Any) -> Age:
    """Read an age: a number of years, `15 years 9 months`, or `6 months before 16`.

    Raises a pydantic error that says what was expected.

    >>> read_age("6 months before 16").back
    CalendarSpan(years=0, months=6, weeks=0, days=0)
    """
    if isinstance(value, Age):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Age(months=12 * value, text=f"{value} years")
    matched = _AGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if matched is None or not any(matched.group(part) for part in ("years", "months", "weeks")):
        found = re.search(r"\d+", value) if isinstance(value, str) else None
        fix = f"write {found[0]} years" if found else "write a number of years, such as 18 years"
        raise PydanticCustomError(
            "bad-age", "an age is written like '16 years', '15 years 9 months' or '6 months before 16'",
            {"expected": "an age in years, or years and months", "fix": fix},
        )  # fmt: skip
    back: CalendarSpan | None = None
    if matched["back"]:
        length = parse_duration(matched["back"])
        if not isinstance(length, CalendarSpan):
            raise PydanticCustomError("bad-age", "count back from a birthday in days, weeks, months or years")
        back = length
    months = 12 * int(matched["years"] or 0) + int(matched["months"] or 0)
    return Age(months, 7 * int(matched["weeks"] or 0), back, value.strip())


AgeText: TypeAlias = Annotated[
    Age,
    BeforeValidator(read_age),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "integer", "minimum": 0}],
            "description": "An age: '16 years', '15 years 9 months', '6 months before 16', or years as a number.",
            "examples": ["16 years", "15 years 9 months", "6 months before 16"],
        }
    ),
]

Word: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name in snake_case."""

EventName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
"""An event type, `noun.past_participle`."""

RuleId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$")]
"""A rule's id, which is its topic: `area.thing.aspect`."""

Statement: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-\d{1,4}$")]
"""The number of a statement in a council's document, such as `WAK-034`."""

Sentence: TypeAlias = Annotated[str, StringConstraints(min_length=3, max_length=900, strip_whitespace=True)]
"""One or two sentences in our own words."""
