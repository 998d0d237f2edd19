"""The eight forms of rule."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from practice_rules.dates.conventions import Conventions
from practice_rules.language.base import Written
from practice_rules.language.conditions import Where
from practice_rules.language.moments import ActText, AnchorText, StateText
from practice_rules.language.words import EventName, Length, RuleId, Sentence, Statement, Word

SubjectWord: TypeAlias = Literal["child", "worker", "carer", "family", "referral", "adopter", "team"]


class Responsible(Written):
    """Who owes it. `inferred: true` when the document does not say and the pack reads it from the context."""

    role: Word
    inferred: bool = False


def _responsible(value: Any) -> Any:
    if isinstance(value, list):
        raise PydanticCustomError(
            "wrong-type", "a duty is owed by one role, and a list is here",
            {"expected": "one role, such as social_worker",
             "fix": "name the one who must see that it is done, and the others in the `reading`"},
        )  # fmt: skip
    return {"role": value} if isinstance(value, str) else value


class SourceRef(Written):
    """Which of the pack's documents says so, and where in it."""

    document: Word
    section: str


class Variation(Written):
    """An agreed change of an interval or a deadline.

    The event says for how long (`attribute` a length of time) or until when (`attribute` a date). `only:
    tighter` lets it shorten, `looser` lengthen, `either` both. `outer` is the document's own limit, which no
    agreement passes; `where` is what makes the agreement count (who agreed it, that a reason was written).
    `otherwise` is the length that holds when the event gives none.
    """

    event: EventName
    attribute: Word | None = Field(None, description="The attribute that says for how long, or until when.")
    otherwise: Length | None = Field(None, description="The length that holds when the event does not say.")
    only: Literal["tighter", "looser", "either"]
    outer: Length | None = None
    where: Where | None = None

    @model_validator(mode="after")
    def _says_how_long(self) -> Variation:
        if self.attribute is None and self.otherwise is None:
            raise PydanticCustomError("bad-variation", "a variation needs `attribute`, `otherwise` or both")
        return self


class Settled(Written):
    """A condition that is settled only later: the duty stands if the event meets `where`, and lapses if not.

    For a lead, the last event by its date settles it, once that date has passed.
    """

    event: EventName | list[EventName]
    where: Where


class RuleBase(Written):
    """What every rule says, whatever its form."""

    id: RuleId = Field(description="The topic: the same in every pack that speaks of the same thing.")
    title: Sentence = Field(description="What is owed, in plain words of our own.")
    strength: Literal["must", "should", "may"] = Field("must", description="must, should (suggests) or may (allows).")
    subject: SubjectWord | list[SubjectWord] = Field(
        ["child", "family", "referral"], description="Whose case the rule is about."
    )
    responsible: Annotated[Responsible | None, BeforeValidator(_responsible)] = Field(
        None, description="The role that owes it: a word, or {role, inferred: true}."
    )
    standard: list[Statement] = Field(min_length=1, description="The numbers of the statements it carries.")
    source: SourceRef
    reading: Sentence | None = Field(
        None, description="How an ambiguous, silent or contradictory text is read here, and why."
    )
    alternative_to: RuleId | None = Field(
        None, description="The rule this one is the other reading of; off unless the deployer's settings choose it."
    )
    only_if: StateText | None = Field(None, description="The rule applies only to triggers while this holds.")
    unless: StateText | None = Field(None, description="The rule does not apply to triggers while this holds.")
    lapses_when: list[AnchorText] | None = Field(
        None, description="What ends the duty before it is due; in place of the pack's default ([] for nothing)."
    )
    calendar: str | None = Field(None, description="A calendar other than the pack's.")
    conventions: dict[str, str] | None = Field(None, description="Counting choices other than the pack's.")
    in_force: InForce | None = Field(None, description="When the rule differs from the edition's own dates.")


class InForce(Written):
    """The first and last day on which a trigger is judged by the rule (ISO dates)."""

    from_: date | None = Field(None, alias="from")
    to: date | None = None


