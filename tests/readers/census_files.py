"""Census files made for tests, and the sample files beside them."""

from __future__ import annotations

from pathlib import Path

from practice_rules.case import Case, Event
from practice_rules.readers.cin_census import CinExtract, read_cin_census

DATA = Path(__file__).parent / "data"

HEADER = """<Message>
<Header>
<CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
<Source><LEA>384</LEA></Source>
</Header>
<Children>
"""
END = "</Children>\n</Message>\n"

IDENTIFIERS = "<ChildIdentifiers><LAchildID>{id}</LAchildID>{birth}</ChildIdentifiers>"
BORN = "<PersonBirthDate>2015-06-01</PersonBirthDate>"
REFERRED = "<CINreferralDate>2025-05-06</CINreferralDate>"


def child(episode: str = "", *, id: str = "A1", birth: str = BORN, before: str = "", referred: str = REFERRED) -> str:
    """One child with one episode."""
    identifiers = IDENTIFIERS.format(id=id, birth=birth)
    return f"<Child>\n{identifiers}\n{before}\n<CINdetails>\n{referred}\n{episode}\n</CINdetails>\n</Child>\n"


def census(*children: str, header: str = HEADER, end: str = END) -> bytes:
    """A whole census file."""
    return (header + "".join(children) + end).encode()


def read(*children: str) -> CinExtract:
    """A census of these children, read."""
    return read_cin_census(census(*children), "census.xml")


def only_case(extract: CinExtract) -> Case:
    """The one case of an extract."""
    assert len(extract.cases) == 1, [str(problem) for problem in extract.problems]
    return extract.cases[0]


def events_of(case: Case, event_type: str) -> list[Event]:
    """A case's events of a type."""
    return [event for event in case.events if event.type == event_type]


def codes(extract: CinExtract) -> list[str]:
    """The codes of all problems, in order."""
    return [problem.code for problem in extract.problems]
