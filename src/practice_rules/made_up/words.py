"""Filling in the facts of an event, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random

from practice_rules.case.event import AttributeValue
from practice_rules.made_up.habits import Habits
from practice_rules.made_up.values import (
    AT_AN_HOUR,
    BY,
    CHOICE,
    LENGTHS,
    NUMBERS,
    RARELY,
    ROLE,
    ROLES,
    TRUE,
    TRUE_OTHERWISE,
    WORDS,
)
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import Attribute
from practice_rules.vocabulary.words import Vocabulary

WAYS = 128
"""How many ways of filling in an event type there are; each is made when it is first used, always the same."""

_FEW = 12
_SELDOM = 0.15

Facts = Mapping[str, AttributeValue]
_Draw = Callable[[], float]


class Wording:
    """The ways in which the events of each type are filled in, under one set of habits."""

    def __init__(self, habits: Habits, vocabulary: Vocabulary) -> None:
        self._filled = habits.filled
        self._vocabulary = vocabulary
        self._ways: dict[str, list[Facts | None]] = {}
        self.hourly = frozenset(name for name in vocabulary.events if name.partition(".")[0] in AT_AN_HOUR)
        self.by = {name: BY.get(name) or BY.get(name.partition(".")[0], "social_worker") for name in vocabulary.events}

    def facts(self, event_type: str, draw: float) -> Facts:
        """One way of filling in an event, chosen by a number from 0 to 1. Shared: never change it."""
        ways = self._ways.get(event_type)
        if ways is None:
            ways = self._ways[event_type] = [None] * WAYS
        place = int(draw * WAYS)
        found = ways[place]
        if found is None:
            found = ways[place] = self._fill(event_type, place)
        return found

    def _fill(self, event_type: str, place: int) -> Facts:
        draw = Random(f"{event_type}/{place}").random
        facts: dict[str, AttributeValue] = {}
        for name, attribute in self._vocabulary.events[event_type].items():
            share = _SELDOM if name in RARELY else self._filled
            if draw() < share:
                value = _value(event_type, name, attribute, draw)
                if value is not None:
                    facts[name] = value
        return facts


def _value(event_type: str, name: str, attribute: Attribute, draw: _Draw) -> AttributeValue:
    """A usual value of an attribute; none for dates and references, which only a story knows."""
    full = f"{event_type}.{name}"
    kind = attribute.type
    if kind == "boolean":
        return draw() < TRUE.get(full, TRUE.get(name, TRUE_OTHERWISE))
    if kind == "choice":
        weighed = [pair for pair in CHOICE.get(full, CHOICE.get(name, ())) if pair[0] in attribute.values]
        return _weighed(weighed, draw) if weighed else _one(list(attribute.values), draw)
    if kind == "choices":
        return _several(list(attribute.values), draw)
    if kind == "role":
        return _weighed(ROLE.get(full, ROLE.get(name, (("social_worker", 1.0),))), draw)
    if kind == "roles":
        likely = ROLES.get(full, ROLES.get(name, (("social_worker", 0.95), ("parent", 0.8))))
        return frozenset(role for role, share in likely if draw() < share) or None
    if kind == "duration":
        return _one(LENGTHS.get(full, LENGTHS.get(name, ("4 weeks",))), draw)
    if kind in ("integer", "number"):
        least, most = NUMBERS.get(full, NUMBERS.get(name, (0, 5)))
        return least + int(draw() * (most - least + 1))
    if kind == "text" and name in WORDS:
        return _one(WORDS[name], draw)
    return None


def _one(words: list[str] | tuple[str, ...], draw: _Draw) -> str:
    return words[int(draw() * len(words))]


def _weighed(pairs: list[tuple[str, float]] | tuple[tuple[str, float], ...], draw: _Draw) -> str:
    left = draw() * sum(share for _, share in pairs)
    for word, share in pairs:
        left -= share
        if left < 0:
            return word
    return pairs[-1][0]


def _several(words: list[str], draw: _Draw) -> frozenset[str]:
    """Of a short list nearly all; of a long one about a dozen."""
    share = 0.88 if len(words) <= _FEW else _FEW / len(words)
    return frozenset(word for word in words if draw() < share) or frozenset(words[:1])


@lru_cache(maxsize=8)
def wording(habits: Habits) -> Wording:
    """The ways of filling in events under these habits, in the shared vocabulary."""
    return Wording(habits, load_vocabulary())
