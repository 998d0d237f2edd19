"""How a table is to be read, where tables differ."""

from __future__ import annotations

from dataclasses import dataclass

from practice_rules.case import Coverage


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Choices about an event table.

    `ignore` names columns to leave alone; `encoding` is that of a CSV file (one in which a line feed is one byte);
    with `midnight_is_day` a time of exactly midnight says that only the day is known; `coverage` is what the source
    can show of every case (`None`: everything).
    """

    ignore: frozenset[str] = frozenset()
    encoding: str = "utf-8"
    midnight_is_day: bool = False
    coverage: Coverage | None = None


AS_IT_IS = TableOptions()
"""The choices where none is made."""
