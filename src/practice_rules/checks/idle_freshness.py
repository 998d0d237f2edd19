"""A freshness asked of what does not age.

`fresh`, `since` and `in` say how old an act may be, so they belong to a need with `do`. Beside `state` or `have`,
which are looked at when the guarded event happens, they change nothing.

Fails:

    rules:
      - id: case_closure.requirements
        title: Nothing is closed until the file is in order
        form: gate
        guards: case.closed
        needs:
          - {state: {not: care_proceedings}, fresh: 3 months, named: proceedings at an end}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Closure}

Passes:

    rules:
      - id: case_closure.requirements
        title: Nothing is closed until the file is in order
        form: gate
        guards: case.closed
        needs:
          - {do: chronology.updated, fresh: 3 months, named: an up-to-date chronology}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Closure}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Gate
from practice_rules.problems import Problem, Severity

CODE = "idle-freshness"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each freshness of a state or a fact."""
    for path, rule in seen.rules(Gate):
        for number, need in enumerate(rule.needs):
            for key, value in (("fresh", need.fresh), ("since", need.since), ("in", need.in_)):
                if value is not None and need.do is None:
                    yield seen.problem(
                        CODE, SEVERITY, (*path, "needs", number, key),
                        f"`{key}` changes nothing here: only what is done can be fresh or old",
                        expected=f"`{key}` beside `do`", fix=f"take `{key}` away, or ask for an act with `do`",
                        rule_id=rule.id, key=True,
                    )  # fmt: skip
