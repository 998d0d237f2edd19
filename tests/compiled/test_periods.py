"""Runs of a period over plain histories are the engine's runs, at every tie of days and times."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from practice_rules.case import Case, Event, Subject
from practice_rules.compiled.history import plain_history
from practice_rules.compiled.periods import compile_runs
from practice_rules.compiled.slots import compile_slot
from practice_rules.dates.conventions import STANDARD
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import as_moment
from practice_rules.packs import standard_calendars
from practice_rules.vocabulary.load import load_vocabulary

EDGES = ("child_protection_plan.started", "child_protection_plan.ended")


@given(st.randoms(use_true_random=False))
def test_runs_are_the_engines(random: Random) -> None:
    events = []
    for number in range(random.randint(1, 7)):
        day = date(2026, 3, 2) + timedelta(random.randrange(4))
        at = day if random.randrange(2) else datetime(day.year, day.month, day.day, random.choice([9, 15]))  # noqa: DTZ001
        events.append(Event(random.choice(EDGES), at, id=f"e{number}"))
    case = Case(Subject("c"), tuple(events))
    history = plain_history(case)
    if history is None or history.hard:
        return
    calendar = standard_calendars()["england_and_wales"]
    instances = Compiler(load_vocabulary(), {}, calendar, STANDARD).period("child_protection_plan")
    record = build_record(case, as_moment(date(2027, 1, 1)), None)
    opening, closing = compile_slot((EDGES[0],), None), compile_slot((EDGES[1],), None)
    assert opening is not None and closing is not None
    found = [
        (start[6], None if closer is None else closer[6], end)
        for start, closer, end in compile_runs(opening, closing)(history.events)
    ]
    place = {id(event): number for number, event in enumerate(events)}
    wanted = []
    for run in instances(record):
        assert run.opener is not None
        wanted.append(
            (place[id(run.opener.event)], None if run.closer is None else place[id(run.closer.event)], run.end_order)
        )
    assert found == wanted
