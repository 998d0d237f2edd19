"""Limit: no more than n at once, or in a window, or no longer than.

A limit is met while it holds and breached from the moment it is exceeded. Each stretch in which it held, up to and
including the excess that ended it, is one obligation; the next begins when the excess is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from practice_rules.dates.clock import Due, Moment, day_of, day_start, in_time, is_past
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.acts import Found
from practice_rules.engine.agreements import Agreement
from practice_rules.engine.forms.quota import compile_windows
from practice_rules.engine.instances import compile_instances
from practice_rules.engine.record import Happening, Record, start_of
from practice_rules.engine.rows import BREACHED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.runs import compile_runs
from practice_rules.engine.settling import finish
from practice_rules.engine.spans import EVER, Stretch, both
from practice_rules.engine.totals import counted, covered_days, days_in
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
    runs, clock = compile_runs(_while_too(compiled, rule), rule.of), compiled.compiler.after(rule.no_longer_than)
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
                    if _of_another(record, agreed, run):
                        continue
                    given = agreement.date_from(agreed, run.start) if run.contains(agreed) else None
                    if given is not None and in_time(agreed.moment, due):
                        due = agreement.settle(plain, given, run.start)
                        due = agreement.to_its_last_day(agreed, plain, due, length)
            row = Row(
                compiled,
                run.at(run.start),
                run.start,
                due,
                MET,
                None,
                length,
            )
            ended = run.end if run.end is not None and run.end_order <= record.now else None
            if _exceeded(due, ended, record):
                row.status, row.remedied = BREACHED, ended
            if due != plain:
                row.plain_due = plain
                row.plain_status = BREACHED if _exceeded(plain, ended, record) else MET
            finish(row, record, None)
            rows.append(row)
        return rows

    return evaluate


def _of_another(record: Record, agreed: Happening, run: Instance) -> bool:
    """Whether an agreement says that it is about something else than the opening of a run."""
    return run.opener is not None and agreed.about in record.by_key and agreed.about not in run.keys


def _while_too(compiled: CompiledRule, rule: Limit) -> CompiledRule:
    """The rule as it applies only `while` a state holds too."""
    if rule.while_ is None:
        return compiled
    narrowed, only, held = copy(compiled), compiled.only_if, compiled.compiler.state(rule.while_)
    narrowed.only_if = held if only is None else lambda record: both((only(record), held(record)))
    return narrowed


def _exceeded(due: Due, ended: Moment | None, record: Record) -> bool:
    """Whether a stretch lasted, or has lasted by now, beyond a date."""
    return is_past(due, record.as_of) if ended is None else not in_time(ended, due)


def _at_once(compiled: CompiledRule, rule: Limit, most: int) -> Evaluate:
    """No more than a number of periods open at once (children on a worker's caseload)."""
    assert rule.of is not None
    instances = compile_instances(compiled.compiler, rule.of)
    guarded, counting = _while_too(compiled, rule), rule.counting

    def evaluate(record: Record) -> list[Row]:
        runs = [run for run in instances(record) if run.start_order < record.now]
        guard = guarded.guard(record)
        rows: list[Row] = []
        row: Row | None = None
        for moment, change in _changes(runs, guard, record.now):
            sure, possible = _open_at(runs, moment, counting)
            applies = True if guard is None else guard.at(moment)
            if row is not None and row.status == BREACHED and (sure <= most or applies is False):
                row.remedied = _moment(moment, change)
                row = None
            if applies is False or (row is not None and row.status == BREACHED):
                row = row if applies is not False else None
                continue
            sure = sure if applies else 0
            if row is None and (sure or possible > most):
                trigger = Trigger(_moment(moment, change), change)
                if compiled.first_day <= trigger.day <= compiled.last_day:
                    row = Row(compiled, trigger, trigger.moment, None, MET)
                    row.because = ("held", most)
                    rows.append(row)
            if row is None:
                continue
            if sure > most:
                row.status, row.ended = BREACHED, _moment(moment, change)
                row.because, row.evidence = ("exceeded", sure), () if change is None else (change,)
            elif possible > most:
                row.status, row.because = UNKNOWN, ("facts", None)
                row.missing = guard.missing if guard is not None and guard.missing else ("which are counted",)
        return rows

    return evaluate


def _changes(runs: list[Instance], guard: Stretch | None, now: int) -> Iterator[tuple[int, Happening | None]]:
    """Every instant up to now at which the number open, or whether the limit applies, may change, and by what event."""
    points: dict[int, Happening | None] = {}
    for run in runs:
        points.setdefault(run.start_order, run.opener)
        if _gone(run) < now:
            points.setdefault(_gone(run), run.closer)
    for spans in () if guard is None else (guard.sure, guard.possible):
        for edge in (at for span in spans for at in span):
            if -EVER < edge < now:
                points.setdefault(edge, None)
    yield from sorted(points.items())


def _gone(run: Instance) -> int:
    """The instant from which a run no longer counts: on the day, or at the time, at which it ended it has made room.

    One that began on the very day that is all that is known of its end counts to the end of that day.
    """
    if run.end is None:
        return run.end_order
    left = start_of(run.end)
    return left if left > run.start_order else run.end_order


def _moment(order: int, happening: Happening | None) -> Moment:
    if happening is not None:
        return happening.moment
    day = day_of(order)
    return Moment(day, None if order == day_start(day) else order)


def _open_at(runs: list[Instance], order: int, counting: str | None) -> tuple[int, int]:
    """How many are surely and how many possibly open at an instant, counted by an attribute if the rule says so."""
    sure: set[object] = set()
    possible: set[object] = set()
    unnamed = 0
    for run in runs:
        if not run.start_order <= order < _gone(run):
            continue
        key: object = id(run)
        if counting is not None:
            key = None if run.opener is None else run.opener.attributes.get(counting)
        if key is None:
            unnamed += 1
            continue
        possible.add(key)
        if run.certain:
            sure.add(key)
    # Those of which the attribute is not recorded may all be the same one, or each another.
    return max(len(sure), min(unnamed, 1)), len(possible) + unnamed


def _acts(compiled: CompiledRule, rule: Limit) -> Evaluate:
    """No more than a number of acts in a window, or in any stretch of a length."""
    assert rule.each is not None and isinstance(rule.no_more_than, int)
    part, most = compiled.compiler.part(rule.each), rule.no_more_than
    runs = None if rule.while_ is None else compile_runs(compiled, rule.while_)
    windows = None if rule.in_ is None else compile_windows(compiled, rule.in_)
    stretch = None if rule.in_any is None else compiled.compiler.stretch(rule.in_any)

    def evaluate(record: Record) -> list[Row]:
        rows: list[Row] = []
        bounds = [_whole(record)] if runs is None else runs(record)
        for run in bounds:
            found = _applying(compiled, record, [f for f in part.found(record) if run.contains(f.happening)])
            if not run.certain:
                found = [f._replace(sure=False) for f in found]
            if stretch is not None:
                rows += _rolling(compiled, run, found, most, stretch)
                continue
            assert windows is not None
            for first, last in windows(record, run) if found else ():
                inside = [f for f in found if first <= f.happening.day <= last]
                row = _counted(compiled, run, inside, most)
                if row is not None:
                    rows.append(row)
        return rows

    return evaluate


def _applying(compiled: CompiledRule, record: Record, found: list[Found]) -> list[Found]:
    """The acts to which the rule applies; those of which that cannot be told only may count."""
    kept: list[Found] = []
    for one in found:
        applies = compiled.applies(record, Trigger(one.happening.moment, one.happening))[0]
        if applies is not False:
            kept.append(one if applies else one._replace(sure=False))
    return kept


def _whole(record: Record) -> Instance:
    return Instance("", None, Moment(record.first_day))


def _counted(compiled: CompiledRule, run: Instance, inside: list[Found], most: int) -> Row | None:
    """The row for one window: nothing where nothing surely counts and what may could not exceed the limit."""
    sure = [f.happening for f in inside if f.sure]
    if not sure and len(inside) <= most:
        return None
    first = sure[0] if sure else inside[0].happening
    row = Row(compiled, run.at(first.moment, first), first.moment, None, MET)
    row.because = ("held", most)
    if len(sure) > most:
        row.status, row.ended, row.evidence = BREACHED, sure[most].moment, tuple(sure[most:])
        row.because = ("exceeded", len(sure))
    elif len(inside) > most:
        row.status, row.because = UNKNOWN, ("attempt", tuple(f.happening for f in inside if not f.sure))
        row.missing = ("which of them count",)
    return row


def _rolling(compiled: CompiledRule, run: Instance, found: list[Found], most: int, back: Clock) -> list[Row]:
    """One obligation up to and including each act that exceeds; the next begins with the act after it."""
    rows: list[Row] = []
    row: Row | None = None
    seen: list[Found] = []
    for one in found:
        happening = one.happening
        seen.append(one)
        recent = [f for f in seen if f.happening.day > back(happening.moment).day]
        sure = [f for f in recent if f.sure]
        if row is None and (one.sure or len(recent) > most):
            trigger = run.at(happening.moment, happening)
            row = Row(compiled, trigger, trigger.moment, None, MET)
            row.because = ("held", most)
            rows.append(row)
        if row is None:
            continue
        if one.sure and len(sure) > most:
            row.status, row.ended, row.evidence = BREACHED, happening.moment, (happening,)
            row.because, row.missing = ("exceeded", len(sure)), ()
            row = None
        elif len(recent) > most:
            row.status, row.because = UNKNOWN, ("attempt", tuple(f.happening for f in recent if not f.sure))
            row.missing = ("which of them count",)
    return rows


def _total(compiled: CompiledRule, rule: Limit) -> Evaluate:
    """No more than a total time in a state, in a window or in any stretch of a length."""
    assert rule.of is not None and rule.no_more_than is not None and not isinstance(rule.no_more_than, int)
    state, most = compiled.compiler.state(rule.of), days_in(rule.no_more_than)
    windows = None if rule.in_ is None else compile_windows(compiled, rule.in_)
    stretch = None if rule.in_any is None else days_in(rule.in_any)
    bounds = None if rule.while_ is None else compile_runs(compiled, rule.while_)

    def evaluate(record: Record) -> list[Row]:
        held, guard = state(record), compiled.guard(record)
        if guard is not None:
            held = both((held, guard))
        rows: list[Row] = []
        for run in [_whole(record)] if bounds is None else bounds(record):
            last = record.as_of.day if run.end is None else min(run.end.day, record.as_of.day)
            sure, possible = (covered_days(spans, run.start.day, last) for spans in counted(record, held))
            sure = sure if run.certain else []
            if stretch is not None:
                overs = [_over_rolling(days, most, stretch) for days in (sure, possible)]
                rows += _total_row(compiled, run, sure, possible, overs[0], overs[1], held.missing)
                continue
            assert windows is not None
            for first, end in windows(record, run) if possible else ():
                inside, maybe = ([day for day in days if first <= day <= end] for days in (sure, possible))
                over, may = (days[most] if len(days) > most else None for days in (inside, maybe))
                for row in _total_row(compiled, run, inside, maybe, over, may, held.missing):
                    row.window = first
                    rows.append(row)
        return rows

    return evaluate


def _over_rolling(days: list[int], most: int, stretch: int) -> int | None:
    for place in range(most, len(days)):
        if days[place] - days[place - most] < stretch:
            return days[place]
    return None


def _total_row(
    compiled: CompiledRule,
    run: Instance,
    days: list[int],
    possible: list[int],
    over: int | None,
    may_be_over: int | None,
    missing: tuple[str, ...],
) -> list[Row]:
    """The row for one window: none where no day surely counts and those that may could not exceed the limit."""
    if not days and may_be_over is None:
        return []
    trigger = run.at(Moment((days or possible)[0]))
    if not compiled.first_day <= trigger.day <= compiled.last_day:
        return []
    row = Row(compiled, trigger, trigger.moment, None, MET)
    row.because = ("held", len(days))
    if over is not None:
        row.status, row.ended, row.because = BREACHED, Moment(over), ("exceeded", len(days))
        row.due = Due(over - 1)
    elif may_be_over is not None:
        row.status, row.because, row.missing = UNKNOWN, ("facts", None), missing or ("which days count",)
    return [row]
