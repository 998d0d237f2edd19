"""Due dates worked out once for each day, or for each moment where the time of day matters."""

from __future__ import annotations

from typing import TypeAlias

from practice_rules.compiled.history import PlainEvent, moment
from practice_rules.dates.clock import Due, Moment, day_of, day_start, is_past
from practice_rules.dates.conventions import Conventions
from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import ByTime, Duration, Elapsed, Range

DueBy: TypeAlias = tuple[int, bool, Due]
"""The last second that is in time, whether that is past at `as_of`, and the due date itself."""


class DueDays(dict[int, DueBy]):
    """Due dates by the day counted from, worked out as they are first asked for."""

    def __init__(self, clock: Clock, as_of: Moment) -> None:
        super().__init__()
        self.clock = clock
        self.as_of = as_of

    def __missing__(self, day: int) -> DueBy:
        answer = self[day] = due_by(self.clock(Moment(day, None)), self.as_of)
        return answer


def due_by(due: Due, as_of: Moment) -> DueBy:
    """A due date with its last second and whether it is past."""
    last = due.instant if due.instant is not None else day_start(due.day + 1) - 1
    return last, is_past(due, as_of), due


class DueMoments:
    """Due dates by the moment counted from, where its time of day matters."""

    def __init__(self, clock: Clock, as_of: Moment) -> None:
        self.clock = clock
        self.as_of = as_of

    def of(self, event: PlainEvent) -> DueBy:
        """The due date that an event sets."""
        return due_by(self.clock(moment(event)), self.as_of)


DueDates: TypeAlias = tuple[DueDays | None, DueMoments]
"""How a length of time sets due dates: by the day if it can (the quick way), and by the moment."""


class DueHours(DueMoments):
    """Due dates so many seconds after the moment counted from."""

    def __init__(self, clock: Clock, as_of: Moment, seconds: int) -> None:
        super().__init__(clock, as_of)
        self.seconds = seconds
        self.now = as_of.instant if as_of.instant is not None else day_start(as_of.day + 1)

    def of(self, event: PlainEvent) -> DueBy:
        """The due date that an event sets."""
        if not event[1]:
            return super().of(event)
        last = event[0] + self.seconds
        return last, last < self.now, tuple.__new__(Due, (day_of(last), last, False, False))


def due_dates(
    length: Duration | None, clock: Clock, conventions: Conventions, as_of: Moment, back: bool = False
) -> DueDates:
    """The due dates that a clock sets, running forward or `back`."""
    if by_day_alone(length, conventions):
        return DueDays(clock, as_of), DueMoments(clock, as_of)
    if isinstance(length, Elapsed) and not back:
        return None, DueHours(clock, as_of, length.seconds)
    return None, DueMoments(clock, as_of)


def by_day_alone(length: Duration | None, conventions: Conventions) -> bool:
    """Whether the time of day of what is counted from makes no difference."""
    if isinstance(length, Range):
        return by_day_alone(length.outer, conventions)
    if length is None or isinstance(length, Elapsed | ByTime):
        return False
    return conventions.end_of_day == "24:00" and conventions.office_cut_off is None
