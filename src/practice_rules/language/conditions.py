"""Conditions as data: what an event, or a fact about the subject, must be."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.language.base import Written

Scalar: TypeAlias = bool | int | float | date | str
Bound: TypeAlias = int | float | date | str


class Test(Written):
    """A test on one attribute. All the keys given must hold.

    `under`, `over`, `at_least` and `at_most` compare numbers, dates and lengths of time (in `age`: years);
    `earlier_than` and `later_than` compare a time of day; `includes`, `includes_any` and `excludes` look into
    a set of words; `recorded: true` asks only that something was written down.
    """

    __test__ = False

    not_: Scalar | list[Scalar] | None = Field(None, alias="not", description="Anything but this.")
    under: Bound | None = Field(None, description="Less than this.")
    over: Bound | None = Field(None, description="More than this.")
    at_least: Bound | None = Field(None, description="This or more.")
    at_most: Bound | None = Field(None, description="This or less.")
    earlier_than: str | None = Field(None, description="A time of day such as '13:00', not included.")
    later_than: str | None = Field(None, description="A time of day such as '09:00', not included.")
    includes: list[str] | str | None = Field(None, description="The set holds all of these words.")
    includes_any: list[str] | None = Field(None, description="The set holds at least one of these words.")
    excludes: list[str] | str | None = Field(None, description="The set holds none of these words.")
    count_at_least: int | None = Field(None, ge=1, description="The set holds at least this many words.")
    includes_all_in: str | None = Field(None, description="The set holds every word of this other attribute.")
    recorded: bool | None = Field(None, description="Whether anything was written down at all.")

    @model_validator(mode="after")
    def _says_something(self) -> Test:
        if not self.model_fields_set:
            raise PydanticCustomError("empty-condition", "an empty condition is always true; leave the key out")
        return self


def _kind_of_test(value: Any) -> str:
    if isinstance(value, dict | Test):
        return "test"
    return "list" if isinstance(value, list) else "scalar"


TestValue: TypeAlias = Annotated[
    Annotated[Scalar, Tag("scalar")] | Annotated[list[Scalar], Tag("list")] | Annotated[Test, Tag("test")],
    Discriminator(_kind_of_test),
]
"""A value it must equal, a list of which it must be one, or a `Test`."""


class Where(Written):
    """What must be true of an event's attributes: every key must hold.

    Besides the attributes of the event type, `by` is the role that did it, `time` its time of day, `age` the
    subject's age on that day and `recorded_at` when it was written up. `about` asks of the event it
    is about. `any_of` holds when one of its
    alternatives does; `none_of` when none does. An attribute that is not recorded makes the answer unknown,
    never false.
    """

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, TestValue] = Field(init=False)

    any_of: list[Where] | None = Field(None, min_length=2, description="At least one of these holds.")
    none_of: list[Where] | None = Field(None, min_length=1, description="None of these holds.")
    about: Where | None = Field(None, description="What must be true of the event that this one is about.")

    @property
    def tests(self) -> dict[str, Scalar | list[Scalar] | Test]:
        """The attribute tests, in the order they were written."""
        return dict(self.__pydantic_extra__ or {})

    @model_validator(mode="after")
    def _says_something(self) -> Where:
        if not (self.tests or self.any_of or self.none_of or self.about):
            raise PydanticCustomError("empty-condition", "an empty condition is always true; leave `where` out")
        return self
