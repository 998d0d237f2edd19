"""Made-up histories: the same for the same seed, in the words of the vocabulary, with sane dates and likely shares."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date, datetime

import pytest

from practice_rules.case import Case, Event
from practice_rules.made_up import (
    SPARE,
    USUAL,
    Habits,
    Who,
    care,
    everyday,
    made_up_case,
    made_up_cases,
    protection,
    workers,
)
from practice_rules.made_up.make import STEPS
from practice_rules.readers.case_file import read_cases
from practice_rules.readers.case_writer import write_case
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import Attribute

UNTIL = date(2026, 3, 31)
MANY = 2000


@pytest.fixture(scope="module")
def many() -> list[Case]:
    return list(made_up_cases(MANY, 1, until=UNTIL))


@pytest.fixture(scope="module")
def adults() -> list[Case]:
    kinds: tuple[Who, ...] = ("worker", "carer", "adopter")
    return [case for who in kinds for case in made_up_cases(80, 1, until=UNTIL, who=who)]


def _day(event: Event) -> date:
    return event.at.date() if isinstance(event.at, datetime) else event.at


# ---------------------------------------------------------------------- the same again


def test_any_slice_in_any_order_is_the_same() -> None:
    whole = list(made_up_cases(60, 11, until=UNTIL))
    assert [made_up_case(child, 11, until=UNTIL) for child in reversed(range(60))] == whole[::-1]
    assert list(made_up_cases(5, 11, until=UNTIL, first=40)) == whole[40:45]


def test_another_process_makes_the_same() -> None:
    """Even one that orders its sets otherwise and has made no history before."""
    asked = (
        "from datetime import date; from practice_rules.made_up import made_up_cases; "
        "from practice_rules.readers.case_writer import write_case; "
        "print(*map(write_case, made_up_cases(12, 11, until=date(2026, 3, 31), first=20)), sep='', end='')"
    )
    told = {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, env=os.environ | told, check=True)
    here = "".join(map(write_case, made_up_cases(12, 11, until=UNTIL, first=20)))
    assert found.stdout.decode().replace("\r\n", "\n") == here


def test_other_seeds_and_children_have_other_histories() -> None:
    one, two = made_up_case(3, 1, until=UNTIL), made_up_case(3, 2, until=UNTIL)
    assert one.events != two.events
    assert len({str(made_up_case(child, 1, until=UNTIL).events) for child in range(30)}) == 30


def test_a_child_and_a_worker_of_one_number_are_not_alike() -> None:
    worker = made_up_case(3, 1, until=UNTIL, who="worker")
    assert worker.subject.kind == "worker" and worker.subject.id == "made-up-worker-3"
    assert {event.type for event in worker.events} != {event.type for event in made_up_case(3, 1, until=UNTIL).events}
    assert worker == next(made_up_cases(1, 1, until=UNTIL, first=3, who="worker"))


def test_habits_do_not_leak_into_each_other() -> None:
    before = made_up_case(4, 9, until=UNTIL)
    made_up_case(4, 9, until=UNTIL, habits=SPARE)
    assert made_up_case(4, 9, until=UNTIL) == before


@pytest.mark.parametrize(
    ("child", "seed", "until"), [(-1, 0, UNTIL), (0, -1, UNTIL), (0, 0, date(1999, 1, 1)), (0, 0, date(2095, 1, 1))]
)
def test_what_cannot_be_made_is_refused(child: int, seed: int, until: date) -> None:
    with pytest.raises(ValueError, match=r"cannot be below|must be from"):
        made_up_case(child, seed, until=until)


@pytest.mark.parametrize("wrong", [{"late": 1.5}, {"gaps": -0.1}, {"years": 0}, {"not_in_need": 0.99}])
def test_habits_are_shares(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must be|the same referrals"):
        Habits(**wrong)


# ---------------------------------------------------------------------- the words


def test_every_word_is_in_the_vocabulary_and_of_its_type(many: list[Case], adults: list[Case]) -> None:
    words = load_vocabulary()
    wrong: Counter[tuple[str, str]] = Counter()
    for case in many + adults:
        for event in case.events:
            for name, value in event.attributes.items():
                attribute = words.events[event.type].get(name)
                if attribute is None or not _fits(attribute, value, words.roles):
                    wrong[event.type, name] += 1
            if event.by is not None and event.by not in words.roles:
                wrong[event.type, "by"] += 1
    assert not wrong


def _fits(attribute: Attribute, value: object, roles: object) -> bool:
    known = set(roles) if attribute.type in ("role", "roles") else set(attribute.values)  # type: ignore[call-overload]
    if attribute.type in ("choice", "role"):
        return value in known
    if attribute.type in ("choices", "roles"):
        return isinstance(value, frozenset) and bool(value) and value <= known
    types = {"boolean": bool, "integer": int, "number": (int, float), "date": date, "datetime": (date, datetime)}
    right = isinstance(value, types.get(attribute.type, str))  # type: ignore[arg-type]
    return right and (attribute.type == "boolean" or not isinstance(value, bool))


def test_every_word_of_the_tables_is_in_the_vocabulary() -> None:
    words = load_vocabulary()
    for event_type, steps in STEPS.items():
        assert event_type in words.events
        for each in steps:
            assert each.event_type in words.events
            for name, value in (each.facts or {}).items():
                attribute = words.events[each.event_type].get(name)
                assert attribute is not None, (event_type, each.event_type, name)
                assert _fits(attribute, value, words.roles), (event_type, each.event_type, name)


def test_shares_of_what_is_drawn_sum_to_one() -> None:
    for table in (
        everyday._HAPPENINGS,
        everyday._METHODS,
        care._KINDS,
        care._STATUS,
        protection._ENDS,
        workers._GRADES,
    ):
        assert sum(share for _, share in table) == pytest.approx(1)


def test_steps_never_lead_back_to_themselves() -> None:
    seen: dict[str, bool] = {}

    def walk(event_type: str, trail: tuple[str, ...]) -> None:
        assert event_type not in trail, trail
        if event_type in seen:
            return
        for each in STEPS.get(event_type, ()):
            walk(each.event_type, (*trail, event_type))
        seen[event_type] = True

    for event_type in STEPS:
        walk(event_type, ())


def test_case_files_of_them_read_back_without_a_problem() -> None:
    kinds: tuple[Who, ...] = ("child", "child", "carer", "adopter", "worker")
    for number in range(50):
        case = made_up_case(number, 5, until=UNTIL, who=kinds[number % 5])
        found = read_cases(write_case(case), "made_up.yaml")
        assert not found.problems
        assert found.cases == (case,)


# ---------------------------------------------------------------------- the dates and links


def test_nothing_lies_after_the_last_day_but_what_is_planned(many: list[Case], adults: list[Case]) -> None:
    ahead = 0
    for case in many + adults:
        for event in case.events:
            assert event.recorded_at is None or event.recorded_at <= UNTIL
            if _day(event) > UNTIL:
                assert event.status in ("planned", "cancelled"), event.type
                ahead += 1
    assert ahead > 20


def test_nothing_lies_before_birth_but_for_children_known_before_it(many: list[Case]) -> None:
    known_before = 0
    for case in many:
        born = case.subject.born
        if born is None or not case.events:
            continue
        first = min(map(_day, case.events))
        if first < born:
            known_before += 1
            assert any(event.type == "unborn_child.identified" for event in case.events)
            assert (born - first).days < 200
    assert known_before > 5


def test_nothing_precedes_what_began_the_work(many: list[Case]) -> None:
    began = {"contact.received", "unborn_child.identified", "transfer_in.notified", "case.opened"}
    for case in many:
        if case.events:
            first = min(map(_day, case.events))
            assert any(_day(event) == first and event.type in began for event in case.events), case.subject.id


def test_events_are_distinct_and_links_hold(many: list[Case], adults: list[Case]) -> None:
    links: Counter[str] = Counter()
    for case in many + adults:
        ids = [event.id for event in case.events]
        assert len(set(ids)) == len(ids)
        content = {
            (event.type, event.at, event.status, event.about, tuple(sorted(event.attributes))) for event in case.events
        }
        assert len(content) > 0.5 * len(ids)
        for event in case.events:
            for key in ("about", "replaces", "corrects"):
                name = getattr(event, key)
                if name is not None:
                    assert name in ids and name != event.id
                    links[key] += 1
    assert min(links[key] for key in ("about", "replaces", "corrects")) > 50


def test_events_stand_in_order_of_day(many: list[Case]) -> None:
    for case in many:
        days = [_day(event) for event in case.events]
        assert days == sorted(days)


# ---------------------------------------------------------------------- the shares


def _children_with(cases: list[Case], event_type: str) -> int:
    return sum(any(e.type == event_type and e.status == "occurred" for e in case.events) for case in cases)


def _occurred(cases: list[Case], event_type: str) -> int:
    return sum(e.type == event_type and e.status == "occurred" for case in cases for e in case.events)


def test_what_follows_from_referrals_is_near_the_national_figures(many: list[Case]) -> None:
    referrals = _occurred(many, "referral.received")
    outcomes = Counter(
        e.attributes.get("outcome") for case in many for e in case.events if e.type == "referral.decided"
    )
    assert outcomes["no_further_action"] / referrals == pytest.approx(USUAL.no_further_action, abs=0.02)
    assert _occurred(many, "section_47.started") / referrals == pytest.approx(USUAL.section_47, abs=0.04)
    assert _occurred(many, "icpc.held") / referrals == pytest.approx(0.116, abs=0.03)


@pytest.mark.parametrize("late", [0.0, 0.4])
def test_more_lateness_is_later(late: float) -> None:
    cases = list(made_up_cases(500, 1, until=UNTIL, habits=Habits(late=late, corrected=0, voided=0, never=0)))
    delays = []
    for case in cases:
        held = {e.id: _day(e) for e in case.events if e.type == "strategy_discussion.held"}
        for e in case.events:
            if (
                e.type == "strategy_discussion.recorded"
                and "minutes" in str(e.attributes.get("part"))
                and e.about in held
            ):
                delays.append((_day(e) - held[e.about]).days)
    assert len(delays) > 50
    over = sum(delay > 8 for delay in delays) / len(delays)
    assert over < 0.01 if late == 0 else 0.15 < over < 0.5


def test_no_gaps_no_corrections_when_the_habits_say_so() -> None:
    neat = Habits(corrected=0, voided=0, stamped=0, planned=0, no_birth_date=0, unborn=0, gaps=0)
    for case in made_up_cases(200, 2, until=UNTIL, habits=neat):
        assert case.subject.born is not None
        for event in case.events:
            assert (event.status, event.corrects, event.recorded_at) == ("occurred", None, None)
            if event.type == "section_47.completed":
                assert {"outcome", "harm"} <= event.attributes.keys()


def test_corrections_gaps_and_late_recording_are_near_the_knobs(many: list[Case]) -> None:
    events = [event for case in many for event in case.events if event.status == "occurred"]
    assert sum(e.corrects is not None for e in events) / len(events) == pytest.approx(USUAL.corrected, rel=0.5)
    assert sum(e.type == "entry.voided" for e in events) / len(events) == pytest.approx(USUAL.voided, rel=0.5)
    stamped = [e for e in events if e.recorded_at is not None]
    assert len(stamped) / len(events) == pytest.approx(USUAL.stamped, abs=0.05)
    late = sum(str(e.recorded_at)[:10] > str(e.at)[:10] for e in stamped) / len(stamped)
    assert late == pytest.approx(USUAL.stamped_late, abs=0.05)
    unknown = sum(case.subject.born is None for case in many) / len(many)
    assert 0.005 < unknown < 0.06
    timed = [isinstance(e.at, datetime) for e in events if e.type == "visit.made"]
    assert sum(timed) / len(timed) == pytest.approx(USUAL.timed, abs=0.07)


def test_spare_records_make_england_s_twenty_five_million_events() -> None:
    cases = made_up_cases(3000, 1, until=UNTIL, habits=SPARE)
    assert sum(len(case.events) for case in cases) / 3000 == pytest.approx(62, abs=5)


def test_meetings_are_planned_moved_and_called_off(many: list[Case]) -> None:
    status = Counter(event.status for case in many for event in case.events)
    assert status["planned"] > 500 and status["cancelled"] > 10
    moved = sum(e.status == "planned" and e.replaces is not None for case in many for e in case.events)
    assert moved / status["planned"] == pytest.approx(USUAL.moved, abs=0.08)
    assert _children_with(many, "looked_after.started") > 0.03 * MANY
