"""The Arrow schemas of event tables and obligation tables; each field says in its metadata what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from practice_rules.batch.columns import MAP, MEANINGS
from practice_rules.batch.extra_needed import pyarrow
from practice_rules.batch.obligation_columns import OBLIGATION_COLUMNS, Column, Holds, columns_named
from practice_rules.vocabulary.model import Attribute
from practice_rules.vocabulary.words import Vocabulary

ZONE = "Europe/London"


def obligation_schema(columns: Iterable[str] | None = None, *, dictionaries: bool = True) -> Any:
    """The `pyarrow.Schema` of an obligation table; of some of its columns, in their order, if they are named.

    Without `dictionaries` the few words that recur are plain strings, for engines that want them so (Spark).
    """
    return schema_of(columns_named(columns), dictionaries)


def schema_of(places: Sequence[int], dictionaries: bool = True) -> Any:
    """The schema of the columns at some places."""
    return pyarrow().schema([_field(OBLIGATION_COLUMNS[place], dictionaries) for place in places])


def _field(column: Column, dictionaries: bool) -> Any:
    kind = obligation_type(column.holds, dictionaries)
    return pyarrow().field(column.name, kind, nullable=column.empty, metadata={"description": column.meaning})


def obligation_type(holds: Holds, dictionaries: bool = True) -> Any:
    """The Arrow type of what a column holds."""
    pa = pyarrow()
    if holds is Holds.WORD:
        return pa.dictionary(pa.int32(), pa.string()) if dictionaries else pa.string()
    return {
        Holds.TEXT: pa.string(),
        Holds.WORDS: pa.list_(pa.string()),
        Holds.SMALL: pa.int16(),
        Holds.NUMBER: pa.int32(),
        Holds.FLAG: pa.bool_(),
        Holds.DAY: pa.date32(),
        Holds.MOMENT: pa.timestamp("us", ZONE),
    }[holds]


def event_schema(words: Vocabulary, attributes: Iterable[str] = (), *, others: bool = True) -> Any:
    """The `pyarrow.Schema` of an event table with these attributes and facts as columns.

    `at` and `recorded_at` are ISO text, which holds days and moments alike. `others` adds the column `attributes`, a
    map in which further attributes may stand.
    """
    pa = pyarrow()
    kinds = {"born": pa.date32(), MAP: pa.map_(pa.string(), pa.string())}
    fields = [
        (name, kinds.get(name, pa.string()), meaning) for name, meaning in MEANINGS.items() if others or name != MAP
    ]
    for name in attributes:
        fields.append((name, attribute_type(words, name), _declared(words, name)[0].meaning))
    return pa.schema([pa.field(name, kind, metadata={"description": meaning}) for name, kind, meaning in fields])


def _declared(words: Vocabulary, name: str) -> list[Attribute]:
    """What a name may mean: a subject fact, or an attribute of each event type that has one. `KeyError` for none."""
    found = [attributes[name] for attributes in words.events.values() if name in attributes]
    return found or [words.subject_facts[name]]


def attribute_type(words: Vocabulary, name: str) -> Any:
    """The natural Arrow type of an attribute or fact. Text says everything, and is used where event types differ."""
    pa = pyarrow()
    kinds = {attribute.type for attribute in _declared(words, name)}
    if len(kinds) > 1:
        return pa.string()
    return {
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "choices": pa.list_(pa.string()),
        "roles": pa.list_(pa.string()),
    }.get(kinds.pop(), pa.string())
