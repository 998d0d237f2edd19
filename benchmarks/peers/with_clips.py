"""clipspy: facts for events, and rules in CLIPS made from the same list.

One environment serves fifty children, then a fresh one is taken: it slows down as it is used again. The environments
are built before the clock starts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import clips
from dateutil.relativedelta import relativedelta

from benchmarks.made_events import minute_of
from benchmarks.peers import Ready, Row
from benchmarks.peers.days import DAY, EPOCH, WorkingDays
from benchmarks.rules import Rule, Values

CHILDREN_EACH = 50
TEMPLATES = (
    "(deftemplate event (slot type) (slot at) (slot seen) (slot outcome))",
    "(deftemplate planned (slot type) (slot at))",
    "(deftemplate run (slot rule) (slot start) (slot end))",
    "(deftemplate start (slot rule) (slot began) (slot end) (slot at))",
    "(deftemplate now (slot at))",
)

Event = tuple[str, int, int, str]


def event(kind: str, at: str, wanted: Values | None = None) -> str:
    """A pattern for one kind of event with these values."""
    more = "".join(f" ({name} {value})" for name, value in (wanted or {}).items())
    return f"(event (type {kind}) (at {at}){more})"


def deadline(rule: Rule) -> list[str]:
    """The first act at or after each trigger, or none."""
    trigger, due = event(rule.trigger, "?t", rule.where), f"(bind ?due (due ?t {rule.n} {word(rule)}))"
    act = event(rule.done, "?d&:(>= ?d ?t)", rule.doing)
    sooner = event(rule.done, "?x&:(and (>= ?x ?t) (< ?x ?d))", rule.doing)
    none = event(rule.done, "?x&:(>= ?x ?t)", rule.doing)
    return [
        f"(defrule {rule.id}-done {trigger} {act} (not {sooner})"
        f" => {due} (owed {rule.id} ?t ?due (if (<= ?d ?due) then met else breached)))",
        f"(defrule {rule.id}-open {trigger} (not {none}) (now (at ?n))"
        f" => {due} (owed {rule.id} ?t ?due (if (> ?n ?due) then breached else due)))",
    ]


def recurrence(rule: Rule) -> list[str]:
    """Runs first, then the starts of intervals in them, then what is owed from each."""
    name, due = rule.id, f"(bind ?due (due ?a {rule.n} {word(rule)}))"
    opening, closing = event(rule.trigger, "?s"), event(rule.close, "?e&:(> ?e ?s)")
    sooner = event(rule.close, "?x&:(and (> ?x ?s) (< ?x ?e))")
    inside = event(rule.done, "?a&:(and (> ?a ?s) (or (= ?e 0) (< ?a ?e)))", rule.doing)
    this = f"(start (rule {name}) (began ?s) (end ?e) (at ?a))"
    later = f"(start (rule {name}) (began ?s) (at ?b&:(> ?b ?a)))"
    between = f"(start (rule {name}) (began ?s) (at ?x&:(and (> ?x ?a) (< ?x ?b))))"
    after = f"(start (rule {name}) (began ?s) (at ?x&:(> ?x ?a)))"

    def begin(end: str) -> str:
        return (
            f"(assert (run (rule {name}) (start ?s) (end {end})) (start (rule {name}) (began ?s) (end {end}) (at ?s)))"
        )

    return [
        f"(defrule {name}-closed {opening} {closing} (not {sooner}) => {begin('?e')})",
        f"(defrule {name}-running {opening} (not {closing}) => {begin('0')})",
        f"(defrule {name}-act (run (rule {name}) (start ?s) (end ?e)) {inside}"
        f" => (assert (start (rule {name}) (began ?s) (end ?e) (at ?a))))",
        f"(defrule {name}-next (declare (salience -10)) {this} {later} (not {between})"
        f" => {due} (owed {name} ?a ?due (if (<= ?b ?due) then met else breached)))",
        f"(defrule {name}-last (declare (salience -10)) {this} (not {after}) (now (at ?n))"
        f" => {due} (if (= ?e 0) then (owed {name} ?a ?due (if (> ?n ?due) then breached else due))"
        f" else (if (> ?e ?due) then (owed {name} ?a ?due breached))))",
    ]


def before(rule: Rule) -> list[str]:
    """An act inside the window, up to the due date."""
    due, window = f"(due ?t -{rule.n} {word(rule)})", rule.window * DAY
    act = event(rule.done, f"?x&:(and (>= ?x (- ?t {window})) (<= ?x {due}))", rule.doing)
    trigger = f"(or {event(rule.trigger, '?t', rule.where)} (planned (type {rule.trigger}) (at ?t)))"
    return [
        f"(defrule {rule.id}-done {trigger} (exists {act}) => (owed {rule.id} ?t {due} met))",
        f"(defrule {rule.id}-open {trigger} (not {act}) (now (at ?n))"
        f" => (bind ?due {due}) (owed {rule.id} ?t ?due (if (> ?n ?due) then breached else due)))",
    ]


def word(rule: Rule) -> str:
    """The rule's unit as one word."""
    return rule.unit.replace(" ", "_")


