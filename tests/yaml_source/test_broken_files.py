"""Every broken file is refused at its line, under its code, in words that name the mistake."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from practice_rules.problems import Problem, render
from practice_rules.yaml_source import CODES, SourceDocument, read_yaml_file, validate
from tests.yaml_source.small_pack import Pack

HERE = Path(__file__).parent
_ROW = re.compile(r"(?P<file>\w+): (?P<line>\d+):(?P<column>\d+) (?P<code>[a-z\d-]+) (?P<phrase>.+)")

Expected = dict[str, list[tuple[int, int, str, str]]]


def _expectations(folder: str) -> Expected:
    expected: Expected = {}
    for line in (HERE / folder / "EXPECTED.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        row = _ROW.fullmatch(line)
        assert row is not None, line
        problem = (int(row["line"]), int(row["column"]), row["code"], row["phrase"])
        expected.setdefault(row["file"], []).append(problem)
    return expected


FILES = _expectations("broken")
PACKS = _expectations("broken_packs")


def _compare(problems: list[Problem], expected: list[tuple[int, int, str, str]]) -> None:
    found = [
        (problem.place.line, problem.place.column, problem.code) for problem in problems if problem.place is not None
    ]
    assert found == [row[:3] for row in expected]
    for problem, row in zip(problems, expected, strict=True):
        assert row[3] in problem.message
        assert problem.code in CODES or problem.fix or problem.code.startswith(("bad-", "unknown-", "shouted-"))


def test_there_are_enough_broken_files() -> None:
    assert len(FILES) >= 80
    assert len(PACKS) >= 50


@pytest.mark.parametrize("folder", ["broken", "broken_packs"])
def test_every_broken_file_has_its_expectation(folder: str) -> None:
    assert {path.stem for path in (HERE / folder).glob("*.yaml")} == set(_expectations(folder))


@pytest.mark.parametrize("name", FILES)
def test_broken_file_is_refused_at_its_line(name: str) -> None:
    problems = read_yaml_file(HERE / "broken" / f"{name}.yaml", file=name)
    assert isinstance(problems, list)
    _compare(problems, FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_broken_file_is_refused_alike_without_libyaml(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    problems = read_yaml_file(HERE / "broken" / f"{name}.yaml", file=name)
    assert isinstance(problems, list)
    _compare(problems, FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_every_problem_of_a_broken_file_says_what_to_do(name: str) -> None:
    problems = read_yaml_file(HERE / "broken" / f"{name}.yaml", file=name)
    assert isinstance(problems, list)
    for problem in problems:
        assert problem.fix
        assert problem.code in CODES
        assert render(problem, None, colour=False).startswith(f"{name}:")


@pytest.mark.parametrize("name", PACKS)
def test_broken_pack_is_refused_at_its_line(name: str) -> None:
    document = read_yaml_file(HERE / "broken_packs" / f"{name}.yaml", file=name)
    assert isinstance(document, SourceDocument), document
    pack, problems = validate(Pack, document)
    assert pack is None
    _compare(problems, PACKS[name])


@pytest.mark.parametrize("name", PACKS)
def test_no_problem_speaks_the_language_of_programmers(name: str) -> None:
    document = read_yaml_file(HERE / "broken_packs" / f"{name}.yaml", file=name)
    assert isinstance(document, SourceDocument)
    for problem in validate(Pack, document)[1]:
        words = f"{problem.message} {problem.expected} {problem.fix}".lower()
        for jargon in (
            "input should",
            "dict",
            "string",
            "integer",
            "boolean",
            "field required",
            "extra inputs",
            "nonetype",
        ):
            assert jargon not in words


def test_good_pack_is_accepted_without_a_word() -> None:
    document = read_yaml_file(HERE / "good_pack.yaml")
    assert isinstance(document, SourceDocument)
    assert document.notes == ()
    pack, problems = validate(Pack, document)
    assert problems == []
    assert pack is not None
    assert [rule.id for rule in pack.rules] == ["child_protection.core_group.first", "child_protection.visit"]
