"""Ours, for measuring: from histories in memory to compact rows, and the reading of the events file into histories."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from benchmarks.peers import Ready, Row
from practice_rules.case import Case, Event, Subject
from practice_rules.case.event import EventStatus
from practice_rules.dates.clock import Due, Moment, local_time
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment

EPOCH = date(1970, 1, 1).toordinal()
DAY = 1440

Compact = tuple[str, str, Moment, Due | None, str]
"""An obligation as the engine gives it: child, rule, trigger, due, status."""


def ours(pack: CompiledPack, histories: list[Case], as_of: Moment) -> list[Compact]:
    """Every obligation of every history. This is what is timed."""
    found: list[Compact] = []
    for case in histories:
        child = case.subject.id
        for row in evaluate_rows(case, pack, as_of).rows:
            found.append((child, row.rule.id, row.trigger.moment, row.due, row.status))
    return found


def read_histories(path: Path) -> list[Case]:
    """The events file as histories."""
    cases: list[Case] = []
    name, events = "", list[Event]()
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["case_id"] != name:
                if events:
                    cases.append(Case(Subject(name), tuple(events)))
                name, events = row["case_id"], []
            facts: dict[str, str | bool] = {}
            if row["seen"]:
                facts["seen"] = row["seen"] == "1"
            if row["outcome"]:
                facts["outcome"] = row["outcome"]
            status: EventStatus = "planned" if row["status"] == "planned" else "occurred"
            events.append(Event(row["type"], datetime.fromisoformat(row["at"]), status, attributes=facts))
    if events:
        cases.append(Case(Subject(name), tuple(events)))
    return cases


def prepare(events: Path, pack: CompiledPack, as_of: int) -> Ready:
    """Read the events into histories."""
    histories, asked = read_histories(events), moment_at(as_of)
    return Ready(lambda: ours(pack, histories, asked), comparable)


def moment_at(minute: int) -> Moment:
    """A minute of the clock on the wall as a moment."""
    day, rest = divmod(minute, DAY)
    wall = datetime.combine(date.fromordinal(day + EPOCH), datetime.min.time())
    return as_moment(wall.replace(hour=rest // 60, minute=rest % 60))


def comparable(found: list[Compact]) -> Iterator[Row]:
    """Obligations as rows to compare. What lapsed the other engines do not list, so it is left out."""
    for child, rule, trigger, due, status in found:
        if status != "lapsed" and due is not None:
            yield Row(child, rule, _minute(trigger), _minute(due), status)


def _minute(moment: Moment | Due) -> int:
    """A minute of the clock on the wall; the last of the day when only the day is known."""
    start = (moment.day - EPOCH) * DAY
    if moment.instant is None:
        return start + DAY - 1
    wall = local_time(moment.instant)
    return start + wall.hour * 60 + wall.minute
