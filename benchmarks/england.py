"""All of England: 400,000 children and some 25 million events, from a file of events to a file of obligations.

Each engine runs in a process of its own, from a cold start to the last byte written. `python -m benchmarks.england
ENGINE EVENTS OUT` is one such run of a peer; ours is the command line as anybody would use it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.aims import line, told
from benchmarks.made_events import AS_OF
from benchmarks.peers import peer
from benchmarks.rules import PACK, WORK, plain_rules
from benchmarks.twelve_rules import events_file
from benchmarks.watched import Watched, watched

OURS = "practice_rules, {} processes"
PEERS = ("DuckDB", "polars")
PACKAGES = ["duckdb", "polars"]
COLUMNS = "case_id,rule,triggered_at,due,due_at,status"
AS_OF_TEXT = "2025-10-31T23:59"
CLOCKS_CHANGE = ("2024-10-26", "2024-10-27", "2025-03-29", "2025-03-30", "2025-10-25", "2025-10-26")
"""Days on which 24 hours are not a day of the clock on the wall, or run into one: the engines' answers differ by it."""


@dataclass(frozen=True)
class Run:
    """One engine's run, and what its file of obligations holds: how many, and a sum that all must agree on."""

    name: str
    took: Watched
    obligations: int | None
    checksum: str | None


def measure(children: int, processes: int = 2) -> list[str]:
    """The twelve rules from file to file, as a Markdown table; then a whole pack, summed up."""
    events = events_file(children)
    runs = [_ours(events, processes)]
    missing = []
    for name in PEERS:
        if peer(name) is None:
            missing.append(name)
            continue
        out = WORK / f"england_{name.lower()}.csv"
        took = watched([sys.executable, "-m", "benchmarks.england", name, str(events), str(out)])
        runs.append(Run(name, took, *_held(out, ours=False)))
        out.unlink()
    return [
        f"{children:,} children, {events.stat().st_size / 2**30:.2f} GiB of events as CSV; the twelve rules, from that"
        " file to a CSV file of obligations, each in processes of its own from a cold start, one after another. Memory"
        " is that of all processes together, what they share counted once.",
        "",
        *_table(runs, missing),
        "",
        _agreement(runs),
        "",
        line(_aims(runs)),
        "",
        *_whole_pack(children, processes),
    ]


def _ours(events: Path, processes: int) -> Run:
    out = WORK / "england_ours.csv"
    took = watched(
        [
            sys.executable, "-m", "practice_rules", "evaluate", str(events), "--pack", str(PACK), "--as-of", AS_OF_TEXT,
            "--out", str(out), "--columns", COLUMNS, "--processes", str(processes),
        ]
    )  # fmt: skip
    run = Run(OURS.format(processes), took, *_held(out, ours=True))
    out.unlink()
    return run


def _held(out: Path, ours: bool) -> tuple[int | None, str | None]:
    """How many obligations a file holds that can be compared, and a sum over them that does not mind their order."""
    try:
        import duckdb
    except ImportError:
        return None, None
    trigger = "substr(triggered_at, 1, 16)" if ours else "trigger"
    due = "coalesce(substr(due_at, 1, 16), due || 'T23:59')" if ours else "due"
    child = "case_id" if ours else "child"
    hours = ", ".join(f"'{rule.id}'" for rule in plain_rules() if rule.unit == "hours")
    days = ", ".join(f"'{day}'" for day in CLOCKS_CHANGE)
    found = duckdb.execute(
        f"""SELECT count(*), bit_xor(hash({child}, rule, {trigger}, {due}, status))
        FROM read_csv(?, all_varchar = true, header = true)
        WHERE status <> 'lapsed' AND NOT (rule IN ({hours}) AND substr({trigger}, 1, 10) IN ({days}))""",
        [str(out)],
    ).fetchone()
    assert found is not None
    return int(found[0]), str(found[1])


