"""What an unquoted word or number in a file means, and which are refused as unclear.

YAML 1.1, which most readers still follow, takes ``no`` for false, ``010`` for eight and
``1:30`` for ninety; YAML 1.2 does not. Where readers differ the author is asked to say
which was meant. Times (``08:30``, ``48:00``) and dates with a time stay text, for the
model that expects them to read.

Sources: YAML 1.1 type repository (bool, int, float, null, timestamp); YAML 1.2.2, 10.3
"Core Schema".
"""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date

from practice_rules.problems import quoted

__all__ = ["Plain", "Unclear", "read_plain"]

Plain = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why an unquoted value is refused: the parts of a problem without its place."""

    code: str
    message: str
    expected: str
    fix: str


_FIRST = frozenset("0123456789+-.~nNyYtTfFoOiI")
_AMBIGUOUS = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "~"), None),
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)|\.[0-9]+(?:[eE][-+]?[0-9]+)?)\Z"
)
# The forms that YAML 1.1 and 1.2 readers both take for a number; JSON's are wider.
_AGREED_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?\Z|\.[0-9]+(?:[eE][-+][0-9]+)?\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_LOOSE_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+\Z")
_OTHER_BASE = re.compile(r"[-+]?0(?:[xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)\Z")
_UNDERSCORES = re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?\Z")
_NOT_A_NUMBER = re.compile(r"[-+]?\.?inf\Z|\.?nan\Z|[-+]?infinity\Z", re.IGNORECASE)
# Python itself refuses to read longer numbers, to keep reading quick.
_MOST_DIGITS = 1000


def read_plain(text: str, in_json: bool = False) -> Plain | Unclear:
    """The value of an unquoted word, or why it is refused.

    ``in_json`` takes every number that JSON knows (RFC 8259, section 6) for one.

    >>> read_plain("10"), read_plain("10 working days"), read_plain("1:30"), read_plain("True")
    (10, '10 working days', '1:30', True)
    >>> read_plain("2026-03-31")
    datetime.date(2026, 3, 31)
    >>> read_plain("no").message
    "'no' is ambiguous: some YAML readers take it for false"
    >>> read_plain("2026-02-30").message
    'there is no 30 February 2026: February 2026 has 28 days'
    """
    if not text:
        return None
    if text[0] not in _FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789+-.":
        return _numeric(text, in_json)
    return _wordlike(text)


def _wordlike(text: str) -> Plain | Unclear:
    if len(text) > 8:
        return text
    folded = text.lower()
    if folded in _AMBIGUOUS:
        meaning = _AMBIGUOUS[folded]
        return Unclear(
            "yaml-ambiguous-word",
            f"{quoted(text)} is ambiguous: some YAML readers take it for {meaning}",
            f"true or false, or the word in quotes: {_in_quotes(text)}",
            f"write {meaning} if that is meant, or {_in_quotes(text)} for the word",
        )
    if folded == "null":
        return Unclear(
            "yaml-ambiguous-word",
            f"{quoted(text)} is ambiguous: some YAML readers take it for nothing",
            f"null, or the word in quotes: {_in_quotes(text)}",
            f"write null for nothing, or {_in_quotes(text)} for the word",
        )
    if _NOT_A_NUMBER.match(text):
        return _not_a_number(text)
    return text


def _numeric(text: str, in_json: bool) -> Plain | Unclear:
    if _WHOLE.match(text):
        return int(text) if len(text) <= _MOST_DIGITS else _too_long(text)
    if _DATE.match(text) or _LOOSE_DATE.match(text):
        return _date(text)
    if _DECIMAL.match(text):
        number = float(text)
        if not math.isfinite(number):
            return _not_a_number(text)
        return number if in_json or _AGREED_DECIMAL.match(text) else _disputed(text)
    if _NOT_A_NUMBER.match(text):
        return _not_a_number(text)
    return _unclear_number(text) or text


def _unclear_number(text: str) -> Unclear | None:
    if _LEADING_ZERO.match(text):
        digits = text.lstrip("+-0") or "0"
        return Unclear(
            "yaml-unclear-number",
            f"{quoted(text)} starts with a zero: some YAML readers count it in eights",
            f"a number without a leading zero, or the text in quotes: {_in_quotes(text)}",
            f"write {digits} for the number, or {_in_quotes(text)} if it is a code or a reference",
        )
    if _OTHER_BASE.match(text):
        return Unclear(
            "yaml-unclear-number",
            f"{quoted(text)} reads as a number that is not written in tens",
            f"an ordinary number, or the text in quotes: {_in_quotes(text)}",
            f"write the number in tens, or {_in_quotes(text)} for the text",
        )
    return _disputed(text) if _UNDERSCORES.match(text) else None


def _disputed(text: str) -> Unclear:
    return Unclear(
        "yaml-unclear-number",
        f"{quoted(text)} is a number to some YAML readers and text to others",
        f"a number in plain digits, or the text in quotes: {_in_quotes(text)}",
        f"write the number in plain digits, or {_in_quotes(text)} for the text",
    )


def _not_a_number(text: str) -> Unclear:
    return Unclear(
        "yaml-not-a-number",
        f"{quoted(text)} is not a number that can be counted with",
        "an ordinary number",
        f"write a number, leave the key out, or write {_in_quotes(text)} for the word",
    )


def _too_long(text: str) -> Unclear:
    return Unclear(
        "yaml-not-a-number",
        f"a number of {len(text):,} digits is too long to be one",
        "an ordinary number",
        "put it in quotes if it is a code or a reference",
    )


def _date(text: str) -> date | Unclear:
    year, month, day = (int(part) for part in text.split("-"))
    if year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        if _DATE.match(text):
            return date(year, month, day)
        wanted = f"{year:04}-{month:02}-{day:02}"
        return Unclear(
            "yaml-unclear-date",
            f"{quoted(text)} looks like a date without its zeros",
            f"year-month-day with two digits for month and day: {wanted}",
            f"write {wanted}, or {_in_quotes(text)} if it is not a date",
        )
    return Unclear(
        "yaml-impossible-date",
        _why_impossible(year, month, day),
        "a date that exists, as year-month-day",
        f"correct the date, or write {_in_quotes(text)} if it is not one",
    )


def _why_impossible(year: int, month: int, day: int) -> str:
    if year < 1:
        return "there is no year 0000"
    if not 1 <= month <= 12:
        return f"there is no month {month:02}: a date is year-month-day{_swapped(year, month, day)}"
    name = calendar.month_name[month]
    days = calendar.monthrange(year, month)[1]
    return f"there is no {day} {name} {year}: {name} {year} has {days} days"


def _swapped(year: int, month: int, day: int) -> str:
    """A hint for a date written year-day-month."""
    if not 1 <= day <= 12 or not 1 <= month <= calendar.monthrange(year, day)[1]:
        return ""
    return f"; for {month} {calendar.month_name[day]} write {year:04}-{day:02}-{month:02}"


def _in_quotes(text: str) -> str:
    return f'"{text}"' if len(text) <= 60 else "it in quotes"
