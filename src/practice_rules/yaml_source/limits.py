"""How large and how tangled a file may be before it is refused unread."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CASE_LIMITS", "PACK_LIMITS", "Limits"]

_DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader accepts; everything beyond is refused, in bounded memory.

    ``size`` is in bytes of UTF-8, ``scalar`` in characters of one key or value;
    ``nodes`` counts every key, value, list and block, an alias counting as all it stands
    for; ``depth`` counts blocks within blocks and must be at most 150, so that nothing
    that later walks the values can run out of stack. ``problems`` is how many problems
    are listed before reading stops.

    Raises:
        ValueError: a limit is not positive, or ``depth`` is more than 150.

    >>> Limits(size=1_000).depth
    40
    """

    size: int = 5_000_000
    depth: int = 40
    nodes: int = 500_000
    scalar: int = 50_000
    problems: int = 200

    def __post_init__(self) -> None:
        if min(self.size, self.depth, self.nodes, self.scalar, self.problems) < 1:
            raise ValueError("every limit must be at least 1")
        if self.depth > _DEEPEST:
            raise ValueError(f"depth must be at most {_DEEPEST}")


PACK_LIMITS = Limits()
"""For packs, calendars and settings: files that people write."""

CASE_LIMITS = Limits(size=200_000_000, nodes=20_000_000)
"""For case histories that a system exports."""
