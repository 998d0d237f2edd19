"""A small model of a pack, with every kind of field that real ones have."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.yaml_source import SeveralWrong, Wrong


def _duration(value: Any) -> Any:
    if not isinstance(value, str):
        raise Wrong(
            "a length of time is a number and a unit",
            expected="such as 10 working days",
            fix="write the unit after the number",
            code="bad-duration",
        )
    if not value.split()[0].isdigit():
        raise Wrong(f"'{value}' does not start with a number", expected="such as 10 working days", code="bad-duration")
    return value


Duration = Annotated[str, BeforeValidator(_duration)]


class Role(StrEnum):
    """Who is responsible."""

    SOCIAL_WORKER = "social_worker"
    TEAM_MANAGER = "team_manager"


class Strict(BaseModel):
    """No key beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AnEvent(Strict):
    """An anchor on an event."""

    event: str = Field(description="the event that starts the clock", pattern=r"^[a-z_.]+$")
    where: dict[str, str | int | bool | list[str]] = {}


class AnAge(Strict):
    """An anchor on an age."""

    age: Duration


class Source(Strict):
    """Where the document says so."""

    document: str
    section: str


class Rule(Strict):
    """What every form of rule has."""

    id: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$")
    title: str = Field(min_length=3, max_length=60)
    responsible: Role | None = None
    standard: list[str] = []
    strength: Literal["must", "should", "may"] = "must"
    source: Source | None = None


class Deadline(Rule):
    """Within an offset after a trigger."""

    form: Literal["deadline"]
    after: AnEvent | AnAge | Duration
    within: Duration | list[Duration]
    times: int | None = Field(None, ge=1, le=12)
    starting: date | None = None
    roll: bool = False
    tags: list[str] = Field([], min_length=1)

    @field_validator("title")
    @classmethod
    def _title_is_not_shouted(cls, title: str) -> str:
        if title.isupper():
            raise PydanticCustomError("shouted_title", "a title is not in capitals", {"fix": "use small letters"})
        return title


class Series(Rule):
    """At intervals while a period lasts."""

    form: Literal["series"]
    period: str = Field(alias="while")
    every: Duration
    phases: list[AnEvent] = []

    @model_validator(mode="after")
    def _makes_sense(self) -> Series:
        wrongs = []
        if self.period == "childhood":
            wrongs.append(Wrong("no period is called childhood", at=("while",), code="unknown-period"))
        if self.every == "0 days":
            wrongs.append(Wrong("an interval of nothing", at=("every",), on_key=True, code="bad-interval"))
        if wrongs:
            raise SeveralWrong(wrongs)
        return self


class Pack(Strict):
    """A council's rules."""

    council: str
    from_day: date
    caseload: float = 20.0
    dates: dict[date, str] = {}
    rules: list[Annotated[Deadline | Series, Field(discriminator="form")]]

    @field_validator("council")
    @classmethod
    def _council_is_english(cls, council: str) -> str:
        if council == "Cardiff":
            raise ValueError("this council is in Wales")
        return council
