"""Who is stricter, decided from the rules alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from practice_rules.compare.matrix import as_csv, as_json, as_markdown, compare_packs
from practice_rules.compare.overlay import Overlaid, read_overlay, side_of
from practice_rules.compare.strictness import Relation, compare_rules
from practice_rules.language.pack import PackFile
from practice_rules.packs import find_pack, read_pack, standard_calendars
from practice_rules.problems import Problem
from practice_rules.vocabulary.load import load_vocabulary

CALENDARS = standard_calendars()


def pack(body: str, name: str = "one", more: str = "") -> PackFile:
    text = (
        f"pack: {name}\ntitle: T\ncouncil: C\nedition: {{name: e}}\nsources: {{s: {{title: T, publisher: P}}}}\n{more}"
        f"rules:\n  - id: child_protection.said\n    title: Said so\n    {body}\n    standard: [AAA-001]\n"
        "    source: {document: s, section: S}\n"
    )
    read, problems = read_pack(text, f"{name}.yaml")
    assert read is not None and not problems, [str(problem) for problem in problems]
    return read


def relation(left: str, right: str) -> Relation:
    mine, theirs = pack(left), pack(right)
    return compare_rules(side_of(mine, mine.rules[0], CALENDARS), side_of(theirs, theirs.rules[0], CALENDARS)).relation


def deadline(within: str, after: str = "icpc.held", do: str = "core_group.held") -> str:
    return f"form: deadline\n    after: {after}\n    within: {within}\n    do: {do}"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (deadline("10 working days"), deadline("10 working days"), Relation.SAME),
        (deadline("5 working days"), deadline("10 working days"), Relation.STRICTER),
        (deadline("10 working days"), deadline("5 working days"), Relation.LOOSER),
        (deadline("7 days"), deadline("1 week"), Relation.SAME),
        (deadline("4 weeks"), deadline("1 month"), Relation.STRICTER),
        (deadline("7 days"), deadline("5 working days"), Relation.NOT_COMPARABLE),
        (deadline("10 days"), deadline("7 working days"), Relation.NOT_COMPARABLE),
        (deadline("5 working days"), deadline("5 working days", after="referral.received"), Relation.NOT_COMPARABLE),
        (
            "form: lead\n    before: icpc.held\n    at_least: 5 working days\n    do: conference_report.shared",
            "form: lead\n    before: icpc.held\n    at_least: 2 working days\n    do: conference_report.shared",
            Relation.STRICTER,
        ),
        (
            "form: check\n    at: strategy_discussion.held\n    have: {attended_by: {includes: [police, health]}}",
            "form: check\n    at: strategy_discussion.held\n    have: {attended_by: {includes: [police]}}",
            Relation.STRICTER,
        ),
        (
            "form: series\n    while: child_protection_plan\n    every: 6 weeks\n    do: visit.made",
            "form: series\n    while: child_protection_plan\n    every: 4 weeks\n    do: visit.made",
            Relation.LOOSER,
        ),
    ],
)
def test_who_is_stricter(left: str, right: str, expected: Relation) -> None:
    assert relation(left, right) is expected
    turned = {Relation.STRICTER: Relation.LOOSER, Relation.LOOSER: Relation.STRICTER}
    assert relation(right, left) is turned.get(expected, expected)


def test_a_definition_is_compared_by_what_it_means_and_not_by_its_name() -> None:
    body = "form: series\n    while: child_protection_plan\n    every: 4 weeks\n    do: {do}"
    define = (
        "definitions: {{{name}: {{meaning: It counts., act: {{event: visit.made, where: {{child_seen: true}}}}}}}}\n"
    )
    mine = pack(body.format(do="seen"), more=define.format(name="seen"))
    theirs = pack(body.format(do="statutory"), more=define.format(name="statutory"))
    verdict = compare_rules(side_of(mine, mine.rules[0], CALENDARS), side_of(theirs, theirs.rules[0], CALENDARS))
    assert verdict.relation is Relation.SAME


def test_the_matrix_names_the_stricter_council_and_what_only_one_has() -> None:
    packs = [pack(deadline("5 working days"), "aa"), pack(deadline("10 working days"), "bb")]
    topics = compare_packs(packs, load_vocabulary(), CALENDARS)
    assert [(topic.packs, topic.stricter()) for topic in topics] == [(("aa", "bb"), "aa")]
    assert "within 5 working days" in as_markdown(topics, ["aa", "bb"])
    assert as_csv(topics).count("\n") == 3
    assert '"relation": "at least as strict as"' in as_json(topics)
    alone = compare_packs(packs[:1], load_vocabulary(), CALENDARS)
    assert alone[0].stricter() == "only aa"


BASE = (
    "pack: base\ntitle: T\ncouncil: C\nedition: {name: e}\nsources: {s: {title: T, publisher: P}}\nrules:\n"
    "  - id: child_protection.first\n    title: The first thing\n    form: deadline\n    after: icpc.held\n"
    "    within: 10 working days\n    do: core_group.held\n    standard: [AAA-001]\n    source: {document: s, section: S}\n"
    "  - id: child_protection.second\n    title: What follows a breach\n    form: deadline\n"
    "    after: {breach: child_protection.first}\n    within: 1 working day\n    do: escalation.raised\n"
    "    standard: [AAA-002]\n    source: {document: s, section: S}\n"
)


def overlaid(folder: Path, body: str) -> tuple[Overlaid | None, list[Problem]]:
    (folder / "base.yaml").write_text(BASE)
    (folder / "local.yaml").write_text(f"overlay: local\nextends: base.yaml\ntitle: Ours\n{body}")
    return read_overlay(folder / "local.yaml", read_pack, find_pack, CALENDARS)


def test_a_tightening_is_at_least_as_strict_and_a_loosening_is_listed(tmp_path: Path) -> None:
    change = "change:\n  - {{rule: child_protection.first, set: {{within: {n} working days}}, reason: we agreed it}}\n"
    tighter, _ = overlaid(tmp_path, change.format(n=5))
    looser, _ = overlaid(tmp_path, change.format(n=15))
    assert tighter is not None and tighter.at_least_as_strict
    assert looser is not None and [w.verdict.why for w in looser.weakenings] == [
        "15 working days against 10 working days"
    ]


def test_an_unknown_rule_is_refused_at_its_line_with_a_suggestion(tmp_path: Path) -> None:
    found, problems = overlaid(tmp_path, "switch_off:\n  - {rule: child_protection.frist, reason: not ours}\n")
    assert found is None
    assert [(p.place.line if p.place else 0, p.code, p.fix) for p in problems] == [
        (5, "unknown-word", "did you mean 'child_protection.first'?")
    ]


def test_switching_off_a_rule_that_others_hang_on_is_refused(tmp_path: Path) -> None:
    found, problems = overlaid(tmp_path, "switch_off:\n  - {rule: child_protection.first, reason: not ours}\n")
    assert found is None
    assert "left-hanging" in [problem.code for problem in problems]


def test_a_change_is_checked_as_any_rule_is(tmp_path: Path) -> None:
    body = "change:\n  - {rule: child_protection.first, set: {within: 10 wroking days}, reason: a slip}\n"
    found, problems = overlaid(tmp_path, body)
    assert found is None
    assert [p.place.line for p in problems if p.place] == [5]


def test_a_further_condition_on_what_counts_is_stricter() -> None:
    act = "form: series\n    while: child_protection_plan\n    every: 4 weeks\n    do: {{event: visit.made, where: {{{where}}}}}"
    alone, seen = act.format(where="child_seen: true, seen_alone: true"), act.format(where="child_seen: true")
    assert relation(alone, seen) is Relation.STRICTER
    assert relation(seen, alone) is Relation.LOOSER


def test_the_example_overlay_lies_over_wakefield_and_names_its_one_weakening() -> None:
    path = Path(__file__).parents[2] / "examples" / "overlay.yaml"
    laid, problems = read_overlay(path, read_pack, find_pack, CALENDARS)
    assert laid is not None and not problems
    assert [weakening.rule_id for weakening in laid.weakenings] == ["recording.chronology.interval"]
    assert any(rule.id == "child_protection.conference.family_told_outcome" for rule in laid.pack.rules)
