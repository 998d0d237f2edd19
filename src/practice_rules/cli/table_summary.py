"""The summary of a run over an event table, rule by rule: for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from practice_rules.batch.summary import ORDER, RuleSummary, Summary
from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Cell, Column, cell, table

COLUMNS = (
    Column("Rule", 24),
    Column("Triggered", 9),
    Column("Met", 3),
    Column("Breached", 8),
    Column("Due", 3),
    Column("Lapsed", 6, gives_way=1),
    Column("Unknown", 7),
    Column("Days late", 9, gives_way=2),
)


def summary_lines(summary: Summary, listed: Callable[[RuleSummary], bool], screen: Screen) -> Iterable[str]:
    """A line for each rule that took hold and is to be listed, and the totals over all of them.

    Days late are the median, in calendar days.
    """
    rules = list(summary.rules())
    shown = [_row(each) for each in rules if listed(each)]
    if shown:
        yield table(COLUMNS, shown, screen)
        yield ""
    if len(shown) < len(rules):
        yield f"{len(shown)} of the {len(rules)} rules that took hold are listed."
    counts = "  ".join(screen.paint(f"{summary.status(each):,} {each}", each) for each in ORDER)
    yield f"{_many(summary.cases, 'case')}, {_many(summary.obligations, 'obligation')}:"
    yield f"  {counts}"


def summary_shape(summary: Summary) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "cases": summary.cases,
        "events": summary.events,
        "set_aside": summary.failed,
        "obligations": summary.obligations,
        "counts": {each: summary.status(each) for each in ORDER},
        "rules": [each._asdict() for each in summary.rules()],
    }


def _row(each: RuleSummary) -> list[Cell]:
    counts = zip(ORDER, (each.met, each.breached, each.due, each.lapsed, each.unknown), strict=True)
    late = "" if each.median_days_late is None else f"{each.median_days_late:g}"
    return [
        cell(each.rule),
        cell(f"{each.triggered:,}"),
        *(cell(f"{number:,}", status if number else "faint") for status, number in counts),
        cell(late),
    ]


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
