"""`practice-rules check`: every kind of file, every form, and what it says to the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from practice_rules.cli import main
from practice_rules.standards_folder import standards_folder

GOOD = (Path(__file__).parent / "good_pack.yaml").read_text(encoding="utf-8")
EXAMPLE = """
pack: elmet
examples:
  - rule: child_protection.core_group.first
    name: on the tenth working day
    history: [{icpc.held: 2026-03-03, outcome: child_protection_plan}, {core_group.held: 2026-03-17}]
    expect: [{as_of: 2026-03-17, status: STATUS}]
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words)])


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "elmet.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def example(pack: Path, status: str) -> Path:
    path = pack.parent / "examples" / "elmet" / "core_group.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(EXAMPLE.replace("STATUS", status), encoding="utf-8")
    return path


def test_a_good_pack_has_no_problem(pack: Path) -> None:
    assert run(pack).stdout == "no problems\n1 file checked.\n"


def test_nothing_to_check_is_never_well(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 3
    assert run().exit_code == 2


def test_a_warning_is_told_and_counts_only_when_strict(pack: Path) -> None:
    pack.write_text(GOOD.replace("[ELM-002]", "[ELM-002, ELM-002]"), encoding="utf-8")
    assert run(pack).exit_code == 0
    assert "repeated-statement" in run(pack).stdout
    assert run("--strict", pack).exit_code == 1


def test_notes_are_counted_and_listed_only_when_asked_for(pack: Path) -> None:
    pack.write_text(GOOD.replace("[ELM-002]", "[ELM-003, ELM-002]"), encoding="utf-8")
    quiet = run(pack)
    assert (quiet.stdout, quiet.stderr) == (
        "no problems\n1 file checked.\n",
        "1 note not shown; --notes lists them.\n",
    )
    assert "unsorted-statements" in run("--notes", "--strict", pack).stdout
    assert run("--notes", "--strict", pack).exit_code == 0


def test_the_line_is_shown_with_a_caret(pack: Path) -> None:
    pack.write_text(GOOD.replace("do: core_group.held", "do: core_group.hold"), encoding="utf-8")
    lines = run(pack).stdout.splitlines()
    assert lines[1].endswith("do: core_group.hold")
    assert lines[2].endswith("^^^^^^^^^^^^^^^")


def test_several_files_are_told_in_one_run(pack: Path) -> None:
    other = pack.with_name("other.yaml")
    other.write_text(
        GOOD.replace("pack: elmet", "pack: other").replace("council: Elmet", "concil: X"), encoding="utf-8"
    )
    pack.write_text(GOOD.replace("form: quota", "form: qota"), encoding="utf-8")
    found = json.loads(run("--format", "json", pack.parent).stdout)["problems"]
    assert {Path(each["file"]).name for each in found} == {"elmet.yaml", "other.yaml"}


def test_two_editions_in_force_together_are_told(pack: Path) -> None:
    later = pack.with_name("elmet_2026.yaml")
    later.write_text(GOOD.replace("pack: elmet", "pack: elmet_2026").replace('"2025"', '"2026"'), encoding="utf-8")
    found = json.loads(run("--format", "json", pack.parent).stdout)["problems"]
    assert [each["code"] for each in found] == ["overlapping-editions"] * 2


def test_an_example_beside_the_pack_is_tried(pack: Path) -> None:
    path = example(pack, "met")
    assert run(pack).stdout == "no problems\n2 files checked.\n"
    path.write_text(EXAMPLE.replace("STATUS", "breached"), encoding="utf-8")
    result = run(pack)
    assert result.exit_code == 1
    assert "contradicted-example" in result.stdout
    assert "core_group.yaml:4:" in result.stdout


def test_examples_checked_alone_find_their_pack(pack: Path) -> None:
    path = example(pack, "breached")
    result = run(path)
    assert (result.exit_code, "contradicted-example" in result.stdout) == (1, True)
    unknown = EXAMPLE.replace("pack: elmet", "pack: no_such_pack").replace("STATUS", "met")
    path.write_text(unknown, encoding="utf-8")
    assert "no-such-pack" in run(path).stdout


def test_an_overlay_is_checked_over_its_pack(pack: Path) -> None:
    overlay = pack.with_name("local.yaml")
    text = "overlay: local\nextends: elmet.yaml\ntitle: Local\nswitch_off:\n  - {rule: RULE, reason: Not done here.}\n"
    overlay.write_text(text.replace("RULE", "looked_after.visit"), encoding="utf-8")
    assert run(overlay).stdout == "no problems\n1 file checked.\n"
    overlay.write_text(text.replace("RULE", "looked_after.vist"), encoding="utf-8")
    assert "did you mean 'looked_after.visit'?" in run(overlay).stdout


def test_a_calendar_is_checked(tmp_path: Path) -> None:
    calendar = tmp_path / "closures.yaml"
    calendar.write_text("calendar: Elmet\nclosurs: []\n", encoding="utf-8")
    assert "did you mean 'closures'?" in run(calendar).stdout


def test_no_line_of_a_case_file_is_shown(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("subject: {id: SECRET, kind: chld}\nevents: []\n", encoding="utf-8")
    assert "SECRET" not in run(case).output
    assert run(case).exit_code == 1


def test_sarif_says_what_each_code_means(pack: Path) -> None:
    pack.write_text(GOOD.replace("[ELM-002]", "[ELM-002, ELM-002]"), encoding="utf-8")
    log = json.loads(run("--format", "sarif", pack).stdout)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"].startswith("A statement number")
    assert rule["help"]["markdown"].startswith("# repeated-statement")
    assert "helpUri" not in rule


def test_every_form_links_to_the_published_page_of_a_code(pack: Path) -> None:
    pack.write_text(GOOD.replace("[ELM-002]", "[ELM-002, ELM-002]"), encoding="utf-8")
    page = "https://rules.example/checks/repeated-statement.html"
    (rule,) = json.loads(run("--docs", "https://rules.example", "--format", "sarif", pack).stdout)["runs"][0]["tool"][
        "driver"
    ]["rules"]
    assert rule["helpUri"] == page
    assert (
        json.loads(run("--docs", "https://rules.example", "--format", "json", pack).stdout)["problems"][0]["page"]
        == page
    )
    assert f"more: {page}" in run("--docs", "https://rules.example", "--format", "github", pack).stdout


def test_github_annotations_name_file_and_line(pack: Path) -> None:
    pack.write_text(GOOD.replace("[ELM-002]", "[ELM-002, ELM-002]"), encoding="utf-8")
    assert run("--format", "github", pack).stdout.startswith(f"::warning file={pack},line=37,")


def test_what_is_mechanical_is_put_right_and_said(pack: Path) -> None:
    pack.write_text(GOOD.replace("[ELM-002]", "[ELM-003, ELM-002]"), encoding="utf-8")
    result = run("--fix", pack)
    assert result.exit_code == 0
    assert "line 37: sorted the statement numbers" in result.stderr
    assert "[ELM-002, ELM-003]" in pack.read_text(encoding="utf-8")


def test_fix_leaves_case_files_alone(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    text = "subject: {id: A1, born: 2019-5-4}\nevents: []\n"
    case.write_text(text, encoding="utf-8")
    run("--fix", case)
    assert case.read_text(encoding="utf-8") == text


def test_a_code_is_explained() -> None:
    assert "# dead-phase" in run("--explain", "dead-phase").stdout
    wrong = run("--explain", "dead-fase")
    assert (wrong.exit_code, "'dead-phase'" in wrong.stderr) == (2, True)


def test_the_shipped_packs_give_no_alarm_of_any_kind() -> None:
    result = run("--notes", standards_folder())
    assert (result.stdout.splitlines()[0], result.exit_code) == ("no problems", 0)


def test_a_folder_is_walked_for_what_is_ours_and_a_named_file_is_always_checked(pack: Path) -> None:
    installed = pack.parent / "venv"
    (installed / "lib").mkdir(parents=True)
    (installed / "pyvenv.cfg").write_text("home = /usr\n", encoding="utf-8")
    (installed / "lib" / "strange.json").write_text("{}", encoding="utf-8")
    (pack.parent / ".git").mkdir()
    (pack.parent / ".git" / "hidden.yaml").write_text("a: b", encoding="utf-8")
    strange = pack.parent / "settings.yaml"
    strange.write_text("colour: blue\n", encoding="utf-8")
    walked = run(pack.parent)
    assert (walked.stdout, walked.exit_code) == ("no problems\n1 file checked.\n", 0)
    assert walked.stderr == "1 other passed over: no pack, case file or calendar by the keys at the top.\n"
    assert "unknown-key" in run(strange).stdout


OWN_WORDS = "vocabulary:\n  events:\n    visit.made: {meaning: A visit., own: {interpreter_used: {type: boolean, meaning: One came.}}}\nrules:\n"
OWN_CASE = "subject: {id: 12345}\nevents: [{type: visit.made, at: 2026-03-12, interpreter_used: true}]\n"


def test_a_case_file_may_use_the_words_of_a_pack_beside_it(pack: Path) -> None:
    pack.write_text(GOOD.replace("rules:\n", OWN_WORDS), encoding="utf-8")
    case = pack.with_name("case.yaml")
    case.write_text(OWN_CASE, encoding="utf-8")
    alone = run(case)
    assert "unknown attribute of visit.made" in alone.stdout
    assert "interpreter_used" not in alone.stdout
    assert run(case, pack).stdout.startswith("no problems")
    assert run("--pack", pack, case).stdout == "no problems\n1 file checked.\n"


def test_a_closure_of_a_year_is_doubted(tmp_path: Path) -> None:
    calendar = tmp_path / "closures.yaml"
    text = "calendar: Elmet\nclosures:\n  - {first: 2026-12-29, last: YEAR-12-31, name: Christmas}\n"
    calendar.write_text(text.replace("YEAR", "2027"), encoding="utf-8")
    assert "this closure lasts 368 days [long-closure]" in run(calendar).stdout
    calendar.write_text(text.replace("YEAR", "2026"), encoding="utf-8")
    assert run(calendar).stdout == "no problems\n1 file checked.\n"


def test_a_change_in_an_overlay_is_told_as_in_a_pack(pack: Path) -> None:
    overlay = pack.with_name("local.yaml")
    text = "overlay: local\nextends: elmet.yaml\ntitle: Local\nchange:\n  - {rule: looked_after.planning_meeting, set: {SET}, reason: Ours.}\n"
    overlay.write_text(text.replace("SET", "at_lest: 3"), encoding="utf-8")
    assert (
        "local.yaml:5:49: error: unknown key 'at_lest'; did you mean 'at_least'? [unknown-key]" in run(overlay).stdout
    )
    overlay.write_text(text.replace("SET", "at_least: two"), encoding="utf-8")
    said = run(overlay).stdout
    assert "'at_least' must be a whole number; the text 'two' is here [wrong-type]" in said
    assert "rule: looked_after.planning_meeting" in said
