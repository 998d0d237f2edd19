"""`practice-rules coverage`: where each numbered statement of the document is in a pack."""

from __future__ import annotations

import json
from collections import Counter

import click

from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.packs_in_use import pack_as_written
from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Cell, Column, Line, cell, table
from practice_rules.language.soundness import statements_used

COLUMNS = (Column("Statement", 9), Column("Where it is in the pack", 24))


@click.command(name="coverage")
@click.argument("pack")
@click.option("--all", "every", is_flag=True, help="List every statement, not only those unaccounted for.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.pass_obj
def command(screen: Screen, pack: str, every: bool, form: str) -> None:
    """Say where each numbered statement is in PACK: on a rule, on a definition, or listed as obliging nothing.

    The exit code is 1 if any statement is unaccounted for, and 3 if the pack has no numbered statements.
    """
    written = pack_as_written(pack)
    if written.catalogue is None:
        click.echo("Nothing was checked: the pack names no catalogue of numbered statements.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    used = statements_used(written)
    numbers = written.catalogue.statements()
    lost = [number for number in numbers if number not in used]
    if form == "json":
        places = {number: used.get(number, []) for number in numbers}
        click.echo(json.dumps({"pack": written.pack, "statements": places, "unaccounted": lost}, indent=2))
        raise SystemExit(PROBLEMS if lost else FINE)
    shown = numbers if every else lost
    if shown:
        click.echo(table(COLUMNS, [_row(number, used.get(number, [])) for number in shown], screen) + "\n")
    click.echo(_summary(numbers, used))
    if lost:
        click.echo(screen.paint(f"{len(lost)} unaccounted for.", "error"))
        raise SystemExit(PROBLEMS)
    click.echo(screen.paint("Every statement is accounted for.", "good"))


def _row(number: str, places: list[str]) -> list[Cell]:
    return [cell(number), tuple(Line(place) for place in places) or cell("nowhere", "error")]


def _kind(place: str) -> str:
    return "listed as obliging nothing" if place == "context" else "on definitions" if " " in place else "on rules"


def _summary(numbers: list[str], used: dict[str, list[str]]) -> str:
    kinds = Counter(kind for number in numbers for kind in {_kind(place) for place in used.get(number, [])})
    words = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1]))
    return f"{len(numbers)} statements: {words or 'none of them used'} (one may be in several places)."
