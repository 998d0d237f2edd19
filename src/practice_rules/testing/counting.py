"""Conventions and a council's calendar, drawn at random: how a drawn pack counts time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from practice_rules.dates.conventions import CHOICES

Said = dict[str, Any]

OTHER_CHOICES: dict[str, tuple[str, ...]] = {
    **{name: values[1:] for name, values in CHOICES.items()},
    "end_of_day": ("17:00", "12:00"),
    "office_cut_off": ("16:30", "12:00"),
}
"""Every convention, with the values that are not its default."""

FIRST_DAY = date(2025, 1, 1)
TERMS = (
    ("Spring 2025", date(2025, 1, 6), date(2025, 4, 4)),
    ("Summer 2025", date(2025, 4, 22), date(2025, 7, 22)),
    ("Autumn 2025", date(2025, 9, 2), date(2025, 12, 19)),
    ("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
    ("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)),
    ("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)),
)


def random_conventions(random: Random) -> dict[str, str]:
    """One to three conventions that differ from the default."""
    names = random.sample(sorted(OTHER_CHOICES), random.choice([1, 1, 1, 2, 3]))
    return {name: random.choice(OTHER_CHOICES[name]) for name in names}


def random_council_said(random: Random) -> Said:
    """A council's own calendar as its file would say it: closures, and more often than not school terms."""
    closures = []
    for number in range(random.randint(0, 4)):
        first = FIRST_DAY + timedelta(random.randrange(500))
        closures.append({"first": first, "last": first + timedelta(random.choice([0, 0, 1, 4])), "name": f"C{number}"})
    said: Said = {"calendar": "council", "closures": closures}
    if random.randrange(4):
        said["terms"] = [{"name": name, "first": first, "last": last} for name, first, last in TERMS]
    return said


def with_council(random: Random, said: Said) -> Said | None:
    """A calendar of the name `council` that the pack, or one of its rules, goes by; or none, and the pack as it was."""
    by_term = "school_term" in str(said)
    if random.randrange(2 if by_term else 5):
        return None
    place = said if random.randrange(3) else random.choice(said["rules"])
    place["calendar"] = "council"
    return random_council_said(random)
