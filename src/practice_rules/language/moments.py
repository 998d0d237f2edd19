"""Anchors, the points in time that rules hang on, and states, the stretches of time in which they hold.

The two are defined in terms of each other (a state may begin at an anchor, an anchor may be the start of a
state), so they live side by side. Every mapping says what it is by its first key; anything that can be said
with a bare word may be: an event type is the anchor "each time it happens", a period's name is the state
"while it is open".
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.language.base import Written
from practice_rules.language.conditions import TestValue, Where
from practice_rules.language.words import AgeText, EventName, Length, RuleId, Word

Which: TypeAlias = Literal["each", "first", "last"] | int


class Shifted(Written):
    """An anchor may be moved by a length of time: `plus` later, `minus` earlier."""

    plus: Length | None = Field(None, description="This much later.")
    minus: Length | None = Field(None, description="This much earlier.")


class EventAnchor(Shifted):
    """An event of a type (or one of several), each time or a chosen time."""

    event: EventName | Literal["any"] | list[EventName] = Field(
        description="The event type, several of them, or 'any'."
    )
    where: Where | None = Field(None, description="What must be true of the event.")
    which: Which = Field("each", description="each (default), first, last, or a number: 2 is the second.")
    in_: str | None = Field(
        None, alias="in", description="The period in which first, last and numbers are counted (default: the case)."
    )
    nth_within: Length | None = Field(
        None, description="With a number: that many within any such stretch of time; counting then starts anew."
    )
    in_a_row: int | None = Field(
        None, ge=2, description="That many one after another, with no other event of the type between them."
    )
    next_after: AnchorText | None = Field(
        None, description="Only the first such event after each occurrence of this anchor."
    )
    date: Word | None = Field(
        None, description="An attribute holding the date that counts, in place of the event's own."
    )

    @model_validator(mode="after")
    def _chosen(self) -> EventAnchor:
        if isinstance(self.which, int) and (isinstance(self.which, bool) or self.which == 0):
            raise PydanticCustomError("bad-which", "`which` is each, first, last or a number (-2: the last but one)")
        if self.nth_within is not None and not isinstance(self.which, int):
            raise PydanticCustomError("bad-which", "`nth_within` goes with a number in `which`")
        if (self.which == "last" or (isinstance(self.which, int) and self.which < 0)) and self.in_ is None:
            raise PydanticCustomError(
                "bad-which", "the last event is only known once a period has closed: say which with `in`"
            )
        return self


class AgeAnchor(Shifted):
    """The day on which the subject reaches an age."""

    age: AgeText


class StartAnchor(Shifted):
    """The moment a state begins, each time it does."""

    start_of: StateText
    which: Which = "each"
    in_: str | None = Field(None, alias="in")


class EndAnchor(Shifted):
    """The moment a state ends, each time it does."""

    end_of: StateText
    which: Which = "each"
    in_: str | None = Field(None, alias="in")


class LastingAnchor(Shifted):
    """The moment a state has lasted, unbroken, for a length of time."""

    lasting: StateText
    for_: Length = Field(alias="for")


class TotalAnchor(Shifted):
    """The moment the time spent in a state adds up to a length of time (since an age, or in each year)."""

    total: StateText
    reaches: Length
    since: AgeText | None = None
    in_each: Literal["calendar_year", "financial_year", "calendar_month"] | None = None
    in_any: Length | None = Field(None, description="Within any stretch of this length.")


class DueAnchor(Shifted):
    """The moment another rule's obligation falls due."""

    due: RuleId


class BreachAnchor(Shifted):
    """The moment another rule's obligation is breached: how follow-up and escalation chain."""

    breach: RuleId


class DoneAnchor(Shifted):
    """The moment another rule's obligation is discharged, in time or late."""

    done: RuleId
    where: Where | None = Field(None, description="What must be true of the event that discharged it.")


class FirstOfAnchor(Shifted):
    """Whichever comes first, once in the case or once in each period."""

    first_of: list[AnchorText] = Field(min_length=2)
    in_: str | None = Field(None, alias="in")


