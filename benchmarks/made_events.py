"""Children's histories for the twelve rules: seeded, streamed, about sixty events a child over eighteen months.

Each child is drawn from a seed of its own, so that child 17 is the same among a thousand and among 400,000. No two
events of a child fall in the same minute, and none between one and two at night, an hour that the clocks skip or repeat
once a year. Times are minutes of the clock on the wall since 1970.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from practice_rules.dates.days import add_span
from practice_rules.dates.durations import CalendarSpan
from practice_rules.dates.england_and_wales import england_and_wales

EPOCH = date(1970, 1, 1).toordinal()
DAY = 1440
FIRST = date(2024, 6, 1).toordinal()
LAST = date(2025, 11, 30).toordinal()
AS_OF = (date(2025, 10, 31).toordinal() - EPOCH) * DAY + DAY - 1
"""Thirty-one October 2025, 23:59. What comes later is in the file; only meetings in the diary may be known of it."""

COLUMNS = ("case_id", "type", "at", "status", "seen", "outcome")
LATE = 0.08
NOTES = ("case_note", "phone_call", "email", "supervision", "direct_work", "family_visit_note", "document",
         "school_contact")  # fmt: skip

_add = england_and_wales().add


class Made(NamedTuple):
    """One event: what, when (a minute), for a visit whether the child was seen (1 or 0), and what came of it."""

    type: str
    minute: int
    seen: int | None = None
    outcome: str = ""


class _Child:
    """One child's history in the making."""

    def __init__(self, number: int, seed: int) -> None:
        self.chance = random.Random(seed * 1_000_003 + number)
        self.events: list[Made] = []
        self.taken: set[int] = set()

    def put(self, kind: str, minute: int, seen: int | None = None, outcome: str = "", missing: float = 0.0) -> int:
        """Record an event in the first free minute from the one given, unless it goes unrecorded; when it happened."""
        if missing and self.chance.random() < missing:
            return minute
        if 60 <= minute % DAY < 120:
            minute += 60
        while minute in self.taken:
            minute += 1
        self.taken.add(minute)
        if minute < (LAST + 1 - EPOCH) * DAY:
            self.events.append(Made("bench." + kind, minute, seen, outcome))
        return minute

    def on(self, day: int) -> int:
        """A minute in office hours of a day."""
        return (day - EPOCH) * DAY + self.chance.randrange(9 * 60, 18 * 60)

    def late(self) -> bool:
        """Whether this one is late."""
        return self.chance.random() < LATE

    def within(self, start: int, working_days: int) -> int:
        """In so many working days of a minute, as a rule in the later half of them; now and then later."""
        if self.late():
            days = working_days + self.chance.randint(1, max(2, working_days // 3))
        else:
            days = self.chance.randint(max(1, working_days // 2), working_days)
        return self.on(_add(start // DAY + EPOCH, days))

    def within_months(self, start: int, months: int) -> int:
        """In so many months of a minute; now and then later."""
        due = add_span(start // DAY + EPOCH, CalendarSpan(months=months), "last day")
        return self.on(due + (self.chance.randint(1, 20) if self.late() else -self.chance.randint(0, 15)))


def child(number: int, seed: int = 2026) -> list[Made]:
    """The events of one child, in order of time."""
    made = _Child(number, seed)
    chance = made.chance
    path = chance.choices(("need", "protection", "care", "both"), (20, 50, 12, 18))[0]
    start = (FIRST - EPOCH) * DAY + chance.randrange(320 * DAY)
    for episode in range(1 if chance.random() < 0.7 else 2):
        start = _assessment(made, start)
        if path != "need" and episode == 0:
            _enquiries(made, start, conference=path in ("protection", "both"))
        if path in ("care", "both") and episode == 0:
            _placement(made, start + chance.randint(30, 90) * DAY)
        start += chance.randint(150, 330) * DAY
    for _ in range(chance.randint(6, 28)):
        made.put(chance.choice(NOTES), (FIRST - EPOCH) * DAY + chance.randrange((LAST - FIRST) * DAY))
    made.events.sort(key=_minute)
    return made.events


def _minute(event: Made) -> int:
    return event.minute


def _assessment(made: _Child, start: int) -> int:
    chance = made.chance
    start = made.put("referral", start, outcome="assess")
    made.put("referral_decision", made.within(start, 1), missing=0.02)
    made.put("assessment_start", start + DAY)
    made.put("assessment_visit", made.within(start, 5), int(chance.random() > 0.06))
    made.put("assessment_visit", made.within(start, 9), 1, missing=0.2)
    made.put("assessment_end", made.within(start, 45), missing=0.02)
    if chance.random() < 0.2:
        again = made.put("referral", start + chance.randint(5, 40) * DAY, outcome="nfa")
        made.put("referral_decision", made.within(again, 1), missing=0.02)
    return start


def _enquiries(made: _Child, start: int, conference: bool) -> None:
    chance = made.chance
    began = made.put("strategy", start + chance.randrange(DAY, 20 * DAY), outcome="s47")
    seen_after = chance.randint(1500, 4000) if made.late() else chance.randint(60, 1380)
    made.put("s47_visit", began + seen_after, 1, missing=0.02)
    made.put("s47_start", began + 30, outcome="icpc" if conference else "no_icpc")
    made.put("s47_end", made.within(began, 15))
    if conference:
        _plan(made, made.put("icpc", made.within(began, 15), outcome="plan"))


def _plan(made: _Child, conference: int) -> None:
    chance = made.chance
    start = made.put("cp_plan_start", conference + 1)
    stop = min(conference + chance.randrange(150 * DAY, 480 * DAY), (LAST + 1 - EPOCH) * DAY)
    visited = start
    while visited < stop:
        if chance.random() < 0.05:
            made.put("cp_visit", visited + chance.randint(1, 6) * DAY, 0)
        visited = made.put("cp_visit", made.within(visited, 10), 1)
    group, allowed = start, 10
    while group < stop:
        outcome = "quorate" if chance.random() < 0.95 else "inquorate"
        group, allowed = made.put("core_group", made.within(group, allowed), outcome=outcome), 30
    review = made.within_months(conference, 3)
    while review < stop:
        review = made.put("cp_review", review)
        before = chance.randint(0, 2) if made.late() else chance.randint(3, 8)
        made.put("report_shared", made.on(_add(review // DAY + EPOCH, -before)) - DAY * (before == 0), missing=0.03)
        review = made.within_months(review, 6)
    made.put("cp_plan_end", stop)


def _placement(made: _Child, start: int) -> None:
    chance = made.chance
    start = made.put("placement_start", start)
    stop = min(start + chance.randrange(60 * DAY, 450 * DAY), (LAST + 1 - EPOCH) * DAY)
    made.put("health_assessment", made.within(start, 20))
    made.put("care_plan", made.within(start, 10))
    visited = start
    while visited < stop:
        days = 42 + chance.randint(1, 10) if made.late() else chance.randint(25, 42)
        visited = made.put("lac_visit", made.on(visited // DAY + EPOCH + days), int(chance.random() > 0.04))
    review, months = made.within(start, 20), 3
    while review < stop:
        made.put("lac_review", review, missing=0.02)
        review, months = made.within_months(review, months), 6
    made.put("placement_end", stop)


def children(number: int, seed: int = 2026, first: int = 0) -> Iterator[tuple[int, list[Made]]]:
    """So many children and their events, one at a time, from the child of a number on."""
    for each in range(first, first + number):
        yield each, child(each, seed)


_NAMES: dict[int, str] = {}


def clock(minute: int) -> str:
    """A minute as `2026-03-03T14:30`."""
    day, rest = divmod(minute, DAY)
    name = _NAMES.get(day)
    if name is None:
        name = _NAMES[day] = (date(1970, 1, 1) + timedelta(day)).isoformat()
    return f"{name}T{rest // 60:02d}:{rest % 60:02d}"


def _status(kind: str, minute: int) -> str:
    return "planned" if minute > AS_OF and kind == "bench.cp_review" else "occurred"


def write_events(path: Path, number: int, seed: int = 2026, first: int = 0) -> int:
    """Write the events of so many children to a CSV file, one child at a time; how many events there were.

    What comes after the moment of asking stands in the file too, and must not be seen; but review conferences are then
    in the diary (`planned`), and may be.
    """
    total = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each, events in children(number, seed, first):
            writer.writerows(
                (each, kind, clock(minute), _status(kind, minute), seen, outcome)
                for kind, minute, seen, outcome in events
            )
            total += len(events)
    return total


def minute_of(text: str) -> int:
    """The minute that :func:`clock` wrote."""
    day = date.fromisoformat(text[:10]).toordinal() - EPOCH
    return day * DAY + int(text[11:13]) * 60 + int(text[14:16])
