"""The page on the fast path runs, and says how many rules of each pack are simple."""

from __future__ import annotations

import doctest
import re

from practice_rules.compiled import FastPack
from practice_rules.engine.record import as_moment
from practice_rules.packs import load_pack
from tests.docs.pages import DOCS

PACKS = ("wakefield", "leeds", "knowsley", "york", "st_helens")


def test_every_example_runs() -> None:
    found = doctest.testfile(str(DOCS / "fast-path.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 8
    assert found.failed == 0


def test_the_page_says_how_many_rules_are_simple() -> None:
    said = re.search(r"between (\d+) and (\d+) of their rules", (DOCS / "fast-path.md").read_text(encoding="utf-8"))
    assert said is not None
    simple = [len(FastPack(load_pack(name), as_moment("2026-03-31")).simple) for name in PACKS]
    assert [int(said[1]), int(said[2])] == [min(simple), max(simple)]
