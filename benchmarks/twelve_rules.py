"""The twelve rules on made histories: ours against the engines people would otherwise use, agreement first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import ours
from benchmarks.agreement import check, compared
from benchmarks.aims import against_engines, line
from benchmarks.made_events import AS_OF, write_events
from benchmarks.ours import OURS
from benchmarks.peers import PEERS, Ready, Row, peer
from benchmarks.rules import WORK, Rule, our_pack, plain_rules
from benchmarks.timing import against, rounds

SLOW = {"zen-engine": 1000, "clipspy": 300}
"""Engines so slow that they are given fewer children, and ours is timed on as few beside them."""

PACKAGES = ["numpy", "pandas", "polars", "duckdb", "zen-engine", "clipspy", "python-dateutil"]

ABOUT = [
    "The same twelve rules (eight deadlines, three recurrences, one lead), and a hundred made of them by lengthening"
    " their limits, said in our language and in each engine's own; about 59 events a child. Before anything is timed"
    " every engine must give the same child, rule, trigger, due date and status for every obligation. Timed is the"
    " evaluation alone, from the events in memory in the engine's own form to its own answer; engines take turns"
    " in rounds, Python's garbage collector being off. polars and DuckDB use all cores, the others one. CLIPS gets a"
    " fresh environment for every fifty children, built before the clock starts. durable_rules is left out: it lost"
    " obligations without saying so.",
]


@dataclass(frozen=True)
class Measured:
    """One engine's median seconds in evaluation, over how many children, and the median ratio to ours.

    `collecting` is the same with the garbage collector on; asked of ours alone.
    """

    name: str
    children: int
    seconds: float
    ratio: float
    obligations: int
    collecting: float | None = None


def events_file(children: int) -> Path:
    """The file of so many made-up children, written the first time it is asked for."""
    WORK.mkdir(exist_ok=True)
    path = WORK / f"events_{children}.csv"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        write_events(unfinished, children)
        unfinished.rename(path)
    return path


def prepared(children: int, rules: list[Rule], names: Iterable[str]) -> dict[str, Ready]:
    """Ours, and those of the engines that are installed, with the same events and rules at hand."""
    events = events_file(children)
    return {**ours.prepare(events, our_pack(len(rules)), AS_OF), **_peers(events, rules, names)}


def agreed(ready: dict[str, Ready], rules: list[Rule]) -> int:
    """How many obligations every engine gives alike. Raises `Disagree` when they do not."""
    found: dict[str, set[Row]] = {}
    for name, engine in ready.items():
        engine.renew()
        found[name] = compared(engine.rows(engine.evaluate()), rules)
    return check(found)


def contest(children: int, rules: list[Rule], names: Iterable[str], times: int) -> list[Measured]:
    """Every engine on the same children, in rounds; ours first."""
    ready = prepared(children, rules, names)
    obligations = agreed(ready, rules)
    seconds = rounds(
        {name: engine.evaluate for name, engine in ready.items()},
        times,
        {name: engine.renew for name, engine in ready.items()},
    )
    ratios = against(seconds, OURS)
    collecting = {OURS: median(rounds({OURS: ready[OURS].evaluate}, times, collecting=True)[OURS])}
    return [
        Measured(name, children, median(seconds[name]), ratios[name], obligations, collecting.get(name))
        for name in ready
    ]


def measure(children: int = 10_000, number: int = 12, times: int = 5, only: Iterable[str] = ()) -> list[str]:
    """The lines of a Markdown table. Raises `Disagree` when the engines do not give the same obligations."""
    rules = plain_rules(number)
    chosen = [name for name in PEERS if not only or name in only]
    fast = [name for name in chosen if name not in SLOW]
    results = contest(children, rules, fast, times)
    for name in chosen:
        if name in SLOW and peer(name) is not None:
            few = min(children, SLOW[name] if number == 12 else SLOW[name] // 3)
            results += contest(few, rules, [name], times)[2:]
    missing = [name for name in chosen if peer(name) is None]
    reached = against_engines({each.name: each.ratio for each in results}, number)
    return [*_table(results, missing), "", _sentence(results[0], number), *(["", line(reached)] if reached else [])]


def one_at_a_time(children: int = 10, times: int = 5) -> list[str]:
    """A Markdown table of milliseconds a child when each is evaluated alone, as when somebody opens a case."""
    rules, pack = plain_rules(), our_pack()
    alone: dict[str, list[Ready]] = {}
    with TemporaryDirectory() as folder:
        for number in range(children):
            events = Path(folder) / f"{number}.csv"
            write_events(events, 1, first=number)
            for name, ready in {**ours.prepare(events, pack, AS_OF), **_peers(events, rules, PEERS)}.items():
                alone.setdefault(name, []).append(ready)
    works = {name: partial(_each_alone, engines) for name, engines in alone.items()}
    for engines in alone.values():
        for engine in engines:
            engine.renew()
    for work in works.values():
        work()
    seconds = rounds(works, times)
    ratios = against(seconds, OURS)
    return [
        f"The twelve rules, {children} children one after another, each alone and all warm:",
        "",
        "| | ms a child | times ours |",
        "|---|--:|--:|",
        *(f"| {name} | {median(seconds[name]) / children * 1000:,.3f} | {ratios[name]:,.1f} |" for name in alone),
    ]


def _each_alone(engines: list[Ready]) -> None:
    for engine in engines:
        engine.evaluate()


def _peers(events: Path, rules: list[Rule], names: Iterable[str]) -> dict[str, Ready]:
    """The engines that are installed, with these events and rules at hand."""
    found = {name: peer(name) for name in names}
    return {name: prepare(events, rules, AS_OF) for name, prepare in found.items() if prepare is not None}


def _table(results: list[Measured], missing: list[str]) -> list[str]:
    lines = [
        "| | children | evaluation, s | children/s | obligations/s | times ours |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for each in results:
        lines.append(
            f"| {each.name} | {each.children:,} | {each.seconds:,.3f} | {each.children / each.seconds:,.0f} | "
            f"{each.obligations / each.seconds:,.0f} | {each.ratio:,.2f} |"
        )
    return lines + [f"| {name} | not installed | | | | |" for name in missing]


def _sentence(first: Measured, number: int) -> str:
    said = (
        f"{number} rules; every engine gave the same {first.obligations:,} obligations of {first.children:,} children."
    )
    if first.collecting is None:
        return said
    return f"{said} With the garbage collector on, ours takes {first.collecting:.3f} s."
