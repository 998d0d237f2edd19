"""Values and their places from the parser's events, refusing what is unclear on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from practice_rules.problems import Place, Problem, Severity, quoted

from .document import BlockMarks, ListMarks, Mark, Marks, pack_mark
from .limits import Limits
from .scalars import Plain, Unclear, read_plain

__all__ = ["HIDDEN", "Builder", "Stopped", "place_of"]

HIDDEN = re.compile("[\u00a0\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u202f\u2060-\u2064\u2066-\u2069]")
"""Spaces that are not spaces, and marks that show nothing or turn the text around."""

_CORE = "tag:yaml.org,2002:"
_CORE_KINDS: dict[str, tuple[type, ...]] = {
    _CORE + "str": (str,),
    _CORE + "int": (int,),
    _CORE + "float": (float, int),
    _CORE + "bool": (bool,),
    _CORE + "null": (type(None),),
    _CORE + "seq": (list,),
    _CORE + "map": (dict,),
}
_PRIVATE_FIXES = {
    "yaml-ambiguous-word": "write true or false; or put it in quotes if it is a word",
    "yaml-unclear-date": "write the date as year-month-day, with two figures for the month and the day",
    "yaml-impossible-date": "correct the date: there is no such day",
}
_IN_QUOTES = "put quotes around the value if the {} belongs to it; otherwise write the value out"


class Stopped(Exception):
    """Reading ends: a limit was reached, and the problem that says so is recorded."""


class _Anchor:
    """A named value: what it is, where, how many nodes it stands for and how deep it goes."""

    __slots__ = ("height", "marks", "nodes", "value")

    def __init__(self, value: Any, marks: Marks, nodes: int, height: int) -> None:
        self.value = value
        self.marks = marks
        self.nodes = nodes
        self.height = height


class Builder:
    """Builds one document from the events that ``next_event`` gives.

    Problems gather in ``problems``; what they concern is left out of the values or
    stands there as None, and building goes on, so that all are found in one run.
    """

    def __init__(
        self,
        next_event: Callable[[], Event],
        file: str,
        limits: Limits,
        aliases: bool,
        hidden: bool,
        private: bool,
        in_json: bool,
    ) -> None:
        self.problems: list[Problem] = []
        self.last: Event | None = None
        self._next_event = next_event
        self._file = file
        self._limits = limits
        self._aliases = aliases
        self._hidden = hidden
        self._private = private
        self._in_json = in_json
        self._anchors: dict[str, _Anchor | None] = {}
        self._plain: dict[str, Plain | Unclear] = {}
        self._reading_key = False
        self._nodes = 0
        self._deepest = 0

    # ------------------------------------------------------------------------- nodes

    def build(self, event: Event, depth: int = 0) -> tuple[Any, Marks]:
        """The value that starts with ``event``, and its places.

        Raises:
            Stopped: a limit was reached.
            yaml.YAMLError: what follows is not YAML.
        """
        self._count(event)
        if isinstance(event, AliasEvent):
            return self._alias(event, depth)
        assert isinstance(event, NodeEvent)
        if event.anchor is not None:
            return self._anchored(event, depth)
        return self._node(event, depth)

    def _node(self, event: NodeEvent, depth: int) -> tuple[Any, Marks]:
        if isinstance(event, ScalarEvent):
            return self._scalar(event), _mark(event)
        depth += 1
        if depth > self._deepest:
            self._deepest = depth
            if depth > self._limits.depth:
                self._stop(event, "yaml-too-deep", f"blocks are nested more than {self._limits.depth} deep")
        value: Any
        marks: Marks
        if isinstance(event, MappingStartEvent):
            value, marks = self._block(event, depth)
        else:
            value, marks = self._list(event, depth)
        if event.tag is not None:  # type: ignore[attr-defined] # the stubs leave tag out of the base
            self._check_tag(event, event.tag, value)  # type: ignore[attr-defined] # as above
        return value, marks

    def _list(self, event: NodeEvent, depth: int) -> tuple[list[Any], ListMarks]:
        values: list[Any] = []
        marks = ListMarks(_mark(event))
        entries = marks.entries
        while True:
            entry = self._take()
            if isinstance(entry, SequenceEndEvent):
                return values, marks
            value, mark = self.build(entry, depth)
            values.append(value)
            entries.append(mark)

    def _block(self, event: NodeEvent, depth: int) -> tuple[dict[Any, Any], BlockMarks]:
        values: dict[Any, Any] = {}
        marks = BlockMarks(_mark(event))
        entries = marks.entries
        while True:
            key_event = self._take()
            if isinstance(key_event, MappingEndEvent):
                return values, marks
            good, key = self._key(key_event, depth)
            value, value_marks = self.build(self._take(), depth)
            if not good:
                continue
            name = key if isinstance(key, str) else str(key)
            first = entries.get(name)
            if first is not None:
                self._duplicate(key_event, name, first[0])
                continue
            values[key] = value
            entries[name] = (_mark(key_event), value_marks)

    def _take(self) -> Event:
        event = self._next_event()
        self.last = event
        return event

    # -------------------------------------------------------------------------- keys

    def _key(self, event: Event, depth: int) -> tuple[bool, Any]:
        """A key, and whether it is one; what is wrong with it is recorded."""
        if not isinstance(event, ScalarEvent):
            self.build(event, depth)
            if not isinstance(event, AliasEvent) or self._aliases:
                self._wrong_key(event, "a list, a block or a copied value cannot be a key")
            return False, None
        if event.value == "<<" and not event.style:
            self._count(event)
            self._report(
                event,
                "yaml-merge-key",
                "<< copies the keys of another block into this one; that is not used here",
                fix="write the keys out",
            )
            return False, None
        before = len(self.problems)
        self._reading_key = True
        key, _ = self.build(event, depth)
        self._reading_key = False
        if len(self.problems) > before:
            return False, None
        if not event.style and event.value == "":
            self._wrong_key(event, "a colon stands here with no key before it")
            return False, None
        if key is None or isinstance(key, (bool, float)):
            self._wrong_key(event, f"{self._words(event.value)} cannot be a key")
            return False, None
        return True, key

    def _wrong_key(self, event: Event, message: str) -> None:
        self._report(
            event,
            "yaml-key-kind",
            message,
            expected="a word, a whole number or a date before the colon",
            fix="write the key as a word, or put quotes around it",
        )

    def _duplicate(self, event: Event, name: str, first: Mark) -> None:
        line = (first >> 24) + 1
        self._report(
            event,
            "yaml-duplicate-key",
            f"the key {self._words(name)} is here twice: it is already on line {line}",
            expected="each key once in a block",
            fix="delete or rename one of the two; if this starts a new entry of a list, put a dash before it",
        )

    # ----------------------------------------------------------------------- scalars

    def _scalar(self, event: ScalarEvent) -> Plain:
        text: str = event.value
        if len(text) > self._limits.scalar:
            self._report(
                event,
                "yaml-too-long",
                f"this value has {len(text):,} characters; {self._limits.scalar:,} is the most accepted",
                fix="shorten it; if it swallowed the lines after it, close its quote",
            )
            return None
        if event.style:
            if event.tag is not None:
                self._check_tag(event, event.tag, text)
            return text
        if self._hidden and HIDDEN.search(text):
            self._invisible(event, text)
        if event.tag is not None:
            return self._tagged(event, event.tag, text)
        plain = self._plain
        if text in plain:
            value = plain[text]
        else:
            value = plain[text] = read_plain(text, self._in_json)
        if isinstance(value, Unclear):
            self._unclear(event, value)
            return None
        return value

    def _unclear(self, event: ScalarEvent, unclear: Unclear) -> None:
        message, fix = unclear.message, unclear.fix
        expected: str | None = unclear.expected
        if self._reading_key:
            expected = "a key that every reader takes for the same word"
            fix = "put the key in quotes" + ("" if self._private else f': "{quoted(event.value)[1:-1]}"')
        if self._private:
            message = "an unquoted word or number here can be read in more than one way"
            expected, fix = None, _PRIVATE_FIXES.get(unclear.code, "put it in quotes, or write it with one meaning")
        self._report(event, unclear.code, message, expected=expected, fix=fix)

    def _invisible(self, event: ScalarEvent, text: str) -> None:
        match = HIDDEN.search(text)
        assert match is not None
        place, end = place_of(event, self._file), event.end_mark
        offset = match.start() if end is not None and end.line + 1 == place.line else 0
        number = f"U+{ord(match.group()):04X}"
        kind = "a space that does not behave as one" if number in ("U+00A0", "U+202F") else "an invisible character"
        self._report_at(
            Place(self._file, place.line, place.column + offset),
            "yaml-hidden-character",
            f"{kind} ({number}) is in this word",
            fix="delete it and type an ordinary space if one is needed; or put the text in quotes to keep it",
        )

    # ------------------------------------------------------------------- tags, aliases

    def _tagged(self, event: ScalarEvent, tag: str, text: str) -> Plain:
        if tag == _CORE + "str":
            return text
        value = read_plain(text, self._in_json)
        if isinstance(value, Unclear):
            self._unclear(event, value)
            return None
        self._check_tag(event, tag, value)
        return value

    def _check_tag(self, event: Event, tag: str, value: Any) -> None:
        kinds = _CORE_KINDS.get(tag)
        if kinds is not None and type(value) in kinds:
            return
        name = "!" if self._private else quoted(tag.replace(_CORE, "!!"))
        self._report(
            event,
            "yaml-tag",
            f"{name} gives the value a type of its own; that is not used here"
            if kinds is None
            else f"{name} says the value is of a kind that it is not",
            fix="delete the word that starts with !, or put quotes around the value if the ! belongs to it",
        )

    def _anchored(self, event: NodeEvent, depth: int) -> tuple[Any, Marks]:
        name = event.anchor or ""
        if not self._aliases:
            self._report(
                event,
                "yaml-anchor",
                f"{self._words('&' + name)} names a value to be copied elsewhere; that is not used here",
                fix=_IN_QUOTES.format("&"),
            )
            return self._node(event, depth)
        self._anchors[name] = None
        nodes, deepest = self._nodes, self._deepest
        self._deepest = depth
        value, marks = self._node(event, depth)
        self._anchors[name] = _Anchor(value, marks, self._nodes - nodes + 1, self._deepest - depth)
        self._deepest = max(deepest, self._deepest)
        return value, marks

    def _alias(self, event: AliasEvent, depth: int) -> tuple[Any, Marks]:
        name = event.anchor or ""
        if not self._aliases:
            message = f"{self._words('*' + name)} copies a value from elsewhere; that is not used here"
            self._report(event, "yaml-alias", message, fix=_IN_QUOTES.format("*"))
            return None, _mark(event)
        anchor = self._anchors.get(name)
        if anchor is None:
            message = (
                f"{self._words('*' + name)} copies the very block it is in"
                if name in self._anchors
                else f"{self._words('*' + name)} copies a value that has not been named above"
            )
            self._report(event, "yaml-alias", message, fix="write the value out")
            return None, _mark(event)
        self._nodes += anchor.nodes
        reach = depth + anchor.height
        if reach > self._limits.depth:
            self._stop(event, "yaml-too-deep", f"blocks are nested more than {self._limits.depth} deep")
        self._deepest = max(self._deepest, reach)
        self._check_count(event)
        return anchor.value, anchor.marks

    # --------------------------------------------------------------- limits, reporting

    def _count(self, event: Event) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            self._check_count(event)

    def _check_count(self, event: Event) -> None:
        if self._nodes > self._limits.nodes:
            self._stop(
                event,
                "yaml-too-many",
                f"the file holds more than {self._limits.nodes:,} keys and values",
            )

    def _words(self, word: str) -> str:
        return "this" if self._private else quoted(word)

    def _report(
        self, event: Event, code: str, message: str, *, expected: str | None = None, fix: str | None = None
    ) -> None:
        place = place_of(event, self._file)
        self._report_at(place, code, message, expected=expected, fix=fix)

    def _report_at(
        self, place: Place, code: str, message: str, *, expected: str | None = None, fix: str | None = None
    ) -> None:
        self.problems.append(Problem(place, code, Severity.ERROR, message, expected, fix))
        if len(self.problems) >= self._limits.problems:
            message = f"reading stopped after {len(self.problems)} problems"
            fix = "put these right first, then check again"
            self.problems.append(Problem(place, "yaml-too-many-problems", Severity.ERROR, message, None, fix))
            raise Stopped

    def _stop(self, event: Event, code: str, message: str) -> NoReturn:
        place = place_of(event, self._file)
        fix = "check that this is the file you meant; if it is, split it"
        self.problems.append(Problem(place, code, Severity.ERROR, message, None, fix))
        raise Stopped


def _mark(event: Event) -> Mark:
    start = event.start_mark
    assert start is not None  # both parsers set it; the type leaves it open
    return pack_mark(start.line, start.column)


def place_of(event: Event, file: str) -> Place:
    """Where an event starts, counted from 1."""
    start = event.start_mark
    assert start is not None  # as above
    return Place(file, start.line + 1, start.column + 1)
