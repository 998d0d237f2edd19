"""What a council's record says: events, the person they happened to, and what the record can show."""

from practice_rules.case.coverage import Coverage, EventCoverage
from practice_rules.case.event import Event, Provenance
from practice_rules.case.history import Case, Subject

__all__ = ["Case", "Coverage", "Event", "EventCoverage", "Provenance", "Subject"]
