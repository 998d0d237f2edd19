"""Obligations as batches of Arrow."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from practice_rules.batch.arrow_schema import schema_of
from practice_rules.batch.extra_needed import pyarrow
from practice_rules.batch.flatten import Owed
from practice_rules.batch.obligation_columns import OBLIGATION_COLUMNS, Holds

ROWS = 16_384
"""How many obligations are gathered into one batch."""

_EPOCH = 719_163


class BatchMaker:
    """Gathers obligations and turns them into batches of one schema."""

    def __init__(self, columns: Sequence[int], *, dictionaries: bool = True) -> None:
        self._columns = tuple(columns)
        self.schema = schema_of(self._columns, dictionaries)
        self._held: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        return len(self._held)

    def add(self, case_id: str, owed: Iterable[Owed]) -> None:
        """Take the obligations of one case."""
        self._held += [(case_id, *each) for each in owed]

    def batch(self) -> Any:
        """What has been gathered, as a `pyarrow.RecordBatch`."""
        gathered = list(zip(*self._held, strict=True)) if self._held else [()] * len(OBLIGATION_COLUMNS)
        self._held = []
        arrays = [
            _array(OBLIGATION_COLUMNS[place].holds, gathered[place], field.type)
            for place, field in zip(self._columns, self.schema, strict=True)
        ]
        return pyarrow().RecordBatch.from_arrays(arrays, schema=self.schema)


def _array(holds: Holds, cells: Sequence[Any], kind: Any) -> Any:
    pa = pyarrow()
    if holds is Holds.DAY:
        days = [None if day is None else day - _EPOCH for day in cells]
        return pa.array(days, pa.int32()).cast(kind)
    if holds is Holds.MOMENT:
        return pa.array(cells, pa.int64()).cast(pa.timestamp("s", kind.tz)).cast(kind)
    if holds is Holds.WORD and pa.types.is_dictionary(kind):
        return pa.array(cells, pa.string()).dictionary_encode()
    return pa.array(cells, kind)


class ArrowPart:
    """Obligations of one part as one Arrow stream of bytes."""

    def __init__(self, columns: Sequence[int]) -> None:
        self._maker = BatchMaker(columns)
        self._bytes = io.BytesIO()
        self._stream: Any = None

    def case(self, case_id: str, owed: Sequence[Owed]) -> bytes:
        """What can be handed on by now."""
        self._maker.add(case_id, owed)
        return self._written() if len(self._maker) >= ROWS else b""

    def end(self) -> bytes:
        """What is left; nothing at all when there was no obligation."""
        last = self._written() if len(self._maker) else b""
        if self._stream is None:
            return b""
        self._stream.close()
        return last + self._drained()

    def _written(self) -> bytes:
        if self._stream is None:
            pa = pyarrow()
            self._stream = pa.ipc.new_stream(pa.PythonFile(self._bytes, mode="w"), self._maker.schema)
        self._stream.write_batch(self._maker.batch())
        return self._drained()

    def _drained(self) -> bytes:
        written = self._bytes.getvalue()
        self._bytes.seek(0)
        self._bytes.truncate()
        return written
