"""What the engine yields: one compact row for each obligation. Words, traces and near misses come later, on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from practice_rules.dates.clock import Due, Moment
from practice_rules.dates.durations import Duration
from practice_rules.engine.record import Happening
from practice_rules.engine.triggers import Instance, Trigger

if TYPE_CHECKING:
    from practice_rules.engine.rule import CompiledRule

Status: TypeAlias = Literal["met", "due", "breached", "lapsed", "unknown"]

MET: Final = "met"
DUE: Final = "due"
BREACHED: Final = "breached"
LAPSED: Final = "lapsed"
UNKNOWN: Final = "unknown"

STATUSES: tuple[Status, ...] = (MET, DUE, BREACHED, LAPSED, UNKNOWN)

Why: TypeAlias = Literal[
    "attempt", "calendar", "cancelled", "condition failed", "condition open", "coverage", "ended", "exceeded", "facts",
    "held", "judged", "judgement", "never done", "not in place", "record", "trigger",
]  # fmt: skip
"""The words for why a status is what it is; `practice_rules.result.reasons` says each to people."""


class Row:
    """One obligation, as the engine works it out.

    `done` is the event that discharged it, in time or late; `because` why it lapsed or is unknown, as a word and
    what it is about; `missing` the facts that are not recorded; `length` the time allowed, for saying how late.
    `part` numbers milestones, and the versions of a meeting that was moved; `home` is the run of the period that a
    deadline belongs to. `held` is when a check or a gate was judged and found to hold, even if only perhaps asked for.
    `window` is the first day of the window in which a limit adds up days.
    """

    __slots__ = (
        "because", "by_day", "done", "due", "ended", "evidence", "held", "home", "length", "missed", "missing", "opens",
        "part", "phase", "plain_due", "plain_status", "remedied", "rule", "standard", "status", "trigger", "waived",
        "window",
    )  # fmt: skip

    def __init__(
        self,
        rule: CompiledRule,
        trigger: Trigger,
        opens: Moment,
        due: Due | None,
        status: Status,
        done: Happening | None = None,
        length: Duration | None = None,
    ) -> None:
        self.rule = rule
        self.trigger = trigger
        self.opens = opens
        self.due = due
        self.status = status
        self.done = done
        self.length = length
        self.missing: tuple[str, ...] = ()
        self.because: tuple[Why, object] | None = None
        self.ended: Moment | None = None
        self.remedied: Moment | None = None
        self.held: Moment | None = None
        self.part = 0
        self.phase: int | None = None
        self.standard: tuple[str, ...] | None = None
        self.plain_due: Due | None = None
        self.plain_status: Status | None = None
        self.missed = 0
        self.window: int | None = None
        self.evidence: tuple[Happening, ...] = ()
        self.waived: Happening | None = None
        self.by_day = False
        self.home: Instance | None = None

    def breached_from(self) -> Moment:
        """The moment from which it is breached: when its due date is over, or with what is judged."""
        if self.due is None:
            return self.ended or self.trigger.moment
        if self.due.instant is not None:
            return Moment(self.due.day, self.due.instant)
        if self.rule.at_once:
            return Moment(self.due.day)
        return Moment(self.due.day + 1)
