"""`practice-rules evaluate`: formats, filters, widths, colours and exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from practice_rules.cli import main
from practice_rules.result import COLUMNS, result_schema
from tests.result.elmet import FAMILY, PACK

AS_OF = ["--pack", str(PACK), "--as-of", "2026-05-15"]


def run(*arguments: str, width: int = 100, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"COLUMNS": str(width), **(env or {})})


def evaluated(*more: str, width: int = 100) -> Result:
    return run("evaluate", str(FAMILY), *AS_OF, *more, width=width)


def rows_of(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_table_and_a_summary_say_how_a_case_stands() -> None:
    result = evaluated()
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Child A1, as of Fri 15 May 2026: 3 met, 3 due, 8 breached, 1 unknown; 1 not listed"
    )
    assert "1 case, 15 obligations:\n  3 met  3 due  8 breached  0 lapsed  1 unknown" in result.stdout
    assert "1 could not be decided from the record" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(line) for line in evaluated("--all", width=width).stdout.splitlines()) <= width


def test_a_narrow_terminal_gives_up_who_and_how_before_what() -> None:
    heading = evaluated(width=60).stdout.splitlines()[2]
    assert "What is owed" in heading
    assert "How it stands" not in heading
    assert "How it stands" in evaluated(width=200).stdout


def test_json_of_one_case_is_a_result_that_fits_its_schema() -> None:
    shape = json.loads(evaluated("--format", "json").stdout)
    jsonschema.validate(shape, result_schema())
    (core_group,) = [each for each in shape["obligations"] if each["standard"] == ["ELM-001"]]
    assert (core_group["status"], core_group["due"]) == ("breached", "2026-03-17")


def test_json_of_several_cases_is_a_list_of_results(tmp_path: Path) -> None:
    shutil.copy(FAMILY, tmp_path / "a.yaml")
    shutil.copy(FAMILY, tmp_path / "b.yaml")
    shape = json.loads(run("evaluate", str(tmp_path), *AS_OF, "--format", "json").stdout)
    assert shape["schema"] == "practice_rules.results/1"
    assert [each["subject"]["id"] for each in shape["results"]] == ["A1", "A1"]


def test_json_lines_hold_one_case_each(tmp_path: Path) -> None:
    shutil.copy(FAMILY, tmp_path / "a.yaml")
    shutil.copy(FAMILY, tmp_path / "b.yaml")
    lines = run("evaluate", str(tmp_path), *AS_OF, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["practice_rules.result/1"] * 2


def test_csv_has_the_documented_columns_and_a_row_for_each_obligation() -> None:
    result = evaluated("--format", "csv")
    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert len(rows_of(result)) == 14
    assert len(rows_of(evaluated("--format", "csv", "--all"))) == 15


def test_a_reason_that_a_spreadsheet_would_run_is_held_as_text(tmp_path: Path) -> None:
    text = FAMILY.read_text(encoding="utf-8").replace("reason: illness", "reason: '=1+1'")
    path = tmp_path / "formula.yaml"
    path.write_text(text, encoding="utf-8")
    found = {row["waived_why"] for row in rows_of(run("evaluate", str(path), *AS_OF, "--format", "csv"))}
    assert found == {"", "'=1+1"}


@pytest.mark.parametrize("status", ["met", "due", "breached", "unknown"])
def test_only_the_statuses_asked_for_are_listed(status: str) -> None:
    assert {row["status"] for row in rows_of(evaluated("--format", "csv", "--status", status))} == {status}


def test_rules_may_be_chosen_by_the_beginning_of_their_ids() -> None:
    rules = {row["rule"] for row in rows_of(evaluated("--format", "csv", "--rule", "section_47"))}
    assert rules == {"section_47.child_seen.first", "section_47.completed", "section_47.decision_recorded"}


def test_a_beginning_must_end_at_a_dot() -> None:
    result = evaluated("--rule", "child_protection.vis")
    assert result.exit_code == 2
    assert "Did you mean 'child_protection.visit'?" in result.stderr


def test_strength_may_be_chosen() -> None:
    assert {row["strength"] for row in rows_of(evaluated("--format", "csv", "--strength", "may"))} == {"may"}


def test_known_at_hides_what_was_recorded_later(tmp_path: Path) -> None:
    path = tmp_path / "late.yaml"
    path.write_text(
        "subject: {id: B2, kind: child}\nevents:\n"
        "  - {type: icpc.held, at: 2026-03-03, outcome: child_protection_plan}\n"
        "  - {type: core_group.held, at: 2026-03-10, recorded_at: 2026-03-25}\n",
        encoding="utf-8",
    )
    chosen = ["--rule", "child_protection.core_group", "--format", "csv"]
    before = run("evaluate", str(path), *AS_OF, *chosen, "--known-at", "2026-03-24")
    after = run("evaluate", str(path), *AS_OF, *chosen, "--known-at", "2026-03-25")
    assert [rows_of(each)[0]["status"] for each in (before, after)] == ["breached", "met"]


def test_a_council_s_own_closure_moves_the_date(tmp_path: Path) -> None:
    calendar = tmp_path / "calendar.yaml"
    calendar.write_text("calendar: Elmet\nclosures:\n- {day: 2026-03-16, name: Flood}\n", encoding="utf-8")
    chosen = ["--rule", "child_protection.core_group", "--format", "csv"]
    assert rows_of(evaluated(*chosen))[0]["due"] == "2026-03-17"
    assert rows_of(evaluated(*chosen, "--calendar", str(calendar)))[0]["due"] == "2026-03-18"


def test_a_case_file_without_as_of_is_a_question_not_a_guess() -> None:
    result = run("evaluate", str(FAMILY), "--pack", str(PACK))
    assert result.exit_code == 2
    assert "--as-of" in result.stderr


@pytest.mark.parametrize("wrong", ["15/5/2026", "2026-02-30", "soon"])
def test_a_day_that_cannot_be_read_is_refused(wrong: str) -> None:
    result = run("evaluate", str(FAMILY), "--pack", str(PACK), "--as-of", wrong)
    assert result.exit_code == 2
    assert f"--as-of {wrong}" in result.stderr


def test_a_pack_that_does_not_exist_is_refused() -> None:
    result = run("evaluate", str(FAMILY), "--pack", "nowhere", "--as-of", "2026-05-15")
    assert result.exit_code == 2
    assert "there is no pack 'nowhere'" in result.stderr


def test_a_pack_that_does_not_check_says_where(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(PACK.read_text(encoding="utf-8").replace("within: 24 hours", "within: 24 horus"), encoding="utf-8")
    result = run("evaluate", str(FAMILY), "--pack", str(path), "--as-of", "2026-05-15")
    assert result.exit_code == 1
    assert re.search(r"broken\.yaml:\d+:\d+: error", result.stderr)


def test_a_bad_case_is_reported_and_set_aside_and_the_others_go_on(tmp_path: Path) -> None:
    shutil.copy(FAMILY, tmp_path / "good.yaml")
    (tmp_path / "bad.yaml").write_text(
        "subject: {id: SECRET-NAME, kind: child}\nevents:\n  - {type: icpc.hold, at: 2026-03-03}\n", encoding="utf-8"
    )
    result = run("evaluate", str(tmp_path), *AS_OF, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "bad.yaml:3:" in result.stderr
    assert "SECRET-NAME" not in result.stderr


def test_a_case_whose_dates_leave_the_calendar_is_set_aside_without_a_word_about_it(tmp_path: Path) -> None:
    path = tmp_path / "late.yaml"
    path.write_text(
        "subject: {id: SECRET-NAME, kind: child}\nevents:\n"
        "  - {type: icpc.held, at: 2100-12-30, outcome: child_protection_plan}\n",
        encoding="utf-8",
    )
    good = tmp_path / "good.yaml"
    good.write_text("subject: {id: C3, kind: child, born: 2080-01-01}\nevents: []\n", encoding="utf-8")
    result = run("evaluate", str(good), str(path), "--pack", str(PACK), "--as-of", "2100-12-31", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "beyond 1970 to 2100" in result.stderr
    assert "SECRET-NAME" not in result.stderr


def test_an_empty_folder_is_not_well_but_unchecked(tmp_path: Path) -> None:
    result = run("evaluate", str(tmp_path), *AS_OF)
    assert result.exit_code == 3
    assert "Nothing was checked" in result.stderr


def test_a_census_brings_its_own_reference_date() -> None:
    samples = sorted((Path(__file__).parents[1] / "readers" / "data").rglob("*.xml"))
    census = next(path for path in samples if b"<ReferenceDate>" in path.read_bytes())
    result = run("evaluate", str(census), "--pack", str(PACK), "--format", "jsonl")
    first = json.loads(result.stdout.splitlines()[0])
    reference = re.search(rb"<ReferenceDate>(.*?)<", census.read_bytes())
    assert reference is not None
    assert first["as_of"] == reference[1].decode()
    assert first["counts"]["breached"] == 0


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_no_colours_where_there_is_no_terminal_or_they_are_refused(variable: dict[str, str]) -> None:
    result = run("evaluate", str(FAMILY), *AS_OF, env=variable)
    assert "\x1b" not in result.stdout


def test_colours_mean_the_status_when_asked_for() -> None:
    result = run("--colour", "always", "evaluate", str(FAMILY), *AS_OF)
    assert "\x1b[1;31mbreached\x1b[0m" in result.stdout
    assert "\x1b[32mmet\x1b[0m" in result.stdout


def test_colours_do_not_change_the_layout() -> None:
    plain = evaluated().stdout
    painted = run("--colour", "always", "evaluate", str(FAMILY), *AS_OF).stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
