"""Problems as values: their order, their spelling suggestions and how they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_rules.problems import (
    Place,
    Problem,
    Refused,
    Severity,
    has_errors,
    nearest,
    quoted,
    render,
    sort_problems,
)


def _problem(place: Place | None, message: str = "wrong", severity: Severity = Severity.ERROR) -> Problem:
    return Problem(place, "not-valid", severity, message)


def test_refused_lists_every_problem_in_the_order_of_the_files() -> None:
    last = _problem(Place("b.yaml", 1, 1), "third")
    first = _problem(Place("a.yaml", 9, 3), "first")
    second = _problem(Place("a.yaml", 10, 1), "second")
    refused = Refused([last, second, first])
    assert refused.problems == (first, second, last)
    assert str(refused).splitlines() == [
        "a.yaml:9:3: not-valid first",
        "a.yaml:10:1: not-valid second",
        "b.yaml:1:1: not-valid third",
    ]


def test_problems_without_a_place_come_first() -> None:
    lost = _problem(None)
    placed = _problem(Place("a.yaml", 1, 1))
    assert sort_problems([placed, lost]) == [lost, placed]


def test_only_errors_make_a_file_unusable() -> None:
    warning = _problem(None, severity=Severity.WARNING)
    assert not has_errors([warning, _problem(None, severity=Severity.NOTE)])
    assert has_errors([warning, _problem(None)])


# -------------------------------------------------------------------------- spelling

EVENTS = [
    "child_protection.core_group.held",
    "child_protection.icpc.held",
    "child_protection.rcpc.held",
    "child_protection.visit.done",
    "looked_after.visit.done",
    "looked_after.review.held",
    "every",
    "within",
    "while",
    "where",
    "do",
    "id",
]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("evry", "every"),
        ("Every", "every"),
        ("EVERY", "every"),
        ("withn", "within"),
        ("whlie", "while"),
        ("were", "where"),
        ("dO", "do"),
        ("ID", "id"),
        ("child_protection.core_group.hold", "child_protection.core_group.held"),
        ("child-protection.core-group.held", "child_protection.core_group.held"),
        ("child protection.core group.held", "child_protection.core_group.held"),
        ("child_protction.icpc.held", "child_protection.icpc.held"),
        ("looked_after.visit.don", "looked_after.visit.done"),
        ("lookedafter.review.held", "looked_after.review.held"),
        ("core_group.held", "child_protection.core_group.held"),
        ("icpc.held", "child_protection.icpc.held"),
        ("colour", None),
        ("", None),
        ("x" * 500, None),
        ("adoption.panel.sat", None),
    ],
)
def test_the_nearest_word_is_the_one_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, EVENTS) == meant


def test_no_word_is_near_when_there_are_none() -> None:
    assert nearest("every", []) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=10), max_size=8), st.randoms())
def test_the_nearest_word_does_not_depend_on_the_order_of_the_choices(words: list[str], random: object) -> None:
    shuffled = sorted(words, key=lambda word: hash((word, str(random))))
    assert nearest("every", words) == nearest("every", shuffled)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.from_regex(r"[a-z_]{1,8}(\.[a-z_]{1,8}){0,2}", fullmatch=True), min_size=1, max_size=8))
def test_a_word_that_is_a_choice_is_nearest_to_itself(words: list[str]) -> None:
    for word in words:
        if word.strip("_"):
            assert nearest(word, words) == word


def test_quoted_is_short_and_cannot_command_a_terminal() -> None:
    assert quoted("a" * 1_000) == f"'{'a' * 59}…'"
    assert quoted("\x1b[2J\n") == "'\\x1b[2J\\n'"
    assert quoted("caf\u00e9 \u202egnp") == "'caf\u00e9 \\u202egnp'"


# ------------------------------------------------------------------------- rendering


def test_the_caret_stands_under_the_word() -> None:
    text = "id: visit\nevery: 10 days\n"
    shown = render(_problem(Place("a.yaml", 2, 8)), text, colour=False).splitlines()
    assert shown[0] == "a.yaml:2:8: error: wrong [not-valid]"
    assert shown[1] == "    2 | every: 10 days"
    assert shown[2] == "      |        ^^"


def test_expected_fix_and_rule_have_lines_of_their_own() -> None:
    problem = Problem(None, "x", Severity.WARNING, "odd", "even", "add one", "child_protection.visit")
    assert render(problem, None, colour=False).splitlines() == [
        "warning: odd [x]",
        "      rule: child_protection.visit",
        "      expected: even",
        "      fix: add one",
    ]


def test_without_the_text_no_line_is_shown() -> None:
    assert render(_problem(Place("a.yaml", 2, 8)), None, colour=False) == "a.yaml:2:8: error: wrong [not-valid]"


def test_a_place_beyond_the_text_shows_no_line() -> None:
    assert "|" not in render(_problem(Place("a.yaml", 9, 1)), "one\ntwo\n", colour=False)


def test_a_tab_takes_one_column_so_that_the_caret_stays_under_the_word() -> None:
    shown = render(_problem(Place("a.yaml", 1, 5)), "\ta: no", colour=False).splitlines()
    assert shown[1].index("no") == shown[2].index("^")


def test_wide_letters_push_the_caret_two_columns_each() -> None:
    shown = render(_problem(Place("a.yaml", 1, 5)), "\u540d\u524d: no\n", colour=False).splitlines()
    assert shown[2].index("^") == shown[1].index("no") + 2


def test_a_long_line_is_cut_around_the_place() -> None:
    text = f"a: {'x' * 300} no {'y' * 300}"
    shown = render(_problem(Place("a.yaml", 1, 305)), text, colour=False).splitlines()
    assert len(shown[1]) < 130
    assert shown[1].count("…") == 2
    assert shown[1][shown[2].index("^") :].startswith("no")


def test_a_file_cannot_command_the_terminal_through_its_lines() -> None:
    problem = Problem(Place("\x1b[2Ja.yaml", 1, 1), "x", Severity.ERROR, "bad \x1b[31m", "\x07", "\x08", "\x1b")
    shown = render(problem, "a: \x1b[31mred\u202e\n", colour=False)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown


def test_colour_is_only_there_when_asked_for() -> None:
    problem = _problem(Place("a.yaml", 1, 1))
    assert "\x1b[1;31merror:" in render(problem, "a: 1\n", colour=True)
    assert "\x1b" not in render(problem, "a: 1\n", colour=False)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.integers(1, 5), st.integers(1, 90))
def test_any_place_in_any_text_can_be_shown(text: str, line: int, column: int) -> None:
    shown = render(_problem(Place("a.yaml", line, column)), text, colour=False)
    assert shown.startswith(f"a.yaml:{line}:{column}: error: wrong")
    assert all(ch.isprintable() or ch == "\n" for ch in shown)
