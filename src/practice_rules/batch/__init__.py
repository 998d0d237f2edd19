"""Whole caseloads: many cases in, their obligations out as a table, in bounded memory.

`evaluate_many` takes cases, `evaluate_batches` batches of Arrow, `evaluate_table` files. docs/batch.md explains the
two tables. Follow it inwards from `row_reader` (cells to integers) through `many` (cases to outcomes) and
`flatten` (outcomes to rows); `run` and `crew` stand around it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from practice_rules.batch.arrow_schema import event_schema, obligation_schema
    from practice_rules.batch.arrow_table import evaluate_batches
    from practice_rules.batch.event_writer import event_batches, write_event_csv
    from practice_rules.batch.keep import Keep
    from practice_rules.batch.many import evaluate_many
    from practice_rules.batch.options import TableOptions
    from practice_rules.batch.outcome import CaseOutcome
    from practice_rules.batch.problems import CaseFailed, CaseFailure, TableProblem
    from practice_rules.batch.run import Report, evaluate_table
    from practice_rules.batch.summary import RuleSummary, Summary

_HOMES = {
    "CaseFailed": "problems",
    "CaseFailure": "problems",
    "CaseOutcome": "outcome",
    "Keep": "keep",
    "Report": "run",
    "RuleSummary": "summary",
    "Summary": "summary",
    "TableOptions": "options",
    "TableProblem": "problems",
    "evaluate_batches": "arrow_table",
    "evaluate_many": "many",
    "evaluate_table": "run",
    "event_batches": "event_writer",
    "event_schema": "arrow_schema",
    "obligation_schema": "arrow_schema",
    "write_event_csv": "event_writer",
}

__all__ = [
    "CaseFailed",
    "CaseFailure",
    "CaseOutcome",
    "Keep",
    "Report",
    "RuleSummary",
    "Summary",
    "TableOptions",
    "TableProblem",
    "evaluate_batches",
    "evaluate_many",
    "evaluate_table",
    "event_batches",
    "event_schema",
    "obligation_schema",
    "write_event_csv",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: what needs pyarrow is only imported by those who use it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"practice_rules.batch has nothing called {name!r}")
    return getattr(import_module(f"practice_rules.batch.{home}"), name)
