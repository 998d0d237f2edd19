"""The fast path gives the engine's obligations, whatever it answers itself and whatever it leaves."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_rules.case import Case
from practice_rules.compiled import FastPack, Outcome
from practice_rules.compiled.rows import engine_rows
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack, compile_pack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.engine.rows import Row
from practice_rules.language.pack import PackFile
from practice_rules.packs import load_pack, standard_calendars
from practice_rules.testing.cases import random_case
from practice_rules.testing.packs import random_pack
from practice_rules.vocabulary.load import load_vocabulary
from tests.compiled.drawn import random_plain_case, random_simple_pack


def compiled(pack: PackFile) -> CompiledPack:
    return compile_pack(pack, load_vocabulary(), standard_calendars())


def said(row: Row) -> tuple[object, ...]:
    """Everything about an obligation that does not come from words or traces."""
    happening, done = row.trigger.happening, row.done
    return (
        row.rule.id, row.status, row.trigger.moment, happening and repr(happening.event), row.opens, row.due,
        done and (repr(done.event), done.moment), row.length, row.missing, row.because and repr(row.because[0]),
        row.ended, row.remedied, row.part, row.phase, row.standard, row.plain_due, row.plain_status, row.missed,
        row.by_day, row.waived,
    )  # fmt: skip


def both(case: Case, pack: CompiledPack, as_of: Moment) -> tuple[list[str], list[str], Outcome]:
    """What the engine says, what the fast path says, and how it came by it."""
    outcome = FastPack(pack, as_of).evaluate(case)
    fast = [*engine_rows(outcome.fast, pack, as_of, case.events), *outcome.rows]
    return (
        sorted(repr(said(row)) for row in evaluate_rows(case, pack, as_of).rows),
        sorted(repr(said(row)) for row in fast),
        outcome,
    )


def moments(random: Random, case: Case) -> list[Moment]:
    """A few moments to ask at: about the events, now and then at noon."""
    days = [event.at.date() if isinstance(event.at, datetime) else event.at for event in case.events]
    found = []
    for _ in range(3):
        as_of: date | datetime = random.choice(days) + timedelta(random.choice([0, 1, 5, 10, 15, 30, 60, 200]))
        if not random.randrange(4):
            as_of = datetime(as_of.year, as_of.month, as_of.day, 12)  # noqa: DTZ001  # as a record gives it
        found.append(as_moment(as_of))
    return found


@given(st.randoms(use_true_random=False))
def test_simple_rules_and_plain_histories_give_the_engines_obligations(random: Random) -> None:
    pack = random_simple_pack(random)
    case = random_plain_case(random, pack)
    for as_of in moments(random, case):
        engine, fast, _ = both(case, compiled(pack), as_of)
        assert fast == engine


@given(st.randoms(use_true_random=False))
def test_any_pack_and_history_give_the_engines_obligations(random: Random) -> None:
    pack = random_pack(random)
    case = random_case(random, pack, load_vocabulary())
    for as_of in moments(random, case):
        engine, fast, _ = both(case, compiled(pack), as_of)
        assert fast == engine


@pytest.mark.parametrize("name", ["wakefield", "leeds", "knowsley", "york", "st_helens"])
def test_a_whole_pack_gives_the_engines_obligations(name: str) -> None:
    pack = load_pack(name)
    for seed in range(8):
        random = Random(seed)
        case = random_plain_case(random, pack.pack)
        for as_of in moments(random, case):
            engine, fast, _ = both(case, pack, as_of)
            assert fast == engine


def test_the_fast_path_is_what_was_compared() -> None:
    """Of the questions above it answers many itself: every form, and every status it can give."""
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(900):
        random = Random(seed)
        pack = random_simple_pack(random)
        ready = compiled(pack)
        case = random_plain_case(random, pack)
        for as_of in moments(random, case):
            for fast in FastPack(ready, as_of).evaluate(case).fast:
                place = fast[0] if fast[0] >= 0 else ~fast[0]
                seen[ready.rules[place].rule.form, fast[1]] += 1
    for form in ("deadline", "lead", "series"):
        for status in ("met", "due", "breached", "lapsed"):
            if (form, status) != ("lead", "lapsed"):  # rare by chance: test_fast_pack has one
                assert seen[form, status] >= 5, (form, status, seen)


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_the_comparison_notices_a_row_that_is_wrong(place: int) -> None:
    pack = load_pack("wakefield")
    for seed in range(600):
        random = Random(seed)
        case = random_plain_case(random, pack.pack)
        as_of = moments(random, case)[0]
        engine, _, outcome = both(case, pack, as_of)
        for fast in outcome.fast:
            if place == 4 and fast[4] is None:
                continue
            wrong = list(fast)
            wrong[place] = {1: "lapsed", 2: (0, True, *fast[2][2:]), 3: fast[3]._replace(day=fast[3].day + 1), 4: None}[
                place
            ]
            rows = [*engine_rows([tuple(wrong)], pack, as_of, case.events)]  # type: ignore[list-item]
            assert repr(said(rows[0])) not in engine
            return
    raise AssertionError("no row of the fast path to spoil")
