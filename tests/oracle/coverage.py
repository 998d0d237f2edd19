"""What the source of a case could not have shown: acts that may have been done unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

from practice_rules.language import moments as said
from tests.oracle.time import when
from tests.oracle.world import World, listed


def act_types(world: World, act: Any) -> set[str]:
    """The event types that an act may be."""
    if isinstance(act, str):
        defined = world.pack.definitions.get(act)
        return {act} if defined is None or defined.act is None else act_types(world, defined.act)
    if isinstance(act, said.DefinedAct):
        return act_types(world, act.definition)
    if isinstance(act, said.EventAct):
        return set(listed(act.event))
    if isinstance(act, said.RepeatedAct):
        return act_types(world, act.act)
    if isinstance(act, said.AllOfAct | said.AnyOfAct):
        parts = act.all_of if isinstance(act, said.AllOfAct) else act.any_of
        return {kind for part in parts for kind in act_types(world, part)}
    return set()


def unseen(world: World, act: Any, first: date, last: date) -> bool:
    """Whether an act may have been done between two days without the source showing it."""
    last = min(last, world.as_of.day)
    return any(not _shows(world, kind, min(first, last), last) for kind in act_types(world, act))


def _shows(world: World, kind: str, first: date, last: date) -> bool:
    """Whether the source shows every event of a type between two days."""
    coverage = world.record.case.coverage
    if coverage is None:
        return True
    held = coverage.events.get(kind)
    if held is None:
        return False
    if held.extent == "latest":
        days = [when(event.at).day for event in world.record.of([kind])]
        return bool(days) and max(days) <= first
    return (held.first is None or held.first <= first) and (held.last is None or last <= held.last)
