"""Anchors, states and acts of the language said in words, for people who do not read YAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice_rules.language import moments as m
from practice_rules.language.moments import ActText, AnchorText, StateText
from practice_rules.result.wording import in_words, listed, nth, say_test, say_where


def say_anchor(text: AnchorText) -> str:
    """A point in time in words.

    >>> say_anchor(m.EventAnchor(event="core_group.held", which="first", plus=None))
    'the first core group held'
    >>> say_anchor("icpc.held")
    'ICPC held'
    """
    if isinstance(text, str):
        return in_words(text)
    phrase = _ANCHORS[type(text)](text) if type(text) in _ANCHORS else "the point in time the pack defines"
    if text.plus is not None:
        phrase = f"{text.plus} after {phrase}"
    return f"{text.minus} before {phrase}" if text.minus is not None else phrase


def say_events(event: str | list[str]) -> str:
    """One event type, or several, in words."""
    if event == "any":
        return "any event"
    return in_words(event) if isinstance(event, str) else listed((in_words(each) for each in event), "or")


def _with(phrase: str, where: Any) -> str:
    condition = say_where(where)
    return f"{phrase} ({condition})" if condition else phrase


def _inside(phrase: str, period: str | None) -> str:
    return f"{phrase} in each {in_words(period)}" if period is not None else phrase


def _event_anchor(text: m.EventAnchor) -> str:
    phrase = _with(say_events(text.event), text.where)
    if text.which != "each":
        phrase = f"the {nth(text.which) if isinstance(text.which, int) else text.which} {phrase}"
    if text.nth_within is not None:
        phrase = f"{phrase} within {text.nth_within}"
    if text.in_a_row is not None:
        phrase = f"{text.in_a_row} in a row of {phrase}"
    if text.next_after is not None:
        phrase = f"the first {phrase} after {say_anchor(text.next_after)}"
    phrase = _inside(phrase, text.in_)
    return f"the {in_words(text.date)} of {phrase}" if text.date is not None else phrase


_ANCHORS: dict[type, Callable[[Any], str]] = {
    m.EventAnchor: _event_anchor,
    m.AgeAnchor: lambda text: f"reaching {text.age}" if text.age.back else f"reaching the age of {text.age}",
    m.StartAnchor: lambda text: _inside(f"the start of {say_state(text.start_of)}", text.in_),
    m.EndAnchor: lambda text: _inside(f"the end of {say_state(text.end_of)}", text.in_),
    m.LastingAnchor: lambda text: f"{say_state(text.lasting)} having lasted {text.for_}",
    m.TotalAnchor: lambda text: f"{say_state(text.total)} adding up to {text.reaches}",
    m.DueAnchor: lambda text: f"the due date of {text.due}",
    m.BreachAnchor: lambda text: f"a breach of {text.breach}",
    m.DoneAnchor: lambda text: _with(f"{text.done} being done", text.where),
    m.FirstOfAnchor: lambda text: f"whichever comes first of {listed(map(say_anchor, text.first_of), 'or')}",
    m.AllOfAnchor: lambda text: f"the last to come of {listed(map(say_anchor, text.all_of))}",
    m.AnyAnchor: lambda text: listed(map(say_anchor, text.any_of), "or"),
}


def say_state(text: StateText) -> str:
    """A stretch of time in words.

    >>> say_state(m.NotState(not_="looked_after"))
    'not looked after'
    """
    if isinstance(text, str):
        return in_words(text)
    return _STATES[type(text)](text) if type(text) in _STATES else "the state the pack defines"


def _age_state(text: m.AgeState) -> str:
    bounds = []
    if text.age.from_ is not None:
        bounds.append(f"from {text.age.from_}")
    if text.age.under is not None:
        bounds.append(f"under {text.age.under}")
    return "age " + " and ".join(bounds)


def _total_state(text: m.TotalState) -> str:
    bound = f"at least {text.at_least}" if text.at_least is not None else f"less than {text.under}"
    return f"{say_state(text.total)} adding up to {bound}"


def _span(text: m.SpanState) -> str:
    phrase = f"from {say_anchor(text.from_)}"
    return phrase if text.until is None else f"{phrase} until {say_anchor(text.until)}"


def _happened(text: m.HappenedState) -> str:
    within = "" if text.within is None else f" within the last {text.within}"
    return f"{say_act(text.happened)}{within}"


_STATES: dict[type, Callable[[Any], str]] = {
    m.PeriodState: lambda text: _with(in_words(text.period), text.where),
    m.AgeState: _age_state,
    m.SubjectState: lambda text: listed(say_test(name, test) for name, test in text.subject.items()),
    m.SpanState: _span,
    m.BeforeState: lambda text: f"before {say_anchor(text.before)}",
    m.LastedState: lambda text: f"{say_state(text.has_lasted)} for at least {text.for_}",
    m.TotalState: _total_state,
    m.HappenedState: _happened,
    m.LatestState: lambda text: _with(f"the latest {say_events(text.latest)}", text.where),
    m.AllOfState: lambda text: listed(map(say_state, text.all_of)),
    m.AnyOfState: lambda text: listed(map(say_state, text.any_of), "or"),
    m.NotState: lambda text: f"not {say_state(text.not_)}",
}


def say_act(text: ActText) -> str:
    """What discharges a duty, in words.

    >>> say_act(m.RepeatedAct(act="visit.made", times=2))
    'visit made, 2 times'
    """
    if isinstance(text, str):
        return in_words(text)
    return _ACTS[type(text)](text) if type(text) in _ACTS else "the act the pack defines"


_ACTS: dict[type, Callable[[Any], str]] = {
    m.EventAct: lambda text: _with(say_events(text.event), text.where),
    m.DefinedAct: lambda text: _with(in_words(text.definition), text.where),
    m.RecordedAct: lambda _text: "writing it up",
    m.AllOfAct: lambda text: listed(map(say_act, text.all_of)),
    m.AnyOfAct: lambda text: listed(map(say_act, text.any_of), "or"),
    m.RepeatedAct: lambda text: f"{say_act(text.act)}, {text.times} times",
}
