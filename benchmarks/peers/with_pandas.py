"""pandas: `merge_asof` finds what was done, numpy's `busday_offset` counts working days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.peers import Ready, Row
from benchmarks.peers.days import holidays
from benchmarks.rules import Rule, Values

DAY_ENDS = pd.Timedelta(hours=23, minutes=59)
CALENDAR = np.busdaycalendar(holidays=holidays())


def read_events(path: Path) -> pd.DataFrame:
    """All events in order of time, which `merge_asof` asks for."""
    events = pd.read_csv(path, dtype={"type": "category", "outcome": "category", "status": "category"})
    events["seen"] = events["seen"].fillna(0).astype("int8")
    events["at"] = pd.to_datetime(events["at"], format="%Y-%m-%dT%H:%M")
    return events.sort_values("at", kind="stable", ignore_index=True)


def chosen(events: pd.DataFrame, kind: str, wanted: Values) -> pd.DataFrame:
    """The children and times of one kind of event with these values."""
    mask = events["type"] == kind
    for name, value in wanted.items():
        mask &= events[name] == value
    return events.loc[mask, ["case_id", "at"]]


def due(starts: pd.Series[Any], rule: Rule) -> pd.Series[Any]:
    """The end of the time a rule allows; counted back for what must come before."""
    if rule.unit == "hours":
        return starts + pd.Timedelta(hours=rule.n)
    day = starts.dt.normalize()
    if rule.unit == "months":
        return day + pd.DateOffset(months=rule.n) + DAY_ENDS
    if rule.unit == "days":
        return day + pd.Timedelta(days=rule.n) + DAY_ENDS
    number, roll = (-rule.n, "following") if rule.kind == "before" else (rule.n, "preceding")
    days = np.busday_offset(day.to_numpy().astype("datetime64[D]"), number, roll=roll, busdaycal=CALENDAR)
    return pd.Series(days.astype("datetime64[ns]"), index=starts.index) + DAY_ENDS


def table(rule: Rule, found: pd.DataFrame, status: Any) -> pd.DataFrame:
    """The obligations of one rule."""
    return pd.DataFrame(
        {"child": found["case_id"], "rule": rule.id, "trigger": found["at"], "due": found["due"], "status": status}
    )


def deadline(rule: Rule, _events: pd.DataFrame, known: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The first act at or after each trigger."""
    acts = chosen(known, rule.done, rule.doing)
    found = pd.merge_asof(
        chosen(known, rule.trigger, rule.where),
        acts.assign(done=acts["at"]),
        on="at",
        by="case_id",
        direction="forward",
    )
    found["due"] = due(found["at"], rule)
    late = np.where(found["done"].notna() | (as_of > found["due"]), "breached", "due")
    return table(rule, found, np.where(found["done"] <= found["due"], "met", late))


def recurrence(rule: Rule, _events: pd.DataFrame, known: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Each act inside a run, and the run's opening, is the start of the next interval."""
    closings = chosen(known, rule.close, {})
    runs = pd.merge_asof(
        chosen(known, rule.trigger, {}), closings.assign(end=closings["at"]),
        on="at", by="case_id", direction="forward", allow_exact_matches=False,
    ).assign(start=lambda each: each["at"])  # fmt: skip
    acts = pd.merge_asof(chosen(known, rule.done, rule.doing), runs, on="at", by="case_id", allow_exact_matches=False)
    acts = acts[acts["start"].notna() & (acts["end"].isna() | (acts["at"] < acts["end"]))]
    found = pd.concat([runs, acts]).sort_values(["case_id", "start", "at"])
    found["next"] = found.groupby(["case_id", "start"], sort=False)["at"].shift(-1)
    found["due"] = due(found["at"], rule)
    last = found["next"].isna()
    found = found[~last | found["end"].isna() | (found["end"] > found["due"])]
    undone = np.where(found["end"].isna() & (as_of <= found["due"]), "due", "breached")
    done = np.where(found["next"] <= found["due"], "met", "breached")
    return table(rule, found, np.where(found["next"].notna(), done, undone))


def before(rule: Rule, events: pd.DataFrame, known: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The last act up to the due date, if that is inside the window."""
    found = chosen(events, rule.trigger, rule.where)
    found["due"] = due(found["at"], rule)
    acts = chosen(known, rule.done, rule.doing).rename(columns={"at": "done"})
    found = pd.merge_asof(found.sort_values("due"), acts, left_on="due", right_on="done", by="case_id")
    met = found["done"] >= found["at"] - pd.Timedelta(days=rule.window)
    return table(rule, found, np.where(met, "met", np.where(as_of > found["due"], "breached", "due")))


KINDS = {"deadline": deadline, "recurrence": recurrence, "before": before}


def obligations(events: pd.DataFrame, rules: list[Rule], as_of: pd.Timestamp) -> pd.DataFrame:
    """The obligations of every rule, one under another."""
    known = events[events["at"] <= as_of]
    return pd.concat([KINDS[rule.kind](rule, events, known, as_of) for rule in rules], ignore_index=True)


def minutes(column: pd.Series[Any]) -> list[int]:
    """Times as minutes since 1970."""
    return (column.to_numpy().astype("datetime64[m]").astype("int64")).tolist()  # type: ignore[no-any-return]


def prepare(events: Path, rules: list[Rule], as_of: int) -> Ready:
    """Read the events into a data frame."""
    read, asked = read_events(events), pd.Timestamp(as_of, unit="m")

    def rows(found: pd.DataFrame) -> Iterator[Row]:
        children = map(str, found["child"])
        columns = (children, found["rule"], minutes(found["trigger"]), minutes(found["due"]), found["status"])
        return map(Row, *columns)

    return Ready(lambda: obligations(read, rules, asked), rows)
