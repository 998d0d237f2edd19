"""Gate: this may not happen unless these are in place; judged at the moment of what it guards.

What comes afterwards remedies the breach and does not undo it.
"""

from __future__ import annotations

from dataclasses import dataclass

from practice_rules.dates.clock import Moment, day_of
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.acts import Act, Part, concerns
from practice_rules.engine.compiler import Anchor, Compiler, State
from practice_rules.engine.conditions import Condition, Verdict, every
from practice_rules.engine.forms.check import moment_row
from practice_rules.engine.instances import compile_instances
from practice_rules.engine.needs import trigger_types
from practice_rules.engine.periods import Instances
from practice_rules.engine.record import Happening, Record, happened_by, not_before, span_of, start_of
from practice_rules.engine.rows import BREACHED, DUE, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import finish, shows
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import due_start
from practice_rules.engine.triggers import Trigger
from practice_rules.language.rules import Gate, Need


@dataclass(frozen=True, eq=False)
class CompiledNeed:
    """One thing a gate asks for, compiled."""

    named: str
    act: Act | None
    state: State | None
    fresh: Clock | None
    since: Anchor | None
    inside: Instances | None
    only_if: State | None
    have: Condition | None
    types: frozenset[str]
    """The event types that may be what is guarded: evidence about another event of one of them is none."""

    def wanted(self, record: Record, trigger: Trigger) -> Verdict:
        """Whether the need is asked for at all at the trigger."""
        if self.only_if is None:
            return True
        return self.only_if(record).holds(*span_of(trigger.moment))

    def opens(self, record: Record, trigger: Trigger) -> tuple[int, int]:
        """The instant since which evidence may count, and since which it surely does."""
        may = surely = -EVER
        if self.fresh is not None:
            may = surely = due_start(self.fresh(trigger.moment))
        if self.since is not None:
            for point in self.since(record, False):
                if _is_guarded(point, trigger):
                    continue
                if not point.placed:
                    surely = max(surely, start_of(trigger.moment))
                elif happened_by(point.moment, trigger.moment):
                    surely, may = max(surely, point.order), max(may, point.order) if point.certain else may
        if self.inside is not None:
            for run in self.inside(record):
                if run.contains(trigger):
                    surely, may = max(surely, run.start_order), max(may, run.start_order) if run.certain else may
        return may, surely

    def evidence(self, record: Record, trigger: Trigger) -> tuple[Verdict, Happening | None, Moment | None]:
        """Whether it was in place, what shows it, and when it was put right afterwards if it was not."""
        if self.have is not None:
            happening = trigger.happening
            return (None if happening is None else self.have(record, happening)), None, None
        if self.state is not None:
            return self.state(record).holds(*span_of(trigger.moment)), None, None
        assert self.act is not None
        since = self.opens(record, trigger)
        verdicts: list[Verdict] = []
        shown: Happening | None = None
        after: list[Moment | None] = []
        used: dict[int, set[int]] = {}
        for part in self.act.parts:
            # Parts that are alike each need an event of their own.
            before, chosen = _done(record, trigger, part, since, used.setdefault(id(part), set()), self.types)
            shown = chosen if before else shown
            if before is False and not _decidable(record, part, since[0], trigger.day):
                before = None
            verdicts.append(before)
            if before is False:
                after.append(None if chosen is None else chosen.moment)
        verdict = every(verdicts)
        if verdict is False:
            return False, None, _last(after)
        return verdict, shown, None


def _is_guarded(point: Trigger, trigger: Trigger) -> bool:
    """Whether a point in time is the guarded one: its event or, where none stands there, its moment."""
    if point.happening is not None or trigger.happening is not None:
        return point.happening is trigger.happening
    return point.placed and point.moment == trigger.moment


