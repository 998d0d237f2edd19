"""Files made to exhaust or mislead a reader are refused quickly and in little memory."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from practice_rules.problems import Problem
from practice_rules.yaml_source import Limits, SourceDocument, read_yaml, read_yaml_file

_SECONDS = 5.0
_MEGABYTES = 60


def _refused(read: Callable[[], SourceDocument | list[Problem]]) -> list[str]:
    """The codes a file is refused under, having checked what refusing it took."""
    tracemalloc.start()
    began = time.perf_counter()
    try:
        problems = read()
        took = time.perf_counter() - began
        peak = tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()
    assert isinstance(problems, list)
    assert took < _SECONDS
    assert peak < _MEGABYTES
    assert all(len(str(problem)) < 500 for problem in problems)
    return [problem.code for problem in problems]


def _bomb(levels: int) -> str:
    """Lists of nine lists of nine lists: a few lines that stand for billions of values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_alias_bomb_is_refused_for_its_first_anchor() -> None:
    codes = _refused(lambda: read_yaml(_bomb(10), "bomb.yaml"))
    assert set(codes) == {"yaml-anchor", "yaml-alias"}


def test_alias_bomb_is_refused_by_what_it_stands_for_where_aliases_are_allowed() -> None:
    codes = _refused(lambda: read_yaml(_bomb(12), "bomb.yaml", aliases=True))
    assert codes == ["yaml-too-many"]


def test_many_aliases_of_one_large_block_are_counted_each_time() -> None:
    text = f"big: &big [{'x, ' * 1_000}x]\nall: [{'*big, ' * 600}*big]\n"
    assert _refused(lambda: read_yaml(text, "bomb.yaml", aliases=True)) == ["yaml-too-many"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_100_000_deep_is_refused_at_the_limit(opening: str) -> None:
    assert _refused(lambda: read_yaml(opening * 100_000, "deep.yaml")) == ["yaml-too-deep"]


def test_nesting_by_indentation_is_refused_at_the_limit() -> None:
    text = "\n".join(f"{' ' * depth}a:" for depth in range(2_000))
    assert _refused(lambda: read_yaml(text, "deep.yaml")) == ["yaml-too-deep"]


def test_nesting_up_to_the_limit_is_read() -> None:
    assert isinstance(read_yaml("[" * 40 + "]" * 40, "deep.yaml"), SourceDocument)
    assert isinstance(read_yaml("[" * 41 + "]" * 41, "deep.yaml"), list)


def test_a_file_of_100_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as large:
        line = b"- " + b"x" * 1_022 + b"\n"
        for _ in range(100):
            large.write(line * 1_000)
    assert path.stat().st_size > 100_000_000
    assert _refused(lambda: read_yaml_file(path)) == ["yaml-too-big"]


def test_a_text_is_refused_by_its_bytes_and_not_its_letters() -> None:
    limits = Limits(size=100)
    assert isinstance(read_yaml("t: " + "é" * 48, "a.yaml", limits=limits), SourceDocument)
    assert _refused(lambda: read_yaml("t: " + "é" * 49, "a.yaml", limits=limits)) == ["yaml-too-big"]
    assert _refused(lambda: read_yaml(b"t: " + b"e" * 98, "a.yaml", limits=limits)) == ["yaml-too-big"]


@pytest.mark.parametrize("style", ["{}", '"{}"', "|\n  {}"])
def test_a_value_of_four_million_letters_is_refused(style: str) -> None:
    text = "reading: " + style.format("x" * 4_000_000) + "\n"
    assert _refused(lambda: read_yaml(text, "long.yaml")) == ["yaml-too-long"]


def test_a_key_of_a_million_letters_is_refused() -> None:
    codes = _refused(lambda: read_yaml("? " + "k" * 1_000_000 + "\n: 1\n", "long.yaml"))
    assert codes == ["yaml-too-long"]


def test_a_number_of_100_000_digits_is_refused_without_working_it_out() -> None:
    limits = Limits(scalar=1_000_000)
    codes = _refused(lambda: read_yaml("count: " + "9" * 100_000, "long.yaml", limits=limits))
    assert codes == ["yaml-not-a-number"]


def test_half_a_million_values_are_more_than_a_pack_holds() -> None:
    assert _refused(lambda: read_yaml("- x\n" * 10_001, "many.yaml", limits=Limits(nodes=10_000))) == ["yaml-too-many"]


def test_problems_are_listed_up_to_a_limit() -> None:
    codes = _refused(lambda: read_yaml("- no\n" * 100_000, "many.yaml"))
    assert len(codes) == 201
    assert codes[-1] == "yaml-too-many-problems" or "yaml-too-many-problems" in codes


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system",
        "!!python/object/new:type",
        "!!python/name:os.system",
        "!!python/module:os",
        "!<tag:yaml.org,2002:python/object/apply:subprocess.Popen>",
        "!!binary",
        "!!omap",
        "!ruby/object:Gem",
    ],
)
@pytest.mark.parametrize("value", ["x", "[x]", "{a: x}", '"x"'])
def test_no_tag_makes_an_object_or_runs_code(tag: str, value: str, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    codes = _refused(lambda: read_yaml(f"a: {tag} {value.replace('x', f'touch {trace}')}\n", "tag.yaml"))
    assert codes == ["yaml-tag"]
    assert not trace.exists()


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\x85", "\ufeff", "\ufffe", "\ud800"])
@pytest.mark.parametrize("frame", ["a: {}", "a: 'x{}'", "# {}\na: 1", "{}a: 1\n{}b: 2"])
def test_characters_that_are_not_text_are_refused_wherever_they_are(character: str, frame: str) -> None:
    text = "id: x\n" + frame.replace("{}", character)
    codes = _refused(lambda: read_yaml(text, "odd.yaml"))
    assert set(codes) <= {"yaml-control-character", "yaml-line-separator"}


def test_a_megabyte_of_nuls_is_refused_with_a_short_list() -> None:
    assert len(_refused(lambda: read_yaml(b"\x00" * 1_000_000, "nul.yaml"))) == 20


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp037"])
def test_other_encodings_are_refused(encoding: str) -> None:
    codes = _refused(lambda: read_yaml("id: visité\n".encode(encoding), "odd.yaml"))
    assert set(codes) <= {"yaml-not-utf8", "yaml-control-character"}


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 3_000_000,
        "#\n" * 1_500_000,
        "# " + "%" * 2_000_000,
        " " * 3_000_000 + "%",
        '"' + "\\" * 3_000_000,
        "{" + '"\\ud83d\\ude00":1,' * 100_000,
        "a: " + "'" * 40_001,
        ("a" * 2_000 + ": b\n") * 500,
        "[" + "," * 1_000_000,
        "&a " * 500_000,
        "!" * 1_000_000,
    ],
)
def test_tedious_texts_are_refused_in_good_time(text: str) -> None:
    assert _refused(lambda: read_yaml(text, "tedious.yaml"))


