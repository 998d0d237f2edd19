"""Before anything is timed, every engine must give the same obligations; otherwise the benchmark stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from benchmarks.peers import Row
from benchmarks.rules import Rule
from practice_rules.dates.clock import LONDON

DAY = 1440


class Disagree(Exception):
    """Two engines gave different obligations."""


def compared(rows: Iterable[Row], rules: Iterable[Rule]) -> set[Row]:
    """The rows that can be compared: without those whose hours run over a change of the clocks.

    Hours are elapsed time with us; for engines that count on the clock on the wall they are an hour out in the nights
    in which the clocks change.
    """
    hours = {rule.id: 60 * rule.n for rule in rules if rule.unit == "hours"}
    return {
        row
        for row in rows
        if row.rule not in hours or not _clocks_change(row.trigger, row.trigger + hours[row.rule] + 60)
    }


def _clocks_change(first: int, last: int) -> bool:
    days = range(first // DAY, last // DAY + 2)
    return len({_offset(day) for day in days}) > 1


_OFFSETS: dict[int, timedelta | None] = {}


def _offset(day: int) -> timedelta | None:
    if day not in _OFFSETS:
        midnight = datetime.combine(date(1970, 1, 1) + timedelta(days=day), datetime.min.time(), LONDON)
        _OFFSETS[day] = midnight.utcoffset()
    return _OFFSETS[day]


def check(found: Mapping[str, set[Row]]) -> int:
    """How many obligations all engines agree on. Raises `Disagree`, with some of the differences, when they do not."""
    names = list(found)
    first = found[names[0]]
    for name in names[1:]:
        if found[name] != first:
            raise Disagree(difference(names[0], first, name, found[name]))
    return len(first)


def difference(one: str, first: set[Row], other: str, second: set[Row], shown: int = 5) -> str:
    """Some of what one engine has and the other has not."""
    lines = [f"{one} ({len(first)} obligations) and {other} ({len(second)}) do not agree"]
    for name, rows in ((one, first - second), (other, second - first)):
        lines.append(f"only {name}: {len(rows)}")
        lines += [f"  {_said(row)}" for row in sorted(rows)[:shown]]
    return "\n".join(lines)


def _said(row: Row) -> str:
    start = datetime(1970, 1, 1)  # noqa: DTZ001  # the clock on the wall
    trigger, due = (start + timedelta(minutes=minute) for minute in (row.trigger, row.due))
    return f"child {row.child}, {row.rule}, from {trigger:%Y-%m-%d %H:%M}, due {due:%Y-%m-%d %H:%M}: {row.status}"
