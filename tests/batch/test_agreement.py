"""A table gives what each case gives on its own: every history the project ships, through CSV, Parquet and Arrow."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from practice_rules.batch import TableOptions, evaluate_batches, evaluate_many, evaluate_table, event_batches
from practice_rules.batch.outcome import CaseOutcome
from practice_rules.case import Case, Coverage
from practice_rules.packs import load_pack, pack_names
from practice_rules.result import evaluate
from tests.batch.tables import (
    AS_OF,
    as_cells,
    by_coverage,
    cells_of_arrow,
    cells_of_csv,
    csv_of,
    histories,
    names_of,
    numbered,
    owed_by_the_engine,
    worked_examples,
)

COUNCILS = pack_names()
each_pack = pytest.mark.parametrize("name", COUNCILS)


def cases_under(pack: str) -> tuple[Case, ...]:
    """The worked examples of a council's own pack; and the long histories, under the pack they were written for."""
    return numbered((*worked_examples(pack), *(histories() if pack == "wakefield" else ())))


def tables(pack: str) -> Iterator[tuple[Coverage | None, list[Case]]]:
    """The cases under a pack: a table for each source."""
    yield from by_coverage(cases_under(pack))


@each_pack
def test_csv_gives_what_the_engine_gives(name: str, tmp_path: Path) -> None:
    there, out = tmp_path / "events.csv", tmp_path / "owed.csv"
    for coverage, cases in tables(name):
        there.write_bytes(csv_of(cases))
        report = evaluate_table(there, name, AS_OF, out=out, options=TableOptions(coverage=coverage))
        assert report.told == []
        assert (report.summary.cases, report.summary.events) == (len(cases), sum(len(case.events) for case in cases))
        with out.open(encoding="utf-8", newline="") as file:
            found = [cells_of_csv(row) for row in csv.DictReader(file)]
        assert found == owed_by_the_engine(cases, load_pack(name))


@each_pack
def test_parquet_gives_what_the_engine_gives(name: str, tmp_path: Path) -> None:
    pack = load_pack(name)
    there, out = tmp_path / "events.parquet", tmp_path / "owed.parquet"
    for coverage, cases in tables(name):
        events = pa.Table.from_batches(event_batches(cases, pack.vocabulary, names_of(cases), rows=100))
        pq.write_table(events, there, row_group_size=64)
        report = evaluate_table(there, pack, AS_OF, out=out, options=TableOptions(coverage=coverage))
        assert report.told == []
        found = [cells_of_arrow(row) for row in pq.read_table(out).to_pylist()]
        assert found == owed_by_the_engine(cases, pack)


def test_batches_of_arrow_give_what_the_engine_gives_also_as_of_an_earlier_knowledge() -> None:
    pack = load_pack("wakefield")
    for coverage, cases in by_coverage(histories()):
        batches = event_batches(cases, pack.vocabulary, names_of(cases), rows=50)
        found = evaluate_batches(batches, pack, "2026-01-15", "2025-10-01", options=TableOptions(coverage=coverage))
        rows = [cells_of_arrow(row) for batch in found for row in batch.to_pylist()]
        assert rows == owed_by_the_engine(cases, pack, "2026-01-15", "2025-10-01")


@each_pack
def test_the_columns_say_what_a_whole_result_says(name: str) -> None:
    loaded = load_pack(name)
    for case in cases_under(name):
        (outcome,) = evaluate_many([case], loaded, AS_OF)
        assert isinstance(outcome, CaseOutcome)
        in_table = sorted((_shared(as_cells((case.subject.id, *owed))) for owed in outcome.owed), key=str)
        result = evaluate(case, loaded, as_of=AS_OF)
        assert in_table == sorted((_of_result(row) for row in result.rows()), key=str)


_SAME = (
    "rule", "part", "form", "strength", "status", "provisional", "precision", "trigger_event", "trigger_id", "late_by",
    "late_unit", "late_calendar_days", "intervals_missed", "responsible", "plain_status", "waived_by",
)  # fmt: skip


def _shared(cells: dict[str, Any]) -> dict[str, Any]:
    """What table and result both say, in the result's words."""
    moments = {name: cells[f"{name}_at"] or cells[name] for name in ("opens", "due", "remedied", "done", "plain_due")}
    return {
        **{name: cells[name] for name in _SAME}, **moments, "done_event": cells["done_event"],
        "done_id": cells["done_id"], "standard": " ".join(cells["standard"]),
    }  # fmt: skip


def _of_result(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _SAME}, "opens": row["opens"], "due": row["due"], "remedied": row["remedied_at"],
        "done": row["discharged_at"], "plain_due": row["plain_due"], "done_event": row["discharged_event"],
        "done_id": row["discharged_id"], "standard": row["standard"],
    }  # fmt: skip


def test_rows_of_the_table_are_numbered_as_the_events_stand_in_it() -> None:
    pack = load_pack("wakefield")
    for case in histories():
        (outcome,) = evaluate_many([case], pack, AS_OF)
        assert isinstance(outcome, CaseOutcome)
        for owed in outcome.owed:
            cells = as_cells((case.subject.id, *owed))
            for which in ("trigger", "done"):
                if cells[f"{which}_row"] is not None:
                    event = case.events[cells[f"{which}_row"] - 1]
                    assert (event.type, event.id) == (cells[f"{which}_event"], cells[f"{which}_id"])


def test_csv_text_is_read_whatever_opened_it(tmp_path: Path) -> None:
    """Reading the lines of the output with another reader gives the same columns."""
    there, out = tmp_path / "events.csv", tmp_path / "owed.csv"
    cases = [case for case in histories() if case.coverage is None]
    there.write_bytes(csv_of(cases))
    evaluate_table(there, "wakefield", AS_OF, out=out, columns=["status", "case_id", "due"])
    lines = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert lines[0] == ["status", "case_id", "due"]
    engine = owed_by_the_engine(cases, load_pack("wakefield"))
    assert lines[1:] == [[each["status"], each["case_id"], each["due"] or ""] for each in engine]
