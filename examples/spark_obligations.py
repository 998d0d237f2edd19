"""A caseload on a Spark cluster: events in Parquet to obligations in Parquet.

    spark-submit examples/spark_obligations.py EVENTS OBLIGATIONS SET_ASIDE PACK AS_OF

EVENTS is a folder of Parquet files with the columns of docs/batch.md. OBLIGATIONS gets what is owed, SET_ASIDE the
cases that could not be evaluated, with the reason. docs/spark.md says how to size it.
"""

import sys

from pyspark.sql import SparkSession

from practice_rules.batch.spark import obligations_in_spark


def obligations_of_events(
    spark: SparkSession, events: str, obligations: str, set_aside: str, pack: str, as_of: str
) -> None:
    """Evaluate every case once, and part what is owed from what was set aside."""
    found = obligations_in_spark(spark.read.parquet(events), pack, as_of).persist()
    found.where("set_aside is null").drop("set_aside").write.mode("overwrite").parquet(obligations)
    found.where("set_aside is not null").select("case_id", "set_aside").write.mode("overwrite").parquet(set_aside)
    found.unpersist()


if __name__ == "__main__":
    session = SparkSession.builder.appName("practice_rules").getOrCreate()
    obligations_of_events(session, *sys.argv[1:6])
    session.stop()
