"""What makes a history plain, and how a plain one is held: a tuple of integers and words for each event.

Plain means: every entry is an event that took place, or a meeting still to come, that neither refers to another entry
nor corrects one; no two entries are of one type at one moment; the source shows everything. The engine reads the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

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

SETTLED_ELSEWHERE = frozenset({VOIDED, WAIVED})
"""Event types that say something of other entries."""


ByType: TypeAlias = dict[str, list[PlainEvent]]
"""Events by their type, each list in order of time."""


class PlainHistory(NamedTuple):
    """One subject's plain history: what took place, and the meetings in the diary, by type and in order of time."""

    kind: str
    events: ByType
    planned: ByType


def plain_history(case: Case) -> PlainHistory | None:
    """A case as a plain history, or `None` when it is not plain."""
    if case.coverage is not None:
        return None
    events: ByType = {}
    planned: ByType = {}
    for place, event in enumerate(case.events):
        if not is_plain(event):
            return None
        (events if event.status == "occurred" else planned).setdefault(event.type, []).append(plain_event(event, place))
    return PlainHistory(case.subject.kind, events, planned) if in_order(events) and in_order(planned) else None


def is_plain(event: Event) -> bool:
    """Whether an entry stands for itself alone."""
    if event.about is not None or event.corrects is not None or event.replaces is not None:
        return False
    if event.type in SETTLED_ELSEWHERE or event.status == "cancelled":
        return False
    return event.status == "occurred" or event.recorded_at is None


def plain_event(event: Event, place: int) -> PlainEvent:
    """An event on the line of seconds. Raises `ValueError` and `OutsideCalendar` as `as_moment` does."""
    day, instant = as_moment(event.at)
    if instant is not None:
        return (instant, True, event.type, instant, day, event.attributes, place)
    return (day_start(day), False, event.type, day_start(day + 1) - 1, day, event.attributes, place)


def moment(event: PlainEvent) -> Moment:
    """When an event happened."""
    return Moment(event[4], event[0] if event[1] else None)


def in_order(events: ByType) -> bool:
    """Put every type's events in order of time; false when two of them cannot be told apart."""
    for found in events.values():
        last = -EVER
        for event in found:
            if event[0] <= last:
                break
            last = event[0]
        else:
            continue
        found.sort(key=_moment)
        if any(one[0] == other[0] and one[1] is other[1] for one, other in pairwise(found)):
            return False
    return True


def _moment(event: PlainEvent) -> tuple[int, bool]:
    return event[:2]
