"""A `match` that has nothing to be compared with.

`match` asks that an attribute be the same on the act as on the trigger, or on the event that opened the period. When no
such event can carry the attribute it can never be told whether the two are the same, and the duty is never met. In a
look-back (`happened`) and in what a limit counts (`each`) there is no trigger at all.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The worker who got the case sees the child
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: {event: visit.made, where: {child_seen: true}, match: [worker]}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: The worker who got the case sees the child
        form: deadline
        after: case.allocated
        within: 10 working days
        do: {event: visit.made, where: {child_seen: true}, match: [worker]}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practice_rules.checks.carriers import Types, carriers
from practice_rules.checks.seen import Path, Seen
from practice_rules.language.moments import DefinedAct, EventAct, HappenedState
from practice_rules.language.rules import Deadline, Gate, Lead, Limit, Quota, RuleBase, Series
from practice_rules.problems import Problem, Severity

CODE = "unmatchable"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each attribute to be matched that the trigger of the rule cannot have."""
    for path, rule in seen.rules(Deadline, Lead, Series, Quota, Gate):
        behind = carriers(rule, seen.pack, seen.words)
        acts: list[tuple[Path, Any]] = [((*path, "do"), getattr(rule, "do", None))]
        if isinstance(rule, Gate):
            acts = [((*path, "needs", number, "do"), need.do) for number, need in enumerate(rule.needs)]
        for place, act in acts:
            for at, name in _matched(act, place, seen, frozenset()):
                if behind is not None and not any(name in seen.words.events.get(kind, {}) for kind in behind):
                    yield _problem(seen, at, name, behind, rule)
    yield from _without_trigger(seen)


def _matched(act: Any, path: Path, seen: Seen, trail: Types) -> Iterator[tuple[Path, str]]:
    """Each attribute that an act matches, and where in the rule it does; a definition's where the rule uses it."""
    if isinstance(act, str):
        definition = seen.pack.definitions.get(act)
        if definition is not None and act not in trail:
            yield from ((path, name) for _, name in _matched(definition.act, path, seen, trail | {act}))
    elif isinstance(act, EventAct | DefinedAct):
        yield from (((*path, "match", number), name) for number, name in enumerate(act.match))
        if isinstance(act, DefinedAct):
            yield from _matched(act.definition, (*path, "definition"), seen, trail)
    else:
        for key in ("any_of", "all_of"):
            for number, each in enumerate(getattr(act, key, ())):
                yield from _matched(each, (*path, key, number), seen, trail)
        if getattr(act, "act", None) is not None:
            yield from _matched(act.act, (*path, "act"), seen, trail)


def _problem(seen: Seen, path: Path, name: str, behind: Types, rule: RuleBase) -> Problem:
    named = " or ".join(sorted(behind)) if 0 < len(behind) <= 4 else "what sets this duty off"
    having = sorted(kind for kind, attributes in seen.words.events.items() if name in attributes)
    return seen.problem(
        CODE, SEVERITY, path, f"`match` asks for the same {name} as the trigger's, and {named} has none",
        expected=f"a trigger that has {name}, such as {', '.join(having[:3])}" if having else "a trigger that has it",
        fix=f"take {name} out of `match`, or hang the rule on an event that has it", rule_id=rule.id,
    )  # fmt: skip


def _without_trigger(seen: Seen) -> Iterator[Problem]:
    """Each `match` where no trigger is: in a look-back, and in what a limit counts."""
    for part in seen.parts:
        key = "happened" if isinstance(part.written, HappenedState) else "each"
        act = getattr(part.written, key, None) if isinstance(part.written, HappenedState | Limit) else None
        if not isinstance(act, EventAct | DefinedAct):
            continue
        for number, name in enumerate(act.match):
            yield seen.problem(
                CODE, SEVERITY, (*part.path, key, "match", number),
                f"`match` asks for the same {name} as the trigger's, and under `{key}` there is no trigger",
                expected=f"an act under `{key}` without `match`", rule_id=part.rule_id,
                fix="take `match` away, and say with `where` what is meant",
            )  # fmt: skip
