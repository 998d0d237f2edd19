"""`practice-rules evaluate` on event tables: outputs, exit codes, progress, and being stopped."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from practice_rules.batch import event_batches
from practice_rules.batch.obligation_columns import NAMES
from practice_rules.cli import main
from practice_rules.packs import load_pack
from practice_rules.readers.case_file import load_cases
from practice_rules.result import evaluate
from tests.batch.tables import ROOT, csv_of, names_of
from tests.result.elmet import FAMILY, PACK

AS_OF = ["--pack", str(PACK), "--as-of", "2026-05-15"]


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """The invented family of the guides, as an event table."""
    there = tmp_path / "events.csv"
    there.write_bytes(csv_of(load_cases(FAMILY)))
    return there


def run(*arguments: object, width: int = 100) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], env={"COLUMNS": str(width)})


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_becomes_a_table_and_a_summary(events: Path, tmp_path: Path) -> None:
    out = tmp_path / "owed.csv"
    result = run("evaluate", events, *AS_OF, "--out", out, "--all")
    assert result.exit_code == 0, result.output
    whole = evaluate(load_cases(FAMILY)[0], PACK, as_of="2026-05-15")
    assert [row["status"] for row in rows_of(out)] == [row.status for row in whole.evaluation.rows]
    counts = f"  {whole.counts['met']} met  {whole.counts['breached']} breached  {whole.counts['due']} due  0 lapsed  1 unknown"
    assert f"1 case, {len(whole.obligations)} obligations:\n{counts}\n" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 100
    assert "1 cases" in result.stderr and "events a second" in result.stderr


def test_checks_and_judgements_that_cannot_be_answered_are_counted_and_not_written(
    events: Path, tmp_path: Path
) -> None:
    every, some = tmp_path / "every.csv", tmp_path / "some.csv"
    run("evaluate", events, *AS_OF, "--out", every, "--all")
    result = run("evaluate", events, *AS_OF, "--out", some)
    left = [row for row in rows_of(every) if row not in rows_of(some)]
    assert left and {(row["status"], row["form"] in ("check", "judgement")) for row in left} == {("unknown", True)}
    assert "1 unknown" in result.stdout


def test_filters_choose_what_is_written_and_columns_which_of_it(events: Path, tmp_path: Path) -> None:
    out = tmp_path / "owed.csv"
    run("evaluate", events, *AS_OF, "--out", out, "--status", "breached", "--rule", "child_protection",
        "--columns", "rule, status")  # fmt: skip
    rows = rows_of(out)
    assert rows and set(rows[0]) == {"rule", "status"}
    assert all(row["status"] == "breached" and row["rule"].startswith("child_protection.") for row in rows)


def test_the_summary_counts_by_rule_with_the_median_lateness(events: Path) -> None:
    result = run("evaluate", events, *AS_OF, "--summary-only", "--format", "json")
    said = json.loads(result.stdout)
    whole = evaluate(load_cases(FAMILY)[0], PACK, as_of="2026-05-15")
    assert (said["cases"], said["obligations"], said["set_aside"]) == (1, len(whole.obligations), 0)
    for rule in said["rules"]:
        mine = [each for each in whole.obligations if each.rule_id == rule["rule"]]
        assert rule["triggered"] == len(mine)
        assert rule["breached"] == sum(each.status == "breached" for each in mine)
        late = sorted(each.late.calendar_days for each in mine if each.late is not None)
        assert (rule["median_days_late"] is None) == (not late)
        if len(late) % 2:
            assert rule["median_days_late"] == late[len(late) // 2]
    assert any(rule["median_days_late"] for rule in said["rules"])


def test_parquet_is_known_by_what_it_holds_and_gives_the_same_rows(events: Path, tmp_path: Path) -> None:
    words = load_pack(PACK).vocabulary
    cases = load_cases(FAMILY)
    (batch,) = event_batches(cases, words, names_of(cases))
    there = tmp_path / "events.without_an_ending"
    pq.write_table(batch_table(batch), there)
    from_parquet, from_csv = tmp_path / "parquet.csv", tmp_path / "csv.csv"
    assert run("evaluate", there, *AS_OF, "--out", from_parquet).exit_code == 0
    run("evaluate", events, *AS_OF, "--out", from_csv)
    assert from_parquet.read_bytes() == from_csv.read_bytes()
    out = tmp_path / "owed.parquet"
    run("evaluate", events, *AS_OF, "--out", out)
    assert pq.read_schema(out).names == list(NAMES)
    assert pq.read_metadata(out).num_rows == len(rows_of(from_csv))
    assert pq.read_schema(out).field("due").metadata[b"description"].startswith(b"The day up to the end of which")


def batch_table(batch: object) -> object:
    import pyarrow as pa

    return pa.Table.from_batches([batch])


def test_a_case_that_fails_is_listed_and_the_exit_code_says_so(events: Path, tmp_path: Path) -> None:
    wide = events.read_text(encoding="utf-8").splitlines()[0].count(",")
    events.write_text(events.read_text(encoding="utf-8") + "B9,visit.made,5/3/2026" + "," * (wide - 2) + "\n")
    failures, out = tmp_path / "failures.csv", tmp_path / "owed.csv"
    result = run("evaluate", events, *AS_OF, "--out", out, "--failures", failures)
    assert result.exit_code == 1
    (failed,) = rows_of(failures)
    assert (failed["case_id"], failed["column"], failed["code"]) == ("B9", "at", "table-date")
    assert "1 case was set aside" in result.stderr and "column 'at'" in result.stderr
    assert "B9" not in result.stderr and "5/3/2026" not in result.output + failures.read_text(encoding="utf-8")
    assert {row["case_id"] for row in rows_of(out)} == {"A1"}


def test_no_case_at_all_is_never_taken_for_all_being_well(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("case_id,type,at\n")
    result = run("evaluate", tmp_path / "events.csv", *AS_OF)
    assert result.exit_code == 3 and "Nothing was checked" in result.stderr


def test_rows_that_do_not_stand_together_can_be_sorted_first(events: Path, tmp_path: Path) -> None:
    head, *lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    other = [line.replace("A1,", "A2,", 1) for line in lines]
    mixed, apart = tmp_path / "mixed.csv", tmp_path / "apart.csv"
    mixed.write_text(head + "".join(line for pair in zip(lines, other, strict=True) for line in pair))
    apart.write_text(head + "".join(lines + other))
    wanted, made = tmp_path / "wanted.csv", tmp_path / "made.csv"
    assert run("evaluate", mixed, *AS_OF, "--out", made).exit_code == 1
    assert run("evaluate", apart, *AS_OF, "--out", wanted).exit_code == 0
    assert run("evaluate", mixed, *AS_OF, "--out", made, "--sort").exit_code == 0
    assert made.read_bytes() == wanted.read_bytes()


WRONG = {
    ("--out", "x.xlsx"): "ends in .csv or .parquet",
    ("--out", "x.csv", "--columns", "statsu"): "did you mean 'status'?",
    ("--out", "x.csv", "--summary-only"): "does not go with --out",
    ("--format", "jsonl"): "table or json",
    ("--rule", "child_protecton"): "did you mean",
}


@pytest.mark.parametrize("options", WRONG, ids=" ".join)
def test_what_cannot_be_asked_is_said_before_anything_is_done(
    options: tuple[str, ...], events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(events.parent)
    result = run("evaluate", events, *AS_OF, *options)
    assert result.exit_code == 2 and WRONG[options].lower() in result.stderr.lower()
    assert not list(Path().glob("x*"))


def test_a_table_stands_alone_and_its_options_are_for_tables(events: Path) -> None:
    assert "give one file" in run("evaluate", events, FAMILY, *AS_OF).stderr
    result = run("evaluate", FAMILY, *AS_OF, "--out", "x.csv")
    assert result.exit_code == 2 and "--out is for event tables" in result.stderr
    assert run("evaluate", events, "--pack", PACK).exit_code == 2


def test_a_header_with_an_unknown_column_refuses_the_table(tmp_path: Path) -> None:
    table = tmp_path / "wrong.csv"
    table.write_text("case_id,type,at,outcom\nA,visit.made,2026-01-01,x\n")
    result = run("evaluate", table, *AS_OF)
    assert result.exit_code == 1 and "did you mean 'outcome'?" in result.stderr
    assert run("evaluate", table, *AS_OF, "--ignore-column", "outcom").exit_code == 0


def test_a_source_that_does_not_hold_everything_can_say_so(events: Path, tmp_path: Path) -> None:
    coverage = tmp_path / "coverage.yaml"
    coverage.write_text("coverage: {name: the extract, events: {icpc.held: {}, child_protection_plan.started: {}}}\n")
    plain = json.loads(run("evaluate", events, *AS_OF, "--format", "json").stdout)["counts"]
    covered = json.loads(run("evaluate", events, *AS_OF, "--format", "json", "--coverage", coverage).stdout)["counts"]
    assert covered["unknown"] > plain["unknown"] and covered["breached"] < plain["breached"]
    coverage.write_text("coverage: {name: the extract, events: {icpc.hold: {}}}\n")
    refused = run("evaluate", events, *AS_OF, "--coverage", coverage)
    assert refused.exit_code == 1 and "icpc.held" in refused.stderr


# ------------------------------------------------------------------ in a process of its own

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "COLUMNS": "100"}


def many(events: Path, times: int) -> Path:
    """The family so many times over."""
    head, *lines = events.read_text(encoding="utf-8").splitlines(keepends=True)
    there = events.with_name("many.csv")
    with there.open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(times):
            file.writelines(line.replace("A1,", f"A{number},", 1) for line in lines)
    return there


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_leaves_no_worker_and_no_half_written_file(
    events: Path, processes: str, how: signal.Signals
) -> None:
    there = many(events, 25_000)
    out, failures = events.with_name("owed.csv"), events.with_name("failures.csv")
    before = set(events.parent.iterdir())
    command = [sys.executable, "-m", "practice_rules", "evaluate", str(there), *AS_OF, "--out", str(out), "--failures",
               str(failures), "--processes", processes]  # fmt: skip
    # Where the tests themselves run in the background, Ctrl-C is ignored and what they start would ignore it too.
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    signal.signal(signal.SIGINT, usual)
    try:
        _until(lambda: any(path.suffix == ".partial" and path.stat().st_size > 10_000 for path in out.parent.iterdir()))
        group = os.getpgid(running.pid)
        # Ctrl-C reaches the whole group, being told to end only the command itself.
        os.killpg(group, how) if how is signal.SIGINT else os.kill(running.pid, how)
        _, told = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    assert told.splitlines()[-1] == "Stopped. Nothing was written."
    assert "Traceback" not in told
    assert set(events.parent.iterdir()) == before
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def _until(true: object, seconds: float = 60) -> None:
    assert callable(true)
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_a_worker_that_dies_ends_the_run_and_is_told(events: Path) -> None:
    there, out = many(events, 25_000), events.with_name("owed.csv")
    command = [
        sys.executable,
        "-m",
        "practice_rules",
        "evaluate",
        str(there),
        *AS_OF,
        "--out",
        str(out),
        "--processes",
        "2",
    ]
    running = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    try:
        _until(lambda: any(path.suffix == ".partial" and path.stat().st_size > 10_000 for path in out.parent.iterdir()))
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        _, told = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 1 and "a worker ended before its work was done" in told and not out.exists()


def test_progress_is_told_in_lines_where_there_is_no_terminal(events: Path) -> None:
    code = (
        "import sys; import practice_rules.cli.table_progress as told; told._ELSEWHERE = 0.0; "
        "from practice_rules.cli import main; sys.argv[0] = 'practice-rules'; main()"
    )
    there = many(events, 300)
    done = subprocess.run([sys.executable, "-c", code, "evaluate", str(there), *AS_OF, "--processes", "1"],
                          env=ENVIRONMENT, capture_output=True, text=True, check=True)  # fmt: skip
    lines = done.stderr.splitlines()
    assert len(lines) > 3 and "\r" not in done.stderr and "\x1b" not in done.stderr
    assert lines[0].partition(":")[0].endswith("%") and "events a second, about" in lines[0] and "left" in lines[0]
    assert lines[-2].startswith("100%: 300 cases") and lines[-1].startswith("300 cases, ")


WITHOUT_ARROW = """
import sys
class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in ('pyarrow', 'pandas', 'numpy', 'pyspark'):
            raise ImportError(name)
sys.meta_path.insert(0, Refusing())
from practice_rules.cli import main
sys.argv[0] = 'practice-rules'
main()
"""


def test_csv_needs_no_pyarrow_and_parquet_says_what_it_needs(events: Path) -> None:
    out = events.with_name("owed.csv")
    command = [sys.executable, "-c", WITHOUT_ARROW, "evaluate", str(events), *AS_OF, "--out"]
    done = subprocess.run([*command, str(out)], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(rows_of(out)) > 5
    asked = subprocess.run([*command, "x.parquet"], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert asked.returncode == 2 and "pip install 'practice-rules[arrow]'" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_help_imports_neither_the_engine_nor_pyarrow() -> None:
    code = (
        "import sys; from practice_rules.cli import main\ntry: main(['evaluate', '--help'])\n"
        "except SystemExit: pass\nprint([name for name in sys.modules if 'pyarrow' in name or 'rules.batch' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
