"""One element of a census file, as far as a reader needs it: its name, place, text and parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Element:
    """An element of the file. `line` and `column` count from 1 and say where its tag opens.

    `stray` holds the places of text that stands between its parts, where no text belongs.
    """

    name: str
    line: int
    column: int
    text: str = ""
    parts: list[Element] = field(default_factory=list)
    stray: list[tuple[int, int]] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """Its direct parts of a name, in the order of the file."""
        return [part for part in self.parts if part.name == name]

    def first(self, name: str) -> Element | None:
        """Its first direct part of a name."""
        return next((part for part in self.parts if part.name == name), None)

    def filled(self, name: str) -> Element | None:
        """Its first direct part of a name that is not empty: an empty element says nothing."""
        return next((part for part in self.parts if part.name == name and part.text), None)

    def walk(self) -> Iterator[Element]:
        """Itself and every element within it, in the order of the file."""
        yield self
        for part in self.parts:
            yield from part.walk()