def _done(
    record: Record, trigger: Trigger, part: Part, since: tuple[int, int], used: set[int], types: frozenset[str]
) -> tuple[Verdict, Happening | None]:
    """Whether a part was done in time for the trigger, and by what; or, if it was not, what did it afterwards."""
    sure: list[Happening] = []
    maybe: list[Happening] = []
    later: list[Happening] = []
    for happening, certain, option in part.found(record):
        if happening is trigger.happening or id(happening) in used:
            continue
        if not concerns(record, happening, trigger, types, strict=option.strict):
            continue
        verdict = every((True if certain else None, option.matches(happening, trigger)))
        if not happened_by(happening.moment, trigger.moment):
            later += [happening] if verdict else []
        elif not_before(happening, since[0]) and verdict is not False:
            (sure if verdict and not_before(happening, since[1]) else maybe).append(happening)
    chosen = next(iter(sure[-1:] or maybe[-1:] or later[:1]), None)
    if chosen is not None:
        used.add(id(chosen))
    return (True if sure else None if maybe else False), chosen


def _last(moments: list[Moment | None]) -> Moment | None:
    """When the last of several came; `None` while one of them has not."""
    come = [moment for moment in moments if moment is not None]
    return max(come, key=start_of) if len(come) == len(moments) else None


def compile_gate(compiled: CompiledRule, rule: Gate) -> Evaluate:
    """The evaluator of one gate rule."""
    anchor = compiled.compiler.anchor(rule.guards)
    types = trigger_types(compiled.compiler, rule.guards)
    needs = [_compile_need(compiled.compiler, need, types) for need in rule.needs]

    def evaluate(record: Record) -> list[Row]:
        rows = []
        for trigger, applies, lacking in compiled.set_off(record, anchor, True):
            row = moment_row(compiled, record, trigger)
            if row.status == DUE:
                _judge(row, record, trigger, needs)
            finish(row, record, None, applies, lacking)
            rows.append(row)
        return rows

    return evaluate


def _compile_need(compiler: Compiler, need: Need, types: frozenset[str]) -> CompiledNeed:
    return CompiledNeed(
        need.named,
        None if need.do is None else compiler.events_act(need.do),
        None if need.state is None else compiler.state(need.state),
        None if need.fresh is None else compiler.window(need.fresh),
        None if need.since is None else compiler.anchor(need.since),
        None if need.in_ is None else compile_instances(compiler, need.in_),
        None if need.only_if is None else compiler.state(need.only_if),
        compiler.where(need.have),
        types,
    )


def _judge(row: Row, record: Record, trigger: Trigger, needs: list[CompiledNeed]) -> None:
    verdicts: list[Verdict] = []
    lacking: list[str] = []
    doubtful: list[str] = []
    remedies: list[Moment | None] = []
    shown: list[Happening] = []
    for need in needs:
        wanted = need.wanted(record, trigger)
        if wanted is False:
            continue
        held, evidence, put_right = need.evidence(record, trigger)
        if wanted is None and not held:
            held = None
        verdicts.append(held)
        if evidence is not None:
            shown.append(evidence)
        if held is None:
            doubtful.append(need.named)
        if held is False:
            lacking.append(need.named)
            remedies.append(put_right)
    verdict = every(verdicts)
    row.evidence = tuple(shown)
    # A gate that was surely not met names what was surely lacking, and nothing that cannot be told.
    lacking = lacking if verdict is False and not trigger.planned else [*lacking, *doubtful]
    row.missing = tuple(lacking)
    if trigger.planned:
        return
    row.status = MET if verdict else BREACHED if verdict is False else UNKNOWN
    row.because = None if verdict else ("not in place", tuple(lacking))
    if verdict:
        row.done, row.held = trigger.happening, trigger.moment
    elif verdict is False:
        row.remedied = _last(remedies)


def _decidable(record: Record, part: Part, start: int, last: int) -> bool:
    """Whether the absence of evidence means anything: the source holds such events for all the time that counts."""
    coverage = record.case.coverage
    if coverage is None:
        return True
    first = day_of(start) if start > -EVER else 1
    return all(shows(record, coverage, name, first, last) for name in part.types)
