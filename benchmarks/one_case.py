"""One case with a whole pack: how long to compact rows, to JSON with traces, and from a cold start."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks.aims import line, told
from benchmarks.timing import percentile
from practice_rules import evaluate
from practice_rules.case import Case, Event, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.compiled import FastPack
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.packs import load_pack, read_pack
from practice_rules.standards_folder import standards_folder

AS_OF = date(2026, 3, 1)
EXAMPLE = Path(__file__).parent.parent / "examples" / "child_protection.yaml"
ONE_CASE = ["-m", "practice_rules", "evaluate", str(EXAMPLE), "--pack", "wakefield", "--as-of", "2026-03-31"]
COLD = {
    "Python alone": ["-c", ""],
    "`practice-rules --help`": ["-m", "practice_rules", "--help"],
    "`practice-rules evaluate`, one small case file to a table": ONE_CASE,
    "the same to JSON": [*ONE_CASE, "--format", "json"],
}
"""What is started cold, and how."""


def drawn_case(pack: CompiledPack, chance: random.Random, events: int) -> Case:
    """A case of so many events over two years, of types that set the pack's rules off, half their facts recorded."""
    types = chance.sample(sorted(pack.set_off), 25)
    found = []
    for number in range(events):
        kind = chance.choice(types)
        attributes: dict[str, AttributeValue] = {}
        for name, attribute in pack.vocabulary.events[kind].items():
            if attribute.type == "boolean":
                attributes[name] = chance.random() < 0.7
            elif attribute.type == "choice":
                attributes[name] = chance.choice(list(attribute.values))
        at = date(2024, 3, 1) + timedelta(chance.randrange(730))
        found.append(Event(kind, at, id=f"e{number}", attributes=attributes))
    return Case(Subject("c", born=date(2014, 3, 3)), tuple(found))


def measure(name: str = "wakefield") -> list[str]:
    """A Markdown table of milliseconds for one case of 60 events, and the seconds of a cold start."""
    pack = load_pack(name)
    chance = random.Random(3)
    cases = [drawn_case(pack, chance, 60) for _ in range(100)]
    now = Moment(AS_OF.toordinal(), None)
    fast = FastPack(pack, now)
    rows = sum(len(evaluate_rows(case, pack, now).rows) for case in cases) / len(cases)
    ways: dict[str, Callable[[Case], object]] = {
        "compact rows, fast path": fast.evaluate,
        "compact rows, engine": lambda case: evaluate_rows(case, pack, now),
        "JSON, with traces and near misses for every obligation": lambda case: evaluate(
            case, pack, as_of=AS_OF
        ).to_json(),
    }
    taken = {said: _milliseconds(work, cases * 5) for said, work in ways.items()}
    rows_taken, json_taken = (percentile(taken[said], 0.5) for said in list(ways)[1:])
    start = time.perf_counter()
    read_pack(standards_folder() / f"{name}.yaml")
    reading = time.perf_counter() - start
    return [
        f"A case of 60 events with the whole {name} pack ({len(pack.rules)} rules, {rows:.0f} obligations a case on"
        " average), from a `Case` in memory; 100 cases, five times each, warm.",
        "",
        "| one case to | p50, ms | p99, ms |",
        "|---|--:|--:|",
        *(_line(said, each) for said, each in taken.items()),
        "",
        line([told("ms to rows", rows_taken, 2, at_most=True), told("ms to JSON", json_taken, 10, at_most=True)]),
        "",
        "| a fresh process | seconds, best of 7 | median |",
        "|---|--:|--:|",
        *(_cold_line(said, arguments) for said, arguments in COLD.items()),
        "",
        f"Reading and checking the {name} pack takes {reading * 1000:.0f} ms.",
    ]


def _line(said: str, taken: list[float]) -> str:
    return f"| {said} | {percentile(taken, 0.5):.2f} | {percentile(taken, 0.99):.2f} |"


def _milliseconds(work: Callable[[Case], object], cases: list[Case]) -> list[float]:
    for case in cases[:20]:
        work(case)
    taken = []
    for case in cases:
        start = time.perf_counter()
        work(case)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _cold_line(said: str, arguments: list[str]) -> str:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        # What is breached is a finding: only a file with problems ends with another exit code than nought.
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return f"| {said} | {min(times):.2f} | {median(times):.2f} |"
