"""Reading event tables from batches of Arrow: columns are turned into cells, and the rows gathered case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from practice_rules.batch.case_rows import CaseRows, Reading
from practice_rules.batch.columns import MUST, layout_of
from practice_rules.batch.extra_needed import pyarrow
from practice_rules.batch.moments import Moments
from practice_rules.batch.options import AS_IT_IS, TableOptions
from practice_rules.batch.problems import CaseFailure, TableProblem
from practice_rules.batch.row_reader import NOTHING, Cells, MomentCells, RowReader
from practice_rules.dates.clock import MomentProblem, moment_of_instant
from practice_rules.dates.days import OutsideCalendar
from practice_rules.problems import Place, Problem, Refused, Severity
from practice_rules.vocabulary.words import Vocabulary

MOST_ROWS = 100_000
"""More rows than this are no case; it is set aside before it fills the memory."""

_SLICE = 500_000
"""About how many cells are made at once."""


class ArrowReader:
    """Reads the cases of batches that have one schema. Raises `Refused` when its columns will not do."""

    def __init__(self, schema: Any, words: Vocabulary, options: TableOptions = AS_IT_IS, file: str = "the table"):
        self._layout = layout_of(schema.names, words, file, options.ignore)
        self._refuse(schema, file)
        moments = Moments(options.midnight_is_day)
        self._columns = [
            (place, _cells_of(schema.field(place).type, name in ("at", "recorded_at")))
            for name, place in self._layout.places.items()
        ]
        at = _moment_cells(schema, "at", moments)
        recorded = _moment_cells(schema, "recorded_at", moments)
        self._rows = RowReader(self._layout, words, Cells(at, recorded))
        self._width = len(schema.names)

    def _refuse(self, schema: Any, file: str) -> None:
        """Refuse columns whose type cannot hold what they are for."""
        types = pyarrow().types
        for name in ("case_id", "type", "at"):
            place = self._layout.places[name]
            kind = _plain(schema.field(place).type)
            text = types.is_string(kind) or types.is_large_string(kind)
            fits = {
                "case_id": text or types.is_integer(kind),
                "type": text,
                "at": text or types.is_date(kind) or types.is_timestamp(kind),
            }[name]
            if not fits:
                raise Refused([Problem(Place(file, 1, place + 1), "table-type", Severity.ERROR,
                                       f"the column '{name}' is of type {kind}", _HOLDS[name])])  # fmt: skip

    def cases(
        self, batches: Iterable[Any], first_row: int = 1, skip: str | None = None
    ) -> Iterator[CaseRows | CaseFailure]:
        """Each case in turn, or why it is set aside. `skip` is a case whose rows at the beginning are left out."""
        gathering: _Gathered | None = None
        at_row = first_row
        place = self._layout.places["case_id"]
        for batch in batches:
            size = max(1, _SLICE // self._width)
            for begin in range(0, batch.num_rows, size):
                rows = self._slice(batch.slice(begin, size))
                for row in rows:
                    case_id = row[place]
                    if skip is not None:
                        if case_id == skip:
                            at_row += 1
                            continue
                        skip = None
                    if gathering is None or case_id != gathering.case_id:
                        if gathering is not None:
                            yield self._read(gathering)
                        gathering = _Gathered(case_id, at_row)
                    gathering.add(row)
                    at_row += 1
        if gathering is not None:
            yield self._read(gathering)

    def _slice(self, batch: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a slice, with an empty text in every cell that holds nothing."""
        columns: list[Sequence[Any]] = [()] * self._width
        nothing = (NOTHING,) * batch.num_rows
        for place in range(self._width):
            columns[place] = nothing
        for place, cells_of in self._columns:
            column = batch.column(place)
            if column.null_count != batch.num_rows:
                columns[place] = cells_of(column)
        case = self._layout.places["case_id"]
        columns[case] = [str(cell) for cell in columns[case]]
        return zip(*columns, strict=True)

    def _read(self, gathered: _Gathered) -> CaseRows | CaseFailure:
        if gathered.too_long:
            problem = TableProblem("table-too-long", f"more than {MOST_ROWS:,} rows of one case", gathered.begins,
                                   "case_id", "the history of one subject")  # fmt: skip
            return CaseFailure(gathered.case_id, (problem,))
        begins = gathered.begins
        return self._rows.read(gathered.case_id, gathered.rows, lambda number: begins + number)


