"""A series whose last phase ends.

After it nothing is owed for as long as the period still runs. If the document says so, say it: a last phase
`{every: null}` states no interval on purpose.

Fails:

    rules:
      - id: looked_after.visit
        title: A child in care is visited
        form: series
        while: looked_after
        phases:
          - {until: {lasting: looked_after, for: 6 months}, every: 1 week}
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit
        title: A child in care is visited
        form: series
        while: looked_after
        phases:
          - {until: {lasting: looked_after, for: 6 months}, every: 1 week}
          - {every: 6 weeks}
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Series
from practice_rules.problems import Problem, Severity

CODE = "ending-phases"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each series with an end to its last phase."""
    for path, rule in seen.rules(Series):
        phases = rule.phases or ()
        # A phase without an end further up is told by `dead-phase`.
        dead = any(phase.until is None and phase.when is None for phase in phases[:-1])
        if phases and phases[-1].until is not None and not dead:
            yield seen.problem(
                CODE, SEVERITY, (*path, "phases", len(phases) - 1, "until"),
                "after this nothing is owed any more, however long the period goes on",
                expected="a last phase without `until`", fix="add the phase that follows, or `- {every: null}`",
                rule_id=rule.id,
            )  # fmt: skip
