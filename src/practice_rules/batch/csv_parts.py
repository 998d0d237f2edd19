"""Cutting a CSV file into parts that begin and end with whole cases, so that each can be read on its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

PART = 1 << 19
"""About how many bytes a part has; more when a case is longer."""


class CsvPart(NamedTuple):
    """A stretch of a CSV file: from byte `start` up to byte `end`, whose first line is line `line` of the file."""

    start: int
    end: int
    line: int

    @property
    def weight(self) -> int:
        """How much of the file it is."""
        return self.end - self.start


def csv_parts(path: Path, begin: int, case_place: int, size: int = PART) -> Iterator[CsvPart]:
    """The parts of a file after its header, which ends at byte `begin`.

    A line ends a row when the quotes before it are even in number, as RFC 4180 has them. Nothing but the rows around
    each cut is looked at more closely.
    """
    with path.open("rb") as stream:
        stream.seek(begin)
        start, line = begin, 2
        while True:
            block = stream.read(size)
            if not block:
                return
            lines, quotes = block.count(b"\n"), block.count(b'"')
            end = start + len(block)
            for row in _to_the_next_case(stream, quotes % 2 == 1, case_place):
                end += len(row)
                lines += row.count(b"\n")
            yield CsvPart(start, end, line)
            start, line = end, line + lines
            stream.seek(start)


def _to_the_next_case(stream: BinaryIO, quoted: bool, case_place: int) -> Iterator[bytes]:
    """What is left of the row in which a block ended, and the rows after it up to the first of another case."""
    rest = _row(stream, quoted)
    if rest:
        yield rest
    before: str | None = None
    while row := _row(stream, False):
        if row.strip():
            case_id = _cell(row, case_place)
            if before is not None and case_id != before:
                return
            before = case_id
        yield row


def _row(stream: BinaryIO, quoted: bool) -> bytes:
    """One row: lines up to the first that does not end within quotes."""
    lines: list[bytes] = []
    while line := stream.readline():
        lines.append(line)
        quoted ^= line.count(b'"') % 2 == 1
        if not quoted:
            break
    return b"".join(lines)


def _cell(row: bytes, place: int) -> str:
    try:
        cells = next(csv.reader([row.decode("utf-8", "surrogateescape")]), [])
    except csv.Error:
        return ""
    return cells[place] if len(cells) > place else ""
