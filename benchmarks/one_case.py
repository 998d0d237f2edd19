"""One case with a whole pack: how long to compact rows, to JSON with traces, and from a cold start."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import date, timedelta

from benchmarks.timing import percentile
from practice_rules import evaluate
from practice_rules.case import Case, Event, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.packs import load_pack, read_pack
from practice_rules.standards_folder import standards_folder

AS_OF = date(2026, 3, 1)


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
    """Lines of a Markdown list: milliseconds for one case of 60 events, and for a cold start."""
    pack = load_pack(name)
    chance = random.Random(3)
    cases = [drawn_case(pack, chance, 60) for _ in range(100)]
    now = Moment(AS_OF.toordinal(), None)
    rows = sum(len(evaluate_rows(case, pack, now).rows) for case in cases) / len(cases)
    bare = _milliseconds(lambda case: evaluate_rows(case, pack, now), cases * 5)
    whole = _milliseconds(lambda case: evaluate(case, pack, as_of=AS_OF).to_json(), cases)
    start = time.perf_counter()
    read_pack(standards_folder() / f"{name}.yaml")
    reading = time.perf_counter() - start
    return [
        f"- whole {name} pack ({len(pack.rules)} rules), 60 events, {rows:.0f} obligations a case: "
        f"p50 {percentile(bare, 0.5):.2f} ms, p99 {percentile(bare, 0.99):.2f} ms to compact rows",
        f"- the same to JSON with traces and near misses for every obligation: p50 {percentile(whole, 0.5):.1f} ms",
        f"- reading and checking the pack: {reading * 1000:.0f} ms",
        f"- `practice-rules --help`, a fresh process: {_cold(['--help']):.2f} s",
    ]


def _milliseconds(work: object, cases: list[Case]) -> list[float]:
    assert callable(work)
    taken = []
    for case in cases:
        start = time.perf_counter()
        work(case)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _cold(arguments: list[str]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "practice_rules", *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)
