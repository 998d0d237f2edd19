"""Duties whose condition is settled only later: a conference, if concerns turn out to be substantiated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from practice_rules.dates.clock import Moment, in_time, is_past
from practice_rules.engine.acts import Act
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.conditions import Verdict, asked, compile_condition
from practice_rules.engine.periods import event_names
from practice_rules.engine.record import Happening, Record, end_of
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row
from practice_rules.engine.settling import Answered, Duty, doubtful
from practice_rules.language.rules import Settled

Since: TypeAlias = Callable[[Happening], bool]
"""Whether an event comes after what a lead's condition is asked from: the meeting before."""

OPEN = Answered()


class Provided:
    """A condition that is settled later, compiled.

    It is settled by the first event of the given types at or after the trigger that answers it: one that is about the
    trigger, or about nothing of the `types` that set the rule off. That of a lead is settled once its due date has
    passed, by the last answer by then or, if there was none, the first after it: until then the next may be another.
    """

    def __init__(self, compiler: Compiler, settled: Settled, types: frozenset[str]) -> None:
        condition = compile_condition(settled.where, compiler.conventions.leap_birthday)
        self.names, self.types = event_names(settled.event), types
        self.condition = condition
        self.facts = tuple(dict.fromkeys(asked(settled.where)))

    def ask(self, record: Record, duty: Duty, since: Since | None = None) -> None:
        """Note on a duty how its condition stands; for a lead, asked of what comes after the meeting before."""
        answers = self._answers(record, duty, since or duty.trigger.not_after)
        if since is None or duty.due is None:
            duty.answered = next((_first(record, *answer) for answer in answers), OPEN)
        elif not is_past(duty.due, record.as_of):
            duty.answered = OPEN
        else:
            by_then, after = None, None
            for answer in answers:
                if in_time(answer[1].moment, duty.due):
                    by_then = answer
                else:
                    after = after or answer
            fell = Moment(duty.due.day, duty.due.instant)
            if by_then is not None:
                duty.answered = Answered(*by_then, None if by_then[0] else fell)
            else:
                duty.answered = OPEN if after is None else _first(record, *after)

    def _answers(self, record: Record, duty: Duty, counts: Since) -> Iterator[tuple[bool, Happening]]:
        """The clear answers, in order of time."""
        for happening in record.of_types(self.names):
            if not counts(happening):
                continue
            about = happening.about
            if about is not None and about not in duty.trigger.keys and about in record.by_key:
                target = record.by_key[about]
                if target.type in self.types:
                    continue
            verdict: Verdict = self.condition(record, happening)
            if verdict is not None:
                yield verdict, happening

    def judge(self, record: Record, row: Row, duty: Duty, act: Act, late_counts: bool = True) -> None:
        """Override a row while its condition is open, and lapse it when the condition has failed.

        `late_counts` says whether what was done late shows that it was owed. For a lead it does not: what comes after
        the date may have been done for a meeting that is still to come.
        """
        answered = duty.answered
        if row.status == MET or row.because == ("trigger", None) or answered.verdict:
            return
        if late_counts and row.done is not None:
            return
        if answered.by is not None:
            if not _may_have_been_done(record, row, duty, act, late_counts):
                _lapse(row, answered.by)
            return
        if row.plain_status == BREACHED:
            row.plain_status = UNKNOWN
        if row.status == BREACHED or (row.status == DUE and row.due is not None and is_past(row.due, record.as_of)):
            row.status, row.because, row.remedied = UNKNOWN, ("condition open", self.names), None
            row.missing = self.facts


def _first(record: Record, verdict: bool, happening: Happening) -> Answered:
    """What the first answer settles; what is known by its day has done away with nothing until the day is over."""
    if verdict:
        return Answered(True, happening)
    return Answered(False, happening, happening.moment) if end_of(happening.moment) <= record.now else OPEN


def _may_have_been_done(record: Record, row: Row, duty: Duty, act: Act, late_counts: bool) -> bool:
    """Whether a duty may have been done, in time or, where that counts, late, before its condition failed."""
    if row.because is not None and row.because[0] == "attempt":
        return True
    fell = duty.answered.falls
    if row.because == ("record", None):
        return duty.due is None or (fell is not None and fell.day > duty.due.day)
    parts = zip(duty.done, duty.maybes, strict=True)
    if not late_counts or not all(done is not None or maybes for done, maybes in parts):
        return False
    row.status, row.because = UNKNOWN, ("attempt", doubtful(duty))
    row.missing = act.missing_on(record, doubtful(duty), duty.trigger) or ("since when it counts",)
    return True


def _lapse(row: Row, by: Happening) -> None:
    """Let a duty fall away, unless something else ended it before. What fell away is not discharged."""
    row.remedied = row.done = None
    if row.plain_status is not None and row.plain_status != MET:
        row.plain_status = LAPSED
    if row.status != LAPSED or row.ended is None or by.day < row.ended.day:
        row.status, row.because, row.ended = LAPSED, ("condition failed", by), by.moment
