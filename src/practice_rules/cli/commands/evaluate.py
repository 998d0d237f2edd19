"""`practice-rules evaluate`: what is due, met and breached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from practice_rules.case import Case
from practice_rules.cli.event_table_options import Shared, evaluate_event_table, event_table_options, the_table
from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.inputs import NO_DATE, Read, files_in, moment_option, read_files
from practice_rules.cli.listing import Summary
from practice_rules.cli.options import (
    FILES,
    alternative_option,
    as_of_option,
    calendar_option,
    known_at_option,
    pack_option,
)
from practice_rules.cli.packs_in_use import pack_in_use, rules_named
from practice_rules.cli.screen import Screen
from practice_rules.cli.telling import Progress, tell_problems
from practice_rules.cli.writing import Writer, writer_for
from practice_rules.dates.days import OutsideCalendar
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.rows import STATUSES
from practice_rules.problems import Place, Problem, Severity, has_errors
from practice_rules.result.obligation import Obligation
from practice_rules.result.result import Result, evaluate

Choose = Callable[[Result], Sequence[Obligation]]


@click.command(name="evaluate")
@click.argument("files", nargs=-1, required=True, type=FILES)
@pack_option
@as_of_option
@known_at_option
@calendar_option
@alternative_option
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only these. May be repeated.")
@click.option("--rule", "rules", multiple=True, help="Only these rules, by id or its beginning. May be repeated.")
@click.option("--strength", "strengths", multiple=True, type=click.Choice(["must", "should", "may"]),
              help="Only rules of this strength. May be repeated.")  # fmt: skip
@click.option("--all", "unanswered", is_flag=True, help="Also list checks and judgements the record cannot answer.")
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), default="table")
@event_table_options
@click.pass_obj
def command(
    screen: Screen,
    /,
    files: tuple[Path, ...],
    pack: str,
    as_of: str | None,
    known_at: str | None,
    calendar: Path | None,
    alternatives: tuple[str, ...],
    statuses: tuple[str, ...],
    rules: tuple[str, ...],
    strengths: tuple[str, ...],
    unanswered: bool,
    form: str,
    **of_tables: Any,
) -> None:
    """Say what is due, met and breached in each case of FILES.

    FILES are case files in YAML or JSON, the children in need census in XML, or folders of them; or one event table
    in CSV or Parquet. Breaches are findings: the exit code is 1 only when a file has problems or a case was set
    aside, and 3 when there was no case to look at.
    """
    moment_option(as_of, "as_of")
    moment_option(known_at, "known_at")
    event_table = the_table(files, of_tables)
    if event_table is not None:
        shared = Shared(pack, as_of, known_at, calendar, alternatives, statuses, rules, strengths, unanswered, form)
        raise SystemExit(evaluate_event_table(event_table, shared, of_tables, screen))
    compiled = pack_in_use(pack, calendar, alternatives)
    chosen = rules_named(rules, [each.id for each in compiled.rules]) if rules else None

    def choose(result: Result) -> list[Obligation]:
        return [
            each
            for each in result.listed(unanswered or "unknown" in statuses)
            if (not statuses or each.status in statuses)
            and (chosen is None or each.rule_id in chosen)
            and (not strengths or each.strength in strengths)
        ]

    run = _Run(compiled, as_of, known_at, choose, writer_for(form, screen))
    raise SystemExit(run.over(files_in(files)))


class _Run:
    """One run over files: each case evaluated and written as it is read."""

    def __init__(
        self, pack: CompiledPack, as_of: str | None, known_at: str | None, choose: Choose, writer: Writer
    ) -> None:
        self.pack = pack
        self.as_of = as_of
        self.known_at = known_at
        self.choose = choose
        self.writer = writer
        self.summary = Summary()
        self.wrong = False

    def over(self, files: list[Path]) -> int:
        """Every file in turn; gives the exit code."""
        progress = Progress(len(files))
        for read in read_files(files, self.pack.vocabulary):
            progress.file(read.path)
            self._file(read)
        progress.end()
        self.writer.end(self.summary)
        if self.summary.cases == 0:
            click.echo("Nothing was checked: there was no case to look at.", err=True)
            return NOTHING_CHECKED
        return PROBLEMS if self.wrong else FINE

    def _file(self, read: Read) -> None:
        if read.problems:
            tell_problems(read.problems)
            self.wrong = self.wrong or has_errors(read.problems)
        as_of = self.as_of or read.as_of
        for case in read.cases:
            if as_of is None:
                raise click.UsageError(NO_DATE.format(read.path.name))
            self._case(case, read, str(as_of))

    def _case(self, case: Case, read: Read, as_of: str) -> None:
        try:
            result = evaluate(case, self.pack, as_of=as_of, known_at=self.known_at)
            obligations = self.choose(result)
            self.writer.case(result, obligations)
        except OutsideCalendar:
            self.wrong = True
            tell_problems([_beyond(case, read.path)])
            return
        self.summary.add(result, len(obligations))


def _beyond(case: Case, path: Path) -> Problem:
    """A case set aside because a date of it, or one that follows, is beyond what calendars know."""
    first = next((event.provenance for event in case.events if event.provenance is not None), None)
    place = Place(str(path), (first.line if first is not None else None) or 1, 1)
    return Problem(
        place, "outside-calendar", Severity.ERROR, "a date here, or one counted from it, is beyond 1970 to 2100",
        "dates from 1970 to 2100", "correct the date; the case has been set aside",
    )  # fmt: skip
