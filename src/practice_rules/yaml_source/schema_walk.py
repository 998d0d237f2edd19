"""Following pydantic's locations through its core schema and through the file at once.

A location names fields, list positions, and also which branch of a union was tried; the
file has only the first two. Walking the schema tells them apart, and finds the keys and
values that are allowed where an error arose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from .document import step_into

__all__ = ["Choice", "FieldSpec", "Schemas", "Step", "Walked", "branches"]

Schema: TypeAlias = Mapping[str, Any]
Step: TypeAlias = str | int

_BLOCKS = ("model", "model-fields", "typed-dict", "dataclass", "dataclass-args", "dict")
_LISTS = ("list", "tuple", "set", "frozenset", "generator")
_INNER = {
    "default": "schema",
    "nullable": "schema",
    "function-after": "schema",
    "function-before": "schema",
    "function-wrap": "schema",
    "model": "schema",
    "dataclass": "schema",
    "custom-error": "schema",
    "definitions": "schema",
    "model-field": "schema",
    "typed-dict-field": "schema",
    "dataclass-field": "schema",
    "json-or-python": "python_schema",
    "lax-or-strict": "lax_schema",
}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A key that a block may have."""

    name: str
    schema: Schema
    required: bool
    description: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """That an error was met while trying one branch of a union."""

    at: tuple[Step, ...]
    label: str
    union: Schema
    branch: Schema | None


@dataclass(frozen=True, slots=True)
class Walked:
    """Where in the file an error is, and what the schema says about that place.

    ``blocks`` holds, from the outside in, the path and schema of every block of keys
    passed on the way, the innermost last.
    """

    path: tuple[Step, ...]
    on_key: bool
    schema: Schema | None
    choices: tuple[Choice, ...]
    blocks: tuple[tuple[tuple[Step, ...], Schema], ...]


class Schemas:
    """A core schema with the definitions that its references point to."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self._definitions: dict[str, Schema] = {}
        self._collect(root)

    def _collect(self, schema: Schema) -> None:
        while schema.get("type") == "definitions":
            for definition in schema["definitions"]:
                self._definitions[definition["ref"]] = definition
            schema = schema["schema"]

    def open(self, schema: Schema | None, through: bool = True) -> Schema | None:
        """The schema without wrappers that take no part in a location.

        With ``through`` false, functions that may turn the value into another first are
        left in place.
        """
        for _ in range(200):
            if schema is None:
                return None
            kind = schema["type"]
            if kind == "definition-ref":
                schema = self._definitions.get(schema["schema_ref"])
                continue
            if kind == "definitions":
                self._collect(schema)
            if kind == "chain":
                schema = schema["steps"][0]
                continue
            if not through and kind in ("function-before", "function-wrap", "function-plain"):
                return schema
            inner = _INNER.get(kind)
            if inner is None or inner not in schema:
                return schema
            schema = schema[inner]
        return schema

    def fields(self, schema: Schema | None) -> dict[str, FieldSpec] | None:
        """The keys that a block may have, or None where the schema does not name them."""
        opened = self.open(schema)
        if opened is None:
            return None
        if opened["type"] in ("model-fields", "typed-dict"):
            pairs = opened["fields"].items()
        elif opened["type"] == "dataclass-args":
            pairs = ((each["name"], each) for each in opened["fields"])
        else:
            return None
        found: dict[str, FieldSpec] = {}
        for name, each in pairs:
            alias = each.get("validation_alias", name)
            key = alias if isinstance(alias, str) else name
            found[key] = FieldSpec(key, each["schema"], _is_required(each), _description(each))
        return found

    def keys_anywhere(self, schema: Schema | None) -> frozenset[str]:
        """The keys of a block, or of every block among the branches of a union."""
        opened = self.open(schema)
        if opened is None:
            return frozenset()
        if opened["type"] in ("union", "tagged-union"):
            return frozenset().union(*(self.keys_anywhere(each) for _, each in branches(opened)))
        if opened["type"] in ("list", "set", "frozenset"):
            return self.keys_anywhere(opened.get("items_schema"))
        return frozenset(self.fields(opened) or ())

    def branches_with(self, block: Schema | None, key: str) -> list[str]:
        """The other branches of the union a block belongs to that have a key: the forms of rule that know it."""
        for union in self._unions():
            every = branches(union)
            opened = [(label, self.open(each)) for label, each in every]
            if block is not None and any(each is block for _, each in opened):
                return [label for label, each in opened if each is not block and key in (self.fields(each) or ())]
        return []

    def _unions(self) -> Iterator[Schema]:
        """Every union told apart by a key whose values are words, wherever it stands."""
        seen: set[int] = set()
        waiting: list[Any] = [self.root, *self._definitions.values()]
        while waiting:
            each = waiting.pop()
            if isinstance(each, Mapping):
                if id(each) in seen:
                    continue
                seen.add(id(each))
                if each.get("type") == "tagged-union" and isinstance(each.get("discriminator"), str):
                    yield each
                waiting += each.values()
            elif isinstance(each, (list, tuple)):
                waiting += each

    def label(self, schema: Schema | None) -> str:
        """pydantic's own name for a branch of a union, as its locations give it."""
        if schema is None:
            return ""
        kind: str = schema["type"]
        if kind == "definition-ref":
            return self.label(self._definitions.get(schema["schema_ref"]))
        if kind in ("model", "dataclass"):
            return str(schema["cls"].__name__)
        if kind in ("function-after", "function-before"):
            return f"{kind}[{_name(schema)}(), {self.label(schema['schema'])}]"
        if kind in ("function-wrap", "function-plain"):
            return f"{kind}[{_name(schema)}()]"
        if kind in ("list", "set", "frozenset"):
            return f"{kind}[{self.label(schema.get('items_schema')) or 'any'}]"
        if kind == "dict":
            return f"dict[{self.label(schema.get('keys_schema'))},{self.label(schema.get('values_schema'))}]"
        if kind == "literal":
            return f"literal[{','.join(repr(_tag(value)) for value in schema['expected'])}]"
        if kind == "enum":
            start = f"{schema['sub_type']}-" if schema.get("sub_type") else ""
            return f"{start}enum[{schema['cls'].__name__}]"
        if kind == "tuple":
            items = [self.label(each) for each in schema["items_schema"]]
            if schema.get("variadic_item_index") is not None:
                items.append("...")
            return f"tuple[{', '.join(items)}]"
        if kind == "nullable":
            return f"nullable[{self.label(schema['schema'])}]"
        return kind

    def walk(self, location: Sequence[Step], value: Any, start: tuple[Step, ...] = ()) -> Walked:
        """Follow a location from the root; ``value`` is what the file holds there."""
        return _Walk(self, value, start).follow(location)


