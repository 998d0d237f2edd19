"""Anchors compiled to triggers: events, ages, the edges of states, and other rules' dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice_rules.dates.clock import Due, Moment
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.chained import compile_breach, compile_done, compile_due
from practice_rules.engine.compiler import Anchor, Compiler
from practice_rules.engine.conditions import Condition, unrecorded
from practice_rules.engine.edges import compile_edges, compile_lasting, unplaced
from practice_rules.engine.instances import compile_instances, moment_at
from practice_rules.engine.periods import event_names
from practice_rules.engine.picking import copied, last_to_come, missing_of, once_each, standing_at, when_full
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.totals import compile_total, counted
from practice_rules.engine.triggers import Instance, Trigger, date_in, order_of
from practice_rules.language.conditions import Where
from practice_rules.language.moments import (
    AgeAnchor,
    AllOfAnchor,
    AnchorText,
    AnyAnchor,
    BreachAnchor,
    DoneAnchor,
    DueAnchor,
    EndAnchor,
    EventAnchor,
    FirstOfAnchor,
    LastingAnchor,
    StartAnchor,
    TotalAnchor,
)


def compile_anchor(compiler: Compiler, text: AnchorText) -> Anchor:
    """A function from a record to the triggers an anchor yields, in order of time."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.anchor is not None:
            return compiler.anchor(definition.anchor)
        return _event(compiler, EventAnchor(event=text))
    return _shifted(compiler, _KINDS[type(text)](compiler, text), text)


def _shifted(compiler: Compiler, anchor: Anchor, text: Any) -> Anchor:
    clocks: list[Clock] = []
    if text.plus is not None:
        clocks.append(compiler.after(text.plus))
    if text.minus is not None:
        clocks.append(compiler.before(text.minus))
    if not clocks:
        return anchor

    def shifted(record: Record, meetings: bool) -> list[Trigger]:
        moved = []
        for trigger in anchor(record, meetings):
            moment = trigger.moment
            for clock in clocks if trigger.placed else ():
                due = clock(moment)
                moment = Moment(due.day, due.instant)
            there = trigger.moved_to(moment)
            there.shifts = (*trigger.shifts, *clocks)
            moved.append(there)
        return sorted(moved, key=order_of)

    return shifted


def _event(compiler: Compiler, text: EventAnchor) -> Anchor:
    types = None if text.event == "any" else event_names(text.event)
    condition = compiler.where(text.where)
    choose = _chooser(compiler, text)
    inside = None if text.in_ is None else compile_instances(compiler, text.in_)
    attribute, counts = text.date, text.which != "each" or text.in_a_row is not None
    follows = None if text.next_after is None else compiler.anchor(text.next_after)

    def events(record: Record, meetings: bool) -> list[Trigger]:
        found = _candidates(record, types, condition, text.where, meetings)
        hidden: list[Trigger] = []
        if follows is not None:
            found, hidden = _next_after(record, found, follows(record, meetings))
        if attribute is not None:
            found = sorted((_dated(trigger, attribute) for trigger in found), key=order_of)
            hidden += [trigger for trigger in found if not trigger.placed and not trigger.planned]
            found = [trigger for trigger in found if trigger.placed]
        runs = None if inside is None else inside(record)
        if hidden and (runs == [] or counts):
            return [] if runs == [] else hidden[:1]
        if text.in_a_row is not None:
            found = _with_others(record, types, found)
        return [*hidden, *(choose(found) if runs is None else _inside(found, runs, choose, text, record.now))]

    return events


def _candidates(
    record: Record, types: tuple[str, ...] | None, condition: Condition | None, where: Where | None, meetings: bool
) -> list[Trigger]:
    """Events that occurred and, for rules that hang on a meeting, meetings still in the diary."""
    found: list[Trigger] = []
    happenings = record.happenings if types is None else record.of_types(types)
    for happening in happenings:
        verdict = True if condition is None else condition(record, happening)
        if verdict is not False:
            found.append(_trigger(record, happening, verdict, where))
    if not meetings or not record.plans:
        return found
    held = {id(trigger.happening): trigger for trigger in found}
    for name in record.plans if types is None else types:
        for plan in record.plans.get(name, ()):
            if plan.held is not None:
                if id(plan.held) in held:
                    held[id(plan.held)].plan = plan
                    held[id(plan.held)].keys = plan.keys
                continue
            last = plan.versions[-1].planned
            verdict = True if condition is None else condition(record, last)
            if verdict is not False:
                trigger = _trigger(record, last, verdict, where)
                trigger.plan, trigger.planned, trigger.keys = plan, True, plan.keys
                found.append(trigger)
    found.sort(key=order_of)
    return found


