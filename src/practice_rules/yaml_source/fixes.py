"""How to put right a value of the wrong kind, and a key that is no word of anybody's."""

from __future__ import annotations

import re

from practice_rules.problems import quoted

from .document import SourceDocument
from .found import Found
from .schema_walk import Schemas
from .wording import suggest_date

__all__ = ["ordinal", "slip_of_spelling", "type_fix"]

_NUMBERS = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TRUTHS = ("yes", "no", "y", "n", "on", "off", "true", "false")


def type_fix(schemas: Schemas, found: Found, words: str, document: SourceDocument) -> str:
    """What to write in place of a value of the wrong kind; `words` says what must be there."""
    value, shown = found.input, not document.private
    if value is None and found.walked.path:
        return "write the value after the colon, or delete the key"
    if ("text" in words and isinstance(value, (int, float))) or (
        words == "text" and not isinstance(value, (list, dict))
    ):
        written = document.written(found.walked.path)
        return f'put it in quotes: "{written}"' if shown and written else "put it in quotes"
    if words.startswith("a block"):
        return _block(schemas, found, shown)
    if isinstance(value, str):
        fix = _text(value, words, shown)
        if fix is not None:
            return fix
    if words.startswith("a list") and isinstance(value, dict):
        return "put a dash and a space before its first key"
    if words.startswith("a list") and not isinstance(value, (list, dict)):
        if not shown or "\n" in str(value) or len(str(value)) > 40:
            return "put it in square brackets, or on a line of its own after a dash"
        return f"put it in square brackets: [{value}]; or on a line of its own after a dash"
    return f"write {words}"


def _text(value: str, words: str, shown: bool) -> str | None:
    """What a text was meant to be, where something else must stand."""
    plain = value.strip().lower()
    date = suggest_date(value) if "date" in words else None
    if date is not None:
        return f"write it as {date}" if shown else "write it as year-month-day"
    if "number" in words and plain.lstrip("+-").isdigit():
        return "take the quotes off"
    if "number" in words and plain in _NUMBERS:
        return f"write {_NUMBERS.index(plain)}" if shown else "write it in figures"
    if "true" in words and plain in _TRUTHS:
        return "write true or false, without quotes"
    return None


def _block(schemas: Schemas, found: Found, shown: bool) -> str:
    """How a block is written that must stand where something else does: with the keys it cannot be without."""
    fields = schemas.fields(found.walked.schema) or {}
    needed = [name for name, spec in fields.items() if spec.required]
    if not needed or not shown or not found.walked.path:
        if isinstance(found.input, str):
            return "write its keys on the lines below, indented, each with a colon and a value"
        return "write a block of keys and values"
    if len(needed) > 3:
        return f"write a block with the keys {', '.join(needed)}"
    block = f"{{{', '.join(f'{name}: ...' for name in needed)}}}"
    return f"write {found.name}: {block}" if isinstance(found.walked.path[-1], str) else f"write {block}"


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(value: object) -> int | None:
    """The number that an ordinal stands for.

    >>> ordinal("second"), ordinal("3rd"), ordinal("last")
    (2, 3, None)
    """
    word = str(value).strip().lower()
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word)
    return int(found[1]) if found else None


def slip_of_spelling(found: Found) -> tuple[str, str] | None:
    """What is wrong with a key that is no word at all, and how to put it right: a colon or comma that went astray."""
    key = found.name
    glued = re.match(r"(\w+):(?=\S)", key)
    if glued and found.input is None:
        return "a space is missing after its colon", f"write {glued[1]}: and a space before the value"
    assigned = re.match(r"(\w+) *(=+|!=|>=|<=|>|<) *(.+)", key)
    if assigned and found.input is None:
        equal = not assigned[2].strip("=")
        fix = f"write {assigned[1]}: {assigned[3]}" if equal else f"write {assigned[1]}: and a test in braces"
        return f"{quoted(assigned[2])} is not used here", fix
    if found.input is None and not key.isidentifier():
        return (
            "the comma before it begins a new key, because the text around it has no quotes",
            "put quotes around the whole text, from the word after the colon on",
        )
    return None