class AllOfAnchor(Shifted):
    """The moment all of them have come, once in the case or once in each period."""

    all_of: list[AnchorText] = Field(min_length=2)
    in_: str | None = Field(None, alias="in")


class AnyAnchor(Shifted):
    """Each time any of them comes."""

    any_of: list[AnchorText] = Field(min_length=2)


ANCHOR_KEYS = (
    "event", "age", "start_of", "end_of", "lasting", "total", "due", "breach", "done", "first_of", "all_of", "any_of",
)  # fmt: skip


def first_key(keys: tuple[str, ...], bare: str) -> Any:
    """A pydantic discriminator: the first of `keys` that a mapping has, or `bare` for a word."""

    def which(value: Any) -> str | None:
        if isinstance(value, str):
            return bare
        if isinstance(value, dict):
            return next((key for key in keys if key in value), None)
        return next((key for key in keys if hasattr(value, key)), None)

    return Discriminator(
        which,
        custom_error_type="not-recognised",
        custom_error_message="this needs one of the keys " + ", ".join(keys),
    )


AnchorText: TypeAlias = Annotated[
    Annotated[str, Tag("word")]
    | Annotated[EventAnchor, Tag("event")]
    | Annotated[AgeAnchor, Tag("age")]
    | Annotated[StartAnchor, Tag("start_of")]
    | Annotated[EndAnchor, Tag("end_of")]
    | Annotated[LastingAnchor, Tag("lasting")]
    | Annotated[TotalAnchor, Tag("total")]
    | Annotated[DueAnchor, Tag("due")]
    | Annotated[BreachAnchor, Tag("breach")]
    | Annotated[DoneAnchor, Tag("done")]
    | Annotated[FirstOfAnchor, Tag("first_of")]
    | Annotated[AllOfAnchor, Tag("all_of")]
    | Annotated[AnyAnchor, Tag("any_of")],
    first_key(ANCHOR_KEYS, "word"),
]
"""A point in time: an event type, a defined anchor's name, or one of the mappings above."""


class PeriodState(Written):
    """While a period is open whose opening event meets a condition."""

    period: Word
    where: Where | None = None


class AgeState(Written):
    """While the subject's age is in a range: from this birthday, until the day before that one."""

    age: AgeRange


class AgeRange(Written):
    """`from` an age and `under` an age; either may be left out."""

    from_: AgeText | None = Field(None, alias="from")
    under: AgeText | None = None

    @model_validator(mode="after")
    def _bounded(self) -> AgeRange:
        if self.from_ is None and self.under is None:
            raise PydanticCustomError("empty-condition", "an age range needs `from`, `under` or both")
        return self


class SubjectState(Written):
    """While a fact about the subject holds: for the whole case."""

    subject: dict[Word, TestValue] = Field(min_length=1)


class SpanState(Written):
    """From one anchor until another; without `until`, from then on. `in` keeps it inside a period."""

    from_: AnchorText = Field(alias="from")
    until: AnchorText | None = None
    in_: str | None = Field(None, alias="in")


class BeforeState(Written):
    """Until an anchor first comes: from the start of the period named by `in`, or of the case."""

    before: AnchorText
    in_: str | None = Field(None, alias="in")


class LastedState(Written):
    """While a state is open and has already lasted for a length of time."""

    has_lasted: StateText
    for_: Length = Field(alias="for")


class TotalState(Written):
    """While the time spent in a state adds up to at least (or less than) a length of time."""

    total: StateText
    at_least: Length | None = None
    under: Length | None = None
    since: AgeText | None = None
    in_each: Literal["calendar_year", "financial_year", "calendar_month"] | None = None
    in_any: Length | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> TotalState:
        if (self.at_least is None) == (self.under is None):
            raise PydanticCustomError("bad-total", "a total needs either `at_least` or `under`")
        return self


class HappenedState(Written):
    """From a qualifying event for a length of time (a look-back: "within 12 weeks of closure"), or from then on."""

    happened: ActText
    within: Length | None = None
    in_: str | None = Field(None, alias="in")


class LatestState(Written):
    """While the latest event of a type meets a condition (the current plan's permanence route, legal status)."""

    latest: EventName | list[EventName]
    where: Where


