"""Periods, states and anchors: stretches of time and points in time, found by looking at one instant after another.

A state is asked "do you hold now?" at every instant at which anything could change, and its stretches are read off
the answers. Slow, and hard to get wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.conditions import Where
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.model import Edge, Period
from practice_rules.vocabulary.words import Vocabulary
from tests.oracle.conditions import Truth, all_true, any_true, holds, opposite
from tests.oracle.record import Record, content_order
from tests.oracle.time import (
    LONDON,
    ONE_SECOND,
    Counting,
    Due,
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

Own = tuple[Any, Run] | None
"""A series' period and the run of it that asks."""

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

    def take_periods(self, other: World) -> None:
        """Have the same runs of every period of events as another world of the same case."""
        for name, period in self.vocabulary.periods.items():
            if period.by_calendar is None:
                self._runs[name] = other.period(name)

    def _edge(self, edges: list[Edge], event: Event) -> Truth:
        return any_true(
            [holds(self.record, edge.where, event) for edge in edges if event.type in listed(edge.event)] or [False]
        )

    def _walk(self, period: Period) -> list[Run]:
        if period.by_calendar is not None:
            return self._terms()
        found: list[Run] = []
        waiting: list[Event] = []
        for moment, together in groupby(self.record.occurred, key=lambda event: when(event.at)):
            happened = list(together)
            # A closing that ended nothing ends what opens with it, or later on a day that is all that is known of it.
            waiting = [event for event in waiting if when(event.at) == When(moment.day)]
            closings = [event for event in happened if self._edge(period.closes, event)]
            waiting += [event for event in closings if not self._end(period.same, found, event)]
            for event in happened:
                sure = self._edge(period.opens, event)
                key = self._key(period.same, event)
                alike = [run for run in found if run.end is None and self._key(period.same, run.opening) == key]
                if sure is False or (alike and not period.same):
                    continue
                for run in alike:
                    run.end, run.closing = moment, event
                found.append(Run(moment, None, event, sure))
            waiting = [event for event in waiting if not self._end(period.same, found, event)]
        if period.lasts is not None:
            for run in found:
                last = self.counting.after(run.start, period.lasts)
                end = When(last.day, last.at)
                if (run.end is None or before(end, run.end)) and not_after(end, self.as_of):
                    run.end = end
        return found

    def _terms(self) -> list[Run]:
        """The school terms that have begun; where none are known it may be in term or out of it, at any time."""
        if self.counting.terms is None:
            return [Run(day_or_instant(LONG_AGO), None, None, None)]
        found = []
        for first, last in self.counting.terms:
            if first <= self.as_of.day:
                over = last < self.as_of.day or (last == self.as_of.day and self.as_of.at is None)
                found.append(Run(When(first), When(last) if over else None, None, True, None, When(last)))
        return found

    def _key(self, same: list[str], event: Event | None) -> list[Any]:
        return [None if event is None else event.attributes.get(name) for name in same]

    def _end(self, same: list[str], runs: list[Run], closing: Event) -> bool:
        """End the open runs that a closing matches; whether there were any."""
        theirs = self._key(same, closing)
        matched = [
            run
            for run in runs
            if run.end is None and run.opening is not closing
            if all(t is None or o == t for o, t in zip(self._key(same, run.opening), theirs, strict=True))
        ]
        for run in matched:
            run.end, run.closing = when(closing.at), closing
        return bool(matched)

    def over(self, run: Run) -> When | None:
        """When a run ended, if that is over by `as_of`: a closing day lasts to its end."""
        return run.end if run.end is not None and ends(run.end) <= ends(self.as_of) else None

    # states

    def truth(self, state: Any, instant: datetime, own: Own = None) -> Truth:
        """Whether a state holds at an instant; a series asks it of its `own` run."""
        if isinstance(state, str):
            defined = self.pack.definitions.get(state)
            if defined is not None and defined.state is not None:
                return self.truth(defined.state, instant, own)
            return any(run.covers(instant) for run in self.period(state))
        if isinstance(state, said.AllOfState):
            return all_true(self.truth(each, instant, own) for each in state.all_of)
        if isinstance(state, said.AnyOfState):
            return any_true(self.truth(each, instant, own) for each in state.any_of)
        if isinstance(state, said.NotState):
            return opposite(self.truth(state.not_, instant, own))
        if isinstance(state, said.AgeState):
            return self._age(state, instant)
        return any_true([run.sure for run in self._seen(state, own) if run.covers(instant)] or [False])

    def _seen(self, state: Any, own: Own) -> list[Run]:
        """The stretches of a state; `has_lasted` of a series' own period means the very run that asks."""
        if own is None or not isinstance(state, said.LastedState) or state.has_lasted != own[0]:
            return self.foreseen(state)
        since, run = self._lasted(own[1], state.for_), own[1]
        return [Run(since, run.end, run.opening)] if run.end is None or not_after(since, run.end) else []

    def _age(self, state: said.AgeState, instant: datetime) -> Truth:
        if self.record.born is None:
            return None
        from_, under = state.age.from_, state.age.under
        old_enough = from_ is None or instant >= midnight(birthday(self.record.born, from_, self.record.leap))
        return old_enough and (under is None or instant < midnight(birthday(self.record.born, under, self.record.leap)))

    def changes(self, state: Any, own: Own = None) -> set[datetime]:
        """The instants at which a state may begin or cease to hold."""
        if isinstance(state, str):
            defined = self.pack.definitions.get(state)
            if defined is not None and defined.state is not None:
                return self.changes(defined.state, own)
        parts = {said.AllOfState: "all_of", said.AnyOfState: "any_of"}
        if type(state) in parts:
            return {instant for each in getattr(state, parts[type(state)]) for instant in self.changes(each, own)}
        if isinstance(state, said.NotState):
            return self.changes(state.not_, own)
        if isinstance(state, said.AgeState):
            born = self.record.born
            ages = [age for age in (state.age.from_, state.age.under) if age is not None]
            return set() if born is None else {midnight(birthday(born, age, self.record.leap)) for age in ages}
        runs = self._seen(state, own)
        return {begins(run.start) for run in runs} | {ends(run.end) for run in runs if run.end is not None}

    def runs(self, state: Any) -> list[Run]:
        """The stretches in which a state holds that have begun by `as_of`."""
        return [run for run in self.foreseen(state) if not_after(run.start, self.as_of)]

    def foreseen(self, state: Any) -> list[Run]:
        """The stretches in which a state holds, those that time alone will bring among them."""
        if isinstance(state, str) and not (state in self.pack.definitions and self.pack.definitions[state].state):
            return self.period(state)
        if id(state) not in self._runs:
            self._runs[id(state)] = self._stretches(state)
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
                for run in self.foreseen(state.has_lasted)
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
            comes = [t.when for t in self.occurrences(state.before) if run.has_day(t.when)]
            if not comes:
                found.append(Run(run.start, run.end, run.opening))
            elif begins(run.start) < begins(comes[0]):
                found.append(Run(run.start, last_moment(begins(comes[0])), run.opening))
        return found

    def _span(self, state: said.SpanState) -> list[Run]:
        found: list[Run] = []
        for outer in self._within(state.in_):
            own: list[Run] = []
            for trigger in self.occurrences(state.from_):
                if not outer.has_day(trigger.when) or any(run.covers(begins(trigger.when)) for run in own):
                    continue
                stops = [] if state.until is None else self.occurrences(state.until)
                ending = [t.when for t in stops if t.event is not trigger.event and not_after(trigger.when, t.when)]
                ending += [outer.end] if outer.end is not None else []
                start = trigger.when if begins(trigger.when) >= begins(outer.start) else outer.start
                own.append(Run(start, min(ending, key=order) if ending else None, trigger.event))
            found += own
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

    def always(self, state: Any) -> list[Truth]:
        """Whether a state holds before all its changes, and at each of them."""
        return [self.truth(state, instant) for instant in (LONG_AGO, *self.changes(state))]

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
        return sorted(found, key=lambda trigger: (order(trigger.when), *content_order(trigger.event)))

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
            return [] if born is None else [Trigger(When(birthday(born, anchor.age, self.record.leap)))]
        if isinstance(anchor, said.StartAnchor):
            return [Trigger(run.start, run.opening, run.sure, run) for run in self.runs(anchor.start_of)]
        if isinstance(anchor, said.EndAnchor):
            return [
                Trigger(run.end, run.closing, run.sure, None, run)
                for run in self.runs(anchor.end_of)
                if run.end is not None
            ]
        if isinstance(anchor, said.LastingAnchor):
            lasted = [(run, self._lasted(run, anchor.for_)) for run in self.runs(anchor.lasting)]
            return [
                Trigger(at, run.opening, run.sure, run)
                for run, at in lasted
                if run.end is None or not_after(at, run.end)
            ]
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
            if place < 0 and self.over(run) is None:
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
            at = self._point(anchor, row)
            if at is not None:
                # Nothing sure follows from what cannot be told.
                sure = None if row.status == "unknown" else True
                event = row.done_by if isinstance(anchor, said.DoneAnchor) else row.set_off
                never_done = isinstance(anchor, said.BreachAnchor) and row.due is None
                found.append(Trigger(at, event, sure, row.run, row.run if never_done else None))
        return found

    def _point(self, anchor: said.DueAnchor | said.BreachAnchor | said.DoneAnchor, row: Any) -> When | None:
        """The due date, breach or discharge of another rule's obligation, if there is or may be one."""
        if isinstance(anchor, said.DueAnchor):
            return None if row.due is None or row.status == "lapsed" else When(row.due.day, row.due.at)
        if isinstance(anchor, said.DoneAnchor):
            return None if row.status == "lapsed" else row.done  # type: ignore[no-any-return]  # a row's own moment
        if row.status == "breached" or (row.status == "unknown" and row.due is not None and self.is_past(row.due)):
            return row.broken  # type: ignore[no-any-return]  # a row's own moment
        return None

    def is_past(self, due: Due) -> bool:
        """Whether a due date has gone by: `as_of` as a day is the end of that day."""
        now = self.as_of
        if due.at is None:
            return now.day > due.day
        if now.at is None:
            return midnight(now.day + timedelta(days=1)) > due.at
        return now.at > due.at
