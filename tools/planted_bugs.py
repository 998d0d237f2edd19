"""Plant one bug at a time in a copy of the tree and see which test notices: `python tools/planted_bugs.py`.

The copy is made in a temporary folder; the tree itself is never changed. The exit code is 1 when a bug
survives, and 2 when the text that a bug replaces is no longer there, so that the list has to follow the code.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "standards", "docs", "examples", "tools", "benchmarks", "README.md", "pyproject.toml")
TESTS = (
    "tests/engine",
    "tests/vectors",
    "tests/dates",
    "tests/docs/test_meanings.py",
    "tests/oracle",
    "tests/histories",
)
"""The quick part of the ordinary tests, the quickest first."""


class Bug(NamedTuple):
    """One wrong line: what it does, where it stands, and the text put in place of the right one."""

    name: str
    file: str
    old: str
    new: str


DATES, ENGINE = "dates/", "engine/"

BUGS = (
    Bug(
        "a working day too many",
        DATES + "calendar.py",
        "at = self._before[day - _FIRST + 1] + n - 1 if",
        "at = self._before[day - _FIRST + 1] + n if",
    ),
    Bug("the trigger's day is day one", DATES + "deadlines.py", '-1 if conventions.day_one == "same day" else 0', "-1"),
    Bug(
        "roll the wrong way",
        DATES + "deadlines.py",
        'if conventions.roll == "forward" else',
        'if conventions.roll == "back" else',
    ),
    Bug(
        "a closure is ignored",
        DATES + "calendar.py",
        "for closure in self.closures for day",
        "for closure in () for day",
    ),
    Bug(
        "the last day of a closure is worked",
        DATES + "calendar.py",
        "for day in range(closure.first, closure.last + 1)}",
        "for day in range(closure.first, closure.last)}",
    ),
    Bug(
        "a month's end is clipped a day too far",
        DATES + "days.py",
        "last = date(years, month, monthrange(years, month)[1])",
        "last = date(years, month, monthrange(years, month)[1] - 1)",
    ),
    Bug(
        "an hour is lost at the clock change",
        DATES + "deadlines.py",
        "            instant = trigger.instant + seconds\n",
        "            passed = trigger.instant - day_start(trigger.day) + seconds\n"
        "            instant = day_start(trigger.day + passed // 86400) + passed % 86400\n",
    ),
    Bug(
        "a birthday of 29 February on the wrong side",
        DATES + "days.py",
        'if leapling and leap == "1 March"',
        'if leapling and leap != "1 March"',
    ),
    Bug(
        "nothing is provisional",
        DATES + "deadlines.py",
        "return lambda day, due: not (first",
        "return lambda day, due: () == (first",
    ),
    Bug(
        "the last day is too late",
        DATES + "clock.py",
        "return happened.day <= due.day",
        "return happened.day < due.day",
    ),
    Bug("tomorrow's visit is seen", ENGINE + "folding.py", "if happened_by(moment, as_of):", "if True:"),
    Bug("a visit without the child counts", ENGINE + "conditions.py", "return value is wanted", "return True"),
    Bug(
        "what is not recorded counts as false", ENGINE + "conditions.py", "None if value is None else _equal", "_equal"
    ),
    Bug(
        "`known_at` is ignored",
        ENGINE + "folding.py",
        "    if known_at is None:\n        return entries",
        "    if True:\n        return entries",
    ),
    Bug(
        "a correction voids nothing",
        ENGINE + "folding.py",
        "event.about if event.type == VOIDED else event.corrects",
        "event.about if event.type == VOIDED else None",
    ),
    Bug(
        "a correction withdrawn stays",
        ENGINE + "folding.py",
        "if stands(entry[0])",
        "if entry[0].id not in voids",
    ),
    Bug(
        "the first and the last are swapped",
        ENGINE + "anchors.py",
        '(-1 if which == "last" else 0)',
        '(0 if which == "last" else -1)',
    ),
    Bug(
        "an event is used twice",
        ENGINE + "matching.py",
        "found, slot, all_at_once)",
        "found, slot, True)",
    ),
    Bug("one visit counts as two", ENGINE + "matching.py", "taken.add(id(happening))", "pass"),
    Bug("what an act is about is ignored", ENGINE + "matching.py", "if happening.about is None:", "if True:"),
    Bug(
        "the farthest trigger is served", ENGINE + "matching.py", "for duty in reversed(duties):", "for duty in duties:"
    ),
    Bug("nothing lapses", ENGINE + "settling.py", "elif lapse is not None:", "elif lapse is not None and due is done:"),
    Bug(
        "an end on the due day does not lapse it",
        ENGINE + "settling.py",
        "and lapse[0].day > over:",
        "and lapse[0].day >= over:",
    ),
    Bug("unknown is turned into breached", ENGINE + "settling.py", "elif _might_be_in_time(duty, due):", "elif False:"),
    Bug(
        "what is put right was never breached",
        ENGINE + "settling.py",
        "row.status, row.remedied = BREACHED, done",
        "row.status, row.remedied = MET, done",
    ),
    Bug(
        "what a source cannot show is a breach",
        ENGINE + "settling.py",
        "        if unseen:\n",
        "        if unseen and not act.types:\n",
    ),
    Bug(
        "an agreement goes past the outer limit",
        ENGINE + "agreements.py",
        "else min(agreed, self.outer",
        "else max(agreed, self.outer",
    ),
    Bug(
        "an agreement after the date undoes the breach",
        ENGINE + "agreements.py",
        " or not in_time(happening.moment, standing)",
        "",
    ),
    Bug(
        "the clock of a series runs on from the due date",
        ENGINE + "forms/series.py",
        "opener, start, place = event, event.moment, place + 1",
        "opener, start, place = event, Moment(open_.due.day, None) if open_.due else event.moment, place + 1",
    ),
    Bug(
        "the last day of a period lies outside it",
        ENGINE + "triggers.py",
        "day_start(moment.day + 1)",
        "day_start(moment.day)",
    ),
    Bug(
        "one placement's end ends them all",
        ENGINE + "periods.py",
        "return mine is None or mine == theirs",
        "return True",
    ),
    Bug(
        "a moved meeting is two",
        ENGINE + "diary.py",
        "chain = chains.get(entry.event.replaces) if entry",
        "chain = None if entry",
    ),
    Bug("moved late is moved in time", ENGINE + "diary.py", '= entry.recorded, "moved"', '= None, "moved"'),
)


def copy_of_the_tree(folder: Path) -> None:
    """What the tests need, in a folder of its own."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        else:
            shutil.copy2(source, folder / name)


