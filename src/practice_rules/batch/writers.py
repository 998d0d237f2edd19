"""How obligations leave a process: as lines of CSV, or as batches of Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from practice_rules.batch.csv_writer import CsvWriter
from practice_rules.batch.flatten import Owed


class PartWriter(Protocol):
    """Turns the obligations of one case after another into bytes."""

    def case(self, case_id: str, owed: Sequence[Owed]) -> bytes:
        """What can be handed on by now."""

    def end(self) -> bytes:
        """What is left."""


class _CsvPart:
    def __init__(self, columns: Sequence[int]) -> None:
        self._writer = CsvWriter(columns)

    def case(self, case_id: str, owed: Sequence[Owed]) -> bytes:
        return self._writer.lines(case_id, owed).encode() if owed else b""

    def end(self) -> bytes:
        return b""


def part_writer(form: str | None, columns: Sequence[int]) -> PartWriter | None:
    """The writer of a form; `None` for none."""
    if form == "arrow":
        from practice_rules.batch.arrow_writer import ArrowPart  # pyarrow is for those who ask for it

        return ArrowPart(columns)
    return None if form is None else _CsvPart(columns)
