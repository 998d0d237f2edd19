"""The laws of ages, for anyone's own function: a birthday on 29 February, and the day on which an age is reached.

An age is reached at the start of the birthday (Family Law Reform Act 1969, section 9). In a common year a birthday of
29 February is kept on 1 March, or on 28 February where `leap` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from hypothesis import strategies as st

from practice_rules.dates.days import LeapBirthday, human_date
from practice_rules.testing.dates import days
from practice_rules.testing.laws import Law, check_laws

Birthday = Callable[[date, int], date]
"""Somebody's function: a date of birth and an age to the day on which it is reached."""

Age = Callable[[date, date], int]
"""Somebody's function: a date of birth and a day to the age in completed years."""


@dataclass(frozen=True)
class Ages:
    """What is on trial: the functions, and where they keep a birthday of 29 February in a common year."""

    birthday: Birthday
    age: Age | None = None
    leap: LeapBirthday = "1 March"


Draw = tuple[date, int]
"""A date of birth and an age."""

BirthdayLaw: TypeAlias = Law[Ages, Draw]


def _told(born: date, age: int, got: date) -> str:
    return f"born {_said(born)}, {age} on {_said(got)}"


def _said(day: date) -> str:
    return human_date(day.toordinal())


def _the_same_date(subject: Ages, draw: Draw) -> str | None:
    born, age = draw
    got, year = subject.birthday(born, age), born.year + age
    try:
        wanted = born.replace(year=year)
    except ValueError:  # a common year
        wanted = date(year, 3, 1) if subject.leap == "1 March" else date(year, 2, 28)
    return None if got == wanted else f"{_told(born, age, got)}, not {_said(wanted)}"


def _older_on_the_birthday(subject: Ages, draw: Draw) -> str | None:
    if subject.age is None:
        return None
    born, age = draw
    day = subject.birthday(born, age)
    before, on = subject.age(born, day - timedelta(1)), subject.age(born, day)
    return (
        None
        if (before, on) == (age - 1, age)
        else f"{_told(born, age, day)}, but {before} the day before and {on} on it"
    )


def _in_order_of_birth(subject: Ages, draw: Draw) -> str | None:
    born, age = draw
    earlier, later = subject.birthday(born, age), subject.birthday(born + timedelta(1), age)
    return None if earlier <= later else f"{_told(born, age, earlier)}, and born a day later sooner"


BIRTHDAY_LAWS: tuple[BirthdayLaw, ...] = (
    Law(
        "the same date",
        "a birthday is the date of birth, or where the year has none, the day beside it",
        _the_same_date,
    ),
    Law("older on the birthday", "an age is reached at the start of the birthday", _older_on_the_birthday),
    Law("in order of birth", "whoever is born later is never of an age sooner", _in_order_of_birth),
)


def dates_of_birth() -> st.SearchStrategy[date]:
    """Any day from 2000 to 2060, the ends of months often, and 29 February."""
    leap = st.sampled_from([year for year in range(2000, 2061) if year % 4 == 0]).map(lambda year: date(year, 2, 29))
    return st.one_of(leap, days().map(date.fromordinal))


def check_birthday_laws(
    *,
    birthday: Birthday,
    age: Age | None = None,
    leap: LeapBirthday = "1 March",
    max_examples: int = 300,
    laws: tuple[BirthdayLaw, ...] = BIRTHDAY_LAWS,
) -> None:
    """Try a function that gives the day on which an age from 1 to 25 is reached; and one that gives an age, if any.

    Raises `LawBroken` for the first law that does not hold, with the smallest date of birth that shows it.

    >>> from practice_rules.dates import birthday
    >>> def reached(born, age):
    ...     return date.fromordinal(birthday(born.toordinal(), years=age))
    >>> check_birthday_laws(birthday=reached, max_examples=20)
    """
    check_laws(laws, Ages(birthday, age, leap), st.tuples(dates_of_birth(), st.integers(1, 25)), max_examples)
