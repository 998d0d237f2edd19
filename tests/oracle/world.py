"""Periods, states and anchors: stretches of time and points in time, found by looking at one instant after another.

A state is asked "do you hold now?" at every instant at which anything could change, and its stretches are read off
the answers. Slow, and hard to get wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.conditions import Where
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.model import Edge, Period
from practice_rules.vocabulary.words import Vocabulary
from tests.oracle.conditions import Truth, all_true, any_true, holds, opposite
from tests.oracle.record import Record
from tests.oracle.time import (
    LONDON,
    ONE_SECOND,
    Counting,
    Run,
    When,
    before,
    begins,
    birthday,
    ends,
    midnight,
    not_after,
    order,
    when,
)

LONG_AGO = datetime(1971, 1, 2, tzinfo=UTC)


@dataclass(eq=False)
class Trigger:
    """Something a rule hangs on: when, the event if it is one, whether it is certain, and the run it belongs to."""

    when: When
    event: Event | None = None
    sure: Truth = True
    run: Run | None = None
    closes: Run | None = None


def listed(value: str | list[str]) -> list[str]:
    """A word or several, as a list."""
    return [value] if isinstance(value, str) else value


def day_or_instant(instant: datetime) -> When:
    """A state's change as a moment: at midnight only the day is known."""
    day = instant.astimezone(LONDON).date()
    return When(day) if instant == midnight(day) else When(day, instant)


def last_moment(stop: datetime) -> When:
    """The last moment of a stretch that stops just before an instant."""
    day = stop.astimezone(LONDON).date()
    if stop == midnight(day):
        return When(day - timedelta(days=1))
    return When(day, stop - ONE_SECOND)


