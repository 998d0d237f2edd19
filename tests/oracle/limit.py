"""Limits: look at every day, or every change, and see whether there is too much."""

from __future__ import annotations

from datetime import date, datetime

from practice_rules.language.rules import Limit
from tests.oracle.acts import applies, doings, moment_of, past
from tests.oracle.quota import windows
from tests.oracle.rows import Row
from tests.oracle.series import cut
from tests.oracle.time import ONE_DAY, When, begins, ends, not_after, order, when
from tests.oracle.world import Run, World, day_or_instant, last_moment


def limit(world: World, rule: Limit) -> list[Row]:
    """Every obligation of a limit rule."""
    if rule.no_longer_than is not None:
        return [_stretch(world, rule, run) for run in cut(world, rule, world.runs(rule.of))]
    if rule.in_ is not None:
        return _windowed(world, rule)
    return _at_once(world, rule)


def _stretch(world: World, rule: Limit, run: Run) -> Row:
    assert rule.no_longer_than is not None
    due = world.counting.after(run.start, rule.no_longer_than)
    row = Row(rule.id, "met", run.start, 0, run.start, due, standard=tuple(rule.standard), plain_due=due)
    over = past(world, due) if run.end is None else not not_after(run.end, When(due.day, due.at))
    if over:
        row.status, row.remedied = "breached", run.end
    if run.sure is None:
        row.status = "unknown"
    row.plain_status = row.status
    return row


def _at_once(world: World, rule: Limit) -> list[Row]:
    runs = cut(world, rule, world.runs(rule.of))
    instants = sorted(
        {begins(run.start) for run in runs}
        | {each(run.end) for run in runs if run.end is not None for each in (begins, ends)}
    )
    rows: list[Row] = []
    excess = False
    for instant in instants:
        if instant > ends(world.as_of):
            break
        going = [run for run in runs if run.covers(instant) and not _has_made_room(run, instant)]
        number = len(going)
        if rule.counting is not None:
            values = {None if run.opening is None else run.opening.attributes.get(rule.counting) for run in going}
            number = len(values)
        assert isinstance(rule.no_more_than, int)
        if not rows or (excess and number <= rule.no_more_than):
            if rows:
                rows[-1].remedied = last_moment(instant)
            rows.append(
                Row(rule.id, "met", day_or_instant(instant), 0, day_or_instant(instant), standard=tuple(rule.standard))
            )
        excess = number > rule.no_more_than
        if excess:
            rows[-1].status = "breached"
    for row in rows:
        row.plain_status = row.status
    return rows


def _has_made_room(run: Run, instant: datetime) -> bool:
    """Whether a run that ends on a day is taken as over on that day, because another may begin on it."""
    return run.end is not None and instant >= begins(run.end) and run.end.day > run.start.day


def _windowed(world: World, rule: Limit) -> list[Row]:
    if rule.of is not None:
        runs = cut(world, rule, world.runs(rule.of))
        spans = windows(world, rule.in_, Run(min((run.start for run in runs), key=order))) if runs else iter(())  # type: ignore[arg-type]  # not a period
        rows = [_days(world, rule, runs, first, last) for first, last in spans]
        return [row for row in rows if row is not None]
    if rule.while_ is None:
        homes = [Run(When(when(event.at).day)) for event in world.record.occurred[:1]]
    else:
        homes = cut(world, rule, world.runs(rule.while_))
    rows = []
    for home in homes:
        if rule.in_ == "period":
            spans = iter([(home.start.day, world.as_of.day if home.end is None else home.end.day)])
        else:
            spans = windows(world, rule.in_, home)  # type: ignore[arg-type]  # not a period
        rows += [_count(world, rule, home, first, last) for first, last in spans]
    return [row for row in rows if row is not None]


def _count(world: World, rule: Limit, home: Run, first: date, last: date) -> Row | None:
    clear, maybe = [], []
    for event, sure in doings(world, rule.each):
        moment = moment_of(event)
        does = applies(world, rule, moment)
        if home.has(moment) and first <= moment.day <= last and does is not False:
            (clear if sure and does else maybe).append(event)
    assert isinstance(rule.no_more_than, int)
    if not clear and len(maybe) <= rule.no_more_than:
        return None
    row = Row(rule.id, "met", None, standard=tuple(rule.standard))
    if len(clear) > rule.no_more_than:
        row.status = "breached"
    elif len(clear) + len(maybe) > rule.no_more_than:
        row.status = "unknown"
    row.plain_status = row.status
    return row


def _days(world: World, rule: Limit, runs: list[Run], first: date, last: date) -> Row | None:
    total, day = 0, first
    while day <= min(last, world.as_of.day):
        total += any(run.has(When(day)) for run in runs)
        day += ONE_DAY
    if not total:
        return None
    row = Row(rule.id, "met", None, standard=tuple(rule.standard))
    allowed = rule.no_more_than.total_days  # type: ignore[union-attr]  # generated totals are in days
    row.status = row.plain_status = "breached" if total > allowed else "met"
    return row
