"""What a seed draws, and what the engine answers, is the same in every process, in whatever order sets are walked."""

from __future__ import annotations

import os
import subprocess
import sys

IN_A_PROCESS = """
from random import Random
from practice_rules import evaluate, load_pack
from practice_rules.engine.compile import compile_pack
from practice_rules.language.pack import PackFile
from practice_rules.packs import standard_calendars
from practice_rules.testing.cases import random_case
from practice_rules.testing.packs import random_pack_said
from practice_rules.vocabulary.load import load_vocabulary

def plain(value):
    return sorted(value) if isinstance(value, frozenset) else value

def show(case):
    for event in case.events:
        attributes = {name: plain(value) for name, value in event.attributes.items()}
        links = (event.about, event.replaces, event.corrects)
        print(event.type, event.at, event.status, event.id, event.recorded_at, event.by, links, attributes)
    subject, source = case.subject, case.coverage
    print(subject.kind, subject.born, dict(subject.facts), source and dict(source.events))

def answer(case, pack):
    found = evaluate(case, pack, as_of="2026-03-31")
    print(found.to_json(found.listed(True)))

for seed in range(60):
    random = Random(seed)
    said = random_pack_said(random)
    pack = PackFile.model_validate(said)
    case = random_case(random, pack, load_vocabulary())
    print(seed, said)
    show(case)
    answer(case, compile_pack(pack, load_vocabulary(), standard_calendars()))
    print(random.random())
for name in ("wakefield", "york"):
    shipped = load_pack(name)
    for seed in range(8):
        random = Random(seed)
        case = random_case(random, shipped.pack, shipped.vocabulary)
        print(name, seed)
        show(case)
        answer(case, shipped)
        print(random.random())
"""


def _said(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", IN_A_PROCESS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def test_a_seed_draws_the_same_packs_and_cases_with_the_same_answers_in_every_process() -> None:
    first, second = _said("1").splitlines(), _said("2").splitlines()
    assert len(first) == len(second) > 300
    assert [line for line, other in zip(first, second, strict=True) if line != other] == []
