"""Errors of a model with their places, and the choice between the branches of a union.

pydantic reports every branch it tried. The author meant one of them: the one that takes
values of the kind that is there, and of those the one with the least wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from practice_rules.problems import nearest

from .schema_walk import Choice, Schema, Schemas, Step, Walked, branches
from .wording import allowed_values, either, expected_words, listed, suits

__all__ = ["Found", "collapse"]


@dataclass(frozen=True)
class Found:
    """One error, or several branches' errors taken together.

    ``kind`` is pydantic's, or ``kinds`` and ``values`` for a union none of whose
    branches takes the value: then ``expected`` and ``values`` say what they do take.
    """

    error: Mapping[str, Any]
    walked: Walked
    expected: str | None = None
    values: Sequence[str] = field(default=())

    @property
    def kind(self) -> str:
        return str(self.error["type"])

    @property
    def input(self) -> Any:
        return self.error.get("input")

    @property
    def name(self) -> str:
        """The last step: of an unknown or missing key, the key."""
        return str(self.walked.path[-1]) if self.walked.path else ""

    @property
    def parent(self) -> tuple[Step, ...]:
        return self.walked.path[:-1]

    @property
    def block(self) -> Schema | None:
        """The schema of the block that the error's key stands in."""
        for path, schema in reversed(self.walked.blocks):
            if path == self.parent:
                return schema
        return None


def collapse(schemas: Schemas, found: Sequence[Found], depth: int = 0) -> list[Found]:
    """The errors with those of every union reduced to the branch that fits best."""
    kept: list[Found] = []
    unions: dict[tuple[Step, ...], dict[str, list[Found]]] = {}
    for each in found:
        choices = each.walked.choices
        if len(choices) <= depth:
            kept.append(each)
            continue
        choice = choices[depth]
        unions.setdefault(choice.at, {}).setdefault(choice.label, []).append(each)
    for tried in unions.values():
        collapsed = {label: collapse(schemas, errors, depth + 1) for label, errors in tried.items()}
        kept.extend(_best(schemas, collapsed, depth))
    return kept


def _best(schemas: Schemas, tried: Mapping[str, list[Found]], depth: int) -> list[Found]:
    ranked = sorted(tried.values(), key=lambda errors: _rank(schemas, errors, _choice(errors, depth)))
    best = ranked[0]
    choice = _choice(best, depth)
    # What the union was given stands with any branch that refused it outright.
    at_root = [error for errors in tried.values() for error in errors if _is_at(error, choice)]
    if not at_root or not (_is_outright(best, choice) or _is_beside_the_point(schemas, best, choice)):
        return best
    values = [value for error in at_root for value in _values(schemas, error)]
    every = [branch for _, branch in branches(choice.union)]
    words = either([words for branch in every if (words := expected_words(schemas, branch))])
    first = at_root[0]
    if values and isinstance(first.input, str):
        joined = list(dict.fromkeys(values))
        return [Found({**best[0].error, "type": "values"}, best[0].walked, f"one of: {listed(joined)}", joined)]
    if _is_beside_the_point(schemas, best, choice):
        return [Found({**first.error, "type": "kinds"}, best[0].walked, words or None)]
    own = [error for error in at_root if error.kind in ("value_error", "assertion_error") or _is_custom(error)]
    if own:
        return [own[0]]
    return [Found({**first.error, "type": "kinds"}, best[0].walked, words or None)]


def _choice(errors: Sequence[Found], depth: int) -> Choice:
    return errors[0].walked.choices[depth]


def _is_at(error: Found, choice: Choice) -> bool:
    return error.walked.path == choice.at and not error.walked.on_key


def _is_outright(errors: Sequence[Found], choice: Choice) -> bool:
    """Whether the branch refused the value as a whole, and not something in it."""
    return all(_is_at(error, choice) and _refuses_kind(error) for error in errors)


def _is_beside_the_point(schemas: Schemas, errors: Sequence[Found], choice: Choice) -> bool:
    """Whether a validator that reads text complains of being given a list, a block or nothing."""
    value = errors[0].input
    if len(errors) != 1 or not _is_at(errors[0], choice) or not isinstance(value, (list, dict, type(None))):
        return False
    inner = schemas.open(choice.branch)
    return inner is not None and suits(schemas, inner, value) is False


def _refuses_kind(error: Found) -> bool:
    kind = error.kind
    return kind in ("literal_error", "enum", "kinds", "values", "none_required") or kind.endswith(
        ("_type", "_parsing", "_instance_of", "_inexact", "_from_float")
    )


def _is_custom(error: Found) -> bool:
    return bool(error.error.get("ctx", {}).get("fix"))


def _values(schemas: Schemas, error: Found) -> list[str]:
    if error.values:
        return list(error.values)
    if error.kind not in ("literal_error", "enum"):
        return []
    return allowed_values(schemas, error.walked.schema) or []


def _rank(schemas: Schemas, errors: Sequence[Found], choice: Choice) -> tuple[int, int, int]:
    """How badly a branch fits: by kind of value first, then by how much is wrong."""
    here = next((error.input for error in errors if _is_at(error, choice)), _UNKNOWN)
    if here is _UNKNOWN:
        # Something inside was wrong, so the branch does take values of this kind.
        suited: bool | None = True
    else:
        suited = suits(schemas, choice.branch, here)
    kind = {True: 0, None: 1, False: 2}[suited]
    outright = 1 if _is_outright(errors, choice) else 0
    return kind, outright, sum(_weight(schemas, error) for error in errors)


_UNKNOWN = object()


def _weight(schemas: Schemas, error: Found) -> int:
    if error.kind == "missing":
        return 2
    if error.kind == "extra_forbidden":
        allowed = schemas.fields(error.block) if error.block is not None else None
        return 1 if nearest(error.name, allowed or ()) is not None else 3
    return 1
