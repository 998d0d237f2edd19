"""The writing up of the trigger where there is nothing to be written up, or under a condition.

`{recorded: trigger}` asks when the event that set a duty off came into the record. Only a deadline has such an event
behind it: a report before a meeting, a visit in a period and what a gate asks for are acts of their own. A condition
on a definition that holds it has no meaning either, for the writing up is no event that could meet it.

Fails:

    rules:
      - id: looked_after.visit
        title: A child in care is visited
        form: series
        while: looked_after
        every: 6 weeks
        do: {any_of: [visit.made, {recorded: trigger}]}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit.recorded
        title: A visit is written up
        form: deadline
        after: visit.made
        within: 5 working days
        do: {any_of: [{event: case_note.recorded, about: trigger}, {recorded: trigger}]}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
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
from practice_rules.language.rules import Lead, Limit, Need, Quota, Series
from practice_rules.problems import Problem, Severity

CODE = "misplaced-recording"
SEVERITY = Severity.ERROR

PLACES: tuple[tuple[type, str, str], ...] = (
    (Lead, "do", "what a lead asks for"),
    (Series, "do", "what a series asks for"),
    (Quota, "do", "what a quota asks for"),
    (Need, "do", "what a gate asks for"),
    (Limit, "each", "what a limit counts"),
    (HappenedState, "happened", "a look back"),
)
"""The blocks in which an act is no answer to an event, the key it stands under, and what to call it."""


def check(seen: Seen) -> Iterator[Problem]:
    """Each writing up that nothing could be, and each condition on one."""
    for part in seen.parts:
        if isinstance(part.written, DefinedAct) and (part.written.where is not None or part.written.match):
            key = "match" if part.written.where is None else "where"
            if _recording(part.written.definition, (), seen, frozenset()) is not None:
                yield seen.problem(
                    CODE, SEVERITY, (*part.path, key),
                    f"'{part.written.definition}' may be the writing up of the trigger, which can meet no condition",
                    expected="a condition on events alone", rule_id=part.rule_id, key=True,
                    fix="write the acts out, with the condition on those that are events",
                )  # fmt: skip
        for kind, key, what in PLACES:
            if type(part.written) is not kind:
                continue
            found = _recording(getattr(part.written, key), (), seen, frozenset())
            if found is not None:
                yield seen.problem(
                    CODE, SEVERITY, (*part.path, key, *found),
                    f"{what} cannot be the writing up of a trigger: no event stands behind it",
                    expected="an event, or a definition that one meets", rule_id=part.rule_id,
                    fix="name the event that counts; a deadline after an event can ask that it be written up",
                )  # fmt: skip


def _recording(act: Any, path: Path, seen: Seen, trail: frozenset[str]) -> Path | None:
    """Where in an act the writing up of the trigger stands, or the word that means it."""
    if isinstance(act, RecordedAct):
        return path
    if isinstance(act, str):
        definition = seen.pack.definitions.get(act)
        if definition is None or definition.act is None or act in trail:
            return None
        return None if _recording(definition.act, path, seen, trail | {act}) is None else path
    if isinstance(act, DefinedAct):
        return _recording(act.definition, (*path, "definition"), seen, trail)
    if isinstance(act, RepeatedAct):
        return _recording(act.act, (*path, "act"), seen, trail)
    for key, kind in (("any_of", AnyOfAct), ("all_of", AllOfAct)):
        for number, each in enumerate(getattr(act, key) if isinstance(act, kind) else ()):
            found = _recording(each, (*path, key, number), seen, trail)
            if found is not None:
                return found
    return None
