"""Problems as values: what is wrong in a file, where, and how to put it right.

Nothing in this package stops at the first mistake of the person who wrote a file.
A reader or a check returns every :class:`Problem` it finds; only the ``load_*``
functions, whose callers want a pack or nothing, gather them into :class:`Refused`.

Lines and columns count from 1, as editors show them; columns count characters, not
bytes.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Place",
    "Problem",
    "Refused",
    "SeveralWrong",
    "Severity",
    "Wrong",
    "has_errors",
    "nearest",
    "quoted",
    "render",
    "sort_problems",
    "source_lines",
]


class Severity(StrEnum):
    """How much a problem matters.

    An *error* means the file cannot be used; a *warning* that it can, but probably does
    not say what its author meant; a *note* is for the author's information.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: line and column count from 1, columns in characters.

    >>> str(Place("leeds.yaml", 12, 5))
    'leeds.yaml:12:5'
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words its reader can act on.

    ``code`` is a short stable name for the kind of problem (``unknown-key``); messages
    may be reworded between releases, codes may not. ``expected`` says what would have
    been right, ``fix`` what to do about it, ``rule_id`` which rule it is in.

    >>> where = Place("leeds.yaml", 12, 5)
    >>> str(Problem(where, "unknown-key", Severity.ERROR, "unknown key 'evry'"))
    "leeds.yaml:12:5: unknown-key unknown key 'evry'"
    """

    place: Place | None
    code: str
    severity: Severity
    message: str
    expected: str | None = None
    fix: str | None = None
    rule_id: str | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place is not None else ""
        return f"{where}{self.code} {self.message}"


class Refused(ValueError):
    """A file was refused; ``problems`` holds every reason, in the order of the file.

    >>> place = Place("leeds.yaml", 3, 1)
    >>> print(Refused([Problem(place, "yaml-tab", Severity.ERROR, "a tab indents")]))
    leeds.yaml:3:1: yaml-tab a tab indents
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sort_problems(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class Wrong(ValueError):
    """What a model raises when a value is well formed but makes no sense.

    ``at`` leads from the value being checked to the part that is wrong (keys and list
    positions), so that the problem lands on its line; with ``on_key`` it points at the
    key and not at its value. ``code`` is the problem's stable code.

    >>> wrong = Wrong("a window cannot close before it opens", at=("until",), code="bad-window")
    >>> wrong.code, wrong.at
    ('bad-window', ('until',))
    """

    def __init__(
        self,
        message: str,
        *,
        expected: str | None = None,
        fix: str | None = None,
        code: str = "not-valid",
        at: Sequence[str | int] = (),
        on_key: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.fix = fix
        self.code = code
        self.at: tuple[str | int, ...] = tuple(at)
        self.on_key = on_key


class SeveralWrong(ValueError):
    """Several :class:`Wrong` found in one value, so that all are shown in one run."""

    def __init__(self, wrongs: Iterable[Wrong]) -> None:
        self.wrongs: tuple[Wrong, ...] = tuple(wrongs)
        super().__init__("; ".join(wrong.message for wrong in self.wrongs))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems makes the file unusable.

    >>> has_errors([Problem(None, "x", Severity.WARNING, "odd")])
    False
    """
    return any(problem.severity is Severity.ERROR for problem in problems)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of their files and lines; those without a place first."""

    def order(problem: Problem) -> tuple[bool, Place, str, str]:
        place = problem.place
        if place is None:
            return (False, Place("", 0, 0), problem.code, problem.message)
        return (True, place, problem.code, problem.message)

    return sorted(problems, key=order)


# --------------------------------------------------------------------------- spelling


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` most probably misspells, or None if nothing is close.

    Dotted names are also compared part by part, so a slip in one part of a long name
    is found, and so is a name whose first or last parts were left out.

    >>> nearest("evry", ["every", "within", "do"])
    'every'
    >>> nearest("core_group.hold", ["core_group.held", "icpc.held"])
    'core_group.held'
    >>> nearest("core_group", ["child_protection.core_group", "child_protection.visit"])
    'child_protection.core_group'
    >>> nearest("zzz", ["every", "within"]) is None
    True
    >>> nearest("iro", ["independent_reviewing_officer", "social_worker"]), nearest("term", ["school_term", "quarter"])
    ('independent_reviewing_officer', 'school_term')
    >>> nearest("CP plan", ["no_plan", "child_protection_plan"]) is None
    True
    """
    plain = _plain(word)
    if not plain or len(plain) > 200:
        return None
    choices = sorted(set(choices))
    best: tuple[float, int, str] | None = None
    for choice in choices:
        score = _likeness(plain, _plain(choice))
        candidate = (-score, abs(len(choice) - len(word)), choice)
        if best is None or candidate < best:
            best = candidate
    if best is None or -best[0] < _threshold(len(plain)):
        return _in_short(plain, choices)
    return best[2]


def _in_short(plain: str, choices: Iterable[str]) -> str | None:
    """The one choice whose initials these are, or that has this word for its last part: `iro`, `term`."""
    parts = {choice: re.split(r"[._]", choice) for choice in choices}
    initials = [choice for choice, each in parts.items() if len(each) > 1 and "".join(p[:1] for p in each) == plain]
    ends = [choice for choice, each in parts.items() if len(each) > 1 and each[-1] == plain and len(plain) > 3]
    found = initials or ends
    return found[0] if len(found) == 1 else None


def _threshold(length: int) -> float:
    """How alike two words must be: one slip is a larger share of a short word."""
    return 0.5 if length <= 2 else 0.65 if length <= 4 else 0.68


def _plain(word: str) -> str:
    """The word without the differences people do not see: case, hyphens and spaces."""
    return re.sub(r"[\s\-]+", "_", word.strip()).casefold()


def _likeness(word: str, choice: str) -> float:
    whole = _ratio(word, choice)
    if "." not in choice and "." not in word:
        return whole if _alike_in_parts(word.split("_"), choice.split("_")) else whole * 0.8
    ours, theirs = word.split("."), choice.split(".")
    if len(ours) == len(theirs):
        parts = [_ratio(a, b) for a, b in zip(ours, theirs, strict=True)]
        # Every part must be somewhat alike: otherwise a shared prefix would always win.
        by_part = sum(parts) / len(parts) if min(parts) >= 0.5 else 0.0
        return max(whole, by_part)
    if len(ours) < len(theirs):
        tails = (theirs[-len(ours) :], theirs[: len(ours)])
        best = max(_ratio(".".join(ours), ".".join(tail)) for tail in tails)
        return max(whole, best - 0.1)
    return whole


def _alike_in_parts(ours: list[str], theirs: list[str]) -> bool:
    """Whether two words of several parts begin alike: `no_plan` is no slip for `cp_plan`."""
    return len(ours) != len(theirs) or len(ours) < 2 or _ratio(ours[0], theirs[0]) >= 0.45


def _ratio(a: str, b: str) -> float:
    if a == b:
        return 1.0
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < 0.45 or matcher.quick_ratio() < 0.45:
        return 0.0
    return matcher.ratio()


def quoted(word: object, limit: int = 60) -> str:
    """A word from a file, safe and short enough to stand in a message.

    Control characters are written out, so that no file can command the terminal its
    problems are shown on.

    >>> quoted("every")
    "'every'"
    >>> quoted("a" * 80, limit=10)
    "'aaaaaaaaa…'"
    >>> quoted("bad\\x1b[31m")
    "'bad\\\\x1b[31m'"
    """
    text = str(word)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f"'{visible(text)}'"


def visible(text: str) -> str:
    """The text with control and direction-changing characters written as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(ch if ch.isprintable() or ch == " " else ch.encode("unicode_escape").decode("ascii") for ch in text)


# -------------------------------------------------------------------------- rendering

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s:,\[\]{}#]+")
_WIDTH = 110
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def source_lines(text: str) -> list[str]:
    """The lines of a file, broken where editors break them.

    >>> source_lines("a: 1\\r\\nb: 2")
    ['a: 1', 'b: 2']
    """
    return _LINE_BREAK.split(text)


def render(problem: Problem, source_text: str | None, colour: bool) -> str:
    """A problem as a few lines of text, with the offending line and a caret under it.

    Without ``source_text`` (a case file, whose contents are not for other eyes) the
    line itself is not shown.

    >>> place = Place("leeds.yaml", 2, 1)
    >>> wrong = Problem(place, "unknown-key", Severity.ERROR, "unknown key 'evry'",
    ...                 fix="write every")
    >>> print(render(wrong, "do: visit\\nevry: 10 days\\n", colour=False))
    leeds.yaml:2:1: error: unknown key 'evry' [unknown-key]
        2 | evry: 10 days
          | ^^^^
          fix: write every
    """
    hue = _COLOURS[problem.severity]
    where = f"{visible(str(problem.place))}: " if problem.place is not None else ""
    head = _paint(f"{problem.severity.value}:", f"1;{hue}", colour)
    code = _paint(f"[{problem.code}]", "2", colour)
    lines = [f"{_paint(where, '1', colour)}{head} {visible(problem.message)} {code}"]
    if problem.place is not None and source_text is not None:
        lines.extend(_excerpt(problem.place, source_text, hue if colour else None))
    for name, words in (
        ("rule", problem.rule_id),
        ("expected", problem.expected),
        ("fix", problem.fix),
    ):
        if words is not None:
            lines.append(f"      {_paint(name + ':', '1', colour)} {visible(words)}")
    return "\n".join(lines)


def _paint(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text


def _excerpt(place: Place, source_text: str, hue: str | None) -> list[str]:
    lines = source_lines(source_text)
    if not 1 <= place.line <= len(lines):
        return []
    line = lines[place.line - 1]
    start = min(place.column - 1, len(line))
    word = _WORD.match(line, start)
    end = max(start + 1, min(word.end() if word is not None else start + 1, start + 60))
    cut = max(0, start - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[cut : cut + _WIDTH]
    before, marked = shown[: start - cut], shown[start - cut : end - cut] or " "
    prefix = "…" if cut else ""
    suffix = "…" if cut + _WIDTH < len(line) else ""
    caret = "^" * max(1, min(_columns(_one_each(marked)), _WIDTH))
    pad = " " * (len(prefix) + _columns(_one_each(before)))
    if hue is not None:
        caret = _paint(caret, hue, True)
    number = f"{place.line:>5}"
    return [
        f"{number} | {prefix}{_one_each(shown)}{suffix}".rstrip(),
        f"{' ' * len(number)} | {pad}{caret}",
    ]


def _one_each(text: str) -> str:
    """The text with every character that cannot be shown replaced by one that can."""
    return "".join(" " if ch == "\t" else ch if ch.isprintable() or ch == " " else "�" for ch in text)


def _columns(text: str) -> int:
    """How many terminal columns the text takes: wide letters two, accents on letters none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)
