"""What a part of a table came to, small enough to hand from one process to another."""

from __future__ import annotations

import tempfile
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from practice_rules.batch.summary import Summary

_MOST_HELD = 8 << 20


@dataclass
class Chunk:
    """The obligations of one part as they are to be written, and what else is to be told.

    `output` is in memory, or, when there is much of it, in the file `spilled`. `marks` stand for the cases of the part
    in order; `failures` are lines of the list of failures; `told` are the first problems, without any case's id.
    """

    summary: Summary = field(default_factory=Summary)
    output: bytes = b""
    spilled: Path | None = None
    failures: str = ""
    told: list[str] = field(default_factory=list)
    marks: array[int] = field(default_factory=lambda: array("q"))
    weight: int = 0


class Output:
    """Gathers bytes in memory, and in a file of `folder` once there are many."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: list[bytes] = []
        self._size = 0
        self.spilled: Path | None = None

    def add(self, piece: bytes) -> None:
        """Take one piece more."""
        self._held.append(piece)
        self._size += len(piece)
        if self._folder is not None and self._size > _MOST_HELD:
            self._spill()

    def end(self) -> bytes:
        """What is held in memory; nothing when all of it is in the file."""
        if self.spilled is not None:
            self._spill()
        return b"".join(self._held)

    def _spill(self) -> None:
        if self.spilled is None:
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as opened:
                self.spilled = Path(opened.name)
        with self.spilled.open("ab") as file:
            file.writelines(self._held)
        self._held, self._size = [], 0
