"""The choices a document leaves open when it counts time, each by name.

A pack declares its conventions once and a rule may override one. `docs/dates.md` gives a worked
example and the authority of every option.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from practice_rules.dates.days import LeapBirthday, MonthEnd

DayOne = Literal["next day", "same day"]
NonWorkingTrigger = Literal["as it stands", "next working day"]
Roll = Literal["none", "forward", "back"]
LeadCount = Literal["nth day", "clear days"]
ClockOption = Literal["end_of_day", "office_cut_off"]
HoursWithoutTime = Literal["whole days", "from midnight"]


class ConventionRefused(ValueError):
    """A convention was given a value it does not have."""


CHOICES: dict[str, tuple[str, ...]] = {
    "day_one": ("next day", "same day"),
    "calendar_day_one": ("next day", "same day"),
    "non_working_trigger": ("as it stands", "next working day"),
    "month_end": ("last day", "next day"),
    "roll": ("none", "forward", "back"),
    "lead": ("nth day", "clear days"),
    "leap_birthday": ("1 March", "28 February"),
    "hours_without_time": ("whole days", "from midnight"),
}
"""Every option that has a fixed set of values, and those values, the default first."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """How time is counted where the document does not say.

    - `day_one`: `next day`, the trigger's day is day zero (the Department for Education counts so in
      the children in need census; Lester v Garland (1808) 15 Ves Jun 248 in law); `same day`, the
      trigger's own day is day one if it is a working day.
    - `calendar_day_one`: the same choice for days, weeks, months and years (Zoan v Rouamba [2000]
      1 WLR 1509 for periods that begin *with* a day).
    - `non_working_trigger`: `as it stands`, the first working day after it is day one (Information
      Commissioner's guidance on section 10); `next working day`, the trigger counts as if it had
      come on the next working day. Working-day counts only.
    - `month_end`: where a count of months ends that finds no such date (Dodds v Walker [1981] 1 WLR
      1027 for `last day`).
    - `roll`: whether a deadline in days, weeks, months or years that ends on a non-working day moves
      to the next or the previous working day (CPR 2.8(5) for `forward`).
    - `lead`: `nth day`, at least n days before ends with the n-th day before; `clear days`, with the
      day before that, so that n whole days lie between (CPR 2.8(2)).
    - `end_of_day`: the time, `HH:MM`, at which a deadline in days ends; `24:00` is midnight. What is
      triggered later than that on its last day falls due at once.
    - `office_cut_off`: a trigger later than this time counts as the next working day (CPR 6.26).
      Working-day counts only; an event exactly at the time is not later.
    - `leap_birthday`: where a birthday on 29 February falls in common years.
    - `hours_without_time`: hours from a trigger known only by its date: `whole days`, the end of the
      day n/24 days later, rounded up; `from midnight`, n hours from the start of the trigger's day.

    Raises :class:`ConventionRefused` for a value an option does not have.

    >>> Conventions(day_one="same day").month_end
    'last day'
    >>> Conventions(end_of_day="5pm")
    Traceback (most recent call last):
        ...
    practice_rules.dates.conventions.ConventionRefused: end_of_day must be a time such as '17:00', not '5pm'
    """

    day_one: DayOne = "next day"
    calendar_day_one: DayOne = "next day"
    non_working_trigger: NonWorkingTrigger = "as it stands"
    month_end: MonthEnd = "last day"
    roll: Roll = "none"
    lead: LeadCount = "nth day"
    end_of_day: str = "24:00"
    office_cut_off: str | None = None
    leap_birthday: LeapBirthday = "1 March"
    hours_without_time: HoursWithoutTime = "whole days"

    def __post_init__(self) -> None:
        for option, choices in CHOICES.items():
            given = getattr(self, option)
            if given not in choices:
                raise ConventionRefused(f"{option} must be {_or(choices)}, not {given!r}")
        clock_time("end_of_day", self.end_of_day)
        if self.office_cut_off is not None:
            clock_time("office_cut_off", self.office_cut_off)


def clock_time(option: ClockOption, text: str) -> tuple[int, int]:
    """Hour and minute of a time of day, `00:00` to `24:00`. Raises :class:`ConventionRefused` otherwise.

    >>> clock_time("end_of_day", "17:30")
    (17, 30)
    """
    hour, colon, minute = text.partition(":") if isinstance(text, str) else ("", "", "")
    if colon and len(hour) == len(minute) == 2 and (hour + minute).isdecimal() and (hour + minute).isascii():
        at = int(hour), int(minute)
        if (at <= (23, 59) and at[1] <= 59) or at == (24, 0):
            return at
    raise ConventionRefused(f"{option} must be a time such as '17:00', not {text!r}")


def _or(choices: tuple[str, ...]) -> str:
    return " or ".join(repr(choice) for choice in choices)


STANDARD = Conventions()
"""The conventions of a pack that declares none."""
