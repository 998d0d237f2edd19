"""The guide for developers runs, and the files it shows are those it uses."""

from __future__ import annotations

import doctest

import pytest

from tests.docs.pages import DOCS, ROOT, Block, blocks


def test_every_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(DOCS / "importing.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 40
    assert found.failed == 0


@pytest.mark.parametrize("block", blocks("importing.md", "yaml"), ids=lambda block: block.name)
def test_every_file_shown_is_the_file_that_is_used(block: Block) -> None:
    assert block.title is not None
    assert (DOCS / "importing" / block.title).read_text(encoding="utf-8") == block.text


def test_every_guide_tells_of_what_it_must() -> None:
    text = (DOCS / "importing.md").read_text(encoding="utf-8")
    asked = ("known_at", "Coverage", "near_misses", "to_json", "load_editions", "overlay", "closures", "terms")
    assert [word for word in asked if word not in text] == []
