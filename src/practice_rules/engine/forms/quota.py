"""Quota: at least n times in each window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from practice_rules.dates.clock import Due, Moment, is_past
from practice_rules.dates.conventions import STANDARD
from practice_rules.dates.days import add_span
from practice_rules.dates.deadlines import compile_after
from practice_rules.dates.durations import CalendarSpan, Duration
from practice_rules.engine.acts import Act, Found
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.runs import acts_in, compile_runs
from practice_rules.engine.settling import finish
from practice_rules.engine.totals import window_of
from practice_rules.engine.triggers import Instance
from practice_rules.language.rules import EachWindow, Quota

Window = tuple[int, int]
"""First and last day of a window."""

Windows = Callable[[Record, Instance], Iterator[Window]]


def compile_quota(compiled: CompiledRule, rule: Quota) -> Evaluate:
    """The evaluator of one quota rule."""
    act = compiled.compiler.events_act(rule.do)
    part = act.parts[0]
    runs = compile_runs(compiled, rule.while_)
    windows = compile_windows(compiled, rule.in_)
    termly = rule.in_ == "school_term" and compiled.calendar.terms is None
    length = rule.in_.each if isinstance(rule.in_, EachWindow) else None

    def evaluate(record: Record) -> list[Row]:
        rows: list[Row] = []
        found = part.found(record)
        for run in runs(record):
            if run.start_order >= record.now:
                continue
            mine = acts_in(record, run, found)
            if termly:
                if _ever_in_force(compiled, record, run):
                    rows.append(_no_terms(compiled, run))
                continue
            for number, window in enumerate(windows(record, run)):
                row = _window_row(compiled, rule, act, record, run, window, mine, length)
                if row is not None:
                    row.part = number
                    finish(row, record, act)
                    rows.append(row)
        return rows

    return evaluate


def compile_windows(compiled: CompiledRule, kind: EachWindow | str) -> Windows:
    """The windows of a run that have begun by `as_of`: one after another, or those of the calendar."""
    if isinstance(kind, EachWindow):
        return _each(compiled, kind)
    if kind == "period":
        return lambda _record, run: iter(
            [(run.start.day, run.end.day if run.end is not None else run.start.day + 40000)]
        )
    if kind == "school_term":
        terms = compiled.calendar.terms or ()

        def by_term(record: Record, run: Instance) -> Iterator[Window]:
            for term in terms:
                if term.last >= run.start.day and term.first <= _last(record, run):
                    yield term.first, term.last

        return by_term

    def by_calendar(record: Record, run: Instance) -> Iterator[Window]:
        day, last = run.start.day, _last(record, run)
        while day <= last:
            window = window_of(day, kind)
            yield window
            day = window[1] + 1

    return by_calendar


def _each(compiled: CompiledRule, kind: EachWindow) -> Windows:
    """Windows of a length: each is counted from the start of the run, so that month ends do not drift."""
    # A window of three months holds three months, whatever a pack calls day one of a deadline.
    clock, each = compile_after(kind.each, compiled.calendar, STANDARD), kind.each

    def following(first: int, start: int, number: int) -> int:
        """The first day of the next window: so many lengths from the first, or one more from the last."""
        if isinstance(each, CalendarSpan):
            times = CalendarSpan(each.years * number, each.months * number, each.weeks * number, each.days * number)
            return add_span(first, times, "last day")
        return max(start + 1, clock(Moment(start)).day)

    def by_length(record: Record, run: Instance) -> Iterator[Window]:
        first = start = run.start.day
        last, number = _last(record, run), 1
        while start <= last:
            end = following(first, start, number)
            yield start, end - 1
            start, number = end, number + 1

    return by_length


def _last(record: Record, run: Instance) -> int:
    if run.end is not None:
        return min(run.end.day, record.as_of.day)
    return record.as_of.day


def _window_row(
    compiled: CompiledRule,
    rule: Quota,
    act: Act,
    record: Record,
    run: Instance,
    window: Window,
    found: list[Found],
    length: Duration | None,
) -> Row | None:
    first, last = window
    opens = Moment(max(first, run.start.day))
    if not compiled.first_day <= opens.day <= compiled.last_day:
        return None
    trigger = run.at(opens)
    due = Due(last)
    row = Row(compiled, trigger, opens, due, DUE, None, length)
    inside = [f for f in found if first <= f.happening.day <= last]
    sure = [f.happening for f in inside if f.sure]
    row.evidence = tuple(sure)
    closed = run.end is not None and run.end_order <= record.now and run.end.day <= last
    if len(sure) >= rule.at_least:
        row.status, row.done = MET, sure[rule.at_least - 1]
    elif len(inside) >= rule.at_least:
        row.status, row.because = UNKNOWN, ("attempt", _doubtful(inside))
        row.missing = act.missing_on(record, _doubtful(inside), trigger)
    elif closed and run.end is not None and rule.in_ != "period":
        row.status, row.ended, row.because = LAPSED, run.end, ("ended", "the end of its period")
    elif closed and run.cut and rule.lapses_when:
        row.status, row.ended, row.because = LAPSED, run.end, ("ended", "what ends the rule's duties")
    elif closed and rule.in_ == "period":
        row.status, row.ended = BREACHED, run.end
    elif rule.part_windows == "lapse" and first < run.start.day:
        row.status, row.ended = LAPSED, opens
        row.because = ("ended", "only part of the window fell in the period")
    elif is_past(due, record.as_of):
        row.status = BREACHED
        row.missed = rule.at_least - len(sure)
    if rule.in_ == "period" and run.end is None:
        row.due = None
    return row


def _doubtful(found: list[Found]) -> tuple[Happening, ...]:
    return tuple(f.happening for f in found if not f.sure)


def _ever_in_force(compiled: CompiledRule, record: Record, run: Instance) -> bool:
    """Whether the rule is in force on any day of a run, as far as that has come."""
    return compiled.first_day <= _last(record, run) and run.start.day <= compiled.last_day


def _no_terms(compiled: CompiledRule, run: Instance) -> Row:
    """Without the deployer's term dates nothing can be said about a duty each term."""
    trigger = run.at(run.start)
    row = Row(compiled, trigger, run.start, None, UNKNOWN)
    row.because, row.missing = ("calendar", None), ("school terms",)
    return row
