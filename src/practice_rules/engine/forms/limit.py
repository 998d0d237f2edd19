"""Limit: no more than n at once, or in a window, or no longer than.

A limit is met while it holds and breached from the moment it is exceeded. Each stretch in which it held, up to and
including the excess that ended it, is one obligation; the next begins when the excess is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.dates.clock import Due, Moment, day_of, day_start, is_past
from practice_rules.engine.acts import Part
from practice_rules.engine.agreements import Agreement
from practice_rules.engine.forms.quota import compile_windows
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import BREACHED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.runs import compile_runs
from practice_rules.engine.settling import finish
from practice_rules.engine.spans import meet
from practice_rules.engine.states import compile_instances
from practice_rules.engine.totals import covered_days, days_in
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.rules import Limit


def compile_limit(compiled: CompiledRule, rule: Limit) -> Evaluate:
    """The evaluator of one limit rule."""
    if rule.no_longer_than is not None:
        return _longest(compiled, rule)
    if rule.each is not None:
        return _acts(compiled, rule)
    if isinstance(rule.no_more_than, int):
        return _at_once(compiled, rule, rule.no_more_than)
    return _total(compiled, rule)


def _longest(compiled: CompiledRule, rule: Limit) -> Evaluate:
    """How long one stretch may last."""
    assert rule.of is not None and rule.no_longer_than is not None
    runs, clock = compile_runs(compiled, rule.of), compiled.compiler.after(rule.no_longer_than)
    agreement = None if rule.or_as_agreed is None else Agreement(compiled.compiler, rule.or_as_agreed)
    length = rule.no_longer_than

    def evaluate(record: Record) -> list[Row]:
        rows = []
        for run in runs(record):
            if run.start_order >= record.now or not compiled.first_day <= run.start.day <= compiled.last_day:
                continue
            plain = due = clock(run.start)
            if agreement is not None:
                for agreed in agreement.agreed(record):
                    given = agreement.date_from(agreed, run.start) if run.contains(agreed) else None
                    if given is not None and not is_past(due, agreed.moment):
                        due = agreement.settle(plain, given, run.start)
            row = Row(
                compiled,
                Trigger(run.start, run.opener, run, run.certain, run.missing),
                run.start,
                due,
                MET,
                None,
                length,
            )
            ended = run.end if run.end is not None and run.end_order <= record.now else None
            if is_past(due, ended or record.as_of):
                row.status, row.remedied = BREACHED, ended
            if due != plain:
                row.plain_due = plain
                row.plain_status = BREACHED if is_past(plain, ended or record.as_of) else MET
            finish(row, record, None, True)
            rows.append(row)
        return rows

    return evaluate


def _at_once(compiled: CompiledRule, rule: Limit, most: int) -> Evaluate:
    """No more than a number of periods open at once (children on a worker's caseload)."""
    assert rule.of is not None
    instances = compile_instances(compiled.compiler, rule.of)
    counting = rule.counting

    def evaluate(record: Record) -> list[Row]:
        runs = [run for run in instances(record) if run.start_order < record.now]
        guard = compiled.guard(record)
        rows: list[Row] = []
        row: Row | None = None
        for moment, change in _changes(runs, record.now):
            sure, possible = _open_at(runs, moment, counting)
            applies = True if guard is None else guard.holds(moment, moment + 1)
            if row is not None and row.status == BREACHED:
                if sure > most:
                    continue
                row.remedied = _moment(moment, change)
                row = None
            if row is None and applies is not False:
                trigger = Trigger(_moment(moment, change), change)
                if compiled.first_day <= trigger.day <= compiled.last_day:
                    row = Row(compiled, trigger, trigger.moment, None, MET)
                    row.because = ("held", most)
                    rows.append(row)
            if row is None:
                continue
            if sure > most and applies:
                row.status, row.ended = BREACHED, _moment(moment, change)
                row.because, row.evidence = ("exceeded", sure), () if change is None else (change,)
            elif applies is not False and (possible > most or (sure > most and applies is None)):
                row.status, row.because = UNKNOWN, ("facts", None)
                row.missing = guard.missing if guard is not None and guard.missing else ("which are counted",)
        return rows

    return evaluate


def _changes(runs: list[Instance], now: int) -> Iterator[tuple[int, Happening | None]]:
    """Every instant up to now at which the number open may change, with the event that changed it."""
    points: dict[int, Happening | None] = {}
    for run in runs:
        points.setdefault(run.start_order, run.opener)
        if run.end_order <= now:
            points.setdefault(run.end_order, run.closer)
    yield from sorted(points.items(), key=_first)


def _first(point: tuple[int, Happening | None]) -> int:
    return point[0]


def _moment(order: int, happening: Happening | None) -> Moment:
    if happening is not None:
        return happening.moment
    day = day_of(order)
    return Moment(day, None if order == day_start(day) else order)


def _open_at(runs: list[Instance], order: int, counting: str | None) -> tuple[int, int]:
    """How many are surely and how many possibly open at an instant, counted by an attribute if the rule says so."""
    sure: set[object] = set()
    possible: set[object] = set()
    for run in runs:
        if run.start_order <= order < run.end_order:
            value = None if counting is None or run.opener is None else run.opener.attributes.get(counting)
            key: object = id(run) if value is None else value
            possible.add(key)
            if run.certain:
                sure.add(key)
    return len(sure), len(possible)


def _acts(compiled: CompiledRule, rule: Limit) -> Evaluate:
    """No more than a number of acts in a window, or in any stretch of a length."""
    assert rule.each is not None and isinstance(rule.no_more_than, int)
    part, most = compiled.compiler.part(rule.each), rule.no_more_than
    runs = None if rule.while_ is None else compile_runs(compiled, rule.while_)
    windows = None if rule.in_ is None else compile_windows(compiled, rule.in_)
    stretch = None if rule.in_any is None else compiled.compiler.before(rule.in_any)

    def evaluate(record: Record) -> list[Row]:
        rows: list[Row] = []
        bounds = [_whole(record)] if runs is None else runs(record)
        for run in bounds:
            found = [f.happening for f in part.found(record) if f.sure and run.contains(f.happening)]
            found = [h for h in found if compiled.applies(record, Trigger(h.moment, h))[0] is not False]
            if not found:
                continue
            if stretch is not None:
                rows += _rolling(compiled, run, found, most, lambda moment: stretch(moment).day)
            else:
                assert windows is not None
                for first, last in windows(record, run):
                    inside = [h for h in found if first <= h.day <= last]
                    if inside:
                        rows.append(_counted(compiled, run, inside, most))
        rows += _possible(compiled, record, part, rows, most)
        return rows

    return evaluate


def _whole(record: Record) -> Instance:
    return Instance("", None, Moment(record.first_day, None))


def _counted(compiled: CompiledRule, run: Instance, inside: list[Happening], most: int) -> Row:
    trigger = Trigger(inside[0].moment, inside[0], run, run.certain, run.missing)
    row = Row(compiled, trigger, trigger.moment, None, MET)
    row.because = ("held", most)
    if len(inside) > most:
        row.status, row.ended, row.evidence = BREACHED, inside[most].moment, tuple(inside[most:])
        row.because = ("exceeded", len(inside))
    return row


def _rolling(compiled: CompiledRule, run: Instance, found: list[Happening], most: int, back: object) -> list[Row]:
    """One obligation up to and including each act that exceeds; the next begins with the act after it."""
    assert callable(back)
    rows: list[Row] = []
    row: Row | None = None
    for place, happening in enumerate(found):
        if row is None:
            trigger = Trigger(happening.moment, happening, run, run.certain, run.missing)
            row = Row(compiled, trigger, trigger.moment, None, MET)
            row.because = ("held", most)
            rows.append(row)
        recent = [h for h in found[: place + 1] if h.day > back(happening.moment)]
        if len(recent) > most:
            row.status, row.ended, row.evidence = BREACHED, happening.moment, (happening,)
            row.because = ("exceeded", len(recent))
            row = None
    return rows


def _possible(compiled: CompiledRule, record: Record, part: Part, rows: list[Row], most: int) -> list[Row]:
    """When acts about which a fact is missing would exceed the limit, it cannot be told whether it held."""
    doubtful = [f.happening for f in part.found(record) if not f.sure]
    if not doubtful or any(row.status == BREACHED for row in rows):
        return []
    if len(part.found(record)) <= most:
        return []
    row = Row(compiled, Trigger(doubtful[0].moment, doubtful[0]), doubtful[0].moment, None, UNKNOWN)
    row.because, row.missing = ("attempt", tuple(doubtful)), ("which of them count",)
    return [row]


def _total(compiled: CompiledRule, rule: Limit) -> Evaluate:
    """No more than a total time in a state, in a window or in any stretch of a length."""
    assert rule.of is not None and rule.no_more_than is not None and not isinstance(rule.no_more_than, int)
    state, most = compiled.compiler.state(rule.of), days_in(rule.no_more_than)
    windows = None if rule.in_ is None else compile_windows(compiled, rule.in_)
    stretch = None if rule.in_any is None else days_in(rule.in_any)
    bounds = None if rule.while_ is None else compile_runs(compiled, rule.while_)

    def evaluate(record: Record) -> list[Row]:
        spans, guard = state(record).sure, compiled.guard(record)
        if guard is not None:
            spans = meet(spans, guard.sure)
        if not spans or spans[0][0] >= record.now:
            return []
        rows: list[Row] = []
        for run in [_whole(record)] if bounds is None else bounds(record):
            last = record.as_of.day if run.end is None else min(run.end.day, record.as_of.day)
            days = covered_days(spans, run.start.day, last)
            if not days:
                continue
            if stretch is not None:
                rows.append(_total_row(compiled, run, days, _over_rolling(days, most, stretch)))
                continue
            assert windows is not None
            for first, end in windows(record, run):
                inside = [day for day in days if first <= day <= end]
                if inside:
                    rows.append(_total_row(compiled, run, inside, inside[most] if len(inside) > most else None))
        return rows

    return evaluate


def _over_rolling(days: list[int], most: int, stretch: int) -> int | None:
    for place in range(most, len(days)):
        if days[place] - days[place - most] < stretch:
            return days[place]
    return None


def _total_row(compiled: CompiledRule, run: Instance, days: list[int], over: int | None) -> Row:
    trigger = Trigger(Moment(days[0], None), run.opener, run, run.certain, run.missing)
    row = Row(compiled, trigger, trigger.moment, None, MET)
    row.because = ("held", len(days))
    if over is not None:
        row.status, row.ended, row.because = BREACHED, Moment(over, None), ("exceeded", len(days))
        row.due = Due(over - 1, None, False, False)
    return row
