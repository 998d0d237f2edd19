"""The record as it stands: what had happened to one subject, what is in the diary, and where moments lie in it.

How a case's entries become one stands in `engine.folding`, how those in the diary become meetings in `engine.diary`.
Days are ordinals and instants are UTC seconds, as in `practice_rules.dates`. A moment whose `instant` is `None` is
known only by its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from practice_rules.case import Case, Event
from practice_rules.dates.clock import Moment, MomentProblem, day_of, day_start, parse_moment
from practice_rules.dates.days import within_limits

VOIDED = "entry.voided"

Answer = TypeVar("Answer")

SortKey = tuple[int, bool, str, str, str]
"""When, whether a time is known, what, which, and (for entries without an id) what else they say."""

Question = tuple[str, int]
"""Whether an event closes a period: the period's name, and the identity of the event."""


class Happening:
    """An event that had occurred by `as_of`, or a planned one's date, on the integer line.

    `order` sorts it: its instant, or the start of its day. `keys` are the ids it may be called by in another
    event's `about`: its own, and those of the plans it fulfilled.
    """

    __slots__ = (
        "about",
        "attributes",
        "by",
        "day",
        "event",
        "id",
        "instant",
        "key",
        "keys",
        "order",
        "recorded",
        "type",
    )

    def __init__(self, event: Event, moment: Moment, recorded: Moment | None) -> None:
        self.event = event
        self.type = event.type
        self.id = event.id
        self.about = event.about
        self.by = event.by
        self.attributes = event.attributes
        self.day, self.instant = moment
        self.order = moment.instant if moment.instant is not None else day_start(moment.day)
        self.recorded = recorded
        # Only entries without an id can be alike in all but their attributes.
        content = event.id or "", "" if event.id is not None else _contents(event)
        self.key: SortKey = (self.order, self.instant is not None, event.type, *content)
        self.keys: tuple[str, ...] = () if event.id is None else (event.id,)

    @property
    def moment(self) -> Moment:
        """When it happened."""
        return Moment(self.day, self.instant)

    def __repr__(self) -> str:
        return f"<{self.type} day {self.day}>"


@dataclass(slots=True)
class Version:
    """One date that a meeting was planned for: known from `known`, until it was moved, held or called off."""

    planned: Happening
    known: Moment | None
    ended: Moment | None = None
    how: str | None = None
    """How the version ended: `moved`, `cancelled` or `held`."""


@dataclass(slots=True)
class Plan:
    """A meeting in the diary: the dates it was planned for, in the order they became known, and when it was held."""

    root: Happening
    versions: list[Version]
    held: Happening | None = None
    cancelled: Moment | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every id by which the meeting may be called."""
        ids = [version.planned.id for version in self.versions]
        if self.held is not None:
            ids.extend(self.held.keys)
        return tuple(dict.fromkeys(key for key in ids if key is not None))


@dataclass(slots=True)
class Record:
    """What had happened to one subject by `as_of`, ready for the rules. Built afresh for each evaluation."""

    case: Case
    as_of: Moment
    now: int
    """The instant up to which events are seen: `as_of`, or the end of its day."""
    happenings: list[Happening]
    by_type: dict[str, list[Happening]]
    plans: dict[str, list[Plan]]
    by_key: dict[str, Happening]
    born: int | None
    first_day: int
    """The day of its first entry, the diary included; without any, that of `as_of`."""
    empty: bool = False
    memo: dict[Any, Any] = field(default_factory=dict)
    """Answers already worked out in this evaluation, by the identity of the compiled question."""
    supposed: Mapping[Question, bool] = field(default_factory=dict)
    """What is supposed of closings of which a fact is missing; nothing else is taken to close a period."""
    open_questions: dict[Question, tuple[str, ...]] = field(default_factory=dict)
    """The closings about which something had to be supposed, each with the facts that would settle it."""

    def suppose(self, question: Question, missing: tuple[str, ...]) -> bool:
        """Whether, as far as is supposed here, an event closes a period."""
        self.open_questions.setdefault(question, missing)
        return self.supposed.get(question, False)

    def once(self, work: Callable[[Record], Answer]) -> Answer:
        """What some work on the record comes to, done the first time it is asked for in this evaluation."""
        known: Answer | None = self.memo.get(work)
        if known is None:
            known = self.memo[work] = work(self)
        return known

    def of_types(self, types: Iterable[str]) -> list[Happening]:
        """The events of several types, in order of time."""
        names = tuple(types)
        if len(names) == 1:
            return self.by_type.get(names[0], [])
        found = [happening for name in names for happening in self.by_type.get(name, ())]
        found.sort(key=sort_key)
        return found


def sort_key(happening: Happening) -> SortKey:
    """Order of time; what happened on a day without a time stands before what has one; ties are settled by content."""
    return happening.key


def as_moment(value: str | date | datetime | Moment) -> Moment:
    """A date or date-time as a moment; a date-time without an offset is Europe/London local time.

    Raises `ValueError` for a local time that the clock change skips, and `OutsideCalendar` beyond 1970 to 2100.
    """
    if isinstance(value, Moment):
        return value
    if type(value) is date:
        return Moment(within_limits(value.toordinal()))
    found = parse_moment(value)
    if isinstance(found, MomentProblem):
        raise ValueError(str(found))
    return found


def end_of(moment: Moment) -> int:
    """The instant at which a moment is over: itself, or the start of the next day when only the day is known."""
    return moment.instant if moment.instant is not None else day_start(moment.day + 1)


def start_of(moment: Moment) -> int:
    """The instant at which a moment begins."""
    return moment.instant if moment.instant is not None else day_start(moment.day)


def span_of(moment: Moment) -> tuple[int, int]:
    """A moment as a span of instants: the instant, or the whole of its day."""
    return start_of(moment), end_of(moment) + (moment.instant is not None)


def not_before(happening: Happening, start: int) -> bool:
    """Whether an event is not before an instant; what is known by its day is not before anything on that day."""
    if happening.order >= start:
        return True
    return happening.instant is None and happening.day == day_of(start)


def happened_by(moment: Moment, limit: Moment) -> bool:
    """Whether a moment is not after a limit; when either is only a day, the days are compared."""
    if moment.instant is None or limit.instant is None:
        return moment.day <= limit.day
    return moment.instant <= limit.instant


def _contents(event: Event) -> str:
    """What an event says as text that is the same in every process (sets have no order of their own)."""
    attributes = [
        (name, sorted(value) if isinstance(value, frozenset) else value)
        for name, value in sorted(event.attributes.items())
    ]
    links = f"{event.status}{event.about}{event.replaces}{event.corrects}{event.recorded_at}{event.by}"
    return f"{attributes}{links}"