def _with_others(record: Record, types: tuple[str, ...] | None, found: list[Trigger]) -> list[Trigger]:
    """Triggers among the other events of their types, which only come between them."""
    ours = {id(trigger.happening) for trigger in found}
    others = [
        event for event in (record.happenings if types is None else record.of_types(types)) if id(event) not in ours
    ]
    between = [Trigger(event.moment, event, None, False, OTHER) for event in others]
    return sorted([*found, *between], key=order_of)


OTHER = ("not one of those that are counted",)
"""Marks an event that only comes between those that are counted."""


def _in_a_row(found: list[Trigger], wanted: int) -> list[Trigger]:
    """The triggers at which an unbroken row of events reaches a number; counting then starts anew."""

    def one_more(so_far: int, trigger: Trigger | None) -> tuple[int, bool]:
        now = 0 if trigger is None else so_far + 1
        return (0, True) if now == wanted else (now, False)

    row = [(None if trigger.missing is OTHER else trigger, trigger.certain) for trigger in found]
    return when_full(row, one_more, 0)


def _next_after(record: Record, found: list[Trigger], points: list[Trigger]) -> tuple[list[Trigger], list[Trigger]]:
    """The first of the triggers that is not before each of some points in time, nor what stands there.

    Where the moment of a point cannot be told, neither can what follows it: that comes second.
    """
    chosen: list[Trigger] = []
    hidden = [point for point in points if not point.placed]
    for point in points:
        if not point.placed:
            continue
        later = [t for t in found if t.happening is not point.happening and _not_before(t, point)]
        chosen += [copied(t, certain=point.certain, missing=point.missing) for t in standing_at(later, 0)]
    to_come = hidden and any(not trigger.called_off for trigger in found)
    return once_each(chosen), [unplaced(record, missing_of(hidden)[0])] if to_come else []


def _in_time(moment: Moment, due: Due) -> bool:
    if moment.instant is None or due.instant is None:
        return moment.day <= due.day
    return moment.instant <= due.instant


def _not_before(trigger: Trigger, point: Trigger) -> bool:
    """Whether a trigger is at or after a point in time; the days are compared when either has no time."""
    if trigger.instant is None or point.instant is None:
        return trigger.day >= point.day
    return trigger.instant >= point.instant


def _trigger(record: Record, happening: Happening, verdict: bool | None, where: Where | None) -> Trigger:
    missing: tuple[str, ...] = ()
    if verdict is None and where is not None:
        missing = tuple(
            name if name == "date of birth" else f"{name} of {happening.type}"
            for name in unrecorded(where, record, happening)
        )
    return Trigger(happening.moment, happening, None, verdict is True, missing)


def _dated(trigger: Trigger, attribute: str) -> Trigger:
    """The trigger at the date its event gives in an attribute; without one, its date cannot be told."""
    assert trigger.happening is not None
    given = date_in(trigger.happening, attribute)
    if given is None:
        trigger.certain = trigger.placed = False
        trigger.missing = (*trigger.missing, f"{attribute} of {trigger.happening.type}")
        return trigger
    there = trigger.moved_to(given)
    there.dated = attribute
    return there


def _inside(
    found: list[Trigger],
    runs: list[Instance],
    choose: Callable[[list[Trigger]], list[Trigger]],
    text: EventAnchor | StartAnchor | EndAnchor,
    record_now: int,
) -> list[Trigger]:
    """Those chosen in each run of a period. An event belongs to the run; the edge of a state keeps its own."""
    from_end = text.which == "last" or (isinstance(text.which, int) and text.which < 0)
    chosen: list[Trigger] = []
    for run in runs:
        if from_end and (run.end is None or run.end_order > record_now):
            continue
        within = []
        for trigger in found:
            if not run.contains(trigger):
                continue
            mine = copied(trigger, certain=run.certain, missing=run.missing)
            mine.period = run if isinstance(text, EventAnchor) else trigger.period
            mine.missing = OTHER if trigger.missing is OTHER else mine.missing
            within.append(mine)
        chosen += choose(within)
    return once_each(chosen[::-1]) if text.which == "each" else sorted(chosen, key=order_of)


def _chooser(
    compiler: Compiler, text: EventAnchor | StartAnchor | EndAnchor
) -> Callable[[list[Trigger]], list[Trigger]]:
    which = text.which
    in_a_row = text.in_a_row if isinstance(text, EventAnchor) else None
    nth_within = text.nth_within if isinstance(text, EventAnchor) else None
    if in_a_row is not None:
        rest = _chooser(compiler, text.model_copy(update={"in_a_row": None}))
        return lambda found: rest(_in_a_row(_standing(found), in_a_row))
    if which == "each":
        return lambda found: found
    if isinstance(which, int) and nth_within is not None:
        crowded = _crowded(compiler.after(nth_within), which)
        return lambda found: crowded(_standing(found))
    place = which - (which > 0) if isinstance(which, int) else (-1 if which == "last" else 0)
    return lambda found: standing_at(found, place)


def _standing(found: list[Trigger]) -> list[Trigger]:
    """Those that were not called off: what was called off is none of those that are counted."""
    return [trigger for trigger in found if not trigger.called_off]


