"""An agreement that can change nothing.

`or_as_agreed` with `only: looser` may lengthen a deadline, up to `outer`. If the document's own limit is no longer
than the ordinary time, no agreement ever counts; nor does one that may only shorten, and stands at more than the
ordinary time when it says nothing else.

Fails:

    rules:
      - id: assessment.completed
        title: The assessment is finished in time
        form: deadline
        after: assessment.started
        within: 45 working days
        do: assessment.completed
        or_as_agreed: {event: assessment.extended, attribute: until, only: looser, outer: 40 working days}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Assessment}

Passes:

    rules:
      - id: assessment.completed
        title: The assessment is finished in time
        form: deadline
        after: assessment.started
        within: 45 working days
        do: assessment.completed
        or_as_agreed: {event: assessment.extended, attribute: until, only: looser, outer: 60 working days}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Assessment}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.lengths import longer
from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Deadline, Limit, Series
from practice_rules.problems import Problem, Severity

CODE = "idle-agreement"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each agreement whose limits leave it without effect."""
    for path, rule in seen.rules(Deadline, Series, Limit):
        agreed = rule.or_as_agreed
        plain = next((getattr(rule, key, None) for key in ("within", "every", "no_longer_than")
                      if getattr(rule, key, None) is not None), None)  # fmt: skip
        if agreed is None or plain is None or isinstance(plain, list):
            continue
        for key, idle in (
            ("outer", agreed.only == "looser" and agreed.outer is not None and longer(plain, agreed.outer)),
            ("otherwise", agreed.only == "looser" and agreed.otherwise is not None and longer(plain, agreed.otherwise)),
            ("otherwise", agreed.only == "tighter" and agreed.otherwise is not None
             and longer(agreed.otherwise, plain)),
        ):  # fmt: skip
            if idle:
                yield seen.problem(
                    CODE, SEVERITY, (*path, "or_as_agreed", key),
                    f"no agreement can count: the ordinary time is {plain}, and `{key}` is {getattr(agreed, key)}",
                    expected="a length on the other side of the ordinary time",
                    fix=f"correct `{key}`, or the ordinary time", rule_id=rule.id,
                )  # fmt: skip
