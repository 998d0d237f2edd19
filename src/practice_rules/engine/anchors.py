"""Anchors compiled to triggers: events, ages, the edges of states, and other rules' dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice_rules.dates.clock import Moment
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.chained import compile_breach, compile_done, compile_due
from practice_rules.engine.compiler import Anchor, CannotCompile, Compiler
from practice_rules.engine.conditions import Condition, compile_where, unrecorded
from practice_rules.engine.periods import Instances, event_names
from practice_rules.engine.record import Happening, Record, as_moment
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import compile_instances, moment_at
from practice_rules.engine.totals import compile_total
from practice_rules.engine.triggers import Instance, Trigger, order_of
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
    compile_one: Any = _KINDS.get(type(text))
    if compile_one is None:
        raise CannotCompile(f"{type(text).__name__} is not an anchor")
    anchor: Anchor = compile_one(compiler, text)
    return _shifted(compiler, anchor, text)


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
            for clock in clocks:
                due = clock(moment)
                moment = Moment(due.day, due.instant)
            moved.append(trigger.moved_to(moment))
        return moved

    return shifted


def _event(compiler: Compiler, text: EventAnchor) -> Anchor:
    types = None if text.event == "any" else event_names(text.event)
    condition, inside = compile_where(text.where), None
    if text.in_ is not None:
        inside = compile_instances(compiler, text.in_)
    choose = _chooser(compiler, text)
    attribute = text.date
    follows = None if text.next_after is None else compiler.anchor(text.next_after)

    def events(record: Record, meetings: bool) -> list[Trigger]:
        found = _candidates(record, types, condition, text.where, meetings)
        if text.in_a_row is not None:
            found = _in_a_row(record.happenings if types is None else record.of_types(types), found, text.in_a_row)
        if follows is not None:
            found = _next_after(found, follows(record, meetings))
        if attribute is not None:
            found = [_dated(trigger, attribute) for trigger in found]
        if inside is None:
            return choose(found)
        from_end = text.which == "last" or (isinstance(text.which, int) and text.which < 0)
        return _inside(found, inside(record), choose, from_end, record.now)

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


def _in_a_row(every: list[Happening], found: list[Trigger], wanted: int) -> list[Trigger]:
    """The trigger at which an unbroken run of events reaches a number; counting then starts anew."""
    hits = {id(trigger.happening): trigger for trigger in found if trigger.certain}
    chosen: list[Trigger] = []
    run = 0
    for happening in every:
        run = run + 1 if id(happening) in hits else 0
        if run == wanted:
            chosen.append(hits[id(happening)])
            run = 0
    return chosen


def _next_after(found: list[Trigger], points: list[Trigger]) -> list[Trigger]:
    """The first of the triggers after each of some points in time."""
    chosen: dict[int, Trigger] = {}
    for point in points:
        following = next((t for t in found if t.order >= point.order and t.happening is not point.happening), None)
        if following is not None:
            chosen[id(following)] = following
    return sorted(chosen.values(), key=order_of)


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
    value = trigger.happening.attributes.get(attribute)
    if value is None or isinstance(value, bool | int | float | frozenset):
        trigger.certain = trigger.placed = False
        trigger.missing = (*trigger.missing, f"{attribute} of {trigger.happening.type}")
        return trigger
    return trigger.moved_to(as_moment(value))


def _inside(
    found: list[Trigger],
    runs: list[Instance],
    choose: Callable[[list[Trigger]], list[Trigger]],
    closed_only: bool,
    record_now: int,
) -> list[Trigger]:
    chosen: list[Trigger] = []
    for run in runs:
        if closed_only and (run.end is None or run.end_order > record_now):
            continue
        within = []
        for trigger in found:
            if trigger.happening is not None and run.contains(trigger.happening):
                mine = trigger.moved_to(trigger.moment)
                mine.period = run
                mine.certain = trigger.certain and run.certain
                mine.missing = trigger.missing + run.missing
                within.append(mine)
        chosen += choose(within)
    chosen.sort(key=order_of)
    return chosen


def _chooser(compiler: Compiler, text: EventAnchor) -> Callable[[list[Trigger]], list[Trigger]]:
    which = text.which
    if which == "each":
        return lambda found: found
    if which == "first":
        return lambda found: found[:1]
    if which == "last":
        return lambda found: found[-1:]
    assert isinstance(which, int)
    if text.nth_within is None:
        return lambda found: found[which - 1 : which] if which > 0 else _from_end(found, which)
    clock = compiler.after(text.nth_within)

    def crowded(found: list[Trigger]) -> list[Trigger]:
        chosen: list[Trigger] = []
        recent: list[Trigger] = []
        for trigger in found:
            recent = [early for early in recent if clock(early.moment).day >= trigger.day] + [trigger]
            if len(recent) == which:
                chosen.append(trigger)
                recent = []
        return chosen

    return crowded


def _from_end(found: list[Trigger], which: int) -> list[Trigger]:
    return [found[which]] if len(found) >= -which else []


def _unplaced(record: Record, missing: str) -> Trigger:
    """A trigger whose moment cannot be told for want of a fact."""
    trigger = Trigger(Moment(record.first_day, None), None, None, False, (missing,))
    trigger.placed = False
    return trigger


def _age(compiler: Compiler, text: AgeAnchor) -> Anchor:
    def ages(record: Record, _meetings: bool) -> list[Trigger]:
        if record.born is None:
            return [_unplaced(record, "date of birth")]
        return [Trigger(Moment(compiler.age_day(record.born, text.age), None))]

    return ages


def _edges(compiler: Compiler, text: StartAnchor | EndAnchor) -> Anchor:
    starts = isinstance(text, StartAnchor)
    runs: Instances = compile_instances(compiler, text.start_of if isinstance(text, StartAnchor) else text.end_of)
    bounds = None if text.in_ is None else compile_instances(compiler, text.in_)
    choose = _chooser(compiler, EventAnchor(event="any", which=text.which, **{"in": text.in_}))

    def edges(record: Record, _meetings: bool) -> list[Trigger]:
        found: list[Trigger] = []
        for run in runs(record):
            if starts and run.start_order > -EVER:
                found.append(Trigger(run.start, run.opener, run, run.certain, run.missing))
            elif not starts and run.end is not None:
                trigger = Trigger(run.end, run.closer, run, run.certain, run.missing)
                trigger.edge, trigger.keys = True, tuple(dict.fromkeys((*trigger.keys, *run.keys)))
                found.append(trigger)
        found.sort(key=order_of)
        if bounds is None:
            return choose(found)
        return _between(found, bounds(record), choose)

    return edges


def _between(
    found: list[Trigger], runs: list[Instance], choose: Callable[[list[Trigger]], list[Trigger]]
) -> list[Trigger]:
    chosen = []
    for run in runs:
        chosen += choose([trigger for trigger in found if run.contains(trigger)])
    return chosen


def _lasting(compiler: Compiler, text: LastingAnchor) -> Anchor:
    runs, clock = compile_instances(compiler, text.lasting), compiler.after(text.for_)

    def lasting(record: Record, _meetings: bool) -> list[Trigger]:
        found = []
        for run in runs(record):
            due = clock(run.start)
            trigger = Trigger(Moment(due.day, due.instant), run.opener, run, run.certain, run.missing)
            if trigger.order < run.end_order:
                found.append(trigger)
        return sorted(found, key=order_of)

    return lasting


def _total(compiler: Compiler, text: TotalAnchor) -> Anchor:
    state = compiler.state(text.total)
    reached = compile_total(compiler, text.reaches, text.since, text.in_each, text.in_any)

    def totals(record: Record, _meetings: bool) -> list[Trigger]:
        if text.since is not None and record.born is None:
            return [_unplaced(record, "date of birth")]
        stretch = state(record)
        sure = reached(record, stretch.sure)
        found = [Trigger(moment_at(span[0])) for span in sure]
        if stretch.possible != stretch.sure:
            known = {span[0] for span in sure}
            found += [
                Trigger(moment_at(span[0]), None, None, False, stretch.missing)
                for span in reached(record, stretch.possible)
                if span[0] not in known and not sure
            ]
        return found

    return totals


def _once(compiler: Compiler, text: FirstOfAnchor | AllOfAnchor) -> Anchor:
    """The first, or the last to come, of several anchors: once in the case or once in each period."""
    first = isinstance(text, FirstOfAnchor)
    anchors = [compiler.anchor(each) for each in (text.first_of if isinstance(text, FirstOfAnchor) else text.all_of)]
    runs = None if text.in_ is None else compile_instances(compiler, text.in_)

    def once(record: Record, meetings: bool) -> list[Trigger]:
        found = [anchor(record, meetings) for anchor in anchors]
        if runs is None:
            return _one(found, first, None)
        return [trigger for run in runs(record) for trigger in _one(found, first, run)]

    return once


def _one(found: list[list[Trigger]], first: bool, run: Instance | None) -> list[Trigger]:
    firsts = []
    for triggers in found:
        inside = [t for t in triggers if run is None or run.contains(t)]
        if inside:
            firsts.append(min(inside, key=order_of))
    if not firsts or (not first and len(firsts) < len(found)):
        return []
    chosen = min(firsts, key=order_of) if first else max(firsts, key=order_of)
    mine = chosen.moved_to(chosen.moment)
    mine.period = run or chosen.period
    mine.certain = all(trigger.certain for trigger in firsts)
    mine.missing = tuple(name for trigger in firsts for name in trigger.missing)
    return [mine]


def _any(compiler: Compiler, text: AnyAnchor) -> Anchor:
    anchors = [compiler.anchor(each) for each in text.any_of]
    return lambda record, meetings: sorted(
        (trigger for anchor in anchors for trigger in anchor(record, meetings)), key=order_of
    )


_KINDS: dict[type, Callable[[Compiler, Any], Anchor]] = {
    EventAnchor: _event,
    AgeAnchor: _age,
    StartAnchor: _edges,
    EndAnchor: _edges,
    LastingAnchor: _lasting,
    TotalAnchor: _total,
    DueAnchor: compile_due,
    BreachAnchor: compile_breach,
    DoneAnchor: compile_done,
    FirstOfAnchor: _once,
    AllOfAnchor: _once,
    AnyAnchor: _any,
}
