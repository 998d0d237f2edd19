"""Which cases have come by already: eight bytes a case, so that a whole country's fit in a few megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b

_FIRST_SIZE = 1 << 10


def case_mark(case_id: str) -> int:
    """A number of 63 bits that stands for a case id, the same in every process; never zero."""
    return (
        int.from_bytes(blake2b(case_id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1 | 1 << 62
    )


class SeenCases:
    """A set of case marks, held as bare numbers.

    >>> seen = SeenCases()
    >>> seen.add(case_mark("A1")), seen.add(case_mark("A1"))
    (True, False)
    """

    def __init__(self, marks: Iterable[int] = ()) -> None:
        self._table = array("q", bytes(8 * _FIRST_SIZE))
        self._count = 0
        for mark in marks:
            self.add(mark)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, mark: int) -> bool:
        return self._table[self._place(mark)] != 0

    def add(self, mark: int) -> bool:
        """Put a mark in; whether it was not there before."""
        place = self._place(mark)
        if self._table[place]:
            return False
        self._table[place] = mark
        self._count += 1
        if 2 * self._count > len(self._table):
            self._grow()
        return True

    def _place(self, mark: int) -> int:
        table, mask = self._table, len(self._table) - 1
        place = mark & mask
        while table[place] and table[place] != mark:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        before = self._table
        self._table = array("q", bytes(16 * len(before)))
        for mark in before:
            if mark:
                self._table[self._place(mark)] = mark