class Deadline(RuleBase):
    """Within an offset after a trigger."""

    FORM: ClassVar[str] = "deadline"
    form: Literal["deadline"]
    after: AnchorText
    within: Length | list[Length] | None = Field(
        None, description="The time allowed; a list for milestones; left out for a duty without a time limit."
    )
    by_date: Word | None = Field(
        None, description="An attribute of the trigger holding the date it is due; `within` is used when it is empty."
    )
    do: ActText
    early: Length | Literal["any time"] | StateText | None = Field(
        None,
        description="Since when an act before the trigger counts: a length of time, 'any time', or the state in "
        "which it was done.",
    )
    discharges: Literal["one", "all"] = Field("one", description="all: one act serves every open obligation.")
    provided: Settled | None = None
    or_as_agreed: Variation | None = None
    belongs_to: Word | None = Field(None, description="The period whose end ends the duty.")


class Lead(RuleBase):
    """At least, or at most, an offset before an anchor."""

    FORM: ClassVar[str] = "lead"
    form: Literal["lead"]
    before: AnchorText
    at_least: Length | None = Field(None, description="Due this long before the anchor.")
    at_most: Length | None = Field(None, description="What is done earlier than this before the anchor does not count.")
    do: ActText
    since: Length | Literal["previous", "any time"] | StateText | None = Field(
        None,
        description="Since when the act counts when `at_most` is not given: 'previous' (the anchor's previous "
        "occurrence, the default), a length of time, 'any time' or a state.",
    )
    discharges: Literal["one", "all"] = "one"
    provided: Settled | None = None
    belongs_to: Word | None = None


class First(Written):
    """The first interval of a series, when it differs."""

    within: Length
    standard: list[Statement] = Field(default_factory=list)


class Phase(Written):
    """One phase of a series. The first phase in the list whose time it is sets the interval.

    `until` ends a phase that follows the one before it; `when` is a state in which it holds, in any order.
    `every: null` is a phase with no stated interval: an open obligation lapses when it starts.
    """

    every: Length | None
    until: AnchorText | None = None
    when: StateText | None = None
    standard: list[Statement] = Field(default_factory=list)
    title: Sentence | None = None
    or_as_agreed: Variation | None = None


class Series(RuleBase):
    """At intervals while a period lasts, with phases."""

    FORM: ClassVar[str] = "series"
    form: Literal["series"]
    while_: StateText = Field(alias="while")
    every: Length | None = None
    first: First | Length | None = Field(None, description="The first interval, from the start of the period.")
    phases: list[Phase] | None = Field(None, min_length=1)
    do: ActText
    clock: Literal["last event", "schedule"] = Field(
        "last event", description="What an interval runs from: the last qualifying event, or the period's start."
    )
    starts: Literal["period", "first event"] = Field(
        "period", description="Whether the first interval runs from the period's start or the first event in it."
    )
    or_as_agreed: Variation | None = None

    @model_validator(mode="after")
    def _one_interval(self) -> Series:
        if (self.every is None) == (self.phases is None):
            raise PydanticCustomError("bad-series", "a series needs either `every` or `phases`")
        return self


class EachWindow(Written):
    """Windows of a length, one after another from the start of the period."""

    each: Length


class Quota(RuleBase):
    """At least n times in each window."""

    FORM: ClassVar[str] = "quota"
    form: Literal["quota"]
    while_: StateText = Field(alias="while")
    at_least: int = Field(ge=1)
    in_: (
        EachWindow
        | Literal[
            "calendar_month", "quarter", "school_term", "school_year", "calendar_year", "financial_year", "period"
        ]
    ) = Field(alias="in")
    do: ActText
    part_windows: Literal["owed", "lapse"] = Field(
        "owed", description="Whether a window that had begun before the period did is owed in full or falls away."
    )


class Check(RuleBase):
    """Every such event must have these facts."""

    FORM: ClassVar[str] = "check"
    form: Literal["check"]
    on: AnchorText = Field(alias="at", description="The event, each time.")
    have: Where | None = None
    while_: StateText | None = Field(None, alias="while", description="A state that must hold at that moment.")

    @model_validator(mode="after")
    def _asks_something(self) -> Check:
        if self.have is None and self.while_ is None:
            raise PydanticCustomError("bad-check", "a check needs `have`, `while` or both")
        return self


