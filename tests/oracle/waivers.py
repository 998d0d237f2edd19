"""Waivers: which of them mark an obligation. They change no verdict."""

from __future__ import annotations

from datetime import date

from practice_rules.case import Event
from tests.oracle.rows import Row
from tests.oracle.time import When, before, not_after, when
from tests.oracle.world import World

WAIVED = "duty.waived"


def waived_by(world: World, row: Row) -> Event | None:
    """The waiver that marks an obligation; of several the last that was given."""
    given = [
        waiver
        for waiver in world.record.of([WAIVED])
        if waiver.attributes.get("rule") == row.rule and _is_for(world, waiver, row) and _reaches(world, waiver, row)
    ]
    return given[-1] if given else None


def _is_for(world: World, waiver: Event, row: Row) -> bool:
    """Whether a waiver is about nothing, or about what set the obligation off or opened its period."""
    about = world.record.named(waiver.about)
    return waiver.about is None or (about is not None and any(about is event for event in (row.set_off, *row.asked_by)))


def _reaches(world: World, waiver: Event, row: Row) -> bool:
    """Whether an obligation was there to be waived, and the waiver has not run out for it."""
    given, until = when(waiver.at), waiver.attributes.get("until")
    last = When(when(until).day) if isinstance(until, date) else None
    triggered = row.opens or row.trigger
    assert triggered is not None
    if not not_after(triggered, given) and (last is None or not not_after(triggered, last)):
        return False
    if row.status != "lapsed" and row.done is not None and before(row.done, given):
        return False
    runs_out = last is not None and (row.due is None or last.day < row.due.day)
    return not (runs_out and last is not None and last.day < world.as_of.day)
