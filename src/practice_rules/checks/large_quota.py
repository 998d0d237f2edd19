"""A quota of more acts than its window has days.

So many acts in so short a window can hardly be meant; usually the number and the length were swapped, or a month was
meant where a week is written.

Fails:

    rules:
      - id: looked_after.planning
        title: Care planning meetings
        form: quota
        while: looked_after
        at_least: 10
        in: {each: 1 week}
        do: care_planning_meeting.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.planning
        title: Care planning meetings
        form: quota
        while: looked_after
        at_least: 1
        in: {each: 10 weeks}
        do: care_planning_meeting.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.lengths import span
from practice_rules.checks.seen import Seen
from practice_rules.language.rules import EachWindow, Quota
from practice_rules.problems import Problem, Severity

CODE = "large-quota"
SEVERITY = Severity.WARNING


DAYS = {
    "calendar_month": 28,
    "quarter": 90,
    "school_term": 40,
    "school_year": 250,
    "calendar_year": 365,
    "financial_year": 365,
}


def check(seen: Seen) -> Iterator[Problem]:
    """Each quota that asks for more than one act a day."""
    for path, rule in seen.rules(Quota):
        if isinstance(rule.in_, EachWindow):
            bounds = span(rule.in_.each)
            days = None if bounds is None else bounds[1]
        else:
            days = DAYS.get(rule.in_)
        if days is not None and rule.at_least > days:
            yield seen.problem(
                CODE, SEVERITY, (*path, "at_least"), f"{rule.at_least} times is more than once a day in this window",
                expected="a number that people can manage", fix="check the number and the length of the window",
                rule_id=rule.id,
            )  # fmt: skip
