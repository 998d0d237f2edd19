"""The schema of each kind of file, made from its type and the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from practice_rules.compare.overlay import OverlayFile
from practice_rules.dates.calendar_file import WrittenCalendar
from practice_rules.examples.model import ExampleFile
from practice_rules.examples.run import ENVELOPE
from practice_rules.language.pack import PackFile
from practice_rules.readers.case_schema import DIALECT, case_schema
from practice_rules.result.schema import result_schema
from practice_rules.schemas.tidy import RULE_ID, language_unions, tidy
from practice_rules.schemas.words import attributes_of, conventions, tests_of, word_definitions
from practice_rules.vocabulary.model import Attribute, VocabularyFile
from practice_rules.vocabulary.words import Vocabulary

Schema = dict[str, Any]

KIND_OF_SUBJECT = Attribute(type="text", meaning="What the subject is: child, worker, carer, …")


def schema_of(kind: str, words: Vocabulary) -> Schema:
    """The JSON Schema of a kind of file: pack, overlay, settings, examples, calendar, vocabulary, case or result.

    Raises `KeyError` for any other kind.

    >>> from practice_rules.vocabulary.load import load_vocabulary
    >>> schema_of("calendar", load_vocabulary())["title"]
    'A working-day calendar'
    """
    return KINDS[kind](words)


def _case(words: Vocabulary) -> Schema:
    schema = case_schema(words)
    schema["$defs"]["CaseShape"]["properties"]["subject"].setdefault("description", "Whom the history is about.")
    return schema


def _result(_words: Vocabulary) -> Schema:
    return result_schema()


def _from(model: type[BaseModel], title: str) -> Callable[[Vocabulary], Schema]:
    def build(words: Vocabulary) -> Schema:
        said = model.model_json_schema(by_alias=True)
        definitions = {name: tidy(part, name) for name, part in sorted(said.pop("$defs", {}).items())}
        whole = tidy(said, model.__name__)
        if "EventAnchor" in definitions:
            definitions = {**definitions, **language_unions(definitions), **word_definitions(words)}
            _use_words(definitions, words)
        if model is ExampleFile:
            definitions["Example"]["properties"]["history"]["items"] = _entry(words)
            definitions["Subject"]["properties"]["facts"] = {
                "type": "object", "additionalProperties": False, "description": "Facts about the subject.",
                "properties": {
                    name: {"description": fact.meaning} for name, fact in sorted(words.subject_facts.items())
                },
            }  # fmt: skip
        _open_up(definitions)
        schema = {"$schema": DIALECT, "title": title, **whole}
        # Every kind of file may point to its own schema.
        schema.setdefault("properties", {})["$schema"] = {"type": "string", "description": "Where this schema is."}
        return {**schema, "$defs": definitions} if definitions else schema

    return build


def _use_words(definitions: dict[str, Schema], words: Vocabulary) -> None:
    """Put the vocabulary's words where the types only say that a word stands."""

    def replace(block: str, key: str, schema: Schema) -> None:
        properties = definitions[block]["properties"]
        properties[key] = {**schema, "description": properties[key]["description"]}

    word, role, attribute = ({"$ref": f"#/$defs/{name}"} for name in ("defined_word", "role", "attribute"))
    period_or_state = {"anyOf": [{"$ref": "#/$defs/period"}, word]}
    where = definitions["Where"]
    where["properties"] |= tests_of(attributes_of(words), words)
    where["additionalProperties"] = False
    facts = {**{name: [fact] for name, fact in words.subject_facts.items()}, "kind": [KIND_OF_SUBJECT]}
    replace("SubjectState", "subject", {
        "type": "object", "minProperties": 1, "additionalProperties": False, "properties": tests_of(facts, words),
    })  # fmt: skip
    replace("PeriodState", "period", {"$ref": "#/$defs/period"})
    replace("Responsible", "role", role)
    for block, part in definitions.items():
        properties = part.get("properties", {})
        if "responsible" in properties:
            replace(block, "responsible", {"anyOf": [role, {"$ref": "#/$defs/Responsible"}]})
            replace(block, "id", {"$ref": "#/$defs/topic"})
            replace(block, "conventions", conventions())
        for key in ("belongs_to", "in"):
            if key in properties and properties[key].get("type") == "string":
                replace(block, key, period_or_state)
        for key in ("by_date", "counting", "date"):
            if key in properties:
                replace(block, key, attribute)
        if block == "Variation":
            replace(block, "attribute", attribute)
        if "match" in properties:
            replace(block, "match", {"type": "array", "items": attribute})


def _open_up(definitions: dict[str, Schema]) -> None:
    """Say the short spellings that are read as well as the long ones."""
    period = definitions.get("Period")
    if period is not None:
        edge: Schema = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Edge"}]}
        for key in ("opens", "closes"):
            description = period["properties"][key]["description"]
            period["properties"][key] = {
                "description": description, "anyOf": [*edge["anyOf"], {"type": "array", "items": edge}]
            }  # fmt: skip


def _entry(words: Vocabulary) -> Schema:
    """An entry of an example's history: one event type with its date, and that event's keys."""
    meanings = {
        "status": "occurred, planned or cancelled.", "id": "A name for the entry, so that others can refer to it.",
        "about": "The id of the event it concerns.", "replaces": "The id of the planned entry it moves or cancels.",
        "corrects": "The id of the wrong entry in whose place it stands.",
        "recorded_at": "When the record learnt of it.", "by": "The role that did it.",
    }  # fmt: skip
    properties: dict[str, Schema] = {name: {"description": meanings[name]} for name in sorted(ENVELOPE)}
    properties["status"]["enum"] = ["occurred", "planned", "cancelled"]
    for name, kinds in sorted(attributes_of(words).items()):
        properties.setdefault(name, {"description": " ".join(dict.fromkeys(each.meaning for each in kinds))})
    when = {"type": "string"}
    events = {name: {**when, "description": meaning} for name, meaning in sorted(words.event_meanings.items())}
    return {
        "type": "object", "description": "One event: its type with the date, and its attributes.",
        "properties": {**events, **properties}, "additionalProperties": False,
    }  # fmt: skip


def _pack(words: Vocabulary) -> Schema:
    schema = _from(PackFile, "A council's practice standards as rules")(words)
    described = schema["properties"]["conventions"]["description"]
    schema["properties"]["conventions"] = {**conventions(), "description": described}
    return schema


def _overlay(words: Vocabulary) -> Schema:
    schema = _from(OverlayFile, "A deployer's changes over a pack")(words)
    for block in ("Change", "SwitchOff", "Choice"):
        schema["$defs"][block]["properties"]["rule"]["pattern"] = RULE_ID
    return schema


KINDS: dict[str, Callable[[Vocabulary], Schema]] = {
    "pack": _pack,
    "overlay": _overlay,
    "settings": _overlay,
    "examples": _from(ExampleFile, "Worked examples of a pack's rules"),
    "calendar": _from(WrittenCalendar, "A working-day calendar"),
    "vocabulary": _from(VocabularyFile, "Words that packs use"),
    "case": _case,
    "result": _result,
}
"""Each kind of file, and how its schema is made."""
