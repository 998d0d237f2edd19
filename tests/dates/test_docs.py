"""The worked examples in docs/dates.md are run, and every convention is in it."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from practice_rules.dates import Calendar, Conventions
from practice_rules.dates.calendar_file import read_calendar

DOCS = Path(__file__).parents[2] / "docs" / "dates.md"


def test_the_examples_are_true() -> None:
    found = doctest.testfile(str(DOCS), module_relative=False, encoding="utf-8")
    assert found.failed == 0
    assert found.attempted > 20


def test_every_convention_is_explained() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [option for option in Conventions.__dataclass_fields__ if f"`{option}`" not in text] == []


def test_the_calendar_file_in_the_docs_is_one() -> None:
    shown = re.search(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    found = read_calendar(shown[1], "docs/dates.md")
    assert isinstance(found, Calendar)
    assert found.terms
