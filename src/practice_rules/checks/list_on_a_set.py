"""A plain list of words, asked of an attribute that itself holds several words.

For an attribute with one value a list means "one of these". For one that holds a set (who attended, what was shared) it
does not say whether all of the words are needed or one will do. Write `includes` for all, `includes_any` for one.

Fails:

    rules:
      - id: section_47.strategy.attendance
        title: Police and health come to the strategy discussion
        form: check
        at: strategy_discussion.held
        have: {attended_by: [police, health]}
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Strategy discussions}

Passes:

    rules:
      - id: section_47.strategy.attendance
        title: Police and health come to the strategy discussion
        form: check
        at: strategy_discussion.held
        have: {attended_by: {includes: [police, health]}}
        responsible: team_manager
        standard: [ELM-001]
        source: {document: standards, section: Strategy discussions}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "list-on-a-set"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each list that does not say whether all or any of its words are needed."""
    return (problem for problem in seen.word_problems if problem.code == CODE)