def _crowded(clock: Clock, wanted: int) -> Callable[[list[Trigger]], list[Trigger]]:
    """The triggers at which so many lie within a length of time; counting then starts anew."""

    def one_more(recent: tuple[Trigger, ...], trigger: Trigger | None) -> tuple[tuple[Trigger, ...], bool]:
        if trigger is None:
            return recent, False
        near = tuple(early for early in recent if _in_time(trigger.moment, clock(early.moment)))
        return ((), True) if len(near) + 1 == wanted else ((*near, trigger), False)

    nothing: tuple[Trigger, ...] = ()
    return lambda found: when_full([(trigger, trigger.certain) for trigger in found], one_more, nothing)


def _age(compiler: Compiler, text: AgeAnchor) -> Anchor:
    def ages(record: Record, _meetings: bool) -> list[Trigger]:
        if record.born is None:
            return [unplaced(record, "date of birth")]
        return [Trigger(Moment(compiler.age_day(record.born, text.age)))]

    return ages


def _edges(compiler: Compiler, text: StartAnchor | EndAnchor) -> Anchor:
    edges, choose = compile_edges(compiler, text), _chooser(compiler, text)
    bounds = None if text.in_ is None else compile_instances(compiler, text.in_)
    if bounds is None:
        return lambda record, meetings: choose(edges(record, meetings))
    runs = bounds

    def within(record: Record, meetings: bool) -> list[Trigger]:
        found = edges(record, meetings)
        hidden = [trigger for trigger in found if not trigger.placed]
        return hidden or _inside(found, runs(record), choose, text, record.now)

    return within


def _total(compiler: Compiler, text: TotalAnchor) -> Anchor:
    state = compiler.state(text.total)
    reached = compile_total(compiler, text.reaches, text.since, text.in_each, text.in_any)

    def totals(record: Record, _meetings: bool) -> list[Trigger]:
        stretch = state(record)
        surely, possibly = counted(record, stretch)
        possible = [span[0] for span in reached(record, possibly)]
        if text.since is not None and record.born is None:
            return [unplaced(record, "date of birth")] if possible and possible[0] < record.now else []
        sure = [span[0] for span in reached(record, surely)]
        # Where it may have been reached before it surely was, either may be the day.
        found = [Trigger(moment_at(at)) for at in sure if at in possible]
        doubtful = sorted(set(sure) ^ set(possible))
        found += [Trigger(moment_at(at), None, None, False, stretch.missing) for at in doubtful]
        return sorted(found, key=order_of)

    return totals


def _once(compiler: Compiler, text: FirstOfAnchor | AllOfAnchor) -> Anchor:
    """The first, or the last to come, of several anchors: once in the case or once in each period."""
    first = isinstance(text, FirstOfAnchor)
    anchors = [compiler.anchor(each) for each in (text.first_of if isinstance(text, FirstOfAnchor) else text.all_of)]
    runs = None if text.in_ is None else compile_instances(compiler, text.in_)

    def once(record: Record, meetings: bool) -> list[Trigger]:
        found = [anchor(record, meetings) for anchor in anchors]
        if runs is None:
            return _one(record, found, first, None)
        return [trigger for run in runs(record) for trigger in _one(record, found, first, run)]

    return once


def _one(record: Record, found: list[list[Trigger]], first: bool, run: Instance | None) -> list[Trigger]:
    inside = [[t for t in triggers if not t.placed or run is None or run.contains(t)] for triggers in found]
    hidden = [trigger for triggers in inside for trigger in triggers if not trigger.placed]
    if hidden and (first or all(inside)):
        # The first, or the last, of several cannot be told if one of them cannot.
        chosen = [unplaced(record, missing_of(hidden)[0])]
    elif hidden:
        return []
    elif first:
        chosen = standing_at(once_each([trigger for triggers in inside for trigger in triggers]), 0)
    else:
        chosen = last_to_come([_standing(triggers) for triggers in inside])
    if run is None:
        return chosen
    return [copied(trigger, certain=run.certain, missing=run.missing, period=run) for trigger in chosen]


def _any(compiler: Compiler, text: AnyAnchor) -> Anchor:
    anchors = [compiler.anchor(each) for each in text.any_of]
    return lambda record, meetings: once_each([trigger for anchor in anchors for trigger in anchor(record, meetings)])


_KINDS: dict[type, Callable[[Compiler, Any], Anchor]] = {
    EventAnchor: _event,
    AgeAnchor: _age,
    StartAnchor: _edges,
    EndAnchor: _edges,
    LastingAnchor: compile_lasting,
    TotalAnchor: _total,
    DueAnchor: compile_due,
    BreachAnchor: compile_breach,
    DoneAnchor: compile_done,
    FirstOfAnchor: _once,
    AllOfAnchor: _once,
    AnyAnchor: _any,
}
