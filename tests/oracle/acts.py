"""Acts, and what every form asks of a rule: whether it applies, what ends it, whether its time is past."""

from __future__ import annotations

from typing import Any, Literal, get_args

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.conditions import Where
from practice_rules.language.rules import RuleBase
from tests.oracle.conditions import Truth, all_true, any_true, holds
from tests.oracle.rows import Row
from tests.oracle.time import Due, When, ends, not_after, when
from tests.oracle.world import Trigger, World, listed

Supposed = Literal["the event", "the match"]
"""What is taken as so where a fact is missing: what an act asks of an event, or that it matches the trigger."""


def parts_of(world: World, act: Any) -> list[Any]:
    """The single acts that an act of several parts consists of."""
    if isinstance(act, str):
        defined = world.pack.definitions.get(act)
        return [act] if defined is None or defined.act is None else parts_of(world, defined.act)
    if isinstance(act, said.AllOfAct):
        return [part for each in act.all_of for part in parts_of(world, each)]
    if isinstance(act, said.RepeatedAct):
        return [part for _ in range(act.times) for part in parts_of(world, act.act)]
    return [act]


def counts(
    world: World, act: Any, event: Event, trigger: Trigger | None = None, supposed: Supposed | None = None
) -> Truth:
    """Whether an event is the act, for a trigger; what is `supposed` is so where that cannot be told."""
    if isinstance(act, str):
        defined = world.pack.definitions.get(act)
        if defined is not None and defined.act is not None:
            return counts(world, defined.act, event, trigger, supposed)
        return event.type == act
    if isinstance(act, said.AnyOfAct):
        return any_true(counts(world, each, event, trigger, supposed) for each in act.any_of)
    if isinstance(act, said.DefinedAct):
        own = counts(world, act.definition, event, trigger, supposed)
        return all_true([own, _asked(world, act.where, act.match, event, trigger, supposed)])
    if isinstance(act, said.EventAct):
        if event.type not in listed(act.event):
            return False
        if act.about == "trigger" and not linked(world, event, trigger):
            return False
        return _asked(world, act.where, act.match, event, trigger, supposed)
    if isinstance(act, said.RecordedAct):
        return False  # what the trigger's own writing up does is asked apart
    raise NotImplementedError(type(act).__name__)


Fit = Literal["surely", "if it is one", "perhaps"]
"""How well an event fits a trigger; the second: whether it is the act is in doubt, but not that it would be of this."""

FITS = get_args(Fit)
"""The best first."""


def fit(world: World, act: Any, event: Event, trigger: Trigger) -> Fit | None:
    """How well an event fits a trigger, if it may."""
    own = counts(world, act, event, trigger)
    if own is not None:
        return "surely" if own else None
    itself = counts(world, act, event, supposed="the match")
    given = itself is None and counts(world, act, event, trigger, "the event") is True
    return "if it is one" if given else "perhaps"


def _asked(
    world: World,
    where: Where | None,
    match: list[str],
    event: Event,
    trigger: Trigger | None,
    supposed: Supposed | None,
) -> Truth:
    itself = holds(world.record, where, event)
    parts = [True if itself is None and supposed == "the event" else itself]
    for name in match:
        theirs = None if trigger is None else _borne(trigger, name)
        ours = event.attributes.get(name)
        same = None if ours is None or theirs is None else ours == theirs
        about = None if trigger is None or event.about is None else world.record.named(event.about)
        if (
            same is None
            and about is not None
            and trigger is not None
            and (about is trigger.event or _opened(trigger, about))
        ):
            same = True  # what says that it is about the trigger needs no other sign that it is
        parts.append(True if same is None and supposed == "the match" else same)
    return all_true(parts)


def _borne(trigger: Trigger, name: str) -> Any:
    """A trigger's value of an attribute: its event's own or, failing that, that of what opened its period."""
    run = trigger.run or trigger.closes
    bearers = [trigger.event, None if run is None else run.opening]
    return next((e.attributes[name] for e in bearers if e is not None and e.attributes.get(name) is not None), None)


def doings(world: World, act: Any, trigger: Trigger | None = None, of_period: bool = True) -> list[tuple[Event, bool]]:
    """What happened that is or may be the act, in order, each with whether it clearly is.

    What is about the opening of another run of the same period is left out.
    """
    own = [] if trigger is None else [trigger]
    types = set() if trigger is None or trigger.event is None else {trigger.event.type}
    asked = [
        (event, counts(world, act, event, trigger))
        for event in world.record.occurred
        if trigger is None or not of_period or aimed_at(world, event, own, types)
    ]
    return [(event, truth is True) for event, truth in asked if truth is not False]


