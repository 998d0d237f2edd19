"""Two duties before one event that no single act can fulfil.

Two leads ask for the same act before the same event, one of them no later than a day on which the other's window has
not opened yet. That is right when the document wants it done twice, first a draft and then the final one; then the
acts should differ, or a `reading` should say so. Otherwise one of the two figures is wrong.

Fails:

    rules:
      - id: child_protection.conference.report.shared
        title: The report is shared before the conference
        form: lead
        before: icpc.held
        at_least: 4 weeks
        do: conference_report.shared
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Conferences}
      - id: child_protection.conference.report.late
        title: No report is shared too soon
        form: lead
        before: icpc.held
        at_most: 2 weeks
        do: conference_report.shared
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Conferences}

Passes:

    rules:
      - id: child_protection.conference.report.shared
        title: The report is shared before the conference
        form: lead
        before: icpc.held
        at_least: 48 hours
        do: conference_report.shared
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Conferences}
      - id: child_protection.conference.report.late
        title: No report is shared too soon
        form: lead
        before: icpc.held
        at_most: 2 weeks
        do: conference_report.shared
        responsible: social_worker
        standard: [ELM-002]
        source: {document: standards, section: Conferences}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from practice_rules.checks.lengths import longer
from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Lead
from practice_rules.problems import Problem, Severity

CODE = "two-acts-needed"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """Each pair of leads with windows that do not meet, neither of which has a reading."""
    leads = [(path, rule) for path, rule in seen.rules(Lead) if rule.reading is None and rule.alternative_to is None]
    for (first_path, first), (second_path, second) in combinations(leads, 2):
        if seen.same(first.before) != seen.same(second.before) or seen.same(first.do) != seen.same(second.do):
            continue
        for early, late, path in ((first, second, second_path), (second, first, first_path)):
            if early.at_least is not None and late.at_most is not None and longer(early.at_least, late.at_most):
                yield seen.problem(
                    CODE, SEVERITY, (*path, "at_most"),
                    f"what meets '{early.id}' ({early.at_least} before) is too soon for '{late.id}'",
                    expected="windows in which one act can serve both", rule_id=late.id,
                    fix="correct one figure, or say in a `reading` that it is done twice",
                )  # fmt: skip
