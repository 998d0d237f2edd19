"""Reading attributes from a table: text by the vocabulary's type, or values that already have one."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, Final

from practice_rules.case.event import AttributeValue
from practice_rules.readers.case_values import Misfit, attribute_value
from practice_rules.vocabulary.model import SETS, Attribute

SEPARATOR: Final = ";"
"""What stands between the words of a set. Alone, it says that the set was recorded and is empty."""

TRUE: Final = frozenset({"true", "yes", "y", "t", "1"})
FALSE: Final = frozenset({"false", "no", "n", "f", "0"})

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_SAID = {
    "boolean": "true or false (or yes or no, 1 or 0)",
    "integer": "a whole number",
    "number": "a number",
    "choices": "words of the vocabulary with ';' between them",
    "roles": "roles with ';' between them",
}


def attribute_of_text(name: str, attribute: Attribute, text: str, roles: Collection[str]) -> AttributeValue | Misfit:
    """The value that a text says, or why it does not fit the attribute. Empty text is no value.

    >>> attribute_of_text("child_seen", Attribute(type="boolean", meaning="Seen."), "Yes", ())
    True
    """
    kind = attribute.type
    if kind in ("text", "reference"):
        return text or None
    text = text.strip()
    if not text:
        return None
    if kind == "boolean":
        word = text.lower()
        return True if word in TRUE else False if word in FALSE else _misfit(name, kind)
    if kind == "integer":
        return int(text) if _WHOLE.fullmatch(text) else _misfit(name, kind)
    if kind == "number":
        return _number(text) if _NUMBER.fullmatch(text) else _misfit(name, kind)
    if kind in SETS:
        words = [word.strip() for word in text.split(SEPARATOR)]
        return attribute_value(name, attribute, [word for word in words if word], roles)
    return attribute_value(name, attribute, text, roles)


def attribute_of_value(name: str, attribute: Attribute, value: Any, roles: Collection[str]) -> AttributeValue | Misfit:
    """The value of a typed column, or why it does not fit the attribute.

    A whole number in a column of floating point counts as whole, not-a-number as not recorded, and a moment at
    midnight as a date where a date is wanted: what tables with gaps make of their columns.
    """
    kind = attribute.type
    if isinstance(value, str):
        return attribute_of_text(name, attribute, value, roles)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer() and kind in ("integer", "boolean", "reference", "text"):
        value = int(value)
    if kind == "boolean" and value in (0, 1) and isinstance(value, int):
        return bool(value)
    if kind in ("text", "reference") and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if kind == "date" and isinstance(value, datetime) and value.time() == time():
        return value.date()
    if kind == "number" and isinstance(value, float) and not math.isfinite(value):
        return _misfit(name, kind)
    if kind in SETS and isinstance(value, list | tuple | set | frozenset):
        return attribute_value(name, attribute, list(value), roles)
    if isinstance(value, bool | int | float | date):
        return attribute_value(name, attribute, value, roles)
    return _misfit(name, kind)


def text_of_attribute(value: AttributeValue) -> str:
    """The text from which a value is read back: what `attribute_of_text` undoes.

    >>> text_of_attribute(frozenset({"police", "health"}))
    'health;police'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return SEPARATOR.join(sorted(value)) or SEPARATOR
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(text: str) -> int | float | Misfit:
    if _WHOLE.fullmatch(text):
        return int(text)
    value = float(text)
    return value if math.isfinite(value) else _misfit("", "number")


def _misfit(name: str, kind: str) -> Misfit:
    expected = _SAID.get(kind, f"a {kind}")
    return Misfit("wrong-type", f"'{name}' must be {expected}", expected, None)
