"""Which rules are simple, and the fast answer of each that is."""

from __future__ import annotations

from practice_rules.compiled.answers import Answer
from practice_rules.compiled.deadline import deadline, deadline_for_all
from practice_rules.compiled.due_dates import DueDates, due_dates
from practice_rules.compiled.history import ByType
from practice_rules.compiled.lead import lead
from practice_rules.compiled.periods import Runs, compile_runs
from practice_rules.compiled.rows import FastRow
from practice_rules.compiled.series import series
from practice_rules.compiled.slots import Slots, compile_slot
from practice_rules.compiled.source import Source, kind_of
from practice_rules.compiled.windows import window_days, window_of
from practice_rules.dates.clock import Moment
from practice_rules.dates.days import FIRST_DAY, LAST_DAY
from practice_rules.dates.deadlines import Clock
from practice_rules.dates.durations import Duration
from practice_rules.engine.compiler import Compiler
from practice_rules.engine.periods import event_names
from practice_rules.engine.rule import CompiledRule
from practice_rules.language.conditions import Where
from practice_rules.language.moments import ActText, AnchorText, EventAct, EventAnchor, PeriodState, StateText
from practice_rules.language.rules import Deadline, First, Lead, Series

ALWAYS = (FIRST_DAY, LAST_DAY)
"""In force on every day there is."""

Asked = tuple[tuple[str, ...], Where | None]
"""Event types and the condition on them."""


class Shapes:
    """Compiles the simple rules of one pack for one `as_of`, sharing what they ask of a history."""

    def __init__(self, as_of: Moment, now: int) -> None:
        self.as_of = as_of
        self.now = now
        self.slots = Slots()
        self.source = Source()
        self.types_of: dict[int, frozenset[str]] = {}
        """The event types that each simple rule looks at, by its place in the pack."""
        self._types: set[str] = set()
        self.said: set[int] = set()
        """The places of the rules that came out as generated code."""
        self._due: dict[tuple[str, object, object, object], DueDates] = {}

    def answer(self, place: int, ready: CompiledRule) -> Answer | None:
        """The fast answer of a rule, or `None` when the engine must give it."""
        self._types = set()
        answer = self._answer(place, ready)
        if answer is not None:
            self.types_of[place] = frozenset(self._types)
        return answer

    def _answer(self, place: int, ready: CompiledRule) -> Answer | None:
        rule = ready.rule
        if rule.only_if is not None or rule.unless is not None:
            return None
        lapses = self._lapses(ready)
        if lapses is None:
            return None
        if isinstance(rule, Deadline):
            return self._deadline(place, ready, rule, lapses)
        if isinstance(rule, Series):
            return self._series(place, ready, rule, lapses)
        if isinstance(rule, Lead):
            return self._lead(place, ready, rule, lapses)
        return None

    def _deadline(self, place: int, ready: CompiledRule, rule: Deadline, lapses: tuple[int, ...]) -> Answer | None:
        more = (rule.by_date, rule.early, rule.provided, rule.or_as_agreed, rule.belongs_to)
        if any(part is not None for part in more) or rule.within is None or isinstance(rule.within, list):
            return None
        after, do = simple_anchor(ready.compiler, rule.after), simple_act(ready.compiler, rule.do)
        triggers, acts = self._slot(after), self._slot(do)
        if after is None or do is None or triggers is None or acts is None:
            return None
        dates = self._after(ready, rule.within)
        in_force, for_all = (ready.first_day, ready.last_day), rule.discharges == "all"
        if lapses or not for_all:
            return deadline(place, self.slots.found, triggers, acts, dates, in_force, lapses, for_all, self.now)
        first, second = kind_of(*after), kind_of(*do)
        if in_force == ALWAYS and first and second and self.source.deadline(place, ready.kinds, first, second, dates):
            self.said.add(place)
        return deadline_for_all(place, self.slots.found, triggers, acts, dates, in_force)

    def _series(self, place: int, ready: CompiledRule, rule: Series, lapses: tuple[int, ...]) -> Answer | None:
        if rule.every is None or rule.clock != "last event" or rule.starts != "period" or rule.or_as_agreed is not None:
            return None
        if isinstance(rule.first, First) and rule.first.standard:
            return None
        edges, do = simple_period(ready.compiler, rule.while_), simple_act(ready.compiler, rule.do)
        acts = self._slot(do)
        runs = None if edges is None else _runs(edges)
        if edges is None or runs is None or do is None or acts is None:
            return None
        for edge in edges:
            self._types.update(() if edge is None else edge[0])
        length = rule.first.within if isinstance(rule.first, First) else rule.first
        first = None if length is None else self._after(ready, length)
        dates, in_force = self._after(ready, rule.every), (ready.first_day, ready.last_day)
        if first is None and not lapses and in_force == ALWAYS:
            opening, act = kind_of(*edges[0]), kind_of(*do)
            closing = None if edges[1] is None else kind_of(*edges[1])
            sayable = opening is not None and act is not None and (closing is not None or edges[1] is None)
            if sayable and self.source.series(place, ready.kinds, opening, closing, act, dates, self.now):
                self.said.add(place)
        return series(place, self.slots.found, runs, acts, dates, first, in_force, lapses, self.now)

    def _lead(self, place: int, ready: CompiledRule, rule: Lead, lapses: tuple[int, ...]) -> Answer | None:
        if rule.provided is not None or rule.belongs_to is not None or rule.at_least is None:
            return None
        if (ready.first_day, ready.last_day) != ALWAYS:
            return None
        before, do = simple_anchor(ready.compiler, rule.before), simple_act(ready.compiler, rule.do)
        triggers, acts, window = self._slot(before), self._slot(do), window_of(ready, rule)
        if before is None or do is None or triggers is None or acts is None or window is None:
            return None
        dates = self._dates("before", rule.at_least, ready, ready.compiler.before(rule.at_least))
        for_all = rule.discharges == "all"
        answer = lead(place, self.slots.found, triggers, acts, dates, window, lapses, for_all, self.now)
        starts, first, second = window_days(ready, rule), kind_of(*before), kind_of(*do)
        if for_all and not lapses and starts is not None and first and second:

            def whole(by_type: ByType, planned: ByType, rows: list[FastRow]) -> None:
                answer(by_type, [None] * len(self.slots.found), planned, rows)

            if self.source.lead(place, ready.kinds, first, second, dates, starts, self.now, whole):
                self.said.add(place)
        return answer

    def _after(self, ready: CompiledRule, length: Duration) -> DueDates:
        return self._dates("after", length, ready, ready.compiler.after(length))

    def _dates(self, way: str, length: Duration, ready: CompiledRule, clock: Clock) -> DueDates:
        """Due dates by a clock; rules that count alike share what has been worked out."""
        key = (way, length, ready.calendar.name, ready.conventions)
        if key not in self._due:
            self._due[key] = due_dates(length, clock, ready.conventions, self.as_of, way == "before")
        return self._due[key]

    def _slot(self, asked: Asked | None) -> int | None:
        if asked is None:
            return None
        self._types.update(asked[0])
        return self.slots.place(*asked)

    def _lapses(self, ready: CompiledRule) -> tuple[int, ...] | None:
        """What ends the rule's duties; `None` when that is more than events."""
        rule = ready.rule
        written = ready.edition.defaults.lapses_when if rule.lapses_when is None else rule.lapses_when
        found = [self._slot(simple_anchor(ready.compiler, anchor)) for anchor in written]
        return None if None in found else tuple(place for place in found if place is not None)


