"""A rule's id that is one slip away from a shared topic.

A rule's id is its topic, the same in every pack that speaks of the same thing, so that councils can be compared. An id
of the pack's own is allowed; one that differs from a known topic by a letter or two is probably that topic, misspelt,
and would be missing from every comparison.

Fails:

    rules:
      - id: child_protection.core_groop.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "misspelt-topic"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each id that is no topic and looks like one."""
    topics = sorted({*seen.words.topics, *(".".join(topic.split(".")[:2]) for topic in seen.words.topics)})
    known = {part for topic in seen.words.topics for part in topic.split(".")}
    for path, rule in seen.rules():
        if rule.id in seen.words.topics:
            continue
        for part in rule.id.split("."):
            if part in known or len(part) < 5:
                continue
            near = get_close_matches(part, known, 1, 0.85)
            likely = rule.id.replace(part, near[0], 1) if near else ""
            if likely in topics:
                yield seen.problem(
                    CODE, SEVERITY, (*path, "id"), f"'{rule.id}' is not among the shared topics, and '{likely}' is",
                    expected="a shared topic, or an id that cannot be taken for one", fix=f"did you mean '{likely}'?",
                    rule_id=rule.id,
                )  # fmt: skip
