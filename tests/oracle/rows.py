"""What the oracle answers: one row for each obligation, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from practice_rules.case import Event
from tests.oracle.time import Due, Run, When


@dataclass
class Row:
    """One obligation. `broken` and what follows `plain_status` serve rules that hang on this
    one; `asked_by` are the events, besides the one that set it off, that it is owed for."""

    rule: str
    status: str
    trigger: When | None = None
    part: int = 0
    opens: When | None = None
    due: Due | None = None
    done: When | None = None
    remedied: When | None = None
    ended: When | None = None
    missed: int = 0
    missing: tuple[str, ...] = ()
    standard: tuple[str, ...] = ()
    plain_due: Due | None = None
    plain_status: str = ""
    done_by: Event | None = None
    run: Run | None = None
    set_off: Event | None = None
    sure: bool = True
    asked_by: tuple[Event | None, ...] = ()
    waived: Event | None = None
    judged: bool = False
    """Whether it is judged at the moment at which it is due."""

    @property
    def broken(self) -> When | None:
        """The moment of the breach: the day after the due day, or the due instant; at once, if it is judged then."""
        if self.due is None:
            return self.ended
        if self.due.at is not None:
            return When(self.due.day, self.due.at)
        return When(self.due.day if self.judged else self.due.day + timedelta(days=1))
