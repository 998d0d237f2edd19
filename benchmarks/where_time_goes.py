"""Where the time of the twelve rules goes: the profile behind the figures that fall short of their aims."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from benchmarks import ours
from benchmarks.made_events import AS_OF
from benchmarks.rules import our_pack
from benchmarks.timing import rounds
from benchmarks.twelve_rules import events_file
from practice_rules.compiled import FastPack

FEW = 25
"""So few children stay in the processor's caches when they are gone through again and again."""

AIMS = [
    "The aims for the twelve rules were 1.2 times the fastest of pandas, polars and DuckDB, 12 times zen-engine and 60"
    " times CLIPS. One process of ours is ahead of pandas and of DuckDB, and behind polars, which uses all cores: that"
    " aim is not reached. Nor are those for zen-engine and CLIPS, against programs for them three to four times as"
    " quick as those with which the aims were set (events handed over by type, no child in the facts). The steps"
    " below say why there is little left to gain: looking at the events and building the rows, which any answer in"
    " Python has to do, take most of it, and a good part is waiting for memory. More would need compiled code, or rows"
    " that say less. England's twelve rules from file to file were to take at most 2.5 times DuckDB's time in a"
    " twentieth of its memory; the memory is reached and the time is not. Reading the rows of the file takes about 40 %"
    " of it, giving an obligation its cells and writing them about 45 %.",
]


def measure(children: int, times: int) -> list[str]:
    """The lines of a Markdown table: microseconds a child for the whole and for its steps by themselves."""
    pack = our_pack(12)
    fast = FastPack(pack, ours.moment_at(AS_OF))
    histories = ours.read_histories(events_file(children), pack)
    seconds = rounds(_works(fast, histories), times)
    lines = ["| step, by itself | µs a child |", "|---|--:|"]
    lines += [f"| {name} | {median(taken) / children * 1e6:.1f} |" for name, taken in seconds.items()]
    return [*AIMS, "", *lines]


def _works(fast: FastPack, histories: list[ours.Held]) -> dict[str, Callable[[], object]]:
    evaluate = fast.evaluate_plain
    plain = [held.plain for held in histories if held.plain is not None]
    rows = [[*evaluate(history, _no_case).fast] for history in plain]
    again = plain[:FEW] * (len(plain) // FEW)

    def dropped() -> None:
        for history in plain:
            evaluate(history, _no_case)

    def cached() -> None:
        for history in again:
            evaluate(history, _no_case)

    def visits() -> None:
        for history in plain:
            [event for event in history.events.get("bench.cp_visit", ()) if event[5]["seen"] is True]

    def tuples() -> list[object]:
        return [[(r[0], r[1], r[2], r[3], r[4], r[5]) for r in found] for found in rows]

    def walk() -> None:
        for history in plain:
            for found in history.events.values():
                found[-1][0]

    return {
        "everything, the rows kept": lambda: ours.ours(fast, histories),
        "everything, the rows dropped": dropped,
        f"the same for {FEW} children over and over, their events in the processor's caches": cached,
        "only building the rows, as tuples of six": tuples,
        "only picking the visits in which the child was seen": visits,
        "only looking at the last event of each type, to see whether it came after `as_of`": walk,
    }


def _no_case() -> object:
    raise AssertionError("no history here needs the engine")
