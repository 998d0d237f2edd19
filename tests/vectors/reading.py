"""The conformance vectors for whole cases, as README.md beside this file describes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from practice_rules.case import Case
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.calendar_file import read_calendar
from practice_rules.dates.england_and_wales import england_and_wales
from practice_rules.engine.compile import CompiledPack, compile_pack
from practice_rules.language.pack import PackFile
from practice_rules.packs import read_pack, standard_calendars
from practice_rules.readers.case_file import read_cases
from practice_rules.vocabulary.load import load_vocabulary
from tests.oracle.compare import days_of
from tests.oracle.evaluate import Days

FOLDER = Path(__file__).parent / "cases"
HEAD = {
    "pack": "vectors",
    "title": "Conformance vectors",
    "council": "Nowhere",
    "edition": {"name": "vectors"},
    "sources": {"vectors": {"title": "Conformance vectors", "publisher": "practice_rules"}},
}
"""What a vector leaves out because nothing that is owed depends on it."""


class Question(NamedTuple):
    """What is owed at a moment, knowing what was known at another; and the obligations expected."""

    as_of: str
    known_at: str | None
    expect: list[dict[str, Any]]


class Vector:
    """One vector: rules, a case, and what must be owed."""

    def __init__(self, said: dict[str, Any], rules: list[dict[str, Any]], place: str) -> None:
        self.said = said
        self.place = place
        self.name: str = said["name"]
        self.rules: list[str] = said["rules"]
        self._written = {rule["id"]: rule for rule in rules}
        self._compiled: tuple[str | None, CompiledPack] | None = None

    @property
    def pack_said(self) -> dict[str, Any]:
        """The pack as its author would write it."""
        rules = [
            {"title": "As its id says", "standard": [f"VEC-{number:03}"], **self._written[name]}
            | {"source": {"document": "vectors", "section": self.name}}
            for number, name in enumerate(self.rules, 1)
        ]
        return {**HEAD, **self.said.get("pack", {}), "rules": rules}

    @cached_property
    def pack_file(self) -> PackFile:
        """The pack as it is read; every problem in it fails the test that asks."""
        pack, problems = read_pack(yaml.safe_dump(self.pack_said, sort_keys=False), f"{self.name}.yaml")
        assert pack is not None and not problems, "\n".join(str(problem) for problem in problems)
        return pack

    @property
    def calendar(self) -> Calendar | None:
        """England and Wales with the vector's own closures and terms, where it has any."""
        if "calendar" not in self.said:
            return None
        found = read_calendar(yaml.safe_dump({"calendar": "vector", **self.said["calendar"]}), self.place)
        assert isinstance(found, Calendar), found
        return found

    @property
    def pack(self) -> CompiledPack:
        """The pack ready to evaluate, anew for each change that the mutation tool makes."""
        change = os.environ.get("MUTANT_UNDER_TEST")
        if self._compiled is None or self._compiled[0] != change:
            own = self.calendar
            calendars = standard_calendars() | ({} if own is None else {"england_and_wales": own})
            self._compiled = (change, compile_pack(self.pack_file, load_vocabulary(), calendars))
        return self._compiled[1]

    @cached_property
    def case(self) -> Case:
        """The case, read as any case file is."""
        said = {"subject": {"id": "V1"}} | self.said["case"]
        said["subject"] = {"id": "V1"} | said["subject"]
        found = read_cases(yaml.safe_dump(said), f"{self.name}.yaml")
        assert not found.problems, "\n".join(str(problem) for problem in found.problems)
        return found.cases[0]

    @property
    def days(self) -> Days:
        """The calendar as plain days, for those who walk them."""
        return days_of(self.calendar or england_and_wales())

    @property
    def questions(self) -> Iterator[Question]:
        """Every question asked of it."""
        for asked in self.said["ask"]:
            known = asked.get("known_at")
            yield Question(str(asked["as_of"]), None if known is None else str(known), asked["expect"])


def read_vectors() -> list[Vector]:
    """Every vector of the folder."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(said) == {"rules", "vectors"}, path.name
        found += [Vector(vector, said["rules"], path.name) for vector in said["vectors"]]
    return found


def moment(said: Any) -> date | datetime:
    """A day, or a moment with its offset, as a vector writes it."""
    if isinstance(said, date):
        return said
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
