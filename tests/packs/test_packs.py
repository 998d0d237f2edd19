"""Every shipped pack: whole, readable, accounted for, and each of its rules tried."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.examples.run import Tried, example_files, read_examples, try_examples
from practice_rules.language.rules import Check, Deadline, Gate, Judgement, Lead, Limit, Quota, RuleBase, Series
from practice_rules.language.soundness import statements_used
from practice_rules.packs import find_pack, load_pack, pack_names, read_pack
from practice_rules.standards_folder import standards_folder
from tests.packs.satisfy import TODAY, CannotSolve, begin, make

NAMES = pack_names()
TIMED = (Deadline, Lead, Series, Quota, Gate, Limit)
ROOT = standards_folder()


def as_of(day_after: int = 1) -> Moment:
    return Moment(TODAY.toordinal() + day_after, None)


@cache
def whole(name: str) -> CompiledPack:
    """A pack with every alternative in use as well, so that each rule can be tried."""
    pack, problems = read_pack(find_pack(name))
    assert pack is not None and not problems
    return load_pack(name, alternatives=[rule.id for rule in pack.rules if rule.alternative_to is not None])


@cache
def tried(name: str) -> list[Tried]:
    pack = load_pack(name)
    outcomes: list[Tried] = []
    for path in example_files([ROOT / "examples" / name]):
        read = read_examples(path, pack)
        assert not read.problems, "\n".join(str(problem) for problem in read.problems)
        outcomes += try_examples(
            read, pack, lambda ids, calendars: load_pack(name, alternatives=ids, calendars=calendars)
        )
    return outcomes


@pytest.mark.parametrize("name", NAMES)
def test_the_pack_reads_without_a_problem(name: str) -> None:
    pack, problems = read_pack(find_pack(name))
    assert [str(problem) for problem in problems] == []
    assert pack is not None
    assert pack.pack == name


@pytest.mark.parametrize("name", NAMES)
def test_every_numbered_statement_is_accounted_for(name: str) -> None:
    pack, _ = read_pack(find_pack(name))
    assert pack is not None
    assert pack.catalogue is not None
    used = statements_used(pack)
    assert [number for number in pack.catalogue.statements() if number not in used] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_worked_example_holds(name: str) -> None:
    failed = [f"{t.place} {t.example.rule}: {t.example.name}: {t.differences}" for t in tried(name) if not t.holds]
    assert failed == []


@pytest.mark.parametrize("name", NAMES)
def test_every_timed_rule_has_an_example_met_and_one_breached(name: str) -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for outcome in tried(name):
        shown[outcome.example.rule] |= set(outcome.statuses)
    pack, _ = read_pack(find_pack(name))
    assert pack is not None
    lacking = {
        rule.id: sorted({"met", "breached"} - shown[rule.id])
        for rule in pack.rules
        if isinstance(rule, TIMED) and not {"met", "breached"} <= shown[rule.id]
    }
    assert lacking == {}


def statuses(pack: CompiledPack, case: object, rule: RuleBase) -> list[str]:
    rows = evaluate_rows(case, pack, as_of()).rows  # type: ignore[arg-type]
    return [row.status for row in rows if row.rule.id == rule.id]


@pytest.mark.parametrize("name", NAMES)
def test_every_judgement_can_be_met_breached_and_unknown(name: str) -> None:
    pack = whole(name)
    unsolved = []
    for ready in pack.rules:
        rule = ready.rule
        if not isinstance(rule, Judgement):
            continue
        try:
            story = begin(pack, rule)
        except CannotSolve as why:
            unsolved.append(f"{rule.id}: {why}")
            continue
        bare = story.case()
        assert "unknown" in statuses(pack, bare, rule), rule.id
        for answer, expected in (("met", "met"), ("not_met", "breached")):
            told = make("practice_audit.answered", TODAY, {"rule": rule.id, "answer": answer}, "audit")
            assert expected in statuses(pack, replace(bare, events=(*bare.events, told)), rule), (rule.id, answer)
    assert len(unsolved) <= 0.05 * len(pack.rules), unsolved


@pytest.mark.parametrize("name", NAMES)
def test_every_check_can_be_met_breached_and_unknown(name: str) -> None:
    pack = whole(name)
    shown = defaultdict(set)
    for outcome in tried(name):
        shown[outcome.example.rule] |= set(outcome.statuses)
    unsolved = []
    for ready in pack.rules:
        rule = ready.rule
        if not isinstance(rule, Check) or {"met", "breached"} <= shown[rule.id]:
            continue
        try:
            found = check_statuses(pack, rule)
        except CannotSolve as why:
            unsolved.append(f"{rule.id}: {why}")
            continue
        settled = rule.have is None or _asks_for_a_record(rule) or _asks_of_what_is_known(pack, rule)
        assert found >= ({"met", "breached"} if settled else {"met", "breached", "unknown"}), (rule.id, found)
    assert len(unsolved) <= 0.05 * len(pack.rules), unsolved


def _asks_of_what_is_known(pack: CompiledPack, rule: Check) -> bool:
    """A check of an attribute by which it is triggered is never unknown: without it there is no trigger."""
    assert rule.have is not None
    guarded = next(e for e in reversed(begin(pack, rule).events) if e.at == TODAY)
    return set(rule.have.tests) <= set(guarded.attributes)


def _asks_for_a_record(rule: Check) -> bool:
    """A check that asks whether something was written down need not be unknown: if it was not, it was not."""
    assert rule.have is not None
    parts = [rule.have, *(rule.have.any_of or ())]
    return any(getattr(test, "recorded", None) is not None for part in parts for test in part.tests.values())


def check_statuses(pack: CompiledPack, rule: Check) -> set[str]:
    """The statuses a check shows when its facts hold, when each in turn fails, and when nothing is recorded."""
    story = begin(pack, rule)
    found: set[str] = set()
    if rule.while_ is not None:
        found.update(statuses(pack, story.case(), rule))
        story.hold(rule.while_)
    guarded = next(e for e in reversed(story.events) if e.at == TODAY)
    others = [e for e in story.events if e is not guarded]
    bare = dict(guarded.attributes)
    if guarded.by is not None:
        bare["by"] = guarded.by

    def look(values: dict[str, object]) -> None:
        story.events = [*others, make(guarded.type, TODAY, values, "guarded")]
        found.update(statuses(pack, story.case(), rule))

    look(bare)
    if rule.have is None:
        return found
    good = story.values(guarded.type, rule.have, bare)
    look(good)
    parts = [rule.have, *(rule.have.any_of or ())]
    broken = dict(good)
    for part in parts:
        for attribute, test in part.tests.items():
            value = story.bad(guarded.type, attribute, test)
            look({**good, attribute: value})
            if isinstance(test, list):
                for other in story.choices(story.attribute(guarded.type, attribute)):
                    look({**good, attribute: other})
            broken[attribute] = value
    look(broken)
    for option in rule.have.none_of or ():
        look(story.values(guarded.type, option, good))
    return found


SEEDS = Path(__file__).parent / "seeds"


@pytest.mark.parametrize("name", NAMES)
def test_the_keys_of_every_rule_stand_in_the_same_order(name: str) -> None:
    order = ["id", "title", "form", "strength", "subject"]
    last = ["only_if", "unless", "lapses_when", "responsible", "standard", "source", "reading"]
    text = find_pack(name).read_text(encoding="utf-8")
    for block in re.split(r"(?m)^  - (?=id: )", text)[1:]:
        keys = re.findall(r"(?m)^(?:    )?([a-z_]+):", block)
        keys = keys[: len(keys)]
        front = [key for key in keys if key in order]
        back = [key for key in keys if key in last]
        assert front == sorted(front, key=order.index), block[:80]
        assert back == sorted(back, key=last.index), block[:80]


def test_there_is_a_pack_for_each_of_the_five_councils() -> None:
    assert set(NAMES) >= {"wakefield", "leeds", "knowsley", "york", "st_helens"}


def test_gates_and_limits_count_as_timed() -> None:
    assert {Gate, Limit} <= set(TIMED)


def test_a_folder_of_the_same_name_hides_no_shipped_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "york").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_pack("york") == ROOT / "york.yaml"
