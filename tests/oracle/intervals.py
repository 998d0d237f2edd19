"""What interval is in force over a run of a series: its phases, what was agreed, and when either changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from practice_rules.case import Event
from practice_rules.dates.lengths import Duration
from practice_rules.language import moments as said
from practice_rules.language.rules import First, Phase, Series, Variation
from tests.oracle.acts import moment_of
from tests.oracle.conditions import Truth, all_true, holds, opposite
from tests.oracle.deadline import last_day, until_its_end, varied
from tests.oracle.stretches import period_named
from tests.oracle.time import Due, Run, When, before, begins, ends
from tests.oracle.world import World


@dataclass(frozen=True)
class Interval:
    """What is in force at a moment: the length, the statements that say so, and an agreement if there is one."""

    length: Duration | None
    standard: tuple[str, ...]
    variation: Variation | None
    agreed: Event | None
    sure: bool = True
    phase: Phase | None = None
    possible: tuple[Phase | None, ...] = field(default=(), compare=False)

    @property
    def stated(self) -> set[bool]:
        """Whether an interval is stated: an answer for each of the phases that may be in force."""
        return {phase is not None and phase.every is not None for phase in self.possible}


def taken_away(earlier: Interval, later: Interval) -> Truth:
    """Whether a change leaves no interval stated, where one was stated before."""
    if earlier.possible == later.possible:
        return False
    if False not in later.stated or True not in earlier.stated:
        return False
    return True if later.stated == {False} and earlier.stated == {True} else None


def _phase(world: World, rule: Series, run: Run, instant: datetime, unsure: list[Phase]) -> Phase | None:
    """The first phase that surely is in force at an instant; those before it that may be are told of."""
    assert rule.phases is not None
    for phase in rule.phases:
        holds_now: Truth = True
        if phase.when is not None:
            holds_now = world.truth(phase.when, instant, (period_named(rule.while_), run))
        if phase.until is not None:
            holds_now = all_true([holds_now, opposite(_over(world, phase, run, instant))])
        if holds_now:
            return phase
        if holds_now is None:
            unsure.append(phase)
    return None


def _over(world: World, phase: Phase, run: Run, instant: datetime) -> Truth:
    """Whether what a phase lasts until has come by an instant; of several that may be the first, any that is sure."""
    come = [sure for moment, sure in _ends_of(world, phase, run) if begins(moment) <= instant]
    if True in come:
        return True
    return None if come or world.untold(phase.until) else False


def _ends_of(world: World, phase: Phase, run: Run) -> list[tuple[When, Truth]]:
    """When a phase that has an `until` ends, or may: in the run, or before it while what it is counted in went on."""
    anchor = world.meant_by(phase.until)
    comes = [(trigger, trigger.sure) for trigger in world.occurrences(anchor)]
    if isinstance(anchor, said.EventAnchor) and anchor.which == "first":
        any_of_them = anchor.model_copy(update={"which": "each"})
        comes += [(trigger, True) for trigger in world.occurrences(any_of_them) if trigger.sure]
    found = []
    for trigger, sure in comes:
        going_on = _once(anchor) if trigger.run is None else trigger.run.end is None
        going_on = going_on or (
            trigger.run is not None and trigger.run.end is not None and before(run.start, trigger.run.end)
        )
        if not before(trigger.when, run.start) or going_on:
            found.append((trigger.when, sure))
    return found


def _once(anchor: Any) -> bool:
    """Whether a point in time comes but once in a case."""
    if isinstance(anchor, said.AgeAnchor):
        return True
    if isinstance(anchor, said.TotalAnchor):
        return anchor.in_each is None
    counted = getattr(anchor, "which", "each") != "each" if isinstance(anchor, said.EventAnchor) else True
    return (
        counted and isinstance(anchor, said.EventAnchor | said.FirstOfAnchor | said.AllOfAnchor) and anchor.in_ is None
    )


def changes(world: World, rule: Series, run: Run) -> list[datetime]:
    """When what is in force may change; an agreement of the first day, at whatever hour, is one of the run's."""
    found: set[datetime] = set()
    for phase in rule.phases or []:
        if phase.when is not None:
            found |= world.changes(phase.when, (period_named(rule.while_), run))
        if phase.until is not None:
            found |= {begins(moment) for moment, _ in _ends_of(world, phase, run)}
    last = run.end or run.until
    found = {instant for instant in found if run.covers(instant) and (last is None or instant < ends(last))}
    for variation in _variations(rule):
        found |= {begins(moment_of(event)) for event in agreements(world, variation, run)}
    return sorted(found)


def _variations(rule: Series) -> list[Variation]:
    own = [phase.or_as_agreed for phase in rule.phases or [] if phase.or_as_agreed is not None]
    return own + ([rule.or_as_agreed] if rule.or_as_agreed is not None else [])


def agreements(world: World, variation: Variation, run: Run) -> list[Event]:
    """What was agreed in a run, in order."""
    return [
        event
        for event in world.record.of([variation.event])
        if run.has_day(moment_of(event))
        and holds(world.record, variation.where, event) is True
        and ((variation.attribute and event.attributes.get(variation.attribute) is not None) or variation.otherwise)
    ]


def in_force(world: World, rule: Series, run: Run, instant: datetime, since: When, first: bool = False) -> Interval:
    """What is in force at an instant; what a phase says of agreements is not about the `first` interval.

    Where the phase that surely is in force states no interval, it is the first with one that may be.
    """
    length, standard, variation = rule.every, tuple(rule.standard), rule.or_as_agreed
    unsure: list[Phase] = []
    surely: Phase | None = None
    phase: Phase | None = None
    if rule.phases is not None:
        surely = _phase(world, rule, run, max(instant, begins(run.start)), unsure)
        phase = next((each for each in (surely, *unsure) if each is not None and each.every is not None), surely)
        length = None if phase is None else phase.every
        if phase is not None:
            standard = tuple(phase.standard) or standard
            variation = variation if first else phase.or_as_agreed or variation
    agreed = agreed_by(world, variation, run, instant, since)
    return Interval(length, standard, variation, agreed, not unsure, phase, (*unsure, surely))


def agreed_by(world: World, variation: Variation | None, run: Run, instant: datetime, since: When) -> Event | None:
    """The agreement that stands at an instant for what has been owed since a moment."""
    if variation is None:
        return None
    made = [event for event in agreements(world, variation, run) if begins(moment_of(event)) <= instant]
    made = [event for event in made if last_day(variation, event) >= since.day]
    return made[-1] if made else None


def plain_due(world: World, interval: Interval, start: When, change: When | None = None) -> Due | None:
    """When an interval counted from a moment ends; one that had run out at a change begins anew with it."""
    if interval.length is None:
        return None
    plain = world.counting.after(start, interval.length)
    if change is not None and before(When(plain.day, plain.at), change):
        return world.counting.after(change, interval.length)
    return plain


def as_agreed(world: World, interval: Interval, start: When, plain: Due) -> Due:
    """The due date that an agreement gives in place of the plain one."""
    if interval.agreed is None or interval.variation is None or interval.length is None:
        return plain
    made = moment_of(interval.agreed)
    agreed = varied(world, interval.variation, interval.agreed, start, plain, made) or plain
    return until_its_end(world, interval.variation, interval.agreed, agreed, plain, interval.length)


def with_first(first: Any, interval: Interval, rule_standard: tuple[str, ...]) -> Interval:
    """The interval of the first obligation, where the rule states one of its own."""
    if isinstance(first, First):
        return replace(interval, length=first.within, standard=tuple(first.standard) or rule_standard, sure=True)
    return replace(interval, length=first, standard=rule_standard, sure=True)
