"""Is one rule at least as strict as another? Decided from the rules alone, never from cases.

Two lengths of time are compared by what they give: over every starting day of four years on the pack's calendar, one
is stricter when it is never later (for a lead: never earlier to be given up). When it depends on the day, the answer
is that they cannot be compared, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Moment
from practice_rules.dates.conventions import Conventions
from practice_rules.dates.deadlines import compile_after, compile_before
from practice_rules.dates.durations import Duration
from practice_rules.engine.compiler import written
from practice_rules.language.conditions import Test, Where
from practice_rules.language.moments import EventAct
from practice_rules.language.rules import Check, Deadline, First, Gate, Lead, Limit, Quota, RuleBase, Series

FIRST, LAST = date(2025, 1, 1).toordinal(), date(2028, 12, 31).toordinal()
STRENGTHS = {"may": 0, "should": 1, "must": 2}


class Relation(StrEnum):
    """How one rule stands to another."""

    SAME = "the same"
    STRICTER = "stricter"
    LOOSER = "looser"
    NOT_COMPARABLE = "not comparable"

    @property
    def at_least_as_strict(self) -> bool:
        """Whether whoever meets this rule meets the other."""
        return self in (Relation.SAME, Relation.STRICTER)


@dataclass(frozen=True)
class Verdict:
    """How one rule stands to another, and why, in one sentence."""

    relation: Relation
    why: str

    def turned(self) -> Verdict:
        """The verdict seen from the other rule."""
        other = {Relation.STRICTER: Relation.LOOSER, Relation.LOOSER: Relation.STRICTER}
        return Verdict(other.get(self.relation, self.relation), self.why)


@dataclass(frozen=True)
class Side:
    """A rule with what its words mean in its own pack."""

    rule: RuleBase
    calendar: Calendar
    conventions: Conventions
    definitions: Any


def compare_rules(mine: Side, theirs: Side) -> Verdict:
    """How the first rule stands to the second."""
    left, right = mine.rule, theirs.rule
    if type(left) is not type(right):
        return Verdict(Relation.NOT_COMPARABLE, f"one is a {_form(left)}, the other a {_form(right)}")
    parts: list[Verdict] = [*_by_form(mine, theirs), _strength(left, right)]
    for name, what in (("only_if", "when it applies"), ("unless", "its exceptions")):
        if _meaning(getattr(left, name), mine) != _meaning(getattr(right, name), theirs):
            parts.append(Verdict(Relation.NOT_COMPARABLE, f"they differ in {what}"))
    return combine(parts)


def combine(parts: Iterable[Verdict]) -> Verdict:
    """Several comparisons as one: strict in one respect and loose in another cannot be compared."""
    listed = [part for part in parts if part.relation is not Relation.SAME]
    if not listed:
        return Verdict(Relation.SAME, "they ask for the same")
    blocked = [part for part in listed if part.relation is Relation.NOT_COMPARABLE]
    if blocked:
        apart = [f"{part.why} ({part.relation} in that)" for part in listed if part not in blocked]
        return Verdict(Relation.NOT_COMPARABLE, "; ".join(dict.fromkeys([*(p.why for p in blocked), *apart])))
    relations = {part.relation for part in listed}
    why = "; ".join(dict.fromkeys(part.why for part in listed))
    return Verdict(listed[0].relation if len(relations) == 1 else Relation.NOT_COMPARABLE, why)


def _form(rule: RuleBase) -> str:
    return str(getattr(rule, "form", ""))


def _strength(left: RuleBase, right: RuleBase) -> Verdict:
    mine, theirs = STRENGTHS[left.strength], STRENGTHS[right.strength]
    if mine == theirs:
        return Verdict(Relation.SAME, "")
    why = f"one document says {left.strength}, the other {right.strength}"
    return Verdict(Relation.STRICTER if mine > theirs else Relation.LOOSER, why)


def _meaning(part: Any, side: Side) -> str:
    """How a part of a rule is written once the pack's own definitions are put in its place."""
    if isinstance(part, str):
        definition = side.definitions.get(part)
        if definition is not None:
            inner = definition.act or definition.state or definition.anchor
            return _meaning(inner, side) if inner is not None else part
        return part
    if isinstance(part, list):
        return "[" + ",".join(_meaning(each, side) for each in part) + "]"
    if hasattr(part, "model_fields_set"):
        fields = sorted(part.model_fields_set)
        body = ",".join(f"{name}={_meaning(getattr(part, name), side)}" for name in fields)
        extra = getattr(part, "__pydantic_extra__", None) or {}
        body += "".join(f",{name}={_meaning(value, side)}" for name, value in sorted(extra.items()))
        bare = _bare(part, fields)
        return bare if bare is not None else f"{type(part).__name__}({body})"
    return written(part)


