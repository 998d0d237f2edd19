"""The laws of evaluation hold for this library, and each is broken by an evaluator that was broken on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from practice_rules.case import Case
from practice_rules.packs import load_pack
from practice_rules.testing import EVALUATION_LAWS, LawBroken, check_evaluation_laws
from practice_rules.testing.evaluation_laws import Evaluate, Owed, evaluator
from tests.result.elmet import elmet

FIRST_STEP = Path(__file__).parents[2] / "docs" / "tutorial" / "1-first-rule" / "torbay.yaml"
PACK = load_pack(FIRST_STEP)
"""A pack of one rule, so that hypothesis finds the smallest case quickly."""

OURS = evaluator(PACK)


def only_the_first_events(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Reads half of the record, so that the order of it matters."""
    half = case.events[: (len(case.events) + 1) // 2]
    return OURS(replace(case, events=half), as_of, known_at)


def counts_rows(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Takes every row for something that happened, so that one sent twice counts twice."""
    return [replace(owed, part=owed.part + len(case.events)) for owed in OURS(case, as_of, known_at)]


def sees_the_future(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Judges by all that is in the record today, whatever day was asked for."""
    return OURS(case, as_of + timedelta(days=4000), known_at)


def forgets_known_at(case: Case, as_of: date, _known_at: date | None = None) -> list[Owed]:
    """Uses the whole record, whatever was known by then."""
    return OURS(case, as_of, None)


def answers_twice(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Gives every obligation two times."""
    return [owed for owed in OURS(case, as_of, known_at) for _ in range(2)]


def due_before_it_opens(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Takes a due date for the day before it could have been known."""
    found = OURS(case, as_of, known_at)
    return [replace(owed, due=f"{int(owed.opens.split('/')[0]) - 1:07d}/") if owed.due else owed for owed in found]


BROKEN: dict[str, Evaluate] = {
    "order": only_the_first_events,
    "duplicates": counts_rows,
    "the future": sees_the_future,
    "known at": forgets_known_at,
    "distinct": answers_twice,
    "opens": due_before_it_opens,
}


def test_this_library_keeps_every_law() -> None:
    check_evaluation_laws(elmet(), max_examples=25)


@pytest.mark.parametrize("law", [law.name for law in EVALUATION_LAWS])
def test_each_law_catches_the_evaluator_that_breaks_it(law: str) -> None:
    only = tuple(each for each in EVALUATION_LAWS if each.name == law)
    with pytest.raises(LawBroken) as caught:
        check_evaluation_laws(PACK, BROKEN[law], max_examples=150, laws=only)
    assert caught.value.law == law
    assert "as of " in caught.value.shown