def _table(runs: list[Run], missing: Iterable[str]) -> list[str]:
    first = next((run.took for run in runs if run.name == "DuckDB"), runs[0].took)
    lines = ["| | seconds | times DuckDB's | peak memory, MiB | part of DuckDB's |", "|---|--:|--:|--:|--:|"]
    for run in runs:
        memory, part = "not known", ""
        if run.took.memory is not None and first.memory is not None:
            memory, part = f"{run.took.memory:,.0f}", f"1/{first.memory / run.took.memory:,.1f}"
        ratio = run.took.seconds / first.seconds
        lines.append(f"| {run.name} | {run.took.seconds:,.1f} | {ratio:.2f} | {memory} | {part} |")
    return lines + [f"| {name} | not installed | | | |" for name in missing]


def _aims(runs: list[Run]) -> list[str]:
    duckdb = next((run.took for run in runs if run.name == "DuckDB"), None)
    if duckdb is None:
        return []
    found = [told("times DuckDB's time", runs[0].took.seconds / duckdb.seconds, 2.5, at_most=True)]
    if duckdb.memory is not None and runs[0].took.memory is not None:
        found.append(told("times less memory", duckdb.memory / runs[0].took.memory, 20))
    return found


def _agreement(runs: list[Run]) -> str:
    if runs[0].checksum is None:
        return "The files were not compared: that takes DuckDB."
    if len({(run.obligations, run.checksum) for run in runs}) > 1:
        held = "; ".join(f"{run.name}: {run.obligations:,}" for run in runs)
        return f"**The files do not hold the same obligations** ({held})."
    return f"All files hold the same {runs[0].obligations:,} obligations (not counting those that lapsed)."


def _whole_pack(children: int, processes: int, pack: str = "wakefield") -> list[str]:
    """A whole council's pack on histories in its own words, with the summary as the only output."""
    events = WORK / f"histories_{children}.csv"
    ours = [sys.executable, "-m", "practice_rules"]
    if not events.exists():
        unfinished = WORK / f"histories_{children}.part.csv"
        unfinished.unlink(missing_ok=True)
        watched([*ours, "histories", "--number", str(children), "--seed", "1", "--records", "spare",
                 "--until", "2026-03-31", "--out", str(unfinished)])  # fmt: skip
        unfinished.rename(events)
    took = watched([*ours, "evaluate", str(events), "--pack", pack, "--as-of", "2026-03-31", "--summary-only",
                    "--processes", str(processes)])  # fmt: skip
    memory = "" if took.memory is None else f", {took.memory:,.0f} MiB at the most"
    return [
        f"The whole {pack} pack on {children:,} made-up histories in its own vocabulary"
        f" ({events.stat().st_size / 2**30:.2f} GiB as CSV), to a summary by rule, {processes} processes:"
        f" {took.seconds / 60:,.1f} minutes, {children / took.seconds:,.0f} children a second{memory}.",
        "",
        line([told("minutes for 400,000 children", took.seconds / 60 * 400_000 / children, 15, at_most=True)]),
    ]


def _peer(name: str, events: Path, out: Path) -> None:
    """One run of a peer: read the events, work out the obligations, write them."""
    asked = datetime(1970, 1, 1) + timedelta(minutes=AS_OF)  # noqa: DTZ001  # wall clock
    rules = plain_rules()
    if name == "DuckDB":
        from benchmarks.peers import with_duckdb

        database = with_duckdb.connected(events)
        with_duckdb.obligations(database, rules, asked)
        database.execute(f"COPY obligation TO '{out}' (HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M')")
    elif name == "polars":
        from benchmarks.peers import with_polars

        found = with_polars.obligations(with_polars.read_events(events), rules, asked)
        found.write_csv(out, datetime_format="%Y-%m-%dT%H:%M")
    else:
        raise SystemExit(f"there is no engine called {name!r} here")


if __name__ == "__main__":
    _peer(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
