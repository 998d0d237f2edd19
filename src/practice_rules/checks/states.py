"""States that hold at no time, and pairs of them that never hold together."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from practice_rules.checks.written import canonical
from practice_rules.language.moments import AgeState, AllOfState, AnyOfState, NotState, StateText
from practice_rules.language.pack import PackFile
from practice_rules.language.words import Age


def why_empty(state: StateText, pack: PackFile) -> str | None:
    """Why a state holds at no time, in words; `None` when it may hold."""
    asked = _all_of(state, pack)
    denied = {_same(each.not_, pack) for each in asked if isinstance(each, NotState)}
    for each in asked:
        if not isinstance(each, NotState) and _same(each, pack) in denied:
            return "one part of it is denied by another"
    ages = [each.age for each in asked if isinstance(each, AgeState)]
    starts = [age.from_ for age in ages if age.from_ is not None]
    ends = [age.under for age in ages if age.under is not None]
    for start in starts:
        for end in ends:
            if in_months(start) >= in_months(end):
                return f"nobody is both {start} or older and under {end}"
    for each in asked:
        if isinstance(each, AnyOfState):
            whys = [why_empty(option, pack) for option in each.any_of]
            if all(why is not None for why in whys):
                return whys[0]
    return None


def never_together(one: StateText, other: StateText, pack: PackFile) -> str | None:
    """Why two states never hold at one time, in words; `None` when they may."""
    return why_empty(AllOfState.model_construct(all_of=[one, other]), pack)


def implies(one: StateText, other: StateText, pack: PackFile) -> bool:
    """Whether the second state certainly holds whenever the first does."""
    parts = {_same(each, pack) for each in _all_of(one, pack)}
    whole = _resolved(other, pack)
    if isinstance(whole, AnyOfState):
        return any(implies(one, option, pack) for option in whole.any_of)
    return bool(parts) and all(_same(each, pack) in parts for each in _all_of(other, pack))


def in_months(age: Age) -> float:
    """An age in months, days as parts of one; counted back where it is said so."""
    back = age.back
    taken = 0.0 if back is None else back.total_months + back.total_days / 30.5
    return age.months + age.days / 30.5 - taken


def _resolved(state: StateText, pack: PackFile) -> Any:
    seen: set[str] = set()
    while isinstance(state, str) and state not in seen:
        seen.add(state)
        definition = pack.definitions.get(state)
        if definition is None or definition.state is None:
            break
        state = definition.state
    return state


def _all_of(state: StateText, pack: PackFile, depth: int = 0) -> list[Any]:
    """The states that must all hold; a denial of several alternatives denies each."""
    whole = _resolved(state, pack)
    if depth > 20:
        return [whole]
    if isinstance(whole, AllOfState):
        return [part for each in whole.all_of for part in _all_of(each, pack, depth + 1)]
    if isinstance(whole, NotState):
        inner = _resolved(whole.not_, pack)
        if isinstance(inner, NotState):
            return _all_of(inner.not_, pack, depth + 1)
        if isinstance(inner, AnyOfState):
            return [NotState.model_construct(not_=each) for each in inner.any_of]
    return [whole]


def _same(state: Any, pack: PackFile) -> Hashable:
    return canonical(state, pack)
