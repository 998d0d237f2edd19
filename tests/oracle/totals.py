"""Days added up: every day is looked at, and those that a stretch touches are counted, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from practice_rules.dates.lengths import CalendarSpan
from practice_rules.language import moments as said
from tests.oracle.conditions import Truth, opposite
from tests.oracle.time import LONG_AGO, ONE_DAY, Counting, Run, When, begins, birthday, ends

if TYPE_CHECKING:
    from tests.oracle.world import World

FORESEEN = timedelta(days=800)
"""How far ahead days are added up: further than the lengths that packs are drawn with."""


def days_of(length: Any) -> int:
    """A length of time as so many days: a month is taken as thirty, a year as 365."""
    assert isinstance(length, CalendarSpan)
    return 365 * length.years + 30 * length.months + 7 * length.weeks + length.days


def reached(world: World, total: said.TotalState | said.TotalAnchor) -> list[tuple[date, Truth]]:
    """Each day from the first that counts, with whether the days added up by then reach the length."""
    length = total.reaches if isinstance(total, said.TotalAnchor) else (total.at_least or total.under)
    wanted, found = days_of(length), []
    for day, sure, possible in _added_up(world, total):
        found.append((day, True if sure >= wanted else (None if possible >= wanted else False)))
    return found


def holds_from(world: World, total: said.TotalState) -> list[tuple[date, Truth]]:
    """The days on which the answer of a total changes, each with the new answer; before the first it is that of none."""
    found: list[tuple[date, Truth]] = []
    for day, truth in reached(world, total):
        answer = truth if total.at_least is not None else opposite(truth)
        before = found[-1][1] if found else total.at_least is None
        if answer is not before:
            found.append((day, answer))
    if total.in_each is not None and found:
        # What is not foreseen any more is not reached: the last month or year that is looked at is the end of it.
        last = world.as_of.day + FORESEEN
        after = last
        while window_of(total.in_each, after) == window_of(total.in_each, last):
            after += ONE_DAY
        found.append((after, total.at_least is None))
    return found


def comes_on(world: World, total: said.TotalAnchor) -> list[tuple[date, Truth]]:
    """The days on which a total is reached, each with whether that is sure; once in each window that it names."""
    found: list[tuple[date, Truth]] = []
    window, before = None, False
    for day, truth in reached(world, total):
        if window_of(total.in_each, day) != window:
            window, before = window_of(total.in_each, day), False
        if truth is not before and truth is not False and before is not True:
            found.append((day, True if truth and before is False else None))
        before = truth
    return found


def window_of(kind: str | None, day: date) -> tuple[int, ...]:
    """What names the month or year in which days are added up together."""
    if kind == "calendar_month":
        return day.year, day.month
    if kind == "calendar_year":
        return (day.year,)
    if kind == "financial_year":
        return (day.year - ((day.month, day.day) < (4, 1)),)
    return ()


def _added_up(world: World, total: Any) -> Iterator[tuple[date, int, int]]:
    """Each day with how many days surely, and how many possibly, count by its end."""
    counted: list[tuple[date, bool]] = []
    for day, truth in _days(world, total):
        if truth is not False:
            counted.append((day, bool(truth)))
        while counted and not _together(world, total, counted[0][0], day):
            counted.pop(0)
        yield day, len([day for day, sure in counted if sure]), len(counted)


def _together(world: World, total: Any, first: date, day: date) -> bool:
    """Whether a day is added up with a later one: in the same month or year, or in a stretch that holds both."""
    if total.in_any is not None and Counting(world.counting.days_off).after(When(first), total.in_any).day <= day:
        return False
    return window_of(total.in_each, first) == window_of(total.in_each, day)


def _days(world: World, total: Any) -> Iterator[tuple[date, Truth]]:
    """Each day from the first of the state, with whether it is spent in the state and counts."""
    born, last = world.record.born, world.as_of.day + FORESEEN
    runs = world.foreseen(total.total) or world.unseen(total.total)
    if world.record.empty:
        runs = [run for run in runs if world.has_begun(run)]
    runs = from_the_record(world, runs)
    since = None if total.since is None or born is None else birthday(born, total.since, world.record.leap)
    day = min((world.since(run).day for run in runs), default=last)
    if since is not None:
        day = max(day, since)
    while day < last:
        touching = [run.sure for run in runs if world.since(run).day <= day and (run.end is None or day <= run.end.day)]
        truth: Truth = False if not touching else (True if True in touching else None)
        yield day, None if truth and total.since is not None and since is None else truth
        day += ONE_DAY


def from_the_record(world: World, runs: list[Run]) -> list[Run]:
    """Stretches to add up, of which what has always been possible, surely or not, only may count from the first day on."""
    reached, found, first = LONG_AGO, [], When(world.record.first_day)
    for run in sorted(runs, key=lambda run: begins(run.start)):
        always = begins(run.start) <= reached
        reached = (
            max(reached, datetime.max.replace(tzinfo=UTC) if run.end is None else ends(run.end)) if always else reached
        )
        if run.sure or not always or begins(run.start) > begins(first):
            found.append(run)
        elif run.end is None or ends(run.end) > begins(first):
            found.append(replace(run, start=first))
    return found
