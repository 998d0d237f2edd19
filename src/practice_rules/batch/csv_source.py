"""An event table in a CSV file, read part by part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from practice_rules.batch.case_rows import CaseRows
from practice_rules.batch.csv_lines import CsvLines, header_line
from practice_rules.batch.csv_parts import PART, CsvPart, csv_parts
from practice_rules.batch.csv_reader import CsvReader, layout_of_header
from practice_rules.batch.options import TableOptions
from practice_rules.batch.problems import CaseFailure
from practice_rules.vocabulary.words import Vocabulary

_LEAST = 1 << 15
_SHARES = 32
"""A table that is not large is cut into about so many parts, so that no process is left waiting for another."""

_SMALL = 1 << 17
"""A table of no more bytes than this is done before another process would be ready."""


class CsvSource:
    """The cases of a CSV file. Raises `Refused` when its header will not do."""

    def __init__(self, path: Path, words: Vocabulary, options: TableOptions, part: int | None = None) -> None:
        self.path = path
        self._options = options
        self._part = part
        with path.open("rb") as stream:
            line, self._begin = header_line(stream, str(path), options.encoding)
        self._layout = layout_of_header(line, words, str(path), options.ignore)
        self._reader = CsvReader(self._layout, words, options)

    @property
    def weight(self) -> int:
        """How much there is to read, in bytes."""
        return self.path.stat().st_size - self._begin

    @property
    def worth_sharing(self) -> bool:
        """Whether it is more than one process reads before another would be ready."""
        return self.weight > _SMALL

    def parts(self) -> Iterator[CsvPart]:
        """The parts, in order."""
        size = self._part or min(PART, max(_LEAST, self.weight // _SHARES))
        return csv_parts(self.path, self._begin, self._layout.places["case_id"], size)

    def cases(self, part: CsvPart) -> Iterator[CaseRows | CaseFailure]:
        """The cases of one part."""
        with self.path.open("rb") as stream:
            stream.seek(part.start)
            lines = CsvLines(stream, self._options.encoding, part.weight)
            yield from self._reader.cases(lines, part.line)
