"""What was probably meant by a length of time that cannot be read: quotes left on, `wd`, `fortnightly`, `every`."""

from __future__ import annotations

import re
from typing import Final

_QUOTES: Final = "\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb"
_IDLE_WORDS: Final = re.compile(r"^(?:within|every|each|in|after|up to|no later than|at least|at most)\s+")
_RHYTHMS: Final = {
    "daily": "1 day", "day": "1 day", "weekly": "1 week", "week": "1 week", "fortnightly": "2 weeks",
    "fortnight": "2 weeks", "monthly": "1 month", "month": "1 month", "quarterly": "3 months", "quarter": "3 months",
    "termly": None, "half-yearly": "6 months", "six-monthly": "6 months", "yearly": "1 year", "annually": "1 year",
    "annual": "1 year", "year": "1 year", "next day": "1 day", "next working day": "1 working day",
    "the next day": "1 day", "the next working day": "1 working day", "next calendar day": "1 day",
}  # fmt: skip
_SHORT: Final = {
    "wd": "working day", "wds": "working day", "w/d": "working day", "bd": "working day", "wkday": "working day",
    "wday": "working day", "hr": "hour", "hrs": "hour", "h": "hour", "min": "minute", "mins": "minute", "wk": "week",
    "wks": "week", "w": "week", "mth": "month", "mths": "month", "mo": "month", "mos": "month", "yr": "year",
    "yrs": "year", "d": "day",
}  # fmt: skip
_NUMBER_AND_UNIT: Final = re.compile(r"(\d+)(?:st|nd|rd|th)?[ ,-]*([a-z/][a-z/ -]*)\.?")


def without_decoration(words: str) -> str:
    """A length without quotes that have become part of it and words that say only its direction.

    >>> without_decoration("\u201c10 working days\u201d"), without_decoration("within 2 weeks")
    ('10 working days', '2 weeks')
    """
    plain = " ".join(re.sub(f"[{_QUOTES}]", "", words).split())
    return _IDLE_WORDS.sub("", plain)


def likely_amounts(words: str) -> list[str]:
    """Lengths that may have been meant, the likeliest first; the caller keeps those that read.

    >>> likely_amounts("10 wd")[0], likely_amounts("10th working-day")[0], likely_amounts("fortnightly")[0]
    ('10 working days', '10 working days', '2 weeks')
    """
    plain = without_decoration(words.lower())
    found: list[str] = []
    rhythm = _RHYTHMS.get(plain)
    if rhythm is not None:
        found.append(rhythm)
    pieces = _NUMBER_AND_UNIT.fullmatch(plain)
    if pieces:
        number, unit = int(pieces[1][:9]), pieces[2].replace("-", " ").strip()
        unit = _SHORT.get(unit, unit.removesuffix("s"))
        found.append(f"{number} {unit}{'' if number == 1 else 's'}")
    return [*found, plain] if plain != words else found
