"""`practice-rules check`: what is wrong in packs, overlays, examples, case files, calendars and vocabularies."""

from __future__ import annotations

from pathlib import Path

import click

from practice_rules import __version__
from practice_rules.cli.checking import CASES, Checked, check_files
from practice_rules.cli.exit_codes import FINE, NOTHING_CHECKED, PROBLEMS, USAGE
from practice_rules.cli.inputs import files_in
from practice_rules.cli.options import FILES
from practice_rules.cli.screen import Screen
from practice_rules.cli.telling import Progress
from practice_rules.problems import Problem, Severity, has_errors, nearest
from practice_rules.problems_output import ProblemFormat, write_problems

FORMATS = tuple(form.value for form in ProblemFormat)


@click.command(name="check")
@click.argument("paths", nargs=-1, type=FILES)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How the problems are written.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--notes", is_flag=True, help="List notes too: choices that are left to the reader.")
@click.option("--fix", is_flag=True, help="Put right what is mechanical in packs: quotes, order of keys and numbers.")
@click.option("--docs", metavar="URL", envvar="PRACTICE_RULES_DOCS", help="Where this documentation is published; "
              "problems for programs then link to the page of their code.")  # fmt: skip
@click.option("--pack", "lending", multiple=True, type=FILES, help="A pack whose own words case files may use; those "
              "checked in the same run lend theirs too.")  # fmt: skip
@click.option("--explain", "code", metavar="CODE", help="Show what a code means, with a failing and a passing snippet.")
@click.pass_obj
def command(
    screen: Screen,
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    notes: bool,
    fix: bool,
    docs: str | None,
    lending: tuple[Path, ...],
    code: str | None,
) -> None:
    """Say everything that is wrong in packs, overlays, worked examples, case files, census files and calendars.

    PATHS are files or folders. The exit code is 1 if there is any error, and 3 if nothing was checked.
    """
    if code is not None:
        _explain(code)
        return
    if not paths:
        raise click.UsageError("Say which files or folders to check.")
    files = files_in(paths)
    if fix:
        _mend(files)
    progress = Progress(len(files))
    named = [path for path in paths if path.is_file()]
    checked = check_files(files, progress.file, named=named, words_of=lending)
    progress.end()
    _tell(screen, checked, ProblemFormat(form), notes, docs)
    if not checked.count:
        click.echo("Nothing was checked: there is no pack, case file or calendar there.", err=True)
        raise SystemExit(NOTHING_CHECKED)
    warned = strict and any(problem.severity is Severity.WARNING for problem in checked.problems)
    raise SystemExit(PROBLEMS if warned or has_errors(checked.problems) else FINE)


def _tell(screen: Screen, checked: Checked, form: ProblemFormat, notes: bool, docs: str | None) -> None:
    told = [problem for problem in checked.problems if notes or problem.severity is not Severity.NOTE]
    meanings, helps = {}, {}
    if form is ProblemFormat.SARIF:
        from practice_rules.checks import pages  # only this form says them

        meanings, helps = pages.meanings(), pages.helps()
    written = write_problems(
        told, form, sources=_sources(told, checked), colour=screen.colour, meanings=meanings, version=__version__,
        helps=helps, docs=docs,
    )  # fmt: skip
    click.echo(written, nl=False)
    if form is ProblemFormat.TEXT:
        left = len(checked.problems) - len(told)
        if told:
            click.echo(f"practice-rules check --explain {told[0].code} says more about the first.", err=True)
        click.echo(f"{checked.count} file{'' if checked.count == 1 else 's'} checked.")
        if checked.passed_over:
            others = f"{checked.passed_over} other{'s' if checked.passed_over > 1 else ''}"
            click.echo(f"{others} passed over: no pack, case file or calendar by the keys at the top.", err=True)
        if left:
            click.echo(f"{left} note{'s' if left > 1 else ''} not shown; --notes lists them.", err=True)


def _sources(problems: list[Problem], checked: Checked) -> dict[str, str]:
    """The texts of the files that may be shown: never a case file's, which holds what is personal."""
    sources: dict[str, str] = {}
    for problem in problems:
        name = problem.place.file if problem.place is not None else None
        path = checked.files.get(name) if name is not None else None
        if name is not None and path is not None and checked.kinds.get(path) != CASES and name not in sources:
            sources[name] = path.read_text(encoding="utf-8", errors="replace")
    return sources


def _mend(files: list[Path]) -> None:
    from practice_rules.checks.mending import mend  # as above
    from practice_rules.cli.checking import PACK, kind_of  # only a repair needs it

    for path in files:
        if kind_of(path) != PACK:
            continue
        try:
            before = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        mended = mend(before, str(path))
        if mended.changes:
            path.write_bytes(mended.text.encode("utf-8"))
            for change in mended.changes:
                click.echo(f"{path}: {change}", err=True)


def _explain(code: str) -> None:
    from practice_rules.checks.pages import page_of, pages  # as above

    page = page_of(code)
    if page is None:
        near = nearest(code, [each.code for each in pages()])
        click.echo(f"Error: no code is called '{code}'." + (f" Did you mean '{near}'?" if near else ""), err=True)
        raise SystemExit(USAGE)
    click.echo(page.text(), nl=False)
