"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def cell(text: str) -> str:
    """Text that fits a cell of a table: on one line, with nothing that would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return lines + ["| " + " | ".join(cell(each) for each in row) + " |" for row in rows]


def joined(lines: Iterable[str]) -> str:
    """The text of a page, ending in one line break."""
    return "\n".join(lines).rstrip("\n") + "\n"
