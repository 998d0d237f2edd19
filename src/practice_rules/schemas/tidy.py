"""Turning what pydantic says of a type into a schema that editors serve well: named parts, and no noise."""

from __future__ import annotations

from typing import Any

from practice_rules.schemas.keys import BLOCKS, KEYS
from practice_rules.schemas.words import LENGTH

Schema = dict[str, Any]

UNIONS = {"EventAnchor": "Anchor", "PeriodState": "State", "EventAct": "Act", "Deadline": "Rule"}
"""A member by which each union of the language is told, and the name the union gets."""

RULE_ID = r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$"
EVENT = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$"
FORMS = ("Deadline", "Lead", "Series", "Quota", "Check", "Gate", "Limit", "Judgement")
OWN_WORDS = frozenset({"Edge", "VocabularyFile"})
"""Blocks that declare words, where an event type need not exist yet."""

NULL_MEANS = frozenset({("Phase", "every")})
"""Keys of which null says something; of any other it says the same as leaving the key out."""

_MEANINGS = {
    "Anchor": "A point in time: an event type, a defined anchor, or a block with one of the keys of anchors.",
    "State": "A stretch of time: a period, a defined state, or a block with one of the keys of states.",
    "Act": "What is done: an event type, a defined act, or a block.",
}


def refs(node: Any) -> set[str]:
    """The names of the parts that a union is made of."""
    options = (node.get("oneOf") or node.get("anyOf") or ()) if isinstance(node, dict) else ()
    return {option["$ref"].rpartition("/")[2] for option in options if isinstance(option, dict) and "$ref" in option}


def tidy(node: Any, block: str, key: str = "") -> Any:
    """A part of a schema made plain. `block` and `key` say where it stands."""
    if isinstance(node, list):
        return [tidy(each, block, key) for each in node]
    if not isinstance(node, dict):
        return node
    for member, name in UNIONS.items():
        if member in refs(node) and not (name == "Rule" and "Lead" not in refs(node)):
            return _named(node, name)
    if node.get("type") == "string" and node.get("pattern") == EVENT and block not in OWN_WORDS:
        return {"$ref": "#/$defs/event_type"}
    if node.get("type") == "string" and str(node.get("description", "")).startswith("A length of time"):
        # Its own description would hide, in an editor, what the key means.
        return {"type": "string", "pattern": LENGTH, "examples": node["examples"]}
    kept = {name: value for name, value in node.items() if name not in ("title", "discriminator", "properties")}
    if kept.get("default", 0) is None:
        del kept["default"]
    kept = {name: tidy(value, block, key) if name not in ("enum", "const", "default", "examples") else value
            for name, value in kept.items()}  # fmt: skip
    for union in ("anyOf", "oneOf"):
        if union in kept:
            kept = _union(kept, union, (block, key) in NULL_MEANS)
    if "properties" in node:
        kept["properties"] = {
            name: _described(tidy(value, block, name), block, name) for name, value in node["properties"].items()
        }
    return kept


def _named(node: Schema, name: str) -> Schema:
    """A reference to a union of the language; what else the union allowed stays beside it."""
    found: Schema = {"$ref": f"#/$defs/{name}"}
    if "description" in node:
        found["description"] = node["description"]
    return found


def _union(node: Schema, union: str, null_means: bool) -> Schema:
    options: list[Any] = []
    for option in node.pop(union):
        if option == {"type": "null"} and not null_means:
            continue
        options += option["anyOf"] if isinstance(option, dict) and set(option) == {"anyOf"} else [option]
    if len(options) == 1:
        return {**options[0], **node}
    return {**node, "anyOf": options}


def _described(node: Schema, block: str, key: str) -> Schema:
    meaning = BLOCKS.get((block, key)) or node.get("description") or KEYS.get(key)
    return {**node, "description": meaning} if meaning else node


def language_unions(definitions: dict[str, Schema]) -> dict[str, Schema]:
    """The four unions of the language, from the parts that a schema already has."""
    anchors = [name for name in definitions if name.endswith("Anchor")]
    states = [name for name in definitions if name.endswith("State")]
    acts = [name for name in definitions if name.endswith("Act")]
    word = {"$ref": "#/$defs/defined_word"}
    event = {"$ref": "#/$defs/event_type"}
    found: dict[str, Schema] = {}
    for name, first, parts in (
        ("Anchor", [event, word], anchors),
        ("State", [{"$ref": "#/$defs/period"}, word], states),
        ("Act", [event, word], acts),
    ):
        blocks = [{"$ref": f"#/$defs/{part}"} for part in parts]
        found[name] = {"description": _MEANINGS[name], "anyOf": [*first, *blocks]}
    forms = [name for name in FORMS if name in definitions]
    found["Rule"] = {
        "type": "object",
        "description": "One standard, in one of eight forms.",
        "required": ["id", "title", "form", "standard", "source"],
        "properties": {"form": {"enum": [name.lower() for name in forms], "description": KEYS["form"],
                                "enumDescriptions": [definitions[name]["description"] for name in forms]}},
        "allOf": [
            {"if": {"required": ["form"], "properties": {"form": {"const": name.lower()}}},
             "then": {"$ref": f"#/$defs/{name}"}}
            for name in forms
        ],
    }  # fmt: skip
    return found
