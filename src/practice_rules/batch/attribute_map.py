"""The column `attributes`: a map, or a JSON object as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Pairs = Sequence[tuple[str, Any]]


def attribute_pairs(cell: Any) -> Pairs | None:
    """The names and cells of a map; `None` when it is none. A null is left out: it is not recorded.

    >>> attribute_pairs('{"outcome": "section_47", "seen_alone": true}')
    [('outcome', 'section_47'), ('seen_alone', True)]
    """
    if isinstance(cell, str):
        cell = _object(cell)
    if isinstance(cell, dict):
        cell = list(cell.items())
    if not isinstance(cell, list | tuple):
        return None
    pairs = [tuple(pair) for pair in cell if isinstance(pair, list | tuple) and len(pair) == 2]
    if len(pairs) != len(cell) or not all(isinstance(name, str) for name, _ in pairs):
        return None
    if len({name for name, _ in pairs}) != len(pairs):
        return None
    return [(name, value) for name, value in pairs if value is not None and value != ""]


def _object(text: str) -> Any:
    """The object a JSON text says, as pairs, so that a name given twice is seen; `None` when it is none."""
    try:
        found = json.loads(text, object_pairs_hook=list, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    return found if text.lstrip().startswith("{") else None


def _refused(_constant: str) -> Any:
    raise ValueError("JSON has no such number")
