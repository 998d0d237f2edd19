"""When a phase of a series ends: with the first of its `until` in the run, or before it in what is still going on."""

from __future__ import annotations

from practice_rules.engine.compiler import Compiler
from practice_rules.engine.own import OwnState
from practice_rules.engine.record import Record, happened_by
from practice_rules.engine.spans import Stretch, join
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.moments import AgeAnchor, AllOfAnchor, AnchorText, EventAnchor, FirstOfAnchor, TotalAnchor


def compile_phase_end(compiler: Compiler, text: AnchorText) -> OwnState:
    """While a phase has not ended, as one run sees it: possibly until its end surely has come."""
    until = compiler.anchor(text)
    said, once = _meant(compiler, text), _comes_once(compiler, text)
    # Where it may not be told which is the first, it has come with any of which it is sure.
    surely = until
    if isinstance(said, EventAnchor) and said.which == "first":
        surely = compiler.anchor(said.model_copy(update={"which": "each"}))

    def ends(record: Record, run: Instance) -> Stretch:
        points = [point for point in until(record, False) if not point.placed or _ends(point, run, once)]
        clear = [point for point in surely(record, False) if point.placed and _ends(point, run, once)]
        clear = [point for point in (*points, *clear) if point.placed and point.certain]
        first, last = (min((_order(point, run) for point in each), default=run.end_order) for each in (points, clear))
        doubtful = tuple(name for point in points if not point.certain for name in point.missing)
        return Stretch(join([(run.start_order, first)]), join([(run.start_order, last)]), doubtful)

    return ends


def _order(point: Trigger, run: Instance) -> int:
    """From when a phase is over by what ends it: from the start, where that may have come at any time."""
    return max(point.order, run.start_order) if point.placed else run.start_order


def _ends(point: Trigger, run: Instance, once: bool) -> bool:
    """Whether what ends a phase comes in the run or, before it, in a period that is still running, or once for all."""
    period = point.period
    if happened_by(run.start, point.moment) or (once and period is None):
        return True
    return (
        period is not None
        and period.start_order <= run.start_order
        and (period.end is None or period.end.day > run.start.day)
    )


def _meant(compiler: Compiler, text: AnchorText) -> AnchorText:
    """A point in time itself, where it was named by a word of the pack."""
    definition = compiler.definitions.get(text) if isinstance(text, str) else None
    return text if definition is None or definition.anchor is None else _meant(compiler, definition.anchor)


def _comes_once(compiler: Compiler, text: AnchorText) -> bool:
    """Whether a point in time comes once in a case: a birthday, a total, or one that is counted in the whole of it."""
    said = _meant(compiler, text)
    if isinstance(said, EventAnchor):
        return said.which != "each" and said.in_ is None
    if isinstance(said, TotalAnchor):
        return said.in_each is None
    return isinstance(said, AgeAnchor) or (isinstance(said, FirstOfAnchor | AllOfAnchor) and said.in_ is None)
