"""Made-up case histories: seeded, in the words of the vocabulary, plausible in their course and in their slips.

For trying out packs, measuring and showing; never for findings. docs/made-up-histories.md says what is plausible about
them and what is not.
"""

from practice_rules.made_up.habits import SPARE, USUAL, Habits
from practice_rules.made_up.make import Who, made_up_case, made_up_cases

__all__ = ["SPARE", "USUAL", "Habits", "Who", "made_up_case", "made_up_cases"]
