"""States compiled to stretches of time, with what is only possible kept apart from what is sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from practice_rules.dates.clock import Due, day_start
from practice_rules.engine.compiler import Compiler, State
from practice_rules.engine.conditions import compile_condition, compile_facts, unrecorded
from practice_rules.engine.instances import as_run, compile_instances, filtered
from practice_rules.engine.needs import state_types
from practice_rules.engine.periods import event_names
from practice_rules.engine.record import Record, end_of
from practice_rules.engine.spans import (
    ALWAYS,
    EVER,
    NEVER,
    Span,
    Stretch,
    both,
    certain,
    either,
    join,
    negated,
)  # fmt: skip
from practice_rules.engine.totals import compile_total, counted
from practice_rules.engine.triggers import Trigger
from practice_rules.language.moments import (
    AgeState,
    AllOfState,
    AnyOfState,
    BeforeState,
    HappenedState,
    LastedState,
    LatestState,
    NotState,
    PeriodState,
    SpanState,
    StateText,
    SubjectState,
    TotalState,
)


def compile_state(compiler: Compiler, text: StateText) -> State:
    """A function from a record to the stretch of time in which a state holds."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.state is not None:
            return compiler.state(definition.state)
        return _period(compiler, PeriodState(period=text))
    return _KINDS[type(text)](compiler, text)


def _period(compiler: Compiler, text: PeriodState) -> State:
    runs = filtered(compiler, text)
    by_calendar = compiler.vocabulary.periods[text.period].by_calendar is not None
    opening = state_types(compiler, text)
    if by_calendar and compiler.calendar.terms is None:
        return lambda _record: Stretch(NEVER, ALWAYS, ("school terms",))

    def state(record: Record) -> Stretch:
        found = runs(record)
        if not found and not _held(record, opening):
            return Stretch(NEVER, ALWAYS, (f"whether there was a {text.period.replace('_', ' ')}",))
        possible = join((run.start_order, run.end_order) for run in found)
        if all(run.certain for run in found):
            return certain(possible)
        sure = join((run.start_order, run.end_order) for run in found if run.certain)
        return Stretch(sure, possible, tuple(name for run in found for name in run.missing))

    return state


def _held(record: Record, types: frozenset[str] | None) -> bool:
    """Whether the source holds any of some event types, so that their absence means something."""
    coverage = record.case.coverage
    return coverage is None or types is None or any(coverage.holds(name) for name in types)


def _not_held(record: Record, types: Iterable[str]) -> list[str]:
    """Those of some event types of which the source holds nothing, so that their absence means nothing."""
    coverage = record.case.coverage
    return [] if coverage is None else sorted(name for name in set(types) if not coverage.holds(name))


def _age(compiler: Compiler, text: AgeState) -> State:
    lower, upper = text.age.from_, text.age.under

    def state(record: Record) -> Stretch:
        if record.born is None:
            return Stretch(NEVER, ALWAYS, ("date of birth",))
        start = -EVER if lower is None else day_start(compiler.age_day(record.born, lower))
        end = EVER if upper is None else day_start(compiler.age_day(record.born, upper))
        return certain(join([(start, end)]))

    return state


def _subject(_compiler: Compiler, text: SubjectState) -> State:
    check = compile_facts(text.subject)

    def state(record: Record) -> Stretch:
        verdict, missing = check({**record.case.subject.facts, "kind": record.case.subject.kind})
        if verdict is None:
            return Stretch(NEVER, ALWAYS, missing)
        return certain(ALWAYS if verdict else NEVER)

    return state


def _span(compiler: Compiler, text: SpanState) -> State:
    opens = compiler.anchor(text.from_)
    closes = None if text.until is None else compiler.anchor(text.until)
    inside = None if text.in_ is None else compile_instances(compiler, text.in_)

    def state(record: Record) -> Stretch:
        ends = [] if closes is None else closes(record, False)
        untold = [end for end in ends if not end.placed]
        ends = [end for end in ends if end.placed]
        sure: list[Span] = []
        possible: list[Span] = []
        missing = tuple(name for end in untold for name in end.missing)
        bounds = [None] if inside is None else inside(record)
        for start in opens(record, False):
            for run in bounds:
                first, last = (-EVER, EVER) if run is None else (run.start_order, run.end_order)
                if not start.placed:
                    # It may have begun at any moment of the run.
                    possible.append((first, last))
                    missing += start.missing
                    continue
                if run is not None and not run.contains(start):
                    continue
                begins = max(start.order, first)
                later = [end for end in ends if _comes_after(end, start)]
                stop = min((_over(end) for end in later if end.certain), default=last)
                early = min((_over(end) for end in later), default=last)
                possible.append((begins, min(stop, last)))
                if start.certain and not untold:
                    sure.append((begins, min(early, last)))
                missing += start.missing
                for end in later:
                    missing += end.missing
        return Stretch(join(sure), join(possible), missing)

    return state


def _over(end: Trigger) -> int:
    """From when what lasts until something is over: that moment, or day, still belongs to it."""
    return end_of(end.moment) + (end.instant is not None)


def _comes_after(end: Trigger, start: Trigger) -> bool:
    """Whether an end comes at or after a start (by the day, where either has no hour), and is not what started it."""
    if end.happening is not None and end.happening is start.happening:
        return end.order > start.order
    if end.instant is None or start.instant is None:
        return end.day >= start.day
    return end.order >= start.order


