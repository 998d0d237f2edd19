"""A whole table from file to file: read in parts, evaluated in one process or several, written in order."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TextIO, TypeAlias, TypeVar

from practice_rules.batch.chunk import Chunk
from practice_rules.batch.crew import Crew, can_fork
from practice_rules.batch.failures_writer import failures_header
from practice_rules.batch.keep import KEEP_ALL, Keep
from practice_rules.batch.obligation_columns import columns_named
from practice_rules.batch.options import AS_IT_IS, TableOptions
from practice_rules.batch.outputs import Sink, sink_for
from practice_rules.batch.portable_pack import PortablePack
from practice_rules.batch.recipe import Recipe
from practice_rules.batch.seen_cases import SeenCases
from practice_rules.batch.summary import Summary
from practice_rules.batch.table_kind import ENDINGS
from practice_rules.batch.work import Part, Worker
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.result.moments import read_moment

_TOLD = 10
Opened = TypeVar("Opened")

OnProgress: TypeAlias = Callable[[int, int, Summary], None]
"""Told after each part: how much of the table is done, how much there is, and the counts so far."""


@dataclass
class Report:
    """What a run came to. `told` are the first problems of cases that were set aside, by place and never by case."""

    summary: Summary = field(default_factory=Summary)
    told: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many cases were set aside."""
        return self.summary.failed


def evaluate_table(
    path: str | Path,
    pack: CompiledPack | str | Path,
    as_of: str | date | datetime | Moment,
    *,
    out: str | Path | None = None,
    known_at: str | date | datetime | Moment | None = None,
    columns: Iterable[str] | None = None,
    keep: Keep = KEEP_ALL,
    failures: str | Path | None = None,
    processes: int = 1,
    options: TableOptions = AS_IT_IS,
    on_progress: OnProgress | None = None,
) -> Report:
    """Evaluate an event table and write the obligation table; both are CSV or Parquet, by the files' names.

    Without `out` only the summary is worked out. `columns` and `keep` choose what is written; the summary counts
    everything. `failures` is a CSV file for the cases that are set aside. Neither
    file is there until the run is done: what is interrupted leaves nothing behind. `processes` counts the workers;
    the rows are in the order of the table, and the same, however many there are.

    Raises `Refused` for a pack or a table that will not do, `ValueError` for a moment that cannot be read,
    `UnknownOutput` and `UnknownColumn`.
    """
    now = read_moment(as_of, "as_of")
    known = None if known_at is None else read_moment(known_at, "known_at")
    chosen = columns_named(columns)
    form = None if out is None else form_of(Path(out))
    with ExitStack() as stack:
        spill = None if out is None else Path(stack.enter_context(_spill_folder(Path(out))))
        recipe = Recipe(Path(path), _loader(pack), now, known, options, form, chosen, keep, spill)
        worker = recipe.build()
        chunks = _chunks(recipe, worker, processes, stack)
        sink = (
            None if out is None else stack.enter_context(_replacing(Path(out), lambda to: sink_for(form, to, chosen)))
        )
        failed = None if failures is None else stack.enter_context(_replacing(Path(failures), _opened_failures))
        return _collected(chunks, worker, sink, failed, on_progress)


class UnknownOutput(ValueError):
    """An output was named whose kind is not known."""


def form_of(out: Path) -> str:
    """How obligations travel to an output of this name: as `csv` or as `arrow`. Raises `UnknownOutput`."""
    kind = ENDINGS.get(out.suffix.lower())
    if kind is None:
        raise UnknownOutput(f"{out.name}: an obligation table is written to a file that ends in .csv or .parquet")
    return "csv" if kind == "csv" else "arrow"


def _loader(pack: CompiledPack | str | Path) -> Callable[[], CompiledPack]:
    if isinstance(pack, str | Path):
        from practice_rules.packs import load_pack  # reading files is for those who name a pack

        pack = load_pack(pack)
    return (lambda: pack) if can_fork() else PortablePack.of(pack)


def _chunks(recipe: Recipe, worker: Worker, processes: int, stack: ExitStack) -> Iterator[tuple[Part, Chunk]]:
    source = worker.source
    if processes > 1 and source.worth_sharing:
        crew = stack.enter_context(Crew(processes, (lambda: worker) if can_fork() else recipe.build))
        return crew.chunks(source.parts())
    return ((part, worker.work_on(part)) for part in source.parts())


def _collected(
    chunks: Iterable[tuple[Part, Chunk]],
    worker: Worker,
    sink: Sink | None,
    failures: TextIO | None,
    on_progress: OnProgress | None,
) -> Report:
    """Write every chunk as it comes, and add up the counts. A part with a case that came by before is done again."""
    report, seen, done, weight = Report(), SeenCases(), 0, worker.source.weight
    for part, first in chunks:
        back = {mark for mark in first.marks if mark in seen}
        chunk = worker.work_on(part, back) if back else first
        if back and first.spilled is not None:
            first.spilled.unlink()
        for mark in chunk.marks:
            seen.add(mark)
        if sink is not None:
            _write(chunk, sink)
        if failures is not None:
            failures.write(chunk.failures)
        report.summary.join(chunk.summary)
        report.told += chunk.told[: _TOLD - len(report.told)]
        done += chunk.weight
        if on_progress is not None:
            on_progress(done, weight, report.summary)
    return report


def _write(chunk: Chunk, sink: Sink) -> None:
    if chunk.spilled is None:
        sink.add(chunk.output)
    else:
        sink.add_file(chunk.spilled)
        chunk.spilled.unlink()


@contextmanager
def _spill_folder(out: Path) -> Iterator[str]:
    """A folder beside the output for what is too large to hold, gone with all it holds when the run ends."""
    folder = tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _replacing(path: Path, opened: Callable[[Path], AbstractContextManager[Opened]]) -> Iterator[Opened]:
    """A file that takes its name only when all of it is written."""
    partial = path.with_name(f".{path.name}-{os.getpid()}.partial")
    try:
        with opened(partial) as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _opened_failures(path: Path) -> TextIO:
    file = path.open("w", encoding="utf-8", newline="")
    file.write(failures_header())
    return file
