"""Bringing the rows of each case together, for tables that are not sorted by case. It holds the whole table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from practice_rules.batch.extra_needed import needed, parquet, pyarrow
from practice_rules.batch.table_kind import table_kind
from practice_rules.problems import Place, Problem, Refused, Severity

_ROWS = 131_072


@contextmanager
def sorted_table(path: Path, encoding: str = "utf-8") -> Iterator[Path]:
    """A Parquet file with the rows of a table sorted by case, in their order within each case; gone afterwards.

    Rows are then numbered as they stand in the sorted table. Raises `Refused` for a file that is no table or has no
    column `case_id`, and `ExtraNeeded` without pyarrow.
    """
    table = _read_csv(path, encoding) if table_kind(path) == "csv" else parquet().read_table(str(path))
    if "case_id" not in table.column_names:
        raise Refused(
            [Problem(Place(str(path), 1, 1), "table-no-column", Severity.ERROR, "there is no column 'case_id'")]
        )
    order = needed("pyarrow.compute", "arrow").sort_indices(table, sort_keys=[("case_id", "ascending")])
    with tempfile.TemporaryDirectory(prefix="practice-rules-") as folder:
        there = Path(folder) / "sorted.parquet"
        parquet().write_table(table.take(order), str(there), row_group_size=_ROWS)
        del table, order
        yield there


def _read_csv(path: Path, encoding: str) -> Any:
    """Every column as text, so that nothing is guessed. Raises `Refused` for what is no CSV."""
    pa, csv = pyarrow(), needed("pyarrow.csv", "arrow")
    read = csv.ReadOptions(encoding=encoding)
    parse = csv.ParseOptions(newlines_in_values=True)
    try:
        names = csv.open_csv(str(path), read_options=read, parse_options=parse).schema.names
        text = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
        return csv.read_csv(str(path), read_options=read, parse_options=parse, convert_options=text)
    except pa.ArrowInvalid as wrong:
        problem = Problem(Place(str(path), 1, 1), "table-csv", Severity.ERROR, "this cannot be sorted: it is no CSV")
        raise Refused([problem]) from wrong
