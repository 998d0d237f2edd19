"""From bytes to text: what is refused before a word of the file is read."""

from __future__ import annotations

import re
from collections.abc import Callable

from practice_rules.problems import Place, Problem, Severity

from .limits import Limits

__all__ = ["Decoded", "decode", "starts_like_json"]

Report = Callable[[Problem], None]

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SEPARATORS = {"\x85", "\u2028", "\u2029"}
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_NAMES = {
    "\x00": "NUL",
    "\x0b": "vertical tab",
    "\x0c": "page break",
    "\x1b": "escape",
    "\x7f": "delete",
    "\ufeff": "byte order mark",
}
_MOST = 20


class Decoded:
    """Text of a file and what was found on the way; ``text`` is None if it is refused."""

    __slots__ = ("problems", "text")

    def __init__(self, text: str | None, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems


def decode(source: str | bytes, file: str, limits: Limits) -> Decoded:
    """The text of a file, or the reasons why it is none.

    Size is judged first, so that nothing large is looked at. A UTF-8 byte order mark at
    the very start, which Windows programs add, is dropped with a warning.
    """
    if len(source) > limits.size:
        return Decoded(None, [_too_big(len(source), file, limits)])
    found: list[Problem] = []
    if isinstance(source, bytes):
        text = _from_utf8(source, file, found)
        if text is None:
            return Decoded(None, found)
    else:
        text = source
        if not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > limits.size:
            return Decoded(None, [_too_big(len(text), file, limits)])
    if text.startswith("\ufeff"):
        text = text[1:]
        found.append(
            Problem(
                Place(file, 1, 1),
                "yaml-byte-order-mark",
                Severity.WARNING,
                "the file starts with an invisible byte order mark; it was passed over",
                fix="save the file as UTF-8 without BOM",
            )
        )
    refused = _characters(text, file)
    found.extend(refused)
    return Decoded(None if refused else text, found)


def _too_big(size: int, file: str, limits: Limits) -> Problem:
    return Problem(
        Place(file, 1, 1),
        "yaml-too-big",
        Severity.ERROR,
        f"the file is too large: {size:,} bytes or more, and {limits.size:,} is the most accepted here",
        fix="split the file, or check that it is the file you meant",
    )


def _from_utf8(source: bytes, file: str, found: list[Problem]) -> str | None:
    for start, name in _OTHER_ENCODINGS:
        if source.startswith(start):
            found.append(_wrong_encoding(file, f"the file is {name} text, not UTF-8"))
            return None
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        if error.end >= len(source) and "end of data" in error.reason:
            hint = "; the file ends in the middle of a character, as if cut short"
        else:
            hint = _windows_reading(source[error.start])
        message = (
            f"the file is not UTF-8 text: byte {error.start:,} (0x{source[error.start]:02x}, "
            f"on line {line}) cannot be read{hint}"
        )
        found.append(_wrong_encoding(file, message, line, column))
        return None


def _windows_reading(byte: int) -> str:
    try:
        letter = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f"; in Windows or Latin-1 text it would be {letter!r}" if letter.isprintable() else ""


def _wrong_encoding(file: str, message: str, line: int = 1, column: int = 1) -> Problem:
    return Problem(
        Place(file, line, column),
        "yaml-not-utf8",
        Severity.ERROR,
        message,
        expected="a text file in UTF-8",
        fix="open the file in an editor and save it again with the encoding UTF-8",
    )


def _characters(text: str, file: str) -> list[Problem]:
    """Every character that is not text, each at its place, up to a score of them."""
    found: list[Problem] = []
    line, line_start, counted = 1, 0, 0
    for match in _NOT_TEXT.finditer(text):
        at = match.start()
        for newline in re.finditer(r"\r\n|\r|\n", text[counted:at]):
            line += 1
            line_start = counted + newline.end()
        counted = at
        found.append(_not_text(match.group(), Place(file, line, at - line_start + 1)))
        if len(found) == _MOST:
            break
    return found


def _not_text(character: str, place: Place) -> Problem:
    number = f"U+{ord(character):04X}"
    if character in _SEPARATORS:
        return Problem(
            place,
            "yaml-line-separator",
            Severity.ERROR,
            f"an unusual line separator ({number}) is here, which some programs show as a new line and others do not",
            fix="delete it, or put an ordinary line break in its place",
        )
    name = _NAMES.get(character)
    called = f"{number}, {name}" if name else number
    return Problem(
        place,
        "yaml-control-character",
        Severity.ERROR,
        f"a character that is not text ({called}) is in the file",
        fix="delete it; it is often left behind by copying from another program",
    )


def starts_like_json(text: str) -> bool:
    """Whether the text begins as a JSON block, list or text does.

    >>> starts_like_json('  {"a": 1}'), starts_like_json("a: {}")
    (True, False)
    """
    return text.lstrip(" \t\r\n")[:1] in ("{", "[", '"')
