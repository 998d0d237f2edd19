"""Two editions of one council's standards in force on the same day.

What happens is judged by the edition in force on its day, so on each day there is one. An edition without an end stays
in force until the next begins; two that begin on the same day, two without dates, or one that ends after the next has
begun, leave it open which counts. Told when several packs are checked together.

The page shows one file; the other is checked beside it, with `edition: {name: "2026", from: 2026-04-01}` and the same
rule.

Fails:

    edition: {name: "2025", from: 2025-04-01, to: 2026-06-30}
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

Passes:

    edition: {name: "2025", from: 2025-04-01, to: 2026-03-31}
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
from datetime import date
from pathlib import PurePath

from practice_rules.checks.seen import Seen
from practice_rules.language.pack import Edition
from practice_rules.problems import Problem, Severity

CODE = "overlapping-editions"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each other edition of the same standards that is in force on a day of this one."""
    own = {rule.id for rule in seen.pack.rules}
    for file, other in seen.others.items():
        if other.council.casefold() != seen.pack.council.casefold() or not own & {rule.id for rule in other.rules}:
            continue
        why = _overlap(seen.pack.edition, other.edition)
        if why is not None:
            yield seen.problem(
                CODE, SEVERITY, ("edition",),
                f"this edition and '{other.edition.name}' ({PurePath(file).name}) are in force together: {why}",
                expected="one edition in force on each day", key=True,
                fix="give the earlier one a `to:`, the day before the later one begins",
            )  # fmt: skip


def _overlap(one: Edition, other: Edition) -> str | None:
    if one.from_ == other.from_:
        return "neither has a first day" if one.from_ is None else f"both begin on {one.from_}"
    early, late = sorted((one, other), key=lambda edition: edition.from_ or date.min)
    if early.to is not None and late.from_ is not None and early.to >= late.from_:
        return f"the earlier ends on {early.to}, the later begins on {late.from_}"
    return None
