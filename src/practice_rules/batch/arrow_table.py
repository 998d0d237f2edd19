"""Event tables to obligation tables in Arrow: batches in, batches out, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from practice_rules.batch.arrow_reader import ArrowReader
from practice_rules.batch.arrow_writer import ROWS, BatchMaker
from practice_rules.batch.keep import KEEP_ALL, Keep
from practice_rules.batch.many import When, evaluate_many
from practice_rules.batch.obligation_columns import columns_named
from practice_rules.batch.options import AS_IT_IS, TableOptions
from practice_rules.batch.outcome import CaseOutcome
from practice_rules.batch.problems import CaseFailed, CaseFailure
from practice_rules.engine.compile import CompiledPack
from practice_rules.packs import load_pack

if TYPE_CHECKING:
    from pyarrow import RecordBatch


def evaluate_batches(
    batches: Iterable[RecordBatch],
    pack: CompiledPack | str | Path,
    as_of: When,
    known_at: When | None = None,
    *,
    columns: Iterable[str] | None = None,
    keep: Keep = KEEP_ALL,
    on_failure: Callable[[CaseFailure], None] | None = None,
    options: TableOptions = AS_IT_IS,
    dictionaries: bool = True,
    rows: int = ROWS,
) -> Iterator[RecordBatch]:
    """Evaluate an event table that comes as batches of Arrow; gives an obligation table as batches of Arrow.

    The rows of a case stand together, in one batch or in several. A case that is set aside is handed to `on_failure`;
    without it, the first one raises `CaseFailed`, because nothing is left out unsaid. `columns` chooses columns of
    the obligation table, `keep` its rows, `rows` says about how many rows a batch has. Raises `Refused` for a table
    whose columns will not do, or a pack that does not check.
    """
    compiled = load_pack(pack) if isinstance(pack, str | Path) else pack
    maker = BatchMaker(columns_named(columns), dictionaries=dictionaries)
    coming = iter(batches)
    first = next(coming, None)
    if first is None:
        return
    reader = ArrowReader(first.schema, compiled.vocabulary, options)
    outcomes = evaluate_many(
        reader.cases(chain([first], coming)), compiled, as_of, known_at,
        on_failure=on_failure or "raise", coverage=options.coverage,
    )  # fmt: skip
    for outcome in outcomes:
        assert isinstance(outcome, CaseOutcome)
        maker.add(outcome.case_id, keep.of(outcome.owed))
        if len(maker) >= rows:
            yield maker.batch()
    if len(maker):
        yield maker.batch()


__all__ = ["CaseFailed", "evaluate_batches"]
