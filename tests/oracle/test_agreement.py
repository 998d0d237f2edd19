"""The engine against an evaluator that walks the days: every obligation, status and date, on drawn packs and cases."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.oracle.compare import by_oracle, difference, drawn

SEEDS = range(1500)
"""Each seed draws one pack and case, asked about three times: `make oracle` goes on from where this ends."""

LOTS = [SEEDS[first : first + 100] for first in SEEDS[::100]]


@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: f"seeds {lot[0]} to {lot[-1]}")
def test_engine_and_oracle_agree_on_drawn_packs_and_cases(lot: range) -> None:
    found = [found for seed in lot for asked in drawn(Random(seed)) if (found := difference(asked)) is not None]
    assert not found, "\n\n".join(str(each) for each in found[:3])


def test_what_is_drawn_shows_every_form_and_every_status() -> None:
    shown: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for seed in LOTS[0]:
        for asked in drawn(Random(seed)):
            forms.update(rule["form"] for rule in asked.said["rules"])
            shown.update(answer.status for answer in by_oracle(asked))
    assert set(shown) == {"met", "due", "breached", "lapsed", "unknown"}
    assert len(forms) == 8, forms
