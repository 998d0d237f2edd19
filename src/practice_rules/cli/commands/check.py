"""`practice-rules check`: what is wrong in packs, case files and calendars."""

from __future__ import annotations

from pathlib import Path

import click

from practice_rules.cli.exit_codes import NOTHING_CHECKED, PROBLEMS
from practice_rules.cli.inputs import files_in, is_xml
from practice_rules.cli.options import FILES
from practice_rules.cli.screen import Screen
from practice_rules.cli.telling import Progress
from practice_rules.dates.calendar import Calendar
from practice_rules.problems import Problem, has_errors
from practice_rules.problems_output import ProblemFormat, write_problems
from practice_rules.yaml_source import CASE_LIMITS, SourceDocument, read_yaml_file

PACK, CASES, CALENDAR, WORDS, EXAMPLES = "pack", "case file", "calendar", "vocabulary", "examples"

FORMATS = tuple(form.value for form in ProblemFormat)


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, type=FILES)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.pass_obj
def command(screen: Screen, paths: tuple[Path, ...], form: str) -> None:
    """Say everything that is wrong in packs, case files, census files and calendars.

    PATHS are files or folders. The exit code is 1 if there is any error, and 3 if nothing was checked.
    """
    files = files_in(paths)
    progress = Progress(len(files))
    problems: list[Problem] = []
    checked, sources = 0, dict[str, str]()
    for path in files:
        progress.file(path)
        kind = kind_of(path)
        if kind == EXAMPLES:
            continue
        checked += 1
        found = _problems_of(path, kind)
        problems += found
        if found and kind in (PACK, CALENDAR, WORDS):
            _keep_source(path, found, sources)
    progress.end()
    click.echo(write_problems(problems, ProblemFormat(form), sources=sources, colour=screen.colour), nl=False)
    if form == ProblemFormat.TEXT.value:
        click.echo(f"{checked} file{'' if checked == 1 else 's'} checked.")
    if checked == 0:
        click.echo("Nothing was checked: there is no pack, case file or calendar there.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    if has_errors(problems):
        raise SystemExit(PROBLEMS)


def kind_of(path: Path) -> str:
    """What a file is meant to be, by the keys at its top; what cannot be told is held to be a pack."""
    if is_xml(path):
        return CASES
    document = read_yaml_file(path, limits=CASE_LIMITS)
    keys = set(document.value) if isinstance(document, SourceDocument) and isinstance(document.value, dict) else set()
    if "rules" in keys or ("pack" in keys and "examples" not in keys):
        return PACK
    if "examples" in keys:
        return EXAMPLES
    if keys & {"subject", "cases"}:
        return CASES
    if "calendar" in keys:
        return CALENDAR
    vocabulary = {"events", "attributes", "areas", "periods", "roles", "topics", "subject_facts"}
    return WORDS if keys & vocabulary else PACK


def _problems_of(path: Path, kind: str) -> list[Problem]:
    if kind == PACK:
        from practice_rules.packs import read_pack  # only what a file needs is imported

        return list(read_pack(path)[1])
    if kind == CASES:
        return _case_problems(path)
    if kind == CALENDAR:
        from practice_rules.dates.calendar_file import read_calendar_file  # as above

        found = read_calendar_file(path)
        return [] if isinstance(found, Calendar) else found
    return _word_problems(path)


def _case_problems(path: Path) -> list[Problem]:
    from practice_rules.cli.inputs import read_files  # as above
    from practice_rules.vocabulary.load import load_vocabulary  # as above

    return list(next(iter(read_files([path], load_vocabulary()))).problems)


def _word_problems(path: Path) -> list[Problem]:
    from practice_rules.vocabulary.model import VocabularyFile  # as above
    from practice_rules.yaml_source import validate  # as above

    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        return document
    return list(validate(VocabularyFile, document)[1])


def _keep_source(path: Path, problems: list[Problem], sources: dict[str, str]) -> None:
    """The text of a file that may be shown: never a case file's, which holds what is personal."""
    for problem in problems:
        if problem.place is not None and problem.place.file not in sources:
            sources[problem.place.file] = path.read_text(encoding="utf-8", errors="replace")
