"""The command that makes up histories, and the page about them."""

from __future__ import annotations

import csv
import doctest
import json
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from practice_rules.cli import main
from practice_rules.made_up import Habits, made_up_cases
from practice_rules.readers.case_file import load_cases
from practice_rules.readers.event_table_writer import COLUMNS
from tests.docs.pages import DOCS, blocks

UNTIL = date(2026, 3, 31)
WANTED = tuple(made_up_cases(6, 3, until=UNTIL))


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["histories", "--number", "6", "--seed", "3", "--until", "2026-03-31", *words])


@pytest.mark.parametrize("name", ["children.yaml", "children.json"])
def test_a_case_file_reads_back_as_what_was_made(tmp_path: Path, name: str) -> None:
    out = tmp_path / "new folder" / name
    result = _run("--out", str(out))
    assert result.exit_code == 0
    assert result.stdout.startswith("wrote 6 made-up children, ")
    assert load_cases(out) == WANTED
    assert [path.name for path in out.parent.iterdir()] == [name]


def test_a_folder_has_a_case_file_for_each_child(tmp_path: Path) -> None:
    assert _run("--out", str(tmp_path / "children")).exit_code == 0
    found = sorted((tmp_path / "children").iterdir())
    assert tuple(case for path in found for case in load_cases(path)) == WANTED


def test_an_event_table_has_a_row_for_each_event(tmp_path: Path) -> None:
    assert _run("--out", str(tmp_path / "events.csv")).exit_code == 0
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    events = [(case, event) for case in WANTED for event in case.events]
    assert len(rows) == len(events)
    assert set(COLUMNS) <= rows[0].keys()
    for row, (case, event) in zip(rows, events, strict=True):
        assert (row["case_id"], row["type"], row["at"]) == (case.subject.id, event.type, event.at.isoformat())
        assert (row["id"], row["about"] or None, row["by"]) == (event.id, event.about, event.by)
        held = json.loads(row["attributes"] or "{}")
        assert held.keys() == event.attributes.keys()
        assert row["born"] == ("" if case.subject.born is None else case.subject.born.isoformat())


def test_a_slice_and_other_habits(tmp_path: Path) -> None:
    out = tmp_path / "some.yaml"
    assert _run("--first", "4", "--habit", "late=0.4", "--habit", "corrected=0", "--out", str(out)).exit_code == 0
    assert load_cases(out) == tuple(made_up_cases(6, 3, until=UNTIL, first=4, habits=Habits(late=0.4, corrected=0)))


def test_other_people_have_histories_too(tmp_path: Path) -> None:
    result = _run("--who", "worker", "--out", str(tmp_path / "workers.yaml"))
    assert result.stdout.startswith("wrote 6 made-up workers, ")
    found = load_cases(tmp_path / "workers.yaml")
    assert found == tuple(made_up_cases(6, 3, until=UNTIL, who="worker"))
    assert {case.subject.kind for case in found} == {"worker"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "mine.yaml"
    out.write_text("kept", encoding="utf-8")
    result = _run("--out", str(out))
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert out.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--habit", "lateness=0.1"], "there is no habit 'lateness'; there are already_in_care"),
        (["--habit", "late=often"], "after '=' a number is needed, as in late=0.2"),
        (["--habit", "late=2"], "late must be from 0 to 1"),
        (["--until", "1990-01-01"], "the last day must be from 2005-01-01"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: list[str], said: str) -> None:
    result = _run(*words, "--out", str(tmp_path / "x.yaml"))
    assert result.exit_code == 2
    assert said in result.stderr
    assert not list(tmp_path.iterdir())


def test_the_commands_of_the_pages_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in ("made-up-histories.md", "command-line.md"):
        folder = tmp_path / page
        folder.mkdir()
        monkeypatch.chdir(folder)
        lines = [
            line
            for block in blocks(page, "sh")
            for line in block.text.splitlines()
            if " histories " in line or page.startswith("made")
        ]
        assert lines
        for line in lines:
            words = shlex.split(line)
            assert words[0] == "practice-rules"
            assert CliRunner().invoke(main, words[1:]).exit_code == 0, line


def test_the_page_s_python_runs() -> None:
    found = doctest.testfile(str(DOCS / "made-up-histories.md"), module_relative=False)
    assert found.attempted >= 7
    assert found.failed == 0
