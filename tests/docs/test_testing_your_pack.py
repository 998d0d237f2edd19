"""The guide to testing a pack, and the tutorial's step on it: each command and each file of theirs is tried."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from practice_rules.cli import main
from tests.docs.pages import DOCS, ROOT, Block, blocks

from docs_pages import outputs  # isort: skip  # found through tests.docs.pages

PAGE = "testing-your-pack.md"
WHOLE = DOCS / "tutorial" / "4-whole-pack"


@pytest.mark.parametrize("block", blocks(PAGE, "console"), ids=lambda block: block.name)
def test_every_command_prints_what_the_guide_shows(block: Block) -> None:
    assert block.folder is not None
    written = f"<!-- in {block.folder.relative_to(ROOT).as_posix()} -->\n```console\n{block.text}```"
    assert outputs.BLOCK.sub(outputs.block, written) == written, "run `make docs-generate` and read what changed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tutorial's pack with the files that the guide puts beside it."""
    shutil.copytree(WHOLE, tmp_path / "pack")
    for block in (*blocks(PAGE, "python"), *blocks(PAGE, "ini")):
        assert block.title is not None
        if block.title != "pytest.ini":
            (tmp_path / "pack" / block.title).write_text(block.text, encoding="utf-8")
    return tmp_path / "pack"


def run_pytest(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_edges_shown_are_written_by_the_command_and_stand_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WHOLE)
    (command,) = {line.partition(" > ")[0] for block in (*blocks(PAGE, "bash"), *blocks("tutorial.md", "bash"))
                  for line in block.text.splitlines() if "--boundary" in line}  # fmt: skip
    output = CliRunner().invoke(main, command.split()[1:]).stdout
    shown = [block for page in (PAGE, "tutorial.md") for block in blocks(page, "yaml")
             if block.title == "examples/torbay/section_47_edges.yaml"]  # fmt: skip
    assert len(shown) == 2
    for block in shown:
        assert block.text in output
        assert block.text in (WHOLE / str(block.title)).read_text(encoding="utf-8")
    assert output.count("- rule: ") == 12


@pytest.mark.parametrize("named", [["--practice-rules-pack", "torbay.yaml"], ["--practice-rules-pack", "auto"], []])
def test_each_example_becomes_a_test_beside_ones_own(folder: Path, named: list[str]) -> None:
    if not named:
        (block,) = blocks(PAGE, "ini")
        (folder / "pytest.ini").write_text(block.text, encoding="utf-8")
    done = run_pytest(folder, *named, "-v")
    assert done.returncode == 0, done.stdout
    (listed,) = [block.text for block in blocks(PAGE, "text") if "PASSED" in block.text]
    for line in listed.splitlines():
        assert re.search(re.escape(line).replace(r"\ PASSED", r"\s+PASSED"), done.stdout), line


def test_nothing_is_collected_until_a_pack_is_named_and_a_wrong_example_fails_with_the_difference(folder: Path) -> None:
    assert "1 passed" in run_pytest(folder, "-q").stdout
    edges = folder / "examples" / "torbay" / "section_47_edges.yaml"
    edges.write_text(edges.read_text(encoding="utf-8").replace("status: breached", "status: met"), encoding="utf-8")
    done = run_pytest(folder, "--practice-rules-pack", "torbay.yaml", "-q")
    assert done.returncode == 1
    assert "status expected met, found breached" in done.stdout


@pytest.mark.parametrize(
    "line",
    [line for block in blocks(PAGE, "bash") for line in block.text.splitlines() if line.startswith("practice-rules")],
)
def test_every_command_of_the_guide_runs(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    words = line.partition(" > ")[0].split()[1:]
    assert CliRunner().invoke(main, words).exit_code == 0
