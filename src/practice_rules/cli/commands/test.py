"""`practice-rules test`: try the worked examples beside a pack."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import click

from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.options import FILES
from practice_rules.cli.packs_in_use import pack_in_use, rules_named
from practice_rules.cli.screen import Screen
from practice_rules.cli.telling import tell_problems
from practice_rules.engine.compile import CompiledPack
from practice_rules.examples.junit import as_junit
from practice_rules.examples.run import Tried, example_files, read_examples, try_examples
from practice_rules.packs import find_pack, load_pack
from practice_rules.standards_folder import standards_folder


@click.command(name="test")
@click.argument("pack")
@click.argument("paths", nargs=-1, type=FILES)
@click.option("--rule", "prefix", default="", help="Only examples of rules whose id starts so.")
@click.option("--verbose", "-v", is_flag=True, help="Name every example, not only those that do not hold.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write the outcome as JUnit XML too.")
@click.option("--coverage", "covered", is_flag=True, help="List the rules that no example shows met and breached.")
@click.option("--boundary", metavar="RULE", help="Write examples at the edges of a rule, for its author to confirm.")
@click.pass_obj
def command(
    screen: Screen,
    pack: str,
    paths: tuple[Path, ...],
    prefix: str,
    verbose: bool,
    junit: Path | None,
    covered: bool,
    boundary: str | None,
) -> None:
    """Try the worked examples of PACK: those in PATHS, or those that stand beside the pack.

    The exit code is 1 if any does not hold, and 3 if there were none.
    """
    in_use = pack_in_use(pack)
    if boundary is not None:
        _write_boundary(in_use, boundary)
        return
    outcomes: list[Tried] = []
    problems = 0
    for path in example_files(paths or _beside(pack, in_use.pack.pack)):
        read = read_examples(path, in_use)
        if read.problems:
            tell_problems(read.problems)
        problems += len(read.problems)
        read.examples = [each for each in read.examples if each[0].rule.startswith(prefix)]
        outcomes += try_examples(
            read, in_use, lambda ids, calendars: load_pack(find_pack(pack), alternatives=ids, calendars=calendars)
        )
    for outcome in outcomes:
        _tell(outcome, verbose, screen)
    if junit is not None:
        junit.write_text(as_junit(in_use.pack.pack, outcomes), encoding="utf-8")
    failed = sum(not outcome.holds for outcome in outcomes)
    if covered:
        _tell_coverage(in_use.rules, outcomes)
    statuses = Counter(status for outcome in outcomes for status in set(outcome.statuses))
    shown = ", ".join(f"{count} show {status}" for status, count in sorted(statuses.items()))
    gaps = sum(outcome.example.known_gap is not None for outcome in outcomes)
    known = f", {gaps} known gap{'s' if gaps > 1 else ''}" if gaps else ""
    click.echo(f"{len(outcomes)} examples, {failed} do not hold{known}; {shown or 'none shown'}.")
    if not outcomes and not problems:
        where = "in the files named" if paths else f"in {find_pack(pack).parent / 'examples' / in_use.pack.pack}"
        click.echo(f"Nothing was checked: there are no examples {where}.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    raise SystemExit(PROBLEMS if failed or problems else FINE)


def _write_boundary(pack: CompiledPack, rule: str) -> None:
    from practice_rules.examples.boundary import boundary_examples  # only asked for now and then
    from practice_rules.examples.making import CannotMake  # as above

    rules_named([rule], [each.id for each in pack.pack.rules])
    try:
        click.echo(boundary_examples(pack, rule), nl=False)
    except LookupError as unknown:
        raise click.UsageError(f"'{rule}' begins the ids of several rules; name one of them.") from unknown
    except CannotMake as wrong:
        click.echo(f"No examples at the edges of {rule}: {wrong}.", err=True)
        raise SystemExit(NOTHING_CHECKED) from wrong


def _beside(name: str, pack: str) -> list[Path]:
    """Where a pack's examples stand: `examples/<pack>` beside its file, or the shipped ones."""
    for folder in (find_pack(name).parent / "examples" / pack, standards_folder() / "examples" / pack):
        if folder.is_dir():
            return [folder]
    return []


def _tell(outcome: Tried, verbose: bool, screen: Screen) -> None:
    example = outcome.example
    if outcome.holds:
        if verbose:
            gap = f" (known gap: {example.known_gap})" if example.known_gap else ""
            click.echo(f"{screen.paint('holds', 'good')}  {example.rule}: {example.name}{gap}")
        return
    click.echo(f"{screen.paint('does not hold', 'error')}  {example.rule}: {example.name}")
    click.echo(f"    {outcome.place}")
    if not outcome.differences:
        click.echo("    it holds now: take the `known_gap` mark away")
    for difference in outcome.differences:
        click.echo(f"    {difference}")


def _tell_coverage(rules: object, outcomes: list[Tried]) -> None:
    from practice_rules.engine.rule import CompiledRule  # kept beside its one use, off the path of --help

    shown: dict[str, set[str]] = defaultdict(set)
    for outcome in outcomes:
        shown[outcome.example.rule] |= set(outcome.statuses)
    assert isinstance(rules, tuple)
    for ready in rules:
        assert isinstance(ready, CompiledRule)
        form = getattr(ready.rule, "form", "")
        lacking = sorted({"met", "breached"} - shown[ready.id])
        if lacking and form != "judgement":
            click.echo(f"{ready.id} ({form}): no example shows it {' or '.join(lacking)}")
