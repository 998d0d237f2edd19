"""polars, lazy: `join_asof` finds what was done, `add_business_days` counts working days.

The events are sorted by time beforehand; polars cannot check that within each child, and is told not to try.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from benchmarks.peers import Ready, Row
from benchmarks.peers.days import holidays
from benchmarks.rules import Rule, Values

DAY_ENDS = pl.duration(hours=23, minutes=59)
HOLIDAYS = holidays()
COLUMNS = {
    "case_id": pl.Int32, "type": pl.Categorical, "at": pl.String, "status": pl.Categorical, "seen": pl.Int8,
    "outcome": pl.Categorical,
}  # fmt: skip


def read_events(path: Path) -> pl.DataFrame:
    """All events in order of time, which `join_asof` asks for."""
    at = pl.col("at").str.to_datetime("%Y-%m-%dT%H:%M", time_unit="us")
    return pl.read_csv(path, schema_overrides=COLUMNS).with_columns(at).sort("at", maintain_order=True)


def chosen(events: pl.LazyFrame, kind: str, wanted: Values) -> pl.LazyFrame:
    """The children and times of one kind of event with these values."""
    asked = pl.col("type") == kind
    for name, value in wanted.items():
        asked &= pl.col(name) == value
    return events.filter(asked).select("case_id", "at")


def due(rule: Rule) -> pl.Expr:
    """The end of the time a rule allows; counted back for what must come before."""
    if rule.unit == "hours":
        return pl.col("at") + pl.duration(hours=rule.n)
    day = pl.col("at").dt.date()
    if rule.unit == "months":
        return day.dt.offset_by(f"{rule.n}mo").cast(pl.Datetime("us")) + DAY_ENDS
    if rule.unit == "days":
        return day.cast(pl.Datetime("us")) + pl.duration(days=rule.n) + DAY_ENDS
    if rule.kind == "before":
        days = day.dt.add_business_days(-rule.n, holidays=HOLIDAYS, roll="forward")
    else:
        days = day.dt.add_business_days(rule.n, holidays=HOLIDAYS, roll="backward")
    return days.cast(pl.Datetime("us")) + DAY_ENDS


def table(rule: Rule, found: pl.LazyFrame, done: pl.Expr, as_of: datetime, running: pl.Expr) -> pl.LazyFrame:
    """The obligations of one rule: done in time, done late, or not done."""
    undone = pl.when(running & (pl.lit(as_of) <= pl.col("due"))).then(pl.lit("due")).otherwise(pl.lit("breached"))
    late = pl.when(done.is_not_null()).then(pl.lit("breached")).otherwise(undone)
    status = pl.when(done <= pl.col("due")).then(pl.lit("met")).otherwise(late)
    return found.select(child="case_id", rule=pl.lit(rule.id), trigger="at", due="due", status=status)


def deadline(rule: Rule, _events: pl.LazyFrame, known: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """The first act at or after each trigger."""
    acts = chosen(known, rule.done, rule.doing).with_columns(done="at")
    found = chosen(known, rule.trigger, rule.where).join_asof(
        acts, on="at", by="case_id", strategy="forward", check_sortedness=False
    )
    return table(rule, found.with_columns(due=due(rule)), pl.col("done"), as_of, pl.lit(True))


def recurrence(rule: Rule, _events: pl.LazyFrame, known: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Each act inside a run, and the run's opening, is the start of the next interval."""
    closings = chosen(known, rule.close, {}).with_columns(end="at")
    runs = (
        chosen(known, rule.trigger, {})
        .join_asof(
            closings, on="at", by="case_id", strategy="forward", allow_exact_matches=False, check_sortedness=False
        )
        .select("case_id", "at", "end", start="at")
    )
    end, following = pl.col("end"), pl.col("next")
    acts = (
        chosen(known, rule.done, rule.doing)
        .join_asof(runs, on="at", by="case_id", strategy="backward", allow_exact_matches=False, check_sortedness=False)
        .filter(pl.col("start").is_not_null() & (end.is_null() | (pl.col("at") < end)))
        .select("case_id", "at", "end", "start")
    )
    found = (
        pl.concat([runs, acts])
        .sort("case_id", "start", "at")
        .with_columns(next=pl.col("at").shift(-1).over("case_id", "start"), due=due(rule))
        .filter(following.is_not_null() | end.is_null() | (end > pl.col("due")))
    )
    return table(rule, found, following, as_of, end.is_null())


def before(rule: Rule, events: pl.LazyFrame, known: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """The last act up to the due date, if that is inside the window."""
    acts = chosen(known, rule.done, rule.doing).rename({"at": "done"})
    found = (
        chosen(events, rule.trigger, rule.where)
        .with_columns(due=due(rule))
        .sort("due")
        .join_asof(
            acts,
            left_on="due",
            right_on="done",
            by="case_id",
            strategy="backward",
            coalesce=False,
            check_sortedness=False,
        )
    )
    inside = pl.col("done") >= pl.col("at") - pl.duration(days=rule.window)
    return table(rule, found, pl.when(inside).then("done"), as_of, pl.lit(True))


KINDS = {"deadline": deadline, "recurrence": recurrence, "before": before}


def obligations(events: pl.DataFrame, rules: list[Rule], as_of: datetime) -> pl.DataFrame:
    """The obligations of every rule, worked out side by side on all cores."""
    every = events.lazy()
    known = every.filter(pl.col("at") <= as_of)
    return pl.concat(pl.collect_all([KINDS[rule.kind](rule, every, known, as_of) for rule in rules]))


def prepare(events: Path, rules: list[Rule], as_of: int) -> Ready:
    """Read the events into a data frame."""
    read, asked = read_events(events), datetime(1970, 1, 1) + timedelta(minutes=as_of)  # noqa: DTZ001  # wall clock

    def rows(found: pl.DataFrame) -> Iterator[Row]:
        minute = pl.col("trigger", "due").dt.epoch("s") // 60
        return map(Row._make, found.with_columns(minute, pl.col("child").cast(pl.String)).iter_rows())

    return Ready(lambda: obligations(read, rules, asked), rows)
