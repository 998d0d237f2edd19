"""The work of one process: a part of an event table in, a chunk of the obligation table out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from practice_rules.batch.case_rows import CaseRows
from practice_rules.batch.chunk import Chunk, Output
from practice_rules.batch.failures_writer import failure_lines
from practice_rules.batch.keep import KEEP_ALL, Keep
from practice_rules.batch.many import Evaluator
from practice_rules.batch.options import TableOptions
from practice_rules.batch.outcome import CaseOutcome
from practice_rules.batch.problems import CaseFailure
from practice_rules.batch.seen_cases import SeenCases, case_mark
from practice_rules.batch.writers import PartWriter, part_writer
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack

_TOLD = 10


class Part(Protocol):
    """A part of a table."""

    @property
    def weight(self) -> int:
        """How much of the table it is."""


class Source(Protocol):
    """An event table that can be read part by part."""

    @property
    def weight(self) -> int:
        """How much there is to read, in the unit of its parts' weights."""

    @property
    def worth_sharing(self) -> bool:
        """Whether there is enough in it for several processes."""

    def parts(self) -> Iterator[Any]:
        """The parts, in order; no case stands in two of them."""

    def cases(self, part: Any) -> Iterator[CaseRows | CaseFailure]:
        """The cases of one part."""


@dataclass(frozen=True)
class Job:
    """What is asked of every case, and how the answers are to be written.

    `form` is `csv`, `arrow`, or `None` when only counts are wanted; `columns` are places of obligation columns;
    `spill` is the folder for what is too large to hold.
    """

    pack: CompiledPack
    as_of: Moment
    known_at: Moment | None
    options: TableOptions
    form: str | None
    columns: Sequence[int]
    keep: Keep = KEEP_ALL
    spill: Path | None = None


class Worker:
    """Works on one part after another; what serves every case is made once."""

    def __init__(self, source: Source, job: Job) -> None:
        self.source = source
        self._job = job
        self._evaluator = Evaluator(job.pack, job.as_of, job.known_at, job.options.coverage)

    def work_on(self, part: Part, barred: Iterable[int] = ()) -> Chunk:
        """Evaluate the cases of one part. `barred` are marks of cases that have come by in an earlier part."""
        job, evaluator = self._job, self._evaluator
        evaluator.seen = SeenCases(barred)
        chunk, output, writer = Chunk(), Output(job.spill), part_writer(job.form, job.columns)
        for given in self.source.cases(part):
            chunk.marks.append(case_mark(given.case_id))
            outcome = evaluator.one(given)
            if isinstance(outcome, CaseOutcome):
                chunk.summary.add(outcome.owed, outcome.events)
                _write(writer, outcome, job.keep, output)
            else:
                _set_aside(chunk, outcome)
        if writer is not None:
            output.add(writer.end())
        chunk.output, chunk.spilled, chunk.weight = output.end(), output.spilled, part.weight
        return chunk


def _write(writer: PartWriter | None, outcome: CaseOutcome, keep: Keep, output: Output) -> None:
    if writer is not None:
        piece = writer.case(outcome.case_id, keep.of(outcome.owed))
        if piece:
            output.add(piece)


def _set_aside(chunk: Chunk, failure: CaseFailure) -> None:
    chunk.summary.failed += 1
    chunk.failures += failure_lines(failure)
    if len(chunk.told) < _TOLD:
        chunk.told.append(str(failure.problem))
