"""`practice-rules packs`: the packs that are shipped."""

from __future__ import annotations

import click

from practice_rules.cli.exit_codes import NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Cell, Column, cell, table
from practice_rules.cli.telling import tell_problems
from practice_rules.packs import find_pack, pack_names, read_pack
from practice_rules.problems import has_errors

COLUMNS = (
    Column("Pack", 8),
    Column("Council", 10, gives_way=2),
    Column("Title", 14),
    Column("Edition", 8, gives_way=1),
    Column("Rules", 5),
    Column("Statements", 10),
)


@click.command(name="packs")
@click.pass_obj
def command(screen: Screen) -> None:
    """List the packs that are shipped."""
    rows: list[list[Cell]] = []
    wrong = False
    for name in pack_names():
        pack, problems = read_pack(find_pack(name))
        if pack is None or has_errors(problems):
            tell_problems(problems)
            wrong = True
        if pack is not None:
            statements = "" if pack.catalogue is None else str(pack.catalogue.last)
            texts = [name, pack.council, pack.title, pack.edition.name, str(len(pack.rules)), statements]
            rows.append([cell(text) for text in texts])
    if rows:
        click.echo(table(COLUMNS, rows, screen))
    elif not wrong:
        click.echo("No packs are shipped with this installation.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    if wrong:
        raise SystemExit(PROBLEMS)
