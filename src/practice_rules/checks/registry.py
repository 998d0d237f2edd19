"""All the checks of packs, in the order in which people read about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from practice_rules.checks import (
    alternative_elsewhere,
    closed_window,
    compound_act,
    contradicted_example,
    cut_text,
    dates_reversed,
    dead_phase,
    demanded_state,
    doubled_rule,
    due_without_date,
    empty_source,
    empty_value,
    ending_phases,
    endless_duty,
    endless_period,
    first_interval_longer,
    gate_circle,
    idle_agreement,
    idle_condition,
    idle_freshness,
    impossible_condition,
    impossible_state,
    key_order,
    lapses_at_once,
    large_quota,
    limit_without_subject,
    long_length,
    melted_state,
    milestones_out_of_order,
    missing_reading,
    misspelt_topic,
    never_both,
    other_subject,
    outlived_period,
    overlapping_editions,
    own_trigger,
    pack_name,
    repeated_statement,
    repeated_title,
    shadowed_word,
    subject_without_age,
    swallowed_line,
    two_acts_needed,
    unknown_calendar,
    unmatchable,
    unreachable_rule,
    unsorted_statements,
    unused_definition,
    unused_source,
    unused_statement,
)
from practice_rules.checks.needed import NEEDED
from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity


class Check(Protocol):
    """What a module of this package offers: a stable code, how much it matters, and the check itself."""

    CODE: str
    SEVERITY: Severity

    def check(self, seen: Seen) -> Iterator[Problem]:
        """Every problem of this kind in a pack."""


SENSE: tuple[Check, ...] = (
    unreachable_rule,
    impossible_condition,
    impossible_state,
    closed_window,
    dead_phase,
    ending_phases,
    compound_act,
    demanded_state,
    never_both,
    gate_circle,
    milestones_out_of_order,
    due_without_date,
    outlived_period,
    melted_state,
    endless_period,
    idle_agreement,
    unmatchable,
    dates_reversed,
    unknown_calendar,
    empty_source,
    empty_value,
    contradicted_example,
    two_acts_needed,
    doubled_rule,
    first_interval_longer,
    long_length,
    large_quota,
    own_trigger,
    lapses_at_once,
    endless_duty,
    subject_without_age,
    other_subject,
    limit_without_subject,
    idle_condition,
    idle_freshness,
    swallowed_line,
    cut_text,
    shadowed_word,
    unused_definition,
    unused_statement,
    repeated_statement,
    repeated_title,
    misspelt_topic,
    alternative_elsewhere,
    overlapping_editions,
    pack_name,
    missing_reading,
    unused_source,
    key_order,
    unsorted_statements,
)
"""The checks of sense: a pack that fails one can be read, but hardly says what its author meant."""

CHECKS: tuple[Check, ...] = (*NEEDED, *SENSE)
"""Every check of packs."""


def check_called(code: str) -> Check | None:
    """The check with a code, if there is one.

    >>> found = check_called("dead-phase")
    >>> assert found is not None
    >>> found.SEVERITY.value
    'error'
    """
    return next((each for each in CHECKS if code == each.CODE), None)
