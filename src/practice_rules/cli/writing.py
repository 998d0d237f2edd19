"""Results as JSON, JSON lines and CSV, written as they come so that a whole caseload needs no more memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Protocol

import click

from practice_rules.cli.listing import Summary, case_heading, obligations_table
from practice_rules.cli.screen import Screen
from practice_rules.result.obligation import Obligation
from practice_rules.result.result import Result
from practice_rules.result.shape import COLUMNS, json_text

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""


class Writer(Protocol):
    """Writes the results of a run, one case after another."""

    def case(self, result: Result, obligations: Sequence[Obligation]) -> None:
        """Write one case."""

    def end(self, summary: Summary) -> None:
        """Write what comes at the end."""


class TableWriter:
    """A table for each case, and the summary."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def case(self, result: Result, obligations: Sequence[Obligation]) -> None:
        """The case's heading and table; a case with nothing to list is only counted."""
        if obligations:
            click.echo(case_heading(result, len(obligations), self._screen))
            click.echo(obligations_table(obligations, self._screen))
            click.echo()

    def end(self, summary: Summary) -> None:
        """The summary."""
        for line in summary.lines(self._screen):
            click.echo(line)


class JsonWriter:
    """One result as it is; several in a list, under `practice_rules.results/1`."""

    def __init__(self) -> None:
        self._held: str | None = None
        self._several = False

    def case(self, result: Result, obligations: Sequence[Obligation]) -> None:
        """Hold the first until it is known whether there are more; write the others as they come."""
        text = result.to_json(obligations, indent=2)
        if self._held is None and not self._several:
            self._held = text
            return
        if self._held is not None:
            click.echo('{"schema": "practice_rules.results/1", "results": [\n' + self._held, nl=False)
            self._held, self._several = None, True
        click.echo(",\n" + text, nl=False)

    def end(self, summary: Summary) -> None:
        """Close what was opened; without a single case, an empty list."""
        if self._held is not None:
            click.echo(self._held)
        elif self._several:
            click.echo("\n]}")
        elif summary.cases == 0:
            click.echo('{"schema": "practice_rules.results/1", "results": []}')


class LinesWriter:
    """One result to a line."""

    def case(self, result: Result, obligations: Sequence[Obligation]) -> None:
        """The result, unindented."""
        click.echo(json_text(result.to_dict(obligations)))

    def end(self, summary: Summary) -> None:
        """Nothing: a line belongs to a case."""


class CsvWriter:
    """One obligation to a line, under the columns of `practice_rules.result.COLUMNS`."""

    def __init__(self) -> None:
        click.echo(_csv_line(COLUMNS), nl=False)

    def case(self, result: Result, obligations: Sequence[Obligation]) -> None:
        """The case's obligations."""
        for row in result.rows(obligations):
            click.echo(_csv_line(list(row.values())), nl=False)

    def end(self, summary: Summary) -> None:
        """Nothing: a line belongs to an obligation."""


def _csv_line(values: Sequence[Any]) -> str:
    """One line of CSV (RFC 4180, but with a plain line feed). A text that would be a formula gets an apostrophe."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([_safe(value) for value in values])
    return line.getvalue()


def _safe(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def writer_for(form: str, screen: Screen) -> Writer:
    """The writer of a format: table, json, jsonl or csv."""
    if form == "json":
        return JsonWriter()
    if form == "jsonl":
        return LinesWriter()
    return CsvWriter() if form == "csv" else TableWriter(screen)
