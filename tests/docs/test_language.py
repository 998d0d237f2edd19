"""The guide to the language: every piece of YAML, and every line of its tables, completed into a pack and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml

from practice_rules.case import Case, Event, Subject
from practice_rules.engine.compile import compile_pack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.examples.run import read_examples, try_examples
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import FORMS
from practice_rules.packs import load_pack, read_pack, standard_calendars
from practice_rules.problems import has_errors
from practice_rules.vocabulary.load import load_vocabulary
from tests.docs.pages import DOCS, blocks

PAGE = "language.md"
TEXT = (DOCS / PAGE).read_text(encoding="utf-8")
BLOCKS = blocks(PAGE, "yaml")
WORDS = load_vocabulary()

HEAD = """\
pack: example
title: Example practice standards
council: Example
edition: {name: "2025"}
sources:
  standards: {title: Practice standards, publisher: Example Council}
vocabulary:
  events:
    icpc.held: {meaning: An initial conference took place., own: {due_on: {type: date, meaning: A date set in it.}}}
definitions:
  statutory_visit:
    meaning: The child is seen, and seen alone, at home.
    act: {event: visit.made, where: {child_seen: true, seen_alone: true, place: home}}
rules:
  - id: child_protection.another
    title: Another rule
    form: deadline
    after: icpc.held
    within: 10 working days
    do: core_group.held
    standard: [EXA-001]
    source: {document: standards, section: Visits}
"""

COMMON = """\
    standard: [EXA-002]
    source: {document: standards, section: Visits}
    reading: A length in days is read as calendar days.
"""

FILLED = {
    "where: {...}": "where: {recorded_at: {recorded: true}}",
    "rule.id": "child_protection.another",
    "not: ...": "not: looked_after",
    "in: P": "in: looked_after",
    "from: anchor, until: anchor": "from: icpc.held, until: rcpc.held",
    "before: anchor": "before: icpc.held",
    "happened: act": "happened: visit.made",
}
"""What the guide leaves open, and what the reader would write there."""


def _filled(written: str, several: str) -> str:
    for gap, filling in FILLED.items():
        written = written.replace(gap, filling)
    return written.replace("[...]", several)


def _pack(rule: str) -> PackFile:
    """A pack with this rule beside another one; fails with every problem when it does not check."""
    text = HEAD + indent(rule, "  ") if not rule.startswith("  - ") else HEAD + rule
    pack, problems = read_pack(text, "example.yaml")
    assert not has_errors(problems), "\n".join(str(problem) for problem in problems) + "\n" + text
    assert pack is not None
    compile_pack(pack, WORDS, standard_calendars(), ())
    return pack


def _rule(form: str, body: str) -> str:
    return f"  - id: child_protection.example\n    title: An example of a rule\n    form: {form}\n{indent(body, '    ')}{COMMON}"


def _section(title: str) -> str:
    found = re.search(rf"^#+ {re.escape(title)}.*?\n(.*?)(?=^##)", TEXT, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def _rows(title: str) -> list[str]:
    """What stands in the first column of a section's table, one entry for each piece of code."""
    lines = [line for line in _section(title).splitlines() if line.startswith("| `")]
    return [code for line in lines for code in re.findall(r"`([^`]+)`", line.split(" | ")[0])]


def _form_blocks() -> Iterator[tuple[str, str]]:
    """Each form's block, and each of the other ways that a comment beginning with `or:` gives."""
    for form in FORMS:
        found = re.search(rf"^### {form.FORM}: .*?```yaml\n(.*?)```", TEXT, re.DOTALL | re.MULTILINE)
        assert found is not None, f"{form.FORM} has no piece of YAML"
        yield form.FORM, found[1]


FORM_BLOCKS = list(_form_blocks())


def test_every_form_has_its_piece_of_yaml() -> None:
    assert [form for form, _ in FORM_BLOCKS] == [form.FORM for form in FORMS]


