"""Where the time of the twelve rules goes: the profile behind the figures that fall short of their aims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import ours
from benchmarks.england import COLUMNS
from benchmarks.made_events import AS_OF
from benchmarks.rules import our_pack
from benchmarks.timing import rounds
from benchmarks.twelve_rules import events_file
from practice_rules.batch.csv_writer import CsvWriter
from practice_rules.batch.flatten import Flattener
from practice_rules.batch.flatten_fast import FastFlattener
from practice_rules.batch.obligation_columns import columns_named
from practice_rules.compiled import FastPack

FEW = 25
"""So few children stay in the processor's caches when they are gone through again and again."""

ABOUT = (
    "What is left when an aim is missed is Python itself: looking at the events and building the rows, which any answer"
    " in Python has to do, take most of the time, and a good part of it is waiting for memory. The steps from the file"
    " are those of one process of `practice-rules evaluate` without the writing of the file."
)


def measure(children: int, times: int) -> list[str]:
    """The lines of a Markdown table: microseconds a child for the whole and for its steps by themselves."""
    pack = our_pack(12)
    fast = FastPack(pack, ours.moment_at(AS_OF))
    events = events_file(children)
    histories = ours.read_histories(events, pack)
    seconds = rounds(_works(fast, histories, events), times)
    lines = ["| step, by itself | µs a child |", "|---|--:|"]
    lines += [f"| {name} | {median(taken) / children * 1e6:.1f} |" for name, taken in seconds.items()]
    return [ABOUT, "", *lines]


def _works(fast: FastPack, histories: list[ours.Held], events: Path) -> dict[str, Callable[[], object]]:
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

    flattener = FastFlattener(fast.pack, fast.as_of, Flattener(fast.pack))
    writer = CsvWriter(columns_named(COLUMNS.split(",")))
    owed = [[each for _, each in flattener.flat(found, {})] for found in rows]

    def read() -> None:
        ours.read_histories(events, fast.pack)

    def flattened() -> None:
        for found in rows:
            flattener.flat(found, {})

    def written() -> None:
        for found in owed:
            writer.lines("A1", found)

    return {
        "from the file: reading its rows into histories": read,
        "from the file: giving the obligations their cells": flattened,
        "from the file: turning six of the cells into lines of CSV": written,
        "everything, the rows kept": lambda: ours.ours(fast, histories),
        "everything, the rows dropped": dropped,
        f"the same for {FEW} children over and over, their events in the processor's caches": cached,
        "only building the rows, as tuples of six": tuples,
        "only picking the visits in which the child was seen": visits,
        "only looking at the last event of each type, to see whether it came after `as_of`": walk,
    }


def _no_case() -> object:
    raise AssertionError("no history here needs the engine")
