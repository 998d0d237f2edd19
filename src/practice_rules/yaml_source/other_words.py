"""Keys as people write them who know what they want to say and not what it is called here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

OTHER_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "when": ("only_if", "while", "at"),
    "if": ("only_if",),
    "condition": ("only_if", "where"),
    "conditions": ("only_if", "where"),
    "except": ("unless",),
    "except_if": ("unless",),
    "exception": ("unless",),
    "exceptions": ("unless",),
    "unless_if": ("unless",),
    "who": ("responsible", "by"),
    "owner": ("responsible",),
    "role": ("responsible",),
    "owed_by": ("responsible",),
    "deadline": ("within", "every"),
    "due": ("within",),
    "due_within": ("within",),
    "timescale": ("within", "every"),
    "time_limit": ("within",),
    "frequency": ("every",),
    "interval": ("every",),
    "how_often": ("every",),
    "name": ("title", "id"),
    "description": ("title", "meaning"),
    "text": ("title", "meaning"),
    "statement": ("standard",),
    "statements": ("standard",),
    "reference": ("standard", "source"),
    "references": ("standard",),
    "ref": ("standard",),
    "note": ("reading",),
    "notes": ("reading",),
    "comment": ("reading",),
    "comments": ("reading",),
    "type": ("form", "event"),
    "kind": ("form",),
    "trigger": ("after", "while", "at"),
    "starts_when": ("after", "while"),
    "action": ("do",),
    "done_by": ("do", "responsible"),
    "during": ("while", "belongs_to"),
    "until": ("within", "belongs_to"),
    "page": ("section",),
    "heading": ("section",),
    "authority": ("council",),
    "count": ("at_least", "no_more_than"),
    "minimum": ("at_least",),
    "maximum": ("no_more_than", "no_longer_than", "at_most"),
}
"""What people write: what it may be called here, the likeliest first."""


def meant_key(name: str, allowed: Collection[str], given: Collection[str]) -> str | None:
    """The key of this block that another word stands for, if it has one that is not given yet.

    >>> meant_key("when", ["id", "only_if", "within"], ["within"])
    'only_if'
    """
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    return next((key for key in OTHER_WORDS.get(plain, ()) if key in allowed and key not in given), None)
