"""Reading a children in need census: as a stream, or whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from practice_rules.case import Case, Coverage
from practice_rules.problems import Place, Problem, Severity, has_errors, sort_problems
from practice_rules.readers.cin_census.child import CHILD, read_child
from practice_rules.readers.cin_census.element import Element
from practice_rules.readers.cin_census.header import CinHeader, read_header
from practice_rules.readers.cin_census.reporting import Reporter
from practice_rules.readers.cin_census.stream import Readable, stream_elements

HEADER = "Header"


@dataclass(frozen=True, slots=True)
class CinExtract:
    """A census file as cases.

    `as_of` is the file's reference date and `coverage` what the file can show; both are `None` when its header
    could not be read. `whole` is false when reading ended before the file did: the children read until then are
    in `cases`, the others are not. Children with errors are not in `cases`; `problems` says why, each with its
    line, and never with anything about the child.
    """

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    as_of: date | None
    coverage: Coverage | None
    council: str | None
    year: int | None
    whole: bool

    @property
    def set_aside(self) -> bool:
        """Whether any child, or the rest of the file, could not be used."""
        return has_errors(self.problems)


def read_cin_census(source: Path | str | bytes | Readable, file: str | None = None) -> CinExtract:
    """Read a whole census file.

    `source` is a path, the bytes of a file, or an open binary file. `file` is the name used in problems and
    provenance: the path itself, or `census.xml`, if none is given.

    Source: Department for Education, children in need census, technical specification (the element names); what
    each element means here is in docs/cin-census.md.

    >>> extract = read_cin_census(b"<Message/>")
    >>> extract.problems[0].code, extract.cases
    ('cin-no-header', ())
    """
    header: CinHeader | None = None
    cases: list[Case] = []
    problems: list[Problem] = []
    whole = True
    for found in iter_cin_census(source, file):
        if isinstance(found, CinHeader):
            header = found
        elif isinstance(found, Case):
            cases.append(found)
        elif isinstance(found, Problem):
            problems.append(found)
        else:
            whole = found.whole
    return CinExtract(
        cases=tuple(cases),
        problems=tuple(problems),
        as_of=header.as_of if header is not None else None,
        coverage=header.coverage if header is not None else None,
        council=header.council if header is not None else None,
        year=header.year if header is not None else None,
        whole=whole,
    )


@dataclass(frozen=True, slots=True)
class CinEnd:
    """The last thing a stream gives: whether the file was read to its end."""

    whole: bool


def iter_cin_census(
    source: Path | str | bytes | Readable, file: str | None = None
) -> Iterator[CinHeader | Case | Problem | CinEnd]:
    """Read a census file child by child, holding one at a time: for files of any size.

    Gives the header first, then each child's case, with problems where they are met, and last a `CinEnd`.
    """
    name = file or (str(source) if isinstance(source, Path | str) else "census.xml")
    if not isinstance(source, Path | str):
        yield from _children(io.BytesIO(source) if isinstance(source, bytes) else source, name)
        return
    try:
        opened = Path(source).open("rb")  # noqa: SIM115  # closed below; only the opening may fail here
    except OSError as error:
        yield _cannot_open(name, error)
        yield CinEnd(False)
        return
    with opened:
        yield from _children(opened, name)


def _children(source: Readable, file: str) -> Iterator[CinHeader | Case | Problem | CinEnd]:
    header: CinHeader | None = None
    unknown: set[str] = set()
    identities: dict[str, int] = {}
    broken = False
    for found in stream_elements(source, file):
        if isinstance(found, Problem):
            broken = broken or found.severity is Severity.ERROR
            yield found
            continue
        reporter = Reporter(file)
        if found.name == HEADER:
            header = header or read_header(found, reporter)
            yield from reporter.problems
            if header is None:
                yield CinEnd(False)
                return
            yield header
        elif header is None:
            yield _no_header(file, found.line, found.column)
            yield CinEnd(False)
            return
        else:
            case = read_child(found, header, reporter, unknown)
            if case is not None:
                _seen_before(case, found, identities, reporter)
            yield from sort_problems(reporter.problems)
            if case is not None:
                yield case
    if header is None and not broken:
        yield _no_header(file, 1, 1)
        broken = True
    yield CinEnd(not broken)


def _seen_before(case: Case, child: Element, identities: dict[str, int], reporter: Reporter) -> None:
    earlier = identities.setdefault(case.subject.id, child.line)
    if earlier != child.line:
        reporter.warn(
            child,
            "cin-child-twice",
            f"this child's LAchildID was met before, on line {earlier}; both are kept as cases of their own",
            "each child once, with all episodes",
            "put the episodes of the two together, or correct the LAchildID",
        )


def _no_header(file: str, line: int, column: int) -> Problem:
    return Problem(
        Place(file, line, column),
        "cin-no-header",
        Severity.ERROR,
        "the file has no header before its children, so its reference date is not known",
        f"Message, {HEADER}, CollectionDetails, ReferenceDate, before the first {CHILD}",
        "export the file again from the case system",
    )


def _cannot_open(file: str, error: OSError) -> Problem:
    why = {
        FileNotFoundError: "there is no such file",
        IsADirectoryError: "it is a folder, not a file",
        PermissionError: "this account may not read it",
    }.get(type(error), "the computer could not read it")
    return Problem(
        Place(file, 1, 1),
        "cin-cannot-open",
        Severity.ERROR,
        f"cannot open the file: {why}",
        fix="check the name and the folder",
    )
