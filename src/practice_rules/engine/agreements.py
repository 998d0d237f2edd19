"""Agreed variations: a plan or a decision that tightens an interval or a deadline or, where the document allows it,
relaxes it. An agreement made after the old date had passed changes nothing about that date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from practice_rules.dates.clock import Due, Moment, in_time
from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import Duration, DurationProblem, parse_duration
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.record import Happening, Record, as_moment, end_of
from practice_rules.engine.settling import Duty
from practice_rules.language.rules import Variation


class Agreement:
    """One compiled variation: which events agree it, and what date an agreement gives."""

    def __init__(self, compiler: Compiler, variation: Variation) -> None:
        self.compiler = compiler
        self.type = variation.event
        self.attribute = variation.attribute
        self.otherwise: Clock | None = None if variation.otherwise is None else compiler.after(variation.otherwise)
        self.only = variation.only
        self.condition = compiler.where(variation.where)
        self.outer: Clock | None = None if variation.outer is None else compiler.after(variation.outer)

    def agreed(self, record: Record) -> list[Happening]:
        """The agreements that count, in order of time."""
        return [
            happening
            for happening in record.by_type.get(self.type, ())
            if self.condition is None or self.condition(record, happening) is True
        ]

    def date_from(self, happening: Happening, start: Moment) -> Due | None:
        """The date that an agreement gives for an interval or deadline running from a moment."""
        said = None if self.attribute is None else happening.attributes.get(self.attribute)
        found = agreed_date(self.compiler, said, start)
        return found if found is not None or self.otherwise is None else self.otherwise(start)

    def last_day(self, happening: Happening) -> int | None:
        """The last day on which an agreed interval holds, where the agreement names one (`until`)."""
        until = _moment_said(happening.attributes.get("until"))
        return None if until is None else until.day

    def to_its_last_day(self, happening: Happening, plain: Due, agreed: Due, length: Duration | None) -> Due:
        """The agreed date, unless the agreement ends before it: then the standard's own, or one length from its end."""
        last = self.last_day(happening)
        if last is None or agreed.day <= last:
            return agreed
        if plain.day >= last or length is None:
            return plain
        return min(agreed, self.compiler.after(length)(Moment(last + 1, None)), key=due_key)

    def settle(self, plain: Due, agreed: Due, start: Moment) -> Due:
        """The date that stands: the agreed one as far as the variation allows it, never past the outer limit.

        What is agreed in the other direction changes nothing.
        """
        sooner, later = due_key(agreed) < due_key(plain), due_key(agreed) > due_key(plain)
        if (self.only == "tighter" and not sooner) or (self.only == "looser" and not later):
            return plain
        chosen = agreed if self.outer is None else min(agreed, self.outer(start), key=due_key)
        return max(plain, chosen, key=due_key) if self.only == "looser" else chosen


def agreed_date(compiler: Compiler, value: Any, start: Moment) -> Due | None:
    """A length of time or a date from an event's attribute, as a due date; `None` when it gives neither."""
    if isinstance(value, str):
        length = parse_duration(value)
        if not isinstance(length, DurationProblem):
            return compiler.after(length)(start)
    moment = _moment_said(value)
    return None if moment is None else Due(moment.day, moment.instant)


def _moment_said(value: object) -> Moment | None:
    """The day, or the day and time, that an attribute gives; `None` when it gives neither."""
    try:
        return as_moment(value) if isinstance(value, str | date) else None
    except ValueError:
        return None


def due_key(due: Due) -> int:
    """Order among due dates: a date without a time ends with its day."""
    return end_of(Moment(due.day, due.instant))


def compile_agreement(compiler: Compiler, variation: Variation) -> Callable[[Record, Duty], None]:
    """A function that moves a deadline's due date as agreed, keeping the plain one beside it."""
    agreement = Agreement(compiler, variation)

    def agree(record: Record, duty: Duty) -> None:
        plain = duty.due
        if plain is None:
            return
        standing = plain
        for happening in agreement.agreed(record):
            about = happening.about
            if about is not None and about not in duty.trigger.keys and about in record.by_key:
                continue
            if not duty.trigger.not_after(happening) or not in_time(happening.moment, standing):
                continue
            date_agreed = agreement.date_from(happening, duty.trigger.moment)
            if date_agreed is not None:
                settled = agreement.settle(plain, date_agreed, duty.trigger.moment)
                standing = agreement.to_its_last_day(happening, plain, settled, duty.length)
        if standing != plain:
            duty.due, duty.plain_due = standing, plain

    return agree
