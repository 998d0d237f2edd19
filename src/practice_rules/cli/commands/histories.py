"""`practice-rules histories`: make up case histories, to try packs and programs on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import click

from practice_rules.case import Case
from practice_rules.cli.exit_codes import PROBLEMS
from practice_rules.made_up import SPARE, USUAL, Habits, Who, made_up_cases
from practice_rules.readers.case_writer import write_case
from practice_rules.readers.event_table_writer import write_event_table
from practice_rules.readers.many_cases_writer import write_cases_json, write_cases_yaml

_CALLED: dict[Who, str] = {"child": "children", "worker": "workers", "carer": "carers", "adopter": "adopters"}
_RECORDS = {"usual": USUAL, "spare": SPARE}
_TOLD_EVERY = 500
"""Histories between two words of progress."""


@click.command(name="histories")
@click.option("--number", type=click.IntRange(1), default=100, show_default=True, help="How many histories.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same histories.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day of the record.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A .yaml, .json or .csv file, or a folder.")
@click.option("--first", type=click.IntRange(0), default=0, help="The number of the first, to make a slice.")
@click.option("--records", type=click.Choice(list(_RECORDS)), default="usual", help="How fully records are kept.")
@click.option("--who", type=click.Choice(list(_CALLED)), default="child", help="Whose histories.")
@click.option("--habit", "habits", multiple=True, metavar="NAME=NUMBER", help="Another habit, as late=0.3. Repeatable.")
def command(
    number: int, seed: int, until: datetime, out: Path, first: int, records: str, who: Who, habits: tuple[str, ...]
) -> None:
    """Make up case histories, to try packs and programs on; never for findings.

    A .yaml or .json file becomes one case file, a .csv file an event table, and anything else a folder with a case
    file for each history. Nothing that is there already is overwritten.
    """
    if out.exists():
        click.echo(f"Error: {out} is there already; nothing was written.", err=True)
        raise SystemExit(PROBLEMS)
    try:
        chosen = _habits(_RECORDS[records], habits)
        cases = _told(made_up_cases(number, seed, until=_day(until), first=first, habits=chosen, who=who), number)
        written, events = _write(cases, out)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    called = who if written == 1 else _CALLED[who]
    click.echo(f"wrote {written:,} made-up {called}, {events:,} events: {out}")


def _day(until: datetime) -> date:
    return until.date()


def _habits(base: Habits, changes: tuple[str, ...]) -> Habits:
    """The habits with each change `NAME=NUMBER`; `ValueError` says what is wrong with one."""
    known = {knob.name for knob in fields(Habits)}
    changed: dict[str, float] = {}
    for change in changes:
        name, _, text = change.partition("=")
        if name not in known:
            raise ValueError(f"there is no habit '{name}'; there are {', '.join(sorted(known))}")
        try:
            changed[name] = float(text)
        except ValueError:
            raise ValueError(f"'{change}': after '=' a number is needed, as in {name}=0.2") from None
    return replace(base, **changed)


def _write(cases: Iterable[Case], out: Path) -> tuple[int, int]:
    kind = out.suffix.lower()
    if kind in (".yaml", ".yml", ".json", ".csv"):
        out.parent.mkdir(parents=True, exist_ok=True)
        writer = {".csv": write_event_table, ".json": write_cases_json}.get(kind, write_cases_yaml)
        begun = out.with_name(f"{out.name}.part")  # renamed when whole, so that no half file passes for all
        try:
            with begun.open("w", encoding="utf-8", newline="") as stream:
                written = writer(cases, stream)
            begun.rename(out)
        finally:
            begun.unlink(missing_ok=True)
        return written
    out.mkdir(parents=True)
    children = events = 0
    for case in cases:
        (out / f"{case.subject.id}.yaml").write_text(write_case(case), encoding="utf-8")
        children += 1
        events += len(case.events)
    return children, events


def _told(cases: Iterable[Case], number: int) -> Iterator[Case]:
    """The cases, with progress on the error stream where that is a terminal."""
    shown = number > _TOLD_EVERY and sys.stderr.isatty()
    for place, case in enumerate(cases):
        if shown and place % _TOLD_EVERY == 0:
            click.echo(f"\r\x1b[K{place:,} of {number:,} histories", err=True, nl=False)
        yield case
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)
