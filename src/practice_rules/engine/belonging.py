"""Which run of a period a duty belongs to, and what the end of that run does to it."""

from __future__ import annotations

from collections.abc import Callable

from practice_rules.engine.compiler import Compiler
from practice_rules.engine.instances import compile_instances
from practice_rules.engine.own import period_of
from practice_rules.engine.record import Happening, Record, end_of
from practice_rules.engine.rule import Lapse
from practice_rules.engine.settling import Duty
from practice_rules.engine.triggers import Instance, Trigger


def compile_binding(compiler: Compiler, belongs_to: str | None) -> Callable[[Record, Duty], None]:
    """A function that ties a duty to its period: the named one that is open at its trigger, or the trigger's own."""
    home_of = compile_home(compiler, belongs_to)

    def bind(record: Record, duty: Duty) -> None:
        trigger = duty.trigger
        run = duty.home = home_of(record, trigger)
        if run is None or run.end is None or not trigger.order < run.end_order <= record.now:
            return
        # What the end of a period sets off is not ended by it.
        if trigger.happening is not None and trigger.happening is run.closer:
            return
        if trigger.edge is not None and _ends_with(run, trigger.edge):
            return
        duty.ends, duty.belongs = run.end_order, run.end

    return bind


def _ends_with(run: Instance, stretch: Instance) -> bool:
    """Whether the end of a stretch is that of a run: its own or, for a state read off it, at the same moment."""
    return run is stretch or (stretch.closer is None and stretch.read_off and stretch.end == run.end)


def compile_home(compiler: Compiler, belongs_to: str | None) -> Callable[[Record, Trigger], Instance | None]:
    """A function from a trigger to the run it belongs to."""
    if belongs_to is None:
        return lambda _record, trigger: trigger.period
    periods, name = compile_instances(compiler, belongs_to), period_of(compiler, belongs_to)
    period = None if name is None else compiler.vocabulary.periods.get(name)
    same = () if period is None else tuple(period.same)
    return lambda record, trigger: _run_of(trigger, periods(record), same) or trigger.period


def _run_of(trigger: Trigger, periods: list[Instance], same: tuple[str, ...]) -> Instance | None:
    """The run a trigger belongs to: the one its event opened, else the latest one open that it does not contradict.

    `same` are the attributes that tell the runs apart when several are open at once.
    """
    open_then = [run for run in periods if run.start.day <= trigger.day and trigger.order < run.end_order]
    event = trigger.happening
    for run in open_then:
        if event is not None and run.opener is event:
            return run
    fitting = [run for run in open_then if event is None or not _contradicts(event, run, same)]
    return fitting[-1] if fitting else None


def _contradicts(event: Happening, run: Instance, same: tuple[str, ...]) -> bool:
    """Whether an event names another placement, worker or child than a run does."""
    if run.opener is None:
        return False
    mine, theirs = event.attributes, run.opener.attributes
    return any(
        mine.get(name) is not None and theirs.get(name) is not None and mine[name] != theirs[name] for name in same
    )


def never_done(duty: Duty, ending: Lapse | None) -> None:
    """A duty without a date is not excused when its period, or by default the case, ends before it is done."""
    if ending is not None and (duty.belongs is None or end_of(ending[0]) < end_of(duty.belongs)):
        duty.belongs, duty.ends = ending[0], end_of(ending[0])


def sooner(one: Lapse | None, other: Lapse | None) -> Lapse | None:
    """Whichever end is over first: on one day, one known to the hour, for a day ends nothing until it is over."""
    if one is None or other is None:
        return one or other
    return other if end_of(other[0]) < end_of(one[0]) else one


def period_lapse(duty: Duty) -> Lapse | None:
    """A period that ends on or before the due date ends the duty; a duty without a date is then breached."""
    if duty.belongs is None or duty.due is None:
        return None
    return duty.belongs, "the end of its period"
