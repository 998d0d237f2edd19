"""A real local Spark gives the rows that one process gives. Run by `make test-spark`: it needs Java and pyspark."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import DataFrame, SparkSession

from practice_rules.batch import TableOptions, evaluate_batches, event_batches
from practice_rules.batch.spark import ORDER, obligations_in_spark
from practice_rules.case import Case
from practice_rules.packs import load_pack
from practice_rules.problems import Refused
from tests.batch.tables import AS_OF, histories, names_of

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A session on two cores, in London's time, that listens to this machine alone."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master("local[2]")
        .appName("practice_rules")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "Europe/London")
        .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Every history of a source that shows everything."""
    return [case for case in histories() if case.coverage is None]


@pytest.fixture(scope="module")
def events(cases: list[Case]) -> pa.Table:
    """Them as an event table, its rows in an order in which no case stands together."""
    table = pa.Table.from_batches(event_batches(cases, load_pack("wakefield").vocabulary, names_of(cases)))
    return table.take(list(range(0, len(table), 2)) + list(range(1, len(table), 2)))


@pytest.fixture(scope="module")
def in_spark(spark: SparkSession, events: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> DataFrame:
    """The event table as Spark reads it."""
    there = tmp_path_factory.mktemp("events") / "events.parquet"
    pq.write_table(events, there)
    return spark.read.parquet(str(there))


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    return sorted(table.to_pylist(), key=str)


def in_one_process(events: pa.Table, **choices: Any) -> list[dict[str, Any]]:
    """What one process makes of the same table, in the order in which Spark puts the rows of a case."""
    table = events.sort_by([(name, "ascending") for name in ("case_id", *ORDER)])
    batches = evaluate_batches(table.to_batches(), "wakefield", AS_OF, dictionaries=False, **choices)
    return rows_of(pa.Table.from_batches(batches))


def test_spark_gives_the_rows_of_one_process(in_spark: DataFrame, events: pa.Table) -> None:
    found = obligations_in_spark(in_spark, "wakefield", AS_OF, partitions=5).toArrow()
    assert found.column("set_aside").null_count == found.num_rows > 300
    assert len({row["case_id"] for row in found.to_pylist()}) == 5
    assert rows_of(found.drop_columns(["set_aside"])) == in_one_process(events)


def test_a_case_that_fails_is_a_row_that_says_why(spark: SparkSession, in_spark: DataFrame, events: pa.Table) -> None:
    wrong = spark.sql("select 'Z9' as case_id, 'visit.made' as type, '5/3/2026' as at")
    both = in_spark.unionByName(wrong, allowMissingColumns=True)
    found = obligations_in_spark(both, "wakefield", AS_OF, columns=["rule", "status"], partitions=3).toArrow()
    assert found.column_names == ["case_id", "rule", "status", "set_aside"]
    (failed,) = [row for row in found.to_pylist() if row["set_aside"] is not None]
    assert failed["case_id"] == "Z9" and failed["rule"] is None and failed["set_aside"].endswith("[table-date]")
    assert "5/3/2026" not in failed["set_aside"]
    kept = [row for row in found.drop_columns(["set_aside"]).to_pylist() if row["rule"] is not None]
    assert sorted(kept, key=str) == in_one_process(events, columns=["case_id", "rule", "status"])


def test_a_column_that_is_no_word_refuses_the_table_before_anything_runs(in_spark: DataFrame) -> None:
    with pytest.raises(Refused, match="table-unknown-column"):
        obligations_in_spark(in_spark.withColumnRenamed("outcome", "outcom"), "wakefield", AS_OF)
    options = TableOptions(ignore=frozenset({"outcom"}))
    renamed = in_spark.withColumnRenamed("outcome", "outcom")
    assert obligations_in_spark(renamed, "wakefield", AS_OF, options=options).columns[-1] == "set_aside"


def test_the_example_runs(spark: SparkSession, in_spark: DataFrame, tmp_path: Path) -> None:
    import runpy

    in_spark.repartition("case_id").write.parquet(str(tmp_path / "events"))
    example = Path(__file__).parents[2] / "examples" / "spark_obligations.py"
    run = runpy.run_path(str(example))["obligations_of_events"]
    run(spark, str(tmp_path / "events"), str(tmp_path / "owed"), str(tmp_path / "set_aside"), "wakefield", AS_OF)
    assert (
        spark.read.parquet(str(tmp_path / "owed")).count() == obligations_in_spark(in_spark, "wakefield", AS_OF).count()
    )
    assert spark.read.parquet(str(tmp_path / "set_aside")).count() == 0
