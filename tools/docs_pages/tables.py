"""The tables of columns on the page about whole caseloads."""

from __future__ import annotations

import re

from practice_rules.batch.columns import MEANINGS, MUST
from practice_rules.batch.obligation_columns import OBLIGATION_COLUMNS, Holds

ARROW = {
    Holds.TEXT: "string",
    Holds.WORD: "dictionary of strings",
    Holds.WORDS: "list of strings",
    Holds.SMALL: "int16",
    Holds.NUMBER: "int32",
    Holds.FLAG: "bool",
    Holds.DAY: "date32",
    Holds.MOMENT: "timestamp",
}
_PARTS = re.compile(r"(## The (event|obligation) table\n.*?\n)(\| column \|.*?\n\n|\w+_COLUMNS\n\n)", re.DOTALL)


def event_columns() -> str:
    """The columns of an event table that are neither attributes nor facts."""
    rows = [f"| `{name}` | {'yes' if name in MUST else ''} | {meaning} |" for name, meaning in MEANINGS.items()]
    return "\n".join(["| column | must | what it holds |", "|---|---|---|", *rows]) + "\n\n"


def obligation_columns() -> str:
    """The columns of an obligation table."""
    rows = [f"| `{each.name}` | {ARROW[each.holds]} | {each.meaning} |" for each in OBLIGATION_COLUMNS]
    return "\n".join(["| column | type | what it holds |", "|---|---|---|", *rows]) + "\n\n"


def renewed(page: str) -> str:
    """The page with its tables of columns as the code has them."""
    made = {"event": event_columns(), "obligation": obligation_columns()}
    return _PARTS.sub(lambda match: match[1] + made[match[2]], page)
