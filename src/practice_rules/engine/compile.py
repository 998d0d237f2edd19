"""A pack made ready to run: every rule compiled once, in an order in which chained rules find what they hang on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from practice_rules.case import Coverage
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.conventions import Conventions
from practice_rules.dates.days import FIRST_DAY, LAST_DAY
from practice_rules.engine.compiler import CannotCompile, Compiler
from practice_rules.engine.forms.check import compile_check
from practice_rules.engine.forms.deadline import compile_deadline
from practice_rules.engine.forms.gate import compile_gate
from practice_rules.engine.forms.judgement import compile_judgement
from practice_rules.engine.forms.lead import compile_lead
from practice_rules.engine.forms.limit import compile_limit
from practice_rules.engine.forms.quota import compile_quota
from practice_rules.engine.forms.series import compile_series
from practice_rules.engine.needs import anchor_types, state_types
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.language.chains import references
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import (
    Check,
    Deadline,
    Gate,
    Judgement,
    Lead,
    Limit,
    Quota,
    Rule,
    RuleBase,
    Series,
)
from practice_rules.vocabulary.words import Vocabulary

_FORMS: dict[type[RuleBase], Callable[[CompiledRule, Any], Evaluate]] = {
    Deadline: compile_deadline,
    Lead: compile_lead,
    Series: compile_series,
    Quota: compile_quota,
    Check: compile_check,
    Gate: compile_gate,
    Limit: compile_limit,
    Judgement: compile_judgement,
}


@dataclass(frozen=True)
class CompiledPack:
    """Every rule of a pack, in order of evaluation, and for each event type the rules it may set off."""

    pack: PackFile
    vocabulary: Vocabulary
    calendar: Calendar
    rules: tuple[CompiledRule, ...]
    set_off: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    always: tuple[int, ...] = ()

    def candidates(self, types: Iterable[str], coverage: Coverage | None = None) -> list[int]:
        """The places of the rules that these event types may trigger, in order of evaluation.

        Where the source does not hold a type that sets a rule off, that there is none of it says nothing.
        """
        chosen = set(self.always)
        for name in types:
            chosen.update(self.set_off.get(name, ()))
        if coverage is not None:
            for place, ready in enumerate(self.rules):
                if ready.needs is not None and not all(coverage.holds(name) for name in ready.needs):
                    chosen.add(place)
        return sorted(chosen)


def compile_pack(
    pack: PackFile,
    vocabulary: Vocabulary,
    calendars: Mapping[str, Calendar],
    chosen: Iterable[str] = (),
) -> CompiledPack:
    """Compile a checked pack. `chosen` are the ids of alternative rules to use in place of those they answer.

    Raises `CannotCompile` if the pack was not checked and names something that does not exist.
    """
    chosen = frozenset(chosen)
    replaced = {rule.alternative_to for rule in pack.rules if rule.id in chosen}
    words = vocabulary.with_words(pack.vocabulary)
    compilers: dict[tuple[str, Conventions], Compiler] = {}
    wanted = [
        rule for rule in pack.rules if rule.id not in replaced and (rule.alternative_to is None or rule.id in chosen)
    ]
    by_id = {rule.id: rule for rule in wanted}
    ordered = [_compile_rule(pack, rule, words, calendars, compilers, by_id) for rule in _in_order(by_id)]
    set_off: dict[str, list[int]] = {}
    always: list[int] = []
    for place, ready in enumerate(ordered):
        ready.order = place
        if ready.needs is None:
            always.append(place)
        for name in ready.needs or ():
            set_off.setdefault(name, []).append(place)
    return CompiledPack(
        pack, words, _calendar(pack.calendar, calendars), tuple(ordered),
        {name: tuple(places) for name, places in set_off.items()}, tuple(always),
    )  # fmt: skip


def compile_editions(
    editions: Iterable[PackFile],
    vocabulary: Vocabulary,
    calendars: Mapping[str, Calendar],
    chosen: Iterable[str] = (),
) -> CompiledPack:
    """Several editions of one council's standards as one pack: each trigger is judged by the edition of its day.

    An edition without an end, or with one after the next begins, ends on the day before the next begins. Raises
    `CannotCompile` when an edition but the first has no beginning.
    """
    chosen = tuple(chosen)
    listed = sorted(editions, key=_begins)
    compiled: list[CompiledPack] = []
    for place, pack in enumerate(listed):
        following = listed[place + 1].edition.from_ if place + 1 < len(listed) else None
        if place and pack.edition.from_ is None:
            raise CannotCompile(f"{pack.pack}: an edition that replaces another says from when")
        if following is not None:
            last = following - timedelta(days=1)
            until = last if pack.edition.to is None else min(last, pack.edition.to)
            pack = pack.model_copy(update={"edition": pack.edition.model_copy(update={"to": until})})
        compiled.append(compile_pack(pack, vocabulary, calendars, chosen))
    return _joined(compiled)


def _begins(pack: PackFile) -> date:
    return pack.edition.from_ or date.min


def _joined(compiled: list[CompiledPack]) -> CompiledPack:
    """Compiled packs one after another, with the places of their rules moved along."""
    newest = compiled[-1]
    rules: list[CompiledRule] = []
    set_off: dict[str, list[int]] = {}
    always: list[int] = []
    for pack in compiled:
        moved = len(rules)
        for ready in pack.rules:
            ready.order += moved
        rules += pack.rules
        always += [moved + place for place in pack.always]
        for name, places in pack.set_off.items():
            set_off.setdefault(name, []).extend(moved + place for place in places)
    by_name = {name: tuple(places) for name, places in set_off.items()}
    return CompiledPack(newest.pack, newest.vocabulary, newest.calendar, tuple(rules), by_name, tuple(always))


def _calendar(name: str, calendars: Mapping[str, Calendar]) -> Calendar:
    found = calendars.get(name)
    if found is None:
        raise CannotCompile(f"no calendar is called {name!r}")
    return found


def conventions_of(pack: PackFile, rule: RuleBase | None = None) -> Conventions:
    """The counting choices that a rule is judged by: the pack's, and its own over them."""
    choices = {**pack.conventions, **((rule.conventions if rule is not None else None) or {})}
    return Conventions(**choices)  # type: ignore[arg-type]  # checked by Conventions itself


