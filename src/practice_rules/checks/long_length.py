"""A length of time or an age so long that a nought too many is likelier than the length.

No standard gives years for a visit, and nobody is looked after at 160.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 1000 working days
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

from practice_rules.checks.lengths import span
from practice_rules.checks.seen import Path, Seen
from practice_rules.dates.durations import ByTime, Range, WorkingDays
from practice_rules.language.words import Age
from practice_rules.problems import Problem, Severity

CODE = "long-length"
SEVERITY = Severity.WARNING
MOST_DAYS = 6 * 366
MOST_WORKING_DAYS = 90
"""A document that means half a year says months."""
OLDEST = 100
KEPT = ("for_", "reaches")
"""How long a state has lasted may be for ever: records are kept for a hundred years."""


def check(seen: Seen) -> Iterator[Problem]:
    """Each length beyond any in use, and each age beyond a lifetime."""
    for part in seen.parts:
        for name, field in type(part.written).model_fields.items():
            if name in KEPT:
                continue
            value = getattr(part.written, name, None)
            for number, each in enumerate(value if isinstance(value, list) else [value]):
                at: Path = (number,) if isinstance(value, list) else ()
                path = (*part.path, field.alias or name, *at)
                if _too_long(each) and seen.document.reach(path) == path:
                    yield seen.problem(
                        CODE, SEVERITY, path, f"'{each}' is longer than anything of the kind",
                        expected="a length that somebody keeps to", fix="count the noughts, and check the unit",
                        rule_id=part.rule_id,
                    )  # fmt: skip


def _too_long(value: object) -> bool:
    if isinstance(value, Age):
        return value.months > OLDEST * 12
    whole = value.outer if isinstance(value, Range) else value.duration if isinstance(value, ByTime) else value
    if isinstance(whole, WorkingDays):
        return whole.n > MOST_WORKING_DAYS
    taken = span(whole)
    return taken is not None and taken[0] > MOST_DAYS
