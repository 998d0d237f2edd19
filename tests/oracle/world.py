"""Periods, states and anchors: stretches of time and points in time, found by looking at one instant after another.

A state is asked "do you hold now?" at every instant at which anything could change, and its stretches are read off
the answers. Slow, and hard to get wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel

from practice_rules.case import Event
from practice_rules.language import moments as said
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.words import Vocabulary
from tests.oracle import anchors, marked_out, periods, totals
from tests.oracle.anchors import listed
from tests.oracle.conditions import Truth, all_true, any_true, holds, opposite, passes
from tests.oracle.picking import Trigger
from tests.oracle.record import Record
from tests.oracle.time import (
    LONG_AGO,
    Counting,
    Due,
    Run,
    When,
    begins,
    birthday,
    day_or_instant,
    ends,
    last_moment,
    midnight,
    not_after,
    when,
)

Own = tuple[Any, Run] | None
"""A series' period and the run of it that asks."""


def _stop(instant: datetime) -> When | None:
    """The first second after a stretch that stops at an hour; none for one that lasts to the end of a day."""
    moment = day_or_instant(instant)
    return None if moment.at is None else moment


def _joined(earlier: Run | None, later: Run | None) -> bool:
    """Whether one stretch carries the other on without a break."""
    return (
        earlier is not None
        and later is not None
        and earlier.end is not None
        and ends(earlier.end) == begins(later.start)
    )


