"""Points in time picked from several, some of which may not count: what is picked surely, and what possibly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from practice_rules.case import Event
from tests.oracle.conditions import Truth, all_true
from tests.oracle.record import Meeting, content_order
from tests.oracle.time import Run, When, order, when


@dataclass(eq=False)
class Trigger:
    """Something a rule hangs on: when, the event if it is one, whether it is certain, and the run it belongs to.

    `meeting` is the meeting in the diary that it is, or was held as; `moves` say what moment another date of it gives.
    """

    when: When
    event: Event | None = None
    sure: Truth = True
    run: Run | None = None
    closes: Run | None = None
    meeting: Meeting | None = None
    moves: tuple[Callable[[Event, When], When | None], ...] = ()
    dated: bool = False

    @property
    def opened_by(self) -> tuple[Event | None, ...]:
        """What opened the period of which this is the end: what is about that is about the end too."""
        return () if self.closes is None or self.closes.opening is None else (self.closes.opening,)

    @property
    def planned(self) -> bool:
        """Whether it is a meeting that is still in the diary, or was called off."""
        return self.meeting is not None and self.meeting.held is None

    @property
    def called_off(self) -> bool:
        """Whether it is a meeting that was called off: that takes nobody's place."""
        return self.planned and self.meeting is not None and self.meeting.cancelled is not None

    def given_by(self, entry: Event) -> When | None:
        """The moment that it would be if an entry of its meeting gave the date."""
        moment: When | None = when(entry.at)
        for move in self.moves:
            moment = None if moment is None else move(entry, moment)
        return moment


def in_turn(found: list[Trigger]) -> list[Trigger]:
    """Triggers in order of time, those at one moment as their events stand in the record."""
    return sorted(found, key=lambda trigger: (order(trigger.when), *place_in_record(trigger.event)))


def place_in_record(event: Event | None) -> tuple[Any, ...]:
    """What settles the order of what falls on one moment: when its event was, and then what that says."""
    return (order(When(date.min) if event is None else when(event.at)), *content_order(event))


def at_place(found: list[Trigger], place: int) -> list[Trigger]:
    """Those that are, or may be, the first (0), second (1), last (-1) and so on."""
    ordered, wanted = (found, place) if place >= 0 else (found[::-1], -place - 1)
    picked, sure, maybe = [], 0, 0
    for trigger in ordered:
        if sure <= wanted <= sure + maybe:
            picked.append(replace(trigger, sure=True if trigger.sure and maybe == 0 else None))
        if trigger.sure:
            sure += 1
        else:
            maybe += 1
    return picked


def when_all_have_come(several: list[list[Trigger]]) -> list[Trigger]:
    """The last of several that must each have come; every way in which the doubtful may have been is tried."""
    ways: list[list[Trigger | None]] = []
    for found in several:
        sure = next((number for number, each in enumerate(in_turn(found)) if each.sure), None)
        ways.append([*in_turn(found), None] if sure is None else [*in_turn(found)[: sure + 1]])
    ends: list[Trigger | None] = []
    for way in product(*ways):
        come = [each for each in way if each is not None]
        ends.append(in_turn(come)[-1] if len(come) == len(way) else None)
    alike = {id(each): each for each in ends}
    return [replace(each, sure=True if len(alike) == 1 else None) for each in alike.values() if each is not None]


def first_ones(found: list[Trigger]) -> list[Trigger]:
    """Those that are, or may be, the first to come."""
    return standing_at(in_turn(found), 0)


def standing_at(found: list[Trigger], place: int) -> list[Trigger]:
    """Those at a place, and those called off that would have stood there: what they called for stands."""
    standing = [each for each in found if not each.called_off]
    off = []
    for at, each in enumerate(found):
        if each.called_off and len([other for other in found[:at] if not other.called_off]) == place:
            off.append(each)
    return [*at_place(standing, place), *off]


def counted(found: list[Trigger], step: Callable[[Any, Trigger], tuple[Any, bool]], start: Any) -> list[Trigger]:
    """Those with which a count is full, when each is put to it in turn; a doubtful one may or may not be counted.

    `step` takes what was counted so far and the next one, and says what is counted now and whether that is enough.
    What has `sure` false is put to the count as one that does not count.
    """
    states, picked = {start}, []
    for trigger in found:
        ways = {True: [True], False: [False], None: [True, False]}[trigger.sure]
        results = [step(state, replace(trigger, sure=way)) for state in states for way in ways]
        if any(full for _, full in results):
            picked.append(replace(trigger, sure=True if all(full for _, full in results) else None))
        states = {state for state, _ in results}
    return picked


def once_each(found: list[Trigger], *, of_one_anchor: bool = False) -> list[Trigger]:
    """The same event at the same moment, once; of one anchor, what no event brings (the end of a total) too."""
    kept: list[Trigger] = []
    for trigger in found:
        twin = next((each for each in kept if each.event is trigger.event and each.when == trigger.when), None)
        same = twin is not None and trigger.run is twin.run and (trigger.run is not None or of_one_anchor)
        if twin is None or (trigger.event is None and not same):
            kept.append(replace(trigger))
        elif trigger.sure:
            twin.sure = True
    return kept


def both(one: Truth, other: Truth) -> Truth:
    """Whether both are so."""
    return all_true([one, other])
