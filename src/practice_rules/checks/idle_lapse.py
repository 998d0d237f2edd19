"""What would end a duty that nothing can end.

A check, a gate and a judgement are judged at their event, and what is judged stays judged: nothing ends them before
that, except that the event is called off. What keeps one from being asked at all is `unless`.

Fails:

    rules:
      - id: case_closure.chronology
        title: Nothing is closed without an up-to-date chronology
        form: gate
        guards: case.closed
        needs:
          - {do: chronology.updated, fresh: 4 weeks, named: a chronology brought up to date}
        lapses_when: [court_order.made]
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Closure}

Passes:

    rules:
      - id: case_closure.chronology
        title: Nothing is closed without an up-to-date chronology
        form: gate
        guards: case.closed
        needs:
          - {do: chronology.updated, fresh: 4 weeks, named: a chronology brought up to date}
        unless: looked_after
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Closure}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Check, Gate, Judgement
from practice_rules.problems import Problem, Severity

CODE = "idle-lapse"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule judged at its event that says what would end it."""
    for path, rule in seen.rules(Check, Gate, Judgement):
        if rule.lapses_when:
            yield seen.problem(
                CODE, SEVERITY, (*path, "lapses_when"), f"nothing ends a {rule.form}: it is judged at its event",
                expected="`unless`, or nothing", fix="say with `unless` when it is not asked, or leave this out",
                rule_id=rule.id, key=True,
            )  # fmt: skip
