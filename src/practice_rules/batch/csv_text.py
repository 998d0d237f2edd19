"""Rows as lines of CSV that end in a plain line feed, with every cell quoted that needs it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def csv_text(rows: Sequence[Iterable[Any]]) -> str:
    """Rows as RFC 4180 has them, but with a plain line feed at the end of each.

    >>> csv_text([("a", 1, None), ("b, c", 2, "d\\re")])
    'a,1,\\n"b, c",2,"d\\re"\\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    written = text.getvalue()
    if "\r" not in written:
        return written
    # The writer quotes a carriage return only where lines end in one.
    lines = _Lines()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(lines.written)


class _Lines:
    """Takes whole lines, and gives each a plain end."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, line: str) -> None:
        self.written.append(f"{line[:-2]}\n")
