"""`practice-rules explain`: the working behind one rule's verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.inputs import NO_DATE, moment_option, read_files
from practice_rules.cli.options import (
    FILE,
    alternative_option,
    as_of_option,
    calendar_option,
    known_at_option,
    pack_option,
)
from practice_rules.cli.packs_in_use import pack_in_use, rules_named
from practice_rules.cli.screen import Screen
from practice_rules.cli.telling import tell_problems
from practice_rules.explain import explain_rule, render
from practice_rules.problems import has_errors
from practice_rules.result.result import evaluate


@click.command(name="explain")
@click.argument("file", type=FILE)
@pack_option
@click.option("--rule", "rules", multiple=True, required=True, help="The rule's id or its beginning. May be repeated.")
@as_of_option
@known_at_option
@calendar_option
@alternative_option
@click.option("--case", "subject", metavar="ID", help="Only the case of this subject, where the file has several.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(
    screen: Screen,
    file: Path,
    pack: str,
    rules: tuple[str, ...],
    as_of: str | None,
    known_at: str | None,
    calendar: Path | None,
    alternatives: tuple[str, ...],
    subject: str | None,
    form: str,
) -> None:
    """Show the working behind a rule's verdicts in the cases of FILE.

    Which days were counted and which skipped and why; which events were looked at and why each did or did not count.
    """
    moment_option(as_of, "as_of")
    moment_option(known_at, "known_at")
    compiled = pack_in_use(pack, calendar, alternatives)
    ids = rules_named(rules, [each.id for each in compiled.rules])
    read = next(iter(read_files([file], compiled.vocabulary)))
    if read.problems:
        tell_problems(read.problems)
    cases = [case for case in read.cases if subject is None or case.subject.id == subject]
    moment = as_of or read.as_of
    if cases and moment is None:
        raise click.UsageError(NO_DATE.format(file.name))
    shapes = []
    for case in cases:
        result = evaluate(case, compiled, as_of=str(moment), known_at=known_at)
        for each in (rule.id for rule in compiled.rules if rule.id in ids):
            explanation = explain_rule(result, each)
            shapes.append({"subject": case.subject.id, **explanation.to_dict()})
            if form == "text":
                if len(cases) > 1:
                    click.echo(screen.paint(f"{case.subject.kind.capitalize()} {case.subject.id}", "heading"))
                click.echo(render(explanation, screen.width, screen.paint))
    if form == "json":
        click.echo(json.dumps(shapes, ensure_ascii=False, indent=2))
    if not cases:
        click.echo("Nothing was explained: the file has no such case.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    raise SystemExit(PROBLEMS if has_errors(read.problems) else FINE)
