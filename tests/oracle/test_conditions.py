"""Engine and oracle say the same of every condition on lists of roles, and on what an event is about."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from practice_rules.case import Case, Event, Subject
from practice_rules.engine.conditions import compile_where, unrecorded
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import as_moment
from practice_rules.language.conditions import Where
from tests.oracle.conditions import holds
from tests.oracle.record import Record
from tests.oracle.time import when

ROLES = ["police", "health", "education", "social_worker"]
AS_OF = date(2026, 4, 1)


def some_roles(random: Random) -> list[str]:
    return random.sample(ROLES, random.randint(1, 3))


def asked_of_a_list(random: Random) -> Any:
    """A question about who attended."""
    role, roles, recorded = random.choice(ROLES), some_roles(random), random.random() < 0.5
    several = random.choice([role, roles])
    return random.choice(
        [
            several,
            {"not": several},
            {"includes": several},
            {"excludes": several},
            {"includes_any": roles},
            {"includes_all_in": "invited"},
            {"count_at_least": random.randint(1, 3)},
            {"recorded": recorded},
            {"recorded": recorded, "includes": role},
            {"includes": role, "excludes": some_roles(random)},
            {"includes_any": roles, "count_at_least": 2},
        ]
    )


def asked(random: Random, depth: int) -> dict[str, Any]:
    """A condition, of as many conditions within one another as `depth`."""
    where: dict[str, Any] = {"attended_by": asked_of_a_list(random)}
    if random.random() < 0.3:
        role = random.choice(ROLES)
        where["chair"] = random.choice([role, some_roles(random), {"not": role}, {"recorded": False}])
    for name in ("any_of", "none_of"):
        if depth and random.random() < 0.4:
            where[name] = [asked(random, depth - 1) for _ in range(2)]
    if depth and random.random() < 0.3:
        where["about"] = asked(random, depth - 1)
    return where


def meeting(random: Random, number: int) -> Event:
    """A meeting of which not everything was written down; the second may say that it is about the first."""
    said: dict[str, Any] = {name: frozenset(some_roles(random)) for name in ("attended_by", "invited")}
    said = {name: roles for name, roles in said.items() if random.random() < 0.8}
    if random.random() < 0.7:
        said["chair"] = random.choice(ROLES)
    about = random.choice([None, "e0", "not in the record"]) if number else None
    return Event("icpc.held", date(2026, 3, number + 1), id=f"e{number}", attributes=said, about=about)


def test_a_condition_is_true_false_or_not_to_be_told_alike_in_engine_and_oracle() -> None:
    told: set[bool | None] = set()
    for seed in range(2000):
        random = Random(seed)
        where = Where.model_validate(asked(random, random.choice([0, 0, 1, 2])))
        case = Case(Subject("drawn"), (meeting(random, 0), meeting(random, 1)))
        record, condition = build_record(case, as_moment(AS_OF), None), compile_where(where, "1 March")
        assert condition is not None
        for happening, event in zip(record.happenings, case.events, strict=True):
            verdict = condition(record, happening)
            assert verdict is holds(Record(case, when(AS_OF)), where, event), f"{seed}: {where!r} of {event!r}"
            assert verdict is not None or unrecorded(where, record, happening), "what is missing is named"
            told.add(verdict)
    assert told == {True, False, None}
