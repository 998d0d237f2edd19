"""Limits: look at every day, or every change, and see whether there is too much."""

from __future__ import annotations

from datetime import date, datetime

from practice_rules.language.rules import Limit
from tests.oracle.acts import applies, doings, moment_of, past
from tests.oracle.quota import windows
from tests.oracle.rows import Row
from tests.oracle.series import applies_at, cut
from tests.oracle.time import ONE_DAY, When, begins, ends, not_after, when
from tests.oracle.world import Run, World, day_or_instant


def limit(world: World, rule: Limit) -> list[Row]:
    """Every obligation of a limit rule."""
    if rule.no_longer_than is not None:
        runs = cut(world, rule, world.runs(rule.of))
        return [_stretch(world, rule, run) for run in runs if not_after(run.start, world.as_of)]
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
    assert isinstance(rule.no_more_than, int)
    runs, most = world.runs(rule.of), rule.no_more_than
    instants = {begins(run.start) for run in runs} | {
        each(run.end) for run in runs if run.end is not None for each in (begins, ends)
    }
    for state in (rule.only_if, rule.unless):
        instants |= set() if state is None else world.changes(state)
    rows: list[Row] = []
    going, excess = False, False
    for instant in sorted(instant for instant in instants if instant < ends(world.as_of)):
        applies = applies_at(world, rule, instant)
        sure, possible = _number_open(rule, [run for run in runs if run.covers(instant)], instant)
        sure = sure if applies else 0
        if excess and (sure <= most or applies is False):
            going = excess = False
        if applies is False:
            going = False
            continue
        if not going and (sure or possible > most):
            moment = day_or_instant(instant)
            rows.append(Row(rule.id, "met", moment, 0, moment, standard=tuple(rule.standard)))
            going = True
        if going and sure > most:
            rows[-1].status, excess = "breached", True
        elif going and possible > most and not excess:
            rows[-1].status = "unknown"
    for row in rows:
        row.plain_status = row.status
    return rows


def _number_open(rule: Limit, runs: list[Run], instant: datetime) -> tuple[int, int]:
    """How many are surely, and how many possibly, open; counted by an attribute if the rule says so."""
    here = [run for run in runs if not _has_made_room(run, instant)]
    if rule.counting is None:
        return len([run for run in here if run.sure]), len(here)
    named = [(None if run.opening is None else run.opening.attributes.get(rule.counting), run.sure) for run in here]
    unnamed = len([value for value, _ in named if value is None])
    values = {value for value, _ in named} - {None}
    sure = {value for value, certain in named if certain} - {None}
    return max(len(sure), min(unnamed, 1)), len(values) + unnamed


def _has_made_room(run: Run, instant: datetime) -> bool:
    """Whether a run that ends on a day (or at an hour) is over then, because another may begin; but not before it began."""
    return run.end is not None and instant >= begins(run.end) > begins(run.start)


def first_day(world: World) -> date:
    """The first day of anything in the record, the diary included."""
    days = [when(event.at).day for event in (*world.record.occurred, *world.record.diary)]
    return min(days, default=world.as_of.day)


def _windowed(world: World, rule: Limit) -> list[Row]:
    if rule.of is not None:
        runs = cut(world, rule, world.runs(rule.of))
        whole = Run(When(first_day(world)))
        rows = [_days(world, rule, runs, first, last) for first, last in windows(world, rule.in_, whole)]  # type: ignore[arg-type]  # not a period
        return [row for row in rows if row is not None]
    whole = [Run(When(first_day(world)))]
    homes = whole if rule.while_ is None else cut(world, rule, world.runs(rule.while_))
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
        if home.has_day(moment) and first <= moment.day <= last and does is not False:
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
    sure, possible, day = 0, 0, first
    while day <= min(last, world.as_of.day):
        touching = [run.sure for run in runs if run.has(When(day))]
        sure += True in touching
        possible += bool(touching)
        day += ONE_DAY
    allowed = rule.no_more_than.total_days  # type: ignore[union-attr]  # generated totals are in days
    if not sure and possible <= allowed:
        return None
    row = Row(rule.id, "met", None, standard=tuple(rule.standard))
    if possible > allowed:
        row.status = "breached" if sure > allowed else "unknown"
    row.plain_status = row.status
    return row
