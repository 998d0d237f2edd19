"""The record as it is seen: what was known, what stands after corrections, and what is in the diary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from practice_rules.case import Case, Event
from tests.oracle.time import When, before, begins, not_after, order, when

VOIDED = "entry.voided"


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events in order of time, then type, id and content."""
    return sorted(events, key=lambda event: (order(when(event.at)), *content_order(event)))


def content_order(event: Event | None) -> tuple[str, str, str]:
    """What settles the order of what happened at one moment: type, id, and for those without an id what they say."""
    if event is None:
        return "", "", ""
    attributes = sorted(
        (name, sorted(value) if isinstance(value, frozenset) else value) for name, value in event.attributes.items()
    )
    links = f"{event.status}{event.about}{event.replaces}{event.corrects}{event.recorded_at}{event.by}"
    return event.type, event.id or "", f"{attributes}{links}" if event.id is None else ""


def _known(event: Event, known_at: When) -> bool:
    if event.recorded_at is not None:
        return not_after(when(event.recorded_at), known_at)
    return event.status != "occurred" or not_after(when(event.at), known_at)


def _learnt(entry: Event) -> datetime:
    """Since when an entry is known: from the start, where that is not recorded."""
    return datetime.min.replace(tzinfo=UTC) if entry.recorded_at is None else begins(when(entry.recorded_at))


def _standing(entries: list[Event]) -> list[Event]:
    """The entries that no standing entry voids; those that correct one another in a circle do not."""

    def targets(entry: Event) -> str | None:
        return entry.about if entry.type == VOIDED else entry.corrects

    def in_turn_voids(entry: Event, other: Event) -> bool:
        """Whether an entry voids what voids (and so on) another, itself included."""
        reached = [entry]
        for each in reached:
            reached += [e for e in entries if e.id is not None and e.id == targets(each) and e not in reached]
        return other.id is not None and any(each.id == other.id for each in reached)

    def void(entry: Event) -> bool:
        by = [other for other in entries if entry.id is not None and targets(other) == entry.id]
        return any(not void(other) for other in by if not in_turn_voids(entry, other))

    return [entry for entry in entries if not void(entry)]


@dataclass
class Meeting:
    """One meeting in the diary: the entries that gave it a date, and what became of it."""

    versions: list[Event]
    held: Event | None = None
    cancelled: Event | None = None
    called_off: dict[int, Event] = field(default_factory=dict)
    """By which entry a date was called off, for those that were: by their place among the versions."""

    @property
    def latest(self) -> Event:
        """The entry that gave the date in force."""
        return self.versions[-1]

    def bears(self, name: str | None) -> bool:
        """Whether a name is the id of one of its entries."""
        return name is not None and any(entry.id == name for entry in self.versions)

    def in_force(self, recorded_at: date | datetime | None, named: str | None = None) -> int:
        """The place of the date that had not been given up before a moment: the one named, or one after it."""
        place = next((at for at, entry in enumerate(self.versions) if named is not None and entry.id == named), 0)
        while place + 1 < len(self.versions):
            given_up = self.versions[place + 1].recorded_at
            if recorded_at is not None and given_up is not None and not before(when(given_up), when(recorded_at)):
                break
            place += 1
        return place


