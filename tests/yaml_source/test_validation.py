"""A model's refusals, each mistake once, at its place and in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)

from practice_rules.problems import Place, Problem
from practice_rules.yaml_source import SourceDocument, Wrong, read_yaml, validate
from tests.yaml_source.small_pack import AnEvent, Deadline, Pack, Strict


def _document(text: str, private: bool = False) -> SourceDocument:
    document = read_yaml(text, "leeds.yaml", private=private)
    assert isinstance(document, SourceDocument), document
    return document


def _problems(model: Any, text: str, private: bool = False) -> list[Problem]:
    value, problems = validate(model, _document(text, private))
    assert value is None
    assert problems
    return problems


def _only(model: Any, text: str) -> Problem:
    (problem,) = _problems(model, text)
    return problem


# ------------------------------------------------------------------------ what is given


def test_a_valid_file_comes_back_as_the_model() -> None:
    event, problems = validate(AnEvent, _document("event: icpc.held\n"))
    assert (event, problems) == (AnEvent(event="icpc.held"), [])


def test_a_type_adapter_will_do_for_a_model() -> None:
    events, problems = validate(TypeAdapter(list[AnEvent]), _document("- event: icpc.held\n"))
    assert problems == []
    assert events == [AnEvent(event="icpc.held")]


def test_part_of_a_file_is_validated_with_places_in_the_whole() -> None:
    text = "rules:\n- {event: icpc.held}\n- {evnt: icpc.held}\n"
    value, problems = validate(AnEvent, _document(text), at=("rules", 1))
    assert value is None
    assert [problem.place for problem in problems] == [Place("leeds.yaml", 3, 4)]
    with pytest.raises(LookupError):
        validate(AnEvent, _document(text), at=("rules", 2))


def test_validators_are_given_the_context_of_the_caller() -> None:
    def known(word: str, info: ValidationInfo) -> str:
        if word not in info.context:
            raise Wrong("no such event", code="unknown-event")
        return word

    class OneEvent(Strict):
        event: Annotated[str, AfterValidator(known)]

    document = _document("event: icpc.held\n")
    assert validate(OneEvent, document, context={"icpc.held"})[1] == []
    assert [problem.code for problem in validate(OneEvent, document, context=set())[1]] == ["unknown-event"]


def test_the_caller_may_give_a_kind_of_error_a_code_of_its_own() -> None:
    class Limit(Strict):
        most: int = Field(le=20)

    _, problems = validate(Limit, _document("most: 21\n"), codes={"less_than_equal": "caseload-too-high"})
    assert [problem.code for problem in problems] == ["caseload-too-high"]


# --------------------------------------------------------------------------------- keys


def test_a_misspelt_key_is_not_also_reported_missing() -> None:
    problem = _only(AnEvent, "evnt: icpc.held\n")
    assert (problem.code, problem.fix) == ("unknown-key", "write event")


def test_two_misspelt_keys_are_two_problems() -> None:
    class Source(Strict):
        document: str
        section: str

    problems = _problems(Source, "documnt: standards\nsecton: '1'\n")
    assert [problem.fix for problem in problems] == ["write document", "write section"]


def test_a_missing_key_says_what_it_is_for() -> None:
    problem = _only(AnEvent, "where: {}\n")
    assert problem.code == "missing-key"
    assert problem.expected == "event: text (the event that starts the clock)"


def test_keys_are_known_by_the_names_files_use() -> None:
    class Period(Strict):
        period: str = Field(alias="while")

    problem = _only(Period, "whle: child_protection_plan\n")
    assert problem.fix == "write while"
    assert "period" not in (problem.expected or "")


def test_keys_of_a_dataclass_are_checked_too() -> None:
    @dataclass
    class Source:
        document: str
        section: str = ""

    problem = _only(TypeAdapter(Source), "section: 3.1\ndocument: x\n")
    assert (problem.code, problem.fix) == ("wrong-type", 'put it in quotes: "3.1"')


def test_a_key_of_a_dictionary_is_pointed_at_itself() -> None:
    class Calendar(Strict):
        closures: dict[date, str]

    problem = _only(Calendar, "closures:\n  2026-12-24: eve\n  easter: closed\n")
    assert problem.place == Place("leeds.yaml", 3, 3)


def test_a_date_key_leads_to_its_value() -> None:
    class Calendar(Strict):
        closures: dict[date, str]

    problem = _only(Calendar, "closures:\n  2026-12-24: [eve]\n")
    assert problem.place == Place("leeds.yaml", 2, 15)


def test_the_id_of_the_rule_comes_with_its_problems() -> None:
    text = "- {id: a.first, form: deadline}\n"
    problems = _problems(TypeAdapter(list[Deadline]), text)
    assert {problem.rule_id for problem in problems} == {"a.first"}


# ------------------------------------------------------------------------------- unions


class ByEvent(Strict):
    """One branch."""

    event: str
    where: dict[str, str] = Field({})


class ByAge(Strict):
    """Another."""

    age: str
    at_latest: bool = False


class ByRule(Strict):
    """A third, which holds a union itself."""

    due_of: str
    plus: int | Literal["none"] = "none"


class Anchor(Strict):
    """What the branches are for."""

    after: ByEvent | ByAge | ByRule


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{event: 3}", "'event' must be text"),
        ("{event: x, wher: {}}", "did you mean 'where'"),
        ("{ag: sixteen}", "did you mean 'age'"),
        ("{age: [16]}", "'age' must be text"),
        ("{age: '16', at_latest: maybe}", "'at_latest' must be true or false"),
        ("{due_of: x, plus: lots}", "'plus' cannot be 'lots'"),
        ("{due_of: x, plus: [1]}", "'plus' must be a whole number or 'none'; a list is here"),
        ("icpc.held", "'after' must be a block of keys and values; the text 'icpc.held' is here"),
        ("[x]", "'after' must be a block of keys and values; a list is here"),
    ],
)
def test_of_a_union_only_the_branch_that_was_meant_is_reported(written: str, message: str) -> None:
    problem = _only(Anchor, f"after: {written}\n")
    assert message in problem.message
    assert problem.place is not None
    assert problem.place.line == 1


def test_the_values_of_all_branches_are_offered_together() -> None:
    class Term(Strict):
        each: Literal["term"] | Literal["month", "year"] | int

    problem = _only(Term, "each: moth\n")
    assert problem.message == "'each' cannot be 'moth'; did you mean 'month'?"
    assert problem.expected == "one of: term, month, year"


@pytest.mark.parametrize(
    ("written", "column"),
    [("[[1, x, 3]]", 6), ("[[1], x]", 7), ("{a: x}", 5), ("'x'", 1)],
)
def test_branches_of_every_kind_are_told_apart(written: str, column: int) -> None:
    class Colour(StrEnum):
        RED = "red"

    class Many(Strict):
        value: Colour | list[list[int]] | dict[str, int] | tuple[str, ...] | None

    problem = _only(Many, f"value: {written}\n")
    assert problem.place == Place("leeds.yaml", 1, 7 + column)


def test_branches_with_names_of_the_models_own() -> None:
    def which(value: Any) -> str | None:
        return ("event" if "event" in value else "age") if isinstance(value, dict) else None

    class Named(Strict):
        after: Annotated[Annotated[ByEvent, Tag("event")] | Annotated[ByAge, Tag("age")], Discriminator(which)]

    assert "did you mean 'where'" in _only(Named, "after: {event: x, wher: {}}\n").message
    assert _only(Named, "after: {event: x, event2: {}}\n").place == Place("leeds.yaml", 1, 19)
    problem = _only(Named, "after: 5\n")
    assert problem.code == "wrong-type"


def test_a_misspelt_key_that_decides_the_branch_is_named() -> None:
    def which(value: Any) -> str | None:
        return next((key for key in ("event", "age") if isinstance(value, dict) and key in value), None)

    class Named(Strict):
        after: Annotated[
            Annotated[ByEvent, Tag("event")] | Annotated[ByAge, Tag("age")],
            Discriminator(
                which,
                custom_error_type="not_recognised",
                custom_error_message="this needs one of the keys event, age",
            ),
        ]

    problem = _only(Named, "after: {where: {}, evnt: x}\n")
    assert (problem.code, problem.place) == ("unknown-key", Place("leeds.yaml", 1, 20))
    assert problem.expected == "this needs one of the keys event, age"
    assert _only(Named, "after: {colour: x}\n").code == "not-recognised"


def test_a_key_with_the_name_of_its_branch_is_not_taken_for_it() -> None:
    class Event(Strict):
        kind: Literal["event"]
        event: ByEvent

    class Age(Strict):
        kind: Literal["age"]
        age: str

    class Trigger(Strict):
        after: Annotated[Event | Age, Field(discriminator="kind")]

    problem = _only(Trigger, "after:\n  kind: event\n  event:\n    event: 3\n")
    assert problem.place == Place("leeds.yaml", 4, 12)


def test_a_shorthand_that_a_validator_turned_into_a_block_is_pointed_at_itself() -> None:
    def expand(value: Any) -> Any:
        return {"event": value} if isinstance(value, str) else value

    class Short(Strict):
        do: list[Annotated[AnEvent, BeforeValidator(expand)]]

    problem = _only(Short, "do:\n- core_group.held\n- Core Group\n")
    assert problem.place == Place("leeds.yaml", 3, 3)
    assert problem.code == "wrong-pattern"


def test_one_value_taken_for_a_list_is_pointed_at_itself() -> None:
    def listed(value: Any) -> Any:
        return value if isinstance(value, list) else [value]

    class Short(Strict):
        do: Annotated[list[AnEvent], BeforeValidator(listed)]

    problem = _only(Short, "do: {evnt: core_group.held}\n")
    assert (problem.code, problem.place) == ("unknown-key", Place("leeds.yaml", 1, 6))


class Condition(Strict):
    """A model that refers to itself."""

    event: str
    unless: Condition | None = None


def test_a_model_within_itself_is_followed_all_the_way() -> None:
    problem = _only(Condition, "event: a\nunless:\n  event: b\n  unless:\n    evnt: c\n")
    assert (problem.code, problem.place) == ("unknown-key", Place("leeds.yaml", 5, 5))


# ------------------------------------------------------------------ the model's own words


def test_a_models_own_refusal_keeps_its_words_code_and_place() -> None:
    class Window(Strict):
        opens: int
        closes: int

        @model_validator(mode="after")
        def _opens_before_it_closes(self) -> Window:
            if self.closes < self.opens:
                raise Wrong(
                    "the window closes before it opens",
                    expected="a later day",
                    fix="swap the two",
                    code="bad-window",
                    at=("closes",),
                )
            return self

    problem = _only(Window, "opens: 5\ncloses: 3\n")
    assert problem == Problem(
        Place("leeds.yaml", 2, 9),
        "bad-window",
        problem.severity,
        "the window closes before it opens",
        "a later day",
        "swap the two",
    )


def test_an_ordinary_value_error_keeps_its_words() -> None:
    def refuse(value: str) -> str:
        raise ValueError("not a council we know" if value else "no council")

    class Council(Strict):
        name: Annotated[str, AfterValidator(refuse)]

    assert _only(Council, "name: Atlantis\n").message == "not a council we know"


def test_every_problem_of_a_file_is_found_in_one_run() -> None:
    text = "council: 3\nrules:\n- {id: a.b, form: deadlin}\n- {form: series, id: a.c, titel: x}\ncolour: red\n"
    problems = _problems(Pack, text)
    assert [(problem.code, problem.place.line) for problem in problems if problem.place] == [
        ("missing-key", 1),
        ("wrong-type", 1),
        ("not-allowed", 3),
        ("missing-key", 4),
        ("missing-key", 4),
        ("unknown-key", 4),
        ("unknown-key", 5),
    ]


# ------------------------------------------------------------------------------ private


class Child(BaseModel):
    """Part of a case."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=3)
    born: date
    status: Literal["open", "closed"]
    siblings: int
    attributes: dict[str, int] = {}
    after: ByEvent | ByAge | None = None


def test_problems_of_a_case_never_repeat_what_it_holds() -> None:
    text = (
        "name: Marguerite\nborn: Marguerite\nstatus: Marguerite\nsiblings: Marguerite\nMarguerite: 1\n"
        "attributes: {Marguerite: Marguerite}\nafter: {event: 77, Marguerite: 78}\nid: Marguerite\n"
    )
    problems = _problems(Child, text, private=True)
    assert len(problems) >= 7
    for problem in problems:
        words = f"{problem.message} {problem.expected} {problem.fix} {problem.rule_id}"
        assert "Marguerite" not in words
        assert "77" not in words


def test_a_misspelt_key_of_a_case_is_still_explained() -> None:
    (problem,) = _problems(ByAge, "agee: sixteen\n", private=True)
    assert problem.fix == "write age"


def test_a_kind_that_no_case_knows_is_not_repeated() -> None:
    text = "council: Leeds\nfrom_day: 2026-01-01\nrules: [{form: Marguerite}]\n"
    (problem,) = _problems(Pack, text, private=True)
    assert problem.code == "not-allowed"
    assert "Marguerite" not in f"{problem.message} {problem.fix}"
