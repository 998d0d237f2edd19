"""`practice-rules compare`: topics by council, and whether an overlay is at least as strict as its pack."""

from __future__ import annotations

from pathlib import Path

import click

from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.packs_in_use import pack_as_written
from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Column, Line, cell, table
from practice_rules.cli.telling import tell_problems
from practice_rules.compare.matrix import Topic, as_csv, as_json, as_markdown, compare_packs
from practice_rules.compare.overlay import Overlaid
from practice_rules.language.pack import PackFile
from practice_rules.packs import is_overlay, load_overlay, standard_calendars
from practice_rules.problems import Refused
from practice_rules.vocabulary.load import load_vocabulary

COLUMNS = (Column("Topic", 24), Column("Council", 9), Column("Figure", 16), Column("Who", 10, 3),
           Column("Source", 12, 4),
           Column("Stricter", 10), Column("Why", 16, 2))  # fmt: skip


@click.command(name="compare")
@click.argument("packs", nargs=-1, required=True)
@click.option("--area", help="Only topics of this area, such as child_protection.")
@click.option("--shared", is_flag=True, help="Only topics that more than one council has.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "markdown"]), default="table")
@click.pass_obj
def command(screen: Screen, packs: tuple[str, ...], area: str | None, shared: bool, form: str) -> None:
    """Compare PACKS (names, paths, or overlays) topic by topic.

    For an overlay, what it asks for less of than the pack beneath it comes first; the exit code is then 1. It is 3
    when there was no topic to compare.
    """
    written: list[PackFile] = []
    weaker = False
    for name in packs:
        path = Path(name)
        if path.is_file() and is_overlay(path):
            overlaid = _overlaid(path)
            weaker |= not overlaid.at_least_as_strict
            click.echo(_weakenings(overlaid, screen), err=form != "table")
            written += [overlaid.pack] if len(packs) > 1 else [overlaid.base, overlaid.pack]
        else:
            written.append(pack_as_written(name))
    topics = compare_packs(written, load_vocabulary(), standard_calendars(), area)
    if shared:
        topics = [topic for topic in topics if len(topic.entries) > 1]
    if not topics:
        click.echo("Nothing was compared: no topic is left.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    names = [pack.pack for pack in written]
    texts = {"csv": as_csv, "json": as_json}
    if form == "markdown":
        click.echo(as_markdown(topics, names), nl=False)
    elif form in texts:
        click.echo(texts[form](topics).rstrip("\n"))
    else:
        click.echo(_table(topics, screen))
    raise SystemExit(PROBLEMS if weaker else FINE)


def _overlaid(path: Path) -> Overlaid:
    try:
        return load_overlay(path)
    except Refused as refused:
        tell_problems(refused.problems)
        raise SystemExit(PROBLEMS) from refused


def _weakenings(overlaid: Overlaid, screen: Screen) -> str:
    name, base = overlaid.overlay.overlay, overlaid.base.pack
    if overlaid.at_least_as_strict:
        return screen.paint(f"{name} is at least as strict as {base}.", "good")
    lines = [screen.paint(f"{name} is not at least as strict as {base}:", "error")]
    for weakening in overlaid.weakenings:
        verdict = weakening.verdict
        lines.append(f"  {weakening.rule_id}: {verdict.relation} ({verdict.why}). Reason given: {weakening.reason}")
    return "\n".join(lines)


def _table(topics: list[Topic], screen: Screen) -> str:
    rows = []
    for topic in topics:
        for place, entry in enumerate(topic.entries):
            why = [v.why for left, right, v in topic.verdicts if entry.pack in (left, right) and v.why]
            role = entry.rule.responsible.role.replace("_", " ") if entry.rule.responsible is not None else ""
            first = place == 0
            rows.append(
                [
                    (Line(topic.meaning), Line(topic.id, "faint")) if first else cell(""),
                    cell(entry.pack),
                    cell(entry.figure),
                    cell(role),
                    cell(f"{entry.rule.source.section} ({', '.join(entry.rule.standard[:3])})"),
                    cell(topic.stricter() if first else ""),
                    cell("; ".join(dict.fromkeys(why))),
                ]
            )
    return table(COLUMNS, rows, screen)
