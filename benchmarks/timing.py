"""Fair timings: competitors take turns in rounds, and ratios are taken inside a round."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median


def rounds(
    works: Mapping[str, Callable[[], object]],
    times: int,
    before: Mapping[str, Callable[[], object]] | None = None,
    best_of: int = 1,
    collecting: bool = False,
) -> dict[str, list[float]]:
    """Seconds for each work in each round; the order alternates so that none always goes first.

    The garbage collector is off while a work runs, so that nobody pays for going through the others' objects; with
    `collecting` it is on, and what was in memory before is frozen. What is in `before` is called ahead of a work and
    not timed. A work of a few milliseconds is best done several times in a round, `best_of`, and the quickest counted:
    an interruption would outweigh it.
    """
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for number in range(times):
        names = list(works) if number % 2 == 0 else list(works)[::-1]
        for name in names:
            if before is not None and name in before:
                before[name]()
            gc.collect()
            gc.freeze()
            if not collecting:
                gc.disable()
            seconds[name].append(min(_seconds(works[name]) for _ in range(best_of)))
            gc.enable()
            gc.unfreeze()
    return seconds


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    answer = work()
    taken = time.perf_counter() - start
    del answer
    return taken


def against(seconds: Mapping[str, list[float]], ours: str) -> dict[str, float]:
    """How many times slower than ours each is: the median of the ratios inside each round."""
    return {
        name: median(theirs / mine for theirs, mine in zip(taken, seconds[ours], strict=True))
        for name, taken in seconds.items()
    }


def percentile(values: list[float], part: float) -> float:
    """The value below which a part of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
