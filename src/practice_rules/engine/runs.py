"""The runs over which a rule that lasts is evaluated: a period's runs, cut to where the rule applies and by what
ends it."""

from __future__ import annotations

from collections.abc import Callable

from practice_rules.engine.acts import Found, concerns
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.instances import compile_instances, moment_at
from practice_rules.engine.needs import anchor_types
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rule import CompiledRule
from practice_rules.engine.spans import meet, outside
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.moments import SpanState, StateText


def compile_runs(compiled: CompiledRule, state: StateText) -> Callable[[Record], list[Instance]]:
    """A function from a record to the runs in which a lasting rule applies."""
    instances = compile_instances(compiled.compiler, state)

    def runs(record: Record) -> list[Instance]:
        found = [run for run in instances(record) if run.began_in(record)]
        guard = compiled.guard(record)
        if guard is not None:
            # What only may apply is what is possible and not sure, up to where it is sure and after.
            doubtful = meet(guard.possible, outside(guard.sure))
            cut: list[Instance] = []
            for run in found:
                whole = ((run.start_order, run.end_order),)
                cut += [cut_to(run, span, True, ()) for span in meet(whole, guard.sure)]
                cut += [cut_to(run, span, False, guard.missing) for span in meet(whole, doubtful)]
            found = sorted(cut, key=lambda run: run.start_order)
        return [_ended(compiled, record, run) for run in found]

    return runs


def acts_in(record: Record, run: Instance, found: list[Found]) -> list[Found]:
    """The acts that count for one run: inside it, not about another run, and of the run's own placement or worker."""
    trigger = run.at(run.start)
    types = frozenset() if run.opener is None else frozenset((run.opener.type,))
    mine: list[Found] = []
    for one in found:
        happening = one.happening
        if not run.contains(happening) or not concerns(record, happening, trigger, types, strict=one.option.strict):
            continue
        verdict = one.option.matches(happening, trigger)
        if verdict is not False:
            mine.append(one if verdict else one._replace(sure=False))
    return mine


def compile_openers(compiler: Compiler, state: StateText) -> Callable[[Instance, Happening], bool]:
    """A function that says whether an event is what began a run: its opening, or what a stretch of time runs from."""
    if isinstance(state, str):
        definition = compiler.definitions.get(state)
        if definition is not None and definition.state is not None:
            return compile_openers(compiler, definition.state)
    types = anchor_types(compiler, state.from_) if isinstance(state, SpanState) else None

    def began(run: Instance, happening: Happening) -> bool:
        if run.opener is not None or types is None:
            return happening is run.opener
        return happening.type in types and happening.moment == run.start

    return began


def cut_to(run: Instance, span: tuple[int, int], sure: bool, missing: tuple[str, ...]) -> Instance:
    """The part of a run inside a span; the whole run itself when nothing is cut off."""
    if (run.start_order, run.end_order) == span and sure:
        return run
    begins = run.start if span[0] == run.start_order else moment_at(span[0])
    part = Instance(run.name, run.opener, begins, run.certain and sure, run.missing + (() if sure else missing))
    part.start_order = span[0]
    if span[1] == run.end_order:
        part.end, part.closer = run.end, run.closer
    else:
        part.end = moment_at(span[1] - 1)._replace(instant=None)
    part.end_order = span[1]
    return part


def _ended(compiled: CompiledRule, record: Record, run: Instance) -> Instance:
    """A run cut short by what makes the rule's duties fall away (a case closed while its plan ran on)."""
    if not compiled.lapses:
        return run
    lapse = compiled.lapse(record, Trigger(run.start, run.opener))
    if lapse is None:
        return run
    part = Instance(run.name, run.opener, run.start, run.certain, run.missing)
    part.start_order = run.start_order
    part.close(lapse[0], None)
    part.cut, part.whole = True, run
    return part if part.end_order < run.end_order else run
