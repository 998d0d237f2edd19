"""A child privately fostered: the notice, the assessment and the visits."""

from __future__ import annotations

from practice_rules.made_up.everyday import visits
from practice_rules.made_up.journal import Journal


def privately_fostered(journal: Journal, day: int) -> None:
    """An arrangement from `day`, with an absence now and then, until it ends or goes on past the last day."""
    journal.first = day
    journal.put("case.opened", day)
    journal.put("private_fostering.started", day)
    length = 120 + journal.about(500)
    ended = journal.working(day + length)
    until = min(ended, journal.ceiling)
    visits(journal, day + 7, min(until, day + 365), 40, "private_fostering")
    if until > day + 365:
        visits(journal, day + 365, until, 80, "private_fostering")
    if journal.chance(0.25):
        away = day + 30 + journal.about(100)
        if away < until:
            journal.put("private_fostering.absence_started", away)
            journal.put("private_fostering.absence_ended", away + journal.between(5, 40))
    if ended <= journal.last:
        journal.put("private_fostering.ended", ended)
        journal.put("case.closed", journal.after(ended, 10))
