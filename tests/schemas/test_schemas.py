"""The schemas of every kind of file: made from the types, described throughout, and true of good and bad files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from practice_rules.cli import main
from practice_rules.packs import find_pack, pack_names
from practice_rules.schemas.build import KINDS
from practice_rules.schemas.written import FILES, FOLDER, schema_text, shipped
from practice_rules.standards_folder import standards_folder
from practice_rules.yaml_source import SourceDocument, read_yaml, read_yaml_file

ROOT = Path(__file__).parents[2]
STANDARDS = standards_folder()
GOOD = (ROOT / "tests" / "checks" / "good_pack.yaml").read_text(encoding="utf-8")
VALIDATORS = {kind: Draft202012Validator(json.loads(shipped(kind))) for kind in KINDS}


def plain(value: Any) -> Any:
    """What JSON would hold: dates as text."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def errors(kind: str, source: str | Path) -> list[str]:
    read = read_yaml_file(source) if isinstance(source, Path) else read_yaml(source, "file.yaml")
    assert isinstance(read, SourceDocument), read
    return [
        f"{list(error.absolute_path)}: {error.message}" for error in VALIDATORS[kind].iter_errors(plain(read.value))
    ]


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - FILES.keys()))
def test_the_shipped_schema_is_what_the_types_say(kind: str) -> None:
    assert shipped(kind) == schema_text(kind), "run python -m practice_rules.schemas"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_itself_in_order(kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(shipped(kind)))


def undescribed(node: Any, path: str = "") -> list[str]:
    found: list[str] = []
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
            if isinstance(value, dict) and not value.get("description") and "if" not in path.split("/"):
                found.append(f"{path}/{key}")
        for key, value in node.items():
            found += undescribed(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            found += undescribed(value, f"{path}/{number}")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: str) -> None:
    schema = json.loads(shipped(kind))
    assert [path for path in undescribed(schema) if "/then/" not in path and "/facts/" not in path] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_that_may_be_chosen_has_a_meaning(kind: str) -> None:
    def check(node: Any) -> None:
        if isinstance(node, dict):
            if "enumDescriptions" in node:
                assert len(node["enum"]) == len(node["enumDescriptions"])
                assert all(node["enumDescriptions"])
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)

    check(json.loads(shipped(kind)))


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_pack_is_valid(name: str) -> None:
    assert errors("pack", find_pack(name)) == []


EXAMPLES = [path for name in pack_names() for path in sorted((STANDARDS / "examples" / name).rglob("*.yaml"))]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shipped_examples_are_valid(path: Path) -> None:
    assert errors("examples", path) == []


@pytest.mark.parametrize("path", sorted((STANDARDS / "vocabulary").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shared_vocabulary_is_valid(path: Path) -> None:
    assert errors("vocabulary", path) == []


def test_a_good_pack_is_valid() -> None:
    assert errors("pack", GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("do: core_group.held", "do: core_group.hold"),
        ("within: 10 working days", "withn: 10 working days"),
        ("within: 10 working days", "within: ten working days"),
        ("within: 10 working days", "within: 10"),
        ("form: quota", "form: quotta"),
        ("responsible: team_manager", "responsible: team_manger"),
        ("{joint: true", "{jiont: true"),
        ("{joint: true", "{joint: 1"),
        ("standard: [ELM-001]", "standard: ELM-001"),
        ("standard: [ELM-001]", "standard: [elm-1]"),
        ("    title: No plan runs on for years\n", ""),
        ("day_one: next day", "day_one: tomorrow"),
        ("{includes: [parent]}", "{inclides: [parent]}"),
        ("place: [home, placement]", "place: [hoem, placement]"),
        ("council: Elmet\n", ""),
        ("rules:\n", "rulse:\n"),
    ],
)
def test_a_bad_pack_is_not(right: str, wrong: str) -> None:
    assert right in GOOD
    assert errors("pack", GOOD.replace(right, wrong, 1)) != []


OVERLAY = (
    "overlay: local\nextends: york\ntitle: Local\nswitch_off:\n  - {rule: looked_after.visit, reason: Not here.}\n"
)
CALENDAR = "calendar: Elmet\nclosures:\n  - {name: Christmas, first: 2026-12-24, last: 2026-12-31}\n"
CASE = "subject: {id: A1, born: '2019-05-04'}\nevents:\n  - {type: icpc.held, at: '2026-03-03'}\n"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("overlay", OVERLAY, OVERLAY.replace("reason", "raeson")),
        ("settings", OVERLAY, OVERLAY.replace("extends: york\n", "")),
        ("calendar", CALENDAR, CALENDAR.replace("closures", "closurs")),
        ("calendar", CALENDAR, CALENDAR.replace("name: Christmas, ", "")),
        ("case", CASE, CASE.replace("icpc.held", "icpc.hold")),
        ("case", CASE, CASE.replace("id: A1, ", "")),
    ],
)
def test_other_files_are_told_apart_too(kind: str, good: str, bad: str) -> None:
    assert errors(kind, good) == []
    assert errors(kind, bad) != []


def test_the_command_writes_a_schema_to_the_screen_and_to_a_file(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["schema", "pack"]).stdout == shipped("pack")
    path = tmp_path / "pack.json"
    assert CliRunner().invoke(main, ["schema", "pack", "--out", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == shipped("pack")


def test_a_schema_may_know_a_packs_own_words(tmp_path: Path) -> None:
    own = "vocabulary:\n  events:\n    tea.served: {meaning: Tea was served.}\nrules:\n"
    pack = tmp_path / "elmet.yaml"
    pack.write_text(GOOD.replace("rules:\n", own).replace("do: core_group.held", "do: tea.served"), encoding="utf-8")
    schema = json.loads(CliRunner().invoke(main, ["schema", "pack", "--pack", str(pack)]).stdout)
    assert "tea.served" in schema["$defs"]["event_type"]["enum"]
    assert "tea.served" not in json.loads(shipped("pack"))["$defs"]["event_type"]["enum"]


def test_an_unknown_kind_is_refused() -> None:
    assert CliRunner().invoke(main, ["schema", "pakc"]).exit_code == 2


def test_nothing_is_shipped_that_is_no_schema_of_a_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == KINDS.keys() - FILES.keys()