class _Walk:
    """One walk along one location."""

    def __init__(self, schemas: Schemas, value: Any, start: tuple[Step, ...]) -> None:
        self.schemas = schemas
        self.value = value
        self.path = start
        self.on_key = False
        self.schema: Schema | None = schemas.root
        self._key_schema: Schema | None = None
        self.choices: list[Choice] = []
        self.blocks: list[tuple[tuple[Step, ...], Schema]] = []

    def follow(self, location: Sequence[Step]) -> Walked:
        for step in location:
            self._take(step)
        opened = self.schemas.open(self.schema)
        if opened is not None and opened["type"] in _BLOCKS:
            self.blocks.append((self.path, opened))
        return Walked(self.path, self.on_key, self.schema, tuple(self.choices), tuple(self.blocks))

    def _take(self, step: Step) -> None:
        keys, self._key_schema = self._key_schema, None
        if step == "[key]" and keys is not None:
            self.on_key, self.schema = True, keys
            return
        opened = self.schemas.open(self.schema)
        kind = opened["type"] if opened is not None else "any"
        if opened is not None and kind in ("union", "tagged-union"):
            self._branch(opened, step)
        elif opened is not None and kind in _BLOCKS:
            self._key(opened, step)
        elif opened is not None and kind in _LISTS and isinstance(step, int):
            self.schema = _entry(opened, step)
            if isinstance(self.value, list) or step != 0:
                self._move(step)
        else:
            self.schema = None
            if _holds(self.value, step):
                self._move(step)

    def _branch(self, union: Schema, step: Step) -> None:
        every = branches(union)
        label = str(step)
        found = [each for name, each in every if name == label]
        found = found or [each for _, each in every if self.schemas.label(each) == label]
        head = label.partition("[")[0].removeprefix("constrained-")
        found = found or [each for _, each in every if each["type"] == head]
        self.schema = found[0] if found else None
        # A discriminator has already chosen: there is nothing to weigh between branches.
        if union["type"] == "union":
            self.choices.append(Choice(self.path, label, union, self.schema))

    def _key(self, block: Schema, step: Step) -> None:
        self.blocks.append((self.path, block))
        if block["type"] == "dict":
            step = _as_written(self.value, step)
            self.schema = block.get("values_schema")
            self._key_schema = block.get("keys_schema", {"type": "any"})
        else:
            spec = (self.schemas.fields(block) or {}).get(str(step))
            self.schema = spec.schema if spec is not None else block.get("extras_schema")
        self._move(step)

    def _move(self, step: Step) -> None:
        self.path = (*self.path, step)
        self.value = _inside(self.value, step)


def _entry(schema: Schema, step: int) -> Schema | None:
    items = schema.get("items_schema")
    if isinstance(items, list):
        return items[min(step, len(items) - 1)] if items else None
    return items


def branches(union: Schema) -> list[tuple[str, Schema]]:
    """The branches of a union with the labels the author of the model gave them, if any."""
    if union["type"] == "tagged-union":
        return [(str(_tag(tag)), schema) for tag, schema in union["choices"].items()]
    found: list[tuple[str, Schema]] = []
    for choice in union["choices"]:
        if isinstance(choice, tuple):
            found.append((str(choice[1]), choice[0]))
        else:
            found.append(("", choice))
    return found


def _tag(tag: Any) -> Any:
    return getattr(tag, "value", tag)


def _name(schema: Schema) -> str:
    function = schema["function"]["function"]
    return str(getattr(function, "__name__", ""))


def _is_required(field: Schema) -> bool:
    if "required" in field:
        return bool(field["required"])
    return bool(field["schema"]["type"] != "default")


def _description(field: Schema) -> str | None:
    found = field.get("metadata", {}).get("pydantic_js_updates", {}).get("description")
    return found if isinstance(found, str) else None


def _holds(value: Any, step: Step) -> bool:
    try:
        step_into(value, step)
    except LookupError:
        return False
    return True


def _as_written(value: Any, step: Step) -> Step:
    """A key that is no text, a date, is given by pydantic as Python would write it."""
    if isinstance(value, dict) and isinstance(step, str) and step not in value:
        for key in value:
            if not isinstance(key, str) and repr(key) == step:
                return str(key)
    return step


def _inside(value: Any, step: Step) -> Any:
    try:
        return step_into(value, step)
    except LookupError:
        return None
