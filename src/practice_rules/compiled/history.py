"""What is plain in a history, and how it is held: a tuple of integers and words for each event.

Plain is an entry for an event that took place, or for a meeting still to come, that neither refers to another entry nor
corrects one, and is the only one of its type at its moment. Where an entry is not plain, its whole event type is *hard*
in this history, and so is the type of what it corrects or replaces: rules that look at a hard type are the engine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, TypeAlias

from practice_rules.case import Case, Event
from practice_rules.dates.clock import Moment, day_start
from practice_rules.engine.evaluate import WAIVED
from practice_rules.engine.record import VOIDED, as_moment
from practice_rules.engine.spans import EVER

PlainEvent: TypeAlias = tuple[int, bool, str, int, int, Mapping[str, Any], int]
"""Order, whether a time is known, type, end, day, attributes, and place among the case's entries.

Order and end are seconds of UTC: the instant twice, or the first and last second of the day when only that is known.
"""

ORDER, TIMED, TYPE, END, DAY, ATTRIBUTES, PLACE = range(7)

ByType: TypeAlias = dict[str, list[PlainEvent]]
"""Events by their type, each list in order of time."""


class PlainHistory(NamedTuple):
    """One subject's history: what took place, and the meetings in the diary, by type and in order of time; and the
    event types of which the engine must read the entries."""

    kind: str
    events: ByType
    planned: ByType
    hard: frozenset[str] = frozenset()


def plain_history(case: Case) -> PlainHistory | None:
    """A case as a plain history; `None` when nothing in it can be plain, because what it leaves out proves nothing or a
    duty was waived."""
    if case.coverage is not None:
        return None
    events: ByType = {}
    planned: ByType = {}
    linked: list[Event] = []
    for place, event in enumerate(case.events):
        if event.type == WAIVED:
            return None
        if not is_plain(event):
            linked.append(event)
        (events if event.status == "occurred" else planned).setdefault(event.type, []).append(plain_event(event, place))
    hard = {*put_in_order(events), *put_in_order(planned)}
    if linked:
        types = types_by_id((event.id, event.type) for event in case.events)
        for event in linked:
            hard |= hard_types(event.type, types, event.corrects, event.replaces, event.about)
    return PlainHistory(case.subject.kind, events, planned, frozenset(hard))


class Entry(Protocol):
    """What says whether an entry stands for itself alone: an event, or what a row of a table says beside its type."""

    @property
    def status(self) -> str: ...
    @property
    def about(self) -> str | None: ...
    @property
    def replaces(self) -> str | None: ...
    @property
    def corrects(self) -> str | None: ...


def stands_alone(entry: Entry, recorded: object) -> bool:
    """Whether an entry neither refers to another nor is called off; a meeting that the record says when it learnt of
    (`recorded`) is not so simple either."""
    if entry.about is not None or entry.corrects is not None or entry.replaces is not None:
        return False
    return entry.status == "occurred" or (entry.status == "planned" and recorded is None)


def is_plain(event: Event) -> bool:
    """Whether an event's entry stands for itself alone."""
    return event.type != VOIDED and stands_alone(event, event.recorded_at)


def types_by_id(entries: Iterable[tuple[str | None, str]]) -> dict[str, set[str]]:
    """The event types of the entries that go by an id; one id may have been given twice."""
    types: dict[str, set[str]] = {}
    for name, kind in entries:
        if name is not None:
            types.setdefault(name, set()).add(kind)
    return types


def hard_types(
    kind: str, types: Mapping[str, set[str]], corrects: str | None, replaces: str | None, about: str | None
) -> set[str]:
    """The event types that an entry which is not plain makes hard: its own, and that of what it corrects, replaces or
    voids."""
    hard = {kind}
    for name in (corrects, replaces, about if kind == VOIDED else None):
        if name is not None:
            hard |= types.get(name, set())
    return hard


def plain_event(event: Event, place: int) -> PlainEvent:
    """An event on the line of seconds. Raises `ValueError` and `OutsideCalendar` as `as_moment` does."""
    day, instant = as_moment(event.at)
    if instant is not None:
        return (instant, True, event.type, instant, day, event.attributes, place)
    return (day_start(day), False, event.type, day_start(day + 1) - 1, day, event.attributes, place)


def moment(event: PlainEvent) -> Moment:
    """When an event happened."""
    return Moment(event[4], event[0] if event[1] else None)


def put_in_order(events: ByType) -> list[str]:
    """Put every type's events in order of time; the types of which two cannot be told apart."""
    alike = []
    for name, found in events.items():
        last = -EVER
        for event in found:
            if event[0] <= last:
                break
            last = event[0]
        else:
            continue
        found.sort(key=_moment)
        if any(one[0] == other[0] and one[1] is other[1] for one, other in pairwise(found)):
            alike.append(name)
    return alike


def _moment(event: PlainEvent) -> tuple[int, bool]:
    return event[:2]
