"""`practice-rules evaluate` on event tables: from a CSV or Parquet file to an obligation table and a summary."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import click

from practice_rules.batch.crew import WorkerLost
from practice_rules.batch.extra_needed import ExtraNeeded
from practice_rules.batch.keep import Keep
from practice_rules.batch.obligation_columns import UnknownColumn
from practice_rules.batch.options import TableOptions
from practice_rules.batch.run import Report, UnknownOutput, evaluate_table
from practice_rules.batch.sorting import sorted_table
from practice_rules.batch.summary import RuleSummary
from practice_rules.cli.event_table_options import Shared
from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.packs_in_use import pack_in_use, rules_named
from practice_rules.cli.screen import Screen
from practice_rules.cli.table_progress import TableProgress
from practice_rules.cli.table_summary import summary_lines, summary_shape
from practice_rules.cli.telling import tell_problems
from practice_rules.engine.compile import CompiledPack
from practice_rules.language.rules import Check, Judgement
from practice_rules.problems import Refused
from practice_rules.readers.case_file import read_coverage_file

STOPPED = 130
"""What a shell is told of a command that Ctrl-C ended."""


def evaluate_as_asked(path: Path, shared: Shared, asked: dict[str, Any], screen: Screen) -> int:
    """Evaluate an event table as the options say; gives the exit code. Raises `click.UsageError`."""
    if shared.as_of is None:
        raise click.UsageError("An event table has no reference date: say the day with --as-of.")
    if shared.form not in ("table", "json"):
        raise click.UsageError("For an event table --format is that of the summary: table or json. See --out.")
    if asked["summary_only"] and asked["out"] is not None:
        raise click.UsageError("--summary-only writes no obligations, so it does not go with --out.")
    pack = pack_in_use(shared.pack, shared.calendar, shared.alternatives)
    run = TableRun(path, pack, shared, asked, _keep(shared, pack), _options(asked, pack))
    with ExitStack() as stack:
        if asked["sort"]:
            run = replace(run, path=stack.enter_context(sorted_table(path, asked["encoding"])))
        return run.go(screen)


def _keep(shared: Shared, pack: CompiledPack) -> Keep:
    rules = rules_named(shared.rules, [each.id for each in pack.rules]) if shared.rules else None
    return Keep(
        frozenset(shared.statuses) or None, rules, frozenset(shared.strengths) or None,
        shared.unanswered or "unknown" in shared.statuses,
    )  # fmt: skip


def _options(asked: dict[str, Any], pack: CompiledPack) -> TableOptions:
    coverage = None
    if asked["coverage"] is not None:
        try:
            coverage = read_coverage_file(asked["coverage"], pack.vocabulary)
        except Refused as refused:
            tell_problems(refused.problems)
            raise SystemExit(PROBLEMS) from refused
    return TableOptions(frozenset(asked["ignored"]), asked["encoding"], asked["midnight_is_day"], coverage)


@dataclass(frozen=True)
class TableRun:
    """One run over one event table."""

    path: Path
    pack: CompiledPack
    shared: Shared
    asked: dict[str, Any]
    keep: Keep
    options: TableOptions

    def go(self, screen: Screen) -> int:
        """Evaluate, write and sum up; gives the exit code."""
        progress = TableProgress()
        out, failures = self.asked["out"], self.asked["failures"]
        names = self.asked["columns"]
        try:
            with _terminable():
                report = evaluate_table(
                    self.path, self.pack, str(self.shared.as_of), out=out,
                    known_at=self.shared.known_at, columns=None if names is None else _split(names), keep=self.keep,
                    failures=failures, processes=self.asked["processes"] or os.cpu_count() or 1, options=self.options,
                    on_progress=progress.part,
                )  # fmt: skip
        except KeyboardInterrupt:
            progress.clear()
            click.echo("Stopped. Nothing was written." if out or failures else "Stopped.", err=True)
            return STOPPED
        except Refused as refused:
            progress.clear()
            tell_problems(refused.problems)
            return PROBLEMS
        except WorkerLost as lost:
            progress.clear()
            click.echo(f"Error: {lost}. Nothing was written.", err=True)
            return PROBLEMS
        except (ExtraNeeded, UnknownColumn, UnknownOutput) as wrong:
            raise click.UsageError(str(wrong)) from wrong
        progress.end(report.summary)
        return self._told(report, screen)

    def _is_listed(self, each: RuleSummary) -> bool:
        """Whether a rule has a line in the summary: it was asked for, and the record answers it at least once."""
        if self.keep.rules is not None and each.rule not in self.keep.rules:
            return False
        return self.keep.unanswered or each.unknown < each.triggered or each.rule not in self._for_people()

    def _for_people(self) -> frozenset[str]:
        """The rules that only a field of the record, or a person, can answer."""
        return frozenset(ready.id for ready in self.pack.rules if isinstance(ready.rule, Check | Judgement))

    def _told(self, report: Report, screen: Screen) -> int:
        if self.shared.form == "json":
            click.echo(json.dumps(summary_shape(report.summary), indent=2))
        else:
            for line in summary_lines(report.summary, self._is_listed, screen):
                click.echo(line)
        for problem in report.told:
            click.echo(f"{self.path}: {problem}", err=True)
        if report.failed:
            where = "" if self.asked["failures"] is None else f"; {self.asked['failures']} lists them"
            cases = "1 case was" if report.failed == 1 else f"{report.failed:,} cases were"
            click.echo(f"{cases} set aside{where}.", err=True)
            return PROBLEMS
        if report.summary.cases == 0:
            click.echo("Nothing was checked: there was no case to look at.", err=True)
            return NOTHING_CHECKED
        return FINE


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


@contextmanager
def _terminable() -> Iterator[None]:
    """Being told to end is answered as Ctrl-C is: workers are ended and nothing half written is left."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread, where signals are not ours to answer
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
