"""A stream of cases: one outcome each, in order, in bounded memory, and failures set aside."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from practice_rules.batch import CaseFailed, CaseFailure, CaseOutcome, evaluate_many, evaluate_table
from practice_rules.batch.seen_cases import SeenCases, case_mark
from practice_rules.case import Case, Event, Subject
from practice_rules.engine.compile import CompiledPack
from practice_rules.packs import load_pack
from tests.result.elmet import PACK

AS_OF = "2026-05-15"
BEYOND = Case(Subject("C-far"), (Event("icpc.held", date(2101, 5, 1)),))


def small_cases(number: int) -> Iterator[Case]:
    for each in range(number):
        day = date(2026, 1, 5) + timedelta(each % 60)
        yield Case(
            Subject(f"C{each}"),
            (
                Event("icpc.held", day, attributes={"outcome": "child_protection_plan"}),
                Event("core_group.held", day + timedelta(each % 20)),
            ),
        )


def test_outcomes_come_in_order_with_the_engines_own_rows_and_words_on_demand() -> None:
    pack = load_pack(PACK)
    outcomes = list(evaluate_many(small_cases(5), pack, AS_OF))
    assert [outcome.case_id for outcome in outcomes] == [f"C{each}" for each in range(5)]
    for outcome in outcomes:
        assert isinstance(outcome, CaseOutcome)
        assert len(outcome.rows) == len(outcome.owed) == len(outcome.result.obligations) > 0
        assert outcome.events == 2


def test_a_failing_case_is_yielded_in_its_place_and_the_others_go_on() -> None:
    first, second = small_cases(2)
    found = list(evaluate_many([first, BEYOND, second], PACK, AS_OF))
    assert [type(each) for each in found] == [CaseOutcome, CaseFailure, CaseOutcome]
    failed = found[1]
    assert isinstance(failed, CaseFailure) and failed.problem.code == "outside-calendar"
    assert "2101" not in str(failed.problem)


def test_failures_can_be_raised_left_out_or_handed_over() -> None:
    (first,) = small_cases(1)
    told: list[CaseFailure] = []
    for on_failure in ("skip", told.append):
        found = list(evaluate_many([first, BEYOND], PACK, AS_OF, on_failure=on_failure))  # type: ignore[arg-type]
        assert [type(each) for each in found] == [CaseOutcome]
    assert [failure.case_id for failure in told] == ["C-far"]
    with pytest.raises(CaseFailed) as raised:
        list(evaluate_many([first, BEYOND], PACK, AS_OF, on_failure="raise"))
    assert "C-far" not in str(raised.value)


def test_whatever_goes_wrong_within_is_a_failure_of_that_case_that_repeats_nothing_of_it() -> None:
    (first,) = small_cases(1)
    odd = Case(Subject("C-odd"), (Event("icpc.held", "Bartholomew"),))  # type: ignore[arg-type]
    failed, good = evaluate_many([odd, first], PACK, AS_OF)
    assert isinstance(failed, CaseFailure) and isinstance(good, CaseOutcome)
    assert failed.problem.code == "case-failed" and "Bartholomew" not in str(failed.problem)


def test_a_case_that_comes_back_is_set_aside() -> None:
    first, second = small_cases(2)
    found = list(evaluate_many([first, second, first], PACK, AS_OF))
    assert [type(each) for each in found] == [CaseOutcome, CaseOutcome, CaseFailure]


def test_a_moment_that_cannot_be_read_is_said_before_any_case_is_taken() -> None:
    with pytest.raises(ValueError, match="as_of"):
        evaluate_many(small_cases(1), PACK, "31/3/2026")


def peak(pack: CompiledPack, number: int) -> int:
    """The most memory that a stream of so many cases takes, in bytes, beyond what the pack keeps."""
    for _ in evaluate_many(small_cases(200), pack, AS_OF):
        pass
    tracemalloc.start()
    for _ in evaluate_many(small_cases(number), pack, AS_OF):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_stream_ten_times_as_long_takes_no_more_memory_than_the_marks_of_its_cases() -> None:
    pack = load_pack(PACK)
    short, long = peak(pack, 2_000), peak(pack, 20_000)
    marks = 3 * 8 * 65_536  # a table of eight bytes a place, twice while it grows
    assert long < short + marks, (short, long)


def test_a_file_ten_times_as_long_takes_no_more_memory(tmp_path: Path) -> None:
    pack = load_pack(PACK)
    most = []
    for number in (500, 5_000):
        there = tmp_path / f"{number}.csv"
        with there.open("w") as file:
            file.write("case_id,type,at,outcome\n")
            for case in small_cases(number):
                for event in case.events:
                    file.write(f"{case.subject.id},{event.type},{event.at},{event.attributes.get('outcome', '')}\n")
        tracemalloc.start()
        evaluate_table(there, pack, AS_OF, out=tmp_path / "owed.csv")
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    short, long = most
    marks, part = 3 * 8 * 65_536, 8 << 20  # as above; and a part of a small file is smaller than one of a large file
    assert long < short + marks + part, (short, long)


def test_marks_of_many_cases_are_kept_apart() -> None:
    seen = SeenCases()
    assert all(seen.add(case_mark(f"C{number}")) for number in range(50_000))
    assert not any(seen.add(case_mark(f"C{number}")) for number in range(0, 50_000, 7))
    assert len(seen) == 50_000 and case_mark("C1") in seen and case_mark("D1") not in seen
