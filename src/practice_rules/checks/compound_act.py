"""An act of several parts where one event must do.

`any_of` chooses between single events, and so do a look-back (`happened`), what a limit counts and what is done several
times. An `all_of` inside them has no meaning. One event may meet several parts of an `all_of`, so "to the child, the
parents and the school" is an `all_of` of three, whether they get one letter or three.

Fails:

    rules:
      - id: child_protection.conference.record_shared
        title: The minutes go to the family and the school
        form: deadline
        after: icpc.held
        within: 20 working days
        do:
          any_of:
            - minutes.shared
            - all_of: [conference_report.shared, case_note.recorded]
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Conferences}

Passes:

    rules:
      - id: child_protection.conference.record_shared
        title: The minutes go to the family and the school
        form: deadline
        after: icpc.held
        within: 20 working days
        do:
          all_of:
            - {event: minutes.shared, where: {shared_with: {includes: [parent]}}}
            - {event: minutes.shared, where: {shared_with: {includes: [education]}}}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Conferences}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practice_rules.checks.seen import Path, Seen
from practice_rules.language.moments import (
    AllOfAct,
    AnyOfAct,
    DefinedAct,
    HappenedState,
    RecordedAct,
    RepeatedAct,
)
from practice_rules.language.rules import Limit
from practice_rules.problems import Problem, Severity

CODE = "compound-act"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each act of several parts inside what takes single events only."""
    for part in seen.parts:
        written = part.written
        inside: list[tuple[Path, Any, str]] = []
        if isinstance(written, AnyOfAct):
            inside = [
                (("any_of", number), each, "any_of")
                for number, each in enumerate(written.any_of)
                if not isinstance(each, RecordedAct)
            ]
        elif isinstance(written, RepeatedAct):
            inside = [(("act",), written.act, "act")]
        elif isinstance(written, HappenedState):
            inside = [(("happened",), written.happened, "happened")]
        elif isinstance(written, Limit) and written.each is not None:
            inside = [(("each",), written.each, "each")]
        for path, act, key in inside:
            what = _compound(act, seen, frozenset())
            if what is not None:
                yield seen.problem(
                    CODE, SEVERITY, (*part.path, *path), f"{what} cannot stand under `{key}`, where one event must do",
                    expected="an event, or a definition that one event meets", rule_id=part.rule_id,
                    fix="turn it round: an `all_of` whose parts are `any_of`; or make two rules of it",
                )  # fmt: skip


def _compound(act: Any, seen: Seen, trail: frozenset[str]) -> str | None:
    """What kind of act of several parts this is, through definitions; `None` for what one event does."""
    if isinstance(act, DefinedAct):
        act = act.definition
    if isinstance(act, str):
        definition = seen.pack.definitions.get(act)
        if definition is None or definition.act is None or act in trail:
            return None
        found = _compound(definition.act, seen, trail | {act})
        return None if found is None else f"{found} ('{act}')"
    if isinstance(act, AllOfAct):
        return "an `all_of`"
    if isinstance(act, RepeatedAct):
        return "something done several times"
    return "the writing up of the trigger" if isinstance(act, RecordedAct) else None