KINDS = {"deadline": deadline, "recurrence": recurrence, "before": before}


class Environment:
    """One environment of CLIPS with the rules in it."""

    def __init__(self, rules: list[Rule], as_of: int, calendar: WorkingDays) -> None:
        self.clips, self.as_of, self.calendar = clips.Environment(), as_of, calendar
        self.found: list[tuple[str, int, int, str]] = []
        self.clips.define_function(self.due, "due")
        self.clips.define_function(self.owed, "owed")
        for construct in (*TEMPLATES, *(each for rule in rules for each in KINDS[rule.kind](rule))):
            self.clips.build(construct)
        self.event, self.planned, self.now = map(self.clips.find_template, ("event", "planned", "now"))
        self.meetings = {rule.trigger for rule in rules if rule.kind == "before"}

    def due(self, start: int, n: int, unit: str) -> int:
        """The last minute in time; counted back when the number is negative."""
        day = start // DAY
        if unit == "hours":
            return start + 60 * n
        if unit == "days":
            day += n
        elif unit == "months":
            day = (date(1970, 1, 1) + timedelta(days=day) + relativedelta(months=n)).toordinal() - EPOCH
        else:
            day = self.calendar.after(day, n) if n > 0 else self.calendar.ahead_of(day, -n)
        return day * DAY + DAY - 1

    def owed(self, rule: str, trigger: int, due: int, status: str) -> None:
        """What the rules call with each obligation."""
        self.found.append((str(rule), trigger, due, str(status)))

    def child(self, events: list[Event]) -> list[tuple[str, int, int, str]]:
        """Everything owed to one child."""
        symbol = clips.Symbol
        self.found = []
        self.clips.reset()
        self.now.assert_fact(at=self.as_of)
        for kind, at, seen, outcome in events:
            if at <= self.as_of:
                self.event.assert_fact(type=symbol(kind), at=at, seen=seen, outcome=symbol(outcome or "none"))
            elif kind in self.meetings:
                self.planned.assert_fact(type=symbol(kind), at=at)
        self.clips.run()
        return self.found


def read_children(path: Path) -> dict[str, list[Event]]:
    """Every child's events as tuples."""
    children: dict[str, list[Event]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = (row["type"], minute_of(row["at"]), int(row["seen"] or 0), row["outcome"])
            children.setdefault(row["case_id"], []).append(found)
    return children


def prepare(events: Path, rules: list[Rule], as_of: int) -> Ready:
    """Read the events; the environments are built anew before every measurement."""
    children, calendar = read_children(events), WorkingDays()
    waiting: list[Environment] = []

    def renew() -> None:
        waiting[:] = [Environment(rules, as_of, calendar) for _ in range(0, len(children), CHILDREN_EACH)]

    def evaluate() -> dict[str, list[tuple[str, int, int, str]]]:
        found = {}
        remaining = iter(children.items())
        for environment in waiting:
            for child, history in islice(remaining, CHILDREN_EACH):
                found[child] = environment.child(history)
        return found

    def rows(found: dict[str, Any]) -> Iterator[Row]:
        return (Row(child, *each) for child, owed in found.items() for each in owed)

    return Ready(evaluate, rows, renew)
