"""The other engines, each written as a fair user of it would: one module each, all with the same two steps.

`prepare(events, rules, as_of)` reads the events into the engine's own form and gets the rules ready; nobody is timed
for it. It gives a :class:`Ready`, whose `evaluate` is what is timed and whose `rows` turns the engine's own answer into
the rows that are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple, Protocol


class Row(NamedTuple):
    """One obligation as every engine must give it. Minutes are of the clock on the wall since 1970."""

    child: str
    rule: str
    trigger: int
    due: int
    status: str


@dataclass
class Ready:
    """An engine with the events and the rules at hand. `renew` is called before each measurement, and not timed."""

    evaluate: Callable[[], Any]
    rows: Callable[[Any], Iterator[Row]]
    renew: Callable[[], object] = lambda: None


class Prepare(Protocol):
    """What each module of this package offers."""

    def __call__(self, events: Any, rules: Any, as_of: int) -> Ready: ...


PEERS = {
    "straightforward Python": "plain_loop",
    "pandas": "with_pandas",
    "polars": "with_polars",
    "DuckDB": "with_duckdb",
    "zen-engine": "with_zen",
    "clipspy": "with_clips",
}
"""What each is called in the tables, and its module."""


def peer(name: str) -> Prepare | None:
    """One peer's `prepare`; `None` when its library is not installed."""
    try:
        prepare: Prepare = import_module(f"benchmarks.peers.{PEERS[name]}").prepare
    except ImportError:
        return None
    return prepare
