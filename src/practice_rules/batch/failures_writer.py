"""The list of cases that were set aside, in CSV: a line for each problem, and never what stood in the place of it."""

from __future__ import annotations

from practice_rules.batch.csv_text import csv_text
from practice_rules.batch.csv_writer import safe
from practice_rules.batch.problems import CaseFailure

COLUMNS = ("case_id", "line", "column", "code", "message", "expected", "fix", "more")
"""`more` counts the case's problems that are not listed."""


def failures_header() -> str:
    """The line of names."""
    return ",".join(COLUMNS) + "\n"


def failure_lines(failure: CaseFailure) -> str:
    """A case that was set aside, in as many lines as it has problems."""
    case_id = safe(failure.case_id.encode("utf-8", "backslashreplace").decode())
    return csv_text(
        [
            (case_id, each.line, each.column, each.code, each.message, each.expected, each.fix, failure.more)
            for each in failure.problems
        ]
    )
