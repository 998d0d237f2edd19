"""Quotas: count what was done in each window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from practice_rules.language.rules import EachWindow, Quota
from tests.oracle.acts import doings, ending, first_of, in_force, moment_of, past
from tests.oracle.coverage import unseen
from tests.oracle.rows import Row
from tests.oracle.schedule import times
from tests.oracle.stretches import cut, lasting, of_period
from tests.oracle.time import ONE_DAY, Counting, Due, When, before, ends, not_after
from tests.oracle.world import Run, Trigger, World


def windows(world: World, kind: EachWindow | str, run: Run) -> Iterator[tuple[date, date]]:
    """First and last day of each window that a run touches and that has begun."""
    last_day = world.as_of.day if run.end is None else min(run.end.day, world.as_of.day)
    if kind == "school_term":
        for first, last in world.counting.terms or ():
            if first <= last_day and last >= run.start.day:
                yield first, last
        return
    first, number = run.start.day, 1
    while first <= last_day:
        if isinstance(kind, EachWindow):
            following = Counting(world.counting.days_off).after(When(run.start.day), times(kind.each, number)).day
        else:
            first = first_day(kind, first)
            following = next_first_day(kind, first)
        yield first, following - ONE_DAY
        first, number = following, number + 1


def first_day(kind: str, day: date) -> date:
    """The first day of the calendar's window that a day is in."""
    while not _opens(kind, day):
        day -= ONE_DAY
    return day


def next_first_day(kind: str, day: date) -> date:
    """The first day of the next window of the calendar."""
    day += ONE_DAY
    while not _opens(kind, day):
        day += ONE_DAY
    return day


def _opens(kind: str, day: date) -> bool:
    opening = {
        "calendar_month": day.day == 1,
        "quarter": day.day == 1 and day.month in (1, 4, 7, 10),
        "calendar_year": (day.month, day.day) == (1, 1),
        "financial_year": (day.month, day.day) == (4, 1),
        "school_year": (day.month, day.day) == (9, 1),
    }
    return opening[kind]


def quota(world: World, rule: Quota) -> list[Row]:
    """Every obligation of a quota rule."""
    rows = []
    for run in cut(world, rule, lasting(world, rule.while_)):
        if not not_after(run.start, world.as_of):
            continue
        own = rule.lapses_when is not None
        lapse = ending(world, rule, Trigger(run.start, run.opening), own)
        if lapse is not None and ends(lapse) > ends(world.as_of):
            lapse = None
        excused = own and lapse is not None and (run.end is None or before(lapse, run.end))
        until = run.until
        run = Run(run.start, first_of(run.end, lapse), run.opening, run.sure)
        if rule.in_ == "period":
            last_day = run.end or until
            spans = [(run.start.day, None if last_day is None else last_day.day)]
        else:
            spans = [(first, last) for first, last in windows(world, rule.in_, run)]
        if rule.in_ == "school_term" and world.counting.terms is None:
            spans = []
            last_day = run.end.day if run.end is not None else world.as_of.day
            if any(
                in_force(world, rule, When(run.start.day + n * ONE_DAY))
                for n in range((last_day - run.start.day).days + 1)
            ):
                rows.append(Row(rule.id, "unknown", run.start, 0, run.start, standard=tuple(rule.standard)))
                rows[-1].set_off = run.opening
        for first, last in spans:
            row = _window(world, rule, run, first, last, excused)
            if in_force(world, rule, row.opens or run.start):
                rows.append(row)
    return rows


def _window(world: World, rule: Quota, run: Run, first: date, last: date | None, excused: bool) -> Row:
    clear, maybe = [], []
    for event, sure in doings(world, rule.do, Trigger(run.start, run.opening), of_period(rule.while_)):
        moment = moment_of(event)
        if run.has_day(moment) and first <= moment.day and (last is None or moment.day <= last):
            (clear if sure else maybe).append(event)
    due = None if last is None else Due(last)
    done = moment_of(clear[rule.at_least - 1]) if len(clear) >= rule.at_least else None
    opens = When(max(first, run.start.day))
    row = Row(rule.id, "", opens, 0, opens, due, done, standard=tuple(rule.standard), plain_due=due)
    row.set_off = run.opening
    end = run.end
    if done is not None:
        row.status = "met"
    elif len(clear) + len(maybe) >= rule.at_least:
        row.status = "unknown"
    elif rule.part_windows == "lapse" and first < run.start.day:
        row.status = "lapsed"
    elif rule.in_ == "period":
        row.status = ("lapsed" if excused else "breached") if run.end is not None else "due"
    elif end is not None and last is not None and end.day <= last:
        row.status = "lapsed"
    else:
        row.status = "breached" if due is not None and past(world, due) else "due"
    begun = max(first, run.start.day)
    if row.status in ("due", "breached") and unseen(world, rule.do, begun, _last_of(world, last, run)):
        row.status = "unknown"
    if run.sure is None:
        row.status = "unknown"
    row.plain_status = row.status
    row.ended = end if row.status in ("lapsed", "breached") else None
    return row


def _last_of(world: World, last: date | None, run: Run) -> date:
    """The last day on which something could count in a window."""
    return min(day for day in (last, run.end and run.end.day, world.as_of.day) if day is not None)
