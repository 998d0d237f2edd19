"""Reading what a command is given: case files in YAML or JSON, or the children in need census in XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from practice_rules.case import Case
from practice_rules.problems import Problem
from practice_rules.vocabulary.words import Vocabulary

NO_DATE = "{} gives no reference date: say the day with --as-of, as in --as-of 2026-03-31."
"""What is said when neither the file nor the command says which day is meant."""

ENDINGS = frozenset({".yaml", ".yml", ".json", ".xml"})


NOT_OURS = frozenset({"node_modules", "site-packages", "__pycache__"})
"""Folders of programs, whose files are nobody's packs or cases."""


class Read(NamedTuple):
    """What one file held: its cases, what is wrong with it, and its own reference date if it has one."""

    path: Path
    cases: Iterable[Case]
    problems: tuple[Problem, ...]
    as_of: date | None


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files meant: each as it is given, and those of a folder in order of name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.rglob("*") if _is_ours(each, path))
        else:
            found.append(path)
    return found


def _is_ours(path: Path, folder: Path) -> bool:
    """Whether a file of a folder may be meant: none of a hidden folder, or of installed programs."""
    inside = path.relative_to(folder).parts[:-1]
    strange = any(name.startswith(".") or name in NOT_OURS for name in inside)
    return not strange and path.suffix.lower() in ENDINGS and path.is_file() and not _is_installed(path, folder)


def _is_installed(path: Path, folder: Path) -> bool:
    """Whether a file lies in a Python environment inside the folder."""
    return any((each / "pyvenv.cfg").is_file() for each in path.parents if each != folder and folder in each.parents)


def read_files(paths: Iterable[Path], words: Vocabulary) -> Iterator[Read]:
    """Read each file in turn, by what it holds and not by its name alone."""
    for path in paths:
        yield _read_xml(path) if is_xml(path) else _read_case_file(path, words)


def is_xml(path: Path) -> bool:
    """Whether a file holds XML: by its first character, or by its name when that cannot be read."""
    try:
        with path.open("rb") as opened:
            head = opened.read(200)
    except OSError:
        return path.suffix.lower() == ".xml"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return path.suffix.lower() == ".xml"
    return text.startswith(b"<") or (path.suffix.lower() == ".xml" and not text.startswith((b"{", b"case", b"subject")))


def _read_case_file(path: Path, words: Vocabulary) -> Read:
    from practice_rules.readers.case_file import read_case_file  # only the reader a file needs is imported

    found = read_case_file(path, words)
    return Read(path, found.cases, tuple(found.problems), None)


def _read_xml(path: Path) -> Read:
    from practice_rules.readers.cin_census import read_cin_census  # as above

    found = read_cin_census(path)
    return Read(path, found.cases, tuple(found.problems), found.as_of)


def moment_option(value: str | None, named: str) -> date | str | None:
    """A date or date-time as an option gives it. Raises `click.UsageError` when it cannot be read."""
    if value is None:
        return None
    from practice_rules.result.moments import read_moment  # as above

    try:
        read_moment(value, named)
    except ValueError as wrong:
        why = str(wrong).partition(": ")[2] or str(wrong)
        raise click.UsageError(f"--{named.replace('_', '-')} {value}: {why}") from wrong
    return value
