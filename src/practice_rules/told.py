"""How a problem code that is no check of a pack is explained: its page, and the kind of file it is told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from practice_rules.problems import Severity

Kind: TypeAlias = Literal[
    "pack",
    "file",
    "case",
    "census",
    "calendar",
    "overlay",
    "examples",
    "load",
    "evaluate",
    "path",
    "table",
    "columns",
    "coverage",
]
"""What the snippets of a page are: a `pack` below its head, a whole YAML `file`, or one of the other files that are
read. A `load` is a pack that is put to use and not only checked, an `evaluate` a case that is judged, a `path` the name
of a file, `columns` those of a table with their types, `coverage` a file that says what a source holds."""


@dataclass(frozen=True)
class Told:
    """A code's page: a text in the shape of a check's docstring, the kind of its snippets, and how much it matters."""

    text: str
    kind: Kind
    severity: Severity = Severity.ERROR
