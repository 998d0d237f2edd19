"""From a duty and what was done about it to a status: the one place where met, due, breached, lapsed and unknown
are told apart.

The order of the questions is the meaning: done in time is met, whatever else; what might have been done in time is
unknown; what fell away before it was due has lapsed; the rest is breached or still due.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from practice_rules.case import Coverage
from practice_rules.dates.clock import Due, Moment, day_of, in_time, is_past, precision_is_day
from practice_rules.dates.durations import Duration
from practice_rules.engine.acts import Act
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.record import Happening, Record, happened_by
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row, Status
from practice_rules.engine.rule import CompiledRule, Lapse
from practice_rules.engine.spans import EVER
from practice_rules.engine.triggers import Instance, Trigger


class Answered(NamedTuple):
    """How the condition of a duty stands that is settled later: open (`verdict` is `None`), met or failed, and by what.

    `falls` is the moment with which it failed: what is done after that discharges nothing.
    """

    verdict: Verdict = None
    by: Happening | None = None
    falls: Moment | None = None


SETTLED = Answered(True)


class Duty:
    """One obligation in the making: its trigger, its dates, and what has been found for each part of the act.

    `applies` says whether the rule applies to the trigger, and `lacking` the facts that would settle it. `ends` is the
    instant from which nothing counts any more (its period is over). `early` is the instant from which an act counts,
    and `early_sure` that from which it surely does, where those differ. `belongs` is the moment its period
    ended, for a duty without a time limit, and `home` the run of it. `answered` says how a condition that is settled
    later stands.
    """

    __slots__ = (
        "answered", "applies", "belongs", "done", "due", "early", "early_sure", "ends", "home", "lacking", "lapse",
        "length", "maybes", "opens", "part", "plain_due", "trigger",
    )  # fmt: skip

    applies: Verdict
    lacking: tuple[str, ...]

    def __init__(
        self, trigger: Trigger, opens: Moment, due: Due | None, length: Duration | None, parts: int, part: int
    ) -> None:
        self.trigger = trigger
        self.opens = opens
        self.due = due
        self.length = length
        self.early: int | None = None
        self.early_sure: int | None = None
        self.ends: int | None = None
        self.lapse: Lapse | None = None
        self.belongs: Moment | None = None
        self.home: Instance | None = None
        self.part = part
        self.plain_due: Due | None = None
        self.answered = SETTLED
        self.done: list[Happening | None] = [None] * parts
        self.maybes: list[list[Happening]] = [[] for _ in range(parts)]

    def fallen(self, happening: Happening) -> bool:
        """Whether the duty's condition had failed before an event."""
        falls = self.answered.falls
        return falls is not None and not happened_by(happening.moment, falls)

    def finished(self) -> Happening | None:
        """The event that completed the act: the last of its parts, once every part is done."""
        latest: Happening | None = None
        for happening in self.done:
            if happening is None:
                return None
            if latest is None or happening.order > latest.order:
                latest = happening
        return latest


def settle(rule: CompiledRule, record: Record, duty: Duty, act: Act) -> Row:
    """The row for a duty, as things stand."""
    done, due = duty.finished(), duty.due
    row = Row(rule, duty.trigger, duty.opens, due, DUE, done, duty.length)
    row.part, row.home = duty.part, duty.home
    if len(duty.done) > 1:
        row.evidence = tuple(happening for happening in duty.done if happening is not None)
    lapse = duty.lapse
    end = lapse[0] if lapse is not None else duty.belongs
    over = due.day if due is not None else duty.belongs.day if duty.belongs is not None else None
    if lapse is not None and over is not None and lapse[0].day > over:
        lapse = None
    if done is not None and (due is None or in_time(done.moment, due)):
        row.status = MET
    elif _might_be_in_time(duty, due):
        row.status, row.because = UNKNOWN, ("attempt", doubtful(duty))
        row.missing = act.missing_on(record, doubtful(duty), duty.trigger) or ("since when it counts",)
    elif lapse is not None:
        row.status, row.ended, row.because = LAPSED, lapse[0], ("ended", lapse[1])
    elif done is not None:
        row.status, row.remedied = BREACHED, done.moment
    elif due is None:
        if duty.belongs is not None:
            row.status, row.ended, row.because = BREACHED, duty.belongs, ("never done", None)
    elif is_past(due, record.as_of):
        row.status, row.ended = BREACHED, duty.belongs
    if duty.plain_due is not None and duty.plain_due != due:
        row.plain_due = duty.plain_due
        row.plain_status = plain_status(
            duty.plain_due, done, _might_be_in_time(duty, duty.plain_due), end, row.status, record.as_of
        )
    if due is not None:
        row.by_day = due.by_day or (done is not None and precision_is_day(done.moment, due))
    since = None if duty.early is None or duty.early <= -EVER else day_of(duty.early)
    finish(row, record, _left(duty, act, due), duty.applies, duty.lacking, since)
    plain_as_shown(row, record, _left(duty, act, row.plain_due), since)
    return row


