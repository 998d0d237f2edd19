"""An age asked of a subject that has none.

A family, a referral or a team has no date of birth, so a rule about one of them that hangs on an age stays unknown in
every case. Say `subject: child` (or worker, carer, adopter), or hang the rule on something else.

Fails:

    rules:
      - id: looked_after.age_review
        title: Plans are looked at before sixteen
        form: lead
        subject: team
        before: {age: 16 years}
        at_least: 3 months
        do: management_oversight.recorded
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Plans}

Passes:

    rules:
      - id: looked_after.age_review
        title: Plans are looked at before sixteen
        form: lead
        subject: child
        before: {age: 16 years}
        at_least: 3 months
        do: management_oversight.recorded
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Plans}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.moments import AgeAnchor, AgeState
from practice_rules.problems import Problem, Severity

CODE = "subject-without-age"
SEVERITY = Severity.WARNING


AGELESS = frozenset({"family", "referral", "team"})


def check(seen: Seen) -> Iterator[Problem]:
    """Each age asked for by a rule that is only about subjects without one."""
    about = {
        rule.id: {rule.subject} if isinstance(rule.subject, str) else set(rule.subject) for rule in seen.pack.rules
    }
    for part in seen.parts:
        if part.rule_id is None or not about[part.rule_id] <= AGELESS:
            continue
        if isinstance(part.written, AgeAnchor | AgeState):
            subjects = " or ".join(sorted(about[part.rule_id]))
            yield seen.problem(
                CODE, SEVERITY, (*part.path, "age"), f"a {subjects} has no age", expected="a subject with a birthday",
                fix="write `subject: child` if the rule is about a child", rule_id=part.rule_id, key=True,
            )  # fmt: skip
