"""A schedule that something would move.

With `clock: schedule` the dates of a series are fixed from the start of its period: six, twelve, eighteen months. A
phase, or an agreed interval, would set the next date anew, and the documents do not say whether the dates after it
move too; nor does a schedule wait for a first event. Leave the schedule out, so that each interval runs from the last
event, or keep to one interval and leave the change to a rule of its own.

Fails:

    rules:
      - id: recording.case_summary.interval
        title: Each half year has a case summary
        form: series
        while: looked_after
        every: 6 months
        do: case_summary.updated
        clock: schedule
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Recording}

Passes:

    rules:
      - id: recording.case_summary.interval
        title: Each half year has a case summary
        form: series
        while: looked_after
        every: 6 months
        do: case_summary.updated
        clock: schedule
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Recording}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import Series
from practice_rules.problems import Problem, Severity

CODE = "moving-schedule"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each key by which a schedule's dates would not be fixed from the start of its period."""
    for path, rule in seen.rules(Series):
        if rule.clock != "schedule":
            continue
        for key, moves, what in (
            ("phases", rule.phases is not None, "a phase"),
            ("or_as_agreed", rule.or_as_agreed is not None, "an agreement"),
            ("starts", rule.starts == "first event", "a first event"),
        ):
            if moves:
                yield seen.problem(
                    CODE, SEVERITY, (*path, key), f"the dates of a schedule are fixed, and {what} would move them",
                    expected="`every`, counted from the start of the period",
                    fix="leave out `clock`, so that each interval runs from the last event, or leave out `" + key + "`",
                    rule_id=rule.id, key=True,
                )  # fmt: skip
