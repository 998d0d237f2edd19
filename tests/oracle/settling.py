"""What every series does with its run: the acts that count in it, and the status of one obligation."""

from __future__ import annotations

from practice_rules.case import Event
from practice_rules.language.rules import Series
from tests.oracle.acts import doings, moment_of, past
from tests.oracle.coverage import unseen
from tests.oracle.intervals import as_agreed, in_force, plain_due
from tests.oracle.rows import Row
from tests.oracle.stretches import of_period
from tests.oracle.time import Due, Run, When, begins, in_time, not_after
from tests.oracle.world import Trigger, World


def doings_in(world: World, rule: Series, run: Run) -> tuple[list[Event], list[Event]]:
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


def follows(world: World, event: Event, other: Event) -> bool:
    return world.record.occurred.index(event) > world.record.occurred.index(other)


def judge(world: World, rule: Series, run: Run, row: Row, maybe: list[When], end: When | None) -> None:
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
            # One that would have run out on the day of the end would have lapsed.
            out = end.day > due.day if end is not None else past(world, due)
        if not out:
            return count
        count += 1
        interval = in_force(world, rule, run, begins(fell), When(due.day, due.at))
        last = When(due.day, due.at)
        after = plain_due(world, interval, last)
        if after is None:
            return count
        due = as_agreed(world, interval, last, after)
    return count
