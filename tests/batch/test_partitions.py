"""However a table is cut, the rows are the same: into batches, parts of a file, groups of rows, processes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice_rules.batch import evaluate_batches, evaluate_table, event_batches
from practice_rules.batch.case_rows import CaseRows
from practice_rules.batch.csv_lines import CsvLines, header_line
from practice_rules.batch.csv_parts import csv_parts
from practice_rules.batch.csv_reader import CsvReader, layout_of_header
from practice_rules.batch.csv_source import CsvSource
from practice_rules.batch.options import AS_IT_IS
from practice_rules.case import Case, Event, Subject
from practice_rules.engine.compile import CompiledPack
from practice_rules.packs import load_pack
from practice_rules.vocabulary.load import load_vocabulary
from tests.batch.tables import AS_OF, cells_of_arrow, csv_of, histories, names_of, numbered, owed_by_the_engine

WORDS = load_vocabulary()


@cache
def some_cases() -> tuple[Case, ...]:
    """Short and long ones, some with one event only."""
    found = []
    for case in histories()[:6]:
        found += [Case(case.subject, case.events[at : at + 1 + at % 7]) for at in range(0, len(case.events) - 8, 23)]
    return numbered([_standing_alone(case) for case in found])


def _standing_alone(case: Case) -> Case:
    """A case cut out of a longer one, without what refers to the rest of it."""
    ids = {None, *(event.id for event in case.events)}
    return Case(
        case.subject,
        tuple(
            replace(
                event,
                about=event.about if event.about in ids else None,
                replaces=event.replaces if event.replaces in ids else None,
                corrects=event.corrects if event.corrects in ids else None,
            )
            for event in case.events
        ),
    )


@cache
def the_pack() -> CompiledPack:
    return load_pack("wakefield")


@cache
def the_events() -> pa.Table:
    cases = some_cases()
    return pa.Table.from_batches(event_batches(cases, the_pack().vocabulary, names_of(cases)))


@cache
def what_is_owed() -> list[dict[str, Any]]:
    return owed_by_the_engine(some_cases(), the_pack())


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.integers(1, 500))
def test_any_batches_give_the_same_rows(sizes: list[int], rows: int) -> None:
    events, at, batches = the_events().combine_chunks(), 0, []
    while at < events.num_rows:
        size = sizes[len(batches) % len(sizes)]
        batches += events.slice(at, size).to_batches()
        at += size
    found = evaluate_batches(batches, the_pack(), AS_OF, rows=rows)
    assert [cells_of_arrow(row) for batch in found for row in batch.to_pylist()] == what_is_owed()


def rows_read(table: bytes, path: Path, size: int) -> list[Any]:
    """The cases of a CSV file read in parts of about a size."""
    path.write_bytes(table)
    source = CsvSource(path, WORDS, AS_IT_IS, size)
    return [case for part in source.parts() for case in source.cases(part)]


@given(st.integers(1, 4000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_parts_of_a_csv_file_give_the_same_cases_and_lines(tmp_path: Path, size: int) -> None:
    table = csv_of(some_cases())
    assert rows_read(table, tmp_path / "events.csv", size) == rows_read(table, tmp_path / "events.csv", 1 << 30)


cells = st.text(st.sampled_from('ab,"\n\r é;'), max_size=6)


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.lists(cells, min_size=1, max_size=4)), max_size=12),
    st.integers(1, 80),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_end_at_whole_cases_whatever_the_cells_hold(
    tmp_path: Path, written: list[tuple[str, list[str]]], size: int
) -> None:
    """Quotes, commas and line ends inside cells: parts cover the file without gap, and no case stands in two."""
    cases = [(f"{name}{number}", texts) for number, (name, texts) in enumerate(written)]
    table = csv_of([_with_texts(case_id, texts) for case_id, texts in cases]) if cases else b"case_id,type,at\n"
    path = tmp_path / "events.csv"
    path.write_bytes(table)
    with path.open("rb") as stream:
        _, begin = header_line(stream, "events.csv")
    parts = list(csv_parts(path, begin, 0, size))
    assert [part.start for part in parts] == [begin, *(part.end for part in parts)][: len(parts)]
    assert (parts[-1].end if parts else begin) == len(table)
    assert all(part.line == 1 + table[: part.start].count(b"\n") for part in parts)
    read = rows_read(table, path, size)
    assert [case.case_id for case in read] == [case_id for case_id, _ in cases]
    assert all(isinstance(case, CaseRows) for case in read)
    found = [[row[5].get("reason", "") for row in case.events] for case in read if isinstance(case, CaseRows)]
    assert found == [texts for _, texts in cases]


def _with_texts(case_id: str, texts: list[str]) -> Case:
    day = the_events().num_rows and some_cases()[0].events[0].at
    events = tuple(
        Event("duty.waived", day, attributes={"rule": "x.y", "reason": text} if text else {"rule": "x.y"})
        for text in texts
    )
    return Case(Subject(case_id), events)


def test_the_same_case_in_two_parts_would_be_seen() -> None:
    """The test above can fail: a cut in the middle of a case tears it in two."""
    table = csv_of(some_cases()[:1])
    line, begin = header_line(io.BytesIO(table), "events.csv")
    layout = layout_of_header(line, WORDS, "events.csv")
    middle = table.index(b"\n", begin) + 1
    torn = list(_read(layout, table[begin:middle])) + list(_read(layout, table[middle:]))
    assert len(torn) == 2 or len(some_cases()[0].events) == 1


def _read(layout: Any, piece: bytes) -> Iterator[Any]:
    return CsvReader(layout, WORDS).cases(CsvLines(io.BytesIO(piece)))


@pytest.mark.parametrize("group", [1, 7, 64])
def test_groups_of_rows_in_parquet_give_the_same_rows(
    tmp_path: Path, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice_rules.batch.parquet_source._MOST_GROUPS", 1)
    there, out = tmp_path / "events.parquet", tmp_path / "owed.parquet"
    pq.write_table(the_events(), there, row_group_size=group)
    evaluate_table(there, the_pack(), AS_OF, out=out)
    assert [cells_of_arrow(row) for row in pq.read_table(out).to_pylist()] == what_is_owed()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_several_processes_give_the_same_bytes(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practice_rules.batch.csv_source._SMALL", 0)
    monkeypatch.setattr("practice_rules.batch.csv_source._LEAST", 2000)
    there = tmp_path / "events.csv"
    there.write_bytes(csv_of(some_cases()) + b"A-last,no.such.type,2026-01-01" + b"," * 300)
    made = {}
    for processes in (1, 3):
        out, failures = tmp_path / f"{processes}.{ending}", tmp_path / f"failures{processes}.csv"
        report = evaluate_table(there, the_pack(), AS_OF, out=out, failures=failures, processes=processes)
        rows = pq.read_table(out).to_pylist() if ending == "parquet" else out.read_bytes()
        made[processes] = rows, failures.read_bytes(), report.told, list(report.summary.rules())
    assert made[1] == made[3]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["events.csv", f"1.{ending}", f"3.{ending}", "failures1.csv", "failures3.csv"]
    )


def test_what_is_too_much_to_hold_is_kept_in_files_until_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "events.csv"
    there.write_bytes(csv_of(some_cases()))
    for ending in ("csv", "parquet"):
        out = tmp_path / f"held.{ending}"
        evaluate_table(there, the_pack(), AS_OF, out=out)
        monkeypatch.setattr("practice_rules.batch.chunk._MOST_HELD", 100)
        monkeypatch.setattr("practice_rules.batch.arrow_writer.ROWS", 10)
        spilled = tmp_path / f"spilled.{ending}"
        evaluate_table(there, the_pack(), AS_OF, out=spilled)
        if ending == "csv":
            assert spilled.read_bytes() == out.read_bytes()
        else:
            assert pq.read_table(spilled).to_pylist() == pq.read_table(out).to_pylist()


def test_a_case_that_comes_back_is_set_aside_with_its_place_however_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice_rules.batch.csv_source._SMALL", 0)
    first, *others = some_cases()
    table = csv_of([first, *others, Case(first.subject, others[-1].events)])
    there = tmp_path / "events.csv"
    there.write_bytes(table)
    line = table.count(b"\n") - len(others[-1].events) + 1
    made = set()
    for processes, least in ((1, 1 << 30), (1, 500), (2, 500)):
        monkeypatch.setattr("practice_rules.batch.csv_source._LEAST", least)
        failures, out = tmp_path / "failures.csv", tmp_path / "owed.csv"
        report = evaluate_table(there, the_pack(), AS_OF, out=out, failures=failures, processes=processes)
        assert report.failed == 1
        made.add((failures.read_text(), out.read_bytes()))
    assert len(made) == 1
    ((told, _),) = made
    assert told.splitlines()[1].startswith(f"{first.subject.id},{line},case_id,table-case-came-back,")


def test_draws_of_rows_in_any_order_of_cases_give_the_same_rows_of_each_case() -> None:
    shuffled = list(some_cases())
    Random(4).shuffle(shuffled)
    events = event_batches(shuffled, the_pack().vocabulary, names_of(shuffled), rows=33)
    found = [cells_of_arrow(row) for batch in evaluate_batches(events, the_pack(), AS_OF) for row in batch.to_pylist()]
    assert sorted(found, key=str) == sorted(what_is_owed(), key=str)
