"""What a case came to: its obligations as tuples, in the columns of the obligation table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from practice_rules.batch.flatten import Owed
from practice_rules.engine.evaluate import Evaluation
from practice_rules.engine.rows import Row


@dataclass(frozen=True)
class CaseOutcome:
    """One case evaluated: how many entries it had, and its obligations as rows of the obligation table, without the
    case id, in the engine's order.

    `evaluate` works the case out once more with the engine, for traces and words: `evaluation` and `rows`.
    """

    case_id: str
    entries: int
    owed: list[Owed]
    evaluate: Callable[[], Evaluation]

    @cached_property
    def evaluation(self) -> Evaluation:
        """The engine's answer, from which explanations are made."""
        return self.evaluate()

    @property
    def rows(self) -> list[Row]:
        """The obligations as the engine yields them."""
        return self.evaluation.rows
