"""Holding what a file says against a model, and saying what does not fit, where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from practice_rules.problems import Problem, sort_problems

from .document import SourceDocument

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter

__all__ = ["validate"]

T = TypeVar("T")
M = TypeVar("M", bound="BaseModel")


@overload
def validate(
    model: type[M],
    document: SourceDocument,
    *,
    at: Sequence[str | int] = (),
    codes: Mapping[str, str] | None = None,
    context: Any = None,
) -> tuple[M | None, list[Problem]]: ...


@overload
def validate(
    model: TypeAdapter[T],
    document: SourceDocument,
    *,
    at: Sequence[str | int] = (),
    codes: Mapping[str, str] | None = None,
    context: Any = None,
) -> tuple[T | None, list[Problem]]: ...


def validate(
    model: Any,
    document: SourceDocument,
    *,
    at: Sequence[str | int] = (),
    codes: Mapping[str, str] | None = None,
    context: Any = None,
) -> tuple[Any, list[Problem]]:
    """What the file says as the model has it, or None and every problem found.

    ``at`` is the path of the part to validate, the whole file if empty. ``codes`` gives
    pydantic's kinds of error (``greater_than``) a code of the caller's own. ``context``
    is handed to the model's validators.

    Raises:
        LookupError: ``at`` leads to nothing in the file.

    >>> from pydantic import BaseModel, ConfigDict
    >>> from practice_rules.yaml_source import read_yaml
    >>> class Visit(BaseModel):
    ...     model_config = ConfigDict(extra="forbid")
    ...     every: str
    >>> document = read_yaml("evry: 10 working days\\n", "leeds.yaml")
    >>> assert isinstance(document, SourceDocument)
    >>> visit, problems = validate(Visit, document)
    >>> for problem in problems: print(problem)
    leeds.yaml:1:1: unknown-key unknown key 'evry'; did you mean 'every'?
    """
    from pydantic import TypeAdapter, ValidationError

    adapter: TypeAdapter[Any] = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    start = tuple(at)
    value = document.value_at(start)
    try:
        return adapter.validate_python(value, context=context), []
    except ValidationError as error:
        from .schema_walk import Schemas
        from .translation import Translation

        schemas = Schemas(adapter.core_schema)
        translation = Translation(schemas, document, start, dict(codes or {}))
        return None, sort_problems(translation.problems(error))
