"""A case that is written reads back equal, whatever it holds, and fits the JSON Schema."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from practice_rules.case import Case, Coverage, Event, EventCoverage, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.problems import has_errors
from practice_rules.readers.case_file import read_cases
from practice_rules.readers.case_schema import case_schema
from practice_rules.readers.case_writer import write_case
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import Attribute

WORDS = load_vocabulary()
ROLES = sorted(WORDS.roles)
TYPES = sorted(WORDS.events)
OFFSETS = st.sampled_from([None, *(timezone(timedelta(minutes=15 * step)) for step in (-20, 0, 4, 23))])

texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)
days = st.dates(date(1971, 1, 1), date(2099, 12, 30))
# Noon, so that no local time is one that a clock change skips.
moments = st.builds(lambda day, zone: datetime(day.year, day.month, day.day, 12, 30, 15, tzinfo=zone), days, OFFSETS)


def _value(attribute: Attribute) -> st.SearchStrategy[AttributeValue]:
    kind = attribute.type
    some: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(-(10**20), 10**20),
        "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        "text": texts,
        "reference": texts,
        "date": st.dates(),
        "datetime": days | moments,
        "duration": st.sampled_from(["10 working days", "6 to 8 weeks", "same working day", "48 hours"]),
        "choice": st.sampled_from(sorted(attribute.values) or ["-"]),
        "role": st.sampled_from(ROLES),
        "choices": st.frozensets(st.sampled_from(sorted(attribute.values) or ["-"])),
        "roles": st.frozensets(st.sampled_from(ROLES), max_size=4),
    }
    return st.none() | some[kind]


@st.composite
def _event(draw: st.DrawFn, number: int) -> Event:
    name = draw(st.sampled_from(TYPES))
    known = WORDS.events[name]
    chosen = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=4)) if known else []
    return Event(
        name,
        draw(days | moments),
        draw(st.sampled_from(["occurred", "planned", "cancelled"])),
        id=f"e{number}",
        about=f"e{number - 1}" if number and draw(st.booleans()) else None,
        replaces="e0" if number and draw(st.booleans()) else None,
        corrects="e0" if number and draw(st.booleans()) else None,
        recorded_at=draw(st.none() | days | moments),
        by=draw(st.none() | st.sampled_from(ROLES)),
        attributes={each: draw(_value(known[each])) for each in chosen},
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    facts = draw(st.lists(st.sampled_from(sorted(WORDS.subject_facts)), unique=True))
    subject = Subject(
        draw(texts),
        draw(st.sampled_from(["child", "worker", "carer", "family", "referral", "adopter", "team"])),
        draw(st.none() | st.dates()),
        {fact: draw(_value(WORDS.subject_facts[fact])) for fact in facts},
    )
    held = st.builds(
        EventCoverage, st.sampled_from(["complete", "latest"]), st.none() | st.just(date(2020, 1, 1)),
        st.none() | st.just(date(2026, 1, 1)), st.none() | st.just(frozenset[str]()),
    )  # fmt: skip
    coverage = st.builds(
        Coverage, texts, st.dictionaries(st.sampled_from(TYPES), held, max_size=3),
        st.none() | st.frozensets(st.sampled_from(sorted(WORDS.subject_facts))),
    )  # fmt: skip
    count = draw(st.integers(0, 4))
    return Case(subject, tuple(draw(_event(number)) for number in range(count)), draw(st.none() | coverage))


@given(cases(), st.none() | texts)
@example(Case(Subject("C1", born=date.min)), None)
@settings(max_examples=150, deadline=None)
def test_a_written_case_reads_back_equal(case: Case, name: str | None) -> None:
    found = read_cases(write_case(case, name), "c.yaml")
    assert not has_errors(found.problems)
    assert found.cases == (case,)
    assert found.names == (name,)


@given(cases())
@settings(max_examples=50, deadline=None)
def test_writing_gives_the_same_bytes_each_time(case: Case) -> None:
    (again,) = read_cases(write_case(case), "c.yaml").cases
    assert write_case(again) == write_case(case)


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "y", "null", "~", "true", "12", "012", "1e3", "2026-03-03", "12:30", "a: b", "a #b", "- a", "'", '"',
     "\\", " a ", "\n", "\t", "\x00", "\x85", "\u2028", "\ufeff", "\u200b", "\xa0", "\U0001f600", "é", "{a}", "&a",
     "*a", "!a", "%a", "@a", "`a", "|", ">", "?", ".inf", "0x1F", "1_000"],
)  # fmt: skip
def test_text_that_yaml_could_take_for_something_else_reads_back(text: str) -> None:
    case = Case(Subject(text), (Event("icpc.held", date(2026, 3, 3), attributes={"category": text}),))
    assert read_cases(write_case(case), "c.yaml").cases == (case,)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"], ids=["not a number", "infinite", "surrogate"])
def test_what_no_file_can_hold_is_refused(value: float | str) -> None:
    case = Case(Subject("C1"), (Event("icpc.held", date(2026, 3, 3), attributes={"category": value}),))
    with pytest.raises(ValueError, match="cannot hold"):
        write_case(case)


# ----------------------------------------------------------------------------- the JSON Schema


@cache
def _checker() -> jsonschema.Draft202012Validator:
    schema = case_schema(WORDS)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _as_json(text: str) -> Any:
    """A YAML text as a JSON reader would have it."""
    return json.loads(json.dumps(yaml.safe_load(text), default=lambda value: value.isoformat()))


@given(cases())
@settings(max_examples=40, deadline=None)
def test_every_written_case_fits_the_schema(case: Case) -> None:
    _checker().validate(_as_json(write_case(case)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": {"id": "C1"}, "evnts": []},
        {"subject": {"id": "C1", "facts": {"disabld": True}}},
        {"subject": {"id": "C1"}, "events": [{"type": "icpc.hold", "at": "2026-03-03"}]},
        {"subject": {"id": "C1"}, "events": [{"type": "icpc.held", "at": "3 March"}]},
        {"subject": {"id": "C1"}, "events": [{"type": "icpc.held", "at": "2026-03-03", "outcom": "no_plan"}]},
        {"subject": {"id": "C1"}, "events": [{"type": "icpc.held", "at": "2026-03-03", "outcome": "none"}]},
        {"subject": {"id": "C1"}, "events": [{"type": "icpc.held"}]},
        {"cases": [{}]},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    assert not _checker().is_valid(wrong)
    assert has_errors(read_cases(json.dumps(wrong), "c.json").problems)


def test_every_key_of_the_schema_is_described() -> None:
    for name, shape in case_schema()["$defs"].items():
        for key, value in shape["properties"].items():
            assert "$ref" in value or value.get("description"), f"{name}.{key}"
