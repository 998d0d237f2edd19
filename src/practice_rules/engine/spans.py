"""Stretches of time as sorted, disjoint, half-open spans of instants, and the algebra over them.

The idea of a small algebra over spans follows zendesk/biz; the maybe-sets follow Kleene's three-valued logic.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

Span = tuple[int, int]
Spans = tuple[Span, ...]

EVER = 1 << 60
"""Beyond every instant: the open end (or, negated, start) of a span."""

NEVER: Spans = ()
ALWAYS: Spans = ((-EVER, EVER),)


def join(spans: Iterable[Span]) -> Spans:
    """The union of spans: sorted, with touching and overlapping ones made one.

    >>> join([(5, 7), (1, 3), (3, 4)])
    ((1, 4), (5, 7))
    """
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def meet(left: Spans, right: Spans) -> Spans:
    """The intersection of two sets of spans.

    >>> meet(((1, 5),), ((0, 2), (4, 9)))
    ((1, 2), (4, 5))
    """
    found: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def outside(spans: Spans) -> Spans:
    """The complement.

    >>> outside(((1, 5),)) == ((-EVER, 1), (5, EVER))
    True
    """
    gaps: list[Span] = []
    at = -EVER
    for start, end in spans:
        if at < start:
            gaps.append((at, start))
        at = end
    if at < EVER:
        gaps.append((at, EVER))
    return tuple(gaps)


def touches(spans: Spans, start: int, end: int) -> bool:
    """Whether any part of [start, end) is inside."""
    place = bisect_right(spans, (start, EVER)) - 1
    if place >= 0 and spans[place][1] > start:
        return True
    place += 1
    return place < len(spans) and spans[place][0] < end


class Stretch(NamedTuple):
    """When a state holds: surely, and possibly. The two differ only where a fact is missing."""

    sure: Spans
    possible: Spans
    missing: tuple[str, ...] = ()
    """The facts that would settle it."""

    def holds(self, start: int, end: int) -> bool | None:
        """Whether it holds at some moment of [start, end); `None` when that cannot be told."""
        if touches(self.sure, start, end):
            return True
        return None if touches(self.possible, start, end) else False

    def at(self, instant: int) -> bool | None:
        """Whether it holds at an instant."""
        return self.holds(instant, instant + 1)


def certain(spans: Spans) -> Stretch:
    """A state about which nothing is missing."""
    return Stretch(spans, spans)


def both(states: Iterable[Stretch]) -> Stretch:
    """While all of them hold."""
    sure, possible = ALWAYS, ALWAYS
    missing: tuple[str, ...] = ()
    for state in states:
        sure, possible = meet(sure, state.sure), meet(possible, state.possible)
        missing = missing + state.missing
    return Stretch(sure, possible, missing if sure != possible else ())


def either(states: Iterable[Stretch]) -> Stretch:
    """While any of them holds."""
    listed = list(states)
    sure = join(span for state in listed for span in state.sure)
    possible = join(span for state in listed for span in state.possible)
    missing = tuple(name for state in listed for name in state.missing)
    return Stretch(sure, possible, missing if sure != possible else ())


def negated(state: Stretch) -> Stretch:
    """While it does not hold."""
    return Stretch(outside(state.possible), outside(state.sure), state.missing)
