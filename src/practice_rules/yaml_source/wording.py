"""Words for values and for kinds of value, free of the terms of any programming language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from practice_rules.problems import quoted

from .schema_walk import Schemas, branches

__all__ = ["allowed_values", "describe", "either", "expected_words", "listed", "suggest_date", "suits"]

_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "date": "a date such as 2026-03-31",
    "datetime": "a date and time such as 2026-03-31T14:30",
    "time": "a time such as 14:30",
    "timedelta": "a length of time",
    "none": "nothing (null)",
    "url": "a web address",
    "bytes": "text",
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "generator"), "a list"),
    **dict.fromkeys(("model-fields", "typed-dict", "dataclass-args", "dict"), "a block of keys and values"),
}
_ACCEPTED: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "decimal": (int, float, str),
    "bool": (bool,),
    "date": (date, str),
    "datetime": (datetime, date, str),
    "time": (time, str),
    "timedelta": (str, int),
    "none": (type(None),),
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "generator"), (list,)),
    **dict.fromkeys(("model-fields", "typed-dict", "dataclass-args", "dict"), (dict,)),
}
_MOST_LISTED = 40


def describe(value: Any, private: bool) -> str:
    """What is there instead: with its value, or by kind alone where it is private.

    >>> describe("3", False), describe(True, False), describe(None, False)
    ("the text '3'", 'true', 'nothing')
    >>> describe("Mary Jones", True)
    'text'
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false" if private else str(value).lower()
    if isinstance(value, (int, float)):
        return "a number" if private else f"the number {quoted(value)[1:-1]}"
    if isinstance(value, date):
        return "a date" if private else f"the date {value.isoformat()}"
    if isinstance(value, list):
        return "an empty list" if not value else "a list"
    if isinstance(value, dict):
        return "an empty block" if not value else "a block of keys and values"
    return "text" if private else f"the text {quoted(value)}"


def listed(words: Iterable[object]) -> str:
    """Words in a row, cut short where there are very many.

    >>> listed(["a", "b"])
    'a, b'
    """
    every = [quoted(word)[1:-1] for word in words]
    if len(every) <= _MOST_LISTED:
        return ", ".join(every)
    return ", ".join(every[:_MOST_LISTED]) + f" and {len(every) - _MOST_LISTED} more"


def either(words: Sequence[str]) -> str:
    """Alternatives as a person would say them, each once.

    >>> either(["text", "a list", "text"])
    'text or a list'
    """
    every = list(dict.fromkeys(words))
    if len(every) <= 1:
        return "".join(every)
    return f"{', '.join(every[:-1])} or {every[-1]}"


def expected_words(schemas: Schemas, schema: Any) -> str | None:
    """What a place in the file should hold, in words; None where anything may stand."""
    opened = schemas.open(schema)
    if opened is None:
        return None
    kind = opened["type"]
    if kind == "union":
        known = [words for _, each in branches(opened) if (words := expected_words(schemas, each))]
        return either(known) or None
    if kind == "tagged-union":
        return "a block of keys and values"
    values = allowed_values(schemas, opened)
    if values is not None:
        return f"one of: {listed(values)}" if len(values) > 1 else quoted(values[0])
    if kind in ("list", "tuple", "set", "frozenset"):
        return "a list"
    return _KINDS.get(kind)


def allowed_values(schemas: Schemas, schema: Any) -> list[str] | None:
    """The values a place may hold, where they are numbered; of every branch of a union."""
    opened = schemas.open(schema)
    if opened is None:
        return None
    if opened["type"] == "literal":
        return [_shown(value) for value in opened["expected"]]
    if opened["type"] == "enum":
        return [_shown(member.value) for member in opened["members"]]
    if opened["type"] == "union":
        found: list[str] = []
        for _, each in branches(opened):
            found.extend(allowed_values(schemas, each) or ())
        return list(dict.fromkeys(found)) or None
    return None


def _shown(value: object) -> str:
    value = getattr(value, "value", value)
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)


def suits(schemas: Schemas, schema: Any, value: Any) -> bool | None:
    """Whether a branch takes values of this kind at all; None where that cannot be told."""
    held_back = schemas.open(schema, through=False)
    if held_back is None or held_back["type"].startswith("function-"):
        return None
    opened = schemas.open(schema)
    if opened is None or opened["type"] == "any":
        return None
    kind = opened["type"]
    if kind in ("literal", "enum"):
        return isinstance(value, (str, int, type(None))) and not isinstance(value, float)
    if kind == "union":
        answers = [suits(schemas, each, value) for _, each in branches(opened)]
        return True if True in answers else None if None in answers else False
    if kind == "tagged-union":
        return isinstance(value, dict)
    accepted = _ACCEPTED.get(kind)
    if accepted is None:
        return None
    if isinstance(value, bool) and bool not in accepted:
        return False
    return isinstance(value, accepted)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(_MONTHS)})[a-z]*,? (\d{{4}})\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\Z")


def suggest_date(text: str) -> str | None:
    """A date written day first, as the file should have it.

    >>> suggest_date("31/3/2026"), suggest_date("1st April 2025")
    ('2026-03-31', '2025-04-01')
    """
    found = _DAY_FIRST.match(text.strip())
    named = _MONTH_NAMED.match(text.strip().lower())
    if named is not None:
        day, month, year = int(named[1]), _MONTHS.index(named[2][:3]) + 1, int(named[3])
    elif found is not None:
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
