"""Reading a length of time as people write it: `10 working days`, `6 to 8 weeks`, `same day by 13:00`.

What cannot be read comes back as a :class:`DurationProblem` that says what was expected and, where
a guess is fair, what was probably meant. Nothing is guessed silently. The kinds of length
themselves are in :mod:`practice_rules.dates.lengths` and can be imported from here.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

from practice_rules.dates.lengths import (
    ByTime,
    CalendarSpan,
    Duration,
    Elapsed,
    Range,
    SameDay,
    WorkingDays,
    humanise,
)
from practice_rules.dates.likely import likely_amounts

__all__ = [
    "ByTime",
    "CalendarSpan",
    "Duration",
    "DurationProblem",
    "Elapsed",
    "Range",
    "SameDay",
    "WorkingDays",
    "humanise",
    "parse_duration",
]

EXPECTED: Final = (
    "a number and a unit: '10 working days', '6 weeks', '3 months', '15 years 9 months', '48 hours', "
    "'30 minutes', '6 to 8 weeks', 'same day' or 'same working day', with 'by 13:00' after days if need be"
)

_PARTS: Final = ("years", "months", "weeks", "days", "hours", "minutes", "working days")
_UNITS: Final = {word: part for part in _PARTS for word in (part, part.removesuffix("s"))}
_LONGEST: Final = {
    "working days": 34_000,
    "years": 131,
    "months": 1_572,
    "weeks": 6_835,
    "days": 47_847,
    "hours": 24 * 47_847,
    "minutes": 60 * 24 * 47_847,
}
_SAME: Final = {"same day": SameDay(), "same working day": SameDay(working=True)}
_WORDS: Final = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20},
}
_OTHER_WORDS: Final = {
    "business day": "working day",
    "school day": "working day",
    "calendar day": "day",
    "calendar week": "week",
    "calendar month": "month",
    "workday": "working day",
    "hr": "hour",
    "min": "minute",
    "yr": "year",
}
_IMMEDIATE: Final = ("immediately", "immediate", "at once", "today", "straight away", "straightaway")
_BY: Final = re.compile(r"(?P<length>.*\S) by (?P<time>\S.*)")
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_RANGE: Final = re.compile(r"(?P<low>\d+(?: [a-z].*?)?) ?(?:to|-|\u2013) ?(?P<high>\d+ .+)")
_PIECE: Final = re.compile(r"(\d+) ?([a-z][a-z ]*[a-z]|[a-z])")


@dataclass(frozen=True, slots=True)
class DurationProblem:
    """Why a length of time could not be read: what is wrong, what was expected, and the likely fix.

    >>> str(parse_duration("5 wroking days"))
    "'wroking days' is not a unit of time; did you mean '5 working days'?"
    """

    message: str
    expected: str = EXPECTED
    fix: str | None = None

    def __str__(self) -> str:
        return f"{self.message}; {f'did you mean {self.fix!r}?' if self.fix else 'expected ' + self.expected}"


def parse_duration(text: str) -> Duration | DurationProblem:
    """Read a length of time, or say why it cannot be read.

    Case and spacing do not matter. The text a length prints as reads back as the same length.

    >>> parse_duration("15 years 9 months")
    CalendarSpan(years=15, months=9, weeks=0, days=0)
    >>> parse_duration("6 to 8 weeks").outer
    CalendarSpan(years=0, months=0, weeks=8, days=0)
    >>> str(parse_duration("same day by 13:00"))
    'same day by 13:00'
    """
    if not isinstance(text, str):
        return DurationProblem("a length of time is written as text, with its unit")
    words = " ".join(text.lower().split())
    if not words:
        return DurationProblem("the length of time is empty")
    if len(words) > 80:
        return DurationProblem("this is too long to be a length of time")
    if words in _IMMEDIATE:
        return DurationProblem(f"{words!r} gives no length of time", fix="same day")
    by_time = _BY.fullmatch(words)
    if by_time:
        return _read_by_time(by_time["length"], by_time["time"])
    return _read_length(words)


def _read_length(words: str) -> WorkingDays | CalendarSpan | Elapsed | SameDay | Range | DurationProblem:
    if words in _SAME:
        return _SAME[words]
    ends = _RANGE.fullmatch(words)
    return _read_range(ends["low"], ends["high"]) if ends else _read_amount(words)


def _read_by_time(length: str, time: str) -> ByTime | DurationProblem:
    days = _read_length(length)
    if isinstance(days, DurationProblem):
        return days
    if isinstance(days, Elapsed | Range):
        return DurationProblem(
            f"{str(days)!r} cannot end at a time of day",
            "a time of day after a length in days: 'same day by 13:00', '1 working day by 16:00'",
        )
    clock = _CLOCK.fullmatch(time)
    if clock is None:
        return DurationProblem(
            f"{time!r} is not a time of day",
            "a time of day from 00:00 to 23:59, as in 'same day by 13:00'",
            _likely_clock(days, time),
        )
    return ByTime(days, int(clock[1]), int(clock[2]))


def _likely_clock(days: Duration, time: str) -> str | None:
    said = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", time)
    if time in ("noon", "midday"):
        return f"{days} by 12:00"
    if said is None:
        return None
    hour, minute, half = int(said[1]), int(said[2] or 0), said[3]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{days} by {hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _read_range(low: str, high: str) -> Range | DurationProblem:
    outer = _read_amount(high)
    if isinstance(outer, DurationProblem):
        return outer
    _, _, unit = high.partition(" ")
    target = _read_amount(f"{low} {unit}" if low.isdigit() else low)
    if isinstance(target, DurationProblem):
        return target
    try:
        return Range(target, outer)
    except (TypeError, ValueError) as wrong:
        return DurationProblem(str(wrong), "the shorter end first, in the same kind of unit: '6 to 8 weeks'")


def _read_amount(words: str) -> WorkingDays | CalendarSpan | Elapsed | DurationProblem:
    amounts = _read_pieces(words)
    if isinstance(amounts, DurationProblem):
        return amounts
    units = set(amounts)
    if not any(amounts.values()):
        return DurationProblem("a length of time cannot be nought", fix=_for_nought(units))
    if units == {"working days"}:
        return WorkingDays(amounts["working days"])
    if units <= {"hours", "minutes"}:
        return Elapsed.of(hours=amounts.get("hours", 0), minutes=amounts.get("minutes", 0))
    if units <= {"years", "months", "weeks", "days"}:
        return CalendarSpan(**amounts)
    return DurationProblem(
        f"{words!r} mixes different kinds of time",
        "one kind only: working days, or years, months, weeks and days, or hours and minutes",
    )


def _for_nought(units: set[str]) -> str:
    return "same working day" if units == {"working days"} else "same day"


def _read_pieces(words: str) -> dict[str, int] | DurationProblem:
    amounts: dict[str, int] = {}
    at: int = 0
    for piece in _PIECE.finditer(words):
        if words[at : piece.start()].strip():
            break
        number, unit = piece[1], _UNITS.get(piece[2])
        if unit is None:
            return DurationProblem(f"{piece[2]!r} is not a unit of time", fix=_likely_unit(words, piece[2]))
        if int(number) > _LONGEST[unit]:
            return DurationProblem(
                f"{number} {unit} is longer than the calendar, which runs from 1970 to 2100",
                f"at most {_LONGEST[unit]} {unit}",
            )
        if unit in amounts:
            return DurationProblem(f"{words!r} gives {unit} twice")
        amounts[unit] = int(number)
        at = piece.end()
    if not amounts or words[at:].strip():
        return _unread(words)
    return amounts


def _likely_unit(words: str, unit: str) -> str | None:
    if unit.removesuffix("s") == "fortnight":
        number = re.match(r"\d+", words)
        return f"{2 * int(number[0])} weeks" if number and len(number[0]) < 4 else None
    other = _OTHER_WORDS.get(unit.removesuffix("s"))
    near = [other + "s"] if other else difflib.get_close_matches(unit, _UNITS, cutoff=0.7)
    if near and re.search(rf"\d {re.escape(unit)}", words):
        return words.replace(unit, near[0], 1)
    return _likely(words)


def _unread(words: str) -> DurationProblem:
    first, _, rest = words.partition(" ")
    if first in _WORDS and rest:
        likely = f"{_WORDS[first]} {rest}"
        return DurationProblem("numbers are written in figures", fix=likely if _reads(likely) else None)
    if words.isdigit():
        return DurationProblem(f"{words!r} has no unit", fix=f"{words} working days")
    if re.search(r"\d[.,]\d|half|½", words):
        return DurationProblem("a length of time is a whole number; use a smaller unit for parts")
    if re.match(r"[-+\u2212]", words):
        return DurationProblem("a length of time has no sign; 'within' and 'before' say the direction")
    meant = _likely(words)
    if meant is not None and re.search("[\"'\u2018\u2019\u201c\u201d]", words):
        return DurationProblem("the quotes have become part of this length of time", fix=meant)
    near = difflib.get_close_matches(words, _SAME, cutoff=0.7) if not any(map(str.isdigit, words)) else []
    return DurationProblem(f"{words!r} is not a length of time", fix=meant or (near[0] if near else None))


def _likely(words: str) -> str | None:
    return next((each for each in likely_amounts(words) if each in _SAME or _is_amount(each)), None)


def _is_amount(words: str) -> bool:
    """Whether a guess reads, found out without guessing again."""
    number, _, unit = words.partition(" ")
    known = _UNITS.get(unit)
    return number.isdecimal() and known is not None and 0 < int(number) <= _LONGEST[known]


def _reads(words: str) -> bool:
    return not isinstance(_read_amount(words), DurationProblem)
