"""A length of time that two people may count differently, without a reading.

A document that says only "days" leaves open whether weekends count, and one that says "the same day", or
"immediately", whether the office must be open. Whoever writes the pack decides; a `reading` says how and why, so that
a practitioner can object. Of the same day it is only noted: many documents do mean that very day.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 days
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
        within: 10 days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
        reading: The document says days in one place and calendar days in another, so weekends count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practice_rules.checks.seen import Path, Seen
from practice_rules.dates.durations import CalendarSpan, Range, SameDay
from practice_rules.language.rules import RuleBase
from practice_rules.problems import Problem, Severity

CODE = "missing-reading"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule with a length in plain days, or on the same day, that has no reading."""
    for path, rule in seen.rules():
        if rule.reading is not None:
            continue
        for key, length in _lengths(rule):
            doubt = _doubt(length)
            if doubt is not None:
                severity = Severity.NOTE if isinstance(length, SameDay) else SEVERITY
                yield seen.problem(
                    CODE, severity, (*path, *key), f"'{length}' may be read in two ways: {doubt}",
                    expected="a `reading` that says which is meant and why",
                    fix="add `reading:` to the rule, in a sentence of your own", rule_id=rule.id,
                )  # fmt: skip
                break


def _lengths(rule: RuleBase) -> Iterator[tuple[Path, Any]]:
    for key in ("within", "at_least", "at_most", "every", "no_longer_than"):
        value = getattr(rule, key, None)
        for each in value if isinstance(value, list) else [value]:
            yield (key,), each
    for number, phase in enumerate(getattr(rule, "phases", None) or ()):
        yield ("phases", number, "every"), phase.every
    first = getattr(rule, "first", None)
    yield ("first",), getattr(first, "within", first)


def _doubt(length: Any) -> str | None:
    if isinstance(length, Range):
        length = length.outer
    if isinstance(length, SameDay) and not length.working:
        return "whether a day on which the office is closed counts"
    if isinstance(length, CalendarSpan) and length.days and not (length.weeks or length.total_months):
        return "whether weekends and bank holidays count"
    return None
