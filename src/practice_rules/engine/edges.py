"""Anchors that stand at the edge of a state, or a length of time after it began.

A run of a period is a stretch by itself. Any other state is one stretch for as long as it holds, or may hold; where it
may have begun before it surely held, both moments are in doubt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from practice_rules.dates.clock import Moment
from practice_rules.engine.compiler import Anchor, Compiler
from practice_rules.engine.instances import compile_instances
from practice_rules.engine.record import Record
from practice_rules.engine.triggers import Instance, Trigger, order_of
from practice_rules.language.moments import EndAnchor, LastingAnchor, StartAnchor


class Piece(NamedTuple):
    """A run of a state, the sure or doubtful one that it carries on, if any, and the last that carries it on."""

    run: Instance
    carries_on: Instance | None
    carried_on: Instance | None


def _pieces(runs: list[Instance]) -> list[Piece]:
    """Runs in order, each beside those that touch it. The runs of a period are kept apart."""
    found: list[Piece] = []
    for place, run in enumerate(runs):
        earlier = runs[place - 1] if place else None
        later = runs[place + 1] if place + 1 < len(runs) else None
        before = earlier if earlier is not None and _touch(earlier, run) else None
        found.append(Piece(run, before, later if later is not None and _touch(run, later) else None))
    return found


def _touch(earlier: Instance, later: Instance) -> bool:
    return earlier.read_off and later.read_off and earlier.end_order == later.start_order


def unplaced(record: Record, missing: str) -> Trigger:
    """A trigger whose moment cannot be told for want of a fact."""
    trigger = Trigger(Moment(record.first_day), None, None, False, (missing,))
    trigger.placed = False
    return trigger


def _hidden(runs: list[Instance]) -> bool:
    """Whether it cannot be told when a state began, because the date of birth is missing."""
    return any(run.always and not run.certain and "date of birth" in run.missing for run in runs)


def _begun(record: Record, runs: list[Instance]) -> list[Instance]:
    """Those of some runs that have begun in the record. What was over before it is no beginning of what follows."""
    return [run for run in runs if run.began_in(record)]


def compile_edges(compiler: Compiler, text: StartAnchor | EndAnchor) -> Anchor:
    """When a state begins, or when it ends."""
    starts = isinstance(text, StartAnchor)
    runs = compile_instances(compiler, text.start_of if isinstance(text, StartAnchor) else text.end_of)
    edge: Callable[[Piece], Trigger | None] = _start if starts else _end

    def edges(record: Record, _meetings: bool) -> list[Trigger]:
        instances = runs(record)
        if _hidden(instances):
            return [unplaced(record, "date of birth")]
        if starts:
            instances = _begun(record, instances)
        found = [trigger for piece in _pieces(instances) if (trigger := edge(piece)) is not None]
        return sorted(found, key=order_of)

    return edges


def _start(piece: Piece) -> Trigger | None:
    run, before, _ = piece
    if before is not None and before.certain:
        return None
    certain = run.certain and before is None
    missing = run.missing if before is None else (*before.missing, *run.missing)
    return Trigger(run.start, run.opener, run, certain, missing)


def _end(piece: Piece) -> Trigger | None:
    run, _, later = piece
    if run.end is None or (later is not None and later.certain):
        return None
    certain = run.certain and later is None
    trigger = Trigger(run.end, run.closer, run, certain, run.missing if later is None else later.missing)
    trigger.edge, trigger.keys = run, tuple(dict.fromkeys((*trigger.keys, *run.keys)))
    return trigger


def compile_lasting(compiler: Compiler, text: LastingAnchor) -> Anchor:
    """When a state has lasted for a length of time."""
    runs, clock = compile_instances(compiler, text.lasting), compiler.after(text.for_)

    def lasting(record: Record, _meetings: bool) -> list[Trigger]:
        found, instances = [], runs(record)
        if _hidden(instances):
            return [unplaced(record, "date of birth")]
        pieces = _pieces(_begun(record, instances))
        for place, piece in enumerate(pieces):
            begun = _start(piece)
            if begun is None:
                continue
            due = clock(piece.run.start)
            last = place
            while pieces[last].carried_on is not None:
                last += 1
            begun = begun.moved_to(Moment(due.day, due.instant))
            if begun.order < pieces[last].run.end_order:
                if begun.order >= piece.run.end_order:
                    begun.certain, begun.missing = False, (*begun.missing, *pieces[place + 1].run.missing)
                found.append(begun)
        return sorted(found, key=order_of)

    return lasting
