"""Which events stand behind a rule's trigger: those whose attributes an act's `match` can be compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from practice_rules.checks.written import event_types
from practice_rules.language.moments import DoneAnchor, EndAnchor, EventAnchor, PeriodState, TotalAnchor
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Check, Deadline, Gate, Judgement, Lead, Quota, RuleBase, Series
from practice_rules.vocabulary.model import Edge
from practice_rules.vocabulary.words import Vocabulary

Types = frozenset[str]


class AnyEvent(Exception):
    """The trigger may be an event of any type, so nothing can be ruled out."""


def carriers(rule: RuleBase, pack: PackFile, words: Vocabulary) -> Types | None:
    """The types of the events that a trigger of the rule, or the period it belongs to, may stand on.

    `None` when it may be any event at all; nothing when it is no event (an age, a total of days).
    """
    try:
        return _Carriers(pack, words).of_rule(rule, frozenset())
    except AnyEvent:
        return None


class _Carriers:
    def __init__(self, pack: PackFile, words: Vocabulary) -> None:
        self._pack = pack
        self._words = words
        self._rules = {rule.id: rule for rule in pack.rules}

    def of_rule(self, rule: RuleBase, trail: Types) -> Types:
        if rule.id in trail:
            return frozenset()
        trail |= {rule.id}
        if isinstance(rule, Deadline):
            return self._anchor(rule.after, trail)
        if isinstance(rule, Lead):
            return self._anchor(rule.before, trail)
        if isinstance(rule, Gate):
            return self._anchor(rule.guards, trail)
        if isinstance(rule, Series | Quota):
            return self._runs(rule.while_, trail)
        if isinstance(rule, Check | Judgement):
            return self._anchor(rule.on, trail)
        return self._runs(getattr(rule, "while_", None), trail) | self._runs(getattr(rule, "of", None), trail)

    def _anchor(self, anchor: Any, trail: Types) -> Types:
        if anchor is None:
            return frozenset()
        if isinstance(anchor, str):
            definition = self._pack.definitions.get(anchor)
            if definition is None or definition.anchor is None or anchor in trail:
                return frozenset({anchor})
            return self._anchor(definition.anchor, trail | {anchor})
        if isinstance(anchor, EventAnchor):
            if anchor.event == "any":
                raise AnyEvent
            return event_types(anchor, self._pack) | self._runs(anchor.in_, trail)
        if isinstance(anchor, TotalAnchor):
            return frozenset()
        found: Types = self._runs(getattr(anchor, "in_", None), trail)
        for key in ("start_of", "end_of", "lasting"):
            state = getattr(anchor, key, None)
            found |= self._runs(state, trail, closing=isinstance(anchor, EndAnchor))
        for key in ("first_of", "all_of", "any_of"):
            for each in getattr(anchor, key, ()):
                found |= self._anchor(each, trail)
        return found | self._chained(anchor, trail)

    def _chained(self, anchor: Any, trail: Types) -> Types:
        """What stands behind a date of another rule: its own trigger, or the event that discharged it."""
        found: Types = frozenset()
        for key in ("due", "breach", "done"):
            other = self._rules.get(getattr(anchor, key, ""))
            if other is not None:
                found |= self.of_rule(other, trail)
                if isinstance(anchor, DoneAnchor):
                    found |= event_types(getattr(other, "do", None), self._pack)
        return found

    def _runs(self, state: Any, trail: Types, closing: bool = False) -> Types:
        """The events that open the runs of a state (or close them); a state that is no period has none."""
        if isinstance(state, PeriodState):
            state = state.period
        elif isinstance(state, str):
            definition = self._pack.definitions.get(state)
            if definition is not None and definition.state is not None and state not in trail:
                return self._runs(definition.state, trail | {state}, closing)
        period = self._words.periods.get(state) if isinstance(state, str) else None
        if period is None:
            return frozenset()
        return _named(period.opens) | (_named(period.closes) if closing else frozenset())


def _named(edges: Iterable[Edge]) -> Types:
    return frozenset(name for edge in edges for name in ([edge.event] if isinstance(edge.event, str) else edge.event))
