"""A file that has been read: its values, and where in the text each of them stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from practice_rules.problems import Place, Problem, source_lines

__all__ = ["BlockMarks", "ListMarks", "Mark", "Marks", "SourceDocument", "pack_mark", "step_into"]

Mark: TypeAlias = int
"""A line and a column in one number (see :func:`pack_mark`): a large file has many."""

_WORD = re.compile(r"[^\s,\[\]{}#\"']+")
_COLUMN_BITS = 24
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1


def pack_mark(line: int, column: int) -> Mark:
    """Line and column, both from 0, as one number.

    >>> pack_mark(2, 5) == (2 << 24) + 5
    True
    """
    return (line << _COLUMN_BITS) | min(column, _COLUMN_MASK)


class BlockMarks:
    """Where a block of keys starts, and where each key and its value stand."""

    __slots__ = ("entries", "start")

    def __init__(self, start: Mark) -> None:
        self.start = start
        self.entries: dict[str, tuple[Mark, Marks]] = {}


class ListMarks:
    """Where a list starts, and where each of its entries stands."""

    __slots__ = ("entries", "start")

    def __init__(self, start: Mark) -> None:
        self.start = start
        self.entries: list[Marks] = []


Marks: TypeAlias = Mark | BlockMarks | ListMarks


@dataclass(slots=True, repr=False)
class SourceDocument:
    """What a file says, as plain values, with the place of each.

    ``value`` is made of dict, list, str, int, float, bool, None and ``datetime.date``
    only. ``text`` is the file's text without a byte order mark. ``private`` says that
    the file is a person's record, so no message may repeat what it holds. ``notes`` are
    warnings that did not stop the reading.
    """

    value: Any
    file: str
    text: str
    marks: Marks = 0
    private: bool = False
    notes: tuple[Problem, ...] = ()
    # Line -> columns where a pair of JSON escapes was shortened before parsing.
    shortened: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """The file's name alone: what it holds may be a person's record, or without end."""
        return f"SourceDocument({self.file!r})"

    def place(self, path: Sequence[str | int], key: bool = False) -> Place:
        """The place of the value at ``path``, or of its key.

        Where the path leads to nothing, the nearest place that encloses it.

        >>> from practice_rules.yaml_source import read_yaml
        >>> document = read_yaml("rules:\\n- id: visit\\n  every: 10 days\\n", "a.yaml")
        >>> str(document.place(("rules", 0, "every")))
        'a.yaml:3:10'
        >>> str(document.place(("rules", 0, "every"), key=True))
        'a.yaml:3:3'
        >>> str(document.place(("rules", 0, "within", "days")))
        'a.yaml:2:3'
        """
        marks = self.marks
        mark = _start(marks)
        for step in path:
            found = _step(marks, step)
            if found is None:
                return self._at(_start(marks))
            mark, marks = found
        return self._at(mark if key else _start(marks))

    def reach(self, path: Sequence[str | int]) -> tuple[str | int, ...]:
        """The longest beginning of ``path`` that is in the file."""
        marks = self.marks
        for count, step in enumerate(path):
            found = _step(marks, step)
            if found is None:
                return tuple(path[:count])
            marks = found[1]
        return tuple(path)

    def value_at(self, path: Sequence[str | int]) -> Any:
        """The value at ``path``.

        Raises:
            LookupError: the path leads to nothing.
        """
        value = self.value
        for step in path:
            value = step_into(value, step)
        return value

    def part(self, path: Sequence[str | int], value: Any) -> SourceDocument:
        """What stands at ``path`` as a document of its own, whose places are this file's and whose value is another's.

        Raises:
            LookupError: the path leads to nothing.
        """
        marks: Marks = self.marks
        for step in path:
            found = _step(marks, step)
            if found is None:
                raise LookupError("the path leads to nothing")
            marks = found[1]
        return replace(self, value=value, marks=marks)

    def written(self, path: Sequence[str | int]) -> str:
        """An unquoted single word or number as the file has it; empty for anything else."""
        found = self.place(path)
        line = source_lines(self.text)[found.line - 1]
        word = _WORD.match(line, found.column - 1)
        return word.group() if word is not None else ""

    def enclosing_id(self, path: Sequence[str | int]) -> str | None:
        """The ``id`` of the innermost block on the path that has one."""
        if self.private:
            return None
        found: str | None = None
        value = self.value
        for step in (*path, None):
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                found = value["id"]
            if step is None:
                break
            try:
                value = step_into(value, step)
            except LookupError:
                break
        return found

    def _at(self, mark: Mark) -> Place:
        line, column = mark >> _COLUMN_BITS, mark & _COLUMN_MASK
        if line in self.shortened:
            # Each pair of escapes, twelve characters, was read as one of ten.
            for at in self.shortened[line]:
                if at < column:
                    column += 2
        return Place(self.file, line + 1, column + 1)


def _start(marks: Marks) -> Mark:
    return marks if isinstance(marks, int) else marks.start


def _step(marks: Marks, step: str | int) -> tuple[Mark, Marks] | None:
    if isinstance(marks, BlockMarks):
        return marks.entries.get(step if isinstance(step, str) else str(step))
    if isinstance(marks, ListMarks) and isinstance(step, int):
        if not 0 <= step < len(marks.entries):
            return None
        entry = marks.entries[step]
        return _start(entry), entry
    return None


def step_into(value: Any, step: str | int) -> Any:
    """What a block or list holds under a key or position; a date is also found by its text.

    Raises:
        LookupError: it holds nothing there.
    """
    if isinstance(value, dict):
        if step in value:
            return value[step]
        for key, found in value.items():
            if not isinstance(key, str) and str(key) == str(step):
                return found
    elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    raise LookupError("the path leads to nothing")
