"""What is told on the error stream: problems in files, and how far a long run has come.

Nothing of what a case holds is told here: lines of case files are never shown, only where they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from practice_rules.problems import Problem
from practice_rules.problems_output import ProblemFormat, write_problems

MANY = 1
"""More files than this, and progress is shown."""


def tell_problems(problems: Iterable[Problem]) -> None:
    """Say what is wrong on the error stream, without any line of the files."""
    context = click.get_current_context(silent=True)
    colour = bool(context is not None and context.color and sys.stderr.isatty())
    click.echo(write_problems(problems, ProblemFormat.TEXT, colour=colour), err=True, nl=False)


class Progress:
    """How far a run over many files has come, on one line of a terminal; silent where there is none."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._done = 0
        self._shown = files > MANY and sys.stderr.isatty()

    def file(self, path: Path) -> None:
        """Say that a file is being read."""
        self._done += 1
        self._show(f"{self._done} of {self._files}: {path.name}")

    def end(self) -> None:
        """Clear the line."""
        self._show("")

    def _show(self, words: str) -> None:
        if self._shown:
            click.echo(f"\r\x1b[K{words[:79]}", err=True, nl=False)
