"""Obligation tables in CSV: a line for each obligation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from practice_rules.batch.csv_text import csv_text
from practice_rules.batch.flatten import Owed
from practice_rules.batch.obligation_columns import NAMES, OBLIGATION_COLUMNS, Holds
from practice_rules.batch.values import SEPARATOR
from practice_rules.dates.clock import local_time
from practice_rules.dates.days import iso

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""


class CsvWriter:
    """Turns obligations into lines of CSV (RFC 4180, but with a plain line feed; UTF-8).

    Days and moments are ISO 8601, the words of a list have `;` between them, an empty cell holds nothing. An id that a
    spreadsheet would run as a formula gets an apostrophe; one that is a number stays as it is.
    """

    def __init__(self, columns: Sequence[int]) -> None:
        self._columns = tuple(columns)
        self._days: dict[int, str] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._hours: dict[int, tuple[str, str]] = {}
        how: dict[Holds, Callable[[Any], str]] = {
            Holds.DAY: self._day,
            Holds.MOMENT: self._moment,
            Holds.WORDS: self._list,
            Holds.FLAG: _flag,
            Holds.TEXT: safe,
        }
        wanted = set(self._columns)
        self._changed = [
            (place, how[column.holds])
            for place, column in enumerate(OBLIGATION_COLUMNS)
            if column.holds in how and place in wanted and place > 0
        ]
        self._whole = self._columns == tuple(range(len(NAMES)))
        self._chosen = None if len(self._columns) == 1 else itemgetter(*self._columns)

    def header(self) -> str:
        """The line of names."""
        return ",".join(NAMES[place] for place in self._columns) + "\n"

    def lines(self, case_id: str, owed: Iterable[Owed]) -> str:
        """The obligations of one case."""
        case_id = safe(case_id)
        return csv_text([self._cells(case_id, each) for each in owed])

    def _cells(self, case_id: str, owed: Owed) -> Sequence[Any]:
        cells: list[Any] = [case_id, *owed]
        for place, write in self._changed:
            cell = cells[place]
            if cell is not None:
                cells[place] = write(cell)
        if self._whole:
            return cells
        return [cells[self._columns[0]]] if self._chosen is None else self._chosen(cells)

    def _day(self, day: int) -> str:
        text = self._days.get(day)
        if text is None:
            text = self._days[day] = iso(day)
        return text

    def _moment(self, instant: int) -> str:
        """ISO 8601 with the offset; what the hours of UTC are in London is worked out once for each."""
        hour, seconds = divmod(instant, 3600)
        ends = self._hours.get(hour)
        if ends is None:
            if len(self._hours) > 100_000:
                self._hours.clear()
            text = local_time(hour * 3600).isoformat()
            ends = self._hours[hour] = (text[:14], text[19:])
        return f"{ends[0]}{seconds // 60:02d}:{seconds % 60:02d}{ends[1]}"

    def _list(self, words: tuple[str, ...]) -> str:
        text = self._lists.get(words)
        if text is None:
            if len(self._lists) > 10_000:
                self._lists.clear()
            text = self._lists[words] = SEPARATOR.join(words)
        return text


def _flag(flag: bool) -> str:
    return "true" if flag else "false"


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-17"), safe("A1")
    ("'=1+1", '-17', 'A1')
    """
    if text.startswith(FORMULA) and not text[1:].isdecimal():
        return f"'{text}"
    return text
