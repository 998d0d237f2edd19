"""The conformance vectors for whole cases, put to this implementation like to any other, and to the oracle."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import zip_longest
from typing import Any

import pytest

from practice_rules import evaluate
from practice_rules.vocabulary.load import load_vocabulary
from tests.oracle.evaluate import owed
from tests.oracle.time import LONDON, Due, When
from tests.vectors.reading import Question, Vector, moment, read_vectors

VECTORS = read_vectors()
ALL = pytest.mark.parametrize("vector", VECTORS, ids=[vector.name for vector in VECTORS])

KEYS = {
    "rule", "part", "trigger", "opens", "due", "status", "done", "late", "missed", "missing", "plain", "precision",
    "provisional", "remedied", "standard", "waived_by",
}  # fmt: skip
ALWAYS = {"provisional": False, "waived_by": None}
"""What an expected obligation that leaves the key out says all the same."""

DISCHARGED = {"deadline", "lead", "series", "quota"}
"""Forms in which an act discharges; of these, leaving out `done` says that nothing did."""


def written(at: Any) -> str | None:
    """A day, or a moment with its offset to the minute, as the vectors write it."""
    if at is None:
        return None
    if not isinstance(at, datetime):
        return str(at)
    return at.astimezone(LONDON).isoformat(timespec="minutes")


def by_engine(vector: Vector, question: Question) -> list[dict[str, Any]]:
    """Every obligation as the vectors write it: by rule, then trigger, then due date."""
    known = None if question.known_at is None else moment(question.known_at)
    result = evaluate(vector.case, vector.pack, as_of=moment(question.as_of), known_at=known)
    found = [
        {
            "rule": each["rule"],
            "part": each["part"],
            "trigger": each["trigger"]["date"],
            "opens": each["opens"],
            "due": each["due"] or "none",
            "status": each["status"],
            "done": each["discharged_by"] and each["discharged_by"]["at"],
            "late": each["lateness"] and each["lateness"]["own"],
            "missed": each["lateness"] and each["lateness"]["intervals_missed"],
            "missing": list(obligation.row.missing),
            "plain": each["plain"] and f"{each['plain']['status']} {each['plain']['due']}",
            "precision": each["precision"],
            "provisional": each["provisional"],
            "remedied": each["remedied_at"],
            "standard": each["standard"],
            "waived_by": each["waived"] and each["waived"]["by"],
        }
        for each, obligation in zip(result.to_dict()["obligations"], result.obligations, strict=True)
    ]
    return sorted(found, key=lambda each: in_order(vector, each))


def by_oracle(vector: Vector, question: Question) -> list[dict[str, Any]]:
    """Every obligation as the oracle sees it, in the same words, as far as it says them."""
    known = None if question.known_at is None else moment(question.known_at)
    as_of = moment(question.as_of)
    forms = {rule.id: rule.form for rule in vector.pack_file.rules}
    rows = owed(vector.pack_file, load_vocabulary(), {"england_and_wales": vector.days}, vector.case, as_of, known)
    found = [
        {
            "rule": row.rule,
            "part": row.part + 1,
            "trigger": oracle_moment(row.opens if forms[row.rule] in ("series", "quota") else row.trigger),
            "due": oracle_moment(row.due) or "none",
            "status": row.status,
            "done": oracle_moment(row.done or row.remedied),
        }
        for row in rows
    ]
    return sorted(found, key=lambda each: in_order(vector, each))


def oracle_moment(at: When | Due | None) -> str | None:
    return None if at is None else written(at.at or at.day)


def in_order(vector: Vector, each: dict[str, Any]) -> tuple[Any, ...]:
    return (
        vector.rules.index(each["rule"]),
        day_of(each["trigger"]),
        each["due"] == "none",
        day_of(each["due"]),
        each["part"],
    )


def day_or_instant(said: Any) -> Any:
    """A day, or an instant whatever its offset; nothing where nothing is said."""
    return None if said in (None, "none") else moment(said)


def day_of(text: str | None) -> float:
    """Something to sort by: the instant of a moment, the start of a day."""
    if text is None or text == "none":
        return 0.0
    at = moment(text)
    return (at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=UTC)).timestamp()


def differences(vector: Vector, question: Question, found: list[dict[str, Any]], said: set[str]) -> list[str]:
    """Where the obligations found are not those expected, of the things that are `said`."""
    wrong = []
    forms = {rule.id: rule.form for rule in vector.pack_file.rules}
    for number, (want, got) in enumerate(zip_longest(question.expect, found), 1):
        if want is None or got is None:
            wrong.append(f"as of {question.as_of}: expected {len(question.expect)} obligations, found {found}")
            break
        wanted = ALWAYS | {"rule": vector.rules[0]} | want
        if forms[wanted["rule"]] in DISCHARGED:
            wanted.setdefault("done", None)
        for key in sorted(wanted.keys() & said):
            if not same(key, wanted[key], got[key]):
                wrong.append(f"as of {question.as_of}, number {number}: {key} expected {wanted[key]}, found {got[key]}")
    return wrong


def same(key: str, wanted: Any, found: Any) -> bool:
    if key == "missing":
        named = [wanted] if isinstance(wanted, str) else wanted
        return all(any(fact in missing for missing in found) for fact in named)
    if key in ("trigger", "opens", "due", "done", "remedied"):
        return bool(day_or_instant(wanted) == day_or_instant(found))
    return bool(wanted == found)


@ALL
def test_vector(vector: Vector) -> None:
    wrong = [text for each in vector.questions for text in differences(vector, each, by_engine(vector, each), KEYS)]
    assert not wrong, "\n".join([vector.said["reason"], *wrong])


@ALL
def test_the_oracle_agrees(vector: Vector) -> None:
    said = {"rule", "trigger", "due", "status", "done"}
    wrong = [text for each in vector.questions for text in differences(vector, each, by_oracle(vector, each), said)]
    assert not wrong, "\n".join([vector.said["reason"], *wrong])


def test_every_vector_has_its_own_name_a_reason_and_an_authority() -> None:
    assert len({vector.name for vector in VECTORS}) == len(VECTORS) >= 50
    allowed = {"name", "reason", "authority", "rules", "pack", "calendar", "case", "ask"}
    for vector in VECTORS:
        assert {"name", "reason", "authority", "rules", "case", "ask"} <= set(vector.said) <= allowed, vector.name
        assert vector.said["reason"] and vector.said["authority"], vector.name
        for asked in vector.said["ask"]:
            assert {"as_of", "expect"} <= set(asked) <= {"as_of", "known_at", "expect"}, vector.name


def test_every_expected_obligation_says_what_it_must() -> None:
    for vector in VECTORS:
        for expected in [each for question in vector.questions for each in question.expect]:
            assert {"trigger", "status"} <= set(expected) <= KEYS, vector.name
            assert len(vector.rules) == 1 or "rule" in expected, vector.name


def test_vectors_show_every_form_and_every_status() -> None:
    forms = {rule.form for vector in VECTORS for rule in vector.pack_file.rules}
    assert forms == {"deadline", "lead", "series", "quota", "check", "gate", "limit", "judgement"}
    shown = {each["status"] for vector in VECTORS for question in vector.questions for each in question.expect}
    assert shown == {"met", "due", "breached", "lapsed", "unknown"}


def test_a_vector_that_expects_otherwise_is_noticed() -> None:
    """Each thing a vector says is compared: changing any one of them is a difference."""
    vector = next(
        vector for vector in VECTORS if vector.name == "visit_on_the_day_after_the_last_working_day_is_breached"
    )
    (question,) = vector.questions
    (expected,) = question.expect
    found = by_engine(vector, question)
    others = {"trigger": date(2026, 3, 4), "due": "none", "status": "met", "done": None, "late": 2}
    for key, other in others.items():
        assert differences(vector, question._replace(expect=[expected | {key: other}]), found, KEYS), key
    assert differences(vector, question._replace(expect=[]), found, KEYS)
    assert not differences(vector, question, found, KEYS)
