"""What is told of calendar files: a page for each code."""

from __future__ import annotations

from practice_rules.problems import Severity
from practice_rules.told import Told

_TEXTS = {
    "calendar-two-bases": """A calendar that starts from several others at once.

A calendar starts from one `base`, or combines several with `closed_if_either` or `closed_if_both`.

Fails:

    calendar: Elmet
    base: england_and_wales
    closed_if_either: [england_and_wales, scotland]

Passes:

    calendar: Elmet
    closed_if_either: [england_and_wales, scotland]
""",
    "calendar-not-vouched": """A list of holidays that does not say until when it is complete.

A calendar that starts from `weekdays` knows only the holidays it lists. After the last of them it would go on as if
there were none, so it says until when it can be trusted.

Fails:

    calendar: Elmet
    base: weekdays
    holidays:
      - {day: 2026-12-25, name: Christmas Day}

Passes:

    calendar: Elmet
    base: weekdays
    holidays:
      - {day: 2026-12-25, name: Christmas Day}
    vouched_to: 2026-12-31
""",
    "calendar-repeated-day": """A holiday that is listed twice.

One of the two was probably meant for another day or year.

Fails:

    calendar: Elmet
    holidays:
      - {day: 2026-06-15, name: Founders' day}
      - {day: 2026-06-15, name: Founders' day}

Passes:

    calendar: Elmet
    holidays:
      - {day: 2026-06-15, name: Founders' day}
      - {day: 2027-06-15, name: Founders' day}
""",
    "closure-days": """A closure that is neither one day nor a stretch of days.

A closure has a `day`, or a `first` and a `last`.

Fails:

    calendar: Elmet
    closures:
      - {first: 2026-12-29, name: Christmas closure}

Passes:

    calendar: Elmet
    closures:
      - {first: 2026-12-29, last: 2026-12-31, name: Christmas closure}
""",
    "dates-out-of-order": """A last day that comes before its first.

It is mostly the year that is wrong.

Fails:

    calendar: Elmet
    closures:
      - {first: 2026-12-29, last: 2026-01-02, name: Christmas closure}

Passes:

    calendar: Elmet
    closures:
      - {first: 2026-12-29, last: 2027-01-02, name: Christmas closure}
""",
    "terms-overlap": """A school term that begins before another has ended.

No day is in two terms.

Fails:

    calendar: Elmet
    terms:
      - {name: Spring 2027, first: 2027-01-04, last: 2027-03-25}
      - {name: Summer 2027, first: 2027-03-20, last: 2027-07-21}

Passes:

    calendar: Elmet
    terms:
      - {name: Spring 2027, first: 2027-01-04, last: 2027-03-25}
      - {name: Summer 2027, first: 2027-04-12, last: 2027-07-21}
""",
}
_LONG = """A closure longer than offices close.

Three weeks is already long; a year is a slip in one of the two dates, and would move every deadline in it.

Fails:

    calendar: Elmet
    closures:
      - {first: 2026-12-29, last: 2027-12-31, name: Christmas closure}

Passes:

    calendar: Elmet
    closures:
      - {first: 2026-12-29, last: 2026-12-31, name: Christmas closure}
"""
CALENDAR = {code: Told(text, "calendar") for code, text in _TEXTS.items()} | {
    "long-closure": Told(_LONG, "calendar", Severity.WARNING)
}
"""Each code of calendar files with its page."""
