"""The laws of working days hold for a right function, and each wrong one is caught with days that show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from practice_rules.testing import BACKWARD_LAWS, WORKING_DAY_LAWS, LawBroken, check_working_day_laws
from practice_rules.testing.working_day_laws import Law
from tests.kit.wrong_functions import (
    CLOSED,
    DAY,
    WRONG_ADDS,
    backwards_is_positive,
    counts_the_start,
    ignores_closures,
    off_by_one,
    right,
    right_count,
    rolls_forward_first,
    skips_once,
    stepping,
    works,
)

EXAMPLES = 150
OF_THEIR_OWN = tuple(law for law in WORKING_DAY_LAWS if law.name != "agrees")
"""The laws that know which days are worked and nothing of how our own calendar counts."""


def _broken(add: Callable[[date, int], date], laws: tuple[Law, ...] = WORKING_DAY_LAWS, **given: object) -> LawBroken:
    with pytest.raises(LawBroken) as caught:
        check_working_day_laws(add=add, calendar=CLOSED, max_examples=EXAMPLES, laws=laws, **given)  # type: ignore[arg-type]  # the count, passed on
    return caught.value


def test_a_right_function_keeps_every_law() -> None:
    check_working_day_laws(add=right, calendar=CLOSED, count=right_count, max_examples=40)


@pytest.mark.parametrize("wrong", WRONG_ADDS, ids=lambda wrong: wrong.__name__)
def test_a_wrong_function_is_caught_without_our_own_count(wrong: Callable[[date, int], date]) -> None:
    """A law that only compared with the calendar's own answer would prove the two alike and neither right."""
    broken = _broken(wrong, OF_THEIR_OWN)
    assert broken.law in str(broken)
    assert broken.shown in str(broken)


def test_a_count_with_its_sign_confused_is_caught() -> None:
    assert _broken(right, count=backwards_is_positive).law == "count undoes add"


def test_a_count_that_takes_in_both_ends_is_caught() -> None:
    assert _broken(right, count=lambda a, b: right_count(a, b) + works(a)).law == "count undoes add"


def test_counts_that_do_not_add_up_are_caught() -> None:
    law = tuple(each for each in WORKING_DAY_LAWS if each.name == "counts add up")
    assert _broken(right, law, count=lambda a, b: max(0, right_count(a, b) - 1)).law == "counts add up"


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        ("lands on a working day", skips_once),
        ("exactly n", off_by_one),
        ("exactly n", counts_the_start),
        ("exactly n", rolls_forward_first),
        ("later for more", lambda day, _n: right(day, 1)),
        ("never sooner", lambda day, n: right(day, n + (5 if day.weekday() == 2 else 0))),
        ("steps add up", lambda day, n: stepping(day, n + 1, works)),
        ("agrees", ignores_closures),
    ],
)
def test_each_law_can_be_broken_by_itself(law: str, wrong: Callable[[date, int], date]) -> None:
    only = tuple(each for each in WORKING_DAY_LAWS if each.name == law)
    assert len(only) == 1
    assert _broken(wrong, only).law == law


def test_what_is_shown_is_small_and_names_the_days() -> None:
    """The smallest case of counting from the start is one working day; the closure is found by name of its days."""
    assert " + 1 = " in _broken(counts_the_start).shown
    assert any(day in _broken(ignores_closures).shown for day in ("29 Dec 2026", "30 Dec 2026", "31 Dec 2026"))


def test_the_same_days_are_tried_each_time() -> None:
    assert str(_broken(skips_once)) == str(_broken(skips_once))


def both_ways(day: date, n: int) -> date:
    """As it should be, forward and back."""
    return right(day, n) if n > 0 else back(day, -n, works)


def back(day: date, n: int, worked: Callable[[date], bool]) -> date:
    while n:
        day -= DAY
        n -= worked(day)
    return day


def test_a_right_function_keeps_every_law_backwards() -> None:
    check_working_day_laws(add=both_ways, calendar=CLOSED, max_examples=40, backwards=True)


def test_backwards_is_not_asked_of_a_function_that_only_goes_forward() -> None:
    check_working_day_laws(add=right, calendar=CLOSED, max_examples=10)


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        ("back to a working day", lambda day, n: day - n * DAY),
        ("exactly n back", lambda day, n: back(day, n + 1, works)),
        ("exactly n back", lambda day, n: back(day + DAY, n, works)),
        ("earlier for more", lambda day, _n: back(day, 1, works)),
        ("never sooner back", lambda day, n: back(day, n + (5 if day.weekday() == 2 else 0), works)),
        ("steps back add up", lambda day, n: back(day, n + 1, works)),
        ("there and back", lambda day, n: back(right(day, 1), n, works)),
        ("agrees back", lambda day, n: back(day, n, lambda each: each.weekday() < 5)),
    ],
)
def test_each_law_backwards_can_be_broken_by_itself(law: str, wrong: Callable[[date, int], date]) -> None:
    only = tuple(each for each in BACKWARD_LAWS if each.name == law)
    assert len(only) == 1
    broken = _broken(lambda day, n: right(day, n) if n > 0 else wrong(day, -n), only)
    assert broken.law == law
    assert " - " in broken.shown
