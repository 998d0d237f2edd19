"""`practice-rules show`: a pack as a practitioner's table, or one rule in full."""

from __future__ import annotations

from textwrap import wrap

import click

from practice_rules.cli.exit_codes import NOTHING_CHECKED
from practice_rules.cli.packs_in_use import pack_as_written, rules_named
from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Cell, Column, Line, cell, table
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import RuleBase
from practice_rules.result.requirement import by_when, what_is_owed
from practice_rules.result.wording import capital, in_words, listed

COLUMNS = (
    Column("What is owed", 22),
    Column("By when", 18),
    Column("Who", 9, gives_way=2),
    Column("Source", 12, gives_way=1),
)


@click.command(name="show")
@click.argument("pack")
@click.argument("rule", required=False)
@click.option("--form", "form", help="Only rules of this form: deadline, lead, series, quota, check, gate, limit, …")
@click.option("--strength", type=click.Choice(["must", "should", "may"]), help="Only rules of this strength.")
@click.pass_obj
def command(screen: Screen, pack: str, rule: str | None, form: str | None, strength: str | None) -> None:
    """Show PACK as a table: what is owed, by when, by whom, and where it says so.

    With RULE, an id or the beginning of one: that rule in full, or a table of those that begin so.
    """
    written = pack_as_written(pack)
    chosen = None if rule is None else rules_named([rule], [each.id for each in written.rules])
    rules: list[RuleBase] = [
        each
        for each in written.rules
        if (chosen is None or each.id in chosen)
        and (form is None or each.form == form)
        and (strength is None or each.strength == strength)
    ]
    if rule is not None and any(each.id == rule for each in rules):
        rules = [each for each in rules if each.id == rule]
    if not rules:
        click.echo("No rule of the pack is like that.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    if rule is not None and len(rules) == 1:
        click.echo(in_full(rules[0], written, screen))
        return
    click.echo(f"{screen.paint(written.title, 'heading')}, {written.council}, edition {written.edition.name}\n")
    click.echo(table(COLUMNS, [_row(each, len(written.sources) > 1) for each in rules], screen, spaced=True))
    click.echo(f"\n{len(rules)} of {len(written.rules)} rules; practice-rules show {pack} RULE shows one in full.")


def _where_from(rule: RuleBase, several: bool) -> str:
    """The section, with the document's name when the pack rests on more than one."""
    return f"{in_words(rule.source.document)}, {rule.source.section}" if several else rule.source.section


def _row(rule: RuleBase, several: bool) -> list[Cell]:
    strength = [] if rule.strength == "must" else [Line(rule.strength, "faint")]
    who = "" if rule.responsible is None else in_words(rule.responsible.role)
    inferred = rule.responsible is not None and rule.responsible.inferred
    return [
        (Line(rule.title), Line(rule.id, "faint"), *strength),
        cell(by_when(rule)),
        (Line(who), *([Line("(our reading)", "faint")] if inferred else [])),
        (Line(_where_from(rule, several)), Line(", ".join(rule.standard), "faint")),
    ]


def in_full(rule: RuleBase, pack: PackFile, screen: Screen) -> str:
    """Everything about one rule, for a person to read."""
    lines = [
        *(screen.paint(line, "heading") for line in wrap(rule.title, max(40, screen.width))),
        screen.paint(rule.id, "faint"),
    ]
    for label, words in _facts(rule, pack):
        lines += wrap(
            words, max(40, screen.width), initial_indent=f"{label + ':':<15}", subsequent_indent=" " * 15
        )  # fmt: skip
    return "\n".join(lines)


def _facts(rule: RuleBase, pack: PackFile) -> list[tuple[str, str]]:
    source = pack.sources.get(rule.source.document)
    subjects = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    facts = [
        ("Form", str(getattr(rule, "form", ""))),
        ("Strength", rule.strength),
        ("About", listed(map(in_words, subjects), "or")),
        ("Asks for", capital(what_is_owed(rule))),
        ("When", capital(by_when(rule))),
    ]
    if rule.responsible is not None:
        inferred = " (our reading: the document does not say)" if rule.responsible.inferred else ""
        facts.append(("Owed by", capital(in_words(rule.responsible.role)) + inferred))
    from practice_rules.result.particulars import particulars  # only a rule in full says them

    facts += particulars(rule, pack)
    if rule.alternative_to is not None:
        facts.append(("Other reading", f"of {rule.alternative_to}; used only where a deployment chooses it"))
    title = rule.source.document if source is None else source.title
    facts.append(("Source", f"{title}, {rule.source.section}"))
    facts.append(("Statements", ", ".join(rule.standard)))
    facts.append(("Calendar", rule.calendar or pack.calendar))
    choices = {**pack.conventions, **(rule.conventions or {})}
    if choices:
        facts.append(("Conventions", "; ".join(f"{in_words(name)}: {value}" for name, value in choices.items())))
    if rule.reading is not None:
        facts.append(("Reading", rule.reading))
    return facts
