"""What plain words, numbers and dates mean, and where each of them stands."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_rules.problems import Place, Problem, source_lines
from practice_rules.yaml_source import Limits, SourceDocument, read_yaml, read_yaml_file


def _read(text: str | bytes, **options: Any) -> SourceDocument:
    document = read_yaml(text, "leeds.yaml", **options)
    assert isinstance(document, SourceDocument), document
    return document


def _refused(text: str | bytes, **options: Any) -> list[Problem]:
    problems = read_yaml(text, "leeds.yaml", **options)
    assert isinstance(problems, list), problems.value
    return problems


# -------------------------------------------------------------------------- meanings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ('"yes"', "yes"),
        ("'no'", "no"),
        ("yes please", "yes please"),
        ("none", "none"),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("10", 10),
        ('"010"', "010"),
        ("2.5", 2.5),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1.0e+3", 1000.0),
        ("2.5E-1", 0.25),
        ("2E4 form", "2E4 form"),
        ("1:30", "1:30"),
        ("48:00", "48:00"),
        ("08:30", "08:30"),
        ("190:20:30", "190:20:30"),
        ("10 working days", "10 working days"),
        ("0.5.1", "0.5.1"),
        ("12,000", "12,000"),
        ("1-2", "1-2"),
        ("-", "-"),
        ("2026-03-31", date(2026, 3, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ('"2026-02-30"', "2026-02-30"),
        ("2026-03-31T14:30", "2026-03-31T14:30"),
        ("2026-03-31 14:30:00+01:00", "2026-03-31 14:30:00+01:00"),
        ("2026-03-29T01:30", "2026-03-29T01:30"),
        ("31/03/2026", "31/03/2026"),
        ("=", "="),
        ("nanny", "nanny"),
        ("infant", "infant"),
        ("Norfolk", "Norfolk"),
    ],
)
@pytest.mark.parametrize("libyaml", [True, False])
def test_a_value_means_one_thing(written: str, meant: object, libyaml: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not libyaml:
        monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    if written == "-":
        written = '"-"'
    value = _read(f"value: {written}\n").value["value"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(
    "word", ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N"]
)
def test_a_word_that_yaml_1_1_takes_for_true_or_false_is_refused_with_both_fixes(word: str) -> None:
    (problem,) = _refused(f"child_seen: {word}\n")
    assert problem.code == "yaml-ambiguous-word"
    assert problem.fix is not None
    assert f'"{word}"' in problem.fix
    assert "true" in problem.fix or "false" in problem.fix


@pytest.mark.parametrize("written", ["1e3", "2E4", "1.5e3", "-.5", "0E0", "1_000"])
def test_a_number_that_only_some_readers_see_is_refused(written: str) -> None:
    (problem,) = _refused(f"value: {written}\n")
    assert problem.code == "yaml-unclear-number"
    assert problem.fix is not None
    assert f'"{written}"' in problem.fix


def test_json_may_write_its_numbers_as_it_does() -> None:
    assert _read('{"value": 1e3, "next": [2E-2, -1.5e3]}').value == {"value": 1000.0, "next": [0.02, -1500.0]}


def test_folded_and_kept_text_is_text_even_when_it_reads_as_a_number() -> None:
    assert _read("a: |\n  010\nb: >-\n  no\n").value == {"a": "010\n", "b": "no"}


def test_core_tags_are_accepted_where_they_agree() -> None:
    assert _read("a: !!str 010\nb: !!int 5\nc: !!seq [x]\nd: !!map {}\n").value == {
        "a": "010",
        "b": 5,
        "c": ["x"],
        "d": {},
    }


def test_keys_may_be_words_whole_numbers_and_dates() -> None:
    document = _read("closures:\n  2026-12-24: Christmas Eve\n  5: five\n")
    assert document.value == {"closures": {date(2026, 12, 24): "Christmas Eve", 5: "five"}}
    assert document.place(("closures", "2026-12-24"), key=True) == Place("leeds.yaml", 2, 3)
    assert document.place(("closures", "5")) == Place("leeds.yaml", 3, 6)


def test_a_key_and_the_same_key_in_quotes_are_duplicates_as_they_would_be_in_json() -> None:
    (problem,) = _refused('5: five\n"5": cinq\n')
    assert problem.code == "yaml-duplicate-key"


def test_only_values_that_are_plain_come_out() -> None:
    text = "a: [1, 2.5, true, null, 2026-01-01, x, {b: c}]\n"
    value = _read(text).value
    assert [type(entry) for entry in value["a"]] == [int, float, bool, type(None), date, str, dict]


def test_a_byte_order_mark_is_passed_over_with_a_warning() -> None:
    document = _read(b"\xef\xbb\xbfid: visit\n")
    assert document.value == {"id": "visit"}
    assert document.place(("id",), key=True) == Place("leeds.yaml", 1, 1)
    assert [problem.code for problem in document.notes] == ["yaml-byte-order-mark"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(ending: str) -> None:
    document = _read(ending.join(["id: visit", "# a comment", "every: 5 days", ""]))
    assert document.place(("every",)) == Place("leeds.yaml", 3, 8)
    (problem,) = _refused(ending.join(["id: visit", "", "seen: no"]))
    assert problem.place == Place("leeds.yaml", 3, 7)


# ---------------------------------------------------------------------------- places


def test_place_of_what_is_missing_is_the_nearest_place_around_it() -> None:
    document = _read("rules:\n- id: visit\n  after: {event: icpc.held}\n")
    assert document.place(()) == Place("leeds.yaml", 1, 1)
    assert document.place(("rules", 0, "after", "where", "outcome")) == Place("leeds.yaml", 3, 10)
    assert document.place(("rules", 7)) == Place("leeds.yaml", 2, 1)
    assert document.place(("rules", 0, "id", "x")) == Place("leeds.yaml", 2, 7)
    assert document.reach(("rules", 0, "after", "where")) == ("rules", 0, "after")


def test_enclosing_id_is_that_of_the_innermost_block() -> None:
    document = _read("id: pack\nrules:\n- id: visit\n  after: {event: x}\n- title: nameless\n")
    assert document.enclosing_id(("rules", 0, "after", "event")) == "visit"
    assert document.enclosing_id(("rules", 1, "title")) == "pack"


def test_columns_count_characters_and_not_bytes() -> None:
    document = _read('{"é😀": "x", "next": [1]}')
    assert document.place(("next",), key=True) == Place("leeds.yaml", 1, 13)


def _all_paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _all_paths(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            found += _all_paths(inner, (*path, position))
    return found


_LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\u2028\u2029\ufeff\ufffe\uffff",
)
_TEXT = st.text(_LETTERS, max_size=12)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(_JSON)
def test_what_is_written_as_json_is_read_back(value: Any) -> None:
    value = [value]  # a number alone in a file does not show that the file is JSON
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent="\t")):
        read = _read(text).value
        assert read == value
        assert repr(read) == repr(value)


@settings(max_examples=150, deadline=None)
@given(_JSON)
def test_what_pyyaml_writes_with_quotes_is_read_back(value: Any) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=60)
    # With every scalar quoted, PyYAML marks what is not text with a core tag.
    read = yaml.safe_load(text)
    assert read == value
    unquoted = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_flow_style=True)
    document = read_yaml(unquoted, "leeds.yaml")
    if isinstance(document, SourceDocument):
        assert document.value == value
    else:
        # Only what YAML readers disagree on may be refused, never misread.
        assert {problem.code for problem in document} <= {
            "yaml-ambiguous-word",
            "yaml-unclear-number",
            "yaml-not-a-number",
            "yaml-key-kind",
            "yaml-hidden-character",
            "yaml-duplicate-key",
            "yaml-impossible-date",
            "yaml-unclear-date",
            "yaml-escape",
        }


@settings(max_examples=100, deadline=None)
@given(_JSON)
def test_every_place_points_at_text_that_is_there(value: Any) -> None:
    value = [value]
    text = json.dumps(value, indent=1)
    document = _read(text)
    lines = source_lines(text)
    for path in _all_paths(value):
        place = document.place(path)
        here = lines[place.line - 1][place.column - 1 :]
        wanted = document.value_at(path)
        start = {dict: "{", list: "["}.get(type(wanted)) or json.dumps(wanted)
        assert here.startswith(start)
        if path and isinstance(path[-1], str):
            key = document.place(path, key=True)
            assert lines[key.line - 1][key.column - 1 :].startswith(json.dumps(path[-1]))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab:- \n\t#'\"[]{},&*!|>%@`?\\0159.~éy\u00a0\u200b"), max_size=40))
def test_any_text_is_read_or_refused_and_never_fails(text: str) -> None:
    answer = read_yaml(text, "leeds.yaml")
    lines = source_lines(text)
    if isinstance(answer, SourceDocument):
        return
    assert answer
    for problem in answer:
        assert problem.place is not None
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 2


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_never_fail(source: bytes) -> None:
    answer = read_yaml(source, "leeds.yaml")
    assert isinstance(answer, SourceDocument) or answer


# --------------------------------------------------------------------------- aliases


def test_aliases_are_copied_where_they_are_allowed_with_their_places() -> None:
    document = _read("first: &visit\n  do: visit\nsecond: *visit\n", aliases=True)
    assert document.value == {"first": {"do": "visit"}, "second": {"do": "visit"}}
    assert document.place(("second", "do")) == Place("leeds.yaml", 2, 7)


def test_an_alias_of_the_block_it_is_in_is_refused() -> None:
    (problem,) = _refused("first: &visit\n  again: *visit\n", aliases=True)
    assert (problem.code, problem.place) == ("yaml-alias", Place("leeds.yaml", 2, 10))
    assert "the very block it is in" in problem.message


def test_an_alias_of_nothing_is_refused() -> None:
    (problem,) = _refused("first: *visit\n", aliases=True)
    assert "not been named" in problem.message


def test_a_chain_of_aliases_cannot_go_deeper_than_is_accepted() -> None:
    lines = ["a0: &a0 [[[[x]]]]"]
    lines += [f"a{n}: &a{n} [[[[*a{n - 1}]]]]" for n in range(1, 30)]
    codes = [problem.code for problem in _refused("\n".join(lines), aliases=True)]
    assert codes == ["yaml-too-deep"]


# ------------------------------------------------------------------------ JSON's ways


def test_json_escapes_of_emoji_are_read_and_later_columns_still_fit() -> None:
    text = '{"a": "\\ud83d\\ude00\\ud83d\\ude00", "b": "\\\\ud83d", "c": 1}'
    document = _read(text)
    assert document.value == json.loads(text)
    assert document.place(("c",)).column == text.index("1}") + 1
    assert document.text == text


def test_a_backslash_before_an_escape_is_no_part_of_a_pair() -> None:
    # A backslash, the letters ud83d, and half a pair: JSON reads it, UTF-8 cannot hold it.
    (problem,) = _refused('{"a": "\\\\ud83d\\ude00"}')
    assert problem.code == "yaml-escape"


def test_half_a_pair_of_json_escapes_is_refused() -> None:
    (problem,) = _refused('{"a": "\\ud83d"}')
    assert problem.code == "yaml-escape"


# ---------------------------------------------------------------------------- private


def test_problems_of_a_private_file_repeat_nothing_from_it() -> None:
    text = "name: Yes\nMargaret: 010\nMargaret: x\nborn: 2011-02-30\nat: &Margaret x\nby: *Margaret\n"
    for problem in _refused(text, private=True):
        words = f"{problem.message} {problem.expected} {problem.fix}"
        for secret in ("Yes", "Margaret", "010", "2011", "30 February"):
            assert secret not in words


def test_a_document_does_not_show_what_it_holds_in_a_log() -> None:
    assert repr(_read("name: Marguerite\n")) == "SourceDocument('leeds.yaml')"


# ------------------------------------------------------------------------------ files


def test_a_file_that_is_not_there_is_a_problem_and_not_an_exception(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        problems = read_yaml_file(path, file="pack.yaml")
        assert isinstance(problems, list)
        assert [(problem.code, problem.place) for problem in problems] == [
            ("yaml-cannot-open", Place("pack.yaml", 1, 1))
        ]


@pytest.mark.parametrize("wrong", [{"size": 0}, {"depth": 0}, {"depth": 151}, {"problems": -1}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at (least|most)"):
        Limits(**wrong)
