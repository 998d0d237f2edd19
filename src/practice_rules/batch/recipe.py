"""What another process needs to do the same work: names and plain values, from which everything else is made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from practice_rules.batch.keep import KEEP_ALL, Keep
from practice_rules.batch.options import TableOptions
from practice_rules.batch.sources import source_of
from practice_rules.batch.work import Job, Worker
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack


@dataclass(frozen=True)
class Recipe:
    """A table, a pack and what is asked. `load` gives the pack; where processes cannot be forked it must pickle."""

    path: Path
    load: Callable[[], CompiledPack]
    as_of: Moment
    known_at: Moment | None
    options: TableOptions
    form: str | None
    columns: Sequence[int]
    keep: Keep = KEEP_ALL
    spill: Path | None = None

    def build(self) -> Worker:
        """The table opened and the pack loaded."""
        pack = self.load()
        source = source_of(self.path, pack.vocabulary, self.options)
        return Worker(
            source, Job(pack, self.as_of, self.known_at, self.options, self.form, self.columns, self.keep, self.spill)
        )