def _before(compiler: Compiler, text: BeforeState) -> State:
    anchor = compiler.anchor(text.before)
    inside = None if text.in_ is None else compile_instances(compiler, text.in_)

    def state(record: Record) -> Stretch:
        points = anchor(record, False)
        bounds = [None] if inside is None else inside(record)
        sure, possible = [], []
        untold = any(not point.placed for point in points)
        for run in bounds:
            first, last = (-EVER, EVER) if run is None else (run.start_order, run.end_order)
            within = [point for point in points if point.placed and (run is None or run.contains(point))]
            if not untold:
                sure.append((first, min((p.order for p in within), default=last)))
            possible.append((first, min((p.order for p in within if p.certain), default=last)))
        return Stretch(join(sure), join(possible), tuple(name for p in points for name in p.missing))

    return state


def begun(stretch: Stretch, trigger: Trigger) -> tuple[int, int | None]:
    """The instant at which a state began that goes on at a trigger or ends as it comes, or may have begun (with the
    instant from which that is sure); without one, the trigger's own."""
    possible, sure = (
        max((start for start, end in spans if start <= trigger.order <= end), default=trigger.order)
        for spans in (stretch.possible, stretch.sure)
    )
    return (possible, None) if possible == sure else (possible, sure)


def due_start(due: Due) -> int:
    """The instant from which a length of time has run its course: the start of its last day, or the instant."""
    return due.instant if due.instant is not None else day_start(due.day)


def due_end(due: Due) -> int:
    """The instant at which a due date is over."""
    return due.instant + 1 if due.instant is not None else day_start(due.day + 1)


def _lasted(compiler: Compiler, text: LastedState) -> State:
    runs = compile_instances(compiler, text.has_lasted)
    inner = compiler.state(text.has_lasted)
    clock = compiler.after(text.for_)

    def state(record: Record) -> Stretch:
        found = runs(record)
        possible, missing = found, tuple(name for run in found for name in run.missing)
        if not found:
            # Whether there was one may not be known, where the source holds nothing that opens it.
            whole = inner(record)
            possible, missing = [as_run(span, False, (), record.first_day) for span in whole.possible], whole.missing
        elif any(run.read_off and not run.certain for run in found):
            # What surely holds may have begun before, in the doubtful time that it carries on.
            possible = [as_run(span, False, (), record.first_day) for span in inner(record).possible]
        return Stretch(
            join((due_start(clock(run.start)), run.end_order) for run in found if run.certain),
            join((due_start(clock(run.start)), run.end_order) for run in possible),
            missing,
        )

    return state


def _happened(compiler: Compiler, text: HappenedState) -> State:
    part = compiler.part(text.happened)
    clock = None if text.within is None else compiler.after(text.within)
    inside = None if text.in_ is None else compile_instances(compiler, text.in_)

    home = None if text.in_ is None else compiler.state(text.in_)

    def state(record: Record) -> Stretch:
        sure, possible = [], []
        for happening, is_sure, _ in part.found(record):
            end = EVER if clock is None else due_end(clock(happening.moment))
            if inside is not None:
                end = min(end, max((p.end_order for p in inside(record) if p.contains(happening)), default=-EVER))
            possible.append((happening.order, end))
            if is_sure:
                sure.append((happening.order, end))
        unseen = _not_held(record, part.types)
        if unseen:
            # One that nobody could have seen may have been at any time.
            anywhere = ALWAYS if home is None else home(record).possible
            return Stretch(join(sure), join([*possible, *anywhere]), ("whether there was a " + " or ".join(unseen),))
        return Stretch(join(sure), join(possible), ("a fact on " + " or ".join(sorted(part.types)),))

    return state


def _latest(compiler: Compiler, text: LatestState) -> State:
    names = event_names(text.latest)
    condition = compile_condition(text.where, compiler.conventions.leap_birthday)

    def state(record: Record) -> Stretch:
        found = record.of_types(names)
        unseen = _not_held(record, names)
        if unseen:
            return Stretch(NEVER, ALWAYS, ("the latest " + " or ".join(unseen),))
        sure, possible = [], []
        missing: tuple[str, ...] = ()
        for place, happening in enumerate(found):
            end = found[place + 1].order if place + 1 < len(found) else EVER
            verdict = condition(record, happening)
            if verdict is not False:
                possible.append((happening.order, end))
            if verdict:
                sure.append((happening.order, end))
            if verdict is None:
                missing += tuple(unrecorded(text.where, record, happening))
        return Stretch(join(sure), join(possible), missing)

    return state


def _total(compiler: Compiler, text: TotalState) -> State:
    base = compiler.state(text.total)
    threshold = text.at_least if text.at_least is not None else text.under
    assert threshold is not None
    reached = compile_total(compiler, threshold, text.since, text.in_each, text.in_any)

    def state(record: Record) -> Stretch:
        stretch = base(record)
        surely, possibly = counted(record, stretch)
        sure, missing = join(reached(record, surely)), stretch.missing
        if text.since is not None and record.born is None:
            sure, missing = NEVER, (*missing, "date of birth")
        found = Stretch(sure, join(reached(record, possibly)), missing)
        return found if text.at_least is not None else negated(found)

    return state


def _all_of(compiler: Compiler, text: AllOfState) -> State:
    states = [compiler.state(each) for each in text.all_of]
    return lambda record: both(state(record) for state in states)


def _any_of(compiler: Compiler, text: AnyOfState) -> State:
    states = [compiler.state(each) for each in text.any_of]
    return lambda record: either(state(record) for state in states)


def _not(compiler: Compiler, text: NotState) -> State:
    state = compiler.state(text.not_)
    return lambda record: negated(state(record))


_KINDS: dict[type, Callable[[Compiler, Any], State]] = {
    PeriodState: _period,
    AgeState: _age,
    SubjectState: _subject,
    SpanState: _span,
    BeforeState: _before,
    LastedState: _lasted,
    HappenedState: _happened,
    LatestState: _latest,
    TotalState: _total,
    AllOfState: _all_of,
    AnyOfState: _any_of,
    NotState: _not,
}
