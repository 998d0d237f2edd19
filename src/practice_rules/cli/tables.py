"""Tables that fit the terminal: cells wrap, and the least needed columns give way when it is narrow."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from practice_rules.cli.screen import Screen
from practice_rules.problems import visible

GAP = 2


class Line(NamedTuple):
    """A text in a cell, and the style of its meaning."""

    text: str
    style: str = ""


Cell = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the least width it can do with, and how soon it gives way (higher: sooner, 0: never)."""

    title: str
    least: int
    gives_way: int = 0


def cell(text: str, style: str = "") -> Cell:
    """A cell of one text."""
    return (Line(text, style),)


def columns_of(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], screen: Screen, *, spaced: bool = False) -> str:
    """The table as text, no line wider than the screen (so long as its narrowest columns fit at all).

    `spaced` leaves an empty line between rows, for rows of several lines.

    >>> print(table([Column("Day", 3), Column("What", 4)], [[cell("Mon"), cell("visit")]], Screen(40)))
    Day  What
    ---  -----
    Mon  visit
    """
    shown = _shown(columns, screen.width)
    widths = _widths([columns[at] for at in shown], [[row[at] for at in shown] for row in rows], screen.width)
    titles = [cell(columns[at].title, "heading") for at in shown]
    ruler = "  ".join("-" * width for width in widths)
    lines = [*_row(titles, widths, screen), screen.paint(ruler, "faint")]
    for number, row in enumerate(rows):
        if number and spaced:
            lines.append("")
        lines += _row([row[at] for at in shown], widths, screen)
    return "\n".join(lines)


def _shown(columns: Sequence[Column], width: int) -> list[int]:
    shown = list(range(len(columns)))
    while sum(columns[at].least + GAP for at in shown) - GAP > width:
        droppable = [at for at in shown if columns[at].gives_way]
        if not droppable:
            break
        shown.remove(max(droppable, key=lambda at: columns[at].gives_way))
    return shown


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """Each column as wide as it likes; where that is too much, the widest give up most."""
    liked = [
        max([columns_of(column.title), *(columns_of(line.text) for row in rows for line in row[at])])
        for at, column in enumerate(columns)
    ]
    widths = list(liked)
    room = width - GAP * (len(columns) - 1)
    while sum(widths) > room:
        spare = [(widths[at] - columns[at].least, at) for at in range(len(columns))]
        most, at = max(spare, key=lambda pair: (pair[0], -pair[1]))
        if most <= 0:
            break
        widths[at] -= min(most, max(1, (sum(widths) - room) // 2))
    return widths


def _row(cells: Sequence[Cell], widths: Sequence[int], screen: Screen) -> list[str]:
    wrapped = [_wrapped(each, width) for each, width in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    out = []
    for number in range(height):
        parts = []
        for at, lines in enumerate(wrapped):
            line = lines[number] if number < len(lines) else Line("")
            last = at == len(wrapped) - 1
            pad = "" if last else " " * (widths[at] - columns_of(line.text))
            parts.append(screen.paint(line.text, line.style) + pad)
        out.append((" " * GAP).join(parts).rstrip())
    return out


def _wrapped(lines: Cell, width: int) -> list[Line]:
    found = []
    for line in lines:
        words = " ".join(_broken(word, width) for word in visible(line.text).split(" "))
        pieces = wrap(words, max(1, width), break_on_hyphens=False) or [""]
        found += [Line(piece, line.style) for piece in pieces]
    return found


def _broken(word: str, width: int) -> str:
    """A word too long for its column, broken after a dot or an underscore where it has one.

    >>> _broken("child_protection.core_group.first", 30)
    'child_protection.core_group. first'
    """
    pieces = []
    while columns_of(word) > width > 0:
        at = max(word.rfind(mark, 0, width) for mark in "._/")
        if at <= 0:
            break
        pieces.append(word[: at + 1])
        word = word[at + 1 :]
    return " ".join([*pieces, word])
