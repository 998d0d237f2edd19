"""The tutorial, step by step: every command prints what it shows, and every piece of YAML is in the step's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from practice_rules.cli import main
from practice_rules.language.rules import FORMS
from practice_rules.language.soundness import statements_used
from practice_rules.packs import pack_names, read_pack
from practice_rules.problems import has_errors
from tests.docs.pages import DOCS, ROOT, Block, blocks

from docs_pages import outputs  # isort: skip  # found through tests.docs.pages

PAGE = "tutorial.md"
STEPS = DOCS / "tutorial"
COMMANDS = blocks(PAGE, "console")
SNIPPETS = blocks(PAGE, "yaml")


@pytest.mark.parametrize("block", COMMANDS, ids=lambda block: block.name)
def test_every_command_prints_what_the_tutorial_shows(block: Block) -> None:
    assert block.folder is not None
    written = f"<!-- in {block.folder.relative_to(ROOT).as_posix()} -->\n```console\n{block.text}```"
    assert outputs.BLOCK.sub(outputs.block, written) == written, "run `make docs-generate` and read what changed"


def test_every_command_of_an_author_is_in_the_tutorial() -> None:
    shown = " ".join(line.split()[2] for block in COMMANDS for line in block.text.splitlines() if line[:2] == "$ ")
    assert set(shown.split()) >= {"check", "test", "coverage", "show", "compare", "evaluate", "explain", "workdays"}


@pytest.mark.parametrize("block", SNIPPETS, ids=lambda block: block.name)
def test_every_piece_of_yaml_stands_in_the_file_it_is_said_to_be_from(block: Block) -> None:
    assert block.folder is not None
    assert block.title is not None
    assert block.text in (block.folder / block.title).read_text(encoding="utf-8")


def test_every_step_but_those_with_a_typo_reads_without_a_problem() -> None:
    problems = {step.name: read_pack(step / "torbay.yaml")[1] for step in sorted(STEPS.iterdir()) if step.is_dir()}
    refused = [name for name, found in problems.items() if has_errors(found)]
    assert refused == ["2-a-typo", "2-a-wrong-word"]


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        (
            "2-a-typo",
            [
                ("    within: 1 working day", "    within: 1 workng day"),
                ("    responsible: social_worker", "    responsable: social_worker"),
            ],
        ),
        ("2-a-wrong-word", [("    after: section_47.started", "    after: section_47.start")]),
    ],
)
def test_the_typos_are_the_only_difference_from_the_first_step(step: str, changed: list[tuple[str, str]]) -> None:
    first, other = ((STEPS / each / "torbay.yaml").read_text(encoding="utf-8") for each in ("1-first-rule", step))
    lines = zip(first.splitlines(), other.splitlines(), strict=True)
    assert [pair for pair in lines if pair[0] != pair[1]] == changed


def test_the_draft_that_the_tutorial_speaks_of_is_written_and_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = [line for block in blocks(PAGE, "bash") for line in block.text.splitlines() if " new pack " in line]
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, line.split()[1:]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "drafts/torbay.yaml"]).exit_code == 0


def test_the_whole_pack_uses_all_eight_forms_and_every_statement() -> None:
    pack, _ = read_pack(STEPS / "4-whole-pack" / "torbay.yaml")
    assert pack is not None
    assert {rule.form for rule in pack.rules} == {form.FORM for form in FORMS}
    assert pack.catalogue is not None
    assert set(statements_used(pack)) == set(pack.catalogue.statements())
    assert pack.pack not in pack_names()


def test_the_numbered_statements_of_the_page_are_those_of_the_pack() -> None:
    text = Path(DOCS / PAGE).read_text(encoding="utf-8")
    pack, _ = read_pack(STEPS / "4-whole-pack" / "torbay.yaml")
    assert pack is not None
    assert pack.catalogue is not None
    assert [number for number in pack.catalogue.statements() if f"| {number} |" not in text] == []
