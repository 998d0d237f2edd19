"""Reading census XML a piece at a time, safely.

The standard library's expat is fed in small chunks, and only one child is ever held. Document types and entities
are refused as soon as they are met, so nothing in a file can be expanded or fetched; depth, text, tags and the
number of elements in one child are bounded, so memory is too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol
from xml.parsers import expat

from practice_rules.problems import Place, Problem, Severity, quoted
from practice_rules.readers.cin_census.element import Element

ROOT: Final = "Message"
_CHUNK: Final = 65_536
_DEEPEST: Final = 30
_LONGEST_TEXT: Final = 2_000
_LONGEST_TAG: Final = 1_000_000
_MOST_PARTS: Final = 50_000
_SEEN_STRAY: Final = 20


class Readable(Protocol):
    """Anything that gives bytes a piece at a time, as an open binary file does."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size` of them; none at the end."""


Found = Element | Problem
"""What a file gives: its header, each child, and what is wrong with the file itself."""


class _Refused(Exception):
    """The file cannot be read on from here; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def stream_elements(source: Readable, file: str) -> Iterator[Found]:
    """The header and each child of a census file, as they are read.

    A problem that ends the reading is the last thing given; what came before it stands.
    """
    reader = _Reader(file)
    try:
        while chunk := source.read(_CHUNK):
            reader.feed(chunk)
            yield from reader.taken()
        reader.feed(b"", last=True)
        yield from reader.taken()
    except _Refused as refused:
        yield from reader.taken()
        yield refused.problem


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    element: Element | None
    name: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    text_at: tuple[int, int] | None = None
    has_parts: bool = False


class _Reader:
    """The parser and what it has open. Only `Header` and `Child` elements, and what is in them, are built."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[_Open] = []
        self._found: list[Found] = []
        self._parts = 0
        self._fed = 0
        self._stray = 0
        parser = expat.ParserCreate()
        parser.buffer_text = False
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser

    def taken(self) -> list[Found]:
        """What has been completed since the last asking."""
        found, self._found = self._found, []
        return found

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """Read on. Raises `_Refused` when the file cannot be read further."""
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise _Refused(self._explained(error)) from None
        except (UnicodeError, LookupError, ValueError):
            raise _Refused(self._not_the_encoding()) from None
        if not last and self._fed - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TAG:
            raise self._refuse("cin-too-large", "one tag or comment is longer than any census file has")

    # ------------------------------------------------------------------ what expat reports

    def _doctype(self, *_: object) -> None:
        raise self._refuse(
            "cin-doctype",
            "the file declares a document type, which can hide instructions to whatever reads it",
            "a census file without a DOCTYPE line",
            "delete the DOCTYPE, or export the file again from the case system",
        )

    def _entity(self, *_: object) -> None:
        raise self._refuse("cin-entity", "the file declares or uses entities of its own, which are not read")

    def _external(self, *_: object) -> int:
        raise self._refuse("cin-entity", "the file refers to another file, which is not read")

    def _start(self, tag: str, _attributes: object) -> None:
        name = tag.rpartition(":")[2]
        line, column = self._here()
        if not self._open and name != ROOT:
            raise self._refuse(
                "cin-wrong-root",
                "this is not a children in need census: its first element is another than Message",
                "a file that starts with <Message>, as the census has it",
                "check that the right file was chosen",
            )
        if len(self._open) >= _DEEPEST:
            raise self._refuse("cin-too-large", "elements are nested deeper than any census file has them")
        parent = self._open[-1] if self._open else None
        if parent is not None:
            self._note_stray(parent)
            parent.has_parts = True
        element = self._element(parent, name, line, column)
        self._open.append(_Open(element, name))

    def _element(self, parent: _Open | None, name: str, line: int, column: int) -> Element | None:
        """The element to build, or `None` for the frame around header and children."""
        if parent is None:
            return None
        if parent.element is None:
            path = [each.name for each in self._open]
            if (path, name) in (([ROOT], "Header"), ([ROOT, "Children"], "Child")):
                self._parts = 0
                return Element(name, line, column)
            return None
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise self._refuse("cin-too-large", "one child holds more elements than any census file has")
        element = Element(name, line, column)
        parent.element.parts.append(element)
        return element

    def _end(self, _tag: str) -> None:
        closed = self._open.pop()
        element = closed.element
        if element is None or closed.has_parts:
            self._note_stray(closed)
        else:
            element.text = "".join(closed.pieces).strip()
        if element is not None and (not self._open or self._open[-1].element is None):
            self._found.append(element)

    def _text(self, text: str) -> None:
        if not self._open:
            return
        within = self._open[-1]
        if not within.pieces and not text.strip():
            return
        if within.text_at is None:
            within.text_at = self._here()
        within.length += len(text)
        if within.length > _LONGEST_TEXT:
            raise self._refuse("cin-too-large", "one element holds more text than any census file has")
        within.pieces.append(text)

    def _note_stray(self, within: _Open) -> None:
        """Remember text that stands among elements, and forget the text itself."""
        if within.text_at is None:
            return
        if within.element is not None:
            within.element.stray.append(within.text_at)
        elif self._stray < _SEEN_STRAY:
            self._stray += 1
            self._found.append(stray_text(self._file, within.name, within.text_at))
        within.pieces.clear()
        within.length, within.text_at = 0, None

    # ------------------------------------------------------------------ saying what is wrong

    def _here(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _refuse(self, code: str, message: str, expected: str | None = None, fix: str | None = None) -> _Refused:
        place = Place(self._file, *self._here())
        fix = fix or "export the file again from the case system"
        return _Refused(Problem(place, code, Severity.ERROR, message, expected, fix))

    def _explained(self, error: expat.ExpatError) -> Problem:
        place = Place(self._file, error.lineno, error.offset + 1)
        reason = expat.errors.messages.get(error.code, "")
        code, message, fix = _explain(reason, bool(self._open), self._fed)
        if self._open and code in ("cin-truncated", "cin-mismatched-tag"):
            message += f"; {quoted(self._open[-1].name)} is still open"
        return Problem(place, code, Severity.ERROR, message, "a whole and well-formed census file", fix)

    def _not_the_encoding(self) -> Problem:
        place = Place(self._file, *self._here())
        message = "the file names an encoding that it cannot be read in"
        fix = "export it as UTF-8, and let its first line say so"
        return Problem(place, "cin-encoding", Severity.ERROR, message, "UTF-8", fix)


def _explain(reason: str, begun: bool, fed: int) -> tuple[str, str, str]:
    """A code, a message and a remedy for one of expat's reasons to stop."""
    again = "export the file again from the case system"
    if fed == 0:
        return "cin-empty", "the file holds nothing", "check that the export finished"
    if reason in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN):
        if begun or reason == expat.errors.XML_ERROR_UNCLOSED_TOKEN:
            return "cin-truncated", "the file ends too early, as when a copy or an export was broken off", again
        return "cin-not-xml", "the file holds no XML", "check that the right file was chosen"
    if reason in (
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    ):
        return (
            "cin-encoding",
            "the file is not written in the encoding it names",
            "export it as UTF-8, and let its first line say so",
        )
    if reason == expat.errors.XML_ERROR_TAG_MISMATCH:
        return "cin-mismatched-tag", "an element is closed by the tag of another", again
    if reason == expat.errors.XML_ERROR_UNDEFINED_ENTITY:
        return "cin-entity", "the file uses an entity that XML does not know", "write & as &amp;"
    if reason == expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
        return "cin-not-xml", "something stands after the end of the census", "delete what follows </Message>"
    if not begun:
        return "cin-not-xml", "the file is not XML", "check that the right file was chosen and that it is XML"
    return (
        "cin-not-well-formed",
        "here the file stops being XML: a sign such as < or & stands in a value, or a letter is in another encoding",
        "write < as &lt; and & as &amp;, save the file as UTF-8, or export it again",
    )


def stray_text(file: str, name: str, at: tuple[int, int]) -> Problem:
    """The warning for text among elements. It names the element and never the text."""
    return Problem(
        Place(file, *at),
        "cin-stray-text",
        Severity.WARNING,
        f"text stands between the parts of {quoted(name)}, where only elements belong; it was passed over",
        "nothing between one element's end and the next one's start",
        "delete the text, and check that no element was lost with it",
    )
