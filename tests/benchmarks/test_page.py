"""A section measured alone leaves the others on the page as they are."""

from __future__ import annotations

from pathlib import Path

from benchmarks.page import put, sections


def test_a_section_takes_the_place_of_its_former_self(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    put({"two": "## Two\n\nold", "one": "## One"}, ["one", "two"], page)
    put({"two": "## Two\n\nnew"}, ["one", "two"], page)
    assert sections(page.read_text()) == {"one": "## One", "two": "## Two\n\nnew"}
    assert "old" not in page.read_text()


def test_sections_stand_in_their_order(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    put({"two": "## Two"}, ["one", "two"], page)
    put({"one": "## One"}, ["one", "two"], page)
    assert list(sections(page.read_text())) == ["one", "two"]
