"""Two rules that can never both be met.

Two gates before one event, one of which asks for a state that the other forbids; two checks of one event that ask for
different facts; so many at least and fewer at most of one act in one window; a series that asks for an act more often
than a limit allows it. Whatever people do, one of the two is always breached.

Fails:

    rules:
      - id: case_closure.no_proceedings
        title: No closure during proceedings
        form: gate
        guards: case.closed
        needs:
          - {state: {not: care_proceedings}, named: proceedings at an end}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Closure}
      - id: case_closure.in_proceedings
        title: Closure during proceedings
        form: gate
        guards: case.closed
        needs:
          - {state: care_proceedings, named: proceedings under way}
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Closure}

Passes:

    rules:
      - id: case_closure.no_proceedings
        title: No closure during proceedings
        form: gate
        guards: case.closed
        needs:
          - {state: {not: care_proceedings}, named: proceedings at an end}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Closure}
      - id: case_closure.no_plan
        title: No closure during a plan
        form: gate
        guards: case.closed
        needs:
          - {state: {not: child_protection_plan}, named: the plan at an end}
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Closure}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from practice_rules.checks.conditions import impossible
from practice_rules.checks.lengths import span
from practice_rules.checks.seen import Seen
from practice_rules.checks.states import never_together
from practice_rules.checks.written import event_types
from practice_rules.language.moments import AnchorText
from practice_rules.language.rules import Check, EachWindow, Gate, Limit, Quota, RuleBase, Series
from practice_rules.problems import Problem, Severity
from practice_rules.vocabulary.model import Attribute

CODE = "never-both"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each pair of rules, in use together, one of which is always breached."""
    for (_, one), (path, other) in combinations(list(seen.rules()), 2):
        if _apart(one, other):
            continue
        found = _clash(one, other, seen)
        if found is not None:
            key, why = found
            yield seen.problem(
                CODE, SEVERITY, (*path, *key), f"'{other.id}' and '{one.id}' can never both be met: {why}",
                expected="two rules that one team can keep", rule_id=other.id,
                fix="correct one; if the document contradicts itself, mark one `alternative_to` the other",
            )  # fmt: skip


def _apart(one: RuleBase, other: RuleBase) -> bool:
    """Whether the two are never in use together, or each only under a condition of its own."""
    if one.alternative_to is not None or other.alternative_to is not None:
        return True
    return any(getattr(rule, key) is not None for rule in (one, other) for key in ("only_if", "unless", "in_force"))


Found = tuple[tuple[str | int, ...], str]


def _clash(one: RuleBase, other: RuleBase, seen: Seen) -> Found | None:
    if isinstance(one, Gate) and isinstance(other, Gate):
        return _gates(one, other, seen)
    if isinstance(one, Check) and isinstance(other, Check):
        return _checks(one, other, seen)
    if isinstance(one, Quota) and isinstance(other, Limit):
        return _amounts(one, other, seen, ("no_more_than",))
    if isinstance(one, Limit) and isinstance(other, Quota):
        return _amounts(other, one, seen, ("at_least",))
    if isinstance(one, Series) and isinstance(other, Limit):
        return _pace(one, other, seen, ("no_more_than",))
    if isinstance(one, Limit) and isinstance(other, Series):
        return _pace(other, one, seen, ("every",))
    return None


def _gates(one: Gate, other: Gate, seen: Seen) -> Found | None:
    if seen.same(one.guards) != seen.same(other.guards):
        return None
    for need in one.needs:
        for number, against in enumerate(other.needs):
            if need.only_if is not None or against.only_if is not None:
                continue
            if need.state is not None and against.state is not None:
                why = never_together(need.state, against.state, seen.pack)
                if why is not None:
                    return ("needs", number), f"one asks for '{need.named}', the other for '{against.named}'"
            if need.have is not None and against.have is not None:
                both = list(impossible(against.have, _declared(one.guards, seen), need.have))
                if both:
                    return ("needs", number, "have"), both[0].why
    return None


def _checks(one: Check, other: Check, seen: Seen) -> Found | None:
    if one.have is None or other.have is None or seen.same(one.on) != seen.same(other.on):
        return None
    if one.while_ is not None or other.while_ is not None:
        return None
    both = list(impossible(other.have, _declared(one.on, seen), one.have))
    return (("have", *both[0].path), both[0].why) if both else None


def _pace(series: Series, limit: Limit, seen: Seen, key: tuple[str, ...]) -> Found | None:
    """A series that asks for more acts in the limit's window than the limit allows."""
    if limit.each is None or not isinstance(limit.no_more_than, int) or series.every is None:
        return None
    if seen.same(series.do) != seen.same(limit.each):
        return None
    window = span(limit.in_.each) if isinstance(limit.in_, EachWindow) else span(limit.in_any)
    interval = span(series.every)
    if window is None or interval is None or interval[1] == 0:
        return None
    owed = int(window[0] // interval[1])
    if owed <= limit.no_more_than:
        return None
    return key, f"every {series.every} makes at least {owed}, and no more than {limit.no_more_than} are allowed"


def _declared(anchor: AnchorText, seen: Seen) -> Callable[[str], Attribute | None]:
    """What the attributes of the events at an anchor are."""
    types = sorted(event_types(anchor, seen.pack))
    return lambda name: next((a for a in (seen.words.attribute(kind, name) for kind in types) if a is not None), None)


def _amounts(quota: Quota, limit: Limit, seen: Seen, key: tuple[str, ...]) -> Found | None:
    if limit.each is None or not isinstance(limit.no_more_than, int) or limit.in_ is None:
        return None
    if seen.same(quota.do) != seen.same(limit.each) or seen.same(quota.in_) != seen.same(limit.in_):
        return None
    if quota.at_least <= limit.no_more_than:
        return None
    return key, f"at least {quota.at_least} are owed and no more than {limit.no_more_than} allowed"
