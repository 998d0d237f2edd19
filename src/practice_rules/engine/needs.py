"""Which event types an anchor or a state needs to see before it can yield anything.

A rule none of whose event types is in a case is never run, so rules that a case does not touch cost it nothing.
"""

from __future__ import annotations

from practice_rules.engine.compiler import Compiler
from practice_rules.engine.periods import event_names
from practice_rules.language.moments import (
    AllOfAnchor,
    AllOfState,
    AnchorText,
    AnyAnchor,
    AnyOfState,
    BreachAnchor,
    DoneAnchor,
    DueAnchor,
    EndAnchor,
    EventAnchor,
    FirstOfAnchor,
    HappenedState,
    LastedState,
    LastingAnchor,
    LatestState,
    PeriodState,
    SpanState,
    StartAnchor,
    StateText,
    TotalAnchor,
    TotalState,
)
from practice_rules.language.rules import Check, Deadline, Gate, Judgement, Lead, Limit, Quota, Rule, Series

Types = frozenset[str]


def anchor_types(compiler: Compiler, text: AnchorText) -> Types | None:
    """The event types of which an anchor needs at least one; `None` when it may come without any event."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.anchor is not None:
            return anchor_types(compiler, definition.anchor)
        return frozenset((text,))
    if isinstance(text, EventAnchor):
        return None if text.event == "any" else frozenset(event_names(text.event))
    if isinstance(text, StartAnchor):
        return state_types(compiler, text.start_of)
    if isinstance(text, EndAnchor):
        return state_types(compiler, text.end_of)
    if isinstance(text, LastingAnchor):
        return state_types(compiler, text.lasting)
    if isinstance(text, TotalAnchor):
        return state_types(compiler, text.total)
    if isinstance(text, FirstOfAnchor):
        return _any([anchor_types(compiler, each) for each in text.first_of])
    if isinstance(text, AnyAnchor):
        return _any([anchor_types(compiler, each) for each in text.any_of])
    if isinstance(text, AllOfAnchor):
        return _all([anchor_types(compiler, each) for each in text.all_of])
    return None


def state_types(compiler: Compiler, text: StateText) -> Types | None:
    """The event types of which a state needs at least one to hold; `None` when it may hold without any."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.state is not None:
            return state_types(compiler, definition.state)
        return _period_types(compiler, text)
    if isinstance(text, PeriodState):
        return _period_types(compiler, text.period)
    if isinstance(text, SpanState):
        return anchor_types(compiler, text.from_)
    if isinstance(text, LastedState):
        return state_types(compiler, text.has_lasted)
    if isinstance(text, TotalState):
        return None if text.under is not None else state_types(compiler, text.total)
    if isinstance(text, HappenedState):
        return compiler.part(text.happened).types
    if isinstance(text, LatestState):
        return frozenset(event_names(text.latest))
    if isinstance(text, AllOfState):
        return _all([state_types(compiler, each) for each in text.all_of])
    if isinstance(text, AnyOfState):
        return _any([state_types(compiler, each) for each in text.any_of])
    return None


def _period_types(compiler: Compiler, name: str) -> Types | None:
    period = compiler.vocabulary.periods.get(name)
    if period is None or not period.opens:
        return None
    return frozenset(name for edge in period.opens for name in event_names(edge.event))


