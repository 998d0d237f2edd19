"""Ours, for measuring: from histories in memory to compact rows, and the reading of the events file into histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers import Ready, Row
from practice_rules.batch.case_rows import CaseRows, to_case
from practice_rules.batch.csv_reader import read_csv
from practice_rules.batch.plain import plain_rows
from practice_rules.batch.problems import CaseFailure
from practice_rules.case import Case
from practice_rules.compiled import FastPack, Outcome, PlainHistory
from practice_rules.compiled.history import moment
from practice_rules.dates.clock import Due, Moment, local_time
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.record import as_moment

EPOCH = date(1970, 1, 1).toordinal()
DAY = 1440

OURS = "practice_rules"
OURS_FROM_CASES = "practice_rules, from `Case` objects"


class Held(NamedTuple):
    """A history in memory as the library's own reader of event tables leaves it, and what is plain in it."""

    child: str
    plain: PlainHistory | None
    rows: CaseRows


Found = tuple[CompiledPack, list[tuple[str, Outcome]]]
"""The pack, and the outcome for each child."""


def ours(fast: FastPack, histories: list[Held]) -> Found:
    """Every obligation of every history. This is what is timed."""
    evaluate = fast.evaluate_plain
    return fast.pack, [(child, evaluate(plain, partial(to_case, rows))) for child, plain, rows in histories]


def from_cases(fast: FastPack, histories: list[Case]) -> Found:
    """The same from cases, as Python code hands them over: what is plain has to be found first."""
    return fast.pack, [(case.subject.id, fast.evaluate(case)) for case in histories]


def obligations_of(fast: FastPack, cases: Iterable[Case]) -> int:
    """How many obligations some cases have, each worked out to compact rows."""
    return sum(len(found.fast) + len(found.rows) for found in map(fast.evaluate, cases))


def read_histories(path: Path, pack: CompiledPack) -> list[Held]:
    """The events file as histories."""
    held = []
    with path.open("rb") as file:
        for rows in read_csv(file, pack.vocabulary, path.name):
            if isinstance(rows, CaseFailure):
                raise ValueError(str(rows.problem))
            held.append(Held(rows.case_id, plain_rows(rows), rows))
    return held


def prepare(events: Path, pack: CompiledPack, as_of: int) -> dict[str, Ready]:
    """Read the events into histories; ours in two ways, under what each is called in the table."""
    histories = read_histories(events, pack)
    cases = [to_case(held.rows) for held in histories]
    fast = FastPack(pack, moment_at(as_of))
    return {
        OURS: Ready(lambda: ours(fast, histories), comparable),
        OURS_FROM_CASES: Ready(lambda: from_cases(fast, cases), comparable),
    }


def moment_at(minute: int) -> Moment:
    """A minute of the clock on the wall as a moment."""
    day, rest = divmod(minute, DAY)
    wall = datetime.combine(date.fromordinal(day + EPOCH), datetime.min.time())
    return as_moment(wall.replace(hour=rest // 60, minute=rest % 60))


def comparable(found: Found) -> Iterator[Row]:
    """Obligations as rows to compare. What lapsed the other engines do not list, so it is left out."""
    pack, outcomes = found
    for child, outcome in outcomes:
        for place, status, trigger, due, *_ in outcome.fast:
            if status != "lapsed":
                rule = pack.rules[place if place >= 0 else ~place].id
                yield Row(child, rule, _minute(moment(trigger)), _minute(due), status)
        for row in outcome.rows:
            if row.status != "lapsed" and row.due is not None:
                yield Row(child, row.rule.id, _minute(row.trigger.moment), _minute(row.due), row.status)


def _minute(moment: Moment | Due) -> int:
    """A minute of the clock on the wall; the last of the day when only the day is known."""
    start = (moment.day - EPOCH) * DAY
    if moment.instant is None:
        return start + DAY - 1
    wall = local_time(moment.instant)
    return start + wall.hour * 60 + wall.minute
