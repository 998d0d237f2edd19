"""`practice-rules schema`: the JSON Schema of a kind of file, for editors and other programs."""

from __future__ import annotations

from pathlib import Path

import click

from practice_rules.cli.options import FILE

KINDS = ("pack", "overlay", "settings", "case", "calendar", "examples", "vocabulary", "result")


@click.command(name="schema")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option("--pack", type=FILE, help="Make it anew, with the words that this pack adds to the vocabulary.")
def command(kind: str, out: Path | None, pack: Path | None) -> None:
    """Write the JSON Schema (draft 2020-12) of packs, overlays, cases, calendars, examples, vocabularies or results.

    An editor with a YAML language server uses it to complete, explain and mark: name it in the first line of the file,
    as in "# yaml-language-server: $schema=pack.json".
    """
    from practice_rules.schemas.written import schema_text, shipped, shipped_words, words_with  # only run, not for help

    text = shipped(kind) if pack is None else schema_text(kind, words_with(pack, shipped_words()))
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
