"""A whole pack: a council's rules, definitions, sources and conventions."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.language.base import Written
from practice_rules.language.moments import ActText, AnchorText, StateText
from practice_rules.language.rules import Rule, SourceRef
from practice_rules.language.words import Sentence, Statement, Word
from practice_rules.vocabulary.model import VocabularyFile


class Edition(Written):
    """Which edition of the standards this is, and the days on which a trigger is judged by it."""

    name: str
    from_: date | None = Field(None, alias="from", description="First day in force; left out: always.")
    to: date | None = Field(None, description="Last day in force; left out: until another edition replaces it.")


class Source(Written):
    """A document that the pack's rules come from."""

    title: str
    publisher: str
    dated: str | None = None


class Catalogue(Written):
    """The numbered statements of the document: `WAK`, 1 to 584."""

    prefix: str = Field(pattern=r"^[A-Z]{2,5}$")
    last: int = Field(ge=1)

    def statements(self) -> list[str]:
        """Every number, in order.

        >>> Catalogue(prefix="WAK", last=2).statements()
        ['WAK-001', 'WAK-002']
        """
        return [f"{self.prefix}-{number:03d}" for number in range(1, self.last + 1)]


class Definition(Written):
    """A word the pack gives a meaning: an act, a state, an anchor, or a term explained for people."""

    meaning: Sentence
    act: ActText | None = None
    state: StateText | None = None
    anchor: AnchorText | None = None
    standard: list[Statement] = Field(default_factory=list)
    source: SourceRef | None = None
    reading: Sentence | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Definition:
        if sum(part is not None for part in (self.act, self.state, self.anchor)) > 1:
            raise PydanticCustomError(
                "bad-definition", "a definition is one of `act`, `state` or `anchor`, not several"
            )
        return self


class Context(Written):
    """Statements that oblige nothing, and why they are listed here."""

    why: Sentence
    standard: list[Statement] = Field(min_length=1)


class Defaults(Written):
    """What holds for every rule that does not say otherwise."""

    lapses_when: list[AnchorText] = Field(default_factory=list)


class PackFile(Written):
    """The contents of one pack's YAML file."""

    pack: Word = Field(description="The pack's name: the file's name without its ending.")
    title: str
    council: str
    edition: Edition
    sources: dict[Word, Source] = Field(min_length=1)
    catalogue: Catalogue | None = None
    calendar: str = "england_and_wales"
    conventions: dict[str, str] = Field(default_factory=dict)
    defaults: Defaults = Field(default_factory=Defaults)
    vocabulary: VocabularyFile = Field(default_factory=VocabularyFile, description="The pack's own words.")
    definitions: dict[Word, Definition] = Field(default_factory=dict)
    context: list[Context] = Field(default_factory=list)
    rules: Annotated[list[Rule], Field(min_length=1)]
