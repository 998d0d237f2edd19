"""A state that holds at no time.

Parts of a state that deny each other (in care and not in care, sixteen or older and under twelve) leave no moment at
which it holds. Whatever is tied to it never takes effect.

Fails:

    rules:
      - id: care_leaver.pathway_plan.first
        title: A first pathway plan is made
        form: deadline
        after: looked_after.started
        within: 3 months
        do: pathway_plan.completed
        only_if: {age: {from: 16 years, under: 15 years}}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Leaving care}

Passes:

    rules:
      - id: care_leaver.pathway_plan.first
        title: A first pathway plan is made
        form: deadline
        after: looked_after.started
        within: 3 months
        do: pathway_plan.completed
        only_if: {age: {from: 15 years, under: 16 years}}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Leaving care}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Path, Seen
from practice_rules.checks.states import why_empty
from practice_rules.language.moments import AgeState, AllOfState
from practice_rules.problems import Problem, Severity

CODE = "impossible-state"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each state whose parts leave no moment at which it holds."""
    told: list[Path] = []
    for part in seen.parts:
        inside = any(part.path[: len(path)] == path for path in told)
        if isinstance(part.written, AgeState | AllOfState) and not inside:
            why = why_empty(part.written, seen.pack)
            if why is not None:
                told.append(part.path)
                yield seen.problem(
                    CODE, SEVERITY, part.path, f"this state holds at no time: {why}",
                    expected="parts that can hold together", fix="correct one of its parts", rule_id=part.rule_id,
                )  # fmt: skip