@dataclass
class World:
    """One case seen through one pack: what every rule is judged against."""

    pack: PackFile
    vocabulary: Vocabulary
    record: Record
    counting: Counting
    chained: Callable[[str], list[Any]] = field(default=lambda _: [])
    counts: Callable[[Any, Event], Truth] = field(default=lambda *_: False)
    supposed: dict[tuple[str, str], bool] = field(default_factory=dict)
    kinds: Callable[[Any], set[str]] = field(default=lambda _: set())
    _runs: dict[Any, list[Run]] = field(default_factory=dict)
    _parts: dict[int, list[Run]] = field(default_factory=dict)
    _totals: dict[int, list[tuple[date, Truth]]] = field(default_factory=dict)

    @property
    def as_of(self) -> When:
        """The moment at which everything is asked."""
        return self.record.as_of

    # periods

    def period(self, name: str) -> list[Run]:
        """The runs of a period of the vocabulary."""
        if name not in self._runs:
            self._runs[name] = periods.walk(self, self.vocabulary.periods[name])
        return self._runs[name]

    def take_periods(self, other: World) -> None:
        """Have the same runs of every period of events as another world of the same case."""
        for name, period in self.vocabulary.periods.items():
            if period.by_calendar is None:
                self._runs[name] = other.period(name)

    def over(self, run: Run) -> When | None:
        """When a run ended, if that is over by `as_of`: a closing day lasts to its end."""
        return run.end if run.end is not None and ends(run.end) <= ends(self.as_of) else None

    # states

    def meant(self, state: Any) -> Any:
        """A state itself, where it was named by a word of the pack; a period's name stays."""
        defined = self.pack.definitions.get(state) if isinstance(state, str) else None
        return state if defined is None or defined.state is None else self.meant(defined.state)

    def truth(self, state: Any, instant: datetime, own: Own = None) -> Truth:
        """Whether a state holds at an instant; a series asks it of its `own` run."""
        state = self.meant(state)
        if isinstance(state, str):
            none = False if self.period(state) else self._none(state)
            return any_true([run.sure for run in self.period(state) if run.covers(instant)] or [none])
        if isinstance(state, said.AllOfState):
            return all_true(self.truth(each, instant, own) for each in state.all_of)
        if isinstance(state, said.AnyOfState):
            return any_true(self.truth(each, instant, own) for each in state.any_of)
        if isinstance(state, said.NotState):
            return opposite(self.truth(state.not_, instant, own))
        if isinstance(state, said.AgeState):
            return self._age(state, instant)
        if isinstance(state, said.SubjectState):
            facts = self.record.case.subject.facts
            return all_true(passes(facts.get(name), test) for name, test in state.subject.items())
        if isinstance(state, said.LatestState):
            return self._latest(state, instant)
        if isinstance(state, said.TotalState):
            so_far = [truth for day, truth in self._total(state) if midnight(day) <= instant]
            return so_far[-1] if so_far else state.under is not None
        none: Truth = False
        if isinstance(state, said.PeriodState) and not self.foreseen(state):
            none = self._none(state.period)
        return any_true([run.sure for run in self._seen(state, own) if run.covers(instant)] or [none])

    def _none(self, name: str) -> Truth:
        """That a period was not open: unknown where the source holds nothing that could have shown one."""
        coverage = self.record.case.coverage
        opening = [kind for edge in self.vocabulary.periods[name].opens for kind in listed(edge.event)]
        told = coverage is None or not opening or any(coverage.holds(kind) for kind in opening)
        return False if told else None

    def unseen(self, state: Any) -> list[Run]:
        """For a period that nobody could have seen: one doubtful stretch, of always."""
        state = self.meant(state)
        name = state.period if isinstance(state, said.PeriodState) else state
        if isinstance(name, str) and not self.foreseen(state) and self._none(name) is None:
            return [Run(day_or_instant(LONG_AGO), None, None, None)]
        return []

    def not_held(self, kinds: Iterable[str]) -> bool:
        """Whether the source does not hold one of some types of event, which may have been at any time."""
        coverage = self.record.case.coverage
        return coverage is not None and not all(coverage.holds(kind) for kind in kinds)

    def _seen(self, state: Any, own: Own) -> list[Run]:
        """The stretches of a state; `has_lasted` of a series' own period means the very run that asks."""
        if own is None or not isinstance(state, said.LastedState):
            return self._pieces_of(state)
        lasts, mine = self.meant(state.has_lasted), self.meant(own[0])
        if getattr(lasts, "period", lasts) != getattr(mine, "period", mine):
            return self._pieces_of(state)
        since, run = self.after_so_long(own[1], state.for_), own[1]
        where = getattr(lasts, "where", None)
        meant = True if where is None or run.opening is None else holds(self.record, where, run.opening)
        lasted = meant is not False and (run.end is None or not_after(since, run.end))
        return [Run(since, run.end, run.opening, meant)] if lasted else []

    def _age(self, state: said.AgeState, instant: datetime) -> Truth:
        if self.record.born is None:
            return None
        from_, under = state.age.from_, state.age.under
        old_enough = from_ is None or instant >= midnight(birthday(self.record.born, from_, self.record.leap))
        return old_enough and (under is None or instant < midnight(birthday(self.record.born, under, self.record.leap)))

    def _latest(self, state: said.LatestState, instant: datetime) -> Truth:
        if self.not_held(listed(state.latest)):
            return None
        come = [event for event in self.record.of(listed(state.latest)) if begins(when(event.at)) <= instant]
        return holds(self.record, state.where, come[-1]) if come else False

    def _total(self, state: said.TotalState) -> list[tuple[date, Truth]]:
        if id(state) not in self._totals:
            self._totals[id(state)] = totals.holds_from(self, state)
        return self._totals[id(state)]

    def changes(self, state: Any, own: Own = None) -> set[datetime]:
        """The instants at which a state may begin or cease to hold."""
        state = self.meant(state)
        parts = {said.AllOfState: "all_of", said.AnyOfState: "any_of"}
        if type(state) in parts:
            return {instant for each in getattr(state, parts[type(state)]) for instant in self.changes(each, own)}
        if isinstance(state, said.NotState):
            return self.changes(state.not_, own)
        if isinstance(state, said.AgeState):
            born = self.record.born
            ages = [age for age in (state.age.from_, state.age.under) if age is not None]
            return set() if born is None else {midnight(birthday(born, age, self.record.leap)) for age in ages}
        if isinstance(state, said.SubjectState):
            return set()
        if isinstance(state, said.LatestState):
            return {begins(when(event.at)) for event in self.record.of(listed(state.latest))}
        if isinstance(state, said.TotalState):
            return {midnight(day) for day, _ in self._total(state)}
        runs = self._seen(state, own)
        return {begins(run.start) for run in runs} | {ends(run.end) for run in runs if run.end is not None}

    def runs(self, state: Any) -> list[Run]:
        """The stretches in which a state holds that have begun by `as_of`."""
        return [run for run in self.foreseen(state) if not_after(run.start, self.as_of)]

    def foreseen(self, state: Any) -> list[Run]:
        """The stretches in which a state holds, those that time alone will bring among them."""
        state = self.meant(state)
        if isinstance(state, str):
            return self.period(state)
        if id(state) not in self._runs:
            self._runs[id(state)] = self._read(state)
        return self._runs[id(state)]

    def _read(self, state: Any) -> list[Run]:
        if isinstance(state, said.PeriodState):
            judged = [
                (run, holds(self.record, state.where, run.opening)) for run in self.period(state.period) if run.opening
            ]
            return [
                Run(run.start, run.end, run.opening, sure, run.closing) for run, sure in judged if sure is not False
            ]
        return self.pieces(self.changes(state), lambda instant: self.truth(state, instant))

    def _pieces_of(self, state: Any) -> list[Run]:
        """What a state that is said by points in time or by acts is put together from."""
        if type(state) not in marked_out.MAKERS:
            return self.foreseen(state)
        if id(state) not in self._parts:
            self._parts[id(state)] = marked_out.MAKERS[type(state)](self, state)
        return self._parts[id(state)]

    def read_off(self, changes: Iterable[datetime], truth: Callable[[datetime], Truth]) -> list[Run]:
        """Stretches of one answer, from the answers at each instant of change; one that is still to end has no end."""
        found = self.pieces(changes, truth)
        for run in found:
            if run.end is not None and not not_after(run.end, self.as_of):
                run.until, run.end = run.end, None
        return found

    def pieces(self, changes: Iterable[datetime], truth: Callable[[datetime], Truth]) -> list[Run]:
        """Stretches of one answer, from the answers at each instant of change."""
        found: list[Run] = []
        latest: Truth = False
        for instant in sorted({LONG_AGO, *changes}):
            now = truth(instant)
            if now == latest and type(now) is type(latest):
                continue
            if found and found[-1].end is None:
                found[-1].end, found[-1].stop = last_moment(instant), _stop(instant)
            if now is not False:
                found.append(Run(day_or_instant(instant), None, None, now))
            latest = now
        return found

    def all_stretches(self, state: Any) -> list[list[Run]]:
        """The stretches of a state, each in the pieces that are certain and those that are not.

        A placement is a stretch by itself; another state is one stretch for as long as it holds, or may hold.
        """
        found: list[list[Run]] = []
        for run in self.foreseen(state):
            alone = isinstance(self.meant(state), str | said.PeriodState)
            if found and not alone and _joined(found[-1][-1], run):
                found[-1].append(run)
            else:
                found.append([run])
        return found

    def since(self, run: Run) -> When:
        """When a stretch began; what has always been so began with the record."""
        if begins(run.start) > LONG_AGO:
            return run.start
        return When(self.record.first_day)

    def has_begun(self, run: Run) -> bool:
        """Whether a stretch began in the record: what has always been so did, if it was not over before the record.

        What only may have been so began nothing, either, if it was over within the first day.
        """
        if begins(run.start) > LONG_AGO:
            return True
        first = When(self.record.first_day)
        over = run.end is not None and (ends(run.end) <= begins(first) if run.sure else ends(run.end) < ends(first))
        return not over and not self.record.empty

    def hangs_on_an_age(self, state: Any) -> bool:
        """Whether it cannot be told when a state began because the date of birth is missing."""
        always = [run for run in self.foreseen(state) if run.sure is None and begins(run.start) <= LONG_AGO]
        return self.record.born is None and bool(always) and self._speaks_of_age(state)

    def _speaks_of_age(self, said_so: Any) -> bool:
        state = self.meant(said_so)
        if isinstance(state, said.AgeState | said.AgeAnchor):
            return True
        if isinstance(state, list):
            return any(self._speaks_of_age(each) for each in state)
        if not isinstance(state, BaseModel):
            return False
        if getattr(state, "since", None) is not None:
            return True
        return any(self._speaks_of_age(getattr(state, name)) for name in type(state).model_fields)

    def after_so_long(self, run: Run, length: Any) -> When:
        """When a stretch has lasted for a length of time."""
        reached = self.counting.after(self.since(run), length)
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

    def meant_by(self, anchor: Any) -> Any:
        """A point in time itself, where it was named by a word of the pack."""
        defined = self.pack.definitions.get(anchor) if isinstance(anchor, str) else None
        return anchor if defined is None or defined.anchor is None else self.meant_by(defined.anchor)

    def occurrences(self, anchor: Any, diary: bool = False) -> list[Trigger]:
        """Each time an anchor comes, in order, as far as the record shows; with what is in the `diary` if asked."""
        return anchors.occurrences(self, anchor, diary)

    def untold(self, anchor: Any, diary: bool = False) -> list[Event | None]:
        """One for each time an anchor may come of which the moment cannot be told."""
        return anchors.untold(self, anchor, diary)

    def is_past(self, due: Due) -> bool:
        """Whether a due date has gone by: `as_of` as a day is the end of that day."""
        now = self.as_of
        if due.at is None:
            return now.day > due.day
        if now.at is None:
            return midnight(now.day + timedelta(days=1)) > due.at
        return now.at > due.at