class Need(Written):
    """One thing a gate asks for: an act done, and how fresh, or a state that holds.

    `fresh` is how old it may be; `since` the anchor it must come after; neither: at any time before, in the
    period named by `in` if there is one. `named` is what to call it when it is missing.
    """

    do: ActText | None = None
    state: StateText | None = None
    have: Where | None = Field(None, description="What must be true of the guarded event itself.")
    fresh: Length | None = None
    since: AnchorText | None = None
    in_: Word | None = Field(None, alias="in")
    named: str
    only_if: StateText | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Need:
        if sum(part is not None for part in (self.do, self.state, self.have)) != 1:
            raise PydanticCustomError("bad-need", "a gate's need has one of `do`, `state` and `have`")
        return self


class Gate(RuleBase):
    """This may not happen unless these are in place."""

    FORM: ClassVar[str] = "gate"
    form: Literal["gate"]
    guards: AnchorText
    needs: list[Need] = Field(min_length=1)


class Limit(RuleBase):
    """No more than n at once, or over a window, or for longer than."""

    FORM: ClassVar[str] = "limit"
    form: Literal["limit"]
    of: StateText | None = Field(None, description="The period counted, or timed.")
    each: ActText | None = Field(None, description="The act counted.")
    no_more_than: int | Length | None = Field(None, description="A number at once or in a window, or a total time.")
    no_longer_than: Length | None = Field(None, description="How long one stretch may last.")
    counting: Word | None = Field(None, description="Count different values of this attribute, not periods.")
    in_: EachWindow | Literal["calendar_month", "calendar_year", "financial_year", "period"] | None = Field(
        None, alias="in"
    )
    in_any: Length | None = Field(None, description="Within any stretch of this length.")
    while_: StateText | None = Field(None, alias="while", description="Only while this holds.")
    or_as_agreed: Variation | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> Limit:
        if (self.of is None) == (self.each is None):
            raise PydanticCustomError("bad-limit", "a limit counts either a period (`of`) or an act (`each`)")
        if (self.no_more_than is None) == (self.no_longer_than is None):
            raise PydanticCustomError("bad-limit", "a limit needs either `no_more_than` or `no_longer_than`")
        counted = isinstance(self.no_more_than, int)
        if self.no_longer_than is not None and self.of is None:
            raise PydanticCustomError("bad-limit", "`no_longer_than` times a period: say which with `of`")
        if self.of is not None and self.no_more_than is not None and not counted and not (self.in_ or self.in_any):
            raise PydanticCustomError("bad-limit", "a total time needs a window: `in` or `in_any`")
        if self.each is not None and not (counted and (self.in_ or self.in_any)):
            raise PydanticCustomError("bad-limit", "acts are counted as a number in a window: `no_more_than` with `in`")
        if self.in_ == "period" and self.while_ is None:
            raise PydanticCustomError("bad-limit", "`in: period` needs `while` to say which period")
        return self


class Judgement(RuleBase):
    """A person must judge it; the pack lists it and an audit answers it."""

    FORM: ClassVar[str] = "judgement"
    form: Literal["judgement"]
    on: AnchorText | None = Field(
        None, alias="at", description="What is judged, each time; left out: the case as a whole."
    )


Rule: TypeAlias = Annotated[
    Annotated[Deadline, Tag("deadline")]
    | Annotated[Lead, Tag("lead")]
    | Annotated[Series, Tag("series")]
    | Annotated[Quota, Tag("quota")]
    | Annotated[Check, Tag("check")]
    | Annotated[Gate, Tag("gate")]
    | Annotated[Limit, Tag("limit")]
    | Annotated[Judgement, Tag("judgement")],
    Discriminator("form"),
]

FORMS: tuple[type[RuleBase], ...] = (Deadline, Lead, Series, Quota, Check, Gate, Limit, Judgement)

for _form in FORMS:
    _form.model_rebuild()

CONVENTION_NAMES = tuple(Conventions.__dataclass_fields__)
