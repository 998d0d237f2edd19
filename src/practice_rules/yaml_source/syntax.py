"""What the YAML parser stumbled over, said so that the author can put it right.

The parser's own words ("did not find expected key") describe its state, not the
mistake; and its place is often the line after. The place and the words here are worked
out from both of its marks and from the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from practice_rules.problems import Place, Problem, Severity, source_lines

__all__ = ["explain_syntax"]

_SECOND_COLON = re.compile(r"\s*(?:- +)*[^\s:#][^:#]*: +[^\"'\[{|>&*!#\s].*?:(?: .*)?$")
_OTHER_DASH = re.compile("\\s*(?P<dash>[\u2010-\u2015\u2022\u2212*]|-(?=[^-\\s]))\\s*[\\w\"']+ *:(?:\\s|$)")
_KEYS_IN_A_ROW = re.compile(r"\s*(?:- +)*\w+: +[a-z_]+\.[a-z_.]+ *,? +(?:where|which|match|about|in|date):(?:\s|$)")
_KEY_AND_COLON = re.compile(r":(?:\s|$)")
_CLOSERS = {"[": "]", "{": "}"}
_SAME_COLUMN = "start it in the same column as the other keys of its block"
_KEY_VALUE = "write it as key: value, with a space after the colon"
_MOST_TABS = 20
# The Python parser says the same things as libyaml in other words.
_OTHER_WORDS = (
    ("block mapping", "expected <block end>", "did not find expected key"),
    ("block collection", "expected <block end>", "did not find expected '-' indicator"),
    ("", "expected '<document start>'", "did not find expected <document start>"),
    ("", "mapping values are not allowed", "mapping values are not allowed in this context"),
    ("", "sequence entries are not allowed", "block sequence entries are not allowed in this context"),
    ("", "mapping keys are not allowed", "mapping keys are not allowed in this context"),
    ("", "expected alphabetic or numeric", "did not find expected alphabetic or numeric character"),
    ("", "expected escape sequence of", "did not find expected hexadecimal number"),
)


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the parser stood, and where what it was reading began: counted from 0."""

    file: str
    lines: Sequence[str]
    context: str
    problem: str
    line: int
    column: int
    from_line: int
    from_column: int
    quote_from: tuple[int, int] | None

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    @property
    def character(self) -> str:
        return self.text(self.line)[self.column : self.column + 1]

    def line_above(self) -> int | None:
        """The last line before this one that is neither empty nor a comment."""
        for number in range(self.line - 1, -1, -1):
            words = self.text(number).strip()
            if words and not words.startswith("#"):
                return number
        return None

    def here(self, code: str, message: str, fix: str) -> Problem:
        return self.at(self.line, self.column, code, message, fix)

    def there(self, code: str, message: str, fix: str) -> Problem:
        return self.at(self.from_line, self.from_column, code, message, fix)

    def at(self, line: int, column: int, code: str, message: str, fix: str) -> Problem:
        place = Place(self.file, line + 1, column + 1)
        return Problem(place, code, Severity.ERROR, message, fix=fix)


def explain_syntax(error: yaml.YAMLError, text: str, file: str, quote_from: tuple[int, int] | None) -> list[Problem]:
    """The parser's complaint as problems with places.

    ``quote_from`` is the line and column, from 0, of the quoted value that was the last
    thing read on the line of the complaint, if it was one. No word of the file is
    repeated, so that a case file can be explained as well as a pack.
    """
    at = _stumble(error, text, file, quote_from)
    tabs = _tabs(at)
    if tabs:
        return tabs
    for look in (_dashes, _quotes, _brackets, _characters, _colons, _lists, _indentation):
        found = look(at)
        if found is not None:
            return [found]
    return [
        at.here(
            "yaml-syntax",
            f"this line cannot be read as YAML (the parser says: {at.problem})",
            "compare it with the lines around it; a value with unusual characters can be put in quotes",
        )
    ]


