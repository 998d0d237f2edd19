"""What a case came to: its obligations as tuples, in the columns of the obligation table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from practice_rules.batch.flatten import Flattener, Owed
from practice_rules.engine.evaluate import Evaluation
from practice_rules.engine.rows import Row


@dataclass(frozen=True)
class CaseOutcome:
    """One case evaluated. `rows` are the engine's, in its order; wordy results are worked out by `result`."""

    case_id: str
    evaluation: Evaluation
    flattener: Flattener

    @property
    def rows(self) -> list[Row]:
        """The obligations as the engine yields them."""
        return self.evaluation.rows

    @cached_property
    def owed(self) -> list[Owed]:
        """The obligations as rows of the obligation table, without the case id."""
        return self.flattener.flat(self.evaluation)