def simple_anchor(compiler: Compiler, text: AnchorText) -> Asked | None:
    """The events an anchor is each of; `None` when it is anything else."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.anchor is not None:
            return simple_anchor(compiler, definition.anchor)
        return (text,), None
    if not isinstance(text, EventAnchor) or text.event == "any" or text.which != "each":
        return None
    more = (text.in_, text.nth_within, text.in_a_row, text.next_after, text.date, text.plus, text.minus)
    return None if any(part is not None for part in more) else (event_names(text.event), text.where)


def simple_act(compiler: Compiler, text: ActText) -> Asked | None:
    """The events that do an act; `None` when that is anything but one event of some types, whatever the trigger."""
    if isinstance(text, str):
        definition = compiler.definitions.get(text)
        if definition is not None and definition.act is not None:
            return simple_act(compiler, definition.act)
        return (text,), None
    if not isinstance(text, EventAct) or text.match or text.about is not None:
        return None
    return event_names(text.event), text.where


def simple_period(compiler: Compiler, text: StateText) -> tuple[Asked, Asked | None] | None:
    """What opens and closes a period of which one at a time can run; `None` when it is not a simple one."""
    if isinstance(text, PeriodState) and text.where is None:
        text = text.period
    if not isinstance(text, str):
        return None
    definition = compiler.definitions.get(text)
    if definition is not None and definition.state is not None:
        return simple_period(compiler, definition.state)
    period = compiler.vocabulary.periods.get(text)
    if period is None or period.same or period.lasts is not None or period.by_calendar is not None:
        return None
    if len(period.opens) != 1 or len(period.closes) > 1:
        return None
    opening = (event_names(period.opens[0].event), period.opens[0].where)
    return opening, (event_names(period.closes[0].event), period.closes[0].where) if period.closes else None


def _runs(edges: tuple[Asked, Asked | None]) -> Runs | None:
    opening = compile_slot(*edges[0])
    closing = None if edges[1] is None else compile_slot(*edges[1])
    if opening is None or (closing is None and edges[1] is not None):
        return None
    return compile_runs(opening, closing)
