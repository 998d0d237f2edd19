"""Series: from one qualifying event to the next, looking at every change of phase or agreement in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from practice_rules.case import Event
from practice_rules.dates.lengths import CalendarSpan, Duration, WorkingDays
from practice_rules.language.moments import PeriodState
from practice_rules.language.rules import First, Phase, Series, Variation
from tests.oracle.acts import doings, ending, first_of, in_force, moment_of, past
from tests.oracle.conditions import Truth, all_true, holds, opposite
from tests.oracle.coverage import unseen
from tests.oracle.deadline import last_day, until_its_end, varied
from tests.oracle.rows import Row
from tests.oracle.time import Due, When, before, begins, ends, in_time, not_after, when
from tests.oracle.world import LONG_AGO, Run, Trigger, World, day_or_instant


@dataclass(frozen=True)
class Interval:
    """What is in force at a moment: the length, the statements that say so, and an agreement if there is one."""

    length: Duration | None
    standard: tuple[str, ...]
    variation: Variation | None
    agreed: Event | None
    sure: bool = True
    phase: Phase | None = None
    possible: tuple[Phase | None, ...] = field(default=(), compare=False)

    @property
    def told(self) -> bool:
        """Whether each of the phases that may be in force states an interval, or none of them does."""
        return len({phase is None or phase.every is None for phase in self.possible}) < 2


def applies_at(world: World, rule: Any, instant: datetime) -> Truth:
    """Whether a rule that runs over time applies at an instant."""
    only = True if rule.only_if is None else world.truth(rule.only_if, instant)
    unless = False if rule.unless is None else world.truth(rule.unless, instant)
    return all_true([only, opposite(unless)])


def cut(world: World, rule: Any, runs: list[Run]) -> list[Run]:
    """The parts of some runs in which a rule applies, each a run of its own.

    What held before the record began starts with its first day.
    """
    days = [when(event.at).day for event in (*world.record.occurred, *world.record.diary)]
    runs = [run for run in runs if days or begins(run.start) > LONG_AGO]
    runs = [replace(run, start=When(min(days))) if begins(run.start) <= LONG_AGO else run for run in runs]
    if rule.only_if is None and rule.unless is None:
        return [replace(run, end=world.over(run), until=run.end) for run in runs]
    changes: set[datetime] = set()
    for state in (rule.only_if, rule.unless):
        changes |= set() if state is None else world.changes(state)
    found = []
    for run in runs:
        inside = {instant for instant in changes if run.covers(instant)} | {begins(run.start)}
        if run.end is not None:
            inside.add(ends(run.end))

        def truth(instant: datetime, run: Run = run) -> Truth:
            return run.covers(instant) and applies_at(world, rule, instant)

        for piece in world.read_off(inside, truth):
            start = run.start if begins(piece.start) == begins(run.start) else piece.start
            end = run.end if piece.end is None or (run.end and ends(piece.end) == ends(run.end)) else piece.end
            part = Run(start, end, run.opening, all_true([piece.sure, run.sure]), run.closing)
            found.append(replace(part, end=world.over(part), until=end or piece.until))
    return found


def series(world: World, rule: Series) -> list[Row]:
    """Every obligation of a series rule."""
    rows: list[Row] = []
    for run in cut(world, rule, lasting(world, rule.while_)):
        if not not_after(run.start, world.as_of):
            continue
        found = _schedule(world, rule, run) if rule.clock == "schedule" else _one(world, rule, run)
        for row in found:
            if run.sure is None or not row.sure:
                row.status = "unknown"
            if in_force(world, rule, row.opens or run.start):
                rows.append(row)
    return rows


def period_named(state: Any) -> Any:
    """The period that a state is, if it is one."""
    return state.period if isinstance(state, PeriodState) else state


def lasting(world: World, state: Any) -> list[Run]:
    """The runs of a state over which a rule lasts: those of a period, and the unbroken stretches of any other state."""
    runs = world.runs(state)
    defined = isinstance(state, str) and state in world.pack.definitions
    if (of_period(state) and not defined) or not all(run.sure for run in runs):
        return runs
    joined: list[Run] = []
    for run in sorted(runs, key=lambda run: begins(run.start)):
        last = joined[-1] if joined else None
        if last is not None and (last.end is None or begins(run.start) <= ends(last.end)):
            if last.end is not None and (run.end is None or ends(run.end) > ends(last.end)):
                joined[-1] = replace(last, end=run.end, closing=run.closing)
        else:
            joined.append(run)
    return joined


def of_period(state: Any) -> bool:
    """Whether a state is a period, whose opening events an act may be about."""
    return isinstance(state, str | PeriodState)


def _doings(world: World, rule: Series, run: Run) -> tuple[list[Event], list[Event]]:
    trigger = Trigger(run.start, run.opening)
    clear: list[Event] = []
    maybe: list[Event] = []
    for event, sure in doings(world, rule.do, trigger, of_period(rule.while_)):
        if event is run.opening and rule.starts == "period":
            continue  # what opens the period asks for the first act in it
        moment = moment_of(event)
        if moment.day >= run.start.day and (run.end is None or not_after(moment, run.end)):
            (clear if sure else maybe).append(event)
    return clear, maybe


def _one(world: World, rule: Series, run: Run) -> Iterator[Row]:
    clear, maybe = _doings(world, rule, run)
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
            _judge(world, rule, run, row, times, end)
            row.set_off, row.run = after or run.opening, whole
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
    for instant in _changes(world, rule, run):
        come = instant < ends(world.as_of) and (event is None or instant < begins(moment_of(event)))
        if instant > begins(since) and come and _in_force(world, rule, run, instant, since).length is not None:
            return day_or_instant(instant)
    return None


def _follows(world: World, event: Event, other: Event) -> bool:
    return world.record.occurred.index(event) > world.record.occurred.index(other)


# what interval is in force


def _phase(world: World, rule: Series, run: Run, instant: datetime, unsure: list[Phase]) -> Phase | None:
    assert rule.phases is not None
    passed = True
    for phase in rule.phases:
        if phase.when is not None:
            holds_now = world.truth(phase.when, instant, (period_named(rule.while_), run))
            if holds_now is None:
                unsure.append(phase)
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
            found |= world.changes(phase.when, (period_named(rule.while_), run))
        if phase.until is not None:
            found |= {begins(moment) for moment in _ends_of(world, phase, run)}
    for variation in _variations(rule):
        found |= {begins(moment_of(event)) for event in _agreements(world, variation, run)}
    last = run.end or run.until
    return sorted(instant for instant in found if run.covers(instant) and (last is None or instant < ends(last)))


def _variations(rule: Series) -> list[Variation]:
    own = [phase.or_as_agreed for phase in rule.phases or [] if phase.or_as_agreed is not None]
    return own + ([rule.or_as_agreed] if rule.or_as_agreed is not None else [])


def _agreements(world: World, variation: Variation, run: Run) -> list[Event]:
    return [
        event
        for event in world.record.of([variation.event])
        if run.has_day(moment_of(event))
        and holds(world.record, variation.where, event) is True
        and ((variation.attribute and event.attributes.get(variation.attribute) is not None) or variation.otherwise)
    ]


def _in_force(world: World, rule: Series, run: Run, instant: datetime, since: When, first: bool = False) -> Interval:
    """What is in force at an instant; what a phase says of agreements is not about the `first` interval."""
    length, standard, variation = rule.every, tuple(rule.standard), rule.or_as_agreed
    unsure: list[Phase] = []
    phase: Phase | None = None
    if rule.phases is not None:
        phase = _phase(world, rule, run, instant, unsure)
        length = None if phase is None else phase.every
        if phase is not None:
            standard = tuple(phase.standard) or standard
            variation = variation if first else phase.or_as_agreed or variation
    agreed = None
    if variation is not None:
        made = [e for e in _agreements(world, variation, run) if begins(moment_of(e)) <= instant]
        made = [e for e in made if last_day(variation, e) >= since.day]
        agreed = made[-1] if made else None
    return Interval(length, standard, variation, agreed, not unsure, phase, (*unsure, phase))


def _plain(world: World, interval: Interval, start: When, change: When | None = None) -> Due | None:
    """When an interval counted from a moment ends; one that had run out at a change begins anew with it."""
    if interval.length is None:
        return None
    plain = world.counting.after(start, interval.length)
    if change is not None and before(When(plain.day, plain.at), change):
        return world.counting.after(change, interval.length)
    return plain


def _as_agreed(world: World, interval: Interval, start: When, plain: Due) -> Due:
    """The due date that an agreement gives in place of the plain one."""
    if interval.agreed is None or interval.variation is None or interval.length is None:
        return plain
    made = moment_of(interval.agreed)
    agreed = varied(world, interval.variation, interval.agreed, start, plain, made) or plain
    return until_its_end(world, interval.variation, interval.agreed, agreed, plain, interval.length)


def _open(
    world: World, rule: Series, run: Run, opened: When, event: Event | None, first: bool, resumed: When | None = None
) -> Row | None:
    done = None if event is None else moment_of(event)
    found: list[tuple[Due, tuple[str, ...], When | None, bool]] = []
    for with_agreement in (True, False):
        initially = first and rule.first is not None
        now = _in_force(world, rule, run, begins(resumed or opened), opened, initially)
        if first and rule.first is not None:
            now = _with_first(rule.first, now, tuple(rule.standard))
        plain = _plain(world, now, opened, resumed)
        if plain is None:
            return None
        found.append(_moved(world, rule, run, opened, done, now, plain, with_agreement, first, resumed or opened))
    due, standard, lapsed, sure = found[0]
    row = Row(rule.id, "", run.start, 0, resumed or opened, due, done, standard=standard, plain_due=found[1][0])
    row.ended, row.done_by, row.sure, row.run = lapsed, event, sure, run
    return row


def _with_first(first: Any, interval: Interval, rule_standard: tuple[str, ...]) -> Interval:
    """The interval of the first obligation, where the rule states one of its own."""
    if isinstance(first, First):
        return replace(interval, length=first.within, standard=tuple(first.standard) or rule_standard, sure=True)
    return replace(interval, length=first, standard=rule_standard, sure=True)


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
    now, sure, possible = interval, interval.sure, interval.possible
    due = _as_agreed(world, now, opened, plain) if with_agreement else plain
    for instant in _changes(world, rule, run):
        change = day_or_instant(instant)
        if instant <= begins(since) or not in_time(change, due) or (done is not None and not before(change, done)):
            continue
        new = _in_force(world, rule, run, instant, opened, first and rule.first is not None)
        told = new.told or new.possible == possible
        possible = new.possible
        certain = told if first and rule.first is not None else new.sure
        # A phase without an interval does away with the first date as with any other.
        if first and rule.first is not None and new.length is not None:
            new = _with_first(rule.first, new, tuple(rule.standard))
        # A change of phase on the day something is due no longer moves it; an agreement still does, and so does the end
        # of all phases.
        if new.length is not None and not before(change, When(due.day, due.at)):
            new, certain = replace(now, agreed=new.agreed), told
        sure = sure and certain
        if new == now or (new.phase is now.phase and not with_agreement):
            continue
        if new.phase is not now.phase:
            moved = _plain(world, new, opened, change)
            if moved is None:
                if not_after(change, world.as_of):
                    return due, now.standard, change, sure
                continue
            plain = moved
        now, due = new, _as_agreed(world, new, opened, plain) if with_agreement else plain
    return due, now.standard, None, sure


def _judge(world: World, rule: Series, run: Run, row: Row, maybe: list[When], end: When | None) -> None:
    assert row.due is not None and row.plain_due is not None
    null_phase = row.ended
    if null_phase is not None and row.done is not None and not not_after(row.done, null_phase):
        row.done = row.done_by = None
    row.status = _as_shown(world, rule, row, row.due, _status(world, row.due, row.done, maybe, null_phase or end))
    plain = _status(world, row.plain_due, row.done, maybe, null_phase or end)
    row.plain_status = _as_shown(world, rule, row, row.plain_due, plain)
    row.ended = (null_phase or end) if row.status in ("lapsed", "breached") else None
    if row.status == "breached":
        row.remedied = row.done
        row.missed = _missed(world, rule, run, row, end)


def _as_shown(world: World, rule: Series, row: Row, due: Due, status: str) -> str:
    """A status, or `unknown` where the act may have been done in time without the source showing it."""
    assert row.opens is not None
    possible = unseen(world, rule.do, row.opens.day, due.day)
    return "unknown" if status in ("due", "breached") and possible else status


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
    fell = When(due.day, due.at)
    while count < 1000:
        if row.done is not None:
            out = not in_time(row.done, due)
        else:
            out = not in_time(end, due) if end is not None else past(world, due)
        if not out:
            return count
        count += 1
        interval = _in_force(world, rule, run, begins(fell), When(due.day, due.at))
        last = When(due.day, due.at)
        after = _plain(world, interval, last)
        if after is None:
            return count
        due = _as_agreed(world, interval, last, after)
    return count


# fixed dates


def _times(length: Duration, number: int) -> Duration:
    if isinstance(length, CalendarSpan):
        return CalendarSpan(number * length.years, number * length.months, number * length.weeks, number * length.days)
    assert isinstance(length, WorkingDays)
    return WorkingDays(number * length.n)


def _fixed(world: World, rule: Series, run: Run, number: int) -> Due:
    """The due date of a number: so many intervals from the start of the run, or from the first date."""
    assert rule.every is not None
    if rule.first is None:
        return world.counting.after(run.start, _times(rule.every, number))
    first = world.counting.after(run.start, rule.first.within if isinstance(rule.first, First) else rule.first)
    return first if number == 1 else world.counting.after(When(first.day, first.at), _times(rule.every, number - 1))


def _schedule(world: World, rule: Series, run: Run) -> Iterator[Row]:
    lapse = ending(world, rule, Trigger(run.start, run.opening), own=rule.lapses_when is not None)
    end = first_of(run.end, lapse)
    clear, maybe = (
        [event for event in events if end is None or not_after(moment_of(event), end)]
        for events in _doings(world, rule, run)
    )
    opened, number, begun = run.start, 1, True
    while begun and (end is None or number == 1 or before(opened, end)):
        due, following = _fixed(world, rule, run, number), _fixed(world, rule, run, number + 1)
        # A late act serves the latest obligation that is past its date; those before it stay missed.
        event = clear.pop(0) if clear and in_time(moment_of(clear[0]), following) else None
        done = None if event is None else when(event.at)
        row = Row(rule.id, "", run.start, 0, opened, due, done, standard=tuple(rule.standard), plain_due=due)
        if number == 1 and isinstance(rule.first, First):
            row.standard = tuple(rule.first.standard) or row.standard
        row.done_by, row.run, row.set_off = event, run, run.opening
        given = [
            other
            for other in maybe
            if in_time(moment_of(other), following) and (event is None or _follows(world, event, other))
        ]
        maybe = [other for other in maybe if other not in given]
        _judge(world, rule, run, row, [moment_of(other) for other in given], end)
        if row.status == "breached":
            row.missed = 1
        yield row
        opened, number, begun = When(due.day, due.at), number + 1, past(world, due)
