"""An event table in a Parquet file, read by groups of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from practice_rules.batch.arrow_reader import ArrowReader
from practice_rules.batch.case_rows import CaseRows
from practice_rules.batch.extra_needed import parquet
from practice_rules.batch.options import TableOptions
from practice_rules.batch.problems import CaseFailure
from practice_rules.problems import Place, Problem, Refused, Severity
from practice_rules.vocabulary.words import Vocabulary

_ROWS = 16_384
_SMALL = 100_000
_MOST_GROUPS = 131_072


class ParquetPart(NamedTuple):
    """Groups of rows: the cases that begin in groups `first` to `last - 1`. `row` numbers its first row, from 1."""

    first: int
    last: int
    row: int
    rows: int

    @property
    def weight(self) -> int:
        """How many rows it has."""
        return self.rows


class ParquetSource:
    """The cases of a Parquet file. Raises `Refused` when it is none, or its columns will not do."""

    def __init__(self, path: Path, words: Vocabulary, options: TableOptions) -> None:
        self.path = path
        with self._open() as file:
            groups = file.metadata
            self._rows = [groups.row_group(each).num_rows for each in range(groups.num_row_groups)]
            self._reader = ArrowReader(file.schema_arrow, words, options, str(path))

    def _open(self) -> Any:
        try:
            return parquet().ParquetFile(str(self.path), memory_map=False)
        except ValueError as wrong:  # pyarrow's own errors about a file's bytes are value errors
            problem = Problem(Place(str(self.path), 1, 1), "no-table", Severity.ERROR, "this is no Parquet file")
            raise Refused([problem]) from wrong

    @property
    def weight(self) -> int:
        """How many rows there are."""
        return sum(self._rows)

    @property
    def worth_sharing(self) -> bool:
        """Whether several processes can read it at once, and there is enough for them."""
        return len(self._rows) > 1 and self.weight > _SMALL

    def parts(self) -> Iterator[ParquetPart]:
        """The parts, in order; small groups of rows are taken together."""
        first, row, rows = 0, 1, 0
        for group, held in enumerate(self._rows):
            rows += held
            if rows >= _MOST_GROUPS or group == len(self._rows) - 1:
                yield ParquetPart(first, group + 1, row, rows)
                first, row, rows = group + 1, row + rows, 0

    def cases(self, part: ParquetPart) -> Iterator[CaseRows | CaseFailure]:
        """The cases that begin in a part, each to its last row, which may stand in a later one."""
        with self._open() as file:
            skip = None if part.first == 0 else self._last_case(file, part.first - 1)
            read = self._reader.cases(self._batches(file, part), part.row, skip)
            yield from read

    def _batches(self, file: Any, part: ParquetPart) -> Iterator[Any]:
        """The part's own batches, then what belongs to its last case."""
        last: Any = None
        for batch in file.iter_batches(_ROWS, row_groups=list(range(part.first, part.last))):
            if batch.num_rows:
                last = batch.column("case_id")[-1].as_py()
                yield batch
        for batch in file.iter_batches(_ROWS, row_groups=list(range(part.last, len(self._rows)))):
            ids = batch.column("case_id").to_pylist()
            same = next((place for place, case_id in enumerate(ids) if case_id != last), len(ids))
            if same:
                yield batch.slice(0, same)
            if same < len(ids):
                return

    def _last_case(self, file: Any, group: int) -> str | None:
        """The case that the part before ends with, and so reads to its end."""
        while group >= 0 and not self._rows[group]:
            group -= 1
        if group < 0:
            return None
        ids = file.read_row_group(group, columns=["case_id"]).column("case_id")
        found = ids[len(ids) - 1].as_py()
        return "" if found is None else str(found)
