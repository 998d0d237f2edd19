"""The options of `practice-rules evaluate` that are for event tables, and whether the files are one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from practice_rules.cli.options import FILE
from practice_rules.cli.screen import Screen

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
                 help="Event tables: write the obligations here, as CSV or Parquet by the name."),
    click.option("--summary-only", is_flag=True, help="Event tables: write no obligations, only sum up."),
    click.option("--columns", metavar="NAMES", help="Event tables: write these columns, with commas between them."),
    click.option("--failures", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
                 help="Event tables: list the cases that were set aside here, as CSV."),
    click.option("--processes", type=click.IntRange(1), metavar="N", help="Event tables: workers (one a core)."),
    click.option("--sort", is_flag=True, help="Event tables: bring the rows of each case together first."),
    click.option("--ignore-column", "ignored", multiple=True, metavar="NAME",
                 help="Event tables: leave this column alone. May be repeated."),
    click.option("--encoding", type=click.Choice(["utf-8", "cp1252", "latin-1"]), default="utf-8",
                 help="Event tables: how a CSV file is encoded."),
    click.option("--midnight-is-day", is_flag=True,
                 help="Event tables: a time of exactly midnight says that only the day is known."),
    click.option("--coverage", type=FILE, metavar="FILE", help="Event tables: what the source holds, in YAML."),
)  # fmt: skip


class Shared(NamedTuple):
    """What is asked of case files and event tables alike."""

    pack: str
    as_of: str | None
    known_at: str | None
    calendar: Path | None
    alternatives: tuple[str, ...]
    statuses: tuple[str, ...]
    rules: tuple[str, ...]
    strengths: tuple[str, ...]
    unanswered: bool
    form: str


def event_table_options(command: Command) -> Command:
    """The options, in the order in which help shows them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def the_table(files: tuple[Path, ...], asked: dict[str, Any]) -> Path | None:
    """The event table among the files, if they are one; `None` when they are case files and the like.

    Raises `click.UsageError` for a table together with anything else (a case must not stand in two files), and for
    other files with options that only tables have.
    """
    from practice_rules.batch.table_kind import table_kind  # as light as a look at the first bytes

    tables = [path for path in files if path.is_file() and table_kind(path) is not None]
    if tables and len(files) > 1:
        raise click.UsageError("An event table is evaluated on its own: give one file.")
    given = [name for name, value in asked.items() if value and value != "utf-8"]
    if not tables and given:
        name = "ignore-column" if given[0] == "ignored" else given[0].replace("_", "-")
        raise click.UsageError(f"--{name} is for event tables in CSV or Parquet.")
    return tables[0] if tables else None


def evaluate_event_table(path: Path, shared: Shared, asked: dict[str, Any], screen: Screen) -> int:
    """Evaluate an event table as the options say; gives the exit code."""
    from practice_rules.cli.event_tables import evaluate_as_asked  # only event tables need it

    return evaluate_as_asked(path, shared, asked, screen)
