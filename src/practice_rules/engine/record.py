"""The record as it stands: corrections folded in, the future hidden, meetings in the diary kept as plans.

Days are ordinals and instants are UTC seconds, as in `practice_rules.dates`. A moment whose `instant` is `None`
is known only by its day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from practice_rules.case import Case, Event
from practice_rules.dates.clock import Moment, MomentProblem, day_of, day_start, parse_moment
from practice_rules.dates.days import within_limits

VOIDED = "entry.voided"

Answer = TypeVar("Answer")

SortKey = tuple[int, bool, str, str, str]
"""When, whether a time is known, what, which, and (for entries without an id) what else they say."""

Question = tuple[str, int]
"""Whether an event closes a period: the period's name, and the identity of the event."""


class Happening:
    """An event that had occurred by `as_of`, or a planned one's date, on the integer line.

    `order` sorts it: its instant, or the start of its day. `keys` are the ids it may be called by in another
    event's `about`: its own, and those of the plans it fulfilled.
    """

    __slots__ = (
        "about",
        "attributes",
        "by",
        "day",
        "event",
        "id",
        "instant",
        "key",
        "keys",
        "order",
        "recorded",
        "type",
    )

    def __init__(self, event: Event, moment: Moment, recorded: Moment | None) -> None:
        self.event = event
        self.type = event.type
        self.id = event.id
        self.about = event.about
        self.by = event.by
        self.attributes = event.attributes
        self.day, self.instant = moment
        self.order = moment.instant if moment.instant is not None else day_start(moment.day)
        self.recorded = recorded
        # Only entries without an id can be alike in all but their attributes.
        content = event.id or "", "" if event.id is not None else _contents(event)
        self.key: SortKey = (self.order, self.instant is not None, event.type, *content)
        self.keys: tuple[str, ...] = () if event.id is None else (event.id,)

    @property
    def moment(self) -> Moment:
        """When it happened."""
        return Moment(self.day, self.instant)

    def __repr__(self) -> str:
        return f"<{self.type} day {self.day}>"


@dataclass(slots=True)
class Version:
    """One date that a meeting was planned for: known from `known`, until it was moved, held or called off."""

    planned: Happening
    known: Moment | None
    ended: Moment | None = None
    how: str | None = None
    """How the version ended: `moved`, `cancelled` or `held`."""


