"""A series at fixed dates, so many intervals from the start of the run or from the first."""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.dates.lengths import CalendarSpan, Duration, Elapsed, Range, WorkingDays
from practice_rules.language.rules import First, Series
from tests.oracle.acts import ending, first_of, moment_of, past
from tests.oracle.rows import Row
from tests.oracle.settling import doings_in, follows, judge
from tests.oracle.time import Due, Run, When, before, in_time, not_after, when
from tests.oracle.world import Trigger, World


def times(length: Duration, number: int) -> Duration:
    if isinstance(length, CalendarSpan):
        return CalendarSpan(number * length.years, number * length.months, number * length.weeks, number * length.days)
    if isinstance(length, Elapsed):
        return Elapsed(number * length.seconds)
    if isinstance(length, Range):
        return Range(times(length.target, number), times(length.outer, number))  # type: ignore[arg-type]  # of one kind
    assert isinstance(length, WorkingDays)
    return WorkingDays(number * length.n)


def _fixed(world: World, rule: Series, run: Run, number: int) -> Due:
    """The due date of a number: so many intervals from the start of the run, or from the first date."""
    assert rule.every is not None
    if rule.first is None:
        return world.counting.after(run.start, times(rule.every, number))
    first = world.counting.after(run.start, rule.first.within if isinstance(rule.first, First) else rule.first)
    return first if number == 1 else world.counting.after(When(first.day, first.at), times(rule.every, number - 1))


def scheduled(world: World, rule: Series, run: Run) -> Iterator[Row]:
    lapse = ending(world, rule, Trigger(run.start, run.opening), own=rule.lapses_when is not None)
    end = first_of(run.end, lapse)
    clear, maybe = (
        [event for event in events if end is None or not_after(moment_of(event), end)]
        for events in doings_in(world, rule, run)
    )
    opened, number, begun = run.start, 1, True
    while begun and (end is None or number == 1 or before(opened, end)):
        due, following = _fixed(world, rule, run, number), _fixed(world, rule, run, number + 1)
        # A late act serves the latest obligation that is past its date; those before it stay missed.
        event = clear.pop(0) if clear and in_time(moment_of(clear[0]), following) else None
        done = None if event is None else when(event.at)
        row = Row(rule.id, "", opened, 0, opened, due, done, standard=tuple(rule.standard), plain_due=due)
        if number == 1 and isinstance(rule.first, First):
            row.standard = tuple(rule.first.standard) or row.standard
        row.done_by, row.run, row.asked_by = event, run, (run.opening,)
        row.set_off = run.opening if number == 1 else None
        given = [
            other
            for other in maybe
            if in_time(moment_of(other), following) and (event is None or follows(world, event, other))
        ]
        maybe = [other for other in maybe if other not in given]
        judge(world, rule, run, row, [moment_of(other) for other in given], end)
        if row.status == "breached":
            row.missed = 1
        yield row
        opened, number, begun = When(due.day, due.at), number + 1, past(world, due)
