"""Since when, and until when, events were looked at for one obligation.

The engine decides which event discharges what; here the same window is found again for telling people about the
events that did not.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from practice_rules.dates.clock import Moment, day_start
from practice_rules.engine.record import Record, end_of
from practice_rules.engine.rows import Row
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import due_start
from practice_rules.language.base import Written
from practice_rules.language.rules import Deadline, Lead


class Window(NamedTuple):
    """From the instant at which events begin to count to the one after which none was looked at."""

    start: int
    stop: int
    opens: Moment | None
    """The day the window opened, where it is not simply the trigger."""


def window_of_row(row: Row, record: Record, earlier: Row | None) -> Window:
    """The window of an obligation. `earlier` is the rule's obligation before this one, if there is one."""
    rule = row.rule.rule
    start, opens = row.trigger.order, None
    if isinstance(rule, Lead):
        start, opens = _lead_start(row, rule, record, earlier)
    elif isinstance(rule, Deadline) and rule.early is not None:
        start = min(start, _since(row, rule.early, record))
    return Window(start, _stop(row, record), opens)


def _stop(row: Row, record: Record) -> int:
    if row.done is not None:
        return row.done.order
    if row.ended is not None:
        return min(record.now, end_of(row.ended)) - 1
    run = row.trigger.period
    if run is not None and run.end is not None:
        return min(record.now, run.end_order) - 1
    if row.due is not None and row.length is None and row.evidence:
        return min(record.now, day_start(row.due.day + 1)) - 1
    return record.now - 1


def _lead_start(row: Row, rule: Lead, record: Record, earlier: Row | None) -> tuple[int, Moment | None]:
    if rule.at_most is not None:
        due = row.rule.compiler.before(rule.at_most)(row.trigger.moment)
        return due_start(due), Moment(due.day, due.instant)
    if rule.since is None or rule.since == "previous":
        if earlier is None or earlier.trigger.order >= row.trigger.order:
            return -EVER, None
        return earlier.trigger.order + 1, None
    start = _since(row, rule.since, record)
    return start, None


def _since(row: Row, since: Any, record: Record) -> int:
    """Since when an act before the trigger counts: ever, a length of time before it, or the state it falls in."""
    if since == "any time":
        return -EVER
    if isinstance(since, str | Written):
        state: Any = since
        spans = row.rule.compiler.state(state)(record).sure
        return max((start for start, end in spans if start <= row.trigger.order <= end), default=row.trigger.order)
    return due_start(row.rule.compiler.before(since)(row.trigger.moment))
