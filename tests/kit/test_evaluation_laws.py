"""The laws of evaluation hold for this library, and each is broken by an evaluator that was broken on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_rules.case import Case, Event, Subject
from practice_rules.engine.compile import compile_pack
from practice_rules.engine.record import as_moment
from practice_rules.language.pack import PackFile
from practice_rules.packs import load_pack, standard_calendars
from practice_rules.testing import EVALUATION_LAWS, LawBroken, check_evaluation_laws
from practice_rules.testing.cases import random_case
from practice_rules.testing.evaluation_laws import Evaluate, EvaluationLaw, Owed, evaluator
from practice_rules.testing.packs import random_pack, random_pack_said
from practice_rules.vocabulary.load import load_vocabulary
from tests.result.elmet import elmet

FIRST_STEP = Path(__file__).parents[2] / "docs" / "tutorial" / "1-first-rule" / "torbay.yaml"
PACK = load_pack(FIRST_STEP)
"""A pack of one rule, so that hypothesis finds the smallest case quickly."""

OURS = evaluator(PACK)


def only_the_first_events(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Reads half of the record, so that the order of it matters."""
    half = case.events[: (len(case.events) + 1) // 2]
    return OURS(replace(case, events=half), as_of, known_at)


def counts_rows(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Takes every row for something that happened, so that one sent twice counts twice."""
    return [replace(owed, part=owed.part + len(case.events)) for owed in OURS(case, as_of, known_at)]


def sees_the_future(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Judges by all that is in the record today, whatever day was asked for."""
    return OURS(case, as_of + timedelta(days=4000), known_at)


def forgets_known_at(case: Case, as_of: date, _known_at: date | None = None) -> list[Owed]:
    """Uses the whole record, whatever was known by then."""
    return OURS(case, as_of, None)


def answers_twice(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Gives every obligation two times."""
    return [owed for owed in OURS(case, as_of, known_at) for _ in range(2)]


def due_before_it_opens(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Takes a due date for the day before it could have been known."""
    found = OURS(case, as_of, known_at)
    return [replace(owed, due=f"{int(owed.opens.split('/')[0]) - 1:07d}/") if owed.due else owed for owed in found]


def writes_off(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Forgets a breach after a month, as a list of what is overdue may."""
    found = OURS(case, as_of, known_at)
    old = f"{as_of.toordinal() - 30:07d}/"
    return [replace(o, status="lapsed") if o.status == "breached" and o.due < old else o for o in found]


def expects_them_in_order(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
    """Passes over an entry that arrives after a later one."""
    kept: list[Event] = []
    for event in case.events:
        if not kept or as_moment(event.at).day >= as_moment(kept[-1].at).day:
            kept.append(event)
    return OURS(replace(case, events=tuple(kept)), as_of, known_at)


class Remembers:
    """Keeps what it once found owed for a child, though an entry that came later took it back."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, int], Owed] = {}

    def __call__(self, case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
        for owed in OURS(case, as_of, known_at):
            self.kept[owed.rule, owed.trigger, owed.part] = owed
        return list(self.kept.values())


BROKEN: dict[str, Evaluate] = {
    "order": only_the_first_events,
    "duplicates": counts_rows,
    "the future": sees_the_future,
    "known at": forgets_known_at,
    "distinct": answers_twice,
    "opens": due_before_it_opens,
    "forward": writes_off,
    "one by one": expects_them_in_order,
}


def test_this_library_keeps_every_law() -> None:
    check_evaluation_laws(elmet(), max_examples=25)


@pytest.mark.parametrize("law", [law.name for law in EVALUATION_LAWS])
def test_each_law_catches_the_evaluator_that_breaks_it(law: str) -> None:
    only = tuple(each for each in EVALUATION_LAWS if each.name == law)
    with pytest.raises(LawBroken) as caught:
        check_evaluation_laws(PACK, BROKEN[law], max_examples=150, laws=only)
    assert caught.value.law == law
    assert "as of " in caught.value.shown


def _law(name: str) -> EvaluationLaw:
    return next(law for law in EVALUATION_LAWS if law.name == name)


def test_one_by_one_catches_what_remembers_an_entry_taken_back() -> None:
    started = Event("section_47.started", date(2026, 3, 2), id="s")
    case = Case(Subject("c"), (started, Event("entry.voided", date(2026, 3, 3), about="s")))
    seeds = range(6)
    law, as_of = _law("one by one"), date(2026, 3, 20)
    assert [owed.status for owed in OURS(replace(case, events=(started,)), as_of, None)] == ["breached"]
    assert all(law.broken_by(OURS, case, as_of, seed) is None for seed in seeds)
    assert any(law.broken_by(Remembers(), case, as_of, seed) is not None for seed in seeds)


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_status_of_what_took_place_only_moves_forward_under_any_pack(random: Random) -> None:
    drawn = random_pack(random)
    way = evaluator(compile_pack(drawn, load_vocabulary(), standard_calendars()))
    case = random_case(random, drawn, load_vocabulary())
    days = [event.at.date() if isinstance(event.at, datetime) else event.at for event in case.events]
    for _ in range(2):
        as_of = random.choice(days) + timedelta(random.choice([0, 1, 5, 10, 15, 30, 60]))
        for law in (_law("forward"), _law("one by one")):
            assert law.broken_by(way, case, as_of, random.randrange(1000)) is None


@pytest.mark.parametrize("form", ["lead", "deadline"])
def test_what_is_owed_only_provided_something_moves_forward_too(form: str) -> None:
    for seed in range(600):
        random = Random(seed)
        said = random_pack_said(random, (form,))
        for rule in said["rules"]:
            rule["provided"] = {"event": "section_47.completed", "where": {"outcome": "initial_conference"}}
        drawn = PackFile.model_validate(said)
        way = evaluator(compile_pack(drawn, load_vocabulary(), standard_calendars()))
        case = _answered(random, random_case(random, drawn, load_vocabulary()))
        for event in case.events:
            as_of = _day(event) + timedelta(random.choice([0, 0, 1, 2, 5]))
            assert _law("forward").broken_by(way, case, as_of, random.randrange(15)) is None, seed


def _answered(random: Random, case: Case) -> Case:
    """A case with answers about its time, of either kind, and without a source.

    A source that holds only the latest of what there was cannot be asked what it held before.
    """
    answers = [
        Event(
            "section_47.completed",
            _day(random.choice(case.events)) + timedelta(random.randrange(-20, 20)),
            attributes={"outcome": random.choice(["initial_conference", "no_further_action"])},
        )
        for _ in range(4)
    ]
    return replace(case, events=(*case.events, *answers), coverage=None)


def _day(event: Event) -> date:
    return event.at.date() if isinstance(event.at, datetime) else event.at


FOLLOWED = """
pack: elmet
title: Elmet
council: Elmet
edition: {name: "2026"}
sources: {standards: {title: Standards, publisher: Elmet}}
rules:
  - id: child_protection.conference.initial
    title: Conference, if the enquiry ends in one
    form: deadline
    after: strategy_discussion.held
    within: 5 working days
    do: icpc.held
    provided: {event: section_47.completed, where: {outcome: initial_conference}}
    standard: [ELM-001]
    source: {document: standards, section: "1"}
  - id: child_protection.conference.invitations
    title: Reminder, after the conference fell due
    form: deadline
    after: {due: child_protection.conference.initial}
    within: 4 weeks
    do: conference_report.shared
    standard: [ELM-002]
    source: {document: standards, section: "1"}
"""


def test_what_follows_from_an_open_condition_is_unknown_until_the_answer_and_may_then_be_due() -> None:
    pack = compile_pack(PackFile.model_validate(yaml.safe_load(FOLLOWED)), load_vocabulary(), standard_calendars())
    case = Case(
        Subject("A1"),
        (
            Event("strategy_discussion.held", date(2026, 3, 2), id="s1"),
            Event("section_47.completed", date(2026, 3, 16), attributes={"outcome": "initial_conference"}),
        ),
    )
    way = evaluator(pack)
    before, after = (way(case, date(2026, 3, day), None)[1] for day in (13, 17))
    assert (before.status, after.status) == ("unknown", "due")
    assert before.form == after.form == "awaited"
    assert all(_law("forward").broken_by(way, case, date(2026, 3, 13), days) is None for days in range(30))

    def says_nothing_of_it(case: Case, as_of: date, known_at: date | None = None) -> list[Owed]:
        return [replace(owed, form="deadline") for owed in way(case, as_of, known_at)]

    assert _law("forward").broken_by(says_nothing_of_it, case, date(2026, 3, 13), 4) is not None
