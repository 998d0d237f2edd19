"""Series: from one qualifying event to the next, looking at every change of phase or agreement in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from practice_rules.case import Event
from practice_rules.language.rules import Series
from tests.oracle.acts import ending, first_of, moment_of
from tests.oracle.acts import in_force as rule_in_force
from tests.oracle.intervals import (
    Interval,
    agreed_by,
    agreements,
    as_agreed,
    changes,
    in_force,
    plain_due,
    taken_away,
    with_first,
)
from tests.oracle.rows import Row
from tests.oracle.schedule import scheduled
from tests.oracle.settling import doings_in, judge
from tests.oracle.stretches import cut, lasting
from tests.oracle.time import Due, Run, When, before, begins, day_or_instant, ends, in_time, not_after
from tests.oracle.world import Trigger, World


def series(world: World, rule: Series) -> list[Row]:
    """Every obligation of a series rule."""
    rows: list[Row] = []
    for run in cut(world, rule, lasting(world, rule.while_)):
        if not not_after(run.start, world.as_of):
            continue
        found = scheduled(world, rule, run) if rule.clock == "schedule" else _one(world, rule, run)
        for row in found:
            if run.sure is None or not row.sure:
                row.status = "unknown"
            if rule_in_force(world, rule, row.opens or run.start):
                rows.append(row)
    return rows


def _one(world: World, rule: Series, run: Run) -> Iterator[Row]:
    clear, maybe = doings_in(world, rule, run)
    opened, after, resumed = run.start, None, None
    if rule.starts == "first event":
        if not clear:
            return
        opened, after, clear = moment_of(clear[0]), clear[0], clear[1:]
    lapse = ending(world, rule, Trigger(run.start, run.opening), own=rule.lapses_when is not None)
    end = first_of(run.end, lapse)
    whole, run = run, replace(run, end=end)
    first = True
    while end is None or not_after(opened, end):
        event = clear[0] if clear else None
        if event is not None and end is not None and not not_after(moment_of(event), end):
            event = None
        row = _open(world, rule, run, opened, event, first and resumed is None, resumed)
        unstated = (resumed or opened) if row is None else row.ended
        if row is not None:
            begun = resumed or opened
            follows = after is not None or resumed is not None
            later = [moment_of(e) for e in maybe if not follows or not_after(begun, moment_of(e))]
            times = [m for m in later if m.day >= begun.day and (end is None or not_after(m, end))]
            if event is not None:
                times = [m for m in times if not_after(m, moment_of(event))]
            judge(world, rule, run, row, times, end)
            row.set_off, row.run, row.asked_by = after or run.opening, whole, (run.opening,)
            yield row
        following = (
            None
            if unstated is None
            else _stated_again(world, rule, run, max(unstated, resumed or opened, key=begins), event)
        )
        if following is not None:
            resumed = following
            continue
        if event is None:
            return
        opened, after, resumed, first, clear = moment_of(event), event, None, False, clear[1:]


def _stated_again(world: World, rule: Series, run: Run, since: When, event: Event | None) -> When | None:
    """When an interval is stated again after a phase without one, if that is before the next event and has come."""
    for instant in changes(world, rule, run):
        come = instant < ends(world.as_of) and (event is None or instant < begins(moment_of(event)))
        if instant > begins(since) and come and in_force(world, rule, run, instant, since).length is not None:
            return day_or_instant(instant)
    return None


def _open(
    world: World, rule: Series, run: Run, opened: When, event: Event | None, first: bool, resumed: When | None = None
) -> Row | None:
    done = None if event is None else moment_of(event)
    found: list[tuple[Due, tuple[str, ...], When | None, bool]] = []
    for with_agreement in (True, False):
        initially = first and rule.first is not None
        now = in_force(world, rule, run, begins(resumed or opened), opened, initially)
        if first and rule.first is not None:
            now = with_first(rule.first, now, tuple(rule.standard))
        plain = plain_due(world, now, opened, resumed)
        if plain is None:
            return None
        found.append(_moved(world, rule, run, opened, done, now, plain, with_agreement, first, resumed or opened))
    due, standard, lapsed, sure = found[0]
    row = Row(rule.id, "", resumed or opened, 0, resumed or opened, due, done, standard=standard, plain_due=found[1][0])
    row.ended, row.done_by, row.sure, row.run = lapsed, event, sure, run
    return row


def _moved(
    world: World,
    rule: Series,
    run: Run,
    opened: When,
    done: When | None,
    interval: Interval,
    plain: Due,
    with_agreement: bool,
    first: bool,
    since: When,
) -> tuple[Due, tuple[str, ...], When | None, bool]:
    """The due date after every change in time, the statements of its phase, when it lapsed, and if it can be told."""
    now, earlier, sure, initially = interval, interval, interval.sure, first and rule.first is not None
    due = as_agreed(world, now, opened, plain) if with_agreement else plain
    for instant in changes(world, rule, run):
        change = day_or_instant(instant)
        by_then = _agreed_that_day(world, run, now, opened, done, plain, due, change) if with_agreement else due
        if instant <= begins(since) or not in_time(change, by_then) or (done is not None and not before(change, done)):
            continue
        new = in_force(world, rule, run, instant, opened)
        gone, earlier = taken_away(earlier, new), new
        if new.length is None and gone is not False:
            return due, now.standard, change if not_after(change, world.as_of) else None, sure and gone is True
        # The first date is moved by no phase, and on the day something is due no other is; an agreement still moves it.
        if initially or new.length is None or not before(change, When(by_then.day, by_then.at)):
            new, sure = now, sure and gone is False
        else:
            sure = sure and new.sure
        new = replace(new, agreed=agreed_by(world, new.variation, run, instant, opened))
        if new == now or (new.phase is now.phase and not with_agreement):
            continue
        if new.phase is not now.phase:
            moved = plain_due(world, new, opened, change)
            assert moved is not None
            plain = moved
        now, due = new, as_agreed(world, new, opened, plain) if with_agreement else plain
    return due, now.standard, None, sure


def _agreed_that_day(
    world: World, run: Run, now: Interval, opened: When, done: When | None, plain: Due, due: Due, change: When
) -> Due:
    """The due date as agreed on the day of a change: what is agreed then is asked before what changes then."""
    for event in [] if now.variation is None else agreements(world, now.variation, run):
        made = moment_of(event)
        if made.day != change.day or not in_time(made, due) or (done is not None and not before(made, done)):
            continue
        agreed = agreed_by(world, now.variation, run, begins(made), opened)
        due = as_agreed(world, replace(now, agreed=agreed), opened, plain)
    return due
