"""What is told of event tables: a page for each code. No message repeats what a row says of a person."""

from __future__ import annotations

from practice_rules.batch.explained_rows import ROWS
from practice_rules.told import Kind, Told

_TEXTS = {
    "no-table": """A file that holds no table.

Event tables are CSV or Parquet files, known by their first bytes or the end of their name. The snippets here are
names of files.

Fails:

    a_table.txt

Passes:

    a_table.csv
""",
    "table-empty": """A table without a header line.

The first line names the columns.

Fails:

    «0 times a»

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-encoding": """Bytes that are not of the encoding of the file.

Save the table as CSV UTF-8, or say which encoding it has.

Fails:

    case_id,type,at
    A«byte E9»1,visit.made,2026-03-12

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-csv": """A quote that is never closed, or lines that are no CSV.

An open quote takes in the rest of the table. Close every quote; a quote inside a cell is written twice.

Fails:

    case_id,type,at
    A1,visit.made,"«20000 times 2026-03-12,»

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-width": """A row with more or fewer cells than the header has names.

A cell that holds a comma stands in quotes.

Fails:

    case_id,type,at
    A1,visit.made,2026-03-12,home

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-no-column": """A table without a column that every table has.

Every table has `case_id`, `type` and `at`.

Fails:

    case_id,type
    A1,visit.made

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-same-column": """Two columns of the same name.

It could not be told which of the two counts.

Fails:

    case_id,type,at,place,place
    A1,visit.made,2026-03-12,home,school

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-unknown-column": """A column that is no word of the vocabulary.

An attribute that is left unread would turn into a fact that was not recorded. Call it by the vocabulary's name, or
say that it is to be ignored.

Fails:

    case_id,type,at,child_sen
    A1,visit.made,2026-03-12,true

Passes:

    case_id,type,at,child_seen
    A1,visit.made,2026-03-12,true
""",
    "table-type": """A column of a Parquet or Arrow table whose type cannot hold what it is for.

Moments are text, dates or timestamps, never plain numbers. The snippets here are names of columns with their types.

Fails:

    case_id: string
    type: string
    at: double

Passes:

    case_id: string
    type: string
    at: date32
""",
    **ROWS,
}
_KINDS: dict[str, Kind] = {"no-table": "path", "table-type": "columns"}
TABLES = {code: Told(text, _KINDS.get(code, "table")) for code, text in _TEXTS.items()}
"""Each code of event tables with its page."""