def _compile_rule(
    pack: PackFile,
    rule: RuleBase,
    words: Vocabulary,
    calendars: Mapping[str, Calendar],
    compilers: dict[tuple[str, Conventions], Compiler],
    rules: Mapping[str, Rule],
) -> CompiledRule:
    name, conventions = rule.calendar or pack.calendar, conventions_of(pack, rule)
    calendar = _calendar(name, calendars)
    compiler = compilers.get((name, conventions))
    if compiler is None:
        compiler = compilers[name, conventions] = Compiler(words, pack.definitions, calendar, conventions, rules)
    timed = isinstance(rule, Deadline | Lead | Series | Quota)
    lapses = (pack.defaults.lapses_when if timed else []) if rule.lapses_when is None else rule.lapses_when
    first, last = _in_force(pack, rule)
    subjects = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    ready = CompiledRule(
        rule,
        pack,
        compiler,
        calendar,
        conventions,
        None if rule.only_if is None else compiler.state(rule.only_if),
        None if rule.unless is None else compiler.state(rule.unless),
        tuple(compiler.anchor(anchor) for anchor in lapses),
        first,
        last,
        at_once=isinstance(rule, Check | Gate | Judgement),
        needs=_needs(compiler, rule),
        kinds=frozenset(subjects),
    )
    ready.evaluate = _FORMS[type(rule)](ready, rule)
    return ready


def _in_force(pack: PackFile, rule: RuleBase) -> tuple[int, int]:
    first = pack.edition.from_.toordinal() if pack.edition.from_ is not None else FIRST_DAY
    last = pack.edition.to.toordinal() if pack.edition.to is not None else LAST_DAY
    if rule.in_force is not None and rule.in_force.from_ is not None:
        first = rule.in_force.from_.toordinal()
    if rule.in_force is not None and rule.in_force.to is not None:
        last = rule.in_force.to.toordinal()
    return first, last


def _needs(compiler: Compiler, rule: RuleBase) -> frozenset[str] | None:
    """The event types of which the rule needs at least one; `None` when it may be set off without any."""
    if isinstance(rule, Deadline):
        return anchor_types(compiler, rule.after)
    if isinstance(rule, Lead):
        return anchor_types(compiler, rule.before)
    if isinstance(rule, Series | Quota):
        return state_types(compiler, rule.while_)
    if isinstance(rule, Check):
        return anchor_types(compiler, rule.on)
    if isinstance(rule, Gate):
        return anchor_types(compiler, rule.guards)
    if isinstance(rule, Judgement):
        return None if rule.on is None else anchor_types(compiler, rule.on)
    assert isinstance(rule, Limit)
    if rule.each is not None:
        return compiler.part(rule.each).types
    assert rule.of is not None
    return state_types(compiler, rule.of)


def _in_order(rules: Mapping[str, Rule]) -> list[Rule]:
    """Rules that others hang on first; otherwise as the pack lists them. Raises `CannotCompile` for a circle."""
    done: dict[str, bool] = {}
    ordered: list[Rule] = []

    def visit(rule: Rule) -> None:
        state = done.get(rule.id)
        if state is True:
            return
        if state is False:
            raise CannotCompile(f"{rule.id} hangs on itself through other rules")
        done[rule.id] = False
        for other in sorted(references(rule)):
            if other in rules:
                visit(rules[other])
        done[rule.id] = True
        ordered.append(rule)

    for rule in rules.values():
        visit(rule)
    return ordered
