"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FILES = click.Path(exists=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

pack_option = click.option("--pack", "pack", required=True, metavar="NAME_OR_PATH", help="A shipped pack, or a path.")
as_of_option = click.option(
    "--as-of", "as_of", metavar="DATE",
    help="The day (its end) or moment of the answer; a census has its own reference date.",
)  # fmt: skip
known_at_option = click.option(
    "--known-at", "known_at", metavar="DATE", help="Use only what had been recorded by then."
)
calendar_option = click.option(
    "--calendar", "calendar", type=FILE, metavar="FILE", help="A council's own calendar, in place of the pack's."
)
alternative_option = click.option(
    "--alternative", "alternatives", multiple=True, metavar="RULE",
    help="Use this rule in place of the one it is the other reading of. May be repeated.",
)  # fmt: skip