@dataclass
class World:
    """One case seen through one pack: what every rule is judged against."""

    pack: PackFile
    vocabulary: Vocabulary
    record: Record
    counting: Counting
    chained: Callable[[str], list[Any]] = field(default=lambda _: [])
    _runs: dict[Any, list[Run]] = field(default_factory=dict)

    @property
    def as_of(self) -> When:
        """The moment at which everything is asked."""
        return self.record.as_of

    # periods

    def period(self, name: str) -> list[Run]:
        """The runs of a period of the vocabulary."""
        if name not in self._runs:
            self._runs[name] = self._walk(self.vocabulary.periods[name])
        return self._runs[name]

    def _edge(self, edges: list[Edge], event: Event) -> Truth:
        return any_true(
            [holds(self.record, edge.where, event) for edge in edges if event.type in listed(edge.event)] or [False]
        )

    def _walk(self, period: Period) -> list[Run]:
        found: list[Run] = []
        idle: list[Event] = []
        for event in self.record.occurred:
            moment = when(event.at)
            going = [run for run in found if run.end is None]
            if self._edge(period.closes, event):
                matched = [run for run in going if self._matches(period.same, run, event)]
                for run in matched:
                    run.end, run.closing = moment, event
                if not matched:
                    idle.append(event)
            if self._edge(period.opens, event):
                going = [run for run in found if run.end is None]
                alike = [run for run in going if self._key(period.same, run.opening) == self._key(period.same, event)]
                if alike and not period.same:
                    continue
                for run in alike:
                    run.end, run.closing = moment, event
                run = Run(moment, None, event)
                found.append(run)
                same_day = [e for e in idle if self._matches(period.same, run, e) and not before(when(e.at), moment)]
                if same_day:
                    run.end, run.closing = when(same_day[0].at), same_day[0]
        for run in found:
            if run.end is not None and ends(run.end) > ends(self.as_of):
                run.end = None
        if period.lasts is not None:
            for run in found:
                last = self.counting.after(run.start, period.lasts)
                end = When(last.day, last.at)
                if (run.end is None or before(end, run.end)) and not_after(end, self.as_of):
                    run.end = end
        return found

    def _key(self, same: list[str], event: Event | None) -> list[Any]:
        return [None if event is None else event.attributes.get(name) for name in same]

    def _matches(self, same: list[str], run: Run, closing: Event) -> bool:
        pairs = zip(self._key(same, run.opening), self._key(same, closing), strict=True)
        return all(theirs is None or ours == theirs for ours, theirs in pairs)

    # states

    def truth(self, state: Any, instant: datetime) -> Truth:
        """Whether a state holds at an instant."""
        if isinstance(state, str):
            defined = self.pack.definitions.get(state)
            if defined is not None and defined.state is not None:
                return self.truth(defined.state, instant)
            return any(run.covers(instant) for run in self.period(state))
        if isinstance(state, said.AllOfState):
            return all_true(self.truth(each, instant) for each in state.all_of)
        if isinstance(state, said.AnyOfState):
            return any_true(self.truth(each, instant) for each in state.any_of)
        if isinstance(state, said.NotState):
            return opposite(self.truth(state.not_, instant))
        if isinstance(state, said.AgeState):
            return self._age(state, instant)
        return any_true([run.sure for run in self.runs(state) if run.covers(instant)] or [False])

    def _age(self, state: said.AgeState, instant: datetime) -> Truth:
        if self.record.born is None:
            return None
        from_, under = state.age.from_, state.age.under
        old_enough = from_ is None or instant >= midnight(birthday(self.record.born, from_))
        return old_enough and (under is None or instant < midnight(birthday(self.record.born, under)))

    def changes(self, state: Any) -> set[datetime]:
        """The instants at which a state may begin or cease to hold."""
        if isinstance(state, str):
            defined = self.pack.definitions.get(state)
            if defined is not None and defined.state is not None:
                return self.changes(defined.state)
        parts = {said.AllOfState: "all_of", said.AnyOfState: "any_of"}
        if type(state) in parts:
            return {instant for each in getattr(state, parts[type(state)]) for instant in self.changes(each)}
        if isinstance(state, said.NotState):
            return self.changes(state.not_)
        if isinstance(state, said.AgeState):
            born = self.record.born
            ages = [age for age in (state.age.from_, state.age.under) if age is not None]
            return set() if born is None else {midnight(birthday(born, age)) for age in ages}
        runs = self.runs(state)
        return {begins(run.start) for run in runs} | {ends(run.end) for run in runs if run.end is not None}

    def runs(self, state: Any) -> list[Run]:
        """The stretches in which a state holds, as far as `as_of` can tell."""
        if isinstance(state, str) and not (state in self.pack.definitions and self.pack.definitions[state].state):
            return self.period(state)
        if id(state) not in self._runs:
            self._runs[id(state)] = [run for run in self._stretches(state) if not_after(run.start, self.as_of)]
        return self._runs[id(state)]

    def _stretches(self, state: Any) -> list[Run]:
        if isinstance(state, said.PeriodState):
            judged = [
                (run, holds(self.record, state.where, run.opening)) for run in self.period(state.period) if run.opening
            ]
            return [Run(run.start, run.end, run.opening, sure) for run, sure in judged if sure is not False]
        if isinstance(state, said.BeforeState):
            return self._before(state)
        if isinstance(state, said.SpanState):
            return self._span(state)
        if isinstance(state, said.LastedState):
            return [
                Run(since, run.end, run.opening, run.sure)
                for run in self.runs(state.has_lasted)
                for since in [self._lasted(run, state.for_)]
                if run.end is None or not_after(since, run.end)
            ]
        if isinstance(state, said.HappenedState):
            return self._happened(state)
        return self.read_off(self.changes(state), lambda instant: self.truth(state, instant))

    def read_off(self, changes: Iterable[datetime], truth: Callable[[datetime], Truth]) -> list[Run]:
        """Stretches of one answer, from the answers at each instant of change."""
        found: list[Run] = []
        latest: Truth = False
        for instant in sorted({LONG_AGO, *changes}):
            now = truth(instant)
            if now == latest and type(now) is type(latest):
                continue
            if found and found[-1].end is None:
                found[-1].end = last_moment(instant)
            if now is not False:
                found.append(Run(day_or_instant(instant), None, None, now))
            latest = now
        for run in found:
            if run.end is not None and not not_after(run.end, self.as_of):
                run.until, run.end = run.end, None
        return found

    def _within(self, name: str | None) -> list[Run]:
        return [Run(day_or_instant(LONG_AGO))] if name is None else self.runs(name)

    def _before(self, state: said.BeforeState) -> list[Run]:
        found = []
        for run in self._within(state.in_):
            comes = [t.when for t in self.occurrences(state.before) if run.has(t.when)]
            if not comes:
                found.append(Run(run.start, run.end, run.opening))
            elif before(run.start, comes[0]):
                found.append(Run(run.start, last_moment(begins(comes[0])), run.opening))
        return found

    def _span(self, state: said.SpanState) -> list[Run]:
        found: list[Run] = []
        for outer in self._within(state.in_):
            for trigger in self.occurrences(state.from_):
                if not outer.has(trigger.when) or any(run.covers(begins(trigger.when)) for run in found):
                    continue
                stops = [] if state.until is None else self.occurrences(state.until)
                ending = [t.when for t in stops if t.event is not trigger.event and not_after(trigger.when, t.when)]
                ending += [outer.end] if outer.end is not None else []
                found.append(Run(trigger.when, min(ending, key=order) if ending else None, trigger.event))
        return found

    def _happened(self, state: said.HappenedState) -> list[Run]:
        assert isinstance(state.happened, str)
        found = []
        for event in self.record.of([state.happened]):
            last = None if state.within is None else self.counting.after(when(event.at), state.within)
            end = None if last is None else When(last.day, last.at)
            found.append(Run(when(event.at), end, event))
        return found

    def _lasted(self, run: Run, length: Any) -> When:
        reached = self.counting.after(run.start, length)
        return When(reached.day, reached.at)

    def holds_at(self, state: Any, moment: When) -> Truth:
        """Whether a state holds at some instant of a moment."""
        first, stop = begins(moment), ends(moment)
        instants = [first, *(instant for instant in self.changes(state) if first < instant < stop)]
        return any_true(self.truth(state, instant) for instant in instants)

    # anchors

    def occurrences(self, anchor: Any) -> list[Trigger]:
        """Each time an anchor comes, in order, as far as the record shows."""
        found = self._occurrences(anchor)
        plus, minus = getattr(anchor, "plus", None), getattr(anchor, "minus", None)
        for trigger in found if plus or minus else []:
            due = self.counting.after(trigger.when, plus) if plus else self.counting.before(trigger.when, minus)
            trigger.when = When(due.day, due.at)
        return sorted(found, key=lambda trigger: order(trigger.when))

    def _occurrences(self, anchor: Any) -> list[Trigger]:
        if isinstance(anchor, str):
            defined = self.pack.definitions.get(anchor)
            if defined is not None and defined.anchor is not None:
                return self.occurrences(defined.anchor)
            return [Trigger(when(event.at), event) for event in self.record.of([anchor])]
        if isinstance(anchor, said.EventAnchor):
            return self._events(anchor)
        if isinstance(anchor, said.AgeAnchor):
            born = self.record.born
            return [] if born is None else [Trigger(When(birthday(born, anchor.age)))]
        if isinstance(anchor, said.StartAnchor):
            return [Trigger(run.start, run.opening, run.sure, run) for run in self.runs(anchor.start_of)]
        if isinstance(anchor, said.EndAnchor):
            return [
                Trigger(run.end, None, run.sure, None, run) for run in self.runs(anchor.end_of) if run.end is not None
            ]
        if isinstance(anchor, said.LastingAnchor):
            lasted = [(run, self._lasted(run, anchor.for_)) for run in self.runs(anchor.lasting)]
            return [Trigger(at, None, run.sure, run) for run, at in lasted if run.end is None or not_after(at, run.end)]
        if isinstance(anchor, said.DueAnchor | said.BreachAnchor | said.DoneAnchor):
            return self._chain(anchor)
        if isinstance(anchor, said.AnyAnchor):
            return [trigger for each in anchor.any_of for trigger in self.occurrences(each)]
        raise NotImplementedError(type(anchor).__name__)

    def _events(self, anchor: said.EventAnchor) -> list[Trigger]:
        judged = self.judged(listed(anchor.event), anchor.where)
        if anchor.which == "each":
            return [Trigger(when(event.at), event, sure) for event, sure in judged]
        found = []
        for run in self._within(anchor.in_):
            inside = [event for event, sure in judged if sure and run.has_day(when(event.at))]
            place = {"first": 0, "last": -1}.get(str(anchor.which))
            if place is None:
                assert isinstance(anchor.which, int)
                place = anchor.which - 1 if anchor.which > 0 else anchor.which
            if place < 0 and run.end is None:
                continue
            if -len(inside) <= place < len(inside):
                event = inside[place]
                found.append(Trigger(when(event.at), event, True, None if anchor.in_ is None else run))
        return found

    def judged(self, types: list[str], where: Where | None) -> list[tuple[Event, Truth]]:
        """What happened of some types and may meet a condition, each with whether it does."""
        asked = [(event, holds(self.record, where, event)) for event in self.record.of(types)]
        return [(event, sure) for event, sure in asked if sure is not False]

    def _chain(self, anchor: said.DueAnchor | said.BreachAnchor | said.DoneAnchor) -> list[Trigger]:
        found = []
        rule = next(getattr(anchor, kind) for kind in ("due", "breach", "done") if hasattr(anchor, kind))
        for row in self.chained(rule):
            if isinstance(anchor, said.DueAnchor):
                if row.due is not None and row.status != "lapsed":
                    found.append(Trigger(When(row.due.day, row.due.at), row.set_off, run=row.run))
            elif isinstance(anchor, said.BreachAnchor):
                if row.status == "breached" and row.broken is not None:
                    found.append(Trigger(row.broken, row.set_off, True, row.run, row.run if row.due is None else None))
            elif row.done is not None and row.status in ("met", "breached"):
                found.append(Trigger(row.done, row.done_by, run=row.run))
        return found
