"""The five packs on made-up histories: no errors, the laws, the fast path, and how much of each pack is set off."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from practice_rules.case import Case
from practice_rules.compiled import FastPack
from practice_rules.compiled.rows import engine_rows
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.made_up import Habits, Who, made_up_cases
from practice_rules.packs import load_pack, pack_names
from practice_rules.testing.evaluation_laws import EVALUATION_LAWS, EvaluationLaw, evaluator

UNTIL = date(2026, 3, 31)
PACKS = sorted(pack_names())
AT_A_MOMENT = ("check", "judgement")


@cache
def some() -> tuple[Case, ...]:
    """Children of all sorts: every fourth looked after for years, so that a few hundred set nearly all off."""
    return (
        *made_up_cases(100, 1, until=UNTIL, habits=Habits(contact_only=0)),
        *made_up_cases(60, 2, until=UNTIL, habits=Habits(contact_only=0, already_in_care=0.8)),
    )


KINDS: tuple[Who, ...] = ("worker", "carer", "adopter")


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_owed_to_and_by_workers_and_carers_is_set_off(pack: str) -> None:
    compiled = load_pack(pack)
    others = {
        ready.id
        for ready in compiled.rules
        if "child" not in ready.kinds and ready.rule.form not in AT_A_MOMENT  # type: ignore[attr-defined]
    }
    found: Counter[str] = Counter()
    for who in KINDS:
        for case in made_up_cases(25, 1, until=UNTIL, who=who):
            found.update(row.rule.id for row in evaluate_rows(case, compiled, as_moment(UNTIL)).rows)
    assert len(others & found.keys()) >= len(others) // 3


@pytest.mark.parametrize("pack", PACKS)
def test_most_timed_rules_are_set_off_and_mostly_met(pack: str) -> None:
    compiled = load_pack(pack)
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in some():
        for row in evaluate_rows(case, compiled, as_moment(UNTIL)).rows:
            if row.rule.rule.form not in AT_A_MOMENT:  # type: ignore[attr-defined]  # every form says its name
                found[row.rule.id][row.status] += 1
    timed = [ready for ready in compiled.rules if ready.rule.form not in AT_A_MOMENT]  # type: ignore[attr-defined]
    assert len(found) >= 0.6 * len(timed)
    total = sum(found.values(), Counter())
    shares = {status: count / total.total() for status, count in total.items()}
    assert shares["met"] > 0.5
    assert 0.05 < shares["breached"] < 0.35
    assert shares["due"] > 0.005 and shares["lapsed"] > 0.005
    assert 0.01 < shares["unknown"] < 0.2


HOLDING = tuple(law for law in EVALUATION_LAWS if law.name != "distinct")
"""Of two placements of which one ends as the other begins, a visit on that day starts an interval in both: one trigger,
two obligations, and rightly so."""


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("law", HOLDING, ids=lambda law: law.name)
def test_the_laws_of_evaluation_hold(pack: str, law: EvaluationLaw) -> None:
    way = evaluator(load_pack(pack))
    for number, case in enumerate(some()[:100:11]):
        for as_of in (UNTIL, UNTIL - timedelta(days=150)):
            assert law.broken_by(way, case, as_of, number * 13 + 5) is None, case.subject.id


@pytest.mark.parametrize("pack", PACKS)
def test_the_fast_path_gives_the_engines_obligations(pack: str) -> None:
    compiled, as_of = load_pack(pack), as_moment(UNTIL)
    fast = FastPack(compiled, as_of)
    answered = 0
    for case in map(_plain, some()[::4]):
        outcome = fast.evaluate(case)
        answered += len(outcome.fast)
        rows = [*engine_rows(outcome.fast, compiled, as_of, case.events), *outcome.rows]
        engine = evaluate_rows(case, compiled, as_of).rows
        assert sorted(map(_said, rows)) == sorted(map(_said, engine)), case.subject.id
    assert answered > 20


def _plain(case: Case) -> Case:
    """The case as a plainer record would have it: no links or plans, and one entry of a type for a moment."""
    held = {
        (event.type, event.at): replace(event, about=None, replaces=None, corrects=None)
        for event in case.events
        if event.status == "occurred" and event.type not in ("entry.voided", "duty.waived")
    }
    return replace(case, events=tuple(held.values()))


def _said(row: object) -> str:
    parts = ("status", "opens", "due", "length", "missing", "ended", "remedied", "part", "phase", "missed", "plain_due")
    return f"{row.rule.id} {row.trigger.moment} {[getattr(row, part) for part in parts]}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("pack", PACKS)
def test_what_a_source_leaves_empty_is_unknown_and_never_an_error(pack: str) -> None:
    bare = Habits(filled=0, gaps=0.6, no_birth_date=1)
    compiled = load_pack(pack)
    statuses: Counter[str] = Counter()
    for case in made_up_cases(40, 8, until=UNTIL, habits=bare):
        assert case.subject.born is None
        statuses.update(row.status for row in evaluate_rows(case, compiled, as_moment(UNTIL)).rows)
    assert statuses["unknown"] > 100
