"""The lines of a CSV file, or of a stretch of its bytes, a block at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from practice_rules.problems import Place, Problem, Refused, Severity

BLOCK = 1 << 18
"""How many bytes are read at once."""

_LONGEST = 1 << 26
_BOM = b"\xef\xbb\xbf"


class CsvLines:
    """The lines of a stream of bytes, decoded, without ever holding more than a block of them.

    Bytes that are not of the encoding do not stop the reading: `damaged` becomes true, and each of them is left in the
    text as a lone surrogate, which no text of the encoding has. `taken` counts the bytes read so far.
    """

    def __init__(self, stream: BinaryIO, encoding: str = "utf-8", length: int | None = None) -> None:
        self._stream = stream
        self._encoding = encoding
        self._left = length
        self.damaged = False
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        rest = b""
        while block := self._read():
            whole, newline, tail = block.rpartition(b"\n")
            if newline:
                yield from io.StringIO(self._decoded(rest + whole + newline), newline="")
                rest = tail
            else:
                rest += tail
                if len(rest) > _LONGEST:
                    raise Refused([Problem(None, "table-csv", Severity.ERROR, "there is no end of a line in 64 MiB")])
        if rest:
            yield from io.StringIO(self._decoded(rest), newline="")

    def _read(self) -> bytes:
        block = self._stream.read(BLOCK if self._left is None else min(BLOCK, self._left))
        if self._left is not None:
            self._left -= len(block)
        self.taken += len(block)
        return block

    def _decoded(self, block: bytes) -> str:
        try:
            return block.decode(self._encoding)
        except UnicodeDecodeError:
            self.damaged = True
            return block.decode(self._encoding, "surrogateescape")


def header_line(stream: BinaryIO, file: str, encoding: str = "utf-8") -> tuple[str, int]:
    """The first line of a CSV file, decoded, and how many bytes it takes with a byte order mark.

    Raises `Refused` when it is not of the encoding: nothing in the file could then be trusted.
    """
    line = stream.readline(BLOCK)
    taken = len(line)
    try:
        return line.removeprefix(_BOM).decode(encoding), taken
    except UnicodeDecodeError:
        problem = Problem(
            Place(file, 1, 1), "table-encoding", Severity.ERROR, f"the header is not {encoding.upper()}",
            "text in UTF-8", "save it as CSV UTF-8, or name the encoding it has",
        )  # fmt: skip
        raise Refused([problem]) from None


def is_damaged(text: str) -> bool:
    """Whether a text has bytes in it that were not of the encoding.

    >>> is_damaged(b"caf\\xe9".decode("utf-8", "surrogateescape")), is_damaged("café")
    (True, False)
    """
    return not text.isascii() and any("\udc80" <= letter <= "\udcff" for letter in text)
