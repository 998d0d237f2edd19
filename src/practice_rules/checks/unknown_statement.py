"""A statement number that the catalogue does not have.

`catalogue` says how the document's statements are numbered and what the last one is. A number with another prefix, or
beyond the last, points to nothing.

Fails:

    catalogue: {prefix: ELM, last: 1}
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001, EML-001]
        source: {document: standards, section: Core groups}

Passes:

    catalogue: {prefix: ELM, last: 1}
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

from practice_rules.checks.seen import Seen
from practice_rules.language.soundness import statement_lists
from practice_rules.problems import Problem, Severity, nearest

CODE = "unknown-statement"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each number of a statement that is not in the catalogue."""
    catalogue = seen.pack.catalogue
    if catalogue is None:
        return
    known = frozenset(catalogue.statements())
    listed = statement_lists(seen.pack)
    every = [number for _, numbers, _ in listed for number in numbers]
    if len(every) > 2 and sum(number in known for number in every) * 2 < len(every):
        yield _catalogue_itself(seen, every, known)
        return
    for path, numbers, rule_id in listed:
        for place, number in enumerate(numbers):
            if number not in known:
                digits = number.partition("-")[2]
                padded = f"{catalogue.prefix}-{int(digits):03d}" if digits.isdigit() else ""
                ours = number.startswith(f"{catalogue.prefix}-")
                near = padded if padded in known and padded != number else None if ours else nearest(number, known)
                yield seen.problem(
                    CODE, SEVERITY, (*path, place), f"the catalogue has no statement {number}",
                    expected=f"{catalogue.prefix}-001 to {catalogue.prefix}-{catalogue.last:03d}",
                    fix=f"did you mean '{near}'?" if near else "check the number against the document", rule_id=rule_id,
                )  # fmt: skip


def _catalogue_itself(seen: Seen, every: list[str], known: frozenset[str]) -> Problem:
    """When most numbers are unknown, the slip is in the catalogue: said once, and not at each number."""
    catalogue = seen.pack.catalogue
    assert catalogue is not None
    strange = sum(number not in known for number in every)
    prefixes = sorted({number.partition("-")[0] for number in every})
    key, right = (
        "last",
        f"the number of the last statement, at least {max(int(each.partition('-')[2]) for each in every)}",
    )
    if catalogue.prefix not in prefixes:
        key, right = "prefix", f"the letters the statements have: {' or '.join(prefixes)}"
    return seen.problem(
        CODE,
        SEVERITY,
        ("catalogue", key),
        f"{strange} of the {len(every)} statement numbers are not in this catalogue",
        expected=right,
        fix=f"correct `{key}` of the catalogue, or the numbers",
    )
