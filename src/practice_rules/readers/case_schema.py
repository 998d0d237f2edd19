"""The JSON Schema of case files, for editors and for systems that export them."""

from __future__ import annotations

from typing import Any

from practice_rules.readers.case_shape import EVENT_KEYS, FILE_SHAPE, WHEN_SCHEMA
from practice_rules.vocabulary.model import SETS, Attribute
from practice_rules.vocabulary.words import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "text": {"type": "string"},
    "reference": {"type": "string"},
    "duration": {"type": "string", "examples": ["10 working days", "6 weeks"]},
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}


def case_schema(vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a case file of one case or several.

    With a vocabulary, an editor also completes event types, each type's attributes and their values, and marks
    those that are not in it.

    >>> sorted(case_schema()["$defs"])
    ['CaseShape', 'CoverageShape', 'EventCoverageShape', 'EventShape', 'SeveralShape', 'SubjectShape']
    """
    schema = {
        "$schema": DIALECT,
        "title": "A practice_rules case file",
        **FILE_SHAPE.json_schema(),
    }
    if vocabulary is not None:
        _add_words(schema["$defs"], vocabulary)
    return schema


def _add_words(definitions: dict[str, Any], vocabulary: Vocabulary) -> None:
    roles = sorted(vocabulary.roles)
    event = definitions["EventShape"]
    event["properties"]["type"]["enum"] = sorted(vocabulary.events)
    event["properties"]["by"] = {**event["properties"]["by"], "enum": [*roles, None]}
    event["allOf"] = [
        {
            "if": {"properties": {"type": {"const": name}}},
            "then": {
                "properties": {key: _value(attribute, roles) for key, attribute in sorted(attributes.items())},
                "propertyNames": {"enum": [*EVENT_KEYS, *sorted(attributes)]},
            },
        }
        for name, attributes in sorted(vocabulary.events.items())
    ]
    facts = definitions["SubjectShape"]["properties"]["facts"]
    facts["properties"] = {key: _value(fact, roles) for key, fact in sorted(vocabulary.subject_facts.items())}
    facts["additionalProperties"] = False


def _value(attribute: Attribute, roles: list[str]) -> dict[str, Any]:
    """The schema of an attribute's value; null says that it was not recorded."""
    kind = attribute.type
    if kind in ("choice", "choices", "role", "roles"):
        word: dict[str, Any] = {"enum": roles if kind in ("role", "roles") else sorted(attribute.values)}
        some = [word, {"type": "array", "items": word}] if kind in SETS else [word]
    elif kind == "datetime":
        some = [WHEN_SCHEMA]
    else:
        some = [_PLAIN[kind]]
    return {"description": attribute.meaning, "anyOf": [*some, {"type": "null"}]}
