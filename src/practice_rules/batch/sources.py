"""Which kind of table a file is, and its reader."""

from __future__ import annotations

from pathlib import Path

from practice_rules.batch.csv_source import CsvSource
from practice_rules.batch.options import TableOptions
from practice_rules.batch.table_kind import table_kind
from practice_rules.batch.work import Source
from practice_rules.problems import Place, Problem, Refused, Severity
from practice_rules.vocabulary.words import Vocabulary


def source_of(path: Path, words: Vocabulary, options: TableOptions) -> Source:
    """The reader of a file. Raises `Refused` for a file that holds no table, or whose columns will not do."""
    kind = table_kind(path)
    if kind == "csv":
        return CsvSource(path, words, options)
    if kind == "parquet":
        from practice_rules.batch.parquet_source import ParquetSource  # pyarrow is for those who need it

        return ParquetSource(path, words, options)
    problem = Problem(Place(str(path), 1, 1), "no-table", Severity.ERROR, "this is no table", "a CSV or Parquet file")
    raise Refused([problem])
