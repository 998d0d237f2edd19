"""Every worked example on the page of meanings holds, and every section has one."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from practice_rules.examples.run import read_examples, try_examples
from practice_rules.packs import load_pack
from tests.docs.pages import DOCS, ROOT, Block, blocks

PAGE = "meanings.md"
PACK = DOCS / "meanings" / "elmet.yaml"
EXAMPLES = blocks(PAGE, "yaml")


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: block.name)
def test_an_example_of_a_meaning_holds(block: Block, tmp_path: Path) -> None:
    indented = "".join(f"  {line}\n" for line in block.text.splitlines())
    (tmp_path / "examples.yaml").write_text(f"pack: elmet\nexamples:\n{indented}", encoding="utf-8")
    pack = load_pack(PACK)
    read = read_examples(tmp_path / "examples.yaml", pack)
    assert [str(problem) for problem in read.problems] == []
    found = {tried.example.name: tried.differences for tried in try_examples(read, pack, lambda _ids, _calendars: pack)}
    assert found == dict.fromkeys(found, ())


def test_the_page_in_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(DOCS / PAGE), module_relative=False, encoding="utf-8")
    assert found.attempted > 5
    assert found.failed == 0


def test_every_section_of_the_page_has_an_example() -> None:
    sections = re.split(r"^## ", (DOCS / PAGE).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert [text.splitlines()[0] for text in sections if "```yaml\n- rule: " not in text] == []


def test_every_rule_of_the_invented_council_is_used_and_listed() -> None:
    text = (DOCS / PAGE).read_text(encoding="utf-8")
    ids = [rule.id for rule in load_pack(PACK).pack.rules]
    assert [each for each in ids if f"rule: {each}\n" not in text or f"`{each}`" not in text] == []