@dataclass
class Record:
    """What is seen of a case at `as_of`, knowing what was known at `known_at`."""

    case: Case
    as_of: When
    known_at: When | None = None
    leap: str = "1 March"
    occurred: list[Event] = field(init=False)
    diary: list[Event] = field(init=False)

    def __post_init__(self) -> None:
        entries: list[Event] = []
        for event in self.case.events:
            if event not in entries and (self.known_at is None or _known(event, self.known_at)):
                entries.append(event)
        standing = in_order(entry for entry in _standing(entries) if entry.type != VOIDED)
        self.occurred = [e for e in standing if e.status == "occurred" and not_after(when(e.at), self.as_of)]
        self.diary = [
            e
            for e in standing
            if e.status != "occurred" and (e.recorded_at is None or not_after(when(e.recorded_at), self.as_of))
        ]
        self._meetings: dict[str, list[Meeting]] = {}

    @property
    def born(self) -> date | None:
        """The subject's date of birth."""
        return self.case.subject.born

    @property
    def empty(self) -> bool:
        """Whether there is no entry in it, so that nothing has begun."""
        return not self.occurred and not self.diary

    @property
    def first_day(self) -> date:
        """The first day of anything in the record, the diary included."""
        return min((when(event.at).day for event in (*self.occurred, *self.diary)), default=self.as_of.day)

    def of(self, types: Iterable[str]) -> list[Event]:
        """What happened, of some types."""
        wanted = set(types)
        return [event for event in self.occurred if event.type in wanted]

    def named(self, name: str | None) -> Event | None:
        """The entry with an id: what happened first, else the meeting in the diary, else what called one off."""
        if name is None:
            return None
        waiting = sorted(self.diary, key=lambda entry: entry.status != "planned")
        entry = next((event for event in (*self.occurred, *waiting) if event.id == name), None)
        if entry is None or entry.status != "planned":
            return entry
        meeting = next(each for each in self.meetings(entry.type) if entry in each.versions)
        return meeting.held or meeting.latest

    def meetings(self, kind: str) -> list[Meeting]:
        """The meetings of a type that have an entry in the diary, in order of their latest date."""
        if kind not in self._meetings:
            self._meetings[kind] = self._find_meetings(kind)
        return self._meetings[kind]

    def _find_meetings(self, kind: str) -> list[Meeting]:
        planned = sorted((entry for entry in self._planned() if entry.type == kind), key=_learnt)
        found: list[Meeting] = []
        while planned:
            # In the order they became known, but none before the one it replaces.
            ready = [e for e in planned if all(o is e or o.id is None or o.id != e.replaces for o in planned)]
            entry = (ready or planned)[0]
            planned.remove(entry)
            home = next((meeting for meeting in found if meeting.bears(entry.replaces)), None)
            if home is None:
                found.append(Meeting([entry]))
            else:
                home.versions.append(entry)
        found.sort(key=lambda meeting: (order(when(meeting.latest.at)), *content_order(meeting.latest)))
        self._cancel(kind, found)
        self._hold(kind, found)
        return found

    def _hold(self, kind: str, meetings: list[Meeting]) -> None:
        happened = self.of([kind])
        taken: list[Event] = []
        for meeting in meetings:
            meeting.held = next((e for e in happened if meeting.bears(self._meant(e))), None)
            if meeting.held is not None:
                taken.append(meeting.held)
        free = [e for e in happened if e not in taken]
        for same_day in (True, False):
            for meeting in meetings if same_day else reversed(meetings):
                day = when(meeting.latest.at).day
                for event in free:
                    on = when(event.at).day
                    fits = on == day if same_day else on > day
                    if meeting.held is None and meeting.cancelled is None and event not in taken and fits:
                        meeting.held = event
                        taken.append(event)

    def _planned(self) -> list[Event]:
        """Every planned entry in the diary, of whatever type."""
        return [entry for entry in self.diary if entry.status == "planned"]

    def _meant(self, entry: Event) -> str | None:
        """The entry in the diary, of its own type, that an entry names: by what it replaces, its id or its `about`."""
        alike = {other.id for other in self._planned() if other.type == entry.type} - {None}
        return next((name for name in (entry.replaces, entry.id, entry.about) if name in alike), None)

    def _cancel(self, kind: str, meetings: list[Meeting]) -> None:
        called_off = [entry for entry in self.diary if entry.type == kind and entry.status == "cancelled"]
        for entry in sorted(called_off, key=_learnt):
            if {entry.replaces, entry.about, entry.id} & {other.id for other in self._planned()} - {None}:
                named = self._meant(entry)
                places = [(each, each.in_force(entry.recorded_at, named)) for each in meetings if each.bears(named)]
            else:
                day, places = when(entry.at).day, []
                for meeting in meetings:
                    meant = (meeting.in_force(entry.recorded_at), len(meeting.versions) - 1)
                    places += [(meeting, at) for at in meant if when(meeting.versions[at].at).day == day][:1]
            for meeting, at in places:
                meeting.called_off.setdefault(at, entry)
                meeting.cancelled = meeting.called_off.get(len(meeting.versions) - 1)
