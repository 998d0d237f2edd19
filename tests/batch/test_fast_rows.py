"""What goes by the fast path has the cells that the engine's rows have, on drawn packs and cases."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from practice_rules.batch.csv_reader import read_csv
from practice_rules.batch.many import Evaluator
from practice_rules.batch.outcome import CaseOutcome
from practice_rules.batch.plain import plain_rows
from practice_rules.batch.problems import CaseFailure
from practice_rules.engine.compile import compile_pack
from practice_rules.engine.record import as_moment
from practice_rules.packs import standard_calendars
from practice_rules.vocabulary.load import load_vocabulary
from tests.batch.tables import as_cells, by_coverage, csv_of, numbered, owed_by_the_engine
from tests.compiled.drawn import random_plain_case, random_simple_pack

SEEDS = range(500)


def test_the_fast_path_gives_the_engines_cells_in_the_engines_order() -> None:
    statuses: Counter[str] = Counter()
    for seed in SEEDS:
        random = Random(seed)
        pack = compile_pack(random_simple_pack(random), load_vocabulary(), standard_calendars())
        cases = numbered(random_plain_case(random, pack.pack) for _ in range(3))
        days = [
            event.at.date() if isinstance(event.at, datetime) else event.at for case in cases for event in case.events
        ]
        if not days:
            continue
        as_of: date = random.choice(days) + timedelta(random.choice([0, 1, 5, 10, 30, 60, 200]))
        for coverage, members in by_coverage(cases):
            evaluator = Evaluator(pack, as_moment(as_of), None, coverage)
            read = read_csv(io.BytesIO(csv_of(members)), pack.vocabulary)
            for case, rows in zip(members, read, strict=True):
                assert not isinstance(rows, CaseFailure), rows
                outcome = evaluator.one(rows)
                assert isinstance(outcome, CaseOutcome), outcome
                found = [as_cells((case.subject.id, *owed)) for owed in outcome.owed]
                assert found == owed_by_the_engine([case], pack, as_of.isoformat()), seed
                if coverage is None and plain_rows(rows) is not None:
                    statuses.update(cells["status"] for cells in found)
    assert {"met", "due", "breached", "lapsed"} <= set(statuses), statuses
