"""The engine against an evaluator that walks the days: every obligation, status and date, on drawn packs and cases."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.oracle.compare import by_oracle, difference, drawn

SEEDS = range(120)


def test_engine_and_oracle_agree_on_drawn_packs_and_cases() -> None:
    found = [found for seed in SEEDS for asked in drawn(Random(seed)) if (found := difference(asked)) is not None]
    assert not found, "\n\n".join(str(each) for each in found[:3])


def test_what_is_drawn_shows_every_form_and_every_status() -> None:
    shown: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for seed in SEEDS:
        for asked in drawn(Random(seed)):
            forms.update(rule["form"] for rule in asked.said["rules"])
            shown.update(answer.status for answer in by_oracle(asked))
    assert set(shown) == {"met", "due", "breached", "lapsed", "unknown"}
    assert len(forms) == 8, forms
