"""The JSON Schema of a written result, `practice_rules.result/1` (JSON Schema draft 2020-12)."""

from __future__ import annotations

from typing import Any

from practice_rules.engine.rows import STATUSES
from practice_rules.result.shape import SHAPE

Schema = dict[str, Any]

FORMS = ("deadline", "lead", "series", "quota", "check", "gate", "limit", "judgement")


def _text(meaning: str) -> Schema:
    return {"type": "string", "description": meaning}


def _maybe(schema: Schema) -> Schema:
    meaning = schema.get("description", "")
    inner = {key: value for key, value in schema.items() if key != "description"}
    return {"anyOf": [inner, {"type": "null"}], "description": meaning}


def _whole(meaning: str) -> Schema:
    return {"type": "integer", "description": meaning}


def _flag(meaning: str) -> Schema:
    return {"type": "boolean", "description": meaning}


def _choice(values: tuple[str, ...], meaning: str) -> Schema:
    return {"enum": list(values), "description": meaning}


def _list(of: Schema, meaning: str) -> Schema:
    return {"type": "array", "items": of, "description": meaning}


def _object(keys: dict[str, Schema], meaning: str) -> Schema:
    return {
        "type": "object", "properties": keys, "required": list(keys), "additionalProperties": False,
        "description": meaning,
    }  # fmt: skip


def _when(meaning: str) -> Schema:
    pattern = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$"
    return {"type": "string", "pattern": pattern, "description": meaning}


_EVENT: dict[str, Schema] = {
    "event": _text("The event's type, a word of the vocabulary."),
    "id": _maybe(_text("The event's id, where it has one.")),
    "at": _when("When it happened."),
}