def _stumble(error: yaml.YAMLError, text: str, file: str, quote_from: tuple[int, int] | None) -> _Stumble:
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = source_lines(text)
    if line >= len(lines):
        # libyaml takes the end of a file without a last line break for a line of its own.
        line, column = len(lines) - 1, len(lines[-1])
    context = (getattr(error, "context", None) or "").replace("double-quoted", "quoted")
    problem = getattr(error, "problem", None) or "the text cannot be read"
    for within, start_of, ours in _OTHER_WORDS:
        if within in context and problem.startswith(start_of):
            problem = ours
    from_line, from_column = (start.line, start.column) if start is not None else (line, column)
    return _Stumble(
        file=file,
        lines=lines,
        context=context,
        problem=problem,
        line=line,
        column=column,
        from_line=from_line,
        from_column=from_column,
        quote_from=quote_from,
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _tabs(at: _Stumble) -> list[Problem]:
    """Every line that a tab indents, once a tab is what the parser fell over."""
    if "\t" not in _indent(at.text(at.line)) and at.character != "\t" and "tab" not in at.problem:
        return []
    found = [
        at.at(
            number,
            _indent(line).index("\t"),
            "yaml-tab",
            "this line is indented with a tab; YAML allows only spaces there",
            "put spaces in place of the tab (two for each step)",
        )
        for number, line in enumerate(at.lines)
        if "\t" in _indent(line) and line.strip()
    ]
    if found:
        return found[:_MOST_TABS]
    if at.character != "\t":
        return []
    words = "a tab stands where only spaces are allowed"
    return [at.here("yaml-tab", words, "put a space in place of the tab")]


def _dashes(at: _Stumble) -> Problem | None:
    """A list entry above that starts with another dash than YAML's, a bullet, or a dash without its space."""
    if not at.problem.startswith("mapping values") and "expected key" not in at.problem:
        return None
    for number in (at.line, at.line_above()):
        line = at.text(number) if number is not None else ""
        found = _OTHER_DASH.match(line)
        if found is None or number is None:
            continue
        if found["dash"] == "-":
            words, fix = "a space is missing after this dash", "write a dash and a space before the first key"
        else:
            words = "this is not the dash that starts an entry of a list, though it looks like one"
            fix = "type an ordinary hyphen and a space in its place"
        return at.at(number, found.start("dash"), "yaml-list-item", words, fix)
    return None


def _quotes(at: _Stumble) -> Problem | None:
    if "quoted scalar" in at.context:
        if "escape" in at.problem or "hexdecimal" in at.problem or "hexadecimal" in at.problem:
            backslash = at.text(at.line).rfind("\\", 0, at.column + 1)
            return at.at(
                at.line,
                max(backslash, 0),
                "yaml-escape",
                "a backslash in double quotes is followed by something that has no meaning",
                r"write \\ for a backslash, or use single quotes around the value",
            )
        return at.there(
            "yaml-quote",
            "the quote that opens here is never closed",
            "add the closing quote at the end of the value",
        )
    if at.quote_from is None or "flow" in at.context or "document start" in at.problem:
        return None
    if at.quote_from[0] != at.line:
        return at.at(
            *at.quote_from,
            "yaml-quote",
            f"the quote that opens here runs on to line {at.line + 1}",
            "add the closing quote at the end of the value",
        )
    if at.text(at.line)[: at.column].rstrip().endswith("'"):
        mark, inner = "single", "inside single quotes an apostrophe is written twice ('')"
    else:
        mark, inner = "double", 'inside double quotes a double quote is written \\"'
    return at.here(
        "yaml-quote",
        f"text follows the {mark} quote that closes the value",
        f"put quotes around the whole value, or around none of it; {inner}",
    )


def _brackets(at: _Stumble) -> Problem | None:
    if "flow sequence" in at.context or "flow mapping" in at.context:
        opener = "[" if "flow sequence" in at.context else "{"
        closer = _CLOSERS[opener]
        if at.line != at.from_line or not at.character:
            return at.there(
                "yaml-bracket",
                f"the {opener} that opens here is not closed, or a comma is missing after an entry",
                f"close it with {closer}, and put commas between the entries",
            )
        if at.character == ":":
            words = "a second colon inside brackets makes the text before it look like another key"
            return at.here("yaml-extra-colon", words, "put quotes around the whole text")
        return at.here(
            "yaml-bracket",
            f"a comma or a closing {closer} is missing before this",
            f"put commas between the entries and {closer} at the end",
        )
    if at.character in ("]", "}"):
        return at.here(
            "yaml-bracket",
            f"this {at.character} closes nothing that was opened",
            "delete it, or add the bracket that opens the list or block",
        )
    if "flow node" in at.context and not "".join(at.lines[at.line + 1 :]).strip() and not at.character:
        return at.here(
            "yaml-bracket",
            "the file ends here, inside a list or block that [ or { opened",
            "close it with ] or }",
        )
    if "flow node" in at.context:
        return at.here(
            "yaml-bracket",
            "an entry is missing before this",
            "delete the extra comma, or write the entry",
        )
    return None


def _characters(at: _Stumble) -> Problem | None:
    if at.problem.startswith("found character") or "alphabetic or numeric" in at.problem:
        return at.there(
            "yaml-reserved-character",
            "the value starts with a character that YAML keeps for its own use",
            "put quotes around the value",
        )
    if "a tag" in at.context or "tag" in at.problem:
        return at.there(
            "yaml-tag",
            "a value starts with !, which gives it a type of its own; that is not used here",
            "delete the !, or put quotes around the value if the ! belongs to it",
        )
    if "block scalar" in at.context:
        return at.here(
            "yaml-syntax",
            "nothing may follow | or > on the same line",
            "start the text on the next line, indented; or put it in quotes on this line",
        )
    return None


def _colons(at: _Stumble) -> Problem | None:
    if "simple key" in at.context:
        return at.there("yaml-missing-colon", "this line has no colon after its key", _KEY_VALUE)
    if not at.problem.startswith("mapping values"):
        return None
    line = at.text(at.line)
    if _KEYS_IN_A_ROW.match(line):
        words = "several keys stand on this line without braces around them"
        return at.here("yaml-extra-colon", words, "put braces around them, as in do: {event: visit.made, where: {...}}")
    if _SECOND_COLON.match(line):
        return at.here(
            "yaml-extra-colon",
            "a second colon on this line makes its value look like another key",
            "put quotes around the whole value",
        )
    start = len(_indent(line))
    above = at.line_above()
    if above is not None:
        text = at.text(above)
        indent = len(_indent(text))
        key_column = indent + (2 if text.lstrip().startswith("- ") else 0)
        if start <= key_column and not _KEY_AND_COLON.search(text):
            words = "this line has no colon and space after its key"
            return at.at(above, indent, "yaml-missing-colon", words, _KEY_VALUE)
    return at.at(
        at.line,
        start,
        "yaml-indentation",
        "this line is indented further than the key above it, which already has its value",
        _SAME_COLUMN,
    )


def _lists(at: _Stumble) -> Problem | None:
    if at.problem.startswith("block sequence entries"):
        return at.here(
            "yaml-list-item",
            "a list cannot start on the line of its key",
            "put the first dash on the next line, indented under the key",
        )
    if at.problem.startswith("mapping keys"):
        return at.here(
            "yaml-reserved-character",
            "a value cannot start with a question mark and a space",
            "put quotes around the value",
        )
    if at.character == "-" and "expected key" in at.problem:
        return at.here(
            "yaml-list-item",
            "a list dash is among the keys of a block",
            "indent it under the key whose list it belongs to, or delete the dash",
        )
    if "'-' indicator" in at.problem:
        return at.here(
            "yaml-indentation",
            "this line is not indented under the list entry above it, and is no entry itself",
            "indent it under the entry it belongs to, or start it with a dash and a space",
        )
    return None


def _indentation(at: _Stumble) -> Problem | None:
    if at.character == ":":
        words = "a colon stands here with no key before it"
        return at.here("yaml-key-kind", words, "write the key before the colon")
    if "expected key" in at.problem:
        return at.here("yaml-indentation", "this line does not start in the column of any block above it", _SAME_COLUMN)
    if "document start" not in at.problem:
        return None
    above = at.line_above()
    if above is not None and at.text(above).startswith("..."):
        words = "more follows the line of three dots, which ends a file"
        return at.here("yaml-many-documents", words, "delete the line of dots")
    if at.text(at.line)[: at.column].strip():
        words = "more follows on this line after the end of what the file holds"
        return at.here("yaml-many-documents", words, "delete it, or move it to a file of its own")
    return at.here(
        "yaml-indentation",
        "this line starts further left than the first line of the file",
        _SAME_COLUMN,
    )
