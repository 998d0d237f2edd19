"""What a rule asks, and by when, in one phrase for each form of rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice_rules.language.moments import StateText
from practice_rules.language.rules import (
    Check,
    Deadline,
    EachWindow,
    Gate,
    Judgement,
    Lead,
    Limit,
    Quota,
    RuleBase,
    Series,
)
from practice_rules.result.phrases import say_act, say_anchor, say_state
from practice_rules.result.wording import in_words, listed, say_where


def by_when(rule: RuleBase) -> str:
    """When a rule's act is owed, in words: `within 10 working days after ICPC held`."""
    phrase = _BY_WHEN[type(rule)](rule)
    if rule.only_if is not None:
        phrase += f", only if {say_state(rule.only_if)}"
    if rule.unless is not None:
        phrase += f", unless {say_state(rule.unless)}"
    return phrase


def what_is_owed(rule: RuleBase) -> str:
    """What discharges a rule, or what it asks for, in words."""
    if isinstance(rule, Deadline | Lead | Series | Quota):
        return say_act(rule.do)
    if isinstance(rule, Gate):
        return listed(need.named for need in rule.needs)
    if isinstance(rule, Check):
        parts = [say_where(rule.have)] if rule.have is not None else []
        return listed([*parts, *([f"{say_state(rule.while_)} at that time"] if rule.while_ is not None else [])])
    if isinstance(rule, Limit):
        if rule.of is not None:
            return f"a limit on {say_state(rule.of)}"
        return "a limit" if rule.each is None else f"a limit on {say_act(rule.each)}"
    return "an audit's answer"


def _during(state: StateText) -> str:
    phrase = say_state(state)
    return phrase if phrase.startswith("from ") else f"during {phrase}"


def _deadline(rule: Deadline) -> str:
    after = say_anchor(rule.after)
    if rule.by_date is not None:
        otherwise = "" if rule.within is None else f", or else within {rule.within}"
        return f"by the {in_words(rule.by_date)} given by {after}{otherwise}"
    if rule.within is None:
        return f"after {after}, with no time limit"
    if isinstance(rule.within, list):
        return f"within {listed(map(str, rule.within))} after {after}"
    if str(rule.within).startswith("same"):
        return f"on the {rule.within} as {after}" if " by " not in str(rule.within) else f"{rule.within}, from {after}"
    return f"within {rule.within} after {after}"


def _lead(rule: Lead) -> str:
    bounds = []
    if rule.at_least is not None:
        bounds.append(f"at least {rule.at_least}")
    if rule.at_most is not None:
        bounds.append(f"no earlier than {rule.at_most}")
    return f"{listed(bounds, 'but')} before {say_anchor(rule.before)}".strip()


def _series(rule: Series) -> str:
    if rule.phases is None:
        phrase = f"every {rule.every}"
    else:
        parts = []
        for phase in rule.phases:
            every = "no set interval" if phase.every is None else f"every {phase.every}"
            until = "" if phase.until is None else f" until {say_anchor(phase.until)}"
            when = "" if phase.when is None else f" while {say_state(phase.when)}"
            parts.append(f"{every}{until}{when}")
        phrase = ", then ".join(parts)
    first = getattr(rule.first, "within", rule.first)
    start = "" if first is None else f"first within {first}, then "
    return f"{start}{phrase}, {_during(rule.while_)}"


def _quota(rule: Quota) -> str:
    window = f"each {rule.in_.each}" if isinstance(rule.in_, EachWindow) else f"each {in_words(rule.in_)}"
    times = "once" if rule.at_least == 1 else f"{rule.at_least} times"
    return f"at least {times} in {window}, {_during(rule.while_)}"


def _limit(rule: Limit) -> str:
    if rule.no_longer_than is not None:
        return f"no longer than {rule.no_longer_than} at a time"
    window = ""
    if isinstance(rule.in_, EachWindow):
        window = f" in each {rule.in_.each}"
    elif rule.in_ is not None:
        window = f" in each {in_words(rule.in_)}"
    elif rule.in_any is not None:
        window = f" in any {rule.in_any}"
    return f"no more than {rule.no_more_than}{window or ' at once'}"


def _judgement(rule: Judgement) -> str:
    return "for the case as a whole" if rule.on is None else f"at {say_anchor(rule.on)}"


_BY_WHEN: dict[type, Callable[[Any], str]] = {
    Deadline: _deadline,
    Lead: _lead,
    Series: _series,
    Quota: _quota,
    Check: lambda rule: f"at {say_anchor(rule.on)}",
    Gate: lambda rule: f"before {say_anchor(rule.guards)}",
    Limit: _limit,
    Judgement: _judgement,
}
