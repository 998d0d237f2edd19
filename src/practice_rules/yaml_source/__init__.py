"""YAML that means one thing, read with the line and column of every word.

:func:`read_yaml` gives plain values or every problem at once; :func:`validate` holds
them against a pydantic model and says what does not fit, in plain words, where it stands.
"""

from __future__ import annotations

from practice_rules.problems import SeveralWrong, Wrong

from .codes import CODES
from .document import SourceDocument
from .limits import CASE_LIMITS, PACK_LIMITS, Limits
from .reading import read_yaml, read_yaml_file
from .validation import validate

__all__ = [
    "CASE_LIMITS",
    "CODES",
    "PACK_LIMITS",
    "Limits",
    "SeveralWrong",
    "SourceDocument",
    "Wrong",
    "read_yaml",
    "read_yaml_file",
    "validate",
]
