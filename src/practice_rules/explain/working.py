"""The working of one rule in one case: why it applied, how its date was found, what was looked at, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from practice_rules.dates.clock import human_due, human_moment
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.rows import Row
from practice_rules.engine.rule import CompiledRule
from practice_rules.engine.triggers import Trigger
from practice_rules.explain.counting import CountLine, conventions_in_words, count_lines
from practice_rules.language.moments import EventAnchor
from practice_rules.language.rules import Gate, RuleBase, Variation
from practice_rules.problems import nearest
from practice_rules.result.moments import as_text
from practice_rules.result.near_misses import Siblings, near_misses, why_not
from practice_rules.result.obligation import Obligation
from practice_rules.result.opening import window_of_row
from practice_rules.result.phrases import say_state
from practice_rules.result.reasons import act_of
from practice_rules.result.requirement import by_when, what_is_owed
from practice_rules.result.result import Result
from practice_rules.result.trace import conclusion
from practice_rules.result.wording import capital, in_words, lacked, listed, said, say_happening


@dataclass(frozen=True, slots=True)
class Considered:
    """An event that was looked at: whether it counted, and why it did or did not."""

    happening: Happening
    counted: bool
    words: str

    @property
    def sentence(self) -> str:
        """The event and what came of it."""
        return f"{capital(say_happening(self.happening))}: {self.words}."


@dataclass(frozen=True, slots=True)
class Working:
    """The working of one obligation."""

    obligation: Obligation
    applied: tuple[str, ...]
    conventions: tuple[str, ...]
    count: tuple[CountLine, ...]
    changes: tuple[str, ...]
    considered: tuple[Considered, ...]
    conclusion: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one rule in one case.

    `passed_over` are the events that might have set the rule off and did not, each with why; they are looked for only
    when nothing set it off.
    """

    rule: RuleBase
    result: Result
    workings: tuple[Working, ...]
    passed_over: tuple[Considered, ...]
    conclusion: str

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain values."""
        return {
            "rule": self.rule.id,
            "title": self.rule.title,
            "asks": {"what": what_is_owed(self.rule), "by_when": by_when(self.rule)},
            "as_of": as_text(self.result.evaluation.record.as_of),
            "workings": [_working_shape(each) for each in self.workings],
            "passed_over": [_considered_shape(each) for each in self.passed_over],
            "conclusion": self.conclusion,
        }


def _working_shape(working: Working) -> dict[str, Any]:
    row = working.obligation.row
    return {
        "status": row.status,
        "due": as_text(row.due),
        "trigger": working.obligation.trigger.words,
        "applied": list(working.applied),
        "conventions": list(working.conventions),
        "count": [{"days": line.days, "numbers": line.numbers, "words": line.words} for line in working.count],
        "changes": list(working.changes),
        "considered": [_considered_shape(each) for each in working.considered],
        "conclusion": working.conclusion,
    }


def _considered_shape(each: Considered) -> dict[str, Any]:
    happening = each.happening
    return {
        "event": happening.type,
        "id": happening.id,
        "at": as_text(happening.moment),
        "counted": each.counted,
        "words": each.words,
    }


def explain_rule(result: Result, rule_id: str) -> Explanation:
    """The working of one rule in an evaluated case.

    Raises `KeyError` with the nearest id when the pack has no such rule in use.
    """
    editions = [each for each in result.evaluation.pack.rules if each.id == rule_id]
    if not editions:
        near = nearest(rule_id, [each.id for each in result.evaluation.pack.rules])
        raise KeyError(f"the pack has no rule called '{rule_id}'" + (f"; did you mean '{near}'?" if near else ""))
    mine = [each for each in result.obligations if each.rule_id == rule_id]
    mine.sort(key=_by_trigger)
    compiled = editions[-1]
    if not mine:
        passed = tuple(_passed_over(compiled, result))
        return Explanation(compiled.rule, result, (), passed, _not_triggered(compiled, result))
    workings = tuple(_working(each, result) for each in mine)
    return Explanation(mine[-1].row.rule.rule, result, workings, (), _in_all(mine))


def _by_trigger(each: Obligation) -> tuple[int, int]:
    return each.row.trigger.order, each.row.part


def _working(each: Obligation, result: Result) -> Working:
    record, row = result.evaluation.record, each.row
    return Working(
        each,
        tuple(_applied(each)),
        conventions_in_words(row),
        count_lines(row),
        tuple(_changes(row, record)),
        tuple(_considered(row, record, result)),
        conclusion(each),
    )


def _applied(each: Obligation) -> list[str]:
    """What set it off, and the conditions that let it apply."""
    rule = each.row.rule.rule
    told = [f"{each.trigger.words}."]
    if rule.only_if is not None:
        verb = "held" if each.row.trigger.certain and (each.row.because or ("",))[0] != "trigger" else "may have held"
        told.append(f"It is owed only if {say_state(rule.only_if)}, which {verb} then.")
    if rule.unless is not None:
        told.append(f"It is not owed if {say_state(rule.unless)}, which was not shown to hold then.")
    told.append("The rule was in force on that day.")
    return told


def _changes(row: Row, record: Record) -> list[str]:
    """The phases of a series, and the agreements that moved the date."""
    told: list[str] = []
    phases = getattr(row.rule.rule, "phases", None)
    if phases and row.phase is not None:
        number = row.phase + 1
        told.append(f"It falls due in phase {number} of {len(phases)}: {by_when(row.rule.rule)}.")
    variation = getattr(row.rule.rule, "or_as_agreed", None)
    if phases and row.phase is not None:
        variation = phases[row.phase].or_as_agreed or variation
    if isinstance(variation, Variation):
        told += _agreements(row, record, variation)
    if row.plain_due is not None and row.due is not None:
        told.append(f"The agreement moved the date from {human_due(row.plain_due)} to {human_due(row.due)}.")
    return told


def _agreements(row: Row, record: Record, variation: Variation) -> list[str]:
    last = record.now if row.done is None else row.done.order
    told = []
    for happening in record.by_type.get(variation.event, ()):
        if happening.order > last or (row.trigger.period is not None and not row.trigger.period.contains(happening)):
            continue
        told.append(f"{capital(say_happening(happening))}: {_agreed(happening, variation)}.")
    return told


def _agreed(happening: Happening, variation: Variation) -> str:
    """What an agreement says: the length or date on it, or else what the rule gives for one that says nothing."""
    if variation.attribute is not None and happening.attributes.get(variation.attribute) is not None:
        return f"{in_words(variation.attribute)} {said(happening.attributes[variation.attribute])}"
    return "no length or date recorded" if variation.otherwise is None else f"{variation.otherwise}, as the rule says"


def _considered(row: Row, record: Record, result: Result) -> list[Considered]:
    """Every event of the types that could discharge it, and why each did or did not count."""
    act = act_of(row)
    if act is None and isinstance(row.rule.rule, Gate):
        shown = [Considered(each, True, "it shows what was asked for") for each in row.evidence]
        failed = near_misses(row, record, result.siblings(row.rule.id), result.words)
        return [*shown, *(Considered(miss.happening, False, listed(miss.failed)) for miss in failed)]
    if act is None or act.recorded:
        return [] if row.done is None else [Considered(row.done, True, "it was written up then")]
    siblings = result.siblings(row.rule.id)
    window = window_of_row(row, record, siblings.before(row))
    found = []
    for happening in record.of_types(act.types):
        if happening is row.trigger.happening:
            found.append(Considered(happening, False, "it is what set this off"))
        elif happening is row.done or happening in row.evidence:
            found.append(Considered(happening, True, _how_it_counted(row, happening)))
        elif happening.order < window.start:
            words = "it was before this began" + _for_another(row, happening, siblings)
            found.append(Considered(happening, False, words))
        elif happening.order > window.stop:
            words = "it came after this had been done" if row.done is not None else "it came after this had ended"
            found.append(Considered(happening, False, words + _for_another(row, happening, siblings)))
        else:
            miss = why_not(row, happening, act, record, siblings, result.words)
            words = "it is part of what was asked for" if miss is None else listed(miss.failed)
            found.append(Considered(happening, miss is None, words))
    return found


def _for_another(row: Row, happening: Happening, siblings: Siblings) -> str:
    used = siblings.served.get(id(happening))
    return ", and counted for another" if used is not None and used is not row else ""


def _how_it_counted(row: Row, happening: Happening) -> str:
    if happening is not row.done:
        return "it counts towards this"
    return "it discharged this, late" if row.remedied is not None else "it discharged this in time"


def _passed_over(compiled: CompiledRule, result: Result) -> list[Considered]:
    """The events that might have set the rule off, and why each did not."""
    record = result.evaluation.record
    anchor: Any = None
    for name in ("after", "before", "on", "guards"):
        anchor = getattr(compiled.rule, name, None) or anchor
    where = anchor.where if isinstance(anchor, EventAnchor) else None
    found = []
    for happening in record.of_types(sorted(compiled.needs or ())):
        failed = lacked(where, record, happening, result.words, compiled.conventions.leap_birthday)
        words = listed(failed) or _not_applied(compiled, record, happening)
        found.append(Considered(happening, False, words))
    return found


def _not_applied(compiled: CompiledRule, record: Record, happening: Happening) -> str:
    rule = compiled.rule
    if not compiled.first_day <= happening.day <= compiled.last_day:
        return "the rule was not in force on that day"
    if compiled.applies(record, Trigger(happening.moment, happening))[0] is False:
        conditions = []
        if rule.only_if is not None:
            conditions.append(f"only if {say_state(rule.only_if)}")
        if rule.unless is not None:
            conditions.append(f"not if {say_state(rule.unless)}")
        return f"the rule applies {listed(conditions) or 'only under conditions that did not hold'}"
    return "it is not the one the rule hangs on"


def _not_triggered(compiled: CompiledRule, result: Result) -> str:
    kind = result.case.subject.kind
    if kind not in compiled.kinds:
        return f"The rule is about a {listed(sorted(compiled.kinds), 'or')}; this is the history of a {kind}."
    needs = listed((in_words(name) for name in sorted(compiled.needs or ())), "or")
    held = any(result.evaluation.record.by_type.get(name) for name in compiled.needs or ())
    if needs and not held:
        return f"Nothing set this rule off: by {_as_of(result)} the record holds no {needs}."
    return f"Nothing set this rule off by {_as_of(result)}."


def _as_of(result: Result) -> str:
    return human_moment(result.evaluation.record.as_of)


def _in_all(mine: list[Obligation]) -> str:
    counts: dict[str, int] = {}
    for each in mine:
        counts[each.status] = counts.get(each.status, 0) + 1
    words = listed(f"{number} {status}" for status, number in counts.items())
    return f"In all: {words}."