@pytest.mark.parametrize(("form", "body"), FORM_BLOCKS, ids=[form for form, _ in FORM_BLOCKS])
def test_what_is_shown_of_a_form_is_a_rule(form: str, body: str) -> None:
    """A series shows `every` and `phases`, of which a rule has one; each is tried without the other."""
    ways = [body]
    if form == "series":
        ways = [re.sub(r"^every:.*\n", "", body, flags=re.MULTILINE),
                re.sub(r"^phases:\n(  - .*\n)+", "", body, flags=re.MULTILINE)]  # fmt: skip
    for way in ways:
        _pack(_rule(form, way))


def _other_ways() -> list[str]:
    body = dict(FORM_BLOCKS)["limit"]
    lines = [line.removeprefix("# or: ") for line in body.splitlines() if line.startswith("# or: ")]
    return [re.sub(r"\s+\((or .*)\)$", "", line) for line in lines]


@pytest.mark.parametrize("line", _other_ways())
def test_each_other_way_of_a_limit_is_a_rule(line: str) -> None:
    line = line.replace("or_as_agreed: {...}", "or_as_agreed: {event: temporary_approval.extended, attribute: until, "
                        "only: looser}").replace(" | period (with while:) | in_any: 12 months", "")  # fmt: skip
    keys = yaml.safe_load("{" + line + "}")
    _pack(_rule("limit", yaml.safe_dump(keys, sort_keys=False)))


@pytest.mark.parametrize("written", _rows("Anchors: points in time"))
def test_every_anchor_of_the_table_is_one(written: str) -> None:
    anchor = _filled(written, "[icpc.held, rcpc.held]")
    _pack(_rule("deadline", f"after: {anchor}\nwithin: 10 working days\ndo: core_group.held\nlapses_when: []\n"))


@pytest.mark.parametrize("shift", ["plus", "minus"])
def test_any_anchor_takes_a_length_more_or_less(shift: str) -> None:
    _pack(_rule("deadline", f"after: {{event: icpc.held, {shift}: 2 weeks}}\nwithin: 1 week\ndo: core_group.held\n"))


@pytest.mark.parametrize("written", _rows("States: stretches of time"))
def test_every_state_of_the_table_is_one(written: str) -> None:
    state = _filled(written, "[looked_after, child_protection_plan]")
    _pack(_rule("series", f"while: {state}\nevery: 6 weeks\ndo: statutory_visit\n"))


def _acts() -> list[str]:
    found = re.findall(r"`([^`]+)`", _section("Acts: what discharges a duty"))
    return [code for code in found if code.startswith("{")]


@pytest.mark.parametrize("written", _acts())
def test_every_act_of_the_page_is_one(written: str) -> None:
    act = _filled(written, "[visit.made, core_group.held]")
    _pack(_rule("deadline", f"after: placement.started\nwithin: 5 working days\ndo: {act}\n"))


def _conditions() -> list[str]:
    block = next(block for block in BLOCKS if block.text.startswith("where:\n"))
    return [line.strip() for line in block.text.splitlines()[1:]]


@pytest.mark.parametrize("line", _conditions())
def test_every_condition_of_the_page_can_be_asked_of_some_event(line: str) -> None:
    """An event type of the vocabulary has these attributes and values, and a rule that asks for them checks."""
    refused = []
    for event in sorted(WORDS.events):
        pack, problems = read_pack(HEAD + _rule("check", f"at: {event}\nhave: {_asked(line)}\n"), "example.yaml")
        if pack is not None and not has_errors(problems):
            return
        refused.append(problems[0].message)
    raise AssertionError(f"no event can be asked {line}: {refused[0]}")


def _asked(line: str) -> str:
    asked: Any = yaml.safe_load(line)
    return yaml.safe_dump(asked, default_flow_style=True, width=1000).strip()


def test_the_whole_pack_checks_once_it_has_a_rule() -> None:
    block = next(block for block in BLOCKS if block.text.startswith("pack: example                       #"))
    rule = HEAD.partition("rules:\n")[2]
    pack, problems = read_pack(block.text.replace("rules: []", "rules:\n" + rule.rstrip() + "  #"), "example.yaml")
    assert not has_errors(problems), [str(problem) for problem in problems]
    assert pack is not None
    assert pack.catalogue is not None


