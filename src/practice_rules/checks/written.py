"""Going through a pack part by part, and telling when two parts mean the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from practice_rules.language.conditions import Where
from practice_rules.language.moments import DefinedAct, EventAct, EventAnchor
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.words import Vocabulary

Path = tuple[str | int, ...]


class Part(NamedTuple):
    """One block of a pack: what it is, where it stands, and the id of the rule it belongs to, if any."""

    path: Path
    written: BaseModel
    rule_id: str | None


def walk(pack: PackFile) -> Iterator[Part]:
    """Every block of a pack from the top down, the pack's own vocabulary left out."""
    for key in ("defaults", "definitions", "context", "rules"):
        yield from _inside(getattr(pack, key), (key,), None)


def walk_part(written: Any, path: Path, rule_id: str | None = None) -> Iterator[Part]:
    """A part and every block inside it."""
    yield from _inside(written, path, rule_id)


def _inside(written: Any, path: Path, rule_id: str | None) -> Iterator[Part]:
    if isinstance(written, BaseModel):
        own = getattr(written, "id", None)
        rule_id = own if isinstance(own, str) else rule_id
        yield Part(path, written, rule_id)
        for name, value in keys_of(written):
            yield from _inside(value, (*path, name), rule_id)
    elif isinstance(written, dict):
        for name, value in written.items():
            yield from _inside(value, (*path, str(name)), rule_id)
    elif isinstance(written, list | tuple):
        for number, value in enumerate(written):
            yield from _inside(value, (*path, number), rule_id)


def keys_of(written: BaseModel) -> Iterator[tuple[str, Any]]:
    """Each key that a block was given, as YAML has it, with its value; of a condition, its attributes as well."""
    for name, field in type(written).model_fields.items():
        if name in written.model_fields_set:
            yield field.alias or name, getattr(written, name)
    if isinstance(written, Where):
        yield from written.tests.items()


def canonical(written: Any, pack: PackFile, _open: frozenset[str] = frozenset()) -> Hashable:
    """A part in a form in which equal parts are equal: definitions written out, keys in order.

    `icpc.held` and `{event: icpc.held}` are the same; so are a defined word and what it stands for.
    """
    if isinstance(written, str):
        definition = pack.definitions.get(written)
        if definition is not None and written not in _open:
            stands_for = definition.act or definition.state or definition.anchor
            if stands_for is not None:
                return canonical(stands_for, pack, _open | {written})
        return written
    if isinstance(written, list | tuple):
        return tuple(canonical(each, pack, _open) for each in written)
    if isinstance(written, dict):
        return frozenset((key, canonical(value, pack, _open)) for key, value in written.items())
    if not isinstance(written, BaseModel):
        return written if isinstance(written, Hashable) else str(written)
    given = {name: value for name, value in keys_of(written) if value is not None and value != []}
    if isinstance(written, EventAct | EventAnchor) and set(given) == {"event"}:
        return canonical(written.event, pack, _open)
    if isinstance(written, DefinedAct) and set(given) == {"definition"}:
        return canonical(written.definition, pack, _open)
    if set(given) == {"period"}:
        return canonical(given["period"], pack, _open)
    return frozenset((name, canonical(value, pack, _open)) for name, value in given.items())


def event_types(written: Any, pack: PackFile, _open: frozenset[str] = frozenset()) -> frozenset[str]:
    """The event types that an act or an anchor names, through the pack's definitions. `any` is left out."""
    if isinstance(written, str):
        definition = pack.definitions.get(written)
        if definition is None:
            return frozenset({written} if "." in written else ())
        if written in _open:
            return frozenset()
        return event_types(definition.act or definition.anchor, pack, _open | {written})
    if isinstance(written, EventAct | EventAnchor):
        named = [written.event] if isinstance(written.event, str) else written.event
        return frozenset(each for each in named if each != "any")
    found: frozenset[str] = frozenset()
    if isinstance(written, list):
        for each in written:
            found |= event_types(each, pack, _open)
    elif isinstance(written, BaseModel):
        for name in ("any_of", "all_of", "first_of", "act", "definition"):
            found |= event_types(getattr(written, name, None), pack, _open)
    return found


def opening_types(period: str, words: Vocabulary) -> frozenset[str]:
    """The event types that open a period."""
    declared = words.periods.get(period)
    if declared is None:
        return frozenset()
    return frozenset(
        name for edge in declared.opens for name in ([edge.event] if isinstance(edge.event, str) else edge.event)
    )
