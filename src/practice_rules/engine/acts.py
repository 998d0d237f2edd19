"""What can discharge a duty, compiled: which events count, surely or possibly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from practice_rules.engine.conditions import Condition, Verdict, every, some, unrecorded
from practice_rules.engine.record import Happening, Record, sort_key
from practice_rules.engine.triggers import Trigger
from practice_rules.language.conditions import Where


class Found(NamedTuple):
    """An event that counts, or may: `sure` is false when a missing fact leaves it open."""

    happening: Happening
    sure: bool
    option: Option


@dataclass(frozen=True, eq=False)
class Option:
    """One way of doing an act: events of these types that meet these conditions.

    `wheres` are the conditions as they were written, for saying which of them an attempt failed.
    """

    types: tuple[str, ...]
    condition: Condition | None
    wheres: tuple[Where, ...] = ()
    match: tuple[str, ...] = ()
    strict: bool = False
    """Whether an event that names what it is about must name the trigger, or something linked with it."""

    def matches(self, happening: Happening, trigger: Trigger) -> Verdict:
        """Whether the event has the trigger's values of the attributes that must be the same.

        What says that it is about the trigger needs no other sign that it is.
        """
        if not self.match:
            return True
        verdict = every(_same(name, happening, trigger) for name in self.match)
        return True if verdict is None and happening.about is not None and happening.about in trigger.keys else verdict


@dataclass(frozen=True, eq=False)
class Either(Option):
    """Several ways in which one event may be an act, each with whether it is no less sure than the others.

    `matter` is what the event says that it is about, where that is in the record.
    """

    ways: tuple[tuple[bool, Option], ...] = ()
    matter: Happening | None = None

    def matches(self, happening: Happening, trigger: Trigger) -> Verdict:
        """Whether it is the act in one way or another."""
        return some(
            every((True if sure else None, way.matches(happening, trigger)))
            for sure, way in self.ways
            if not way.strict or self._about(happening, trigger)
        )

    def _about(self, happening: Happening, trigger: Trigger) -> bool:
        """Whether the event is about the trigger, or about nothing else."""
        return self.matter is None or happening.about in trigger.keys or linked(trigger, self.matter)


def linked(trigger: Trigger, target: Happening) -> bool:
    """Whether a trigger and what another event is about are linked: one of them is about the other.

    What is no event (a birthday, a total, a length of time) is linked with nothing.
    """
    event = trigger.happening
    return event is not None and (event.about in target.keys or target.about in trigger.keys)


def concerns(record: Record, happening: Happening, trigger: Trigger, types: frozenset[str], *, strict: bool) -> bool:
    """Whether what an event says that it is about, if anything, lets it be for a trigger.

    What is about another event of the `types` that trigger the rule is not; nor, where it must be about the trigger if
    it is about anything (`strict`), is what is about any other event of the record, unless that is linked with it.
    """
    if happening.about is None or happening.about in trigger.keys:
        return True
    target = record.by_key.get(happening.about)
    if target is None:
        return True
    return target.type not in types and (not strict or linked(trigger, target))


def _same(name: str, happening: Happening, trigger: Trigger) -> Verdict:
    mine = happening.attributes.get(name)
    theirs = None
    if trigger.happening is not None:
        theirs = trigger.happening.attributes.get(name)
    if theirs is None and trigger.period is not None and trigger.period.opener is not None:
        theirs = trigger.period.opener.attributes.get(name)
    return None if mine is None or theirs is None else mine == theirs


@dataclass(frozen=True, eq=False)
class Part:
    """An act that one event does: any of several options, or (`recorded`) the trigger's being written up."""

    options: tuple[Option, ...]
    recorded: bool = False

    @property
    def types(self) -> frozenset[str]:
        """The event types that can do it."""
        return frozenset(name for option in self.options for name in option.types)

    def found(self, record: Record) -> list[Found]:
        """Every event that counts or may count, in order of time. Worked out once in an evaluation."""
        return record.once(self._search)

    def _search(self, record: Record) -> list[Found]:
        hits: dict[int, Found] = {}
        for option in self.options:
            condition = option.condition
            for name in option.types:
                for happening in record.by_type.get(name, ()):
                    verdict = True if condition is None else condition(record, happening)
                    if verdict is False:
                        continue
                    found = Found(happening, verdict is True, option)
                    earlier = hits.get(id(happening))
                    hits[id(happening)] = found if earlier is None else _either(record, earlier, found)
        return sorted(hits.values(), key=_by_time)


def _either(record: Record, one: Found, other: Found) -> Found:
    """An event that may be an act in two ways, each of which asks its own of the trigger."""
    both = Either(
        one.option.types,
        None,
        strict=one.option.strict and other.option.strict,
        ways=((one.sure or not other.sure, one.option), (other.sure or not one.sure, other.option)),
        matter=None if one.happening.about is None else record.by_key.get(one.happening.about),
    )
    return Found(one.happening, one.sure or other.sure, both)


def _by_time(found: Found) -> tuple[int, bool, str, str, str]:
    return sort_key(found.happening)


@dataclass(frozen=True, eq=False)
class Act:
    """What discharges a duty: every part must be done, each by an event of its own."""

    parts: tuple[Part, ...]

    @property
    def recorded(self) -> bool:
        """Whether the trigger's being written up is one of the ways of doing a part."""
        return any(part.recorded for part in self.parts)

    @property
    def types(self) -> frozenset[str]:
        """Every event type that takes part."""
        return frozenset(name for part in self.parts for name in part.types)

    def missing_on(self, record: Record, happenings: Iterable[Happening], trigger: Trigger) -> tuple[str, ...]:
        """The facts not recorded on events that might count, or on the trigger: what would say whether they do."""
        names: list[str] = []
        for happening in happenings:
            for option in (o for part in self.parts for o in part.options if happening.type in o.types):
                names += [name for where in option.wheres for name in unrecorded(where, record, happening)]
                names += [name for name in option.match if _same(name, happening, trigger) is None]
        return tuple(dict.fromkeys(names))
