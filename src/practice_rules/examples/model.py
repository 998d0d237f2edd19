"""How a worked example is written in YAML."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.language.base import Written
from practice_rules.language.words import RuleId, Word

Status = Literal["met", "due", "breached", "lapsed", "unknown"]


class ExpectedObligation(Written):
    """What one obligation must be. Only what is given is compared."""

    status: Status | None = None
    due: date | str | None = Field(None, description="A date, or a date and time; 'none' when it has no date.")
    done: date | str | None = Field(None, description="When it was discharged, in time or late.")
    opens: date | str | None = None
    late: int | None = Field(None, description="How late, in the rule's own unit.")
    missed: int | None = Field(None, description="How many intervals of a series ran out.")
    standard: list[str] | None = None
    missing: list[str] | str | None = Field(None, description="A fact that is said to be missing.")
    plain: Status | None = Field(None, description="The plain verdict beside an agreed variation.")


class Expected(ExpectedObligation):
    """What must be owed as of a day: one obligation, a list of exactly all of them, or none."""

    as_of: date | str
    known_at: date | str | None = None
    obligations: list[ExpectedObligation] | None = None
    none: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Expected:
        if sum((self.status is not None, self.obligations is not None, self.none)) != 1:
            raise PydanticCustomError("bad-expectation", "give one of `status`, `obligations` and `none: true`")
        return self


class Subject(Written):
    """Whom the example is about; a child when nothing is said."""

    kind: Literal["child", "worker", "carer", "family", "referral", "adopter", "team"] | None = None
    born: date | None = None
    facts: dict[Word, Any] = Field(default_factory=dict)


class TermDates(Written):
    """One school term: its first and last day."""

    name: str
    first: date
    last: date


class Example(Written):
    """One worked example of one rule.

    An entry of the history has the event type as a key, with its date or date and time; `status`, `id`, `about`,
    `replaces`, `corrects`, `recorded_at` and `by` as in a case file; and the event's attributes.
    """

    rule: RuleId
    name: str = Field(min_length=3)
    subject: Subject = Field(default_factory=Subject)
    calendar: str | None = Field(None, description="A calendar file beside this one, for closures and school terms.")
    terms: list[TermDates] = Field(default_factory=list, description="School terms, in place of a calendar file.")
    alternatives: list[RuleId] = Field(default_factory=list)
    history: list[dict[str, Any]]
    expect: list[Expected] = Field(min_length=1)
    known_gap: str | None = Field(None, description="Why this is expected to fail for now.")


class ExampleFile(Written):
    """A file of worked examples of one pack."""

    pack: Word
    examples: list[Example] = Field(min_length=1)
