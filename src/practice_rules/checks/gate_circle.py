"""Gates that wait for each other.

A gate lets an event happen only after what it needs. When that in turn is guarded by a gate that needs the first event,
neither can ever come first.

Fails:

    rules:
      - id: case_closure.core_group
        title: No closing without a core group
        form: gate
        guards: case.closed
        needs:
          - {do: core_group.held, named: a core group}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Closing}
      - id: child_protection.core_group.after_closing
        title: No core group without a closing
        form: gate
        guards: core_group.held
        needs:
          - {do: case.closed, named: the closing of the case}
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: case_closure.core_group
        title: No closing without a core group
        form: gate
        guards: case.closed
        needs:
          - {do: core_group.held, named: a core group}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Closing}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.checks.written import event_types
from practice_rules.language.moments import EventAnchor
from practice_rules.language.rules import Gate
from practice_rules.problems import Problem, Severity

CODE = "gate-circle"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each need whose event waits, through gates, for the event that its own gate guards."""
    needs: dict[str, set[str]] = {}
    gates = [(path, rule) for path, rule in seen.rules(Gate) if rule.only_if is None and rule.unless is None]
    for _, rule in gates:
        for guarded in _guarded(rule, seen):
            needs.setdefault(guarded, set()).update(each for _, each in _needed(rule, seen))
    for path, rule in gates:
        for guarded in sorted(_guarded(rule, seen)):
            for number, event in _needed(rule, seen):
                if event != guarded and guarded in _behind(event, needs):
                    yield seen.problem(
                        CODE, SEVERITY, (*path, "needs", number),
                        f"{guarded} waits for {event}, and {event} waits for {guarded}: neither can ever come first",
                        expected="gates that do not wait for each other", fix="take this need, or the other gate, away",
                        rule_id=rule.id,
                    )  # fmt: skip


def _guarded(rule: Gate, seen: Seen) -> frozenset[str]:
    """The events that never happen without the gate: those it guards without a condition."""
    anchor = rule.guards
    if isinstance(anchor, EventAnchor) and set(anchor.model_fields_set) != {"event"}:
        return frozenset()
    return event_types(anchor, seen.pack) if isinstance(anchor, str | EventAnchor) else frozenset()


def _needed(rule: Gate, seen: Seen) -> Iterator[tuple[int, str]]:
    """Each need that one kind of event alone can meet, with that event."""
    for number, need in enumerate(rule.needs):
        types = event_types(need.do, seen.pack) if need.do is not None and need.only_if is None else frozenset()
        if len(types) == 1:
            yield number, next(iter(types))


def _behind(event: str, needs: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = set(needs.get(event, ()))
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting |= needs.get(one, set())
    return reached