def first_failure(folder: Path, tests: list[str]) -> str | None:
    """The first test of a tree that fails, or `None` when all pass."""
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", *tests],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}", "CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode == 0:
        return None
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", found.stdout, re.MULTILINE)
    return named.group(1) if named else f"no test, but exit code {found.returncode}: {found.stdout[-300:]}"


def plant(bugs: list[Bug], tests: list[str]) -> Iterator[tuple[Bug, str | None]]:
    """Each bug, and the first test that noticed it.

    Raises `LookupError` where a bug's text is not there once, or where a test fails without any bug.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copy_of_the_tree(folder)
        if (already := first_failure(folder, tests)) is not None:
            raise LookupError(f"without any bug {already} fails already")
        for bug in bugs:
            file = folder / "src" / "practice_rules" / bug.file
            right = file.read_text(encoding="utf-8")
            if right.count(bug.old) != 1:
                raise LookupError(
                    f"{bug.name}: {bug.file} has {right.count(bug.old)} times the text {bug.old!r}, not once"
                )
            file.write_text(right.replace(bug.old, bug.new), encoding="utf-8")
            yield bug, first_failure(folder, tests)
            file.write_text(right, encoding="utf-8")


def main() -> int:
    """Plant the bugs, say what noticed each, and count those that nothing noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="plant only bugs whose name this pattern finds")
    parser.add_argument("tests", nargs="*", default=list(TESTS), help="the tests to try, in this order")
    chosen = parser.parse_args()
    bugs = [bug for bug in BUGS if chosen.only is None or re.search(chosen.only, bug.name)]
    survived = 0
    try:
        for bug, noticed in plant(bugs, chosen.tests):
            print(f"{bug.name}: {noticed or 'SURVIVED'}", flush=True)
            survived += noticed is None
    except LookupError as missing:
        print(missing.args[0], file=sys.stderr)
        return 2
    print(f"{len(bugs)} planted, {survived} survived")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
