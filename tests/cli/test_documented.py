"""Every example in the guides to results and to the command line gives what the guide says."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from practice_rules.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r"```console\n\$ practice-rules (.*?)\n(.*?)```", re.DOTALL)
COMMANDS = EXAMPLE.findall((ROOT / "docs" / "command-line.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "shown"), COMMANDS, ids=[line.split()[0] for line, _ in COMMANDS])
def test_a_documented_command_shows_what_the_guide_says(line: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, shlex.split(line), env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert result.stdout == shown


def test_the_guide_to_results_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / "docs" / "result.md"), module_relative=False)
    assert found.attempted > 8
    assert found.failed == 0
