"""Saying a rule and a history in a few lines of YAML, and asking what is owed."""

from __future__ import annotations

import os
import textwrap
from datetime import date, datetime
from typing import Any

from practice_rules.case import Case, Coverage, Event, Subject
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Moment, local_time
from practice_rules.dates.days import iso
from practice_rules.engine.compile import CompiledPack, compile_pack
from practice_rules.engine.evaluate import Evaluation, evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.engine.rows import Row
from practice_rules.packs import read_pack, standard_calendars
from practice_rules.vocabulary.load import load_vocabulary

HEAD = """\
pack: said
title: Said
council: Nowhere
edition: {name: test}
sources: {standards: {title: T, publisher: P}}
"""


class Said:
    """A pack said in a few lines, compiled when it is first asked something.

    It is compiled anew for each change that the mutation tool makes, so that the change is seen.
    """

    def __init__(self, text: str, calendars: dict[str, Calendar] | None) -> None:
        self.text = text
        self.calendars = calendars
        self.kept: tuple[str | None, CompiledPack] | None = None

    @property
    def compiled(self) -> CompiledPack:
        change = os.environ.get("MUTANT_UNDER_TEST")
        if self.kept is None or self.kept[0] != change:
            pack, problems = read_pack(self.text, "said.yaml")
            assert pack is not None and not problems, "\n".join(str(problem) for problem in problems)
            calendars = {**standard_calendars(), **(self.calendars or {})}
            self.kept = (change, compile_pack(pack, load_vocabulary(), calendars))
        return self.kept[1]


def pack_of(*rules: str, more: str = "", calendars: dict[str, Calendar] | None = None) -> Said:
    """A pack of the rules given, each without what every rule must have."""
    text = HEAD + textwrap.dedent(more) + "rules:\n"
    for number, rule in enumerate(rules):
        body = textwrap.dedent(rule).strip("\n")
        if "id:" not in body:
            body = f"id: child_protection.said.r{number}\n" + body
        body += "\ntitle: Said\nstandard: [SAI-001]\nsource: {document: standards, section: S}"
        text += textwrap.indent(body, "    ").replace("    ", "  - ", 1) + "\n"
    return Said(text, calendars)


def when(text: str) -> date | datetime:
    """A date, or a date and time."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def event(kind: str, at: str, **more: Any) -> Event:
    """An event; further words are attributes, but for the envelope's own."""
    own = ("status", "id", "about", "replaces", "corrects", "by")
    envelope = {name: more.pop(name) for name in own if name in more}
    if "recorded_at" in more:
        envelope["recorded_at"] = when(more.pop("recorded_at"))
    attributes = {name: frozenset(value) if isinstance(value, list | set) else value for name, value in more.items()}
    return Event(kind, when(at), attributes=attributes, **envelope)


def evaluation(
    pack: Said | CompiledPack,
    events: list[Event],
    as_of: str,
    known_at: str | None = None,
    coverage: Coverage | None = None,
    **subject: Any,
) -> Evaluation:
    """The evaluation of a history."""
    born = subject.pop("born", None)
    case = Case(
        Subject("c", subject.pop("kind", "child"), None if born is None else date.fromisoformat(born), subject),
        tuple(events),
        coverage,
    )
    compiled = pack.compiled if isinstance(pack, Said) else pack
    return evaluate_rows(
        case, compiled, as_moment(when(as_of)), None if known_at is None else as_moment(when(known_at))
    )


def owed(
    pack: Said | CompiledPack, events: list[Event], as_of: str, known_at: str | None = None, **subject: Any
) -> list[str]:
    """Every obligation as `status due`, in order."""
    return [said(row) for row in evaluation(pack, events, as_of, known_at, **subject).rows]


def the_row(pack: Said | CompiledPack, events: list[Event], as_of: str, **more: Any) -> Row:
    """The one obligation that there is."""
    (row,) = evaluation(pack, events, as_of, **more).rows
    return row


def moment(text: str) -> Moment:
    """A day, or a day and time, as the engine keeps it."""
    return as_moment(when(text))


def said(row: Row) -> str:
    """One obligation as its status and due date."""
    if row.due is None:
        return f"{row.status} -"
    if row.due.instant is None:
        return f"{row.status} {iso(row.due.day)}"
    return f"{row.status} {local_time(row.due.instant):%Y-%m-%dT%H:%M}"