class _Gathered:
    """The rows of one case so far, and where they begin."""

    __slots__ = ("begins", "case_id", "rows", "too_long")

    def __init__(self, case_id: str, begins: int) -> None:
        self.case_id = case_id
        self.begins = begins
        self.rows: list[tuple[Any, ...]] = []
        self.too_long = False

    def add(self, row: tuple[Any, ...]) -> None:
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)
        else:
            self.too_long = True


_HOLDS = {
    "case_id": "text, or whole numbers",
    "type": "text",
    "at": "dates, timestamps, or ISO text",
}
assert set(_HOLDS) == set(MUST)


def _plain(kind: Any) -> Any:
    """The type of the values of a dictionary."""
    return kind.value_type if pyarrow().types.is_dictionary(kind) else kind


def _cells_of(kind: Any, is_moment: bool) -> Callable[[Any], Sequence[Any]]:
    """How a column becomes cells."""
    pa = pyarrow()
    types, plain = pa.types, _plain(kind)
    if is_moment and types.is_date(plain):
        return lambda column: _filled(_decoded(column).cast(pa.date32()).cast(pa.int32()))
    if is_moment and types.is_timestamp(plain):
        # Parts of a second are dropped towards the past, which for moments since 1970 is as elsewhere.
        return lambda column: _filled(_decoded(column).cast(pa.timestamp("s", plain.tz), safe=False).cast(pa.int64()))
    if types.is_floating(plain):
        return lambda column: [
            NOTHING if cell is None or cell != cell else cell for cell in _decoded(column).to_pylist()
        ]
    if types.is_map(plain) or types.is_list(plain) or types.is_large_list(plain):
        return lambda column: [NOTHING if cell is None else tuple(cell) for cell in _decoded(column).to_pylist()]
    if types.is_struct(plain):
        return lambda column: [NOTHING if cell is None else tuple(cell.items()) for cell in column.to_pylist()]
    return _filled


def _numbers(column: Any) -> list[Any]:
    """Cells of floating point; not-a-number is what some tables have where nothing is recorded."""
    return [NOTHING if cell is None or cell != cell else cell for cell in _decoded(column).to_pylist()]


def _decoded(column: Any) -> Any:
    return column.dictionary_decode() if pyarrow().types.is_dictionary(column.type) else column


def _filled(column: Any) -> list[Any]:
    if pyarrow().types.is_dictionary(column.type):
        words = [NOTHING if word is None else word for word in column.dictionary.to_pylist()]
        return [NOTHING if place is None else words[place] for place in column.indices.to_pylist()]
    cells: list[Any] = column.to_pylist()
    return [NOTHING if cell is None else cell for cell in cells] if column.null_count else cells


def _moment_cells(schema: Any, name: str, moments: Moments) -> MomentCells:
    """How the cells of a column of moments are read, by the column's type."""
    if name not in schema.names:
        return MomentCells(moments.of_text)
    types, kind = pyarrow().types, _plain(schema.field(name).type)
    if types.is_date(kind):
        days: dict[int, Reading] = {}

        def day(number: int) -> Reading | MomentProblem:
            found = moments.of_epoch_day(number)
            if not isinstance(found, MomentProblem):
                days[number] = found
            return found

        return MomentCells(day, days)
    if types.is_timestamp(kind):
        return MomentCells(moments.of_wall_clock if kind.tz is None else _of_instant(moments))
    return MomentCells(moments.of_text, moments.known)


def _of_instant(moments: Moments) -> Callable[[int], Reading | MomentProblem]:
    def read(instant: int) -> Reading | MomentProblem:
        try:
            return moments.of_moment(moment_of_instant(instant))
        except OutsideCalendar:
            return MomentProblem("the year is outside the years the calendar knows", "a date from 1970 to 2100")

    return read