def test_escape_codes_of_a_terminal_never_reach_it() -> None:
    problems = read_yaml('"\\e[31mred": 1\n"\\e[31mred": 2\n', "colour.yaml")
    assert isinstance(problems, list)
    assert "\x1b" not in problems[0].message


def test_reading_alone_does_not_load_the_validator() -> None:
    code = (
        "import sys; from practice_rules.yaml_source import read_yaml; read_yaml('a: 1', 'a.yaml');"
        "sys.exit('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0


def test_a_pack_of_4_200_lines_is_read_in_a_tenth_of_a_second() -> None:
    rule = (
        "- id: child_protection.core_group.r{}\n  title: First core group meets\n  form: deadline\n  after:\n"
        "    event: icpc.held\n    where:\n      outcome: child_protection_plan\n"
        "      age: 5\n      seen: true\n"
        "      place: [home, placement]\n  within: 10 working days\n  responsible: social_worker\n"
        "  standard: [WAK-001]\n  strength: must\n"
    )
    text = "rules:\n" + "".join(rule.format(number) for number in range(300))
    assert text.count("\n") > 4_200
    fastest = 60.0
    for _ in range(5):
        began = time.perf_counter()
        assert isinstance(read_yaml(text, "pack.yaml"), SourceDocument)
        fastest = min(fastest, time.perf_counter() - began)
    # A tenth of a second is the aim; shared machines are given four times as long.
    assert fastest < 0.4
