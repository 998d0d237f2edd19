"""Reading event tables: what is read, and what sets a case aside, with its place and without what it holds."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.batch import TableOptions, event_schema
from practice_rules.batch.arrow_reader import ArrowReader
from practice_rules.batch.case_rows import CaseRows, to_case
from practice_rules.batch.csv_reader import MOST_ROWS, read_csv
from practice_rules.batch.moments import Moments
from practice_rules.batch.problems import CaseFailure
from practice_rules.batch.values import attribute_of_text, text_of_attribute
from practice_rules.case import Case, Event, Subject
from practice_rules.dates.clock import Moment, MomentProblem, parse_moment
from practice_rules.problems import Refused
from practice_rules.vocabulary.load import load_vocabulary
from tests.batch.tables import csv_of, histories, read_back

WORDS = load_vocabulary()
SECRET = "Bartholomew"
"""A name that stands in cells which are wrong, and must not be told."""


def read(table: str | bytes, **choices: Any) -> list[CaseRows | CaseFailure]:
    data = table.encode() if isinstance(table, str) else table
    return list(read_csv(io.BytesIO(data), WORDS, options=TableOptions(**choices)))


def case_of(table: str, **choices: Any) -> Case:
    (found,) = read(table, **choices)
    assert isinstance(found, CaseRows), found
    return to_case(found)


def test_every_column_that_is_no_attribute_has_its_place_in_the_event() -> None:
    case = case_of(
        "case_id,type,at,status,id,about,replaces,corrects,recorded_at,by,born,subject_kind,disabled,outcome\n"
        "C1,icpc.held,2026-03-05T10:00,planned,p1,,,,2026-03-01,,2019-05-04,,true,\n"
        "C1,icpc.held,2026-03-06,,c1,,p1,,2026-03-06T17:30,conference_chair,,child,,child_protection_plan\n"
    )
    assert case.subject == Subject("C1", "child", date(2019, 5, 4), {"disabled": True})
    planned, held = case.events
    assert (planned.status, planned.id, planned.replaces, planned.by) == ("planned", "p1", None, None)
    assert planned.at == datetime.fromisoformat("2026-03-05T10:00:00+00:00") and planned.recorded_at == date(2026, 3, 1)
    assert (held.status, held.id, held.replaces, held.by) == ("occurred", "c1", "p1", "conference_chair")
    assert held.recorded_at == datetime.fromisoformat("2026-03-06T17:30:00+00:00")
    assert held.attributes == {"outcome": "child_protection_plan"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("Yes", True), ("1", True), ("FALSE", False), ("n", False), ("0", False), ("", None), (" ", None)],
)
def test_true_and_false_are_read_as_systems_write_them(text: str, value: bool | None) -> None:
    case = case_of(f"case_id,type,at,child_seen\nC1,visit.made,2026-03-05,{text}\n")
    assert case.events[0].attributes.get("child_seen") is value


def test_a_set_that_was_recorded_empty_is_not_a_set_that_was_not_recorded() -> None:
    table = "case_id,type,at,shared_with\nC1,outcome.shared,2026-03-05,{}\n"
    assert case_of(table.format("referrer; parent")).events[0].attributes == {
        "shared_with": frozenset({"referrer", "parent"})
    }
    assert case_of(table.format(";")).events[0].attributes == {"shared_with": frozenset()}
    assert case_of(table.format("")).events[0].attributes == {}


def test_attributes_in_a_map_are_those_in_columns() -> None:
    in_columns = case_of("case_id,type,at,child_seen,place\nC1,visit.made,2026-03-05,true,home\n")
    as_json = '{""child_seen"": true, ""place"": ""home"", ""seen_alone"": null}'
    assert case_of(f'case_id,type,at,attributes\nC1,visit.made,2026-03-05,"{as_json}"\n') == in_columns
    beside = '{""place"": ""home""}'
    assert case_of(f'case_id,type,at,attributes,child_seen\nC1,visit.made,2026-03-05,"{beside}",yes\n') == in_columns


def test_a_midnight_is_a_time_unless_it_is_said_to_be_a_day() -> None:
    table = "case_id,type,at\nC1,visit.made,2026-07-05 00:00:00\n"
    assert case_of(table).events[0].at == datetime.fromisoformat("2026-07-05T00:00:00+01:00")
    assert case_of(table, midnight_is_day=True).events[0].at == date(2026, 7, 5)


def test_columns_that_are_to_be_ignored_and_a_mark_at_the_head_do_not_matter() -> None:
    plain = case_of("case_id,type,at\nC1,visit.made,2026-03-05\n")
    table = "\ufeffteam,case_id,type,at,team\r\nnorth,C1,visit.made,2026-03-05,south\r\n\r\n"
    assert case_of(table, ignore=frozenset({"team"})) == plain


HEADERS = {
    "case_id,type": ("table-no-column", "there is no column 'at'"),
    "case_id,type,at,at": ("table-same-column", "two columns are called 'at'"),
    "case_id,type,at,outcom": (
        "table-unknown-column",
        "no word of the vocabulary is 'outcom'; did you mean 'outcome'?",
    ),
    "": ("table-empty", "there is no header line"),
    "\xff": ("table-encoding", "the header is not UTF-8"),
}


@pytest.mark.parametrize("header", HEADERS, ids=[code for code, _ in HEADERS.values()])
def test_a_header_that_will_not_do_refuses_the_table(header: str) -> None:
    with pytest.raises(Refused) as refused:
        read(header.encode("latin-1") + b"\nC1,visit.made,2026-03-05,x,y\n")
    assert HEADERS[header] in [(problem.code, problem.message) for problem in refused.value.problems]


HEAD = "case_id,type,at,status,id,about,recorded_at,by,born,subject_kind,disabled,child_seen,seen_alone,attributes\n"
GOOD = "A1,visit.made,2026-03-05,,,,,,,,,,,\n"
ROWS = {
    "no id": (",visit.made,2026-03-05,,,,,,,,,,,\n", "table-no-case", "case_id"),
    "no type": ("B1,,2026-03-05,,,,,,,,,,,\n", "table-no-type", "type"),
    "unknown type": (f"B1,{SECRET}.held,2026-03-05,,,,,,,,,,,\n", "table-unknown-type", "type"),
    "no date": ("B1,visit.made,,,,,,,,,,,,\n", "table-date", "at"),
    "date the other way round": ("B1,visit.made,05/03/2026,,,,,,,,,,,\n", "table-date", "at"),
    "no such day": ("B1,visit.made,2026-02-30,,,,,,,,,,,\n", "table-date", "at"),
    "a time the clocks skip": ("B1,visit.made,2026-03-29T01:30,,,,,,,,,,,\n", "table-date", "at"),
    "a placeholder": ("B1,visit.made,1900-01-01,,,,,,,,,,,\n", "table-date", "at"),
    "status": (f"B1,visit.made,2026-03-05,{SECRET},,,,,,,,,,\n", "table-status", "status"),
    "recorded": (f"B1,visit.made,2026-03-05,,,,{SECRET},,,,,,,\n", "table-date", "recorded_at"),
    "role": (f"B1,visit.made,2026-03-05,,,,,{SECRET},,,,,,\n", "table-role", "by"),
    "birth": (f"B1,visit.made,2026-03-05,,,,,,{SECRET},,,,,\n", "table-date", "born"),
    "kind": (f"B1,visit.made,2026-03-05,,,,,,,{SECRET},,,,\n", "table-kind", "subject_kind"),
    "fact": (f"B1,visit.made,2026-03-05,,,,,,,,{SECRET},,,\n", "table-wrong-type", "disabled"),
    "boolean": (f"B1,visit.made,2026-03-05,,,,,,,,,{SECRET},,\n", "table-wrong-type", "child_seen"),
    "attribute of another type": ("B1,icpc.held,2026-03-05,,,,,,,,,true,,\n", "table-attribute", "child_seen"),
    "no map": (f"B1,visit.made,2026-03-05,,,,,,,,,,,{SECRET}\n", "table-map", "attributes"),
    "an array": ('B1,visit.made,2026-03-05,,,,,,,,,,,"[[""place"",""home""]]"\n', "table-map", "attributes"),
    "a name twice": ('B1,visit.made,2026-03-05,,,,,,,,,,,"{""place"":""home"",""place"":""home""}"\n',
                     "table-map", "attributes"),
    "in both": ('B1,visit.made,2026-03-05,,,,,,,,,yes,,"{""child_seen"":true}"\n', "table-twice", "attributes"),
    "a word that is none": (f'B1,visit.made,2026-03-05,,,,,,,,,,,"{{""place"":""{SECRET}""}}"\n',
                            "table-not-allowed", "attributes"),
    "contradicted": ("B1,visit.made,2026-03-05,,,,,,2019-05-04,,,,,\nB1,visit.made,2026-03-06,,,,,,2019-05-05,,,,,\n",
                     "table-contradicts", "born"),
    "one id twice": ("B1,visit.made,2026-03-05,,x,,,,,,,,,\nB1,visit.made,2026-03-06,,x,,,,,,,,,\n",
                     "table-same-id", "id"),
    "about nothing": (f"B1,visit.made,2026-03-05,,,{SECRET},,,,,,,,\n", "table-no-such-event", "about"),
    "too few cells": (f"B1,visit.made,2026-03-05,{SECRET}\n", "table-width", None),
    "too many cells": (f"B1,visit.made,2026-03-05,,,,,,,,,,,,{SECRET}\n", "table-width", None),
    "bytes of another encoding": (f"B1,visit.made,2026-03-05,,{SECRET}\udce9,,,,,,,,,\n", "table-encoding", None),
}  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_what_is_wrong_sets_its_case_aside_and_nothing_else(what: str) -> None:
    rows, code, column = ROWS[what]
    table = HEAD + GOOD + rows + GOOD.replace("A1", "Z1")
    first, failed, last = read(table.encode("utf-8", "surrogateescape"))
    assert isinstance(first, CaseRows) and isinstance(last, CaseRows) and isinstance(failed, CaseFailure)
    assert (first.case_id, last.case_id) == ("A1", "Z1")
    assert (failed.problem.code, failed.problem.column) == (code, column)
    assert failed.problem.line == 3 + (rows.count("\n") - 1)
    assert SECRET not in repr(failed.problems)


def test_a_quote_that_is_never_closed_spoils_the_cases_around_it_and_not_the_run() -> None:
    head = "case_id,type,at,id\n"
    rows = [f"C{number},visit.made,2026-03-05,\n" for number in range(20_000)]
    rows[3] = 'C3,visit.made,2026-03-05,"never closed\n'
    found = read(head + "".join(rows))
    failed = [each for each in found if isinstance(each, CaseFailure)]
    assert [each.problem.code for each in failed] == ["table-csv", "table-csv"]
    assert failed[0].problem.line == 5 and failed[0].case_id == "C2"
    assert isinstance(found[-1], CaseRows) and found[-1].case_id == "C19999"


def test_more_rows_than_any_case_has_are_set_aside_before_they_fill_the_memory() -> None:
    table = "case_id,type,at\n" + "C1,visit.made,2026-03-05\n" * (MOST_ROWS + 1) + "C2,visit.made,2026-03-05\n"
    long, short = read(table)
    assert isinstance(long, CaseFailure) and long.problem.code == "table-too-long" and isinstance(short, CaseRows)


def test_several_problems_of_a_case_are_told_and_the_rest_counted() -> None:
    (failed,) = read("case_id,type,at\n" + "C1,visit.made,\n" * 30)
    assert isinstance(failed, CaseFailure)
    assert [problem.line for problem in failed.problems] == list(range(2, 22)) and failed.more == 10


texts = st.text(st.sampled_from("0123456789-T: Z+"), max_size=20)
days = st.dates(date(1969, 1, 1), date(2101, 12, 31)).map(date.isoformat)
times = st.times().map(lambda at: at.isoformat("seconds"))
ends = st.sampled_from(["", "Z", "+01:00", " +00:00", ".5"])


@given(texts | days | st.builds("{}T{}{}".format, days, times, ends))
def test_moments_are_read_as_the_clock_reads_them(text: str) -> None:
    slow, quick = parse_moment(text), Moments().of_text(text)
    if isinstance(slow, MomentProblem):
        assert quick == slow
    else:
        assert isinstance(slow, Moment) and not isinstance(quick, MomentProblem)
        assert (quick[3], quick[0] if quick[1] else None) == (slow.day, slow.instant)


def test_every_attribute_of_every_history_reads_back_as_it_was() -> None:
    checked = 0
    for case in histories():
        for event in case.events:
            for name, value in event.attributes.items():
                attribute = WORDS.events[event.type][name]
                assert attribute_of_text(name, attribute, text_of_attribute(value), WORDS.roles) == value
                checked += 1
    assert checked > 500


def test_histories_read_back_as_they_were() -> None:
    for case in histories():
        (found,) = read_back(csv_of([case]), WORDS, case.coverage)
        assert found.subject == case.subject and found.coverage == case.coverage
        assert [_known(event) for event in found.events] == [_known(event) for event in case.events]


def _known(event: Event) -> tuple[object, ...]:
    at, recorded = parse_moment(event.at), event.recorded_at and parse_moment(event.recorded_at)
    attributes = {name: value for name, value in event.attributes.items() if value is not None}
    return (event.type, at, recorded, event.status, event.id, event.about, event.replaces, event.by, attributes)


# ------------------------------------------------------------------ Arrow


def in_arrow(columns: dict[str, pa.Array], **choices: Any) -> list[CaseRows | CaseFailure]:
    batch = pa.RecordBatch.from_pydict(columns)
    return list(ArrowReader(batch.schema, WORDS, TableOptions(**choices)).cases([batch]))


MOMENTS = {
    "dates": pa.array([date(2026, 7, 5)] * 2, pa.date32()),
    "dates of milliseconds": pa.array([date(2026, 7, 5)] * 2, pa.date64()),
    "text": pa.array(["2026-07-05"] * 2),
    "words of a dictionary": pa.array(["2026-07-05"] * 2).dictionary_encode(),
}


@pytest.mark.parametrize("kind", MOMENTS)
def test_days_are_read_from_columns_of_every_type(kind: str) -> None:
    (case,) = in_arrow({"case_id": pa.array([7, 7]), "type": pa.array(["visit.made"] * 2), "at": MOMENTS[kind]})
    assert isinstance(case, CaseRows) and case.case_id == "7"
    assert [event.at for event in to_case(case).events] == [date(2026, 7, 5)] * 2


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Europe/London", "America/New_York"])
def test_times_are_read_from_timestamps_in_london_or_in_their_own_zone(unit: str, zone: str | None) -> None:
    at = (
        datetime.fromisoformat("2026-07-05T09:30")
        if zone is None
        else datetime.fromisoformat("2026-07-05T08:30:00+00:00")
    )
    column = pa.array([at], pa.timestamp(unit, zone))
    (case,) = in_arrow({"case_id": pa.array(["A"]), "type": pa.array(["visit.made"]), "at": column})
    assert isinstance(case, CaseRows)
    assert to_case(case).events[0].at == datetime.fromisoformat("2026-07-05T09:30:00+01:00")


def test_a_time_the_clocks_skip_and_a_year_that_is_none_set_a_case_aside() -> None:
    for at in map(datetime.fromisoformat, ("2026-03-29T01:30", "1900-01-01T00:00")):
        column = pa.array([at], pa.timestamp("us"))
        (failed,) = in_arrow({"case_id": pa.array(["A"]), "type": pa.array(["visit.made"]), "at": column})
        assert isinstance(failed, CaseFailure) and failed.problem.code == "table-date"
    empty = pa.array([None], pa.timestamp("us"))
    (failed,) = in_arrow({"case_id": pa.array(["A"]), "type": pa.array(["visit.made"]), "at": empty})
    assert isinstance(failed, CaseFailure) and failed.problem.message == "there is no date"


TYPED = {
    "bool": ("child_seen", pa.array([True]), True),
    "int of 0 and 1": ("child_seen", pa.array([0]), False),
    "float with gaps": ("child_seen", pa.array([1.0]), True),
    "not a number": ("child_seen", pa.array([float("nan")]), None),
    "text": ("child_seen", pa.array(["no"]), False),
    "null": ("child_seen", pa.array([None], pa.bool_()), None),
    "map": ("attributes", pa.array([[("child_seen", "true")]], pa.map_(pa.string(), pa.string())), True),
    "JSON": ("attributes", pa.array(['{"child_seen": true}']), True),
    "struct": ("attributes", pa.array([{"child_seen": True}]), True),
}


@pytest.mark.parametrize("kind", TYPED)
def test_attributes_are_read_from_columns_of_every_type(kind: str) -> None:
    name, column, value = TYPED[kind]
    (case,) = in_arrow({"case_id": pa.array(["A"]), "type": pa.array(["visit.made"]), "at": MOMENTS["dates"][:1],
                        name: column})  # fmt: skip
    assert isinstance(case, CaseRows), case
    assert case.events[0][5].get("child_seen") is value


def test_lists_are_sets_and_an_empty_list_is_an_empty_set() -> None:
    lists = pa.array([["parent", "referrer"], [], None])
    (case,) = in_arrow({"case_id": pa.array(["A"] * 3), "type": pa.array(["outcome.shared"] * 3),
                        "at": pa.array([date(2026, 7, day) for day in (1, 2, 3)]), "shared_with": lists})  # fmt: skip
    assert isinstance(case, CaseRows)
    found = [row[5].get("shared_with") for row in case.events]
    assert found == [frozenset({"parent", "referrer"}), frozenset(), None]


def test_columns_whose_type_cannot_hold_what_they_are_for_refuse_the_table() -> None:
    good = {"case_id": pa.array(["A"]), "type": pa.array(["visit.made"]), "at": MOMENTS["dates"][:1]}
    for name in good:
        with pytest.raises(Refused, match=f"table-type the column '{name}' is of type double"):
            in_arrow({**good, name: pa.array([1.5])})


def test_the_event_schema_says_what_each_column_means() -> None:
    schema = event_schema(WORDS, ["child_seen", "shared_with", "disabled"])
    assert schema.field("shared_with").type == pa.list_(pa.string())
    assert all(field.metadata[b"description"] for field in schema)