def test_the_keys_of_a_rule_are_in_the_table() -> None:
    described = set(
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", _section("What every rule says"), re.M)))
    )
    particular = set(FORMS[0].model_fields) - set(FORMS[-1].model_fields)
    assert set(FORMS[0].model_fields) - particular - {"on"} <= described


LENGTHS = re.findall(r"`([^`]+)`", _section("Lengths of time"))


@pytest.mark.parametrize("length", LENGTHS)
def test_every_length_and_age_of_the_page_can_be_written(length: str) -> None:
    after = f"{{age: {length}}}" if "before 16" in length or length.endswith(("16 years", "9 months")) else "icpc.held"
    within = "1 week" if after != "icpc.held" else length
    _pack(_rule("deadline", f"after: {after}\nwithin: {within}\ndo: core_group.held\n"))


def test_the_worked_examples_of_the_page_hold(tmp_path: Path) -> None:
    """Judged by the page's own core group rule, and by visits every six weeks."""
    block = next(block for block in BLOCKS if block.text.startswith("pack: example\nexamples:"))
    (tmp_path / "examples.yaml").write_text(block.text, encoding="utf-8")
    core_group = "{event: icpc.held, where: {outcome: child_protection_plan}}"
    head = HEAD.replace("child_protection.another", "child_protection.core_group.first")
    head = head.replace("after: icpc.held", f"after: {core_group}")
    visits = _rule("series", "while: looked_after\nevery: 6 weeks\ndo: statutory_visit\n")
    text = head + visits.replace("child_protection.example", "looked_after.visit")
    (tmp_path / "example.yaml").write_text(text, encoding="utf-8")
    pack = load_pack(tmp_path / "example.yaml")
    read = read_examples(tmp_path / "examples.yaml", pack)
    assert read.problems == []
    tried = {outcome.example.name: outcome.differences for outcome in try_examples(read, pack, lambda _i, _c: pack)}
    assert tried == dict.fromkeys(
        ["on the tenth working day, over a bank holiday", "two visits, the second late", "no plan, no core group"], ()
    )


def test_the_words_that_a_pack_adds_are_known_beside_the_shared_ones() -> None:
    (block,) = [block for block in BLOCKS if block.title == "words"]
    start, end = HEAD.index("vocabulary:"), HEAD.index("definitions:")
    act = "{event: visit.made, where: {child_seen: true, interpreter_used: independent}}"
    rule = _rule("series", f"while: summer_scheme\nevery: 2 weeks\ndo: {act}\nresponsible: group_manager\n")
    pack, problems = read_pack(
        HEAD[:start] + block.text + HEAD[end:].replace("icpc.held", "family_event.held") + rule, "example.yaml"
    )
    assert [str(problem) for problem in problems] == []
    assert pack is not None


def test_one_letter_to_all_or_three_letters_will_do() -> None:
    shared = "{event: minutes.shared, where: {shared_with: {includes: [%s]}}}"
    act = ", ".join(shared % each for each in ("child", "parent", "education"))
    pack = compile_pack(
        _pack(_rule("deadline", f"after: icpc.held\nwithin: 5 days\ndo: {{all_of: [{act}]}}\n")),
        WORDS,
        standard_calendars(),
        (),
    )
    held = Event("icpc.held", date(2026, 3, 2))
    to_all = Event(
        "minutes.shared", date(2026, 3, 5), attributes={"shared_with": frozenset({"child", "parent", "education"})}
    )
    to_each = [
        Event("minutes.shared", date(2026, 3, 5), attributes={"shared_with": frozenset({each})})
        for each in ("child", "parent", "education")
    ]
    for events in ((held, to_all), (held, *to_each), (held, *to_each[:2])):
        rows = evaluate_rows(Case(Subject("C1"), tuple(events)), pack, as_moment("2026-04-01")).rows
        (status,) = [row.status for row in rows if row.rule.id == "child_protection.example"]
        assert status == ("breached" if len(events) == 3 else "met")
