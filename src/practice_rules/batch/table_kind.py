"""Which kind of table a file is."""

from __future__ import annotations

from pathlib import Path

_PARQUET = b"PAR1"
ENDINGS = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}


def table_kind(path: Path) -> str | None:
    """`csv` or `parquet` for a file that holds a table, by its first bytes or its name; `None` for any other."""
    try:
        with path.open("rb") as opened:
            head = opened.read(len(_PARQUET))
    except OSError:
        head = b""
    return "parquet" if head == _PARQUET else ENDINGS.get(path.suffix.lower())
