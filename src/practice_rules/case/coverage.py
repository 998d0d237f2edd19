"""What a source of events can show, so that silence is never mistaken for a failure to act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Extent = Literal["complete", "latest"]
"""`complete`: every event of the type in the dates given. `latest`: only the most recent one."""


@dataclass(frozen=True, slots=True)
class EventCoverage:
    """How much of one event type a source holds.

    `first` and `last` bound the days on which events of the type are held (both inclusive; `None`: no bound).
    `attributes` names the attributes that the source carries for it (`None`: all of them).
    """

    extent: Extent = "complete"
    first: date | None = None
    last: date | None = None
    attributes: frozenset[str] | None = None

    def spans(self, first: date, last: date) -> bool:
        """Whether every event of the type between the two days (inclusive) would be in the source.

        >>> EventCoverage(first=date(2025, 4, 1)).spans(date(2025, 3, 31), date(2025, 5, 1))
        False
        """
        if self.extent == "latest":
            return False
        return (self.first is None or self.first <= first) and (self.last is None or last <= self.last)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A source's own statement of what it holds: the event types missing from `events` are not in it.

    `name` is said to people: "the children in need census 2025-26 holds no core groups".
    """

    name: str
    events: Mapping[str, EventCoverage] = field(default_factory=dict)
    subject_facts: frozenset[str] | None = None

    def holds(self, event_type: str) -> bool:
        """Whether the source has events of this type at all."""
        return event_type in self.events
