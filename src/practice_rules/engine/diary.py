"""Meetings in the diary: the dates that each was planned for, what called it off, and the event that fulfilled it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from practice_rules.dates.clock import Moment
from practice_rules.engine.record import Happening, Plan, SortKey, Version, happened_by, sort_key, start_of


def meetings_in(
    diary: list[Happening], by_type: Mapping[str, list[Happening]], by_key: dict[str, Happening]
) -> dict[str, list[Plan]]:
    """Chain planned entries into meetings, and tie each to the event that fulfilled it."""
    planned = sorted((entry for entry in diary if entry.event.status == "planned"), key=_by_knowledge)
    chains: dict[str, Plan] = {}
    plans: list[Plan] = []
    for entry in _replaced_first(planned):
        chain = chains.get(entry.event.replaces) if entry.event.replaces is not None else None
        version = Version(entry, entry.recorded)
        if chain is None or chain.root.type != entry.type:
            chain = Plan(entry, [version])
            plans.append(chain)
        else:
            chain.versions[-1].ended, chain.versions[-1].how = entry.recorded, "moved"
            chain.versions.append(version)
        if entry.id is not None:
            chains[entry.id] = chain
    for entry in sorted((entry for entry in diary if entry.event.status == "cancelled"), key=_by_knowledge):
        _cancel(entry, chains, plans)
    _hold(plans, chains, by_type)
    found: dict[str, list[Plan]] = {}
    for plan in plans:
        found.setdefault(plan.root.type, []).append(plan)
        in_force = plan.versions[-1].planned
        in_force.keys = plan.keys  # by whichever of its entries it is called, it is the one meeting
        for key in plan.keys:
            by_key.setdefault(key, plan.held or in_force)
    for entry in diary:
        if entry.id is not None:
            by_key.setdefault(entry.id, entry)
    return found


def _replaced_first(planned: list[Happening]) -> list[Happening]:
    """Planned entries in the order they became known, but none before the one it replaces."""
    waiting, placed = list(planned), []
    ids = Counter((entry.type, entry.id) for entry in planned)

    def ready(entry: Happening) -> bool:
        before = entry.event.replaces
        return before is None or ids[entry.type, before] == (before == entry.id)

    while waiting:
        chosen = next(filter(ready, waiting), waiting[0])  # those that replace one another have no first
        waiting.remove(chosen)
        ids[chosen.type, chosen.id] -= 1
        placed.append(chosen)
    return placed


def _by_knowledge(entry: Happening) -> tuple[int, SortKey]:
    return (start_of(entry.recorded) if entry.recorded is not None else 0, sort_key(entry))


def _cancel(entry: Happening, chains: Mapping[str, Plan], plans: list[Plan]) -> None:
    """Call off the meeting that an entry names or, where it names none, those planned for its day.

    What is called off is the date in force when that was recorded: one put in the diary on that day or later stands.
    """
    names = [name for name in (entry.event.replaces, entry.id, entry.about) if name is not None and name in chains]
    named = next((name for name in names if chains[name].root.type == entry.type), None)
    for plan in plans:
        version: Version | None = None
        if named is not None and chains[named] is plan:
            version = _in_force(plan, entry.recorded, named)
        elif not names and plan.root.type == entry.type:
            meant = _in_force(plan, entry.recorded), plan.versions[-1]
            version = next((each for each in meant if each.planned.day == entry.day), None)
        if version is not None:
            _call_off(plan, version, entry.recorded)


def _in_force(plan: Plan, recorded: Moment | None, named: str | None = None) -> Version:
    """The date of a meeting that had not been given up before a moment: the one of an entry's id, or one after it."""
    start = 0 if named is None else [version.planned.id for version in plan.versions].index(named)
    for version, later in zip(plan.versions[start:], plan.versions[start + 1 :], strict=False):
        if recorded is not None and later.known is not None and happened_by(recorded, later.known):
            return version
    return plan.versions[-1]


def _call_off(plan: Plan, version: Version, recorded: Moment | None) -> None:
    """Call off one date of a meeting, if nobody had before; with the last of them, the meeting."""
    if version.how != "cancelled":
        version.ended, version.how = recorded, "cancelled"
        if version is plan.versions[-1]:
            plan.cancelled = recorded if recorded is not None else version.planned.moment


def _hold(plans: list[Plan], chains: Mapping[str, Plan], by_type: Mapping[str, list[Happening]]) -> None:
    """Tie each meeting to the event that fulfilled it: by name, by day, or the nearest of its type after."""
    taken: set[int] = set()
    for happenings in by_type.values():
        for happening in happenings:
            names = (happening.event.replaces, happening.id, happening.about)
            named = (chains[name] for name in names if name is not None and name in chains)
            plan = next((plan for plan in named if plan.root.type == happening.type), None)
            if plan is not None and plan.held is None:
                _fulfil(plan, happening)
                taken.add(id(happening))
    for plan in sorted(plans, key=_planned_for):
        for happening in _open_to(plan, by_type, taken):
            if happening.day == plan.versions[-1].planned.day:
                _fulfil(plan, happening)
                taken.add(id(happening))
                break
    # What is left was held on another day than planned: by the first event after the day, the latest plan first.
    for plan in sorted(plans, key=_planned_for, reverse=True):
        for happening in _open_to(plan, by_type, taken):
            if happening.day > plan.versions[-1].planned.day:
                _fulfil(plan, happening)
                taken.add(id(happening))
                break


def _planned_for(plan: Plan) -> SortKey:
    return plan.versions[-1].planned.key


def _open_to(plan: Plan, by_type: Mapping[str, list[Happening]], taken: set[int]) -> list[Happening]:
    """The events that may have held a meeting that is not yet held or called off."""
    if plan.held is not None or plan.cancelled is not None:
        return []
    return [happening for happening in by_type.get(plan.root.type, ()) if id(happening) not in taken]


def _fulfil(plan: Plan, happening: Happening) -> None:
    plan.held = happening
    last = plan.versions[-1]
    last.ended, last.how = happening.moment, "held"
    happening.keys = tuple(dict.fromkeys((*happening.keys, *plan.keys)))
