"""Editions: a trigger is judged by the edition in force on its day."""

from __future__ import annotations

from pathlib import Path

import pytest

from practice_rules.engine.compiler import CannotCompile
from practice_rules.packs import load_editions
from tests.engine.said import HEAD, event, owed

RULE = """rules:
  - id: child_protection.said
    title: Said so
    form: deadline
    after: icpc.held
    within: {within}
    do: core_group.held
    standard: [SAI-001]
    source: {{document: standards, section: S}}
"""


def edition(folder: Path, name: str, dates: str, within: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(HEAD.replace("{name: test}", f"{{name: {name}{dates}}}") + RULE.format(within=within))
    return path


@pytest.mark.parametrize(
    ("held", "expected"),
    [("2026-03-31", "2026-04-16"), ("2026-04-01", "2026-04-10"), ("2026-04-02", "2026-04-13")],
)
def test_the_day_before_on_and_after_a_new_edition(tmp_path: Path, held: str, expected: str) -> None:
    paths = [
        edition(tmp_path, "new", ", from: 2026-04-01", "5 working days"),
        edition(tmp_path, "old", "", "10 working days"),
    ]
    pack = load_editions(paths)
    assert owed(pack, [event("icpc.held", held)], "2026-04-03") == [f"due {expected}"]


def test_an_edition_with_an_end_and_none_after_it_judges_nothing_later(tmp_path: Path) -> None:
    pack = load_editions([edition(tmp_path, "old", ", to: 2026-03-31", "10 working days")])
    assert owed(pack, [event("icpc.held", "2026-04-01")], "2026-04-03") == []


def test_two_editions_without_a_beginning_cannot_follow_each_other(tmp_path: Path) -> None:
    paths = [edition(tmp_path, "a", "", "5 working days"), edition(tmp_path, "b", "", "10 working days")]
    with pytest.raises(CannotCompile, match="from when"):
        load_editions(paths)
