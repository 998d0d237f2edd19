"""How late an obligation was, or is: in the rule's own unit, in calendar days, and in intervals missed."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from practice_rules.dates.clock import Due, Moment
from practice_rules.dates.deadlines import lateness
from practice_rules.dates.durations import CalendarSpan
from practice_rules.engine.rows import BREACHED, Row
from practice_rules.language.rules import Limit, Quota, Series

A_DAY = CalendarSpan(days=1)
"""The unit of what has no length of its own: a window of the calendar, a number that was exceeded."""


class SeenFrom(Protocol):
    """The moment from which a record is seen."""

    @property
    def as_of(self) -> Moment:
        """The moment of the answer."""

    @property
    def now(self) -> int:
        """The first second that is not seen any more."""


class Late(NamedTuple):
    """How late. `own` counts in `unit`; `intervals_missed` is `None` where a rule has no intervals.

    `until` is what lateness was counted to: the late act, the end of the period, or `as_of`; `open` says that it is
    still growing.
    """

    own: int
    unit: str
    calendar_days: int
    intervals_missed: int | None
    until: Moment
    open: bool


def late(row: Row, record: SeenFrom) -> Late | None:
    """The lateness of a breached obligation; `None` for any other, and where nothing can be late.

    A gate or a check is judged at a moment: it is late only once remedied, by the days until then. A duty without a
    time limit that was never done is not late but undone. An open breach is late as of `as_of`.
    """
    if row.status != BREACHED:
        return None
    due, until, still_open = _from(row), row.remedied, False
    if due is None:
        return None
    if until is None and row.rule.at_once:
        return None
    if until is None:
        until, still_open = _until(row, record)
    length = row.length or A_DAY
    own, unit, days = lateness(until, due, length, row.rule.calendar)
    counted = isinstance(row.rule.rule, Series | Quota) and row.missed > 0
    return Late(own, unit, days, row.missed if counted else None, until, still_open)


def _from(row: Row) -> Due | None:
    """What it is late from: the due date, or the moment a limit was exceeded."""
    if row.due is not None:
        return row.due
    if isinstance(row.rule.rule, Limit) and row.ended is not None:
        return Due(row.ended.day, row.ended.instant)
    return None


def _until(row: Row, record: SeenFrom) -> tuple[Moment, bool]:
    """What an unremedied breach is late to: the end of what it belongs to, or the last moment of `as_of`."""
    run = row.trigger.period
    lasting = isinstance(row.rule.rule, Series | Quota | Limit)
    if lasting and run is not None and run.end is not None and run.end_order <= record.now:
        return run.end, False
    if not lasting and row.ended is not None:
        return row.ended, False
    if row.due is not None and row.due.instant is not None and record.as_of.instant is None:
        return Moment(record.as_of.day, record.now - 1), True
    return record.as_of, True
