"""The codes that are told while files are read, explained: each a text in the shape of a check's docstring.

The texts stand beside what tells them: here for YAML and for what the types of a pack ask, with the readers, calendars,
overlays and examples for the rest.
"""

from __future__ import annotations

from practice_rules.batch.explained import TABLES
from practice_rules.checks.explained_files import FILES
from practice_rules.checks.explained_keys import KEYS
from practice_rules.checks.explained_language import LANGUAGE
from practice_rules.checks.explained_yaml import YAML
from practice_rules.compare.explained import OVERLAY
from practice_rules.dates.explained import CALENDAR
from practice_rules.examples.explained import EXAMPLES
from practice_rules.readers.cin_census.explained import CENSUS
from practice_rules.readers.explained import CASE
from practice_rules.told import Told

EXPLAINED: dict[str, Told] = {
    **{code: Told(text, "pack") for code, text in {**KEYS, **LANGUAGE}.items()},
    **{code: Told(text, "file") for code, text in YAML.items()},
    **FILES,
    **CASE,
    **CENSUS,
    **TABLES,
    **CALENDAR,
    **OVERLAY,
    **EXAMPLES,
}
"""Each code with its page."""