def applies(world: World, rule: RuleBase, moment: When) -> Truth:
    """Whether a rule applies to a trigger at a moment."""
    parts: list[Truth] = [in_force(world, rule, moment)]
    if rule.only_if is not None:
        parts.append(world.holds_at(rule.only_if, moment))
    if rule.unless is not None:
        unless = world.holds_at(rule.unless, moment)
        parts.append(None if unless is None else not unless)
    return all_true(parts)


def ever_applies(world: World, rule: RuleBase) -> bool:
    """Whether a rule could apply to a trigger whose moment cannot be told: at some instant of all time."""
    only = [True] if rule.only_if is None else world.always(rule.only_if)
    unless = [False] if rule.unless is None else world.always(rule.unless)
    return any(truth is not False for truth in only) and any(truth is not True for truth in unless)


def untold_rows(world: World, rule: RuleBase, anchor: Any, parts: int = 1, diary: bool = False) -> list[Row]:
    """What is owed when the moment of a trigger cannot be told: nothing that has a date, if the rule could apply."""
    if not ever_applies(world, rule):
        return []
    found = []
    for event in world.untold(anchor, diary):
        if not in_force(world, rule, world.as_of if event is None else moment_of(event)):
            continue
        at = When(world.record.first_day) if event is None else moment_of(event)
        found += [Row(rule.id, "unknown", at, part, standard=tuple(rule.standard)) for part in range(parts)]
    return found


def in_force(world: World, rule: RuleBase, moment: When) -> bool:
    """Whether the edition, or the rule itself, is in force on a day."""
    edition, own = world.pack.edition, rule.in_force
    first = own.from_ if own is not None and own.from_ is not None else edition.from_
    last = own.to if own is not None and own.to is not None else edition.to
    return (first is None or first <= moment.day) and (last is None or moment.day <= last)


def ending(world: World, rule: RuleBase, trigger: Trigger, own: bool) -> When | None:
    """The first of what ends a rule's duty at or after a trigger: its own `lapses_when`, or the pack's."""
    anchors = rule.lapses_when
    excepted = [trigger.event, trigger.closes.closing if trigger.closes is not None else None]
    if (anchors is not None) != own:
        return None
    found = [
        each.when
        for anchor in (world.pack.defaults.lapses_when if anchors is None else anchors)
        for each in world.occurrences(anchor)
        if each.sure and not_after(trigger.when, each.when) and ends(each.when) <= ends(world.as_of)
        if each.event is None or all(each.event is not other for other in excepted)
    ]
    return first_of(*found)


def first_of(*moments: When | None) -> When | None:
    """The first of some moments to be over: a day has ended nothing until its end."""
    given = [moment for moment in moments if moment is not None]
    return min(given, key=ends) if given else None


def past(world: World, due: Due) -> bool:
    """Whether a due date has gone by."""
    return world.is_past(due)


def aimed_at(world: World, event: Event, triggers: list[Trigger], types: set[str]) -> list[Trigger]:
    """The triggers that an event may serve, by what it says it is about: the one it names, none, or any."""
    target = world.record.named(event.about)
    named = [each for each in triggers if target is not None and (each.event is target or _opened(each, target))]
    if named or (target is not None and target.type in types):
        return named
    return triggers


def _opened(trigger: Trigger, target: Event) -> bool:
    """Whether an event opened the run whose end is the trigger."""
    return trigger.closes is not None and trigger.closes.opening is target


def linked(world: World, event: Event, trigger: Trigger | None) -> bool:
    """Whether an event is about a trigger, about nothing, or about what the trigger is about (or the other way)."""
    target = world.record.named(event.about)
    if event.about is None or target is None or trigger is None:
        return True
    of = trigger.event
    if of is None or _opened(trigger, target):
        return _opened(trigger, target)
    return (
        target is of
        or world.record.named(target.about) is of
        or of.id == event.about
        or world.record.named(of.about) is target
        or (of.id is not None and target.about == of.id)
    )


