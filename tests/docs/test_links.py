"""Every link between pages leads somewhere, and the navigation names pages that are there."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.docs.pages import DOCS, ROOT

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def _slug(heading: str) -> str:
    """A heading's name in an address, as Markdown's table of contents makes it."""
    plain = re.sub(r"[^\w\s-]", "", heading.replace("`", "").lower()).strip()
    return re.sub(r"[-\s]+", "-", plain)


def _headings(page: str) -> set[str]:
    text = CODE.sub("", (DOCS / page).read_text(encoding="utf-8"))
    return {_slug(found) for found in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_page_and_a_heading(page: str) -> None:
    text = CODE.sub("", (DOCS / page).read_text(encoding="utf-8"))
    dead = []
    for link in LINK.findall(text):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        target, _, heading = link.partition("#")
        there = (DOCS / page).parent / target if target else DOCS / page
        if not there.is_file() or (heading and heading not in _headings(there.resolve().relative_to(DOCS).as_posix())):
            dead.append(link)
    assert dead == []


def test_the_navigation_names_pages_that_are_there() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = [page for entry in nav for page in _named(entry)]
    assert len(named) > 10
    assert [page for page in named if not (DOCS / page).is_file()] == []


def _named(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    inside = entry.values() if isinstance(entry, dict) else entry
    assert not isinstance(inside, str)
    return [page for each in inside for page in _named(each)]  # type: ignore[attr-defined]  # a list, or a mapping's values
