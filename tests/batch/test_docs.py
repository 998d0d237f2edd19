"""The page about whole caseloads says what the code does."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from practice_rules.cli import main
from tests.docs.pages import DOCS, ROOT

PAGE = (DOCS / "batch.md").read_text(encoding="utf-8")


def test_its_command_shows_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ((line, shown),) = re.findall(r"```console\n\$ practice-rules (.*?)\n(.*?)```", PAGE, re.DOTALL)
    result = CliRunner().invoke(main, shlex.split(line), env={"COLUMNS": "100"})
    assert (result.exit_code, result.stdout) == (0, shown)


def test_its_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(DOCS / "batch.md"), module_relative=False)
    assert found.attempted > 8 and found.failed == 0


def test_its_tables_of_columns_are_those_of_the_code() -> None:
    from docs_pages.tables import event_columns, obligation_columns, renewed

    assert renewed(PAGE) == PAGE
    assert event_columns() in PAGE and obligation_columns() in PAGE


def test_the_example_caseload_is_documented_where_the_others_are() -> None:
    assert "`caseload.csv`" in (Path(ROOT) / "examples" / "README.md").read_text(encoding="utf-8")