class AllOfState(Written):
    """While all of them hold."""

    all_of: list[StateText] = Field(min_length=2)


class AnyOfState(Written):
    """While any of them holds."""

    any_of: list[StateText] = Field(min_length=2)


class NotState(Written):
    """While a state does not hold."""

    not_: StateText = Field(alias="not")


STATE_KEYS = (
    "period", "age", "subject", "from", "before", "has_lasted", "total", "happened", "latest", "all_of", "any_of",
    "not",
)  # fmt: skip
_STATE_FIELDS = (*STATE_KEYS, "from_", "not_")


def _which_state(value: Any) -> str | None:
    if isinstance(value, str):
        return "word"
    if isinstance(value, dict):
        return next((key for key in STATE_KEYS if key in value), None)
    return next((key.rstrip("_") for key in _STATE_FIELDS if hasattr(value, key)), None)


StateText: TypeAlias = Annotated[
    Annotated[str, Tag("word")]
    | Annotated[PeriodState, Tag("period")]
    | Annotated[AgeState, Tag("age")]
    | Annotated[SubjectState, Tag("subject")]
    | Annotated[SpanState, Tag("from")]
    | Annotated[BeforeState, Tag("before")]
    | Annotated[LastedState, Tag("has_lasted")]
    | Annotated[TotalState, Tag("total")]
    | Annotated[HappenedState, Tag("happened")]
    | Annotated[LatestState, Tag("latest")]
    | Annotated[AllOfState, Tag("all_of")]
    | Annotated[AnyOfState, Tag("any_of")]
    | Annotated[NotState, Tag("not")],
    Discriminator(
        _which_state,
        custom_error_type="not-recognised",
        custom_error_message="a state is a period's name or has one of the keys " + ", ".join(STATE_KEYS),
    ),
]
"""A stretch of time: a period's name, a defined state's name, or one of the mappings above."""


class EventAct(Written):
    """An event that counts if it meets a condition.

    `match` names attributes that must be the same on this event as on the trigger (the same placement, the
    same worker).
    """

    event: EventName | list[EventName]
    where: Where | None = None
    match: list[Word] = Field(default_factory=list, description="Attributes that must equal the trigger's.")
    about: Literal["trigger"] | None = Field(
        None,
        description="`trigger`: an event that says what it is about must be about the trigger (a note of that visit).",
    )


class DefinedAct(Written):
    """A definition of the pack, with a further condition."""

    definition: Word
    where: Where | None = None
    match: list[Word] = Field(default_factory=list)


class RecordedAct(Written):
    """The trigger itself being written up: judged by its `recorded_at`."""

    recorded: Literal["trigger"]


class AllOfAct(Written):
    """Several acts, all of them needed; done when the last is done."""

    all_of: list[ActText] = Field(min_length=2)


class AnyOfAct(Written):
    """Several acts, any of which will do."""

    any_of: list[ActText] = Field(min_length=2)


class RepeatedAct(Written):
    """The same act a number of times; done when the last of them is done."""

    act: ActText
    times: int = Field(ge=2)


ACT_KEYS = ("event", "definition", "recorded", "all_of", "any_of", "act")

ActText: TypeAlias = Annotated[
    Annotated[str, Tag("word")]
    | Annotated[EventAct, Tag("event")]
    | Annotated[DefinedAct, Tag("definition")]
    | Annotated[RecordedAct, Tag("recorded")]
    | Annotated[AllOfAct, Tag("all_of")]
    | Annotated[AnyOfAct, Tag("any_of")]
    | Annotated[RepeatedAct, Tag("act")],
    first_key(ACT_KEYS, "word"),
]
"""What discharges a duty: an event type, a defined act's name, or one of the mappings above."""

for _model in (
    EventAnchor, AgeState, StartAnchor, EndAnchor, LastingAnchor, TotalAnchor, FirstOfAnchor, AllOfAnchor,
    AnyAnchor, SpanState, BeforeState, LastedState, TotalState, HappenedState, AllOfState, AnyOfState, NotState,
    AllOfAct, AnyOfAct, RepeatedAct,
):  # fmt: skip
    _model.model_rebuild()
