"""The page on what the tests catch names every planted bug, and every planted bug still finds its line."""

from __future__ import annotations

import runpy
from typing import Any

import pytest

from tests.docs.pages import DOCS, ROOT

TOOL = ROOT / "tools" / "planted_bugs.py"
BUGS: tuple[Any, ...] = runpy.run_path(str(TOOL))["BUGS"]


@pytest.mark.parametrize("bug", BUGS, ids=[bug.name for bug in BUGS])
def test_a_planted_bug_finds_its_line_and_changes_it(bug: Any) -> None:
    text = (ROOT / "src" / "practice_rules" / bug.file).read_text(encoding="utf-8")
    assert text.count(bug.old) == 1, "the code has changed: give the bug its new text, and plant it again"
    compile(text.replace(bug.old, bug.new), bug.file, "exec")
    assert bug.old != bug.new


def test_the_page_names_every_planted_bug() -> None:
    page = (DOCS / "trust.md").read_text(encoding="utf-8")
    assert [bug.name for bug in BUGS if f"| {bug.name} |" not in page] == []
    assert len(BUGS) >= 30
