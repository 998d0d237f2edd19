"""Which rules hang on which: through another rule's due date, breach or discharge."""

from __future__ import annotations

from typing import Any

from practice_rules.language.moments import BreachAnchor, DoneAnchor, DueAnchor


def references(written: Any) -> set[str]:
    """The ids of the rules that a part of a rule hangs on (their due date, breach or discharge)."""
    found: set[str] = set()
    if isinstance(written, DueAnchor):
        found.add(written.due)
    elif isinstance(written, BreachAnchor):
        found.add(written.breach)
    elif isinstance(written, DoneAnchor):
        found.add(written.done)
    if isinstance(written, list | tuple):
        for part in written:
            found |= references(part)
    elif hasattr(written, "model_fields_set"):
        for name in type(written).model_fields:
            found |= references(getattr(written, name))
    return found
