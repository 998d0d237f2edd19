"""Rounds are fair: everybody takes turns, and the garbage collector is left as it was."""

from __future__ import annotations

import gc

import pytest

from benchmarks.timing import against, percentile, rounds


def test_the_order_alternates_and_what_is_before_is_called_each_time() -> None:
    called: list[str] = []
    works = {name: (lambda name=name: called.append(name)) for name in ("a", "b")}
    seconds = rounds(works, 2, {"b": lambda: called.append("before b")})
    assert called == ["a", "before b", "b", "before b", "b", "a"]
    assert [len(taken) for taken in seconds.values()] == [2, 2]


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_on_only_where_asked_for_and_on_again_afterwards(collecting: bool) -> None:
    found: list[bool] = []
    rounds({"a": lambda: found.append(gc.isenabled())}, 1, collecting=collecting)
    assert found == [collecting]
    assert gc.isenabled()


def test_ratios_are_taken_inside_a_round() -> None:
    seconds = {"ours": [1.0, 10.0, 1.0], "theirs": [2.0, 20.0, 4.0]}
    assert against(seconds, "ours") == {"ours": 1.0, "theirs": 2.0}


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([1.0], 0.99) == 1.0
