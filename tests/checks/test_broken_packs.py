"""Broken packs, from single slips to subtle nonsense: each is caught at its line, under its code, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from practice_rules.checks.pages import pages
from practice_rules.checks.registry import CHECKS, SENSE
from practice_rules.checks.whole import check_pack
from practice_rules.problems import Problem, render
from practice_rules.yaml_source import SourceDocument, read_yaml

HERE = Path(__file__).parent
ROW = re.compile(r"(?P<file>\w+): (?P<line>\d+) (?P<code>[a-z\d-]+) ?(?P<phrase>.*)")

EXPECTED: dict[str, list[tuple[int, str, str]]] = {}
for each in (HERE / "broken" / "EXPECTED.txt").read_text(encoding="utf-8").splitlines()[1:]:
    row = ROW.fullmatch(each)
    assert row is not None, each
    EXPECTED.setdefault(row["file"], []).append((int(row["line"]), row["code"], row["phrase"]))

JARGON = (
    "input should",
    "dict",
    "string",
    "integer",
    "boolean",
    "field required",
    "nonetype",
    "union",
    "validation",
    "object",
)


def problems_of(text: str) -> list[Problem]:
    read = read_yaml(text.encode(), "elmet.yaml")
    return check_pack(read)[1] if isinstance(read, SourceDocument) else read


def broken(name: str) -> str:
    """Bytes and all: some are broken by how their lines end."""
    return (HERE / "broken" / f"{name}.yaml").read_bytes().decode()


def test_there_are_many_broken_packs_and_each_is_expected() -> None:
    assert len(EXPECTED) >= 150
    assert {path.stem for path in (HERE / "broken").glob("*.yaml")} == set(EXPECTED)


def test_the_pack_they_were_made_from_has_no_problem() -> None:
    assert [str(problem) for problem in problems_of((HERE / "good_pack.yaml").read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_pack_is_caught_at_its_line_and_nowhere_else(name: str) -> None:
    problems = problems_of(broken(name))
    found = [(problem.place.line if problem.place else 0, problem.code) for problem in problems]
    assert sorted(found) == sorted(row[:2] for row in EXPECTED[name])
    for line, code, phrase in EXPECTED[name]:
        assert any(
            phrase in problem.message and problem.code == code and problem.place and problem.place.line == line
            for problem in problems
        ), [problem.message for problem in problems]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_said_of_a_broken_pack_is_plain_and_says_what_to_do(name: str) -> None:
    text = broken(name)
    for problem in problems_of(text):
        words = f"{problem.message} {problem.expected} {problem.fix}".lower()
        assert not [word for word in JARGON if re.search(rf"\b{word}\b", words)]
        assert problem.expected or problem.fix or "did you mean" in problem.message or problem.code.startswith("bad-")
        assert "^" in render(problem, text, colour=False)


def test_every_check_of_sense_is_tried_by_a_broken_pack_or_its_page() -> None:
    tried = {code for rows in EXPECTED.values() for _, code, _ in rows}
    assert {check.CODE for check in CHECKS} - tried <= {page.code for page in pages()}
    assert len(tried & {check.CODE for check in SENSE}) >= 25
