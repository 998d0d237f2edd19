"""Series: from one qualifying event to the next, looking at every change of phase or agreement in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from practice_rules.case import Event
from practice_rules.dates.lengths import CalendarSpan, Duration, WorkingDays
from practice_rules.language.rules import First, Phase, Series, Variation
from tests.oracle.acts import doings, ending, first_of, in_force, moment_of, past
from tests.oracle.conditions import Truth, all_true, holds
from tests.oracle.deadline import varied
from tests.oracle.rows import Row
from tests.oracle.time import ONE_SECOND, Due, When, before, begins, ends, in_time, not_after, order, when
from tests.oracle.world import Run, Trigger, World, day_or_instant


@dataclass(frozen=True)
class Interval:
    """What is in force at a moment: the length, the statements that say so, and an agreement if there is one."""

    length: Duration | None
    standard: tuple[str, ...]
    variation: Variation | None
    agreed: Event | None


def cut(world: World, rule: Any, runs: list[Run]) -> list[Run]:
    """The parts of some runs in which a rule applies, each a run of its own."""
    if rule.only_if is None and rule.unless is None:
        return runs
    changes: set[datetime] = set()
    for state in (rule.only_if, rule.unless):
        changes |= set() if state is None else world.changes(state)
    found = []
    for run in runs:
        inside = {instant for instant in changes if run.covers(instant)} | {begins(run.start)}
        if run.end is not None:
            inside.add(ends(run.end))

        def truth(instant: datetime, run: Run = run) -> Truth:
            if not run.covers(instant):
                return False
            only = None if rule.only_if is None else world.truth(rule.only_if, instant)
            unless = None if rule.unless is None else world.truth(rule.unless, instant)
            return all_true(
                [
                    True if rule.only_if is None else only,
                    True if rule.unless is None else (None if unless is None else not unless),
                ]
            )

        for piece in world.read_off(inside, truth):
            start = run.start if begins(piece.start) == begins(run.start) else piece.start
            end = run.end if piece.end is None or (run.end and ends(piece.end) == ends(run.end)) else piece.end
            found.append(Run(start, end, run.opening, all_true([piece.sure, run.sure]), None, piece.until))
    return found


def series(world: World, rule: Series) -> list[Row]:
    """Every obligation of a series rule."""
    rows: list[Row] = []
    for run in cut(world, rule, world.runs(rule.while_)):
        if not not_after(run.start, world.as_of):
            continue
        found = _schedule(world, rule, run) if rule.clock == "schedule" else _one(world, rule, run)
        for row in found:
            if run.sure is None:
                row.status = "unknown"
            if in_force(world, rule, row.opens or run.start):
                rows.append(row)
    return rows


def _doings(world: World, rule: Series, run: Run) -> tuple[list[Event], list[Event]]:
    trigger = Trigger(run.start, run.opening)
    clear: list[Event] = []
    maybe: list[Event] = []
    for event, sure in doings(world, rule.do, trigger):
        if event is run.opening and rule.starts == "period":
            continue  # what opens the period asks for the first act in it
        moment = moment_of(event)
        if moment.day >= run.start.day and (run.end is None or not_after(moment, run.end)):
            (clear if sure else maybe).append(event)
    return clear, maybe


def _one(world: World, rule: Series, run: Run) -> Iterator[Row]:
    clear, maybe = _doings(world, rule, run)
    opened, after = run.start, None
    if rule.starts == "first event":
        if not clear:
            return
        opened, after, clear = moment_of(clear[0]), clear[0], clear[1:]
    lapse = ending(world, rule, Trigger(run.start, run.opening), own=rule.lapses_when is not None)
    end = first_of(run.end, lapse)
    first = True
    while end is None or not_after(opened, end):
        event = clear[0] if clear else None
        if event is not None and end is not None and not not_after(moment_of(event), end):
            event = None
        row = _open(world, rule, run, opened, event, first)
        if row is not None:
            times = [moment_of(e) for e in maybe if after is None or _follows(world, e, after)]
            times = [m for m in times if m.day >= opened.day and (end is None or not_after(m, end))]
            if event is not None:
                times = [m for m in times if not_after(m, moment_of(event))]
            _judge(world, rule, run, row, times, end)
            yield row
        if event is None:
            return
        opened, after, first, clear = moment_of(event), event, False, clear[1:]


def _follows(world: World, event: Event, other: Event) -> bool:
    return world.record.occurred.index(event) > world.record.occurred.index(other)


# what interval is in force


def _phase(world: World, rule: Series, run: Run, instant: datetime) -> Phase | None:
    assert rule.phases is not None
    passed = True
    for phase in rule.phases:
        if phase.when is not None:
            holds_now = world.truth(phase.when, instant)
            if instant == ends(world.as_of):  # what begins tomorrow is not yet
                holds_now = all_true([holds_now, world.truth(phase.when, instant - ONE_SECOND)])
            if holds_now is None:
                run.sure = None
            if holds_now:
                return phase
        elif phase.until is None:
            return phase
        else:
            comes = _ends_of(world, phase, run)
            over = bool(comes) and begins(comes[0]) <= instant
            if passed and not over:
                return phase
            passed = passed and over
    return None


def _ends_of(world: World, phase: Phase, run: Run) -> list[When]:
    """When a phase that has an `until` ends: in the run, or before it while what it is counted in went on."""
    found = []
    for trigger in world.occurrences(phase.until):
        own = trigger.run
        open_then = own is None or own.end is None or before(run.start, own.end)
        if trigger.sure and (run.has(trigger.when) or (before(trigger.when, run.start) and open_then)):
            found.append(trigger.when)
    return found


def _changes(world: World, rule: Series, run: Run) -> list[datetime]:
    found: set[datetime] = set()
    for phase in rule.phases or []:
        if phase.when is not None:
            found |= world.changes(phase.when)
        if phase.until is not None:
            found |= {begins(moment) for moment in _ends_of(world, phase, run)}
    for variation in _variations(rule):
        found |= {begins(moment_of(event)) for event in _agreements(world, variation, run)}
    return sorted(instant for instant in found if run.covers(instant) and instant <= ends(world.as_of))


def _variations(rule: Series) -> list[Variation]:
    own = [phase.or_as_agreed for phase in rule.phases or [] if phase.or_as_agreed is not None]
    return own + ([rule.or_as_agreed] if rule.or_as_agreed is not None else [])


def _agreements(world: World, variation: Variation, run: Run) -> list[Event]:
    return [
        event
        for event in world.record.of([variation.event])
        if run.has(moment_of(event))
        and holds(world.record, variation.where, event) is True
        and ((variation.attribute and event.attributes.get(variation.attribute) is not None) or variation.otherwise)
    ]


def _in_force(world: World, rule: Series, run: Run, instant: datetime) -> Interval:
    length, standard, variation = rule.every, tuple(rule.standard), rule.or_as_agreed
    if rule.phases is not None:
        phase = _phase(world, rule, run, instant)
        length = None if phase is None else phase.every
        if phase is not None:
            standard = tuple(phase.standard) or standard
            variation = phase.or_as_agreed or variation
    agreed = None
    if variation is not None:
        past_ones = [e for e in _agreements(world, variation, run) if begins(moment_of(e)) <= instant]
        agreed = past_ones[-1] if past_ones else None
    return Interval(length, standard, variation, agreed)


def _due(world: World, interval: Interval, start: When, with_agreement: bool) -> Due | None:
    if interval.length is None:
        return None
    plain = world.counting.after(start, interval.length)
    if interval.agreed is None or interval.variation is None or not with_agreement:
        return plain
    return varied(world, interval.variation, interval.agreed, start, plain) or plain


def _open(world: World, rule: Series, run: Run, opened: When, event: Event | None, first: bool) -> Row | None:
    done = None if event is None else moment_of(event)
    found: list[tuple[Due, tuple[str, ...], When | None]] = []
    for with_agreement in (True, False):
        now = _in_force(world, rule, run, begins(opened))
        if first and isinstance(rule.first, First) and rule.phases is None:
            now = Interval(rule.first.within, tuple(rule.first.standard) or now.standard, now.variation, now.agreed)
        elif first and rule.first is not None and not isinstance(rule.first, First):
            now = Interval(rule.first, now.standard, now.variation, now.agreed)
        due = _due(world, now, opened, with_agreement)
        if due is None:
            return None
        found.append(_moved(world, rule, run, opened, done, now, due, with_agreement))
    due, standard, lapsed = found[0]
    row = Row(rule.id, "", run.start, 0, opened, due, done, standard=standard, plain_due=found[1][0])
    row.ended, row.done_by = lapsed, event
    return row


def _moved(
    world: World,
    rule: Series,
    run: Run,
    opened: When,
    done: When | None,
    interval: Interval,
    due: Due,
    with_agreement: bool,
) -> tuple[Due, tuple[str, ...], When | None]:
    """The due date after every change that came in time, the statements of its phase, and when it lapsed."""
    now = interval
    for instant in _changes(world, rule, run):
        change = day_or_instant(instant)
        if instant < begins(opened) or not in_time(change, due) or (done is not None and not before(change, done)):
            continue
        # A change of phase on the day something is due no longer moves it; an agreement still does, and so does the end
        # of all phases.
        new = _in_force(world, rule, run, instant)
        if new.length is not None and not before(change, When(due.day, due.at)):
            new = Interval(now.length, now.standard, now.variation, new.agreed)
        if new == now or (new.length == now.length and new.standard == now.standard and not with_agreement):
            continue
        if instant == begins(opened) and new.length == now.length and new.agreed == now.agreed:
            continue
        now = new
        moved = _due(world, new, opened, with_agreement)
        if moved is None:
            return due, interval.standard, change
        if before(When(moved.day, moved.at), change):
            moved = _due(world, new, change, with_agreement)
            assert moved is not None
        due = moved
    return due, now.standard, None


def _judge(world: World, rule: Series, run: Run, row: Row, maybe: list[When], end: When | None) -> None:
    assert row.due is not None and row.plain_due is not None
    null_phase = row.ended
    row.status = _status(world, row.due, row.done, maybe, null_phase or end)
    row.plain_status = _status(world, row.plain_due, row.done, maybe, null_phase or end)
    row.ended = (null_phase or end) if row.status in ("lapsed", "breached") else None
    if row.status == "breached":
        row.remedied = row.done
        row.missed = _missed(world, rule, run, row, end)


def _status(world: World, due: Due, done: When | None, maybe: list[When], end: When | None) -> str:
    if done is not None and in_time(done, due):
        return "met"
    if any(in_time(moment, due) for moment in maybe):
        return "unknown"
    if end is not None and end.day <= due.day:
        return "lapsed"
    return "breached" if done is not None or past(world, due) else "due"


def _missed(world: World, rule: Series, run: Run, row: Row, end: When | None) -> int:
    assert row.due is not None
    due, count = row.due, 0
    interval = _in_force(world, rule, run, begins(When(due.day, due.at)))
    while count < 1000:
        if row.done is not None:
            out = not in_time(row.done, due)
        else:
            out = not in_time(end, due) if end is not None else past(world, due)
        if not out:
            return count
        count += 1
        due = _due(world, interval, When(due.day, due.at), True) or due
    return count


# fixed dates


def _times(length: Duration, number: int) -> Duration:
    if isinstance(length, CalendarSpan):
        return CalendarSpan(number * length.years, number * length.months, number * length.weeks, number * length.days)
    assert isinstance(length, WorkingDays)
    return WorkingDays(number * length.n)


def _schedule(world: World, rule: Series, run: Run) -> Iterator[Row]:
    assert rule.every is not None
    clear, maybe = _doings(world, rule, run)
    lapse = ending(world, rule, Trigger(run.start, run.opening), own=rule.lapses_when is not None)
    end = first_of(run.end, lapse)
    opened, number = run.start, 1
    last: When | None = None
    while (number == 1 or before(opened, world.as_of)) and (end is None or number == 1 or before(opened, end)):
        due = world.counting.after(run.start, _times(rule.every, number))
        due_after = world.counting.after
        event = None
        if clear:
            # A late act serves the latest obligation that is past its date; those before it stay missed.
            following = due_after(run.start, _times(rule.every, number + 1))
            overtaken = not in_time(moment_of(clear[0]), following)
            event = None if overtaken else clear.pop(0)
        done = None if event is None else when(event.at)
        row = Row(rule.id, "", run.start, 0, opened, due, done, standard=tuple(rule.standard), plain_due=due)
        row.done_by = event
        times = [
            m
            for m in map(moment_of, maybe)
            if (last is None or order(last) < order(m)) and (done is None or not_after(m, done))
        ]
        maybe = [event for event in maybe if moment_of(event) not in times]
        _judge(world, rule, run, row, times, end)
        if row.status == "breached":
            row.missed = 1
        yield row
        opened, number, last = When(due.day, due.at), number + 1, done or last
