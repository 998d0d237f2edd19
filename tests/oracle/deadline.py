"""Deadlines: each act, in order of time, goes to the duty it serves; then each duty is judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from practice_rules.case import Event
from practice_rules.dates.durations import parse_duration
from practice_rules.dates.lengths import ByTime, CalendarSpan, Duration, Elapsed, Range, SameDay, WorkingDays
from practice_rules.language.rules import Deadline, Variation
from tests.oracle.acts import (
    FITS,
    Fit,
    aimed_at,
    applies,
    asks_for_writing_up,
    ending,
    first_of,
    fit,
    moment_of,
    parts_of,
    past,
    types_of,
    untold_rows,
)
from tests.oracle.conditions import Truth, holds
from tests.oracle.coverage import unseen
from tests.oracle.provided import NONE_ASKED, Standing, answers, by_the_first, judge
from tests.oracle.rows import Row
from tests.oracle.time import LONG_AGO, ONE_DAY, Due, Run, When, before, begins, ends, in_time, not_after, order, when
from tests.oracle.world import Trigger, World

LENGTHS = (WorkingDays, CalendarSpan, Elapsed, SameDay, Range, ByTime)


@dataclass(eq=False)
class Duty:
    """One duty: a trigger and one of its milestones, and what was matched to each part of the act."""

    trigger: Trigger
    part: int
    sure: Truth
    due: Due | None
    plain: Due | None
    since: When | None
    end: When | None
    breaks: bool
    over: When | None
    home: Run | None
    sure_since: When | None = None
    untold: bool = False
    standing: Standing = NONE_ASKED
    done: list[Event | None] = field(default_factory=list)
    maybe: list[list[When]] = field(default_factory=list)
    times: list[When | None] = field(default_factory=list)


def deadline(world: World, rule: Deadline) -> list[Row]:
    """Every obligation of a deadline rule."""
    untold = untold_rows(world, rule, rule.after, len(rule.within) if isinstance(rule.within, list) else 1)
    duties = [duty for trigger in _triggers(world, rule) for duty in _duties(world, rule, trigger)]
    parts = parts_of(world, rule.do)
    for duty in duties:
        duty.done, duty.maybe, duty.times = [None] * len(parts), [[] for _ in parts], [None] * len(parts)
        if rule.provided is not None:
            since, types = duty.trigger.when, types_of(world, rule.after)
            found = answers(world, rule.provided, duty.trigger, types, since)
            duty.standing = by_the_first(world, rule.provided, found)
    used: dict[str, list[Event]] = {}
    for number, act in enumerate(parts):
        # One event may be two different parts; of parts that are alike each needs its own.
        alike = [other for other, each in enumerate(parts) if repr(each) == repr(act)]
        _match(world, rule, duties, number, act, used.setdefault(repr(act), []), alike)
        if asks_for_writing_up(world, act):
            _written_up(world, duties, number)
    return untold + [_judged(world, rule, duty) for duty in duties]


def _triggers(world: World, rule: Deadline) -> list[tuple[Trigger, Truth]]:
    found = []
    for trigger in world.occurrences(rule.after):
        does = applies(world, rule, trigger.when)
        if not_after(trigger.when, world.as_of) and does is not False:
            found.append((trigger, True if trigger.sure and does else None))
    return found


def _duties(world: World, rule: Deadline, found: tuple[Trigger, Truth]) -> list[Duty]:
    trigger, sure = found
    by_date = None
    if rule.by_date is not None and trigger.event is not None:
        by_date = trigger.event.attributes.get(rule.by_date)
    lengths: list[Any] = rule.within if isinstance(rule.within, list) else [rule.within]
    period_end, default_end = None, ending(world, rule, trigger, own=False)
    run = _home(world, rule, trigger)
    own_closing = run is not None and (_closed_by(run, trigger.event) or _ends_as(run, trigger.closes))
    if run is not None and run.end is not None and not_after(trigger.when, run.end) and not own_closing:
        period_end = world.over(run)
    own_end = ending(world, rule, trigger, own=True)
    end = first_of(own_end, default_end, period_end)
    found_duties = []
    for part, length in enumerate(lengths):
        due = None if length is None else world.counting.after(trigger.when, length)
        if isinstance(by_date, date):
            given = when(by_date)
            due = Due(given.day, given.at)
        breaks = due is None and end is not None and end != own_end
        since, sure_since = _since(world, rule, trigger)
        untold = rule.by_date is not None and due is None
        agreed = None if due is None else agreed_due(world, rule.or_as_agreed, trigger, due, length)
        # A breach that closing the case has left standing can still be put right; one whose period is over cannot.
        lapsed = end is not None and (agreed is None or end.day <= agreed.day)
        over = end if lapsed else period_end
        found_duties.append(Duty(trigger, part, sure, agreed, due, since, end, breaks, over, run, sure_since, untold))
    return found_duties


def _closed_by(run: Run, event: Event | None) -> bool:
    return run.closing is not None and run.closing is event


def _ends_as(run: Run, stretch: Run | None) -> bool:
    """Whether what is read off a period, and closed by nothing of its own, ends as the period does."""
    return stretch is not None and stretch.closing is None and stretch.opening is None and stretch.over == run.over


def _home(world: World, rule: Deadline, trigger: Trigger) -> Run | None:
    home = None if rule.belongs_to is None else home_of(world, rule.belongs_to, trigger)
    return home or (None if trigger.run is trigger.closes else trigger.run)


def home_of(world: World, period: str, trigger: Trigger) -> Run | None:
    """The run of a period that a trigger belongs to: the one its event opened, else the latest open then."""
    open_then = [run for run in world.runs(period) if run.has_day(trigger.when) and run is not trigger.closes]
    open_then = [run for run in open_then if _same(world, period, run, trigger)]
    own = [run for run in open_then if run.opening is not None and run.opening is trigger.event]
    return next(iter([*own, *open_then[-1:]]), None)


def _same(world: World, period: str, run: Run, trigger: Trigger) -> bool:
    """Whether a run is of the placement (or worker, or child) that the trigger names."""
    declared = world.vocabulary.periods.get(period)
    if declared is None or trigger.event is None or run.opening is None:
        return True
    theirs = [(name, trigger.event.attributes.get(name)) for name in declared.same]
    return all(value is None or run.opening.attributes.get(name, value) == value for name, value in theirs)


def _since(world: World, rule: Deadline, trigger: Trigger) -> tuple[When | None, When | None]:
    """Since when an act counts, where that is before the trigger; and since when it surely does, where that differs."""
    if rule.early is None:
        return None, None
    if rule.early == "any time":
        return When(date.min), None
    if isinstance(rule.early, LENGTHS):
        return opens_before(world, trigger.when, rule.early), None
    started, surely = starts_of_stretch(world, rule.early, trigger.when)
    return started, (None if surely == started else surely or trigger.when)


def starts_of_stretch(world: World, state: Any, moment: When) -> tuple[When | None, When | None]:
    """When the stretch of a state may have begun that goes on at a moment or ends as it comes, and when it surely did.

    Runs that follow one another without a gap are one stretch.
    """
    found: list[When | None] = []
    possible = world.foreseen(state)
    if not possible and world.truth(state, begins(moment)) is None:
        possible = [Run(When(LONG_AGO.date()), None, None, None)]  # the source does not show whether it held at all
    for runs in (possible, [run for run in possible if run.sure]):
        start = moment
        for run in sorted(runs, key=lambda run: begins(run.start), reverse=True):
            if begins(run.start) <= begins(start) and (run.end is None or begins(start) <= ends(run.end)):
                start = run.start
        held = any(begins(r.start) <= begins(moment) and (r.end is None or begins(moment) <= ends(r.end)) for r in runs)
        found.append(start if held else None)
    return found[0], found[1]


def opens_before(world: World, anchor: When, length: Any) -> When:
    """When a window of a length before a moment opens: with its first day, whenever days end."""
    choices = {name: value for name, value in world.counting.choices.items() if name != "end_of_day"}
    back = replace(world.counting, choices=choices).before(anchor, length)
    return When(back.day, back.at)


def agreed_due(
    world: World,
    variation: Variation | None,
    trigger: Trigger,
    plain: Due,
    length: Duration | None,
    over: When | None = None,
    free: bool = False,
) -> Due:
    """The due date that the agreements made in time give, in place of the plain one.

    They may be about anything (`free`) where no event opened what they are for.
    """
    now = plain
    for event in [] if variation is None else world.record.of([variation.event]):
        assert variation is not None
        moment = when(event.at)
        target = world.record.named(event.about)
        linked = target is None or free or bool(aimed_at(world, event, [trigger], {target.type}))
        ours = not_after(trigger.when, moment) and linked and in_time(moment, now)
        ours = ours and (over is None or not_after(moment, over))
        if ours and holds(world.record, variation.where, event) is True:
            given = varied(world, variation, event, trigger.when, plain)
            now = now if given is None else until_its_end(world, variation, event, given, plain, length)
    return now


def last_day(variation: Variation, agreement: Event) -> date:
    """The last day on which an agreement holds, where it names one."""
    until = None if variation.attribute == "until" else agreement.attributes.get("until")
    return when(until).day if isinstance(until, date) else date.max


def until_its_end(
    world: World, variation: Variation, agreement: Event, agreed: Due, plain: Due, length: Duration | None
) -> Due:
    """The due date that an agreement gives, unless it has come to its last day before."""
    last = last_day(variation, agreement)
    if agreed.day <= last:
        return agreed
    if plain.day >= last or length is None:
        return plain
    # The standard's own date had gone by when the agreement ended: one interval from its end, but no later than agreed.
    after = world.counting.after(When(last + ONE_DAY), length)
    return after if before(When(after.day, after.at), When(agreed.day, agreed.at)) else agreed


def varied(
    world: World, variation: Variation, event: Event, start: When, plain: Due, made: When | None = None
) -> Due | None:
    """The due date that an agreement gives, in place of the plain one, as far as the rule lets it.

    With `made`, an agreed length that had run out when it was agreed is counted from then.
    """
    value: Any = None if variation.attribute is None else event.attributes.get(variation.attribute)
    if isinstance(value, str):
        length: Any = parse_duration(value)  # drawn values do read
        value = world.counting.after(start, length)
        if made is not None and before(When(value.day, value.at), made):
            value = world.counting.after(made, length)
    elif isinstance(value, date):
        value = Due(value)
    elif variation.otherwise is not None:
        value = world.counting.after(start, variation.otherwise)
        if made is not None and before(When(value.day, value.at), made):
            value = world.counting.after(made, variation.otherwise)
    else:
        return None
    later = before(When(plain.day, plain.at), When(value.day, value.at))
    sooner = before(When(value.day, value.at), When(plain.day, plain.at))
    if (variation.only == "tighter" and not sooner) or (variation.only == "looser" and not later):
        return plain  # an agreement on the same date, or in the other direction, changes nothing
    if variation.outer is not None:
        outer = world.counting.after(start, variation.outer)
        if before(When(outer.day, outer.at), When(value.day, value.at)):
            value = outer
        if variation.only == "looser" and before(When(value.day, value.at), When(plain.day, plain.at)):
            value = plain
    return value  # type: ignore[no-any-return]  # a Due by now


def _match(
    world: World, rule: Deadline, duties: list[Duty], number: int, act: Any, used: list[Event], alike: list[int]
) -> None:
    triggers = [duty.trigger for duty in duties]
    types = types_of(world, rule.after)
    for event in world.record.occurred:
        if event in used:
            continue
        aim = aimed_at(world, event, triggers, types)
        for how in FITS:
            open_duties = [
                duty
                for duty in duties
                if duty.done[number] is None
                and duty.trigger.event is not event
                and (duty.over is None or not_after(moment_of(event), duty.over))
                and duty.trigger in aim
                and not duty.standing.gone(moment_of(event))
                and all(duty.done[other] is not event for other in alike)
                and _fit(world, act, event, duty) == how
            ]
            served = _served(rule, open_duties, moment_of(event))
            for duty in served:
                if how == "surely":
                    duty.done[number], duty.times[number] = event, moment_of(event)
                else:
                    duty.maybe[number].append(moment_of(event))
            if served and how == "surely" and rule.discharges == "one":
                used.append(event)
            if served and rule.discharges == "one":
                break


def _fit(world: World, act: Any, event: Event, duty: Duty) -> Fit | None:
    """How well an event fits a duty; what was done early in a state that is in doubt only may."""
    doubted = duty.sure_since is not None and before(moment_of(event), duty.sure_since)
    found = fit(world, act, event, duty.trigger)
    return "perhaps" if found and doubted else found


def _served(rule: Deadline, duties: list[Duty], moment: When) -> list[Duty]:
    earlier = [duty for duty in duties if not_after(duty.trigger.when, moment)]
    later = [
        duty
        for duty in duties
        if not not_after(duty.trigger.when, moment) and duty.since is not None and not_after(duty.since, moment)
    ]
    if rule.discharges == "all":
        return earlier + later
    if earlier:
        latest = earlier[-1].trigger
        return [duty for duty in earlier if duty.trigger is latest][:1]
    return later[:1]


def _written_up(world: World, duties: list[Duty], number: int) -> None:
    for duty in duties:
        event = duty.trigger.event
        written = None if event is None or event.recorded_at is None else when(event.recorded_at)
        if written is not None and duty.over is not None and not not_after(written, duty.over):
            continue
        if written is not None and duty.standing.gone(written):
            continue
        if written is not None and not_after(written, world.as_of):
            sooner = duty.times[number]
            if sooner is None or order(written) < order(sooner):
                duty.done[number], duty.times[number] = event, written
        elif (event is not None and event.recorded_at is not None) or duty.times[number] is not None:
            continue
        elif duty.due is None or (past(world, duty.due) and not _gone_by(duty, duty.due)):
            duty.maybe[number].append(duty.trigger.when)


def _gone_by(duty: Duty, due: Due) -> bool:
    """Whether a duty was ended by the day on which it was due, or its condition had failed by then."""
    return any(moment is not None and moment.day <= due.day for moment in (duty.end, duty.standing.falls))


def _judged(world: World, rule: Deadline, duty: Duty) -> Row:
    done = None
    if all(moment is not None for moment in duty.times):
        done = max((moment for moment in duty.times if moment is not None), key=order)
    row = Row(rule.id, "", duty.trigger.when, duty.part, duty.trigger.when, duty.due, done)
    row.standard, row.plain_due, row.run = tuple(rule.standard), duty.plain, duty.home
    row.set_off, row.asked_by = duty.trigger.event, duty.trigger.opened_by
    parts = parts_of(world, rule.do)
    row.status = _as_shown(world, duty, parts, duty.due, _status(world, duty, duty.due, done))
    row.plain_status = _as_shown(world, duty, parts, duty.plain, _status(world, duty, duty.plain, done))
    row.done_by = next((event for event in duty.done if event is not None and moment_of(event) == done), None)
    by_period = duty.home is not None and duty.end == duty.home.end
    row.ended = duty.home.over if duty.home is not None and by_period else duty.end
    each_part = zip(duty.times, duty.maybe, strict=True)
    judge(row, duty.standing, all(done is not None or maybe for done, maybe in each_part), True)
    if duty.sure is None or duty.untold:
        row.status = "unknown"
    row.ended = row.ended if row.status in ("lapsed", "breached") else None
    if row.status == "breached":
        row.remedied = done
    return row


def _status(world: World, duty: Duty, due: Due | None, done: When | None) -> str:
    if done is not None and (due is None or in_time(done, due)):
        return "met"
    if all(_good(duty, number, due) for number in range(len(duty.done))):
        return "unknown"
    if due is None:
        return "due" if duty.end is None else ("breached" if duty.breaks else "lapsed")
    if duty.end is not None and duty.end.day <= due.day:
        return "lapsed"
    if done is not None or past(world, due):
        return "breached"
    return "due"


def _as_shown(world: World, duty: Duty, parts: list[Any], due: Due | None, status: str) -> str:
    """A status, or `unknown` where every part may have been done in time without the source showing it."""
    bounded = duty.since is not None and duty.since.day > LONG_AGO.date()
    first = duty.since.day if duty.since is not None and bounded else duty.trigger.when.day
    last = world.as_of.day if due is None else due.day
    if duty.end is not None:
        last = min(last, duty.end.day)
    possible = all(_good(duty, n, due) or unseen(world, act, first, last) for n, act in enumerate(parts))
    return "unknown" if status in ("due", "breached") and possible else status


def _good(duty: Duty, number: int, due: Due | None) -> bool:
    done = duty.times[number]
    if done is not None and (due is None or in_time(done, due)):
        return True
    return any(due is None or in_time(moment, due) for moment in duty.maybe[number])
