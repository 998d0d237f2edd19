"""What an initial child protection conference decided, as far as the plans in the file tell.

The census gives a conference's date and no outcome. A plan starts on the day of the conference that makes it
(Department for Education validation rule 2885), so a plan that starts that day is its outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Plans:
    """When a child's plans ran: the start and end of each, the end `None` while the plan is open.

    >>> plans = Plans(date(2025, 4, 1), protection=[(date(2025, 9, 1), None)])
    >>> plans.outcome_of(date(2025, 9, 1)), plans.outcome_of(date(2025, 6, 2))
    ('child_protection_plan', 'no_plan')
    >>> plans.outcome_of(date(2024, 6, 3)) is None
    True
    """

    year_start: date
    protection: list[tuple[date, date | None]] = field(default_factory=list)
    in_need: list[tuple[date, date | None]] = field(default_factory=list)

    def outcome_of(self, conference: date) -> str | None:
        """The outcome of a conference, or `None` where the file does not tell.

        It cannot be told when a child protection plan was already running, or when the conference was before the
        census year: a plan that had ended by then is no longer in the file.
        """
        if any(start == conference for start, _ in self.protection):
            return "child_protection_plan"
        if any(start == conference for start, _ in self.in_need):
            return "child_in_need"
        running = any(start < conference and (end is None or end >= conference) for start, end in self.protection)
        if running or conference < self.year_start:
            return None
        return "no_plan"
