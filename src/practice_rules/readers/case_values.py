"""One attribute of an event, or fact of a subject, held against its type in the vocabulary.

No message repeats the value: a case file is a person's record.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from practice_rules.case.event import AttributeValue
from practice_rules.dates.durations import DurationProblem, parse_duration
from practice_rules.problems import Wrong, nearest, quoted
from practice_rules.readers.case_shape import read_day, read_when
from practice_rules.vocabulary.model import SETS, Attribute
from practice_rules.yaml_source.wording import describe, listed


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a value does not fit its attribute. `at` is the position in a list, where one entry is wrong."""

    code: str
    message: str
    expected: str
    fix: str | None = None
    at: int | None = None


_MUST_BE = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "text": "text",
    "date": "a date such as 2026-03-03",
    "datetime": "a date such as 2026-03-03, or a date and time such as 2026-03-03T14:30",
    "duration": "a length of time such as 10 working days",
    "choice": "one word",
    "role": "a role",
    "choices": "a list of words",
    "roles": "a list of roles",
    "reference": "the id or name of what is referred to, as text",
}


def attribute_value(name: str, attribute: Attribute, value: Any, roles: Collection[str]) -> AttributeValue | Misfit:
    """The value as a case holds it, or why it does not fit. `None` stands for what was not recorded.

    >>> seen = Attribute(type="boolean", meaning="The child was seen.")
    >>> attribute_value("child_seen", seen, True, ())
    True
    >>> attribute_value("child_seen", seen, "Yes", ()).message
    "'child_seen' must be true or false; text is here"
    """
    kind = attribute.type
    if value is None:
        return None
    if kind in SETS:
        return _words(name, attribute, value, roles)
    if kind in ("choice", "role"):
        return _word(name, attribute, value, roles, None)
    if kind in ("date", "datetime"):
        return _moment(name, kind, value)
    if kind == "duration":
        return _duration(name, value)
    fits = {
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "text": isinstance(value, str),
        "reference": isinstance(value, str),
    }
    if not fits[kind]:
        return _wrong_type(name, kind, value)
    plain: AttributeValue = value
    return plain


def _wrong_type(name: str, kind: str, value: Any, at: int | None = None) -> Misfit:
    must_be = _MUST_BE[kind]
    fix = f"write {must_be}"
    if kind in ("text", "reference") and not isinstance(value, list | dict):
        fix = "put it in quotes"
    if kind == "boolean" and isinstance(value, str):
        fix = "write true or false, without quotes"
    return Misfit("wrong-type", f"{quoted(name)} must be {must_be}; {describe(value, True)} is here", must_be, fix, at)


def _words(name: str, attribute: Attribute, value: Any, roles: Collection[str]) -> AttributeValue | Misfit:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return _wrong_type(name, attribute.type, value)
    words: set[str] = set()
    for at, each in enumerate(value):
        word = _word(name, attribute, each, roles, at)
        if isinstance(word, Misfit):
            return word
        words.add(word)
    return frozenset(words)


def _word(name: str, attribute: Attribute, value: Any, roles: Collection[str], at: int | None) -> str | Misfit:
    allowed = roles if attribute.type in ("role", "roles") else attribute.values
    if isinstance(value, str) and value in allowed:
        return value
    if not isinstance(value, str):
        return _wrong_type(name, "role" if allowed is roles else "choice", value, at)
    right = nearest(value, allowed)
    message = f"{quoted(name)} has a word here that the vocabulary does not give it"
    if right is not None:
        message += f"; did you mean {quoted(right)}?"
    fix = f"write {right}" if right is not None else "write one of the words that are allowed here"
    return Misfit("not-allowed", message, f"one of: {listed(sorted(allowed))}", fix, at)


def _moment(name: str, kind: str, value: Any) -> date | datetime | Misfit:
    try:
        return read_when(value) if kind == "datetime" else read_day(value)
    except Wrong as wrong:
        return Misfit("case-date", f"{quoted(name)}: {wrong.message}", wrong.expected or _MUST_BE[kind], wrong.fix)


def _duration(name: str, value: Any) -> str | Misfit:
    if not isinstance(value, str):
        return _wrong_type(name, "duration", value)
    found = parse_duration(value)
    if isinstance(found, DurationProblem):
        fix = f"write {found.fix}" if found.fix else None
        return Misfit("bad-duration", f"{quoted(name)} is not a length of time", _MUST_BE["duration"], fix)
    return value
