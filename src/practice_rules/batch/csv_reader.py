"""Reading event tables in CSV, with nothing but the standard library: a row at a time, a case at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import BinaryIO

from practice_rules.batch.case_rows import CaseRows
from practice_rules.batch.columns import Layout, layout_of
from practice_rules.batch.csv_lines import CsvLines, header_line, is_damaged
from practice_rules.batch.moments import Moments
from practice_rules.batch.options import AS_IT_IS, TableOptions
from practice_rules.batch.problems import CaseFailure, TableProblem
from practice_rules.batch.row_reader import Cells, MomentCells, RowReader
from practice_rules.problems import Place, Problem, Refused, Severity
from practice_rules.vocabulary.words import Vocabulary

MOST_ROWS = 100_000
"""More rows than this are no case; it is set aside before it fills the memory."""


class CsvReader:
    """Reads the cases of CSV text whose columns are known."""

    def __init__(self, layout: Layout, words: Vocabulary, options: TableOptions = AS_IT_IS) -> None:
        moments = Moments(options.midnight_is_day)
        cells = MomentCells(moments.of_text, moments.known, moments.of_timed_text)
        self._rows = RowReader(layout, words, Cells(cells, cells))
        self._case = layout.places["case_id"]
        self._width = len(layout.names)

    def cases(self, lines: CsvLines, first_line: int = 2) -> Iterator[CaseRows | CaseFailure]:
        """Each case in turn, or why it is set aside. `lines` begin after the header, on line `first_line`."""
        for stretch in _stretches(lines, self._case, self._width, first_line):
            line_of = _line_of(stretch.rows, stretch.begins)
            wrong = stretch.wrong or (_not_text(stretch.rows, line_of) if lines.damaged else None)
            if wrong is not None:
                yield CaseFailure(stretch.case_id, (wrong,))
            else:
                yield self._rows.read(stretch.case_id, stretch.rows, line_of)


class _Stretch:
    """The rows of one case so far, where they begin, and what is wrong with them as rows."""

    __slots__ = ("begins", "case_id", "rows", "wrong")

    def __init__(self, case_id: str, begins: int) -> None:
        self.case_id = case_id
        self.begins = begins
        self.rows: list[list[str]] = []
        self.wrong: TableProblem | None = None


def _stretches(lines: Iterable[str], place: int, width: int, first_line: int) -> Iterator[_Stretch]:
    """The rows of each case. A line that is no CSV spoils the case before it and the one after: rows may be lost."""
    reader = csv.reader(lines)
    now: _Stretch | None = None
    torn: TableProblem | None = None
    before = 0
    while True:
        try:
            for row in reader:
                if len(row) == width:
                    case_id, found = row[place], None
                elif not row:
                    before = reader.line_num
                    continue
                else:
                    case_id = row[place] if len(row) > place else ""
                    found = _not_as_wide(first_line + before, len(row), width)
                if now is None or case_id != now.case_id:
                    if now is not None:
                        yield now
                    now = _Stretch(case_id, first_line + before)
                    now.wrong, torn = torn, None
                if found is None and len(now.rows) < MOST_ROWS:
                    now.rows.append(row)
                else:
                    now.wrong = now.wrong or found or _too_long(now.begins)
                before = reader.line_num
            break
        except csv.Error:
            torn = _torn(first_line + before, first_line + reader.line_num - 1)
            now = now or _Stretch("", first_line)
            now.wrong = now.wrong or torn
            before = reader.line_num
    if now is not None:
        yield now


def _torn(first: int, last: int) -> TableProblem:
    message = f"lines {first} to {last} are no CSV" if last > first else "this line is no CSV"
    return TableProblem("table-csv", message, first, None, None, "close every quote; double those inside a cell")


def _line_of(rows: Sequence[Sequence[str]], begins: int) -> Callable[[int], int]:
    """On which line the n-th row stands: a row takes as many lines as its cells have."""

    def line_of(number: int) -> int:
        if number == 0:
            return begins
        return begins + sum(1 + sum(cell.count("\n") for cell in row) for row in rows[:number])

    return line_of


def _not_text(rows: Sequence[Sequence[str]], line_of: Callable[[int], int]) -> TableProblem | None:
    """The first row with bytes that were not of the file's encoding."""
    for number, row in enumerate(rows):
        if any(map(is_damaged, row)):
            return TableProblem("table-encoding", "there are bytes here that are not of the file's encoding",
                                line_of(number), None, "text in UTF-8, or the encoding that was named")  # fmt: skip
    return None


def _not_as_wide(line: int, found: int, width: int) -> TableProblem:
    return TableProblem(
        "table-width", f"there are {found} cells here", line, None, f"{width}, as in the header",
        "quote cells that hold a comma",
    )  # fmt: skip


def _too_long(line: int) -> TableProblem:
    return TableProblem(
        "table-too-long", f"more than {MOST_ROWS:,} rows of one case", line, "case_id", "the history of one subject"
    )


def layout_of_header(line: str, words: Vocabulary, file: str, ignore: Collection[str] = ()) -> Layout:
    """The layout that the first line of a CSV file gives. Raises `Refused` when it will not do."""
    try:
        names = next(csv.reader([line], strict=True), [])
    except csv.Error:
        names = []
    if not any(name.strip() for name in names):
        raise Refused([Problem(Place(file, 1, 1), "table-empty", Severity.ERROR, "there is no header line",
                               "the names of the columns, with commas between them")])  # fmt: skip
    return layout_of([name.strip() for name in names], words, file, ignore)


def read_csv(
    stream: BinaryIO, words: Vocabulary, file: str = "the table", options: TableOptions = AS_IT_IS
) -> Iterator[CaseRows | CaseFailure]:
    """The cases of an event table in CSV, one after another, or why each is set aside.

    Raises `Refused` when the header will not do.

    >>> import io
    >>> from practice_rules.vocabulary.load import load_vocabulary
    >>> table = io.BytesIO(b"case_id,type,at,outcome\\nA1,section_47.started,2026-03-03,\\n")
    >>> [case.events[0][2] for case in read_csv(table, load_vocabulary())]
    ['section_47.started']
    """
    line, _ = header_line(stream, file, options.encoding)
    layout = layout_of_header(line, words, file, options.ignore)
    return CsvReader(layout, words, options).cases(CsvLines(stream, options.encoding))