def trigger_types(compiler: Compiler, text: AnchorText) -> Types:
    """The event types that may stand at an anchor: an act about another event of one of them is not for its duty."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.anchor is not None:
            return trigger_types(compiler, definition.anchor)
        return frozenset((text,))
    if isinstance(text, EventAnchor):
        return frozenset(compiler.vocabulary.events if text.event == "any" else event_names(text.event))
    if isinstance(text, StartAnchor):
        return _opening_types(compiler, text.start_of)
    if isinstance(text, EndAnchor):
        return _opening_types(compiler, text.end_of) | _closing_types(compiler, text.end_of)
    if isinstance(text, LastingAnchor):
        return _opening_types(compiler, text.lasting)
    if isinstance(text, TotalAnchor):
        return _opening_types(compiler, text.total)
    if isinstance(text, DueAnchor | BreachAnchor):
        return _types_of_rule(compiler, text.due if isinstance(text, DueAnchor) else text.breach)
    if isinstance(text, DoneAnchor):
        return _types_that_do(compiler, text.done)
    return frozenset(name for part in _several(text) for name in trigger_types(compiler, part))


def _types_of_rule(compiler: Compiler, rule_id: str) -> Types:
    """The event types that may set off an obligation of another rule: of a series, what was done last is one."""
    rule = compiler.rules.get(rule_id)
    anchor = _anchor_of(rule)
    found = frozenset[str]() if anchor is None else trigger_types(compiler, anchor)
    if isinstance(rule, Series | Quota | Limit):
        for state in (rule.while_, rule.of if isinstance(rule, Limit) else None):
            found |= frozenset() if state is None else _opening_types(compiler, state)
    act = rule.do if isinstance(rule, Series) else rule.each if isinstance(rule, Limit) else None
    return found if act is None else found | compiler.act(act).types


def _types_that_do(compiler: Compiler, rule_id: str) -> Types:
    """The event types that may discharge another rule: what is judged discharges itself, as what is written up does."""
    rule = compiler.rules.get(rule_id)
    if isinstance(rule, Judgement):
        return frozenset(("practice_audit.answered",))
    if not isinstance(rule, Deadline | Lead | Series | Quota):
        return _types_of_rule(compiler, rule_id)
    act = compiler.act(rule.do)
    return act.types | _types_of_rule(compiler, rule_id) if act.recorded else act.types


def _anchor_of(rule: Rule | None) -> AnchorText | None:
    """The point in time at which a rule is set off or asked, of those that have one."""
    if isinstance(rule, Deadline):
        return rule.after
    if isinstance(rule, Lead):
        return rule.before
    if isinstance(rule, Gate):
        return rule.guards
    return rule.on if isinstance(rule, Check | Judgement) else None


def _several(text: AnchorText) -> list[AnchorText]:
    """The points in time of which an anchor takes the first, the last to come or each."""
    if isinstance(text, FirstOfAnchor):
        return text.first_of
    if isinstance(text, AnyAnchor):
        return text.any_of
    return text.all_of if isinstance(text, AllOfAnchor) else []


def _opening_types(compiler: Compiler, text: StateText) -> Types:
    """The event types with which a state may begin."""
    if isinstance(text, AllOfState | AnyOfState):
        parts = text.all_of if isinstance(text, AllOfState) else text.any_of
        return frozenset(name for part in parts for name in _opening_types(compiler, part))
    if isinstance(text, str) and text in compiler.definitions:
        state = compiler.definitions[text].state
        return frozenset() if state is None else _opening_types(compiler, state)
    if isinstance(text, SpanState):
        return trigger_types(compiler, text.from_)
    if isinstance(text, LastedState):
        return _opening_types(compiler, text.has_lasted)
    if isinstance(text, TotalState):
        return _opening_types(compiler, text.total)
    return state_types(compiler, text) or frozenset()


def _closing_types(compiler: Compiler, text: StateText) -> Types:
    """The event types with which a state may end."""
    if isinstance(text, str) and text in compiler.definitions:
        state = compiler.definitions[text].state
        return frozenset() if state is None else _closing_types(compiler, state)
    if isinstance(text, str | PeriodState):
        period = compiler.vocabulary.periods[text if isinstance(text, str) else text.period]
        return frozenset(name for edge in period.closes for name in event_names(edge.event))
    if isinstance(text, SpanState):
        return frozenset() if text.until is None else trigger_types(compiler, text.until)
    if isinstance(text, AllOfState | AnyOfState):
        parts = text.all_of if isinstance(text, AllOfState) else text.any_of
        return frozenset(name for part in parts for name in _closing_types(compiler, part))
    return frozenset()


def _any(parts: list[Types | None]) -> Types | None:
    found: Types = frozenset()
    for part in parts:
        if part is None:
            return None
        found |= part
    return found


def _all(parts: list[Types | None]) -> Types | None:
    """Of several that are all needed, the one that asks for the fewest types decides."""
    known = [part for part in parts if part is not None]
    return min(known, key=lambda types: (len(types), sorted(types))) if known else None
