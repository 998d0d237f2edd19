"""zen-engine: the rules as one compiled expression over a child's events by type; working days from a table.

The expression language knows no working days, so a table of them goes along with each child (a stretch of it: all of it
would cost more). Events are handed over by type, which spares the engine most of its filtering.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import zen

from benchmarks.made_events import minute_of
from benchmarks.peers import Ready, Row
from benchmarks.peers.days import DAY, EPOCH, WorkingDays
from benchmarks.rules import Rule, Values

FIRST = date(2024, 5, 1).toordinal() - EPOCH
LAST = date(2026, 12, 31).toordinal() - EPOCH


def list_name(kind: str) -> str:
    """The variable that holds the events of one type."""
    return kind.replace(".", "_")


def times(kind: str, wanted: Values, known: bool = True) -> str:
    """The times of one kind of event with these values, as far as they are known."""
    asked = [f"#.{name} == {value!r}" for name, value in wanted.items()] + (["#.at <= now"] if known else [])
    found = list_name(kind)
    return f"map(filter({found}, {' and '.join(asked)}), #.at)" if asked else f"map({found}, #.at)"


def due(start: str, rule: Rule) -> str:
    """The last minute in time; counted back for what must come before."""
    day = f"floor({start} / {DAY})"
    if rule.unit == "hours":
        return f"{start} + {60 * rule.n}"
    if rule.unit == "days":
        return f"({day} + {rule.n}) * {DAY} + {DAY - 1}"
    if rule.unit == "months":
        later = f"d({day} * 86400000).add({rule.n}, 'month').timestamp()"
        return f"floor({later} / 86400000) * {DAY} + {DAY - 1}"
    if rule.kind == "before":
        return f"worked[before[{day} - {FIRST}] - {rule.n}] * {DAY} + {DAY - 1}"
    return f"worked[before[{day} - {FIRST} + 1] + {rule.n - 1}] * {DAY} + {DAY - 1}"


def deadline(rule: Rule) -> str:
    """The first act at or after each trigger."""
    triggers = times(rule.trigger, rule.where)
    owed = f"map({triggers} as t, {{t: t, due: {due('t', rule)}, done: filter(acts as a, a >= t)[0]}})"
    status = "x.done != null ? (x.done <= x.due ? 'met' : 'breached') : (now > x.due ? 'breached' : 'due')"
    return f"map([{times(rule.done, rule.doing)}] as acts, map({owed} as x, [x.t, x.due, {status}]))[0]"


def recurrence(rule: Rule) -> str:
    """Each act inside a run, and the run's opening, is the start of the next interval."""
    acts = f"filter({times(rule.done, rule.doing)} as d, d > p.start and (p.end == null or d < p.end))"
    end = f"filter({times(rule.close, {})} as c, c > s)[0]"
    runs = f"map({times(rule.trigger, {})} as s, {{start: s, end: {end}}})"
    each = f"{{a: a, due: {due('a', rule)}, next: filter(starts as b, b > a)[0], end: p.end}}"
    owed = f"filter(map(starts as a, {each}) as y, y.next != null or y.end == null or y.end > y.due)"
    undone = "x.end != null or now > x.due ? 'breached' : 'due'"
    status = f"x.next != null ? (x.next <= x.due ? 'met' : 'breached') : ({undone})"
    inside = f"map([flatMap([[p.start], {acts}], #)] as starts, map({owed} as x, [x.a, x.due, {status}]))[0]"
    return f"flatMap({runs} as p, {inside})"


def before(rule: Rule) -> str:
    """An act inside the window, up to the due date."""
    owed = f"map({times(rule.trigger, rule.where, known=False)} as t, {{t: t, due: {due('t', rule)}}})"
    met = f"some(acts as a, a >= x.t - {DAY * rule.window} and a <= x.due)"
    status = f"{met} ? 'met' : (now > x.due ? 'breached' : 'due')"
    return f"map([{times(rule.done, rule.doing)}] as acts, map({owed} as x, [x.t, x.due, {status}]))[0]"


KINDS = {"deadline": deadline, "recurrence": recurrence, "before": before}


Event = tuple[str, int, int, str]


def read_children(path: Path, wanted: set[str]) -> dict[str, list[Event]]:
    """Every child's events of the types the rules speak of, as tuples."""
    children: dict[str, list[Event]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            child = children.setdefault(row["case_id"], [])
            if row["type"] in wanted:
                child.append((list_name(row["type"]), minute_of(row["at"]), int(row["seen"] or 0), row["outcome"]))
    return children


def by_type(history: list[Event]) -> dict[str, list[dict[str, Any]]]:
    """A child's events by type."""
    found: dict[str, list[dict[str, Any]]] = {}
    for kind, at, seen, outcome in history:
        found.setdefault(kind, []).append({"at": at, "seen": seen, "outcome": outcome})
    return found


def what_all_share(wanted: set[str], as_of: int) -> dict[str, Any]:
    """What the expression is given for every child: the time, the working days, and a list for each type."""
    calendar = WorkingDays()
    first = calendar.before[FIRST]
    return {
        "now": as_of,
        "before": [calendar.before[day] - first for day in range(FIRST, LAST)],
        "worked": calendar.worked[first : calendar.before[LAST]],
        **{list_name(kind): [] for kind in wanted},
    }


def prepare(events: Path, rules: list[Rule], as_of: int) -> Ready:
    """Compile the rules to one expression, and read each child's events."""
    parts = ", ".join(f"r{place}: {KINDS[rule.kind](rule)}" for place, rule in enumerate(rules))
    expression = zen.compile_expression("{" + parts + "}")
    wanted = {kind for rule in rules for kind in (rule.trigger, rule.done, rule.close) if kind}
    children, shared = read_children(events, wanted), what_all_share(wanted, as_of)

    contexts = {child: shared | by_type(history) for child, history in children.items()}

    def evaluate() -> dict[str, Any]:
        return {child: expression.evaluate(context) for child, context in contexts.items()}

    def rows(found: dict[str, Any]) -> Iterator[Row]:
        for child, answers in found.items():
            for place, rule in enumerate(rules):
                for trigger, due, status in answers[f"r{place}"]:
                    yield Row(child, rule.id, int(trigger), int(due), status)

    return Ready(evaluate, rows)
