"""From when an act before a meeting counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from practice_rules.compiled.due_dates import by_day_alone
from practice_rules.compiled.history import PlainEvent, moment
from practice_rules.dates.clock import Moment
from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import Duration
from practice_rules.engine.rule import CompiledRule
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import due_start
from practice_rules.language.base import Written
from practice_rules.language.rules import Lead

Window: TypeAlias = Callable[[PlainEvent, "PlainEvent | None"], int]
"""From a meeting and the one before it to the second from which an act counts."""


def window_of(ready: CompiledRule, rule: Lead) -> Window | None:
    """A lead's window; `None` when it hangs on a state."""
    length = _length(rule)
    if length is None:
        if rule.since is None or rule.since == "previous":
            return since_previous
        return any_time if rule.since == "any time" else None
    starts = window_days(ready, rule)
    if starts is not None:
        return lambda trigger, _previous: starts[trigger[4]]
    clock = ready.compiler.window(length)
    return lambda trigger, _previous: due_start(clock(moment(trigger)))


def window_days(ready: CompiledRule, rule: Lead) -> DueStarts | None:
    """A window that is a length of time in days, by the day of the meeting."""
    length = _length(rule)
    if length is None or not by_day_alone(length, ready.conventions):
        return None
    return DueStarts(ready.compiler.window(length))


def _length(rule: Lead) -> Duration | None:
    if rule.at_most is not None:
        return rule.at_most
    return None if isinstance(rule.since, str | Written) else rule.since


class DueStarts(dict[int, int]):
    """The seconds at which windows open, by the day of the meeting."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def __missing__(self, day: int) -> int:
        answer = self[day] = due_start(self.clock(Moment(day, None)))
        return answer


def since_previous(_trigger: PlainEvent, previous: PlainEvent | None) -> int:
    """A window that opens once the meeting before has been: of one known by its day, when that day is over."""
    return -EVER if previous is None else previous[3] + 1


def owed_from(window: Window, trigger: PlainEvent, previous: PlainEvent | None) -> int:
    """The second from which a lead is owed: with its window, or from the meeting before on, whose own day is not yet
    for the next."""
    if window is since_previous:
        return -EVER if previous is None else previous[0]
    return window(trigger, previous)


def any_time(_trigger: PlainEvent, _previous: PlainEvent | None) -> int:
    """No window: an act counts however early."""
    return -EVER
