"""DuckDB: `ASOF` joins find what was done, a table of days counts working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from benchmarks.peers import Ready, Row
from benchmarks.peers.days import holidays
from benchmarks.rules import Rule, Values

DAY_ENDS = "INTERVAL 1439 MINUTE"
CALENDAR = """
CREATE TABLE day AS
  SELECT day, worked, CAST(sum(worked::INT) OVER (ORDER BY day) AS INT) AS up_to
  FROM (SELECT day, isodow(day) < 6 AND day NOT IN (SELECT day FROM holiday) AS worked
        FROM (SELECT CAST(unnest(range(DATE '2020-01-01', DATE '2031-01-01', INTERVAL 1 DAY)) AS DATE) AS day));
CREATE TABLE working AS SELECT up_to AS number, day FROM day WHERE worked;
"""
EVENTS = """
CREATE TABLE event AS
  SELECT case_id, type, "at" AS moment, seen, coalesce(outcome, '') AS outcome
  FROM read_csv(?, columns = {'case_id': 'INTEGER', 'type': 'VARCHAR', 'at': 'TIMESTAMP', 'status': 'VARCHAR',
                              'seen': 'TINYINT', 'outcome': 'VARCHAR'}, header = true,
                timestampformat = '%Y-%m-%dT%H:%M');
"""


def connected(events: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the calendar and the events."""
    database = duckdb.connect()
    database.execute("CREATE TABLE holiday (day DATE)")
    database.executemany("INSERT INTO holiday VALUES (?)", [(day,) for day in holidays()])
    database.execute(CALENDAR)
    database.execute(EVENTS, [str(events)])
    return database


def chosen(table: str, kind: str, wanted: Values) -> str:
    """The children and times of one kind of event with these values."""
    more = "".join(f" AND {name} = {value!r}" for name, value in wanted.items())
    return f"SELECT case_id, moment FROM {table} WHERE type = '{kind}'{more}"


def with_due(starts: str, rule: Rule) -> str:
    """Starting points, and the end of the time a rule allows; counted back for what must come before."""
    if rule.unit == "hours":
        return f"(SELECT *, moment + INTERVAL {rule.n} HOUR AS due FROM ({starts}))"
    if rule.unit in ("months", "days"):
        unit = "MONTH" if rule.unit == "months" else "DAY"
        return f"(SELECT *, (moment::DATE + INTERVAL {rule.n} {unit}) + {DAY_ENDS} AS due FROM ({starts}))"
    number = f"up_to - worked::INT + 1 - {rule.n}" if rule.kind == "before" else f"up_to + {rule.n}"
    return f"""(SELECT start.*, working.day::TIMESTAMP + {DAY_ENDS} AS due FROM ({starts}) start
        JOIN day ON day.day = start.moment::DATE JOIN working ON working.number = {number})"""


def deadline(rule: Rule) -> str:
    """The first act at or after each trigger."""
    return f"""SELECT owed.case_id AS child, '{rule.id}' AS rule, owed.moment AS trigger, due, CASE
        WHEN act.moment <= due THEN 'met' WHEN act.moment IS NOT NULL OR $as_of > due THEN 'breached' ELSE 'due'
        END AS status
      FROM {with_due(chosen("known", rule.trigger, rule.where), rule)} owed
      ASOF LEFT JOIN ({chosen("known", rule.done, rule.doing)}) act
        ON act.case_id = owed.case_id AND act.moment >= owed.moment"""


def recurrence(rule: Rule) -> str:
    """Each act inside a run, and the run's opening, is the start of the next interval."""
    starts = f"""WITH run AS (
        SELECT opening.case_id, opening.moment, closing.moment AS ended
        FROM ({chosen("known", rule.trigger, {})}) opening
        ASOF LEFT JOIN ({chosen("known", rule.close, {})}) closing
          ON closing.case_id = opening.case_id AND closing.moment > opening.moment),
      act AS (
        SELECT act.case_id, act.moment, run.moment AS began, ended FROM ({chosen("known", rule.done, rule.doing)}) act
        ASOF JOIN run ON run.case_id = act.case_id AND run.moment < act.moment
        WHERE ended IS NULL OR act.moment < ended)
      SELECT *, lead(moment) OVER (PARTITION BY case_id, began ORDER BY moment) AS following
      FROM (SELECT case_id, moment, moment AS began, ended FROM run
            UNION ALL SELECT case_id, moment, began, ended FROM act)"""
    return f"""SELECT case_id AS child, '{rule.id}' AS rule, moment AS trigger, due,
        CASE WHEN following <= due THEN 'met' WHEN following IS NULL AND ended IS NULL AND $as_of <= due THEN 'due'
        ELSE 'breached' END AS status
      FROM {with_due(starts, rule)} WHERE following IS NOT NULL OR ended IS NULL OR ended > due"""


def before(rule: Rule) -> str:
    """The last act up to the due date, if that is inside the window."""
    return f"""SELECT owed.case_id AS child, '{rule.id}' AS rule, owed.moment AS trigger, due, CASE
        WHEN act.moment >= owed.moment - INTERVAL {rule.window} DAY THEN 'met'
        WHEN $as_of > due THEN 'breached' ELSE 'due' END AS status
      FROM {with_due(chosen("event", rule.trigger, rule.where), rule)} owed
      ASOF LEFT JOIN ({chosen("known", rule.done, rule.doing)}) act
        ON act.case_id = owed.case_id AND act.moment <= due"""


KINDS = {"deadline": deadline, "recurrence": recurrence, "before": before}


def obligations(database: duckdb.DuckDBPyConnection, rules: list[Rule], as_of: datetime) -> None:
    """The obligations of every rule, in the table `obligation`."""
    every = " UNION ALL ".join(KINDS[rule.kind](rule) for rule in rules)
    database.execute(
        f"CREATE OR REPLACE TABLE obligation AS WITH known AS (SELECT * FROM event WHERE moment <= $as_of) {every}",
        {"as_of": as_of},
    )


def prepare(events: Path, rules: list[Rule], as_of: int) -> Ready:
    """Read the events into a table."""
    database, asked = connected(events), datetime(1970, 1, 1) + timedelta(minutes=as_of)  # noqa: DTZ001  # wall clock

    def rows(_found: None) -> Iterator[Row]:
        minute = "(epoch({}) / 60)::BIGINT"
        database.execute(
            f"SELECT child::VARCHAR, rule, {minute.format('trigger')}, {minute.format('due')}, status FROM obligation"
        )
        return map(Row._make, database.fetchall())

    return Ready(lambda: obligations(database, rules, asked), rows)
