"""`practice-rules new`: a first draft of a pack, an overlay or a calendar, that checks as it stands."""

from __future__ import annotations

from pathlib import Path

import click

from practice_rules.cli.exit_codes import PROBLEMS
from practice_rules.cli.packs_in_use import pack_as_written
from practice_rules.scaffold.drafts import DRAFTS, draft_overlay
from practice_rules.schemas.written import shipped


@click.command(name="new")
@click.argument("kind", type=click.Choice(list(DRAFTS)))
@click.argument("name")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Where to write it."
)  # fmt: skip
@click.option("--over", default="york", show_default=True, help="The pack an overlay lies over.")
def command(kind: str, name: str, folder: Path, over: str) -> None:
    """Start a pack, an overlay or a calendar called NAME: small letters, figures and underscores.

    The draft is written with comments that explain it, and its JSON Schema beside it for the editor. Nothing that is
    there already is overwritten.
    """
    schema = f"{kind}.schema.json"
    try:
        files = (
            draft_overlay(name, schema, over, _first_rule(over)) if kind == "overlay" else DRAFTS[kind](name, schema)
        )
    except ValueError as wrong:
        raise click.UsageError(f"'{name}': {wrong}") from wrong
    taken = [file for file in files if (folder / file).exists()]
    if taken:
        click.echo(f"Error: {folder / taken[0]} is there already; nothing was written.", err=True)
        raise SystemExit(PROBLEMS)
    for file, text in {**files, schema: shipped(kind)}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(f"wrote {path}")
    click.echo(f"Now open {folder / f'{name}.yaml'}, and try: practice-rules check {folder / f'{name}.yaml'}")


def _first_rule(pack: str) -> str:
    """A rule of a pack that an overlay may soften, as an example of a change."""
    return next(rule.id for rule in pack_as_written(pack).rules if rule.strength == "must")
