"""Limits: look at every day, or every change, and see whether there is too much."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.rules import Limit
from tests.oracle.acts import applies, doings, in_force, moment_of, past
from tests.oracle.deadline import agreed_due
from tests.oracle.quota import windows
from tests.oracle.rows import Row
from tests.oracle.stretches import applies_at, cut, lasting
from tests.oracle.time import LONG_AGO, ONE_DAY, Counting, Due, Run, When, begins, day_or_instant, ends, not_after, when
from tests.oracle.totals import from_the_record
from tests.oracle.world import Trigger, World


def limit(world: World, rule: Limit) -> list[Row]:
    """Every obligation of a limit rule."""
    rule = _while_it_holds(rule)
    if rule.no_longer_than is not None:
        runs = cut(world, rule, lasting(world, rule.of))
        rows = [_stretch(world, rule, run) for run in runs if not_after(run.start, world.as_of)]
    elif rule.in_any is not None:
        rows = [row for home in _homes(world, rule) for row in _rolling(world, rule, home)]
    elif rule.in_ is not None:
        rows = _windowed(world, rule)
    else:
        rows = _at_once(world, rule, lasting(world, rule.of))
    return [row for row in rows if row.trigger is None or in_force(world, rule, row.trigger)]


def _while_it_holds(rule: Limit) -> Limit:
    """A period is counted or timed only `while` a state holds, which cuts it as `only_if` does."""
    if rule.of is None or rule.while_ is None or rule.in_ or rule.in_any:
        return rule
    only = rule.while_ if rule.only_if is None else said.AllOfState(all_of=[rule.only_if, rule.while_])
    return rule.model_copy(update={"only_if": only})


def _stretch(world: World, rule: Limit, run: Run) -> Row:
    assert rule.no_longer_than is not None
    plain = world.counting.after(run.start, rule.no_longer_than)
    due = agreed_due(
        world,
        rule.or_as_agreed,
        Trigger(run.start, run.opening),
        plain,
        rule.no_longer_than,
        run.end,
        run.opening is None,
    )
    row = Row(rule.id, "met", run.start, 0, run.start, due, standard=tuple(rule.standard), plain_due=plain)
    row.set_off = run.opening
    row.status, row.plain_status = _held(world, run, due), _held(world, run, plain)
    row.remedied = run.end if row.status == "breached" else None
    if run.sure is None:
        row.status = row.plain_status = "unknown"
    return row


def _held(world: World, run: Run, due: Due) -> str:
    """Whether a stretch was over by its due date, or still may be."""
    over = past(world, due) if run.end is None else not not_after(run.end, When(due.day, due.at))
    return "breached" if over else "met"


def _at_once(world: World, rule: Limit, runs: list[Run]) -> list[Row]:
    assert isinstance(rule.no_more_than, int)
    most = rule.no_more_than
    instants = {begins(run.start) for run in runs} | {
        each(run.end) for run in runs if run.end is not None for each in (begins, ends)
    }
    for state in (rule.only_if, rule.unless):
        instants |= set() if state is None else world.changes(state)
    rows: list[Row] = []
    going, excess, as_it_was = False, False, None
    for instant in sorted(instant for instant in instants if instant < ends(world.as_of)):
        applies = applies_at(world, rule, instant)
        here = [run for run in runs if run.covers(instant) and not _has_made_room(run, instant)]
        if as_it_was == (here, applies):
            continue
        as_it_was = (here, applies)
        sure, possible = _number_open(rule, here)
        if excess and (sure <= most or applies is False):
            going = excess = False
        sure = sure if applies else 0
        if applies is False:
            going = False
            continue
        if not going and (sure or possible > most):
            moment = day_or_instant(instant)
            if not in_force(world, rule, moment):
                continue
            begun = next((run.opening for run in runs if begins(run.start) == instant), None)
            rows.append(Row(rule.id, "met", moment, 0, moment, standard=tuple(rule.standard), set_off=begun))
            going = True
        if going and sure > most:
            rows[-1].status, excess = "breached", True
        elif going and possible > most and not excess:
            rows[-1].status = "unknown"
    for row in rows:
        row.plain_status = row.status
    return rows


def _number_open(rule: Limit, here: list[Run]) -> tuple[int, int]:
    """How many are surely, and how many possibly, open; counted by an attribute if the rule says so."""
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
        runs = cut(world, rule, _spent(world, rule.of))
        rows = [
            _days(world, rule, runs, home, first, last)
            for home in _homes(world, rule)
            for first, last in windows(world, rule.in_, home)  # type: ignore[arg-type]  # not a period
        ]
        return [row for row in rows if row is not None]
    homes = _homes(world, rule)
    rows = []
    for home in homes:
        if rule.in_ == "period":
            spans = iter([(home.start.day, world.as_of.day if home.end is None else home.end.day)])
        else:
            spans = windows(world, rule.in_, home)  # type: ignore[arg-type]  # not a period
        rows += [_count(world, rule, home, first, last) for first, last in spans]
    return [row for row in rows if row is not None]


def _whole(world: World) -> Run:
    """The whole case, from the first day of anything in it."""
    return Run(When(first_day(world)))


def _homes(world: World, rule: Limit) -> list[Run]:
    """The stretches in which acts are counted: those in which `while` holds, or the whole case."""
    return [_whole(world)] if rule.while_ is None else cut(world, rule, lasting(world, rule.while_))


def _acts(world: World, rule: Limit, home: Run) -> list[tuple[When, bool, Event]]:
    """The acts in a stretch that count or may count, each with whether it surely does."""
    found = []
    for event, sure in doings(world, rule.each):
        moment = moment_of(event)
        does = applies(world, rule, moment)
        if home.has_day(moment) and does is not False:
            found.append((moment, bool(sure and does and home.sure), event))
    return found


def _rolling(world: World, rule: Limit, home: Run) -> list[Row]:
    """What is owed of a limit within any stretch of a length."""
    if rule.of is None:
        return _rolling_acts(world, rule, home)
    return _rolling_days(world, rule, cut(world, rule, _spent(world, rule.of)), home)


def _spent(world: World, state: Any) -> list[Run]:
    """The stretches of a state of which the days are added up; what the source does not show may be any day."""
    runs = from_the_record(world, lasting(world, state))
    shown = runs or world.truth(state, begins(world.as_of)) is not None
    return runs if shown else [Run(day_or_instant(LONG_AGO), None, None, None)]


def _rolling_acts(world: World, rule: Limit, home: Run) -> list[Row]:
    """One obligation up to and including each act that exceeds; the next begins with the act after it."""
    assert rule.in_any is not None
    assert isinstance(rule.no_more_than, int)
    plain, rows, going = Counting(world.counting.days_off), [], False
    acts = _acts(world, rule, home)
    for number, (moment, certain, event) in enumerate(acts):
        start = plain.before(When(moment.day), rule.in_any).day
        recent = [sure for at, sure, _ in acts[: number + 1] if at.day > start]
        if not going and (certain or len(recent) > rule.no_more_than):
            rows.append(Row(rule.id, "met", moment, 0, moment, standard=tuple(rule.standard), set_off=event))
            going = True
        if going and certain and sum(recent) > rule.no_more_than:
            rows[-1].status, going = "breached", False
        elif going and len(recent) > rule.no_more_than:
            rows[-1].status = "unknown"
    for row in rows:
        row.plain_status = row.status
    return rows


def _rolling_days(world: World, rule: Limit, runs: list[Run], home: Run) -> list[Row]:
    """One obligation for the days touched, breached by the first day on which any stretch has too many."""
    days: list[tuple[date, bool]] = []
    day = home.start.day
    while day <= world.as_of.day and home.has(When(day)):
        touching = [run.sure for run in runs if run.has(When(day))]
        if touching:
            days.append((day, True in touching))
        day += ONE_DAY
    sure = [day for day, certain in days if certain and home.sure]
    too_many = [_too_many(rule, each) for each in (sure, [day for day, _ in days])]
    if not sure and not too_many[1]:
        return []
    row = Row(rule.id, "met", When((sure or [day for day, _ in days])[0]), standard=tuple(rule.standard))
    row.status = "breached" if too_many[0] else ("unknown" if too_many[1] else "met")
    row.due = Due(too_many[0] - ONE_DAY) if too_many[0] else None
    row.plain_status, row.set_off = row.status, home.opening
    return [row]


def _too_many(rule: Limit, days: list[date]) -> date | None:
    """The first day on which more days than allowed fall into a stretch of the length, counted in days."""
    allowed, stretch = whole_days(rule.no_more_than), whole_days(rule.in_any)
    for day in days:
        if sum(1 for other in days if timedelta(0) <= day - other < timedelta(stretch)) > allowed:
            return day
    return None


def whole_days(length: Any) -> int:
    """A length of time added up in days: a month is thirty, a year 365."""
    return 365 * length.years + 30 * length.months + 7 * length.weeks + length.days  # type: ignore[no-any-return]  # a number


def _count(world: World, rule: Limit, home: Run, first: date, last: date) -> Row | None:
    inside = [each for each in _acts(world, rule, home) if first <= each[0].day <= last]
    clear = [each for each in inside if each[1]]
    maybe = [each for each in inside if not each[1]]
    assert isinstance(rule.no_more_than, int)
    if not clear and len(maybe) <= rule.no_more_than:
        return None
    begun, _, event = (clear or inside)[0]
    row = Row(rule.id, "met", begun, standard=tuple(rule.standard), set_off=event)
    if len(clear) > rule.no_more_than:
        row.status = "breached"
    elif len(clear) + len(maybe) > rule.no_more_than:
        row.status = "unknown"
    row.plain_status = row.status
    return row


def _days(world: World, rule: Limit, runs: list[Run], home: Run, first: date, last: date) -> Row | None:
    sure, possible, day, begun, over = 0, 0, first, None, None
    while day <= min(last, world.as_of.day):
        touching = [run.sure for run in runs if run.has(When(day)) and home.has_day(When(day))]
        sure += True in touching and home.sure is True
        over = over or (day if sure > whole_days(rule.no_more_than) else None)
        begun = begun or (When(day) if touching else None)
        possible += bool(touching)
        day += ONE_DAY
    allowed = whole_days(rule.no_more_than)
    if not sure and possible <= allowed:
        return None
    row = Row(rule.id, "met", begun, standard=tuple(rule.standard))
    if possible > allowed:
        row.status = "breached" if sure > allowed else "unknown"
    row.due = Due(over - ONE_DAY) if over is not None else None
    row.plain_status, row.set_off = row.status, home.opening
    return row
