"""Making the histories: each child from the seed and its own number alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import chain
from random import Random
from typing import Final, Literal, TypeAlias

from practice_rules.case import Case, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.made_up.care import in_care
from practice_rules.made_up.carers import adopter, foster_carer
from practice_rules.made_up.everyday import worker
from practice_rules.made_up.front_door import referral
from practice_rules.made_up.habits import USUAL, Habits
from practice_rules.made_up.journal import Journal, day_of
from practice_rules.made_up.private_fostering import privately_fostered
from practice_rules.made_up.steps import Step, Steps, under_habits
from practice_rules.made_up.steps_care import CARE
from practice_rules.made_up.steps_front_door import FRONT_DOOR
from practice_rules.made_up.steps_protection import PROTECTION
from practice_rules.made_up.steps_recording import RECORDING
from practice_rules.made_up.steps_workforce import WORKFORCE
from practice_rules.made_up.words import wording
from practice_rules.made_up.workers import working_life

Who: TypeAlias = Literal["child", "worker", "carer", "adopter"]
"""Whose record is made up."""

KINDS: Final[tuple[Who, ...]] = ("child", "worker", "carer", "adopter")
EARLIEST: Final = date(2005, 1, 1)
LATEST: Final = date(2090, 1, 1)
_MOST: Final = 1 << 48


def _join(*tables: Steps) -> Steps:
    joined: dict[str, tuple[Step, ...]] = {}
    for name, steps in chain.from_iterable(table.items() for table in tables):
        if name in joined:
            raise ValueError(f"{name} stands in two tables")
        joined[name] = steps
    return joined


STEPS: Final[Steps] = _join(FRONT_DOOR, PROTECTION, CARE, RECORDING, WORKFORCE)
"""What goes with each event type."""


@lru_cache(maxsize=8)
def _steps(habits: Habits) -> Steps:
    return under_habits(STEPS, habits.never, habits.fullness)


def made_up_cases(
    number: int, seed: int, *, until: date, first: int = 0, habits: Habits = USUAL, who: Who = "child"
) -> Iterator[Case]:
    """Make up the histories of children `first`, `first` + 1 and so on, `number` of them, up to the day `until`.

    Each depends on `seed`, its number, `until` and `habits` alone, so that any slice can be made by itself, in any
    process and order. Nothing lies after `until` but what is planned. The ids say that they are made up. `who` asks for
    the records of workers, foster carers or adopters instead.

    Raises `ValueError` for a number or seed below 0, or a day outside 2005 to 2089.

    >>> one, two = made_up_cases(2, 7, until=date(2026, 3, 31))
    >>> one.subject.id, two.subject.id
    ('made-up-0', 'made-up-1')
    >>> list(made_up_cases(1, 7, until=date(2026, 3, 31), first=1)) == [two]
    True
    """
    if number < 0 or first < 0:
        raise ValueError(f"the number of histories and the first of them cannot be below 0: {number}, {first}")
    return (made_up_case(each, seed, until=until, habits=habits, who=who) for each in range(first, first + number))


def made_up_case(number: int, seed: int, *, until: date, habits: Habits = USUAL, who: Who = "child") -> Case:
    """Make up one history by its number, as `made_up_cases` does."""
    if seed < 0 or not 0 <= number < _MOST:
        raise ValueError(f"a seed and the number of a history cannot be below 0: {seed}, {number}")
    if not EARLIEST <= until < LATEST:
        raise ValueError(f"the last day must be from {EARLIEST} to {LATEST}, not {until}")
    random = Random((seed * len(KINDS) + KINDS.index(who)) * _MOST + number)
    last = until.toordinal()
    journal = Journal(random, last, habits, wording(habits), _steps(habits))
    if who != "child":
        name = f"made-up-{who}-{number}"
        return Case(Subject(name, who, None, _adult(journal, who, name)), journal.events())
    born, facts = _history(journal, last, habits)
    known = None if born > last or journal.chance(habits.no_birth_date) else day_of(born)
    return Case(Subject(f"made-up-{number}", "child", known, facts), journal.events())


def _adult(journal: Journal, who: Who, name: str) -> dict[str, AttributeValue]:
    if who == "worker":
        return working_life(journal, name)
    if who == "carer":
        foster_carer(journal)
    else:
        adopter(journal)
    return {}


def _history(journal: Journal, last: int, habits: Habits) -> tuple[int, dict[str, AttributeValue]]:
    """Write the whole history; returns the day of birth and the child's facts."""
    facts: dict[str, AttributeValue] = {}
    if journal.chance(habits.disabled):
        facts["disabled"] = True
        facts["complex_disability"] = journal.chance(0.3)
        journal.phases.add("disabled")
    elif journal.chance(0.95):
        facts["disabled"] = facts["complex_disability"] = False
    if journal.chance(0.04):
        facts["communication_need"] = True
        journal.phases.add("communication_need")
    elif journal.chance(0.95):
        facts["communication_need"] = False
    day = journal.working(last - int(journal.draw() * habits.years * 365.25))
    chance = journal.draw()
    if journal.chance(habits.contact_only):
        born = day - int(journal.draw() * 17.5 * 365)
        journal.first = day
        journal.put("contact.received", day)
        journal.put("referral.decided", journal.after(day, 1), outcome="advice")
    elif chance < habits.already_in_care:
        born = _long_in_care(journal, last, habits)
        facts["siblings_in_care"] = journal.chance(0.4)
    elif chance < habits.already_in_care + habits.privately_fostered:
        born = day - journal.between(5 * 365, 15 * 365)
        privately_fostered(journal, day)
    else:
        born = _referred(journal, day, habits, facts)
    if born <= last:
        facts["school_age"] = 5 <= (last - born) / 365.25 < 16
    return born, facts


def _referred(journal: Journal, day: int, habits: Habits, facts: dict[str, AttributeValue]) -> int:
    if journal.chance(habits.unborn):
        born = day + journal.between(20, 150)
        journal.first = day
        journal.put("unborn_child.identified", day)
        if journal.chance(0.2):
            journal.put("removal_plan.recorded", journal.after(day, 30))
        if born > journal.last:
            facts["unborn"] = True
    else:
        born = day - int(journal.draw() * 17.5 * 365)
    if journal.chance(0.01):
        journal.first = day
        journal.put("transfer_in.notified", day, plan="child_protection" if journal.chance(0.5) else "none")
    closed = referral(journal, day, born, habits)
    while closed is not None and journal.chance(habits.referred_again):
        again = journal.working(closed + journal.between(10, 360))
        if again > journal.last or again - born > 17.8 * 365:
            break
        closed = referral(journal, again, born, habits)
    return born


def _long_in_care(journal: Journal, last: int, habits: Habits) -> int:
    """A child who came into care years ago; of some, to stay until eighteen and leave it."""
    stays = journal.chance(0.3)
    if stays:
        eighteen = last - int(journal.draw() * 7 * 365)
        came = journal.working(eighteen - 100 - int(journal.draw() * 4 * 365))
        born = eighteen - int(18 * 365.25) - 1
    else:
        came = journal.working(last - 200 - int(journal.draw() * 6 * 365))
        born = came - int(journal.draw() * 16.5 * 365) - 30
    journal.first = came
    journal.put("case.opened", came)
    worker(journal, came, "looked_after", "looked_after")
    closed = in_care(journal, came, born, habits, stays=stays)
    if closed is not None:
        journal.put("case.closed", journal.after(closed, 20), after="looked_after")
    return born