def types_of(world: World, anchor: Any) -> set[str]:
    """The event types that an anchor may come from."""
    if isinstance(anchor, str):
        defined = world.pack.definitions.get(anchor)
        return {anchor} if defined is None or defined.anchor is None else types_of(world, defined.anchor)
    if isinstance(anchor, said.EventAnchor):
        return set(world.vocabulary.events) if anchor.event == "any" else set(listed(anchor.event))
    if isinstance(anchor, said.AnyAnchor | said.FirstOfAnchor | said.AllOfAnchor):
        name = next(name for name in ("any_of", "first_of", "all_of") if hasattr(anchor, name))
        return {kind for each in getattr(anchor, name) for kind in types_of(world, each)}
    chained = next((getattr(anchor, name) for name in ("due", "breach", "done") if hasattr(anchor, name)), None)
    if chained is not None:
        return _types_of_chained(world, chained, isinstance(anchor, said.DoneAnchor))
    state = next((getattr(anchor, name) for name in STATES_OF_ANCHORS if hasattr(anchor, name)), None)
    if isinstance(anchor, said.EndAnchor):
        return _types_of_state(world, state) | _types_that_end(world, state)
    return set() if state is None else _types_of_state(world, state)


def _types_of_chained(world: World, name: str, done: bool) -> set[str]:
    """The event types of what set off another rule's obligation, or of what did it."""
    rule: Any = next(each for each in world.pack.rules if each.id == name)
    act = getattr(rule, "do", None)
    if done and act is not None and not asks_for_writing_up(world, act):
        return types_of_act(world, act)
    if done and rule.form == "judgement":
        return {"practice_audit.answered"}
    found = types_of_act(world, act) if act is not None and (done or rule.form == "series") else set()
    found |= types_of_act(world, rule.each) if getattr(rule, "each", None) is not None else set()
    for anchor in (getattr(rule, where, None) for where in ("after", "before", "on", "guards")):
        found |= set() if anchor is None else types_of(world, anchor)
    for state in (
        getattr(rule, where, None) for where in ("while_", "of") if rule.form in ("series", "quota", "limit")
    ):
        found |= set() if state is None else _types_of_state(world, state)
    return found


def asks_for_writing_up(world: World, act: Any) -> bool:
    """Whether an act, or a part of it, is the writing up of the trigger, or may be."""
    if isinstance(act, str):
        defined = world.pack.definitions.get(act)
        return defined is not None and defined.act is not None and asks_for_writing_up(world, defined.act)
    if isinstance(act, said.AnyOfAct | said.AllOfAct):
        return any(
            asks_for_writing_up(world, each) for each in (act.any_of if isinstance(act, said.AnyOfAct) else act.all_of)
        )
    if isinstance(act, said.RepeatedAct):
        return asks_for_writing_up(world, act.act)
    return isinstance(act, said.RecordedAct)


STATES_OF_ANCHORS = ("start_of", "end_of", "lasting", "total")


def _types_of_state(world: World, state: Any) -> set[str]:
    """The event types with which a state may begin."""
    state = world.meant(state)
    if isinstance(state, said.PeriodState):
        state = state.period
    if isinstance(state, str):
        period = world.vocabulary.periods.get(state)
        return {kind for edge in period.opens for kind in listed(edge.event)} if period else set()
    if isinstance(state, said.SpanState):
        return types_of(world, state.from_)
    if isinstance(state, said.LatestState):
        return set(listed(state.latest))
    if isinstance(state, said.HappenedState):
        return types_of_act(world, state.happened)
    inner = [getattr(state, name) for name in ("has_lasted", "total") if hasattr(state, name)]
    inner += next((getattr(state, name) for name in ("all_of", "any_of") if hasattr(state, name)), [])
    return {kind for each in inner for kind in _types_of_state(world, each)}


def _types_that_end(world: World, state: Any) -> set[str]:
    """The event types with which a state may end."""
    state = world.meant(state)
    name = state.period if isinstance(state, said.PeriodState) else state
    if isinstance(name, str):
        return {kind for edge in world.vocabulary.periods[name].closes for kind in listed(edge.event)}
    if isinstance(state, said.SpanState):
        return set() if state.until is None else types_of(world, state.until)
    both = next((getattr(state, name) for name in ("all_of", "any_of") if hasattr(state, name)), [])
    return {kind for each in both for kind in _types_that_end(world, each)}


def types_of_act(world: World, act: Any) -> set[str]:
    """The event types of an act."""
    return {kind for kind in world.vocabulary.events if any(_is_of(world, part, kind) for part in parts_of(world, act))}


def _is_of(world: World, act: Any, kind: str) -> bool:
    if isinstance(act, said.AnyOfAct):
        return any(_is_of(world, part, kind) for each in act.any_of for part in parts_of(world, each))
    if isinstance(act, said.DefinedAct):
        return any(_is_of(world, part, kind) for part in parts_of(world, act.definition))
    return kind in (listed(act.event) if isinstance(act, said.EventAct) else [act])


def moment_of(event: Event) -> When:
    """When an event happened."""
    return when(event.at)
