"""Straightforward Python: objects for events and obligations, a dictionary of lists by type, and bisection."""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from benchmarks.peers import Ready, Row
from benchmarks.peers.days import DAY, EPOCH, LAST_MINUTE, WorkingDays
from benchmarks.rules import Rule, Values

START = datetime(1970, 1, 1)  # noqa: DTZ001  # the clock on the wall, as the rules have it
DAY_ENDS = time(23, 59)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a child."""

    type: str
    at: datetime
    seen: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """What was owed, by when, and whether it was done."""

    child: str
    rule: str
    trigger: datetime
    due: datetime
    status: str


ByType = dict[str, list[Event]]


def read_children(path: Path) -> dict[str, list[Event]]:
    """Every child's events, in the order of the file, which is the order of time."""
    children: dict[str, list[Event]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            event = Event(row["type"], datetime.fromisoformat(row["at"]), int(row["seen"] or 0), row["outcome"])
            children.setdefault(row["case_id"], []).append(event)
    return children


def fits(event: Event, wanted: Values) -> bool:
    """Whether an event has these values."""
    return all(getattr(event, name) == value for name, value in wanted.items())


class Evaluator:
    """The rules, the calendar and the moment of asking."""

    def __init__(self, rules: list[Rule], as_of: datetime) -> None:
        self.rules = rules
        self.as_of = as_of
        self.calendar = WorkingDays()
        self.kinds = {"deadline": self.deadline, "recurrence": self.recurrence, "before": self.before}

    def child(self, child: str, events: list[Event]) -> list[Obligation]:
        """Everything owed to one child."""
        by_type: ByType = {}
        for event in events:
            by_type.setdefault(event.type, []).append(event)
        return [found for rule in self.rules for found in self.kinds[rule.kind](rule, child, by_type)]

    def due(self, start: datetime, rule: Rule) -> datetime:
        """The end of the time a rule allows from a moment."""
        if rule.unit == "hours":
            return start + timedelta(hours=rule.n)
        day = start.date()
        if rule.unit == "working days":
            return self.ends(self.calendar.after(day.toordinal() - EPOCH, rule.n))
        if rule.unit == "months":
            return datetime.combine(day + relativedelta(months=rule.n), DAY_ENDS)
        return datetime.combine(day + timedelta(days=rule.n), DAY_ENDS)

    def ends(self, day: int) -> datetime:
        """The last minute of a day."""
        return START + timedelta(days=day, minutes=LAST_MINUTE)

    def done(self, rule: Rule, by_type: ByType) -> list[datetime]:
        """When what a rule asks for was done, as far as is known."""
        events = by_type.get(rule.done, ())
        return [event.at for event in events if event.at <= self.as_of and fits(event, rule.doing)]

    def undone(self, due: datetime) -> str:
        """The status of what was not done."""
        return "breached" if self.as_of > due else "due"

    def deadline(self, rule: Rule, child: str, by_type: ByType) -> Iterator[Obligation]:
        """Done at or after the trigger, and in time."""
        done = self.done(rule, by_type)
        for trigger in by_type.get(rule.trigger, ()):
            if trigger.at > self.as_of or not fits(trigger, rule.where):
                continue
            due = self.due(trigger.at, rule)
            place = bisect_left(done, trigger.at)
            first = done[place] if place < len(done) else None
            status = self.undone(due) if first is None else "met" if first <= due else "breached"
            yield Obligation(child, rule.id, trigger.at, due, status)

    def recurrence(self, rule: Rule, child: str, by_type: ByType) -> Iterator[Obligation]:
        """Done again and again, from the opening until the closing."""
        done = self.done(rule, by_type)
        closed = [event.at for event in by_type.get(rule.close, ()) if event.at <= self.as_of]
        for opening in by_type.get(rule.trigger, ()):
            if opening.at > self.as_of:
                continue
            place = bisect_right(closed, opening.at)
            end = closed[place] if place < len(closed) else None
            last = len(done) if end is None else bisect_left(done, end)
            starts = [opening.at, *done[bisect_right(done, opening.at) : last]]
            for start, following in zip(starts, [*starts[1:], None], strict=True):
                due = self.due(start, rule)
                if following is not None:
                    status = "met" if following <= due else "breached"
                elif end is None:
                    status = self.undone(due)
                elif end > due:
                    status = "breached"
                else:
                    continue
                yield Obligation(child, rule.id, start, due, status)

    def before(self, rule: Rule, child: str, by_type: ByType) -> Iterator[Obligation]:
        """Done early enough before the trigger, though not too early."""
        done = self.done(rule, by_type)
        for trigger in by_type.get(rule.trigger, ()):
            due = self.ends(self.calendar.ahead_of(trigger.at.toordinal() - EPOCH, rule.n))
            place = bisect_left(done, trigger.at - timedelta(days=rule.window))
            in_time = place < len(done) and done[place] <= due
            yield Obligation(child, rule.id, trigger.at, due, "met" if in_time else self.undone(due))


def minute(at: datetime) -> int:
    """Minutes since 1970."""
    return (at.toordinal() - EPOCH) * DAY + at.hour * 60 + at.minute


def prepare(events: Path, rules: list[Rule], as_of: int) -> Ready:
    """Read the events into objects."""
    children = read_children(events)
    evaluator = Evaluator(rules, START + timedelta(minutes=as_of))

    def evaluate() -> list[Obligation]:
        return [found for child, history in children.items() for found in evaluator.child(child, history)]

    def rows(found: list[Obligation]) -> Iterator[Row]:
        return (Row(each.child, each.rule, minute(each.trigger), minute(each.due), each.status) for each in found)

    return Ready(evaluate, rows)
