"""What else a rule says, line by line, for whoever signs it off: agreements, conditions settled later, what counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from practice_rules.language.moments import DefinedAct, EventAct
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Deadline, Gate, Lead, Need, Quota, RuleBase, Series, Settled, Variation
from practice_rules.result.phrases import say_act, say_anchor, say_events, say_state
from practice_rules.result.wording import capital, in_words, listed, say_where

Line = tuple[str, str]


def particulars(rule: RuleBase, pack: PackFile) -> Iterator[Line]:
    """Each further thing a rule says, with what to call it."""
    for name in sorted(_defined(rule, frozenset(pack.definitions))):
        yield "Here means", f"{in_words(name)}: {pack.definitions[name].meaning}"
    agreed = getattr(rule, "or_as_agreed", None)
    if isinstance(agreed, Variation):
        yield "Unless agreed", _variation(agreed)
    for number, phase in enumerate(getattr(rule, "phases", None) or (), 1):
        if phase.or_as_agreed is not None:
            yield "Unless agreed", f"in phase {number}: {_variation(phase.or_as_agreed)}"
    provided = getattr(rule, "provided", None)
    if isinstance(provided, Settled):
        yield "Provided", f"{say_events(provided.event)} ({say_where(provided.where)}); otherwise nothing is owed"
    yield from _what_counts(rule)
    if isinstance(rule, Gate):
        for need in rule.needs:
            yield "Needs", _need(need)
    lapses = _lapses(rule, pack)
    if lapses:
        yield "Falls away at", listed(map(say_anchor, lapses), "or")


def _lapses(rule: RuleBase, pack: PackFile) -> list[Any]:
    """What ends the duty: the rule's own words, or the pack's default for the forms that it is for."""
    if rule.lapses_when is not None:
        return list(rule.lapses_when)
    return list(pack.defaults.lapses_when) if isinstance(rule, Deadline | Lead | Series | Quota) else []


def _what_counts(rule: RuleBase) -> Iterator[Line]:
    belongs = getattr(rule, "belongs_to", None)
    if belongs is not None:
        yield "Belongs to", f"{in_words(belongs)}; it ends the duty"
    for key, words in (("early", "an act before it"), ("since", "an act")):
        value = getattr(rule, key, None)
        if value is not None:
            yield "Counts too", f"{words}, {_since(value)}"
    if getattr(rule, "discharges", "one") == "all":
        yield "One act", "serves every open duty of this rule"
    matched = sorted(_matched(getattr(rule, "do", None)))
    if matched:
        yield "The same", f"{listed(map(in_words, matched))} as the trigger's"
    if any(act.about == "trigger" for act in _acts(getattr(rule, "do", None))):
        yield "About", "the trigger, when it says what it is about"


def _since(value: Any) -> str:
    if value in ("any time", "previous"):
        return "at any time" if value == "any time" else "since the previous one"
    if not isinstance(value, str | BaseModel):
        return f"up to {value} before"
    state: Any = value  # what is no length of time here is a state
    return f"during {say_state(state)}"


def _variation(agreed: Variation) -> str:
    how = {"tighter": "shorter only", "looser": "longer only", "either": "shorter or longer"}[agreed.only]
    parts = [f"{say_events(agreed.event)}, {how}"]
    if agreed.where is not None:
        parts.append(f"if {say_where(agreed.where)}")
    if agreed.outer is not None:
        parts.append(f"never beyond {agreed.outer}")
    if agreed.otherwise is not None:
        parts.append(f"{agreed.otherwise} when no length is given")
    return "; ".join(parts)


def _need(need: Need) -> str:
    if need.do is not None:
        what = say_act(need.do)
        bounds = [f"at most {need.fresh} old"] if need.fresh is not None else []
        bounds += [f"since {say_anchor(need.since)}"] if need.since is not None else []
        bounds += [f"in the same {in_words(need.in_)}"] if need.in_ is not None else []
        what = ", ".join([what, *bounds])
    else:
        what = f"while {say_state(need.state)}" if need.state is not None else say_where(need.have)
    only = f", only if {say_state(need.only_if)}" if need.only_if is not None else ""
    return f"{capital(need.named)}: {what}{only}"


def _acts(written: Any) -> Iterator[EventAct]:
    if isinstance(written, EventAct):
        yield written
    for key in ("any_of", "all_of"):
        for each in getattr(written, key, None) or ():
            yield from _acts(each)


def _matched(written: Any) -> frozenset[str]:
    own = frozenset(written.match) if isinstance(written, EventAct | DefinedAct) else frozenset[str]()
    inside = (_matched(each) for key in ("any_of", "all_of") for each in getattr(written, key, None) or ())
    return own.union(*inside)


def _defined(written: Any, names: frozenset[str]) -> frozenset[str]:
    """The definitions that a part of a rule speaks of."""
    if isinstance(written, str):
        return frozenset({written}) & names
    if isinstance(written, list):
        return frozenset(name for each in written for name in _defined(each, names))
    if not isinstance(written, BaseModel):
        return frozenset()
    told = ("id", "title", "standard", "source", "reading", "responsible", "where", "have")
    return frozenset(
        name
        for key in written.model_fields_set
        if key not in told
        for name in _defined(getattr(written, key, None), names)
    )
