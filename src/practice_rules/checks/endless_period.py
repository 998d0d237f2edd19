"""A period of the pack's own that never ends, or ends as it begins.

A period says what `closes` it or how long it `lasts`. One that says neither runs on for ever in every case, and so does
every duty in it; one that is closed by what opens it lasts no time at all.

Fails:

    vocabulary:
      periods:
        tea_time:
          meaning: The time tea is taken.
          opens: case.opened
    rules:
      - id: child_protection.visit
        title: A visit every ten working days
        form: series
        while: tea_time
        every: 10 working days
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    vocabulary:
      periods:
        tea_time:
          meaning: The time tea is taken.
          opens: case.opened
          closes: case.closed
    rules:
      - id: child_protection.visit
        title: A visit every ten working days
        form: series
        while: tea_time
        every: 10 working days
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity
from practice_rules.vocabulary.model import Edge

CODE = "endless-period"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each period of the pack's own that nothing closes, or that is closed by what opens it."""
    for name, period in seen.pack.vocabulary.periods.items():
        path = ("vocabulary", "periods", name)
        if period.by_calendar is not None:
            continue
        if not period.closes and period.lasts is None:
            yield seen.problem(
                CODE, SEVERITY, path, f"nothing ever ends '{name}': it has neither `closes` nor `lasts`",
                expected="`closes` with the event that ends it, or `lasts` with a length of time",
                fix="add the one that is true of it", key=True,
            )  # fmt: skip
        opening, closing = _plain(period.opens), _plain(period.closes)
        if opening and opening <= closing:
            yield seen.problem(
                CODE, SEVERITY, (*path, "closes"), f"'{name}' is closed by the very event that opens it",
                expected="another event under `closes`", fix="name the event that ends it, or add `where` to either",
            )  # fmt: skip


def _plain(edges: list[Edge]) -> frozenset[str]:
    """The events of edges that have no condition."""
    return frozenset(
        name
        for edge in edges
        if edge.where is None
        for name in ([edge.event] if isinstance(edge.event, str) else edge.event)
    )
