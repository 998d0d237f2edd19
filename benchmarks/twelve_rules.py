"""The twelve rules on made histories: ours against the engines people would otherwise use, agreement first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import ours
from benchmarks.agreement import check, compared
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
    " in rounds. polars and DuckDB use both cores, the others one. CLIPS gets a fresh environment for every fifty"
    " children, built before the clock starts. durable_rules is left out: it lost obligations without saying so.",
]


@dataclass(frozen=True)
class Measured:
    """One engine's median seconds in evaluation, over how many children, and the median ratio to ours."""

    name: str
    children: int
    seconds: float
    ratio: float
    obligations: int


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
    ready = ours.prepare(events, our_pack(len(rules)), AS_OF)
    for name in names:
        prepare = peer(name)
        if prepare is not None:
            ready[name] = prepare(events, rules, AS_OF)
    return ready


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
    return [Measured(name, children, median(seconds[name]), ratios[name], obligations) for name in ready]


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
    return [*_table(results, missing), "", _sentence(results[0], number)]


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
    return (
        f"{number} rules; every engine gave the same {first.obligations:,} obligations of {first.children:,} children."
    )
