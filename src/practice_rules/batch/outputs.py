"""Where obligations are written: a CSV file, or a Parquet file made of batches of Arrow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from practice_rules.batch.csv_writer import CsvWriter


class Sink(Protocol):
    """Takes what the parts came to, in order."""

    def add(self, output: bytes) -> None:
        """Write what one part came to."""

    def add_file(self, path: Path) -> None:
        """The same, from a file."""


class _CsvSink:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, output: bytes) -> None:
        self._file.write(output)

    def add_file(self, path: Path) -> None:
        with path.open("rb") as part:
            shutil.copyfileobj(part, self._file)


@contextmanager
def _csv_sink(path: Path, columns: Sequence[int]) -> Iterator[Sink]:
    with path.open("wb") as file:
        file.write(CsvWriter(columns).header().encode())
        yield _CsvSink(file)


def sink_for(form: str | None, path: Path, columns: Sequence[int]) -> AbstractContextManager[Sink]:
    """The sink of a form, writing to a path."""
    if form == "arrow":
        from practice_rules.batch.parquet_sink import parquet_sink  # pyarrow is for those who ask for it

        return parquet_sink(path, columns)
    return _csv_sink(path, columns)
