"""Deadlines: each act, in order of time, goes to the duty it serves; then each duty is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from practice_rules.case import Event
from practice_rules.dates.durations import parse_duration
from practice_rules.dates.lengths import ByTime, CalendarSpan, Elapsed, Range, SameDay, WorkingDays
from practice_rules.language import moments as said
from practice_rules.language.rules import Deadline, Variation
from tests.oracle.acts import (
    aimed_at,
    applies,
    counts,
    ending,
    first_of,
    moment_of,
    parts_of,
    past,
    types_of,
    untold_rows,
)
from tests.oracle.conditions import Truth, holds
from tests.oracle.rows import Row
from tests.oracle.time import Due, When, before, in_time, not_after, order, when
from tests.oracle.world import Run, Trigger, World, listed

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
    used: list[Event] = []
    for number, act in enumerate(parts):
        if isinstance(act, said.RecordedAct):
            _written_up(world, duties, number)
        else:
            _match(world, rule, duties, number, act, used)
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
    own_closing = run is not None and run.closing is not None and run.closing is trigger.event
    if run is not None and run.end is not None and not_after(trigger.when, run.end) and not own_closing:
        period_end = world.over(run)
    own_end = ending(world, rule, trigger, own=True)
    end = first_of(own_end, default_end, period_end)
    found_duties = []
    for part, length in enumerate(lengths):
        due = None if length is None else world.counting.after(trigger.when, length)
        if isinstance(by_date, date):
            due = Due(by_date)
        breaks = due is None and end is not None and end != own_end
        since = _since(world, rule, trigger)
        agreed = _agreed(world, rule, trigger, due)
        # A breach that closing the case has left standing can still be put right; one whose period is over cannot.
        lapsed = end is not None and (agreed is None or end.day <= agreed.day)
        over = end if lapsed else period_end
        found_duties.append(Duty(trigger, part, sure, agreed, due, since, end, breaks, over, run))
    return found_duties


def _home(world: World, rule: Deadline, trigger: Trigger) -> Run | None:
    if rule.belongs_to is not None:
        open_then = [
            run for run in world.runs(rule.belongs_to) if run.has_day(trigger.when) and run is not trigger.closes
        ]
        open_then = [run for run in open_then if _same(world, rule.belongs_to, run, trigger)]
        own = [run for run in open_then if run.opening is not None and run.opening is trigger.event]
        if own or open_then:
            return own[0] if own else open_then[-1]
    return None if trigger.run is trigger.closes else trigger.run


def _same(world: World, period: str, run: Run, trigger: Trigger) -> bool:
    """Whether a run is of the placement (or worker, or child) that the trigger names."""
    declared = world.vocabulary.periods.get(period)
    if declared is None or trigger.event is None or run.opening is None:
        return True
    theirs = [(name, trigger.event.attributes.get(name)) for name in declared.same]
    return all(value is None or run.opening.attributes.get(name, value) == value for name, value in theirs)


def _since(world: World, rule: Deadline, trigger: Trigger) -> When | None:
    """Since when an act counts, where that is before the trigger."""
    if rule.early is None:
        return None
    if rule.early == "any time":
        return When(date.min)
    if isinstance(rule.early, LENGTHS):
        back = world.counting.before(trigger.when, rule.early)
        return When(back.day, back.at)
    homes = [run for run in world.runs(rule.early) if run.has(trigger.when)]
    return homes[-1].start if homes else None


def _agreed(world: World, rule: Deadline, trigger: Trigger, due: Due | None) -> Due | None:
    if rule.or_as_agreed is None or due is None:
        return due
    plain, now = due, due
    for event in world.record.of([rule.or_as_agreed.event]):
        moment = when(event.at)
        target = world.record.named(event.about)
        linked = target is None or trigger.event is None or target is trigger.event
        ours = not_after(trigger.when, moment) and linked and in_time(moment, now)
        if ours and holds(world.record, rule.or_as_agreed.where, event) is True:
            now = varied(world, rule.or_as_agreed, event, trigger.when, plain) or now
    return now


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
    else:
        return None
    later = before(When(plain.day, plain.at), When(value.day, value.at))
    sooner = before(When(value.day, value.at), When(plain.day, plain.at))
    if (variation.only == "tighter" and not sooner) or (variation.only == "looser" and not later):
        value = plain  # an agreement on the same date changes nothing
    if variation.outer is not None:
        outer = world.counting.after(start, variation.outer)
        if before(When(outer.day, outer.at), When(value.day, value.at)):
            value = outer
    return value  # type: ignore[no-any-return]  # a Due by now


def _match(world: World, rule: Deadline, duties: list[Duty], number: int, act: Any, used: list[Event]) -> None:
    triggers = [duty.trigger for duty in duties]
    types = types_of(world, rule.after)
    for event in world.record.occurred:
        if event in used:
            continue
        aim = aimed_at(world, event, triggers, types)
        for clear in (True, False):
            open_duties = [
                duty
                for duty in duties
                if duty.done[number] is None
                and duty.trigger.event is not event
                and (duty.over is None or not_after(moment_of(event), duty.over))
                and duty.trigger in aim
                and event not in duty.done
                and (counts(world, act, event, duty.trigger) is (True if clear else None))
            ]
            served = _served(rule, open_duties, moment_of(event))
            for duty in served:
                if clear:
                    duty.done[number], duty.times[number] = event, moment_of(event)
                else:
                    duty.maybe[number].append(moment_of(event))
            if served and clear and rule.discharges == "one":
                used.append(event)
            if served:
                break


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
        if written is not None and not_after(written, world.as_of):
            duty.done[number], duty.times[number] = event, written
        elif event is not None and event.recorded_at is not None:
            continue
        elif duty.due is None or (past(world, duty.due) and not (duty.end and duty.end.day <= duty.due.day)):
            duty.maybe[number].append(duty.trigger.when)


def _judged(world: World, rule: Deadline, duty: Duty) -> Row:
    done = None
    if all(moment is not None for moment in duty.times):
        done = max((moment for moment in duty.times if moment is not None), key=order)
    row = Row(rule.id, "", duty.trigger.when, duty.part, duty.trigger.when, duty.due, done)
    row.standard, row.plain_due, row.run = tuple(rule.standard), duty.plain, duty.home
    row.set_off = duty.trigger.event
    row.status = _status(world, duty, duty.due, done)
    row.plain_status = _status(world, duty, duty.plain, done)
    row.done_by = next((event for event in duty.done if event is not None and moment_of(event) == done), None)
    _settle(world, rule, duty, row)
    if row.status in ("lapsed", "breached"):
        row.ended = duty.end
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


def _good(duty: Duty, number: int, due: Due | None) -> bool:
    done = duty.times[number]
    if done is not None and (due is None or in_time(done, due)):
        return True
    return any(due is None or in_time(moment, due) for moment in duty.maybe[number])


def _settle(world: World, rule: Deadline, duty: Duty, row: Row) -> None:
    if rule.provided is not None and row.status != "met":
        stands: Truth = None
        for event in world.record.of(listed(rule.provided.event)):
            ours = aimed_at(world, event, [duty.trigger], types_of(world, rule.after))
            if stands is None and ours and not before(moment_of(event), duty.trigger.when):
                stands, settled = holds(world.record, rule.provided.where, event), event
        if stands is False and (row.status != "lapsed" or duty.end is None or moment_of(settled).day < duty.end.day):
            row.status, duty.end = "lapsed", moment_of(settled)
            row.plain_status = "lapsed" if row.plain_status != "met" else "met"
        elif stands is None and row.status == "breached" and row.done is None:
            row.status = "unknown"
    if duty.sure is None:
        row.status = "unknown"
