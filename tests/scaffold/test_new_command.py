"""What `practice-rules new` writes checks as it stands, in every form, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from practice_rules.cli import main
from practice_rules.packs import pack_names


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.mark.parametrize("name", ["elmet", "st_aldhelms", "a1"])
@pytest.mark.parametrize("kind", ["pack", "overlay", "calendar"])
def test_a_new_file_has_no_problem_and_not_even_a_note(kind: str, name: str, tmp_path: Path) -> None:
    assert run("new", kind, name, "--folder", tmp_path).exit_code == 0
    checked = run("check", "--strict", "--notes", tmp_path / f"{name}.yaml")
    assert checked.exit_code == 0, checked.output
    assert checked.stdout.startswith("no problems\n")


def test_the_examples_of_a_new_pack_hold_and_all_its_statements_are_used(tmp_path: Path) -> None:
    run("new", "pack", "elmet", "--folder", tmp_path)
    assert "2 examples, 0 do not hold" in run("test", tmp_path / "elmet.yaml").stdout
    assert run("coverage", tmp_path / "elmet.yaml").exit_code == 0


@pytest.mark.parametrize("over", pack_names())
def test_an_overlay_may_lie_over_any_shipped_pack(over: str, tmp_path: Path) -> None:
    assert run("new", "overlay", "ours", "--over", over, "--folder", tmp_path).exit_code == 0
    assert run("check", tmp_path / "ours.yaml").exit_code == 0


def test_a_new_calendar_counts_its_closures(tmp_path: Path) -> None:
    run("new", "calendar", "elmet", "--folder", tmp_path)
    answer = run("workdays", "2026-12-24", "+1 working day", "--calendar", tmp_path / "elmet.yaml")
    assert answer.stdout.splitlines()[0] == "Mon 4 Jan 2027"


def test_the_schema_is_written_beside_it(tmp_path: Path) -> None:
    run("new", "pack", "elmet", "--folder", tmp_path)
    first = (tmp_path / "elmet.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=pack.schema.json"
    assert (tmp_path / "pack.schema.json").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "elmet.yaml").write_text("mine", encoding="utf-8")
    assert run("new", "pack", "elmet", "--folder", tmp_path).exit_code == 1
    assert (tmp_path / "elmet.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "examples").exists()


@pytest.mark.parametrize("name", ["Elmet", "st-helens", "1st", "../elmet", ""])
def test_a_name_that_is_no_word_is_refused(name: str, tmp_path: Path) -> None:
    result = run("new", "pack", name, "--folder", tmp_path)
    assert result.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_the_folder_of_a_new_pack_checks_as_a_whole(tmp_path: Path) -> None:
    run("new", "pack", "elmet", "--folder", tmp_path)
    run("new", "calendar", "closures", "--folder", tmp_path)
    assert run("check", tmp_path).stdout == "no problems\n3 files checked.\n"
