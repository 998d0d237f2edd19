"""Examples at the edges of a rule: made for every kind of dated rule, and true of the rule as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from practice_rules.cli import main
from practice_rules.engine.compile import CompiledPack
from practice_rules.examples.boundary import boundary_examples
from practice_rules.examples.making import CannotMake
from practice_rules.examples.run import Tried, read_examples, try_examples
from practice_rules.packs import load_pack

GOOD = Path(__file__).parent / "good_pack.yaml"
HOURS = """
  - id: section_47.child_seen.first
    title: The child is seen quickly when enquiries start
    form: deadline
    after: section_47.started
    within: 24 hours
    do: {event: visit.made, where: {child_seen: true}}
    standard: [ELM-010]
    source: {document: standards, section: Enquiries}
  - id: child_protection.plan.endless
    title: The plan is shared at some time
    form: deadline
    after: child_protection_plan.started
    do: management_oversight.recorded
    standard: [ELM-010]
    source: {document: standards, section: Plans}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "elmet.yaml"
    file.write_text(
        GOOD.read_text(encoding="utf-8").replace("from: 2025-04-01", "from: 2020-01-01") + HOURS.lstrip("\n"),
        encoding="utf-8",
    )
    return file


@pytest.fixture
def pack(path: Path) -> CompiledPack:
    return load_pack(path)


def tried(text: str, pack: CompiledPack, folder: Path) -> list[Tried]:
    file = folder / "edges.yaml"
    file.write_text(text, encoding="utf-8")
    read = read_examples(file, pack)
    assert read.problems == []
    return list(try_examples(read, pack, lambda *_: pack))


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["test", *map(str, words)])


@pytest.mark.parametrize(
    "rule",
    [
        "child_protection.core_group.first",
        "child_protection.visit",
        "looked_after.visit",
        "child_protection.conference.report.shared",
        "looked_after.planning_meeting",
        "child_protection.plan.duration",
        "section_47.child_seen.first",
    ],
)
def test_the_examples_of_every_dated_form_hold(rule: str, pack: CompiledPack, tmp_path: Path) -> None:
    found = tried(boundary_examples(pack, rule), pack, tmp_path)
    assert len(found) >= 12
    assert all(each.holds for each in found)
    assert {"met", "breached"} & {status for each in found for status in each.statuses}


def test_the_day_before_and_on_the_day_are_met_and_the_day_after_is_late(pack: CompiledPack, tmp_path: Path) -> None:
    found = tried(boundary_examples(pack, "child_protection.core_group.first"), pack, tmp_path)
    by_name = {each.example.name: each.statuses for each in found}
    assert by_name["in an ordinary week, the day before"] == ("met",)
    assert by_name["in an ordinary week, on the day"] == ("met",)
    assert by_name["in an ordinary week, the day after"] == ("breached",)


def test_easter_and_christmas_move_the_date(pack: CompiledPack) -> None:
    text = boundary_examples(pack, "child_protection.core_group.first")
    assert "due: 2026-04-20}" in text
    assert "due: 2026-01-12}" in text


def test_even_a_lead_of_two_days_is_counted_back_over_easter_and_christmas(pack: CompiledPack) -> None:
    text = boundary_examples(pack, "child_protection.conference.report.shared")
    names = [line for line in text.splitlines() if "over a bank holiday" in line or "over Christmas" in line]
    assert len(names) >= 6
    assert "icpc.held: 2026-04-07, status: planned" in text
    assert "icpc.held: 2025-12-29, status: planned" in text


def test_a_count_of_a_single_working_day_passes_over_easter(path: Path) -> None:
    path.write_text(
        path.read_text(encoding="utf-8").replace("within: 10 working days", "within: 1 working day"), encoding="utf-8"
    )
    assert "due: 2026-04-07}" in boundary_examples(load_pack(path), "child_protection.core_group.first")


def test_a_quota_by_term_says_that_it_needs_the_terms(path: Path) -> None:
    path.write_text(
        path.read_text(encoding="utf-8").replace("in: {each: 6 months}", "in: school_term"), encoding="utf-8"
    )
    with pytest.raises(CannotMake, match="dates of school terms"):
        boundary_examples(load_pack(path), "looked_after.planning_meeting")


def test_hours_are_tried_to_the_minute_over_both_clock_changes(pack: CompiledPack) -> None:
    text = boundary_examples(pack, "section_47.child_seen.first")
    assert "name: when the clocks go forward, a minute after" in text
    assert 'due: "2026-03-29T11:00"' in text
    assert 'due: "2026-10-25T09:00"' in text


def test_a_rule_without_a_date_has_no_edge(pack: CompiledPack) -> None:
    for rule in ("child_protection.plan.endless", "case_closure.requirements", "child_protection.plan.childs_voice"):
        with pytest.raises(CannotMake):
            boundary_examples(pack, rule)


def test_the_command_writes_them_and_says_when_it_cannot(path: Path) -> None:
    assert run(path, "--boundary", "child_protection.visit").stdout.startswith("# Examples at the edges of child_")
    none = run(path, "--boundary", "case_closure.requirements")
    assert (none.exit_code, none.stdout) == (3, "")
    assert "no date to be early or late for" in none.stderr
    wrong = run(path, "--boundary", "child_protection.vist")
    assert (wrong.exit_code, "Did you mean 'child_protection.visit'?" in wrong.stderr) == (2, True)
    assert run(path, "--boundary", "child_protection").exit_code == 2