def plain_status(
    due: Due, done: Happening | None, might_be: bool, end: Moment | None, status: Status, now: Moment
) -> Status:
    """What the status would have been had nothing been agreed.

    `might_be` says whether it may have been done in time for that, and `end` is what ended the duty, in time or not.
    """
    if done is not None and in_time(done.moment, due):
        return MET
    if might_be or status == UNKNOWN:
        return UNKNOWN
    if end is not None and end.day <= due.day:
        return LAPSED
    return BREACHED if done is not None or is_past(due, now) else DUE


def _might_be_in_time(duty: Duty, due: Due | None) -> bool:
    """Whether every part was done in time, or may have been by an event about which a fact is missing."""

    def in_time_at_all(happenings: Iterable[Happening | None]) -> bool:
        return any(each is not None and (due is None or in_time(each.moment, due)) for each in happenings)

    return all(in_time_at_all((done, *maybes)) for done, maybes in zip(duty.done, duty.maybes, strict=True))


def doubtful(duty: Duty) -> tuple[Happening, ...]:
    """The events that may discharge a duty, for all that is recorded."""
    return tuple(maybe for maybes in duty.maybes for maybe in maybes)


def _left(duty: Duty, act: Act, due: Due | None) -> Act | None:
    """What of an act was not seen done in time, and may not have been by what is doubtful."""
    left = [
        part
        for part, done, maybes in zip(act.parts, duty.done, duty.maybes, strict=False)
        if not _in_time(done, due) and not any(_in_time(maybe, due) for maybe in maybes)
    ]
    return Act(tuple(left)) if left else None


def plain_as_shown(row: Row, record: Record, act: Act | None, since: int | None = None) -> None:
    """The verdict without an agreement, where the source could not have shown the act in time for it."""
    coverage = record.case.coverage
    if coverage is None or act is None or row.plain_due is None or row.plain_status not in (DUE, BREACHED):
        return
    if unseen_types(row, record, act, coverage, since, row.plain_due):
        row.plain_status = UNKNOWN


def _in_time(done: Happening | None, due: Due | None) -> bool:
    return done is not None and (due is None or in_time(done.moment, due))


def finish(
    row: Row,
    record: Record,
    act: Act | None,
    applies: Verdict = True,
    missing: tuple[str, ...] = (),
    since: int | None = None,
) -> None:
    """What overrides a verdict: a trigger that cannot be told, and a source that cannot show the act.

    `since` is the day from which an act counts, where that is not the opening.
    """
    trigger = row.trigger
    if applies is None or not trigger.certain:
        row.status, row.because = UNKNOWN, ("trigger", None)
        row.missing = tuple(dict.fromkeys((*missing, *trigger.missing))) or ("whether the rule applies",)
        return
    coverage = record.case.coverage
    if coverage is not None and act is not None and row.status in (DUE, BREACHED):
        unseen = unseen_types(row, record, act, coverage, since)
        if unseen:
            row.status, row.because, row.missing = UNKNOWN, ("coverage", coverage.name), unseen


def unseen_types(
    row: Row, record: Record, act: Act, coverage: Coverage, since: int | None = None, due: Due | None = None
) -> tuple[str, ...]:
    """The event types whose absence proves nothing: those that the source does not hold for the days in question.

    Where the act has several parts, one that it would have shown is enough to know that it was not done. A duty without
    a date is asked about to the end of what it belongs to.
    """
    first = row.opens.day if since is None else since
    due = due or row.due
    over = due or row.ended
    last = record.as_of.day if over is None else min(over.day, record.as_of.day)
    unseen: dict[str, None] = {}
    for part in act.parts:
        names = [name for name in sorted(part.types) if not shows(record, coverage, name, first, last)]
        if not names:
            return ()
        unseen |= dict.fromkeys(names)
    return tuple(unseen)


def shows(record: Record, coverage: Coverage, name: str, first: int, last: int) -> bool:
    """Whether a source holds every event of a type between two days."""
    held = coverage.events.get(name)
    first = min(first, last)
    window = (date.fromordinal(first), date.fromordinal(last))
    return held is not None and (held.spans(*window) or _latest_settles(held.extent, name, record, first))


def _latest_settles(extent: str, name: str, record: Record, first: int) -> bool:
    """A source that holds only the latest event does settle that nothing came after it."""
    if extent != "latest":
        return False
    held = record.by_type.get(name)
    return bool(held) and held is not None and held[-1].day <= first
