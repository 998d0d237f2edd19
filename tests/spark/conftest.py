"""The test of Spark is looked at only where Spark is installed (`make test-spark` installs it)."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("pyspark") else ["local_spark.py"]
