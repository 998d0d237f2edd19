"""Obligation tables in Parquet, written from streams of Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from practice_rules.batch.arrow_schema import schema_of
from practice_rules.batch.extra_needed import parquet, pyarrow

ROW_GROUP = 131_072
"""How many obligations are written together."""


class _ParquetSink:
    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._held: list[Any] = []
        self._rows = 0

    def add(self, output: bytes) -> None:
        if output:
            self._add(pyarrow().ipc.open_stream(output))

    def add_file(self, path: Path) -> None:
        with pyarrow().OSFile(str(path)) as file:
            self._add(pyarrow().ipc.open_stream(file))

    def end(self) -> None:
        """Write what is held."""
        if self._held:
            self._writer.write_table(pyarrow().Table.from_batches(self._held).unify_dictionaries(), ROW_GROUP)
        self._held, self._rows = [], 0

    def _add(self, stream: Any) -> None:
        for batch in stream:
            self._held.append(batch)
            self._rows += batch.num_rows
            if self._rows >= ROW_GROUP:
                self.end()


@contextmanager
def parquet_sink(path: Path, columns: Sequence[int]) -> Iterator[_ParquetSink]:
    """A Parquet file that takes streams of Arrow."""
    with parquet().ParquetWriter(str(path), schema_of(columns), compression="zstd") as writer:
        sink = _ParquetSink(writer)
        yield sink
        sink.end()
