"""Making up a history in which a check or a judgement is triggered, met, breached or unknown.

A small solver over the language: for a condition it finds attribute values that meet it, for a state the events that
make it hold. It exists so that every check and judgement of every pack can be tried without writing each by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from practice_rules.case import Case, Event, Subject
from practice_rules.engine.compile import CompiledPack
from practice_rules.language.conditions import Test, Where
from practice_rules.language.moments import (
    AgeState,
    AllOfState,
    AnyAnchor,
    AnyOfAct,
    AnyOfState,
    BeforeState,
    DefinedAct,
    EndAnchor,
    EventAct,
    EventAnchor,
    HappenedState,
    LastedState,
    LatestState,
    NotState,
    PeriodState,
    SpanState,
    StartAnchor,
    SubjectState,
)
from practice_rules.language.rules import Check, Judgement
from practice_rules.vocabulary.model import Attribute

TODAY = date(2026, 3, 4)
EARLIER = date(2024, 9, 2)


class CannotSolve(Exception):
    """A part of the language that the solver has no recipe for."""


@dataclass
class Story:
    """The events, facts and birthday a history needs."""

    pack: CompiledPack
    kind: str = "child"
    born: date | None = date(2014, 5, 6)
    facts: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    fixed: dict[str, Any] = field(default_factory=dict)

    def attribute(self, event_type: str, name: str) -> Attribute:
        found = self.pack.vocabulary.attribute(event_type, name)
        if found is None:
            raise CannotSolve(f"{event_type} has no {name}")
        return found

    def values(self, event_type: str, where: Where | None, given: dict[str, Any] | None = None) -> dict[str, Any]:
        """Attributes (and `by`) that meet a condition."""
        chosen = dict(given or {})
        if where is None:
            return chosen
        for name, test in where.tests.items():
            if name in ("recorded_at", "time", "age"):
                raise CannotSolve(name)
            chosen[name] = self.good(event_type, name, test, chosen.get(name))
            if isinstance(test, Test) and test.includes_all_in is not None:
                words = frozenset(["social_worker", "parent"])
                chosen[name] = chosen[test.includes_all_in] = words
        if where.any_of:
            chosen = self.values(event_type, where.any_of[0], chosen)
        for option in where.none_of or ():
            for name, test in option.tests.items():
                recorded = isinstance(test, Test) and test.recorded is False
                if not (recorded and chosen.get(name) is not None):
                    chosen[name] = self.bad(event_type, name, test)
        if where.about is not None:
            raise CannotSolve("about")
        return chosen

    def good(self, event_type: str, name: str, test: Any, held: Any = None) -> Any:
        """A value that passes a test."""
        kind = self.attribute(event_type, name)
        is_set = kind.type in ("choices", "roles")
        if isinstance(test, list):
            return test[0]
        if not isinstance(test, Test):
            return frozenset([test]) | (held or frozenset()) if is_set else test
        if test.includes is not None or test.includes_any is not None or test.count_at_least is not None:
            words = set(held or ())
            words |= set([test.includes] if isinstance(test.includes, str) else test.includes or ())
            words |= set((test.includes_any or ())[:1])
            refused = set([test.excludes] if isinstance(test.excludes, str) else test.excludes or ())
            for word in self.choices(kind):
                if len(words) >= (test.count_at_least or 1):
                    break
                if word not in refused:
                    words.add(word)
            return frozenset(words)
        if test.excludes is not None:
            refused = set([test.excludes] if isinstance(test.excludes, str) else test.excludes)
            return frozenset(word for word in self.choices(kind)[:5] if word not in refused)
        if test.not_ is not None:
            unwanted = test.not_ if isinstance(test.not_, list) else [test.not_]
            if kind.type == "boolean":
                return not unwanted[0]
            return next(word for word in self.choices(kind) if word not in unwanted)
        for bound, step in ((test.at_least, 0), (test.at_most, 0), (test.over, 1), (test.under, -1)):
            if bound is not None:
                return bound + step if isinstance(bound, int | float) else bound
        if test.recorded is False:
            return None
        return self.anything(kind)

    def bad(self, event_type: str, name: str, test: Any) -> Any:
        """A value that fails a test."""
        kind = self.attribute(event_type, name)
        if isinstance(test, list):
            return self.other(kind, test)
        if not isinstance(test, Test):
            return frozenset() if kind.type in ("choices", "roles") else self.other(kind, [test])
        if test.excludes is not None:
            return frozenset([test.excludes] if isinstance(test.excludes, str) else test.excludes)
        if any(
            part is not None for part in (test.includes, test.includes_any, test.count_at_least, test.includes_all_in)
        ):
            return frozenset()
        if test.not_ is not None:
            return test.not_[0] if isinstance(test.not_, list) else test.not_
        if test.recorded is not None:
            return None if test.recorded else self.anything(kind)
        for bound, step in ((test.at_least, -1), (test.at_most, 1), (test.over, 0), (test.under, 0)):
            if isinstance(bound, int | float):
                return bound + step
        raise CannotSolve(f"no value fails {test!r}")

    def other(self, kind: Attribute, unwanted: list[Any]) -> Any:
        if kind.type == "boolean":
            return not unwanted[0]
        if kind.type in ("choice", "role"):
            left = [word for word in self.choices(kind) if word not in unwanted]
            if not left:
                raise CannotSolve("every value passes")
            return left[0]
        if kind.type in ("integer", "number"):
            return max(unwanted) + 1
        return "something else"

    def choices(self, kind: Attribute) -> list[str]:
        return list(self.pack.vocabulary.roles) if kind.type in ("role", "roles") else list(kind.values)

    def anything(self, kind: Attribute) -> Any:
        return {
            "boolean": True,
            "integer": 1,
            "number": 1,
            "date": TODAY,
            "datetime": TODAY,
            "duration": "6 weeks",
        }.get(kind.type) or (
            frozenset(self.choices(kind)[:1])
            if kind.type in ("choices", "roles")
            else self.choices(kind)[0]
            if kind.type in ("choice", "role")
            else "words"
        )

    def add(self, event_type: str, at: date, where: Where | None = None) -> Event:
        made = make(event_type, at, self.values(event_type, where), f"e{len(self.events)}")
        self.events.append(made)
        return made

    def hold(self, state: Any, at: date = EARLIER) -> None:
        """Make a state hold from a day on, past today."""
        definitions = self.pack.pack.definitions
        if isinstance(state, str):
            definition = definitions.get(state)
            if definition is not None and definition.state is not None:
                self.hold(definition.state, at)
                return
            state = PeriodState(period=state)
        if isinstance(state, PeriodState):
            period = self.pack.vocabulary.periods[state.period]
            if not period.opens:
                raise CannotSolve("a period of the calendar")
            edge = period.opens[0]
            event_type = edge.event if isinstance(edge.event, str) else edge.event[0]
            start = TODAY - timedelta(days=5) if period.lasts is not None else at
            values = self.values(event_type, state.where, self.values(event_type, edge.where))
            self.events.append(make(event_type, start, values, f"e{len(self.events)}"))
        elif isinstance(state, AgeState):
            low = state.age.from_.months if state.age.from_ is not None else 0
            high = state.age.under.months if state.age.under is not None else low + 12
            months = (low + high) // 2
            self.born = (
                date(TODAY.year - months // 12 - 1, 6, 1) if months % 12 else date(TODAY.year - months // 12, 2, 1)
            )
        elif isinstance(state, SubjectState):
            for name, test in state.subject.items():
                if name == "kind":
                    self.kind = str(test)
                    continue
                fact = self.pack.vocabulary.subject_facts[name]
                self.facts[name] = test if not isinstance(test, list | Test) else self.fact(fact, test)
        elif isinstance(state, AllOfState):
            for part in state.all_of:
                self.hold(part, at)
        elif isinstance(state, AnyOfState):
            self.hold(state.any_of[0], at)
        elif isinstance(state, SpanState):
            self.come(state.from_, at)
        elif isinstance(state, LastedState):
            self.hold(state.has_lasted, at)
        elif isinstance(state, HappenedState):
            self.do(state.happened, TODAY - timedelta(days=3))
        elif isinstance(state, LatestState):
            names = [state.latest] if isinstance(state.latest, str) else state.latest
            self.add(names[0], TODAY - timedelta(days=3), state.where)
        elif isinstance(state, BeforeState):
            if state.in_ is not None:
                self.hold(state.in_, at)
        elif not isinstance(state, NotState):
            raise CannotSolve(type(state).__name__)

    def fact(self, kind: Attribute, test: Any) -> Any:
        if isinstance(test, list):
            return test[0]
        raise CannotSolve(f"a fact that is {test!r} ({kind.type})")

    def come(self, anchor: Any, at: date) -> None:
        """Make an anchor come on a day."""
        if isinstance(anchor, str):
            definition = self.pack.pack.definitions.get(anchor)
            if definition is not None and definition.anchor is not None:
                self.come(definition.anchor, at)
                return
            self.add(anchor, at)
        elif isinstance(anchor, EventAnchor) and anchor.event != "any":
            name = anchor.event if isinstance(anchor.event, str) else anchor.event[0]
            if anchor.in_ is not None:
                self.hold(anchor.in_, at - timedelta(days=20))
            if anchor.next_after is not None or anchor.in_a_row is not None or anchor.nth_within is not None:
                raise CannotSolve("a chosen event")
            times = anchor.which if isinstance(anchor.which, int) else 1
            if times < 1 or anchor.which == "last":
                raise CannotSolve("counted from the end")
            for number in range(times):
                self.add(name, at - timedelta(days=times - 1 - number), anchor.where)
        elif isinstance(anchor, AnyAnchor):
            self.come(anchor.any_of[0], at)
        elif isinstance(anchor, StartAnchor):
            self.hold(anchor.start_of, at)
        elif isinstance(anchor, EndAnchor):
            self.hold(anchor.end_of, EARLIER)
            name = anchor.end_of if isinstance(anchor.end_of, str) else getattr(anchor.end_of, "period", "")
            period = self.pack.vocabulary.periods.get(str(name))
            if period is None or not period.closes:
                raise CannotSolve("the end of a state")
            edge = period.closes[0]
            self.add(edge.event if isinstance(edge.event, str) else edge.event[0], at, edge.where)
        else:
            raise CannotSolve(type(anchor).__name__)

    def do(self, act: Any, at: date) -> None:
        """Do an act on a day."""
        definitions = self.pack.pack.definitions
        if isinstance(act, str):
            definition = definitions.get(act)
            if definition is not None and definition.act is not None:
                self.do(definition.act, at)
                return
            self.add(act, at)
        elif isinstance(act, EventAct):
            self.add(act.event if isinstance(act.event, str) else act.event[0], at, act.where)
        elif isinstance(act, DefinedAct):
            self.do(definitions[act.definition].act, at)
        elif isinstance(act, AnyOfAct):
            self.do(act.any_of[0], at)
        else:
            raise CannotSolve(type(act).__name__)

    def case(self) -> Case:
        return Case(Subject("s", self.kind, self.born, self.facts), tuple(self.events))  # type: ignore[arg-type]


def make(event_type: str, at: date, values: dict[str, Any], name: str) -> Event:
    """An event with attribute values; `by` belongs to the event itself, and `None` is left out."""
    kept = {key: value for key, value in values.items() if value is not None and key != "by"}
    return Event(event_type, at, id=name, by=values.get("by"), attributes=kept)


def begin(pack: CompiledPack, rule: Check | Judgement) -> Story:
    """A story in which a rule applies and is triggered today."""
    subjects = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    story = Story(pack, kind=subjects[0])
    if rule.only_if is not None:
        story.hold(rule.only_if)
    if rule.on is None:
        story.add("case.opened", TODAY)
    else:
        story.come(rule.on, TODAY)
    return story
