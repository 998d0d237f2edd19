"""A case's entries folded into the record as it stood: corrections followed, the future hidden."""

from __future__ import annotations

from collections.abc import Iterable

from practice_rules.case import Case, Event
from practice_rules.dates.clock import Moment
from practice_rules.engine.diary import meetings_in
from practice_rules.engine.record import VOIDED, Happening, Record, as_moment, end_of, happened_by, sort_key

Entry = tuple[Event, Moment, Moment | None]
"""An entry of a case, when that was (or is to be), and when it was recorded, if that is known."""


def build_record(case: Case, as_of: Moment, known_at: Moment | None) -> Record:
    """Fold a case's entries into the record as it stood: what was known by `known_at`, seen from `as_of`."""
    standing = _standing(_known(_distinct(case.events), known_at))
    occurred: list[Happening] = []
    diary: list[Happening] = []
    for event, moment, recorded in standing:
        if event.type == VOIDED:
            continue
        if event.status == "occurred":
            if happened_by(moment, as_of):
                occurred.append(Happening(event, moment, recorded))
        elif recorded is None or happened_by(recorded, as_of):
            diary.append(Happening(event, moment, recorded))
    occurred.sort(key=sort_key)
    by_type: dict[str, list[Happening]] = {}
    by_key: dict[str, Happening] = {}
    for happening in occurred:
        by_type.setdefault(happening.type, []).append(happening)
        if happening.id is not None:
            by_key[happening.id] = happening
    plans = meetings_in(diary, by_type, by_key) if diary else {}
    born = case.subject.born.toordinal() if case.subject.born is not None else None
    days = [happening.day for happening in occurred] + [happening.day for happening in diary]
    now = end_of(as_of) if as_of.instant is None else as_of.instant + 1
    return Record(case, as_of, now, occurred, by_type, plans, by_key, born, min(days, default=as_of.day), not days)


def _distinct(events: Iterable[Event]) -> list[Entry]:
    """Every entry once: the same row sent twice is one event. Only entries alike at first sight are looked at whole."""
    seen: dict[tuple[object, ...], list[Event]] = {}
    entries: list[Entry] = []
    for event in events:
        alike = seen.setdefault((event.type, event.at, event.id), [])
        if alike and event in alike:
            continue
        alike.append(event)
        recorded = None if event.recorded_at is None else as_moment(event.recorded_at)
        entries.append((event, as_moment(event.at), recorded))
    return entries


def _known(entries: list[Entry], known_at: Moment | None) -> list[Entry]:
    """Only what had been recorded by `known_at`.

    An occurred event without `recorded_at` is known from its own time, a planned one from the start.
    """
    if known_at is None:
        return entries
    kept: list[Entry] = []
    for entry in entries:
        event, moment, recorded = entry
        learnt = recorded if recorded is not None else (moment if event.status == "occurred" else None)
        if learnt is None or happened_by(learnt, known_at):
            kept.append(entry)
    return kept


def _standing(entries: list[Entry]) -> list[Entry]:
    """The entries that no correction has voided. A voided correction brings back what it had voided.

    Entries that correct one another, in a circle of whatever length, void none of one another.
    """
    voids: dict[str, list[Event]] = {}
    for event, _, _ in entries:
        target = event.about if event.type == VOIDED else event.corrects
        if target is not None:
            voids.setdefault(target, []).append(event)
    if not voids:
        return entries

    def voided_by(name: str, seen: set[str]) -> set[str]:
        """The ids of what voids an entry, of what voids that, and so on."""
        for by in voids.get(name, ()):
            if by.id is not None and by.id not in seen:
                seen.add(by.id)
                voided_by(by.id, seen)
        return seen

    def stands(event: Event) -> bool:
        if event.id is None:
            return True
        name = event.id
        return not any(
            stands(by) for by in voids.get(name, ()) if by.id is None or name not in voided_by(by.id, {by.id})
        )

    return [entry for entry in entries if stands(entry[0])]
