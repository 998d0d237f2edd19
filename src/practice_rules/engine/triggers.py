"""What a compiled anchor yields: a point in time, and what stands there."""

from __future__ import annotations

from practice_rules.dates.clock import Moment, day_start
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.record import Happening, Plan, Record, as_moment, sort_key
from practice_rules.engine.spans import EVER


class Instance:
    """One run of a period: opened by an event, closed by another or still open.

    `start_order` and `end_order` bound it on the line of instants; the closing day belongs to it. `cut` says that
    something other than its own closing ended it for a rule (its `lapses_when`), and `whole` is then the run itself.
    `certain` is false when a fact is missing that would say whether it opened at all. `read_off` marks a stretch of a
    state that is no period, `always` one that went on before the record began.
    """

    __slots__ = (
        "always", "certain", "closer", "cut", "end", "end_order", "missing", "name", "opener", "read_off",
        "start", "start_order", "whole",
    )  # fmt: skip

    def __init__(
        self, name: str, opener: Happening | None, start: Moment, certain: bool = True, missing: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.opener = opener
        self.start = start
        self.start_order = start.instant if start.instant is not None else day_start(start.day)
        self.end: Moment | None = None
        self.end_order = EVER
        self.closer: Happening | None = None
        self.certain = certain
        self.missing = missing
        self.cut = False
        self.read_off = self.always = False
        self.whole = self

    def close(self, moment: Moment, closer: Happening | None) -> None:
        """End the run. A closing known by its day ends with that day."""
        self.end = moment
        self.closer = closer
        self.end_order = moment.instant + 1 if moment.instant is not None else day_start(moment.day + 1)

    def contains(self, moment: Happening | Trigger) -> bool:
        """Whether something falls inside: from the opening day to the closing, all of the opening day included."""
        return moment.day >= self.start.day and moment.order < self.end_order

    def began_in(self, record: Record) -> bool:
        """Whether it began in the record, as what has always been so did if it still was so on the record's first day.

        What only may have been so must have outlasted that day. With no entry in the record, nothing has begun.
        """
        if not self.always:
            return True
        if self.certain:
            return not record.empty and self.end_order > day_start(record.first_day)
        return not record.empty and self.end_order >= day_start(record.first_day + 1)

    def at(self, moment: Moment, happening: Happening | None = None) -> Trigger:
        """A trigger within the run, by an event or, by its opening, by none of its own."""
        return Trigger(moment, happening or self.opener, self, self.certain, self.missing)

    @property
    def keys(self) -> tuple[str, ...]:
        """Ids by which another event may say that it is about this run."""
        return () if self.opener is None else self.opener.keys


class Trigger:
    """A point in time at which a rule takes hold.

    `happening` is the event that stands there, if one does; `period` the run of a period it belongs to; `plan`
    the meeting in the diary, for rules that hang on one; `source` the obligation of another rule. `certain` is
    false when a missing fact leaves open whether the rule takes hold, `placed` when it leaves open when. `edge` is the
    run whose end sets a rule off, if that does. `dated` is the attribute of the event that gives the date in place of
    the event's own, `shifts` what is then added or taken off.
    """

    __slots__ = (
        "certain", "dated", "day", "edge", "happening", "instant", "keys", "missing", "order", "period", "placed",
        "plan", "planned", "shifts", "source",
    )  # fmt: skip

    def __init__(
        self,
        moment: Moment,
        happening: Happening | None = None,
        period: Instance | None = None,
        certain: bool = True,
        missing: tuple[str, ...] = (),
    ) -> None:
        self.day, self.instant = moment
        self.order = moment.instant if moment.instant is not None else day_start(moment.day)
        self.happening = happening
        self.period = period
        self.certain = certain
        self.missing = missing
        self.plan: Plan | None = None
        self.planned = False
        self.placed = True
        self.edge: Instance | None = None
        self.dated: str | None = None
        self.shifts: tuple[Clock, ...] = ()
        self.source: object | None = None
        self.keys: tuple[str, ...] = happening.keys if happening is not None else period.keys if period else ()

    @property
    def moment(self) -> Moment:
        """The point in time."""
        return Moment(self.day, self.instant)

    def moved_to(self, moment: Moment) -> Trigger:
        """The same trigger at another point in time (`plus`, `minus`, a date in an attribute)."""
        other = Trigger(moment, self.happening, self.period, self.certain, self.missing)
        other.plan, other.planned, other.source, other.keys = self.plan, self.planned, self.source, self.keys
        other.placed, other.edge, other.dated, other.shifts = self.placed, self.edge, self.dated, self.shifts
        return other

    def by(self, entry: Happening) -> Moment | None:
        """The moment that this would be, if another entry of its meeting were the one that gives the date."""
        moment = entry.moment if self.dated is None else date_in(entry, self.dated)
        if moment is None:
            return None
        for shift in self.shifts:
            due = shift(moment)
            moment = Moment(due.day, due.instant)
        return moment

    @property
    def called_off(self) -> bool:
        """Whether this is a meeting that was called off."""
        return self.plan is not None and self.plan.held is None and self.plan.cancelled is not None

    def not_after(self, happening: Happening) -> bool:
        """Whether an event is at or after the trigger; the days are compared when either has no time."""
        if self.instant is None or happening.instant is None:
            return self.day <= happening.day
        return self.instant <= happening.instant


def date_in(happening: Happening, attribute: str) -> Moment | None:
    """The date that an event gives in an attribute."""
    value = happening.attributes.get(attribute)
    return None if value is None or isinstance(value, bool | int | float | frozenset) else as_moment(value)


def order_of(trigger: Trigger) -> tuple[int, bool, tuple[object, ...]]:
    """Order of time among triggers, settled by the events' contents."""
    event = trigger.happening
    return (trigger.order, trigger.instant is not None, () if event is None else sort_key(event))
