"""Leads: every date a meeting was given, and the one act that should have come before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.rules import Lead
from tests.oracle.acts import (
    FITS,
    ending,
    first_of,
    fit,
    in_force,
    moment_of,
    parts_of,
    past,
    types_of,
    untold_rows,
)
from tests.oracle.conditions import Truth, all_true, any_true, opposite
from tests.oracle.coverage import unseen
from tests.oracle.deadline import LENGTHS, home_of, opens_before, starts_of_stretch
from tests.oracle.picking import place_in_record
from tests.oracle.provided import NONE_ASKED, Standing, answers, by_the_last, judge
from tests.oracle.record import Meeting
from tests.oracle.rows import Row
from tests.oracle.time import LONG_AGO, Due, Run, When, before, begins, in_time, not_after, order, when
from tests.oracle.world import Trigger, World


@dataclass(eq=False)
class Date:
    """One date of a meeting: when, since when it was known, and when it was given up (`late`: known to be too late)."""

    when: When
    known: When | None = None
    sure: Truth = True
    given_up: When | None = None
    current: bool = True
    planned: bool = False
    since: When | None = None
    sure_since: When | None = None
    due: Due = field(default_factory=lambda: Due(date.max))
    standing: Standing = NONE_ASKED


@dataclass(eq=False)
class Occasion:
    """One meeting (or birthday), with all its dates, and what was matched to it."""

    dates: list[Date]
    names: set[str] = field(default_factory=set)
    cancelled: Event | None = None
    event: Event | None = None
    standing: Date | None = None
    strictly: bool = False
    previous: Occasion | None = None
    run: Run | None = None
    closes: Run | None = None
    held: bool = False
    """Whether it took place, and that is the date in force."""
    done: list[list[Event]] = field(default_factory=list)
    maybe: list[list[When]] = field(default_factory=list)

    def in_window(self, each: Date, moment: When) -> bool:
        """Whether a moment falls after a window opened; what was done on the day of the previous one does not."""
        if each.since is None:
            return True
        return before(each.since, moment) if self.strictly else not_after(each.since, moment)

    def in_any_window(self, moment: When) -> bool:
        """Whether a moment falls in the window of any of the dates that stand."""
        return any(self.in_window(each, moment) for each in self.dates)

    def served(self, number: int) -> bool:
        """Whether a part is done for the date in force; an act in the window of an earlier date served only that."""
        assert self.standing is not None
        return any(self.in_window(self.standing, moment_of(event)) for event in self.done[number])

    def served_for_all(self, number: int) -> bool:
        """Whether a part is done for every date."""
        done = [moment_of(event) for event in self.done[number]]
        return all(any(self.in_window(each, moment) for moment in done) for each in self.dates)

    @property
    def when(self) -> When:
        """The date in force, or on which it was held."""
        assert self.standing is not None
        return self.standing.when

    @property
    def trigger(self) -> Trigger:
        """What an act is asked about."""
        return Trigger(self.when, self.event, True, self.run, self.closes)


def lead(world: World, rule: Lead) -> list[Row]:
    """Every obligation of a lead rule."""
    rule = rule.model_copy(update={"before": world.meant_by(rule.before)})
    untold = untold_rows(world, rule, rule.before, diary=True)
    occasions = sorted(_occasions(world, rule), key=lambda each: (order(each.when), *place_in_record(each.event)))
    parts = parts_of(world, rule.do)
    for number, occasion in enumerate(occasions):
        previous = next((each for each in reversed(occasions[:number]) if each.cancelled is None), None)
        occasion.previous = previous
        occasion.strictly = rule.at_most is None and rule.since in (None, "previous")
        occasion.done, occasion.maybe = [[] for _ in parts], [[] for _ in parts]
        for each in occasion.dates:
            each.since, each.sure_since = _since(world, rule, each.when, previous)
            each.due = _lead_date(world, rule, each.when)
            each.sure = all_true([each.sure, _applies(world, rule, each)])
        occasion.dates = [each for each in occasion.dates if each.sure is not False and _stands(world, each)]
        for each in occasion.dates:
            each.standing = _standing(world, rule, occasion, each)
    occasions = [each for each in occasions if each.dates]
    used: dict[str, list[Event]] = {}
    for number, act in enumerate(parts):
        # Of several parts that are alike, each needs an act of its own.
        alike = [other for other, each in enumerate(parts) if repr(each) == repr(act)]
        _match(world, rule, occasions, number, act, used.setdefault(repr(act), []), alike)
    return untold + [_row(world, rule, occasion, each) for occasion in occasions for each in occasion.dates]


def _standing(world: World, rule: Lead, occasion: Occasion, each: Date) -> Standing:
    """How the condition of a lead stands for a date; what came before or with the meeting before does not answer it."""
    if rule.provided is None:
        return NONE_ASKED
    trigger = Trigger(each.when, occasion.event, True, occasion.run, occasion.closes)
    found = answers(world, rule.provided, trigger, types_of(world, rule.before), None)
    previous = occasion.previous
    found = [event for event in found if previous is None or before(previous.when, moment_of(event))]
    return by_the_last(world, rule.provided, found, each.due)


def _applies(world: World, rule: Lead, each: Date) -> Truth:
    """Whether a lead applies to a date: `only_if` then, or when its window opened or it was put in the diary."""
    begun = each.since if rule.at_most is not None else each.known
    moments = [each.when] + ([begun] if begun is not None and not_after(begun, each.when) else [])
    only = True if rule.only_if is None else any_true(world.holds_at(rule.only_if, moment) for moment in moments)
    unless = False if rule.unless is None else world.holds_at(rule.unless, each.when)
    return all_true([in_force(world, rule, each.when), only, opposite(unless)])


def _stands(world: World, each: Date) -> bool:
    """Whether a date has an obligation: its window has opened, and it was not given up in good time."""
    if each.since is not None and not not_after(each.since, world.as_of):
        return False
    return each.current or (each.given_up is not None and not in_time(each.given_up, each.due))


def _occasions(world: World, rule: Lead) -> list[Occasion]:
    """What a lead hangs on: each meeting, held or in the diary, with all its dates; and what is no meeting."""
    found: list[Occasion] = []
    # One that is the first in two placements is still one meeting.
    seen: list[Trigger] = []
    for trigger in world.occurrences(rule.before, diary=True):
        twin = next((each for each in seen if _same_meeting(each, trigger)), None)
        if twin is not None:
            # What the meeting does not say of itself, what opened the period says: the one that began last.
            sure_of = twin.run is not None and twin.run.sure and trigger.run is not None and not trigger.run.sure
            twin.sure, twin.run = twin.sure or trigger.sure, twin.run if sure_of else trigger.run
            continue
        seen.append(trigger)
    for trigger in seen:
        if trigger.meeting is None:
            found.append(_once(Date(trigger.when, None, trigger.sure), trigger.event, trigger.closes))
        else:
            found.append(_meeting(trigger, trigger.meeting))
        event, found[-1].run, found[-1].closes = trigger.event, trigger.run, trigger.closes
        own = event is not None and event.status == "occurred" and not trigger.dated
        found[-1].held = own and event is not None and trigger.given_by(event) == trigger.when
    return found


def _same_meeting(one: Trigger, other: Trigger) -> bool:
    return one.event is not None and one.event is other.event and one.when == other.when and one.closes is other.closes


def _meeting(trigger: Trigger, meeting: Meeting) -> Occasion:
    dates: list[Date] = []
    for number, entry in enumerate(meeting.versions):
        following = meeting.versions[number + 1] if number + 1 < len(meeting.versions) else None
        known = None if entry.recorded_at is None else when(entry.recorded_at)
        at = trigger.given_by(entry)
        if at is None:
            continue  # what gave no date asked for nothing
        each = Date(at, known, trigger.sure, current=following is None, planned=True)
        ended = following and meeting.called_off.get(number, following)
        if ended is not None and ended.recorded_at is not None:
            each.given_up = when(ended.recorded_at)
        dates.append(each)
    names = {entry.id for entry in meeting.versions if entry.id is not None}
    if meeting.held is not None:
        moment, planned = when(meeting.held.at), when(meeting.latest.at)
        names |= set() if meeting.held.id is None else {meeting.held.id}
        last = dates[-1] if dates and dates[-1].current else None
        if last is not None and moment.day == planned.day:
            last.when = trigger.when
        else:
            known = None if meeting.latest.recorded_at is None else when(meeting.latest.recorded_at)
            if last is not None:
                last.current, last.given_up = False, moment if moment.day > planned.day else None
            dates.append(Date(trigger.when, known, trigger.sure, planned=True))
        if trigger.dated and trigger.given_by(meeting.latest) != trigger.when:
            dates[-1].known = moment  # it is what was held that gave this date
    cancelled = None if meeting.held is not None else meeting.cancelled
    return Occasion(dates, names, cancelled, meeting.held or meeting.latest, dates[-1])


def _once(only: Date, event: Event | None, closes: Run | None = None) -> Occasion:
    """What was never in the diary: one date. What is about the opening of a period is about its end too."""
    named = [event, None if closes is None else closes.opening]
    names = {each.id for each in named if each is not None and each.id is not None}
    return Occasion([only], names, None, event, only)


def _since(world: World, rule: Lead, anchor: When, previous: Occasion | None) -> tuple[When | None, When | None]:
    """When the window of a date opens (`None`: it always was open); and when it surely has, where that differs."""
    if rule.at_most is not None:
        return opens_before(world, anchor, rule.at_most), None
    if rule.since is None or rule.since == "previous":
        return None if previous is None else previous.when, None
    if rule.since == "any time":
        return None, None
    if isinstance(rule.since, LENGTHS):
        return opens_before(world, anchor, rule.since), None
    started, surely = starts_of_stretch(world, rule.since, anchor)
    began = None if started is not None and begins(started) <= LONG_AGO else started or anchor
    return began, (None if surely == started else surely or anchor)


def _match(
    world: World, rule: Lead, occasions: list[Occasion], number: int, act: Any, used: list[Event], alike: list[int]
) -> None:
    kinds = types_of(world, rule.before)
    one_by_one, together = tuple((each,) for each in FITS), (FITS[:1], FITS[1:])
    for event in world.record.occurred:
        if event in used:
            continue
        moment = moment_of(event)
        linked = [each for each in occasions if event.about is not None and event.about in each.names]
        target = world.record.named(event.about)
        if not linked and target is not None and target.type in kinds:
            continue
        for how in one_by_one if rule.discharges == "one" else together:
            able = [
                each
                for each in linked or occasions
                if each.event is not event
                and each.in_any_window(moment)
                and not (linked and each.served_for_all(number))
                and not any(event in each.done[other] for other in alike)
                and fit(world, act, event, each.trigger) in how
            ]
            free = [each for each in able if not _called_off(each, moment)]
            free = [each for each in free if not all(date.standing.gone(moment) for date in each.dates)]
            served = able if linked else _served(rule, free, number, moment)
            given = False
            for each in served:
                if how == ("surely",) and all(
                    date.sure_since is None or not_after(date.sure_since, moment) for date in each.dates
                ):
                    each.done[number].append(event)
                    given = True
                else:
                    each.maybe[number].append(moment)
            if given and rule.discharges == "one":
                used.append(event)
            if served and rule.discharges == "one":
                break


def _called_off(occasion: Occasion, moment: When) -> bool:
    """Whether a meeting had been called off in good time before a moment: a free act is for another."""
    if occasion.cancelled is None or occasion.standing is None:
        return False
    known = occasion.cancelled.recorded_at
    return known is None or (before(when(known), moment) and in_time(when(known), occasion.standing.due))


def _served(rule: Lead, occasions: list[Occasion], number: int, moment: When) -> list[Occasion]:
    ahead = [each for each in occasions if not before(each.when, moment)]
    if rule.discharges == "all" and ahead:
        return [each for each in ahead if not each.served_for_all(number)]
    ahead = [each for each in ahead if not each.served(number)]
    if ahead:
        return ahead[:1]
    return [each for each in occasions if before(each.when, moment) and not each.served(number)][-1:]


def _lead_date(world: World, rule: Lead, anchor: When) -> Due:
    if rule.at_least is not None:
        return world.counting.before(anchor, rule.at_least)
    if isinstance(rule.before, said.AgeAnchor):
        return Due(anchor.day - timedelta(days=1))
    return Due(anchor.day, anchor.at, anchor.at is None)


def _row(world: World, rule: Lead, occasion: Occasion, each: Date) -> Row:
    due, end = each.due, None
    opening = _opening(occasion, each)
    if not (occasion.held and each.when.day == occasion.when.day):
        end = ending(world, rule, Trigger(opening, occasion.event), own=rule.lapses_when is not None)
    cancelled = occasion.cancelled
    if cancelled is not None and each.current:
        known = None if cancelled.recorded_at is None else when(cancelled.recorded_at)
        if known is None or in_time(known, due):
            end = known or When(due.day)
    home = _home(world, rule, occasion, opening)
    if home is not None and home.end is not None and not_after(opening, home.end):
        end = first_of(end, world.over(home))
    if end is not None and end.day > due.day:
        end = None
    done = [_first(occasion, each, end, events) for events in occasion.done]
    maybe = [[m for m in moments if _counts(occasion, each, end, m)] for moments in occasion.maybe]
    row = Row(rule.id, "", each.when, 0, opening, due, None, standard=tuple(rule.standard), plain_due=due)
    if all(event is not None for event in done):
        row.done = max((moment_of(event) for event in done if event is not None), key=order)
    if row.done is not None and in_time(row.done, due):
        row.status = "met"
    elif all(_good(event, moments, due) for event, moments in zip(done, maybe, strict=True)):
        row.status = "unknown"
    elif end is not None:
        row.status = "lapsed"
    else:
        row.status = "breached" if row.done is not None or past(world, due) else "due"
    if row.status in ("due", "breached") and _unseen(world, rule, row, each, done, maybe):
        row.status = "unknown"
    row.ended = end
    possible = all(_good(event, moments, due) for event, moments in zip(done, maybe, strict=True))
    judge(row, each.standing, possible, late_counts=False)
    if each.sure is None:
        row.status = "unknown"
    row.plain_status, end = row.status, row.ended
    row.ended = end if row.status in ("lapsed", "breached") else None
    row.remedied = row.done if row.status == "breached" else None
    row.done_by, row.set_off, row.run = done[-1], occasion.event, home
    return row


def _home(world: World, rule: Lead, occasion: Occasion, opening: When) -> Run | None:
    """The run of the period a lead belongs to that is open when it opens."""
    if rule.belongs_to is None:
        return None
    return home_of(world, rule.belongs_to, Trigger(opening, occasion.event))


def _unseen(world: World, rule: Lead, row: Row, each: Date, done: list[Event | None], maybe: list[list[When]]) -> bool:
    """Whether every part of the act may have been done in time without the source showing it."""
    first = row.opens.day if each.since is None or row.opens is None else each.since.day
    parts = zip(parts_of(world, rule.do), done, maybe, strict=True)
    return all(_good(event, times, each.due) or unseen(world, act, first, each.due.day) for act, event, times in parts)


def _opening(occasion: Occasion, each: Date) -> When:
    """When a lead opens: once its window is open and its date is known; at the latest when it is due."""
    known, last = each.known, When(each.due.day, each.due.at)
    if known is None and not each.planned and occasion.event is not None:
        happened = moment_of(occasion.event)
        known = happened if happened.day < each.when.day else None
    opening = max((m for m in (each.since, known) if m is not None), key=begins, default=last)
    return opening if not_after(opening, last) else last


def _first(occasion: Occasion, each: Date, end: When | None, events: list[Event]) -> Event | None:
    """The first act that counts for a date: in its window, and not after it fell away."""
    return next((event for event in events if _counts(occasion, each, end, moment_of(event))), None)


def _counts(occasion: Occasion, each: Date, end: When | None, moment: When) -> bool:
    """Whether what was done at a moment counts for a date: in its window, and not after it fell away."""
    return (
        occasion.in_window(each, moment) and (end is None or not_after(moment, end)) and not each.standing.gone(moment)
    )


def _good(event: Event | None, maybe: list[When], due: Due) -> bool:
    if event is not None and in_time(moment_of(event), due):
        return True
    return any(in_time(moment, due) for moment in maybe)
