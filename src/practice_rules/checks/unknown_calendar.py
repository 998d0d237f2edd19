"""A calendar that is not shipped.

A pack counts on a calendar of this package (`england_and_wales`, or `united_kingdom_any` for the clock of information
requests), and a council's own closures are put over it with `--calendar` where the pack is used. A pack that names any
other calendar cannot be used until one of that name is given to it.

Fails:

    calendar: england_and_whales
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

    calendar: england_and_wales
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

from practice_rules.checks.seen import Path, Seen
from practice_rules.problems import Problem, Severity, nearest

CODE = "unknown-calendar"
SEVERITY = Severity.WARNING


SHIPPED = ("england_and_wales", "united_kingdom_any")


def check(seen: Seen) -> Iterator[Problem]:
    """Each name of a calendar that is not shipped, on the pack or on a rule."""
    named: list[tuple[Path, str, str | None]] = [(("calendar",), seen.pack.calendar, None)]
    named += [((*path, "calendar"), rule.calendar, rule.id) for path, rule in seen.rules() if rule.calendar is not None]
    for path, name, rule_id in named:
        if name not in SHIPPED:
            near = nearest(name, SHIPPED)
            yield seen.problem(
                CODE, SEVERITY, path, f"there is no shipped calendar called '{name}'", expected=" or ".join(SHIPPED),
                fix=f"did you mean '{near}'?" if near else "give the calendar of that name where the pack is used",
                rule_id=rule_id,
            )  # fmt: skip
