"""How often things happen, how late, and how well they are recorded: the knobs of the made-up histories."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Habits:
    """How a made-up council works and records. Every share is a number from 0 to 1.

    What follows from a referral is near the figures for England; the sources:

    - *Children in need*, reporting year 2023 (Department for Education, published October 2023): of 640,430 referrals
      7.1 % led to no further action and 29.9 % to an assessment that found no need; 143,770 (22 %) came within 12
      months of an earlier one; there were 225,400 section 47 enquiries (35 for 100 referrals) and 74,380 initial
      conferences (12 for 100 referrals, 33 for 100 enquiries), 78 % of the conferences within 15 working days of the
      start of the enquiries; assessments lasted 33 days in the mean.
    - *Children looked after in England including adoptions*, reporting year 2024 (Department for Education, published
      November 2024): 83,630 children were looked after on 31 March 2024, against some 400,000 children in need.

    Everything else (how late, how often not recorded, how long plans last) is our choice: no publication counts it.
    """

    contact_only: float = 0.25
    """Of children, those of whom the record holds only a contact that became no referral (our choice)."""
    no_further_action: float = 0.071
    """Of referrals, those that end at the front door (Children in need 2023)."""
    not_in_need: float = 0.299
    """Of referrals, those whose assessment finds no need (Children in need 2023)."""
    section_47: float = 0.35
    """Of referrals, those that lead to section 47 enquiries (Children in need 2023)."""
    conference: float = 0.33
    """Of section 47 enquiries, those that reach an initial conference (Children in need 2023)."""
    plan: float = 0.87
    """Of initial conferences, those that make a child protection plan (our choice)."""
    looked_after: float = 0.05
    """Of referrals, those after which the child comes into care (our choice: some 33,000 come into care each year)."""
    referred_again: float = 0.22
    """Of cases closed, those referred again within twelve months (Children in need 2023)."""
    early_help: float = 0.08
    """Of referrals, those passed to early help (our choice)."""
    disabled: float = 0.12
    """Of children, those with a recorded disability (our choice, near the census)."""
    unborn: float = 0.02
    """Of children, those referred before birth (our choice)."""
    already_in_care: float = 0.025
    """Of children, those whose history begins years ago with coming into care (our choice)."""
    privately_fostered: float = 0.008
    """Of children, those privately fostered (our choice; far more than there are, so that they are seen)."""
    missing: float = 0.3
    """Chance that a looked-after child of ten or more goes missing in a year (our choice)."""

    years: float = 3.0
    """Over how many years before the last day children are first referred."""
    late: float = 0.13
    """Of steps with a time limit, those done after it."""
    tail: float = 0.45
    """How late the late ones are: the mean lateness as a share of the time allowed, with a long tail beyond it."""
    never: float = 0.04
    """Of steps, those never recorded."""
    fullness: float = 0.8
    """How much of the everyday paperwork is kept: 1 as it stands in the tables, less for thinner records."""
    gaps: float = 0.03
    """Of the facts that matter most for an event, those left empty."""
    filled: float = 0.7
    """Of the other facts, those filled in."""
    no_birth_date: float = 0.02
    """Of children, those without a recorded date of birth."""
    timed: float = 0.35
    """Of events that happen at an hour, those recorded with it."""
    stamped: float = 0.4
    """Of entries, those that say when they were recorded."""
    stamped_late: float = 0.2
    """Of those, the ones recorded on a later day; the tail is long."""
    corrected: float = 0.002
    """Of entries, those that were wrong and were put right by another."""
    voided: float = 0.001
    """Of entries, those that stood in the record by mistake for a while."""
    planned: float = 0.6
    """Of meetings, those that were in the diary beforehand."""
    moved: float = 0.15
    """Of meetings in the diary, those moved to another day."""
    cancelled: float = 0.03
    """Of meetings in the diary, those called off in favour of a later one."""

    def __post_init__(self) -> None:
        for knob in fields(self):
            value = getattr(self, knob.name)
            if knob.name in ("years", "tail"):
                if value <= 0:
                    raise ValueError(f"{knob.name} must be more than 0, not {value}")
            elif not 0 <= value <= 1:
                raise ValueError(f"{knob.name} must be from 0 to 1, not {value}")
        if self.no_further_action + self.not_in_need + self.early_help > 1:
            raise ValueError(
                "no_further_action, not_in_need and early_help are shares of the same referrals: 1 at most"
            )


USUAL = Habits()
"""The habits of a council like many; about 90 events a child."""

SPARE = Habits(contact_only=0.44, already_in_care=0.02, fullness=0.25, filled=0.5)
"""Thinner records: about 62 events a child, so that 400,000 children have some 25 million events."""
