"""The checks without which a pack cannot be evaluated: its words exist, and it holds together."""

from __future__ import annotations

from practice_rules.checks import (
    alternative_chain,
    circle,
    idle_lapse,
    list_on_a_set,
    misplaced_recording,
    moving_schedule,
    repeated_rule,
    unknown_convention,
    unknown_statement,
    unknown_word,
    wrong_value,
)
from practice_rules.checks.seen import Seen
from practice_rules.language.pack import PackFile
from practice_rules.problems import Problem
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import SourceDocument

NEEDED = (
    unknown_word,
    wrong_value,
    list_on_a_set,
    unknown_convention,
    repeated_rule,
    circle,
    unknown_statement,
    alternative_chain,
    moving_schedule,
    misplaced_recording,
    idle_lapse,
)


def check_needed(pack: PackFile, words: Vocabulary, document: SourceDocument) -> list[Problem]:
    """Every problem that keeps a pack from being evaluated. `words` already includes the pack's own words."""
    seen = Seen(pack, document, words)
    return [problem for one in NEEDED for problem in one.check(seen)]
