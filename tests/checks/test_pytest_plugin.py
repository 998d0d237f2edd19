"""Worked examples collected by pytest itself, run in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GOOD = (Path(__file__).parent / "good_pack.yaml").read_text(encoding="utf-8")
EXAMPLES = """
pack: elmet
examples:
  - rule: child_protection.core_group.first
    name: on the tenth working day
    history: [{icpc.held: 2026-03-03, outcome: child_protection_plan}, {core_group.held: 2026-03-17}]
    expect: [{as_of: 2026-03-17, status: met}]
  - rule: child_protection.core_group.first
    name: GAP
    history: [{icpc.held: 2026-03-03, outcome: child_protection_plan}]
    expect: [{as_of: 2026-03-18, status: STATUS}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "elmet.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "examples" / "elmet").mkdir(parents=True)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "examples" / "elmet" / "core_group.yaml").write_text(text, encoding="utf-8")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "--rootdir",
        str(folder),
        *words,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("named", ["auto", "elmet.yaml"])
def test_each_example_is_a_test(folder: Path, named: str) -> None:
    write(folder, EXAMPLES.replace("STATUS", "breached").replace("GAP", "never held"))
    done = run(folder, "--practice-rules-pack", named, "-vv")
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
    assert "never held [2] PASSED" in done.stdout


def test_an_example_that_does_not_hold_fails_with_the_difference(folder: Path) -> None:
    write(folder, EXAMPLES.replace("STATUS", "met"))
    done = run(folder, "--practice-rules-pack", "auto")
    assert done.returncode == 1
    assert "status expected met, found breached" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_known_gap_is_expected_to_fail_and_not_to_hold(folder: Path) -> None:
    gap = EXAMPLES.replace("name: GAP", "name: gap\n    known_gap: not yet")
    write(folder, gap.replace("STATUS", "met"))
    assert "1 passed, 1 xfailed" in run(folder, "--practice-rules-pack", "auto").stdout
    write(folder, gap.replace("STATUS", "breached"))
    assert run(folder, "--practice-rules-pack", "auto").returncode == 1


def test_a_broken_file_stops_the_collection_with_its_line(folder: Path) -> None:
    write(folder, EXAMPLES.replace("icpc.held", "icpc.hold").replace("STATUS", "met"))
    done = run(folder, "--practice-rules-pack", "auto")
    assert done.returncode == 2
    assert "there is no event called 'icpc.hold'" in done.stdout
    assert "core_group.yaml:6:" in done.stdout


def test_nothing_is_collected_unless_a_pack_is_named(folder: Path) -> None:
    write(folder, EXAMPLES)
    assert run(folder).returncode == 5


def test_a_configuration_may_name_the_pack(folder: Path) -> None:
    write(folder, EXAMPLES.replace("STATUS", "breached"))
    (folder / "pytest.ini").write_text("[pytest]\npractice_rules_pack = auto\n", encoding="utf-8")
    assert "2 passed" in run(folder).stdout
