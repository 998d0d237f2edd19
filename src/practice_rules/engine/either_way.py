"""What is owed where it cannot be told whether an event closed a period: it is asked both ways.

What is the same whether or not the period was closed is sure; an obligation that would not be there, or would stand
otherwise, is unknown and names the missing fact.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import product

from practice_rules.engine.record import Question, Record
from practice_rules.engine.rows import BREACHED, UNKNOWN, Row
from practice_rules.language.rules import Series

ALL_WAYS = 4
"""With more open questions than this not every combination is tried: each closing alone, and all of them."""

Rows = Callable[[Record], list[Row]]


def either_way(record: Record, rows: list[Row], ask: Rows) -> list[Row]:
    """The obligations whatever the open questions of a record come to. `rows` are those where nothing was closed."""
    asked: tuple[Question, ...] = ()
    answers: list[list[Row]] = []
    while len(asked) < len(record.open_questions):
        asked = tuple(record.open_questions)
        # What is asked only if a period was closed may raise a further question.
        answers = [ask(_supposing(record, asked, way)) for way in _ways(len(asked))]
    missing = tuple(dict.fromkeys(name for names in record.open_questions.values() for name in names))
    return _combined([_by_name(rows), *map(_by_name, answers)], missing)


def _supposing(record: Record, asked: tuple[Question, ...], way: tuple[bool, ...]) -> Record:
    """The same record, in which something is supposed; further questions are noted on the first."""
    return replace(record, memo={}, supposed=dict(zip(asked, way, strict=True)))


def _ways(number: int) -> Iterator[tuple[bool, ...]]:
    """Every way but the first, in which nothing was closed."""
    if number <= ALL_WAYS:
        yield from list(product((False, True), repeat=number))[1:]
        return
    yield from (tuple(place == chosen for place in range(number)) for chosen in range(number))
    yield (True,) * number


def _by_name(rows: list[Row]) -> dict[Hashable, Row]:
    """Obligations by what tells them apart: rule, what set them off (or opened their period), when they open, and their
    number among those. A limit in a window is told apart by that: which of its days count first may be in doubt."""
    found: dict[Hashable, Row] = {}
    alike: Counter[Hashable] = Counter()
    for row in rows:
        event, part, period = row.trigger.happening, row.part, row.trigger.period
        if isinstance(row.rule.rule, Series):  # a later date of a schedule is set off by no event of its own
            event, part = event or (None if period is None else period.opener), 0
        elif event is None and row.trigger.edge is not None:
            event = row.trigger.edge.opener
        said = (row.trigger.moment, None if event is None else id(event.event), row.opens, part)
        name = (row.rule.id, said if row.window is None else row.window)
        found[name, alike[name]] = row
        alike[name] += 1
    return found


def _combined(answers: list[dict[Hashable, Row]], missing: tuple[str, ...]) -> list[Row]:
    """One row for each obligation that there is in any of the answers."""
    found: dict[Hashable, Row] = {}
    for answer in answers:
        for name in answer:
            if name not in found:
                found[name] = _one([other.get(name) for other in answers], missing)
    return sorted(found.values(), key=lambda row: row.rule.order)


def _one(given: list[Row | None], missing: tuple[str, ...]) -> Row:
    """The obligation if it stands alike in every answer; else in doubt."""
    there = [row for row in given if row is not None]
    first = there[0]
    if len(there) == len(given) and len({_stands(row) for row in there}) == 1:
        return first
    row = copy.copy(first)
    row.status, row.because = UNKNOWN, ("facts", None)
    row.missing = tuple(dict.fromkeys((*missing, *(name for each in there for name in each.missing))))
    row.due = first.due if len({each.due for each in there}) == 1 else None
    row.done = first.done if all(each.done is first.done for each in given if each is not None) else None
    row.ended = row.remedied = row.plain_due = row.plain_status = None
    row.missed = 0
    return row


def _stands(row: Row) -> Hashable:
    """How an obligation stands. What is breached in every way is breached, whenever it was due."""
    return row.status, None if row.status == BREACHED else row.due, row.plain_status
