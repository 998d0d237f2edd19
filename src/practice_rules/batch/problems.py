"""What is wrong with a case of a table, said without anything the case holds.

A case's own number stands in `CaseFailure.case_id`, so that the case can be found; nothing else of it is kept, and
messages name only places, columns and words of the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_PROBLEMS = 20
"""How many problems of one case are kept; the rest are counted."""


@dataclass(frozen=True, slots=True)
class TableProblem:
    """One thing that is wrong: a stable code, words, and where it stands.

    `line` is the line of a CSV file, or the row of an Arrow table, both counted from 1 (a CSV file's header is line 1);
    `None` when the case was not read from a table. `column` is the column's name where one column is meant.
    """

    code: str
    message: str
    line: int | None = None
    column: str | None = None
    expected: str | None = None
    fix: str | None = None

    def __str__(self) -> str:
        where = "" if self.line is None else f"line {self.line}, "
        which = "" if self.column is None else f"column '{self.column}', "
        more = f"; expected {self.expected}" if self.expected else ""
        return f"{where}{which}{self.message}{more} [{self.code}]"


@dataclass(frozen=True, slots=True)
class CaseFailure:
    """A case that was set aside: its id, and why. `more` counts the problems beyond those that are kept."""

    case_id: str
    problems: tuple[TableProblem, ...]
    more: int = 0

    @property
    def problem(self) -> TableProblem:
        """The first problem."""
        return self.problems[0]


class CaseFailed(ValueError):
    """Raised in place of setting a case aside, where `on_failure` asks for it. Names the place, never the case."""

    def __init__(self, failure: CaseFailure) -> None:
        super().__init__(str(failure.problem))
        self.failure = failure
