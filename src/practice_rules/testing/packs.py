"""Small valid packs of all eight forms, drawn at random from a handful of the shared vocabulary's words.

A pack drawn here is one that its cases set off: `testing.cases.random_case` takes its events from the pack's own
words. Everything is drawn from a `random.Random`, so that one generator serves hypothesis (which shrinks) and runs
of any length from a seed.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from practice_rules.language.pack import PackFile
from practice_rules.testing.counting import random_conventions
from practice_rules.testing.forms import Forms
from practice_rules.testing.moments import DEFINITIONS, Said, a_state


def _of_any_form(random: Random, form: str) -> Said:
    """What a rule of any form may say besides: when it applies, what ends it, whose case it is about."""
    rule: Said = {}
    if not random.randrange(5):
        rule[random.choice(["only_if", "unless"])] = a_state(random)
    if form in ("deadline", "lead", "series", "quota") and not random.randrange(6):
        rule["lapses_when"] = random.choice([[], ["case.closed"], [{"end_of": "looked_after"}]])
    if not random.randrange(12):
        rule["in_force"] = _in_force(random)
    if not random.randrange(12):
        rule["subject"] = random.choice(["child", ["child", "worker"], "worker", ["carer", "adopter"]])
    return rule


def _in_force(random: Random) -> Said:
    """A first day in force, a last one, or both."""
    first = date(2025, 1, 1) + timedelta(random.randrange(300))
    said = {"from": first, "to": first + timedelta(random.randrange(400))}
    return random.choice([said, {"from": said["from"]}, {"to": said["to"]}])


def _spoken_of(rules: list[Said]) -> Said:
    """The definitions that some rules use: the words of others would draw cases that set nothing off."""
    used = repr(rules)
    return {name: each for name, each in DEFINITIONS.items() if name == "seen" or repr(name) in used}


def random_pack_said(random: Random, forms: tuple[str, ...] = ()) -> Said:
    """A pack as its YAML would say it: one to four rules, of the forms given or of any."""
    rules: list[Said] = []
    for number in range(random.choice([1, 1, 2, 2, 3, 4])):
        ids = [rule["id"] for rule in rules if rule["form"] in ("deadline", "series", "lead")]
        often = ("deadline",) * 4 + ("lead", "series") * 3 + ("quota", "check", "gate", "limit") * 2 + ("judgement",)
        drawn = Forms(random, ids).rule(random.choice(forms or often))
        rule = {"id": f"child_protection.drawn.r{number}", "title": "Drawn", **drawn}
        rule |= {"standard": ["DRA-001"], "source": {"document": "standards", "section": "S"}}
        rule |= _of_any_form(random, rule["form"])
        rules.append(rule)
    said: Said = {
        "pack": "drawn",
        "title": "Drawn",
        "council": "Nowhere",
        "edition": {"name": "drawn"} | (_in_force(random) if not random.randrange(10) else {}),
        "sources": {"standards": {"title": "T", "publisher": "P"}},
        "definitions": {
            name: each for name, each in DEFINITIONS.items() if name == "seen" or repr(name) in repr(rules)
        },
        "rules": rules,
    }
    if not random.randrange(3):
        said["defaults"] = {"lapses_when": ["case.closed"]}
    if not random.randrange(3):
        said["conventions"] = random_conventions(random)
    if not random.randrange(12):
        random.choice(rules)["conventions"] = random_conventions(random)
    return said


def random_pack(random: Random, forms: tuple[str, ...] = ()) -> PackFile:
    """A small valid pack.

    >>> random_pack(Random(1)).pack
    'drawn'
    """
    return PackFile.model_validate(random_pack_said(random, forms))


def packs(forms: tuple[str, ...] = ()) -> st.SearchStrategy[PackFile]:
    """Small valid packs, of one to four rules of the forms given (all eight by default)."""
    return st.randoms(use_true_random=False).map(lambda random: random_pack(random, forms))
