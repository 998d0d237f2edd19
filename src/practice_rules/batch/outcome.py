"""What a case came to: its obligations as tuples, in the columns of the obligation table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from practice_rules.batch.flatten import Owed
from practice_rules.dates.clock import Moment
from practice_rules.engine.evaluate import Evaluation
from practice_rules.engine.rows import Row
from practice_rules.result.result import Result


class CaseOutcome:
    """One case evaluated: `owed` are its obligations as rows of the obligation table, without the case id.

    The engine's own rows, and from them words and traces, are worked out when somebody asks for them.
    """

    def __init__(
        self,
        case_id: str,
        events: int,
        owed: list[Owed],
        evaluate: Callable[[], Evaluation],
        known_at: Moment | None = None,
    ) -> None:
        self.case_id = case_id
        self.events = events
        self.owed = owed
        self._evaluate = evaluate
        self._known_at = known_at

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the engine worked out."""
        return self._evaluate()

    @property
    def rows(self) -> list[Row]:
        """The obligations as the engine yields them, in the same order as `owed`."""
        return self.evaluation.rows

    @property
    def result(self) -> Result:
        """The obligations as people read them, with words, traces and near misses on demand."""
        return Result(self.evaluation, self._known_at)
