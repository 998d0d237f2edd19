"""The vocabulary as lists of words with their meanings, so that an editor offers and explains them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from practice_rules.dates.conventions import CHOICES
from practice_rules.vocabulary.model import SETS, Attribute
from practice_rules.vocabulary.words import EVERY_EVENT, Vocabulary

Schema = dict[str, Any]

NAME = "^[a-z][a-z0-9_]*$"
UNIT = r"(working days?|days?|weeks?|months?|years?|hours?|minutes?)"
LENGTH = rf"^(same (working )?day|\d+( {UNIT})? to \d+ {UNIT}|\d+ {UNIT}( \d+ {UNIT})*)( by \d\d:\d\d)?$"


def listed(words: Mapping[str, str], meaning: str) -> Schema:
    """One of the words, each with its meaning.

    >>> listed({"home": "Where the child lives."}, "A place.")["enumDescriptions"]
    ['Where the child lives.']
    """
    names = sorted(words)
    return {
        "type": "string", "description": meaning, "enum": names, "enumDescriptions": [words[name] for name in names]
    }  # fmt: skip


def word_definitions(words: Vocabulary) -> dict[str, Schema]:
    """Definitions of the words that packs use, by the names under which the rest of a schema refers to them."""
    attributes = attributes_of(words)
    defined = {
        "type": "string", "pattern": NAME, "description": "A word that the pack gives a meaning under `definitions`.",
    }  # fmt: skip
    return {
        "event_type": listed(words.event_meanings, "An event type of the vocabulary."),
        "defined_word": defined,
        "period": listed({name: period.meaning for name, period in words.periods.items()}, "A period."),
        "role": listed(words.roles, "A role of the vocabulary."),
        "attribute": listed(
            {name: " ".join(dict.fromkeys(each.meaning for each in kinds)) for name, kinds in attributes.items()},
            "An attribute of the event.",
        ),
        "topic": {
            "description": "The rule's topic: a shared one where there is one, so that councils can be compared.",
            "anyOf": [
                listed(words.topics, "A shared topic."),
                {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$"},
            ],
        },
    }


def attributes_of(words: Vocabulary) -> dict[str, list[Attribute]]:
    """Every attribute that some event type has, with each way in which it is declared."""
    found: dict[str, list[Attribute]] = {name: [attribute] for name, attribute in EVERY_EVENT.items()}
    for kinds in words.events.values():
        for name, attribute in kinds.items():
            known = found.setdefault(name, [])
            if attribute not in known:
                known.append(attribute)
    return found


def tests_of(declared: Mapping[str, Iterable[Attribute]], words: Vocabulary) -> dict[str, Schema]:
    """For each attribute the values that a condition may compare it with, or a block of tests."""
    return {name: _test_of(list(kinds), words) for name, kinds in sorted(declared.items())}


def _test_of(kinds: list[Attribute], words: Vocabulary) -> Schema:
    meaning = " ".join(dict.fromkeys(each.meaning for each in kinds))
    types = {each.type for each in kinds}
    value = value_of(kinds, words)
    options: list[Schema] = [value, {"$ref": "#/$defs/Test"}]
    if not types <= SETS:
        options.insert(1, {"type": "array", "items": value})
    return {"description": meaning, "anyOf": options}


def value_of(kinds: list[Attribute], words: Vocabulary) -> Schema:
    """The values that an attribute may have; of several declarations, those of any."""
    types = {each.type for each in kinds}
    if types == {"boolean"}:
        return {"type": "boolean"}
    if types <= {"integer", "number"}:
        return {"type": "number"}
    if types <= {"choice", "choices"}:
        values = {word: meaning for each in kinds for word, meaning in each.values.items()}
        return listed(values, "One of the values of the vocabulary.")
    if types <= {"role", "roles"}:
        return listed(words.roles, "A role of the vocabulary.")
    return {"type": ["string", "number", "boolean"]}


def conventions() -> Schema:
    """The counting choices and their values."""
    properties: dict[str, Schema] = {
        name: {"enum": list(choices), "description": f"A counting choice; the default is '{choices[0]}'."}
        for name, choices in CHOICES.items()
    }
    for name in ("end_of_day", "office_cut_off"):
        properties[name] = {"type": "string", "pattern": r"^\d\d:\d\d$", "description": "A time such as '17:00'."}
    return {"type": "object", "properties": properties, "additionalProperties": False}
