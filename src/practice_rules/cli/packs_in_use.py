"""Loading the pack, and the calendar, that a command names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from practice_rules.cli.exit_codes import PROBLEMS, USAGE
from practice_rules.cli.telling import tell_problems
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.calendar_file import read_calendar_file
from practice_rules.engine.compile import CompiledPack
from practice_rules.language.pack import PackFile
from practice_rules.packs import find_pack, is_overlay, load_overlay, load_pack, read_pack
from practice_rules.problems import Refused, has_errors, nearest


def pack_in_use(name: str, calendar: Path | None = None, alternatives: Iterable[str] = ()) -> CompiledPack:
    """The pack of a name or path, on the deployer's own calendar where one is given.

    Ends the command with what is wrong when there is no such pack, or it does not check.
    """
    path = _path(name)
    chosen = tuple(alternatives)
    try:
        pack = load_pack(path, alternatives=chosen)
        unknown = [each for each in chosen if each not in {rule.id for rule in pack.pack.rules}]
        if unknown:
            raise click.UsageError(f"The pack has no rule '{unknown[0]}'.")
        readings = {rule.id: rule.alternative_to for rule in pack.pack.rules if rule.alternative_to is not None}
        plain = [each for each in chosen if each not in readings]
        if plain:
            other = next((name for name, of in readings.items() if of == plain[0]), None)
            hint = f" Did you mean '{other}', its other reading?" if other else ""
            raise click.UsageError(f"'{plain[0]}' is not another reading of a rule.{hint}")
        if calendar is None:
            return pack
        return load_pack(path, calendars={pack.pack.calendar: calendar_in_use(calendar)}, alternatives=chosen)
    except Refused as refused:
        tell_problems(refused.problems)
        raise SystemExit(PROBLEMS) from refused


def pack_as_written(name: str) -> PackFile:
    """The pack of a name or path as its file says it, checked but not compiled."""
    path = _path(name)
    if is_overlay(path):
        try:
            return load_overlay(path).pack
        except Refused as refused:
            tell_problems(refused.problems)
            raise SystemExit(PROBLEMS) from refused
    pack, problems = read_pack(path)
    if pack is None or has_errors(problems):
        tell_problems(problems)
        raise SystemExit(PROBLEMS)
    return pack


def _path(name: str) -> Path:
    try:
        return find_pack(name)
    except Refused as refused:
        problem = refused.problems[0]
        click.echo(f"Error: there is no pack '{name}': {problem.fix}", err=True)
        raise SystemExit(USAGE) from refused


def calendar_in_use(path: Path) -> Calendar:
    """The calendar in a deployer's file. Ends the command with what is wrong when it does not read."""
    found = read_calendar_file(path)
    if isinstance(found, Calendar):
        return found
    tell_problems(found)
    raise SystemExit(PROBLEMS)


def rules_named(asked: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
    """The rules meant by ids, or by the beginnings of ids up to a dot; `child_protection.visit.` is the rule of that id
    with all below it.

    Raises `click.UsageError` with the nearest id for what names none.
    """
    known = list(ids)
    chosen: set[str] = set()
    for name in asked:
        mine = [name] if name in known else []
        mine = mine or [each for each in known if f"{each}.".startswith(f"{name.rstrip('.')}.")]
        if not mine:
            near = nearest(name, known)
            raise click.UsageError(f"The pack has no rule '{name}'." + (f" Did you mean '{near}'?" if near else ""))
        chosen.update(mine)
    return frozenset(chosen)