def _bare(part: Any, fields: list[str]) -> str | None:
    """An anchor or act that is written as a mapping with nothing but an event is the event itself."""
    if fields == ["event"] and isinstance(part.event, str):
        return str(part.event)
    return None


def _by_form(mine: Side, theirs: Side) -> list[Verdict]:
    left, right = mine.rule, theirs.rule
    if isinstance(left, Deadline) and isinstance(right, Deadline):
        return [
            _same(left.after, right.after, mine, theirs, "start of the clock"),
            *_acts(mine, theirs),
            *_within(mine, theirs),
        ]
    if isinstance(left, Lead) and isinstance(right, Lead):
        return [
            _same(left.before, right.before, mine, theirs, "event it comes before"),
            *_acts(mine, theirs),
            _lengths(left.at_least, right.at_least, mine, theirs, lead=True),
        ]
    if isinstance(left, Series) and isinstance(right, Series):
        return [
            _same(left.while_, right.while_, mine, theirs, "time it runs"),
            *_acts(mine, theirs),
            *_intervals(mine, theirs),
        ]
    if isinstance(left, Quota) and isinstance(right, Quota):
        return [
            _same(left.while_, right.while_, mine, theirs, "time it runs"),
            *_acts(mine, theirs),
            _same(left.in_, right.in_, mine, theirs, "window"),
            _more(left.at_least, right.at_least, "times"),
        ]
    if isinstance(left, Limit) and isinstance(right, Limit):
        return _limits(mine, theirs)
    if isinstance(left, Gate) and isinstance(right, Gate):
        needs = [
            {_meaning(need.model_copy(update={"named": ""}), side) for need in rule.needs}
            for rule, side in ((left, mine), (right, theirs))
        ]
        return [
            _same(left.guards, right.guards, mine, theirs, "event it guards"),
            _subsets(needs[0], needs[1], "things in place"),
        ]
    if isinstance(left, Check) and isinstance(right, Check):
        parts = [_tests(left, mine), _tests(right, theirs)]
        return [_same(left.on, right.on, mine, theirs, "event it looks at"), _subsets(parts[0], parts[1], "facts")]
    return []


def _tests(rule: Check, side: Side) -> set[str]:
    """The single facts a check asks for; a set that must include several words asks for each of them."""
    found = _single_tests(rule.have, side)
    if rule.while_ is not None:
        found.add(f"while={_meaning(rule.while_, side)}")
    return found


def _single_tests(where: Where | None, side: Side) -> set[str]:
    """A condition as the single tests that must all hold."""
    found: set[str] = set()
    if where is None:
        return found
    for name, test in where.tests.items():
        includes = test.includes if isinstance(test, Test) and test.model_fields_set == {"includes"} else None
        if includes is not None:
            found |= {f"{name}+{word}" for word in ([includes] if isinstance(includes, str) else includes)}
        else:
            found.add(f"{name}={_meaning(test, side)}")
    for key in ("any_of", "none_of", "about"):
        if getattr(where, key) is not None:
            found.add(f"{key}={_meaning(getattr(where, key), side)}")
    return found


def _same(left: Any, right: Any, mine: Side, theirs: Side, what: str) -> Verdict:
    if _meaning(left, mine) == _meaning(right, theirs):
        return Verdict(Relation.SAME, "")
    return Verdict(Relation.NOT_COMPARABLE, f"they differ in the {what}")


def _acts(mine: Side, theirs: Side) -> list[Verdict]:
    left, right = mine.rule.do, theirs.rule.do  # type: ignore[attr-defined]  # the forms called with have `do`
    verdict = _same(left, right, mine, theirs, "act that discharges it")
    if verdict.relation is Relation.SAME:
        return [verdict]
    first, second = _plain_act(left, mine), _plain_act(right, theirs)
    if first is None or second is None or first[0] != second[0]:
        return [verdict]
    return [_subsets(first[1], second[1], "conditions on what counts")]


def _plain_act(act: Any, side: Side) -> tuple[str, set[str]] | None:
    """An act that is one event under conditions that must all hold: the event, and the conditions one by one."""
    while isinstance(act, str) and act in side.definitions and side.definitions[act].act is not None:
        act = side.definitions[act].act
    if isinstance(act, str):
        return act, set()
    if not isinstance(act, EventAct):
        return None
    return _meaning(act.event, side), _single_tests(act.where, side) | {f"same {name}" for name in act.match}


def _more(left: int, right: int, what: str) -> Verdict:
    if left == right:
        return Verdict(Relation.SAME, "")
    return Verdict(Relation.STRICTER if left > right else Relation.LOOSER, f"{left} {what} against {right}")


