"""Conditions that are settled later: by which event, from when a duty is gone, and what that makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from practice_rules.case import Event
from practice_rules.language.rules import Settled
from tests.oracle.acts import aimed_at, moment_of, past
from tests.oracle.conditions import Truth, holds
from tests.oracle.rows import Row
from tests.oracle.time import Due, When, before, ends, in_time
from tests.oracle.world import Trigger, World, listed


@dataclass(frozen=True)
class Standing:
    """How a condition stands: open (`None`), met, or failed; by which answer, and with which moment the duty was gone."""

    stands: Truth = None
    by: Event | None = None
    falls: When | None = None

    def gone(self, moment: When) -> bool:
        """Whether the duty was gone before a moment."""
        return self.falls is not None and before(self.falls, moment)


OPEN = Standing()
NONE_ASKED = Standing(True)


def answers(world: World, asked: Settled, trigger: Trigger, types: set[str], since: When | None) -> list[Event]:
    """What clearly answers a condition: about the trigger or about no other; in order."""
    return [
        event
        for event in world.record.of(listed(asked.event))
        if holds(world.record, asked.where, event) is not None
        and aimed_at(world, event, [trigger], types)
        and (since is None or not before(moment_of(event), since))
    ]


def by_the_first(world: World, asked: Settled, found: list[Event]) -> Standing:
    """What the first answer settles; a day has done away with nothing until it is over."""
    for event in found[:1]:
        if holds(world.record, asked.where, event):
            return Standing(True, event)
        if ends(moment_of(event)) <= ends(world.as_of):
            return Standing(False, event, moment_of(event))
    return OPEN


def by_the_last(world: World, asked: Settled, found: list[Event], due: Due) -> Standing:
    """What the last answer by a date settles, once that is past; else the first after it."""
    if not past(world, due):
        return OPEN
    by_then = [event for event in found if in_time(moment_of(event), due)]
    if not by_then:
        return by_the_first(world, asked, found)
    if holds(world.record, asked.where, by_then[-1]):
        return Standing(True, by_then[-1])
    return Standing(False, by_then[-1], When(due.day, due.at))


def judge(row: Row, standing: Standing, possible: bool, late_counts: bool) -> None:
    """What a condition makes of a verdict.

    `possible`: all parts were done, or may have been, before it failed. `late_counts`: what was done late was owed.
    """
    if row.status == "met" or (late_counts and row.done is not None) or standing.stands:
        return
    if standing.by is None:
        row.plain_status = "unknown" if row.plain_status == "breached" else row.plain_status
        row.status = "unknown" if row.status == "breached" else row.status
    elif possible:
        row.status = "unknown"
    else:
        row.plain_status = "met" if row.plain_status == "met" else "lapsed"
        failed = moment_of(standing.by)
        if row.status != "lapsed" or row.ended is None or failed.day < row.ended.day:
            row.status, row.ended = "lapsed", failed
