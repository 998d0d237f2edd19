"""Leads: every date a meeting was given, and the one act that should have come before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.rules import Lead
from tests.oracle.acts import applies, counts, ending, moment_of, parts_of, past
from tests.oracle.conditions import Truth, all_true, holds
from tests.oracle.deadline import LENGTHS
from tests.oracle.record import Meeting
from tests.oracle.rows import Row
from tests.oracle.time import Due, When, before, in_time, not_after, order, when
from tests.oracle.world import Trigger, World, listed


@dataclass(eq=False)
class Date:
    """One date of a meeting: when, since when it was known, and when it was given up (`late`: known to be too late)."""

    when: When
    known: When | None = None
    sure: Truth = True
    given_up: When | None = None
    current: bool = True
    kept: bool = False
    planned: bool = False


@dataclass(eq=False)
class Occasion:
    """One meeting (or birthday), with all its dates, and what was matched to it."""

    dates: list[Date]
    names: set[str] = field(default_factory=set)
    cancelled: Event | None = None
    event: Event | None = None
    since: When | None = None
    strictly: bool = False
    done: list[Event | None] = field(default_factory=list)
    maybe: list[list[When]] = field(default_factory=list)

    def in_window(self, moment: When) -> bool:
        """Whether a moment falls after the window opened; what was done on the day of the previous one does not."""
        if self.since is None:
            return True
        return before(self.since, moment) if self.strictly else not_after(self.since, moment)

    @property
    def when(self) -> When:
        """The date in force."""
        return self.dates[-1].when


def lead(world: World, rule: Lead) -> list[Row]:
    """Every obligation of a lead rule."""
    if isinstance(rule.before, said.AgeAnchor) and world.record.born is None:
        return [Row(rule.id, "unknown", missing=("date of birth",), standard=tuple(rule.standard))]
    occasions = sorted(_occasions(world, rule), key=lambda each: order(each.when))
    for occasion in occasions:
        for each in occasion.dates:
            each.sure = all_true([each.sure, applies(world, rule, each.when)])
    occasions = [each for each in occasions if any(date.sure is not False for date in each.dates)]
    parts = parts_of(world, rule.do)
    for number, occasion in enumerate(occasions):
        occasion.done, occasion.maybe = [None] * len(parts), [[] for _ in parts]
        occasion.strictly = rule.at_most is None and rule.since in (None, "previous")
        occasion.since = _since(world, rule, occasion.when, occasions[number - 1] if number else None)
    used: list[Event] = []
    for number, act in enumerate(parts):
        _match(world, rule, occasions, number, act, used)
    rows = []
    for place, occasion in enumerate(occasions):
        for number, each in enumerate(occasion.dates):
            row = _row(world, rule, occasion, each, number, occasions[place - 1] if place else None)
            if row is not None:
                rows.append(row)
    return rows


def _occasions(world: World, rule: Lead) -> list[Occasion]:
    anchor = rule.before
    types: list[str] = []
    where = None
    if isinstance(anchor, str) and anchor not in world.pack.definitions:
        types = [anchor]
    elif isinstance(anchor, said.EventAnchor) and anchor.which == "each":
        types, where = listed(anchor.event), anchor.where
    if not types:
        return [Occasion([Date(t.when, None, t.sure)], event=t.event) for t in world.occurrences(anchor)]
    found: list[Occasion] = []
    for kind in types:
        meetings = world.record.meetings(kind)
        held = [meeting.held for meeting in meetings]
        for meeting in meetings:
            found.append(_meeting(world, meeting, where))
        for event in world.record.of([kind]):
            if event not in held:
                sure = holds(world.record, where, event)
                names = {event.id} if event.id is not None else set()
                found.append(Occasion([Date(when(event.at), None, sure)], names, event=event))
    for occasion in found:
        plus, minus = getattr(anchor, "plus", None), getattr(anchor, "minus", None)
        for each in occasion.dates if plus or minus else []:
            due = world.counting.after(each.when, plus) if plus else world.counting.before(each.when, minus)
            each.when = When(due.day, due.at)
    return [occasion for occasion in found if any(each.sure is not False for each in occasion.dates)]


def _meeting(world: World, meeting: Meeting, where: Any) -> Occasion:
    dates = []
    for entry, following in zip(meeting.versions, [*meeting.versions[1:], None], strict=True):
        known = None if entry.recorded_at is None else when(entry.recorded_at)
        each = Date(when(entry.at), known, holds(world.record, where, entry), None, following is None, False, True)
        if following is not None and following.recorded_at is not None:
            each.given_up = when(following.recorded_at)
        dates.append(each)
    names = {entry.id for entry in meeting.versions if entry.id is not None}
    if meeting.held is not None:
        moment, last = when(meeting.held.at), dates[-1]
        sure = holds(world.record, where, meeting.held)
        if meeting.held.id is not None:
            names.add(meeting.held.id)
        if moment.day == last.when.day:
            last.when = moment
        else:
            last.current, last.given_up = False, moment
            last.kept = moment.day > last.when.day
            dates.append(Date(moment))
        for each in dates:
            each.sure = sure
    cancelled = None if meeting.held is not None else meeting.cancelled
    return Occasion(dates, names, cancelled, meeting.held or meeting.latest)


def _since(world: World, rule: Lead, anchor: When, previous: Occasion | None) -> When | None:
    """When the window of a date opens; `None` when it always was open."""
    if rule.at_most is not None:
        back = world.counting.before(anchor, rule.at_most)
        return When(back.day, back.at)
    if rule.since is None or rule.since == "previous":
        return None if previous is None else previous.when
    if rule.since == "any time":
        return None
    if isinstance(rule.since, LENGTHS):
        back = world.counting.before(anchor, rule.since)
        return When(back.day, back.at)
    homes = [run for run in world.runs(rule.since) if run.has(anchor)]
    return homes[-1].start if homes else When(date.max)


def _match(world: World, rule: Lead, occasions: list[Occasion], number: int, act: Any, used: list[Event]) -> None:
    kinds = {occasion.event.type for occasion in occasions if occasion.event is not None}
    if isinstance(rule.before, str):
        kinds.add(rule.before)
    elif isinstance(rule.before, said.EventAnchor):
        kinds |= set(listed(rule.before.event))
    for event in world.record.occurred:
        if event in used:
            continue
        moment = moment_of(event)
        linked = [each for each in occasions if event.about is not None and event.about in each.names]
        target = world.record.named(event.about)
        if not linked and target is not None and target.type in kinds:
            continue
        able = linked or occasions
        for clear in (True, False):
            open_ones = [
                each
                for each in able
                if each.done[number] is None
                and not _called_off(each, moment)
                and each.event is not event
                and counts(world, act, event, Trigger(each.when, each.event)) is (True if clear else None)
            ]
            inside = [each for each in open_ones if each.in_window(moment)]
            served = inside[:1] if linked else _served(open_ones, moment)
            if rule.discharges == "all" and not linked:
                served = [each for each in open_ones if each.in_window(moment)]
            for each in served:
                if clear:
                    each.done[number] = event
                else:
                    each.maybe[number].append(moment)
            if served and clear and rule.discharges == "one":
                used.append(event)
            if served:
                break


def _called_off(occasion: Occasion, moment: When) -> bool:
    """Whether a meeting was known to be cancelled before a moment: nothing serves it any more."""
    known = None if occasion.cancelled is None else occasion.cancelled.recorded_at
    return known is not None and before(when(known), moment)


def _served(occasions: list[Occasion], moment: When) -> list[Occasion]:
    ahead = [each for each in occasions if not before(each.when, moment) and each.in_window(moment)]
    if ahead:
        return ahead[:1]
    behind = [each for each in occasions if before(each.when, moment)]
    return behind[-1:]


def _lead_date(world: World, rule: Lead, anchor: When) -> Due:
    if rule.at_least is not None:
        return world.counting.before(anchor, rule.at_least)
    if isinstance(rule.before, said.AgeAnchor):
        return Due(anchor.day - timedelta(days=1))
    return Due(anchor.day, anchor.at, anchor.at is None)


def _row(
    world: World, rule: Lead, occasion: Occasion, each: Date, number: int, previous: Occasion | None
) -> Row | None:
    due = _lead_date(world, rule, each.when)
    if not each.current and not each.kept and (each.given_up is None or in_time(each.given_up, due)):
        return None
    since = _since(world, rule, each.when, previous)
    if since is not None and not not_after(since, world.as_of):
        return None
    sure = each.sure
    if sure is False:
        return None
    done = None
    if all(event is not None for event in occasion.done):
        done = max((moment_of(event) for event in occasion.done if event is not None), key=order)
    row = Row(rule.id, "", each.when, 0, None, due, done, standard=tuple(rule.standard), plain_due=due)
    end = None
    if each.planned:
        opening = max([m for m in (since, each.known) if m is not None], key=order, default=When(date.min))
        end = ending(world, rule, Trigger(opening), own=rule.lapses_when is not None)
    row.status = _status(world, rule, occasion, each, due, done, end)
    if occasion.cancelled is not None and each.current and row.status != "met":
        known = occasion.cancelled.recorded_at
        if known is None or in_time(when(known), due):
            row.status, end = "lapsed", None if known is None else when(known)
    if sure is None:
        row.status = "unknown"
    row.plain_status = row.status
    row.ended = end if row.status in ("lapsed", "breached") else None
    row.remedied = done if row.status == "breached" else None
    row.done_by = occasion.done[-1]
    return row


def _status(
    world: World, rule: Lead, occasion: Occasion, each: Date, due: Due, done: When | None, end: When | None
) -> str:
    if done is not None and in_time(done, due):
        return "met"
    if all(_good(occasion, number, due) for number in range(len(occasion.done))):
        return "unknown"
    if end is not None and end.day <= due.day:
        return "lapsed"
    return "breached" if done is not None or past(world, due) else "due"


def _good(occasion: Occasion, number: int, due: Due) -> bool:
    event = occasion.done[number]
    if event is not None and in_time(moment_of(event), due):
        return True
    return any(in_time(moment, due) for moment in occasion.maybe[number])