def _subsets(left: set[str], right: set[str], what: str) -> Verdict:
    if left == right:
        return Verdict(Relation.SAME, "")
    if left >= right:
        return Verdict(Relation.STRICTER, f"asks for {len(left - right)} more {what}")
    if left <= right:
        return Verdict(Relation.LOOSER, f"asks for {len(right - left)} fewer {what}")
    return Verdict(Relation.NOT_COMPARABLE, f"they ask for different {what}")


def _within(mine: Side, theirs: Side) -> list[Verdict]:
    left, right = mine.rule.within, theirs.rule.within  # type: ignore[attr-defined]  # both are deadlines
    lefts = left if isinstance(left, list) else [left]
    rights = right if isinstance(right, list) else [right]
    if len(lefts) != len(rights):
        return [Verdict(Relation.NOT_COMPARABLE, "they have different numbers of milestones")]
    return [_lengths(a, b, mine, theirs) for a, b in zip(lefts, rights, strict=True)]


def _intervals(mine: Side, theirs: Side) -> list[Verdict]:
    left, right = mine.rule, theirs.rule
    assert isinstance(left, Series) and isinstance(right, Series)
    found = [_lengths(_first(left), _first(right), mine, theirs)] if left.first or right.first else []
    if left.every is not None and right.every is not None:
        return [*found, _lengths(left.every, right.every, mine, theirs)]
    if left.phases is None or right.phases is None:
        return [*found, Verdict(Relation.NOT_COMPARABLE, "only one of them has phases")]
    if len(left.phases) != len(right.phases):
        return [*found, Verdict(Relation.NOT_COMPARABLE, "they have different phases")]
    for a, b in zip(left.phases, right.phases, strict=True):
        found.append(_same([a.until, a.when], [b.until, b.when], mine, theirs, "phases"))
        found.append(_lengths(a.every, b.every, mine, theirs))
    return found


def _first(rule: Series) -> Duration | None:
    return rule.first.within if isinstance(rule.first, First) else rule.first or rule.every


def _limits(mine: Side, theirs: Side) -> list[Verdict]:
    left, right = mine.rule, theirs.rule
    assert isinstance(left, Limit) and isinstance(right, Limit)
    shape = [_same([left.of, left.each], [right.of, right.each], mine, theirs, "thing counted")]
    shape.append(_same([left.in_, left.in_any], [right.in_, right.in_any], mine, theirs, "window"))
    if left.no_longer_than is not None or right.no_longer_than is not None:
        return [*shape, _lengths(left.no_longer_than, right.no_longer_than, mine, theirs)]
    a, b = left.no_more_than, right.no_more_than
    if isinstance(a, int) and isinstance(b, int):
        return [*shape, Verdict(_more(-a, -b, "").relation, f"{a} at most against {b}")]
    if isinstance(a, int) or isinstance(b, int) or a is None or b is None:
        return [*shape, Verdict(Relation.NOT_COMPARABLE, "one counts, the other adds up time")]
    return [*shape, _lengths(a, b, mine, theirs)]


def _lengths(left: Duration | None, right: Duration | None, mine: Side, theirs: Side, *, lead: bool = False) -> Verdict:
    """Compare two lengths of time by the dates they give."""
    if left is None or right is None:
        if left is right:
            return Verdict(Relation.SAME, "")
        relation = Relation.STRICTER if left is not None else Relation.LOOSER
        return Verdict(relation, "only one of them gives a figure")
    earlier, later = _spread(left, right, mine.calendar, mine.conventions, theirs.calendar, theirs.conventions, lead)
    if not earlier and not later:
        return Verdict(Relation.SAME, "")
    why = f"{left} against {right}"
    if earlier and later:
        return Verdict(Relation.NOT_COMPARABLE, f"{why}: which is sooner depends on the day")
    return Verdict(Relation.STRICTER if earlier else Relation.LOOSER, why)


@lru_cache(maxsize=4096)
def _spread(
    left: Duration, right: Duration, my_calendar: Calendar, my_way: Conventions, their_calendar: Calendar,
    their_way: Conventions, lead: bool,
) -> tuple[bool, bool]:  # fmt: skip
    """Whether the first length ever ends before the second, and ever after it, from any day of four years."""
    make = compile_before if lead else compile_after
    mine, theirs = make(left, my_calendar, my_way), make(right, their_calendar, their_way)
    earlier = later = False
    for day in range(FIRST, LAST + 1):
        a, b = mine(Moment(day, None)), theirs(Moment(day, None))
        key_a, key_b = _end(a.day, a.instant), _end(b.day, b.instant)
        earlier |= key_a < key_b
        later |= key_a > key_b
    return earlier, later


def _end(day: int, instant: int | None) -> tuple[int, int]:
    return day, instant if instant is not None else 1 << 60
