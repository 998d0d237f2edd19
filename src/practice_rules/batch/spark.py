"""The same work on a cluster: an event table in Spark to an obligation table in Spark, a partition at a time.

Spark brings the rows of a case together and hands them over as batches of Arrow; what is done with them is
`evaluate_many`, as on one machine. The pack travels with the function, so no file of it need be on the cluster, but
this package with pyarrow must be installed wherever Python runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from practice_rules.batch.arrow_reader import ArrowReader
from practice_rules.batch.arrow_schema import schema_of
from practice_rules.batch.arrow_writer import ROWS, BatchMaker
from practice_rules.batch.extra_needed import needed, pyarrow
from practice_rules.batch.keep import KEEP_ALL, Keep
from practice_rules.batch.many import When, evaluate_many
from practice_rules.batch.obligation_columns import columns_named
from practice_rules.batch.options import AS_IT_IS, TableOptions
from practice_rules.batch.outcome import CaseOutcome
from practice_rules.batch.portable_pack import PortablePack
from practice_rules.engine.compile import CompiledPack
from practice_rules.packs import load_pack

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

SET_ASIDE = "set_aside"
"""The column that says why a case was set aside; such a row has nothing else but its case id."""

ORDER = ("at", "type", "id")
"""The columns by which the rows of a case are put in order, those of them that the table has."""


@dataclass(frozen=True)
class ObligationsInArrow:
    """What `DataFrame.mapInArrow` calls for each partition: batches of events in, batches of obligations out."""

    pack: PortablePack
    as_of: When
    known_at: When | None = None
    columns: tuple[int, ...] = ()
    keep: Keep = KEEP_ALL
    options: TableOptions = AS_IT_IS

    def __call__(self, batches: Iterable[RecordBatch]) -> Iterator[RecordBatch]:
        """The obligations of one partition, in which every case is whole and its rows stand together."""
        pack = self.pack()
        reader: ArrowReader | None = None
        maker = BatchMaker(self.columns, dictionaries=False)
        coming = iter(batches)
        first = next(coming, None)
        if first is None:
            return
        reader = ArrowReader(first.schema, pack.vocabulary, self.options)
        cases = reader.cases(_chained(first, coming))
        for outcome in evaluate_many(cases, pack, self.as_of, self.known_at, coverage=self.options.coverage):
            if isinstance(outcome, CaseOutcome):
                maker.add(outcome.case_id, self.keep.of(outcome.owed))
            else:
                yield self._set_aside(outcome.case_id, _without_line(outcome.problem), maker)
            if len(maker) >= ROWS:
                yield _with_nothing_said(maker.batch())
        if len(maker):
            yield _with_nothing_said(maker.batch())

    def _set_aside(self, case_id: str, why: str, maker: BatchMaker) -> RecordBatch:
        """A row that says why a case is not there."""
        pa = pyarrow()
        cells = [pa.array([case_id if field.name == "case_id" else None], field.type) for field in maker.schema]
        names = [*maker.schema.names, SET_ASIDE]
        return pa.RecordBatch.from_arrays([*cells, pa.array([why], pa.string())], names=names)


def _chained(first: Any, others: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from others


def _with_nothing_said(batch: Any) -> Any:
    pa = pyarrow()
    empty = pa.nulls(batch.num_rows, pa.string())
    return pa.RecordBatch.from_arrays([*batch.columns, empty], names=[*batch.schema.names, SET_ASIDE])


def _without_line(problem: Any) -> str:
    """What is wrong with a case. Its line would be that of a partition, which nobody can look up."""
    which = "" if problem.column is None else f"column '{problem.column}', "
    more = f"; expected {problem.expected}" if problem.expected else ""
    return f"{which}{problem.message}{more} [{problem.code}]"


def obligations_in_spark(
    events: DataFrame,
    pack: CompiledPack | str | Path,
    as_of: When,
    known_at: When | None = None,
    *,
    columns: Sequence[str] | None = None,
    keep: Keep = KEEP_ALL,
    options: TableOptions = AS_IT_IS,
    partitions: int | None = None,
) -> DataFrame:
    """The obligation table of an event table in Spark, with a column `set_aside` more.

    Events are brought together by case and put in order (`ORDER`); `trigger_row` and `done_row` count in that order.
    A case that is set aside has one row, with its id and why. `partitions` is the number of partitions; left out,
    Spark's own (`spark.sql.shuffle.partitions`). Columns that Arrow would give as one of few words are plain strings.
    Raises `Refused` for a pack that does not check or columns of the table that will not do, before anything runs.
    """
    compiled = load_pack(pack) if isinstance(pack, str | Path) else pack
    chosen = columns_named(columns)
    if 0 not in chosen:
        chosen = (0, *chosen)
    to_arrow = needed("pyspark.sql.pandas.types", "spark")
    ArrowReader(to_arrow.to_arrow_schema(events.schema), compiled.vocabulary, options)
    task = ObligationsInArrow(PortablePack.of(compiled), as_of, known_at, chosen, keep, options)
    by_case = events.repartition("case_id") if partitions is None else events.repartition(partitions, "case_id")
    ordered = by_case.sortWithinPartitions("case_id", *(name for name in ORDER if name in events.columns))
    return ordered.mapInArrow(task, spark_schema(chosen))


def spark_schema(places: Sequence[int]) -> Any:
    """The Spark schema of an obligation table with these columns and `set_aside`."""
    pa = pyarrow()
    fields = [pa.field(field.name, field.type) for field in schema_of(places, dictionaries=False)]
    from_arrow = needed("pyspark.sql.pandas.types", "spark").from_arrow_schema
    return from_arrow(pa.schema([*fields, pa.field(SET_ASIDE, pa.string())]))
