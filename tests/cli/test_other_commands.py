"""The other commands: explain, packs, show, coverage, workdays and check; and how fast help comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from practice_rules import __version__
from practice_rules.cli import main
from practice_rules.cli.registry import COMMANDS
from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Column, Line, cell, table
from tests.result.elmet import FAMILY, PACK


def run(*arguments: str, width: int = 100) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"COLUMNS": str(width)})


# ------------------------------------------------------------------ the program


def test_help_names_every_command_and_the_exit_codes() -> None:
    text = run("--help").stdout
    assert all(name in text for name in COMMANDS)
    assert "3 nothing was checked" in " ".join(text.split())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_help_imports_neither_pydantic_nor_the_engine() -> None:
    code = (
        "import sys\nfrom practice_rules.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pydantic', 'yaml', 'practice_rules.engine') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_misspelt_command_is_refused_with_the_nearest() -> None:
    result = run("evalute")
    assert result.exit_code == 2
    assert "Did you mean 'evaluate'?" in result.stderr


def test_the_module_runs_as_the_program_does() -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "practice_rules", "--version"],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert done.stdout.strip() == f"practice-rules, version {__version__}"


# ------------------------------------------------------------------ explain


def explained(*more: str, width: int = 100) -> Result:
    return run("explain", str(FAMILY), "--pack", str(PACK), "--as-of", "2026-05-15", *more, width=width)


def test_explain_shows_days_events_and_verdict() -> None:
    text = explained("--rule", "child_protection.core_group.first").stdout
    assert "not counted: weekend" in text
    assert "+ Core group held on Wed 25 Mar 2026: it discharged this, late." in text
    assert "Breached: done 6 working days (8 calendar days) late" in text


def test_explain_as_json_is_a_list() -> None:
    (found,) = json.loads(explained("--rule", "child_protection.core_group.first", "--format", "json").stdout)
    assert found["workings"][0]["status"] == "breached"
    assert found["workings"][0]["count"][-1]["numbers"] == [10, 10]


def test_explain_keeps_to_sixty_columns() -> None:
    text = explained("--rule", "child_protection", width=60).stdout
    assert max(len(line) for line in text.splitlines()) <= 60


def test_explain_of_an_unknown_case_is_nothing_checked() -> None:
    assert explained("--rule", "child_protection.visit", "--case", "Z9").exit_code == 3


# ------------------------------------------------------------------ packs, show, coverage


def test_show_is_a_table_of_what_by_when_and_who() -> None:
    result = run("show", str(PACK))
    assert result.exit_code == 0
    assert "The first core group meets" in result.stdout
    assert "12 of 12 rules" in result.stdout


def test_show_says_one_rule_in_full() -> None:
    text = run("show", str(PACK), "child_protection.core_group.first").stdout
    assert "Within 10 working days after ICPC held (outcome child protection plan)" in text
    assert "Reading:" in text


def test_show_of_an_unknown_rule_is_refused() -> None:
    assert run("show", str(PACK), "child_protection.nothing").exit_code == 2


def test_coverage_is_whole() -> None:
    result = run("coverage", str(PACK))
    assert result.exit_code == 0
    assert "Every statement is accounted for." in result.stdout


def test_a_statement_left_out_fails_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "short.yaml"
    path.write_text(PACK.read_text(encoding="utf-8").replace("last: 14", "last: 15"), encoding="utf-8")
    result = run("coverage", str(path))
    assert result.exit_code == 1
    assert "ELM-015" in result.stdout
    assert json.loads(run("coverage", str(path), "--format", "json").stdout)["unaccounted"] == ["ELM-015"]


def test_a_pack_without_a_catalogue_was_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    text = PACK.read_text(encoding="utf-8").replace("catalogue: {prefix: ELM, last: 14}\n", "")
    path.write_text(text, encoding="utf-8")
    assert run("coverage", str(path)).exit_code == 3


# ------------------------------------------------------------------ workdays


@pytest.mark.parametrize(
    ("start", "length", "answer"),
    [
        ("2026-03-03", "+10 working days", "Tue 17 Mar 2026"),
        ("2026-03-09", "-5 working days", "Mon 2 Mar 2026"),
        ("2026-12-24", "1 working day", "Tue 29 Dec 2026"),
        ("2026-04-02", "+1 working day", "Tue 7 Apr 2026"),
        ("2026-01-31", "+1 month", "Sat 28 Feb 2026"),
        ("2026-03-28T10:00", "+24 hours", "Sun 29 Mar 2026 11:00"),
    ],
)
def test_lengths_are_added_to_a_date(start: str, length: str, answer: str) -> None:
    result = run("workdays", start, length)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == answer


def test_working_days_between_two_dates_leave_out_easter() -> None:
    result = run("workdays", "2026-04-02", "2026-04-07")
    assert result.stdout.splitlines()[0] == "1 working day"


def test_each_day_of_a_count_can_be_shown() -> None:
    lines = run("workdays", "2026-04-02", "+1 working day", "--days").stdout.splitlines()
    assert "        Fri 3 Apr 2026  Good Friday" in lines


def test_the_freedom_of_information_clock_is_a_calendar_of_its_own() -> None:
    answer = run("workdays", "2026-11-27", "+1 working day", "--calendar-name", "united_kingdom_any")
    assert answer.stdout.splitlines()[0] == "Tue 1 Dec 2026"


def test_beyond_the_announced_holidays_an_answer_is_provisional() -> None:
    assert "provisional" in run("workdays", "2040-03-05", "+10 working days").stdout


@pytest.mark.parametrize("wrong", ["10 wroking days", "next week", "+5"])
def test_a_length_that_cannot_be_read_is_refused(wrong: str) -> None:
    assert run("workdays", "2026-03-03", wrong).exit_code == 2


def test_a_date_beyond_the_calendar_is_refused() -> None:
    assert run("workdays", "2100-12-30", "+10 working days").exit_code == 2


# ------------------------------------------------------------------ check


def test_good_files_have_no_problems() -> None:
    result = run("check", str(PACK), str(FAMILY))
    assert (result.exit_code, result.stdout) == (0, "no problems\n2 files checked.\n")


def test_a_broken_pack_is_shown_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(PACK.read_text(encoding="utf-8").replace("form: lead", "form: leed"), encoding="utf-8")
    result = run("check", str(path))
    assert result.exit_code == 1
    assert "form: leed" in result.stdout


def test_the_lines_of_a_case_file_are_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("subject: {id: SECRET-NAME, kind: chld}\nevents: []\n", encoding="utf-8")
    result = run("check", str(path))
    assert result.exit_code == 1
    assert "SECRET-NAME" not in result.output


def test_problems_are_written_for_programs_too(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("rules: [\n", encoding="utf-8")
    assert json.loads(run("check", str(path), "--format", "json").stdout)["errors"] >= 1
    assert json.loads(run("check", str(path), "--format", "sarif").stdout)["version"] == "2.1.0"
    assert run("check", str(path), "--format", "github").stdout.startswith("::error")


def test_an_empty_folder_was_not_checked(tmp_path: Path) -> None:
    assert run("check", str(tmp_path)).exit_code == 3


# ------------------------------------------------------------------ tables


def test_a_table_gives_up_its_least_needed_column_first() -> None:
    columns = [Column("One", 10), Column("Two", 10, gives_way=1), Column("Three", 10, gives_way=2)]
    rows = [[cell("a"), cell("b"), cell("c")]]
    assert "Three" not in table(columns, rows, Screen(25))
    assert "Two" in table(columns, rows, Screen(25))
    assert "Two" not in table(columns, rows, Screen(15))


def test_a_table_never_passes_on_what_would_command_the_terminal() -> None:
    shown = table([Column("What", 4)], [[(Line("\x1b[2Jgone"),)]], Screen(40))
    assert "\x1b" not in shown


# ------------------------------------------------------------------ packs of one's own


def test_an_overlay_is_shown_as_the_pack_it_makes(tmp_path: Path) -> None:
    overlay = tmp_path / "local.yaml"
    overlay.write_text(
        "overlay: local\nextends: wakefield\ntitle: Local standards\n"
        "change:\n  - {rule: child_protection.core_group.first, set: {within: 8 working days}, reason: We meet sooner.}\n",
        encoding="utf-8",
    )
    assert "Within 8 working days after" in run("show", str(overlay), "child_protection.core_group.first").stdout


def test_a_rule_that_is_no_other_reading_is_not_taken_for_one() -> None:
    chosen = ["evaluate", FAMILY, "--pack", "wakefield", "--as-of", "2026-03-31", "--alternative"]
    result = run(*map(str, chosen), "assessment.submitted")
    assert result.exit_code == 2
    assert "'assessment.submitted' is not another reading of a rule. Did you mean" in result.stderr


def test_examples_that_are_not_there_are_said_to_be_looked_for(tmp_path: Path) -> None:
    pack = tmp_path / "elmet.yaml"
    pack.write_text(Path(PACK).read_text(encoding="utf-8"), encoding="utf-8")
    result = run("test", str(pack))
    assert result.exit_code == 3
    assert str(tmp_path / "examples" / "elmet") in result.stderr


def test_a_rule_in_full_leaves_nothing_out_that_changes_what_is_owed(tmp_path: Path) -> None:
    pack = tmp_path / "elmet.yaml"
    pack.write_text(
        Path(PACK).read_text(encoding="utf-8")
        + """
  - id: child_protection.everything
    title: A rule that says all it can
    form: deadline
    after: placement.started
    within: 10 working days
    do: {event: visit.made, where: {child_seen: true}, match: [placement_id], about: trigger}
    early: 3 days
    discharges: all
    provided: {event: section_47.completed, where: {outcome: initial_conference}}
    or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter, outer: 4 weeks}
    belongs_to: placement
    standard: [ELM-001]
    source: {document: standards, section: All}
  - id: child_protection.everything_in_place
    title: A gate that says all it can
    form: gate
    guards: case.closed
    needs:
      - {do: chronology.updated, fresh: 3 months, named: an up-to-date chronology}
    standard: [ELM-001]
    source: {document: standards, section: All}
""",
        encoding="utf-8",
    )
    shown = " ".join(run("show", str(pack), "child_protection.everything").stdout.split())
    for words in (
        "Unless agreed: visiting frequency agreed, shorter only; never beyond 4 weeks",
        "Provided: section 47 completed (outcome initial conference); otherwise nothing is owed",
        "Belongs to: placement; it ends the duty",
        "Counts too: an act before it, up to 3 days before",
        "One act: serves every open duty of this rule",
        "The same: placement id as the trigger's",
        "About: the trigger, when it says what it is about",
    ):
        assert words in shown, shown
    gate = " ".join(run("show", str(pack), "child_protection.everything_in_place").stdout.split())
    assert "Needs: An up-to-date chronology: chronology updated, at most 3 months old" in gate
    assert "Falls away at" not in gate
