"""The codes that reading tells, explained: each a docstring in the shape of a check's own."""

from __future__ import annotations

from practice_rules.checks.explained_keys import KEYS
from practice_rules.checks.explained_language import LANGUAGE
from practice_rules.checks.explained_yaml import YAML

EXPLAINED = {**KEYS, **LANGUAGE, **YAML}
"""Each code of the readers with the text of its page."""
