"""Reading YAML (and so JSON) into plain values, with the place of every one of them.

Built on the parser's events, never on its constructors: no object named in a file is
ever made, and everything that is too large or too tangled is refused as it is met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    Event,
    ScalarEvent,
    StreamEndEvent,
)

from practice_rules.problems import Place, Problem, Severity, sort_problems, source_lines

from .building import HIDDEN, Builder, Stopped, place_of
from .decoding import decode, starts_like_json
from .document import SourceDocument
from .limits import PACK_LIMITS, Limits
from .syntax import explain_syntax

__all__ = ["read_yaml", "read_yaml_file"]

# Possessive, so that millions of empty lines are passed over without keeping a way back.
_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?+[\r\n])*+%")
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_ESCAPES = re.compile(r"(?<!\\)(?:\\\\)*(?P<pair>" + _PAIR.pattern + ")")


def read_yaml_file(
    path: Path,
    *,
    file: str | None = None,
    limits: Limits = PACK_LIMITS,
    aliases: bool = False,
    private: bool = False,
) -> SourceDocument | list[Problem]:
    """Read a file as :func:`read_yaml` does, never taking in more of it than is accepted.

    ``file`` is the name used in problems, the path itself if none is given.
    """
    name = file if file is not None else str(path)
    try:
        with path.open("rb") as opened:
            source = opened.read(limits.size + 1)
    except OSError as error:
        why = {
            FileNotFoundError: "there is no such file",
            IsADirectoryError: "it is a folder, not a file",
            PermissionError: "this account may not read it",
        }.get(type(error), "the computer could not read it")
        place = Place(name, 1, 1)
        fix = "check the name and the folder"
        return [Problem(place, "yaml-cannot-open", Severity.ERROR, f"cannot open the file: {why}", fix=fix)]
    return read_yaml(source, name, limits=limits, aliases=aliases, private=private)


def read_yaml(
    source: str | bytes,
    file: str,
    *,
    limits: Limits = PACK_LIMITS,
    aliases: bool = False,
    private: bool = False,
) -> SourceDocument | list[Problem]:
    """The values of a YAML or JSON text with their places, or all that is wrong with it.

    ``aliases`` accepts anchors and aliases, without cycles; what they stand for counts
    against ``limits.nodes``. ``private`` is for a person's record: no problem then
    repeats a word of the text.

    >>> document = read_yaml("id: visit\\nevery: 10 working days\\n", "leeds.yaml")
    >>> assert isinstance(document, SourceDocument)
    >>> document.value
    {'id': 'visit', 'every': '10 working days'}
    >>> problems = read_yaml("seen: yes\\nseen: no\\n", "leeds.yaml")
    >>> assert isinstance(problems, list)
    >>> for problem in problems: print(problem.place, problem.code)
    leeds.yaml:1:7 yaml-ambiguous-word
    leeds.yaml:2:1 yaml-duplicate-key
    leeds.yaml:2:7 yaml-ambiguous-word
    """
    decoded = decode(source, file, limits)
    if decoded.text is None:
        return sort_problems(decoded.problems)
    directive = _DIRECTIVE.match(decoded.text)
    if directive is not None:
        line = len(source_lines(directive.group()))
        words = "a line that starts with % has no use here"
        place = Place(file, line, 1)
        return [Problem(place, "yaml-directive", Severity.ERROR, words, fix="delete the line")]
    text, shortened = _shorten_json_escapes(decoded.text)
    hidden = not text.isascii() and HIDDEN.search(text) is not None
    events = _events(text)
    builder = Builder(events, file, limits, aliases, hidden, private, starts_like_json(text))
    try:
        value, marks = _read_document(events, builder, file)
    except Stopped:
        return sort_problems(builder.problems)
    except yaml.YAMLError as error:
        explained = explain_syntax(error, text, file, _quote_before(builder.last, error))
        return sort_problems([*builder.problems, *explained])
    document = SourceDocument(value, file, decoded.text, marks, private, tuple(decoded.problems), shortened)
    if builder.problems:
        return sort_problems(builder.problems)
    return document


def _events(text: str) -> Callable[[], Event]:
    """What gives the next parser event: libyaml's if it is there, else the Python parser's."""
    parser: Any
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs do not re-export it
    except ImportError:
        from .pure_parser import PureParser

        parser = PureParser(text)
    else:
        parser = CParser(text)
    take: Callable[[], Event] = parser.get_event
    return take


def _read_document(events: Callable[[], Event], builder: Builder, file: str) -> tuple[Any, Any]:
    events()  # the start of the stream
    start = events()
    if isinstance(start, StreamEndEvent):
        place = Place(file, 1, 1)
        words = "the file holds nothing, or only comments"
        builder.problems.append(Problem(place, "yaml-empty-file", Severity.ERROR, words, fix="check that it was saved"))
        raise Stopped
    found = builder.build(events())
    events()  # the end of the document
    builder.last = None
    after = events()
    if not isinstance(after, StreamEndEvent):
        place = place_of(after, file)
        words = "a second document starts here; a file holds one"
        fix = "delete the line ---, or move what follows to a file of its own"
        builder.problems.append(Problem(place, "yaml-many-documents", Severity.ERROR, words, fix=fix))
    return found


def _quote_before(last: Event | None, error: yaml.YAMLError) -> tuple[int, int] | None:
    """Where the quoted value begins that ends on the line of the error, if one does."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or not isinstance(last, ScalarEvent) or last.style not in ("'", '"'):
        return None
    start, end = last.start_mark, last.end_mark
    if start is None or end is None or end.line != mark.line:
        return None
    return start.line, start.column


def _shorten_json_escapes(text: str) -> tuple[str, dict[int, list[int]]]:
    """JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.

    Each such pair becomes YAML's one escape; the second answer says on which lines and
    columns, so that places still fit the file as it is. Only a text that is JSON is
    changed (RFC 8259, section 7).
    """
    if "\\u" not in text or not starts_like_json(text) or not _PAIR.search(text):
        return text, {}
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text, {}
    shortened: dict[int, list[int]] = {}
    line, counted, line_start = 0, 0, 0

    def replace(match: re.Match[str]) -> str:
        nonlocal line, counted, line_start
        at = match.start("pair")
        for newline in re.finditer(r"\r\n|\r|\n", text[counted:at]):
            line += 1
            line_start = counted + newline.end()
        counted = at
        shortened.setdefault(line, []).append(at - line_start)
        high, low = int(match[2], 16), int(match[3], 16)
        letter = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        kept = match.group()[: at - match.start()]
        return f"{kept}\\U{letter:08x}"

    return _ESCAPES.sub(replace, text), shortened
