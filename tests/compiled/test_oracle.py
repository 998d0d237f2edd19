"""The fast path against the oracle, which walks the days and knows nothing of either."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from practice_rules.language.pack import PackFile
from tests.compiled.drawn import random_plain_case, random_simple_said
from tests.oracle.compare import Asked, by_fast_path, by_oracle, drawn

DAYS = (0, 1, 5, 10, 15, 30, 60, 200)


def simple(seed: int) -> Asked:
    """A simple pack and a plain history, asked about some days after one of its events."""
    random = Random(seed)
    said = random_simple_said(random)
    case = random_plain_case(random, PackFile.model_validate(said))
    day = date.fromordinal(random.choice([event.at for event in case.events]).toordinal())
    return Asked(said, case, day + timedelta(random.choice(DAYS)), None)


def test_oracle_and_fast_path_agree_on_simple_rules_and_plain_histories() -> None:
    own = 0
    for seed in range(200):
        asked = simple(seed)
        answers, fast = by_fast_path(asked)
        assert answers == by_oracle(asked), seed
        own += fast
    assert own > 150  # it answered most of them itself


def test_oracle_and_fast_path_agree_on_any_rules_and_histories() -> None:
    for seed in range(60):
        for asked in drawn(Random(seed)):
            if asked.known_at is None:
                assert by_fast_path(asked)[0] == by_oracle(asked), seed
