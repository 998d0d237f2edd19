"""Every history the project ships, as cases and as event tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from practice_rules.batch.case_rows import to_case
from practice_rules.batch.csv_reader import read_csv
from practice_rules.batch.event_writer import write_event_csv
from practice_rules.batch.flatten import Flattener
from practice_rules.batch.obligation_columns import NAMES
from practice_rules.batch.options import TableOptions
from practice_rules.batch.problems import CaseFailure
from practice_rules.case import Case, Coverage
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.examples.run import read_examples
from practice_rules.packs import load_pack
from practice_rules.readers.case_file import load_cases
from practice_rules.readers.cin_census import read_cin_census
from practice_rules.result.moments import as_text, read_moment
from practice_rules.vocabulary.words import Vocabulary

ROOT = Path(__file__).parents[2]
AS_OF = "2026-03-31"

Cells = dict[str, Any]


@cache
def histories() -> tuple[Case, ...]:
    """The invented people of examples/ and the children of the census there, each with an id of its own."""
    files = sorted(path for path in (ROOT / "examples").glob("*.*") if path.suffix in (".yaml", ".json"))
    cases = [case for path in files if path.stem != "overlay" for case in load_cases(path)]
    for path in sorted((ROOT / "examples" / "census").glob("*.xml")):
        cases += read_cin_census(path).cases
    return numbered(cases)


@cache
def worked_examples(pack: str) -> tuple[Case, ...]:
    """The histories of the worked examples beside a pack."""
    loaded = load_pack(pack)
    found: list[Case] = []
    for path in sorted((ROOT / "standards" / "examples" / pack).glob("*.yaml")):
        found += [case for _, _, case in read_examples(path, loaded).examples]
    return numbered(found)


def numbered(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases with ids that tell them apart; those without an event have no row in a table and are left out."""
    some = [case for case in cases if case.events]
    return tuple(
        replace(case, subject=replace(case.subject, id=f"{case.subject.id}-{number}"))
        for number, case in enumerate(some)
    )


def by_coverage(cases: Iterable[Case]) -> list[tuple[Coverage | None, list[Case]]]:
    """The cases of each source, for a table is of one source."""
    groups: list[tuple[Coverage | None, list[Case]]] = []
    for case in cases:
        for coverage, members in groups:
            if coverage == case.coverage:
                members.append(case)
                break
        else:
            groups.append((case.coverage, [case]))
    return groups


def names_of(cases: Iterable[Case]) -> list[str]:
    """Every attribute and fact that the cases use, in order."""
    return sorted({name for case in cases for each in (case.subject.facts, *_attributes(case)) for name in each})


def _attributes(case: Case) -> list[Any]:
    return [event.attributes for event in case.events]


def csv_of(cases: Sequence[Case]) -> bytes:
    """The cases as an event table in CSV."""
    text = io.StringIO(newline="")
    write_event_csv(cases, text, names_of(cases))
    return text.getvalue().encode()


def read_back(table: bytes, words: Vocabulary, coverage: Coverage | None = None) -> list[Case]:
    """The cases of an event table in CSV, none of which fails."""
    found = list(read_csv(io.BytesIO(table), words, options=TableOptions()))
    assert not [each for each in found if isinstance(each, CaseFailure)], found
    return [to_case(each, coverage) for each in found if not isinstance(each, CaseFailure)]


def owed_by_the_engine(
    cases: Iterable[Case], pack: CompiledPack, as_of: str = AS_OF, known_at: str | None = None
) -> list[Cells]:
    """The obligations of each case, straight from the engine, as the cells of a table."""
    flattener = Flattener(pack)
    known = None if known_at is None else read_moment(known_at, "known_at")
    return [
        as_cells((case.subject.id, *owed))
        for case in cases
        for owed in flattener.flat(evaluate_rows(case, pack, read_moment(as_of, "as_of"), known))
    ]


def as_cells(row: Sequence[Any]) -> Cells:
    """A row of an obligation table by column, with days and moments as ISO text."""
    return {name: _said(name, value) for name, value in zip(NAMES, row, strict=True)}


def _said(name: str, value: Any) -> Any:
    from practice_rules.dates.clock import local_time

    if isinstance(value, int) and name.endswith("_at"):
        return local_time(value).isoformat()
    if isinstance(value, int) and f"{name}_at" in NAMES:
        return date.fromordinal(value).isoformat()
    return list(value) if isinstance(value, tuple) else value


def cells_of_csv(row: dict[str, str]) -> Cells:
    """A line of an obligation table in CSV, as `as_cells` has it."""
    whole = {"part", "phase", "trigger_row", "done_row", "late_by", "late_calendar_days", "intervals_missed"}
    found: Cells = {}
    for name, text in row.items():
        if name in ("standard", "missing"):
            found[name] = text.split(";") if text else []
        elif name in ("provisional", "waived"):
            found[name] = {"true": True, "false": False}[text]
        else:
            found[name] = (int(text) if name in whole else text) if text else None
    return found


def cells_of_arrow(row: dict[str, Any]) -> Cells:
    """A row of an obligation table in Arrow, as `as_cells` has it."""
    return {name: as_text_of(value) for name, value in row.items()}


def as_text_of(value: Any) -> Any:
    """A date or a moment as ISO text; anything else as it is."""
    if isinstance(value, datetime):
        return as_text(read_moment(value, "at"))
    return value.isoformat() if isinstance(value, date) else value