@dataclass(slots=True)
class Plan:
    """A meeting in the diary: the dates it was planned for, in the order they became known, and when it was held."""

    root: Happening
    versions: list[Version]
    held: Happening | None = None
    cancelled: Moment | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every id by which the meeting may be called."""
        ids = [version.planned.id for version in self.versions]
        if self.held is not None:
            ids.extend(self.held.keys)
        return tuple(dict.fromkeys(key for key in ids if key is not None))


@dataclass(slots=True)
class Record:
    """What had happened to one subject by `as_of`, ready for the rules. Built afresh for each evaluation."""

    case: Case
    as_of: Moment
    now: int
    """The instant up to which events are seen: `as_of`, or the end of its day."""
    happenings: list[Happening]
    by_type: dict[str, list[Happening]]
    plans: dict[str, list[Plan]]
    by_key: dict[str, Happening]
    born: int | None
    first_day: int
    """The day of its first entry, the diary included; without any, that of `as_of`."""
    empty: bool = False
    memo: dict[Any, Any] = field(default_factory=dict)
    """Answers already worked out in this evaluation, by the identity of the compiled question."""
    supposed: Mapping[Question, bool] = field(default_factory=dict)
    """What is supposed of closings of which a fact is missing; nothing else is taken to close a period."""
    open_questions: dict[Question, tuple[str, ...]] = field(default_factory=dict)
    """The closings about which something had to be supposed, each with the facts that would settle it."""

    def suppose(self, question: Question, missing: tuple[str, ...]) -> bool:
        """Whether, as far as is supposed here, an event closes a period."""
        self.open_questions.setdefault(question, missing)
        return self.supposed.get(question, False)

    def once(self, work: Callable[[Record], Answer]) -> Answer:
        """What some work on the record comes to, done the first time it is asked for in this evaluation."""
        known: Answer | None = self.memo.get(work)
        if known is None:
            known = self.memo[work] = work(self)
        return known

    def of_types(self, types: Iterable[str]) -> list[Happening]:
        """The events of several types, in order of time."""
        names = tuple(types)
        if len(names) == 1:
            return self.by_type.get(names[0], [])
        found = [happening for name in names for happening in self.by_type.get(name, ())]
        found.sort(key=sort_key)
        return found


def sort_key(happening: Happening) -> SortKey:
    """Order of time; what happened on a day without a time stands before what has one; ties are settled by content."""
    return happening.key


def as_moment(value: str | date | datetime | Moment) -> Moment:
    """A date or date-time as a moment; a date-time without an offset is Europe/London local time.

    Raises `ValueError` for a local time that the clock change skips, and `OutsideCalendar` beyond 1970 to 2100.
    """
    if isinstance(value, Moment):
        return value
    if type(value) is date:
        return Moment(within_limits(value.toordinal()))
    found = parse_moment(value)
    if isinstance(found, MomentProblem):
        raise ValueError(str(found))
    return found


def end_of(moment: Moment) -> int:
    """The instant at which a moment is over: itself, or the start of the next day when only the day is known."""
    return moment.instant if moment.instant is not None else day_start(moment.day + 1)


def start_of(moment: Moment) -> int:
    """The instant at which a moment begins."""
    return moment.instant if moment.instant is not None else day_start(moment.day)


def span_of(moment: Moment) -> tuple[int, int]:
    """A moment as a span of instants: the instant, or the whole of its day."""
    return start_of(moment), end_of(moment) + (moment.instant is not None)


def not_before(happening: Happening, start: int) -> bool:
    """Whether an event is not before an instant; what is known by its day is not before anything on that day."""
    if happening.order >= start:
        return True
    return happening.instant is None and happening.day == day_of(start)


def happened_by(moment: Moment, limit: Moment) -> bool:
    """Whether a moment is not after a limit; when either is only a day, the days are compared."""
    if moment.instant is None or limit.instant is None:
        return moment.day <= limit.day
    return moment.instant <= limit.instant


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
    plans = _plans(diary, by_type, by_key) if diary else {}
    born = case.subject.born.toordinal() if case.subject.born is not None else None
    days = [happening.day for happening in occurred] + [happening.day for happening in diary]
    now = end_of(as_of) if as_of.instant is None else as_of.instant + 1
    return Record(case, as_of, now, occurred, by_type, plans, by_key, born, min(days, default=as_of.day), not days)


Entry = tuple[Event, Moment, Moment | None]


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


def _contents(event: Event) -> str:
    """What an event says as text that is the same in every process (sets have no order of their own)."""
    attributes = [
        (name, sorted(value) if isinstance(value, frozenset) else value)
        for name, value in sorted(event.attributes.items())
    ]
    links = f"{event.status}{event.about}{event.replaces}{event.corrects}{event.recorded_at}{event.by}"
    return f"{attributes}{links}"


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


def _plans(
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
        called_off = _cancel(entry, chains, plans)
        if entry.id is not None:
            by_key.setdefault(entry.id, called_off[0].root if called_off else entry)
    _hold(plans, chains, by_type)
    found: dict[str, list[Plan]] = {}
    for plan in plans:
        found.setdefault(plan.root.type, []).append(plan)
        for key in plan.keys:
            by_key.setdefault(key, plan.held or plan.root)
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


def _cancel(entry: Happening, chains: Mapping[str, Plan], plans: list[Plan]) -> list[Plan]:
    """Call off the meeting that an entry names or, where it names none, those planned for its day; which they were.

    What is called off is the date in force when that was recorded: one put in the diary on that day or later stands.
    """
    names = [name for name in (entry.event.replaces, entry.id, entry.about) if name is not None and name in chains]
    named = next((name for name in names if chains[name].root.type == entry.type), None)
    called_off: list[Plan] = []
    for plan in plans:
        version: Version | None = None
        if named is not None and chains[named] is plan:
            version = _in_force(plan, entry.recorded, named)
        elif not names and plan.root.type == entry.type:
            meant = _in_force(plan, entry.recorded), plan.versions[-1]
            version = next((each for each in meant if each.planned.day == entry.day), None)
        if version is not None:
            called_off.append(plan)
            _call_off(plan, version, entry.recorded)
    return called_off


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