def result_schema() -> Schema:
    """The JSON Schema of a written result. Every key is described; unknown keys are refused.

    >>> result_schema()["properties"]["schema"]["const"]
    'practice_rules.result/1'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The obligations of one case under one pack of practice rules",
        **_object(
            {
                "schema": {"const": SHAPE, "description": "The name and version of this shape."},
                "subject": _object(
                    {"id": _text("Whose case it is, as the source has it."), "kind": _text("child, worker, carer, …")},
                    "Whom the history is about.",
                ),
                "as_of": _when("The moment of the answer; a date means the end of that day."),
                "known_at": _maybe(_when("Only what had been recorded by then was used; null: the whole record.")),
                "pack": _pack(),
                "coverage": _maybe(_text("The source that said what it can show; null: the record is whole.")),
                "counts": _object(
                    {name: _whole(f"Obligations that are {name}.") for name in STATUSES}, "How many of each status."
                ),
                "counted": _counted(),
                "obligations": _list({"$ref": "#/$defs/obligation"}, "In the fixed order of docs/result.md."),
                "not_triggered": _list(_text("A rule's id."), "Rules that nothing triggered; never counted as met."),
            },
            "One result.",
        ),
        "$defs": {"obligation": _obligation()},
    }


def _pack() -> Schema:
    calendar = {
        "name": _text("The calendar's name."),
        "fingerprint": _text("SHA-256 of everything the calendar says."),
    }
    return _object(
        {
            "name": _text("The pack's name."),
            "title": _text("Its title."),
            "council": _text("Whose standards they are."),
            "edition": _text("Which edition."),
            "calendar": _object(calendar, "The pack's working-day calendar."),
            "engine": _text("The version of practice_rules."),
        },
        "Which pack, edition, calendar and engine gave the answer.",
    )


def _counted() -> Schema:
    return _object(
        {
            "obligations": _whole("All obligations."),
            "decided": _whole("Those with a status other than unknown."),
            "undecided": _whole("Those that are unknown."),
            "unanswered": _whole("Checks and judgements that the source cannot answer, among the undecided."),
            "waived": _whole("Those marked as waived, whatever their status."),
            "not_triggered": _whole("Rules that nothing triggered."),
        },
        "What the counts rest on.",
    )


def _obligation() -> Schema:
    keys: dict[str, Schema] = {
        "rule": _text("The rule's id, its topic."),
        "title": _text("What is owed."),
        "part": _whole("Which of several obligations of one trigger, from 1."),
        "phase": _maybe(_whole("Which phase of a series it falls due in, from 1.")),
        "form": _choice(FORMS, "The form of the rule."),
        "strength": _choice(("must", "should", "may"), "How strongly the document puts it."),
        "status": _choice(STATUSES, "How it stands at as_of."),
        "opens": _maybe(_when("From when it was owed.")),
        "due": _maybe(_when("The last day or moment in time.")),
        "target": _maybe(_when("The inner end of a range.")),
        "provisional": _flag("Counted over days whose bank holidays are not announced yet."),
        "precision": _choice(("day", "exact"), "day: hours were judged by the day."),
        "trigger": _trigger(),
        "discharged_by": _maybe(_discharge()),
        "remedied_at": _maybe(_when("When a breach was put right.")),
        "lateness": _maybe(_lateness()),
        "responsible": _maybe(_responsible()),
        "standard": _list(_text("A statement's number."), "The statements of the document that it carries."),
        "source": _source(),
        "reading": _maybe(_text("How an ambiguous or silent text is read.")),
        "plain": _maybe(
            _object(
                {"status": _choice(STATUSES, "The verdict without it."), "due": _when("The date without it.")},
                "The plain verdict beside an agreed variation.",
            )
        ),
        "waived": _maybe(_waived()),
        "missing": _list(_text("A fact, in words."), "Facts not recorded, or things not in place."),
        "because": _maybe(_text("Why it lapsed, cannot be told, or was found wanting.")),
        "near_misses": _list(_near_miss(), "Events that almost discharged it."),
        "evidence": _list(_object(_EVENT, "An event."), "Events that count towards it, or that passed a limit."),
        "trace": _list(_text("A sentence."), "How the verdict was reached, to be read aloud."),
    }
    return _object(keys, "One rule applied to one trigger.")


def _discharge() -> Schema:
    return _object({**_EVENT, "by": _maybe(_text("The role that did it."))}, "What discharged it, in time or late.")


def _trigger() -> Schema:
    return _object(
        {
            "kind": _choice(("event", "planned", "period", "rule", "age", "case"), "What kind of thing set it off."),
            "event": _maybe(_text("The type of the event that stands there.")),
            "id": _maybe(_text("That event's id.")),
            "at": _maybe(_when("When that event was.")),
            "date": _when("When the duty took hold."),
            "period": _maybe(_text("The period it belongs to.")),
            "rule": _maybe(_text("The other rule it follows from.")),
            "words": _text("The trigger in words."),
        },
        "What set it off.",
    )


def _lateness() -> Schema:
    return _object(
        {
            "own": _whole("How late, in the rule's own unit."),
            "unit": _choice(("working days", "days", "hours", "minutes"), "The rule's own unit."),
            "calendar_days": _whole("How late in calendar days."),
            "intervals_missed": _maybe(_whole("How many intervals, or acts, were missed.")),
            "open": _flag("Whether it is still growing."),
        },
        "How late it was, or is as of as_of.",
    )


def _responsible() -> Schema:
    keys = {"role": _text("The role that owes it."), "stated": _flag("Whether the document says so.")}
    return _object(keys, "Who owes it.")


def _source() -> Schema:
    return _object(
        {
            "document": _text("The pack's name for the document."),
            "title": _text("The document's title."),
            "publisher": _text("Who publishes it."),
            "dated": _maybe(_text("Its date.")),
            "section": _text("The section."),
        },
        "Where the rule comes from.",
    )


def _waived() -> Schema:
    return _object(
        {
            "by": _maybe(_text("The role that waived it.")),
            "why": _maybe(_text("The reason given.")),
            "until": _maybe(_when("Until when.")),
        },
        "A waiver; the status is what it would be without.",
    )


def _near_miss() -> Schema:
    kinds = ("failed", "unsure", "early", "other", "counted")
    return _object(
        {
            **_EVENT,
            "kind": _choice(kinds, "Why not: a condition, a missing fact, too early, about another, used already."),
            "failed": _list(_text("A condition in words."), "Each reason."),
        },
        "An event that did not count.",
    )
