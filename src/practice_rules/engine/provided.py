"""Duties whose condition is settled only later: a conference, if concerns turn out to be substantiated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from practice_rules.dates.clock import in_time, is_past
from practice_rules.engine.conditions import Verdict, asked, compile_where
from practice_rules.engine.periods import event_names
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row
from practice_rules.language.rules import Settled

Since: TypeAlias = Callable[[Happening], bool]
"""Whether an event comes after what a lead's condition is asked from: the meeting before."""


def compile_provided(settled: Settled, types: frozenset[str]) -> Callable[[Record, Row, Since | None], None]:
    """A function that overrides a row while its condition is open, and lapses it when the condition fails.

    The condition is settled by the first event of the given types at or after the trigger that answers it: one that
    is about the trigger, or about nothing of the `types` that set the rule off. That of a lead (`since` given) is
    settled by the last answer by its due date or, if there was none, the first after it.
    A duty that was done, in time or late, shows that it was owed.
    """
    names, condition = event_names(settled.event), compile_where(settled.where)
    assert condition is not None
    facts = tuple(dict.fromkeys(asked(settled.where)))

    def provided(record: Record, row: Row, since: Since | None) -> None:
        if row.status == MET or row.because == ("trigger", None):
            return
        answer, by = _answer(record, row, since)
        if row.status == LAPSED and (answer is not False or by is None or row.ended is None or by.day >= row.ended.day):
            return
        if answer:
            return
        if by is not None and answer is False:
            row.status, row.because, row.ended = LAPSED, ("condition failed", by), by.moment
            row.remedied = row.done = None  # what fell away is not discharged, and nothing hangs on its being so
            if row.plain_status is not None and row.plain_status != MET:
                row.plain_status = LAPSED
            return
        if row.done is not None:
            return
        if row.status == BREACHED or (row.status == DUE and row.due is not None and is_past(row.due, record.as_of)):
            row.status, row.because = UNKNOWN, ("condition open", names)
            row.missing = facts

    def _answer(record: Record, row: Row, since: Since | None) -> tuple[Verdict, Happening | None]:
        answers = _answers(record, row, since or row.trigger.not_after)
        if since is None or row.due is None:
            return next(answers, (None, None))
        last: tuple[Verdict, Happening | None] = (None, None)
        for verdict, happening in answers:
            if not in_time(happening.moment, row.due):
                return last if last[1] is not None else (verdict, happening)
            last = verdict, happening
        return last

    def _answers(record: Record, row: Row, counts: Since) -> Iterator[tuple[Verdict, Happening]]:
        """The clear answers, in order of time."""
        for happening in record.of_types(names):
            if not counts(happening):
                continue
            about = happening.about
            if about is not None and about not in row.trigger.keys and about in record.by_key:
                target = record.by_key[about]
                if target.type in types:
                    continue
            verdict = condition(record, happening)
            if verdict is not None:
                yield verdict, happening

    return provided
