"""The bank-holiday calendars that ship with the package.

The dates come from the `holidays` library by `tools/prepare_bank_holidays.py` and are read from
files beside this module, so that nothing need be computed or fetched. They can be vouched for up to
the last year GOV.UK has announced; later years are computed from the standing rules and every count
over them is provisional, because a proclamation may still add or move a day.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from practice_rules.dates.calendar import Calendar, Holiday

_DATA: Final = Path(__file__).with_name("data")


@cache
def england_and_wales() -> Calendar:
    """Monday to Friday less the bank holidays of England and Wales.

    Source: Banking and Financial Dealings Act 1971, schedule 1, common-law holidays and royal
    proclamations, as the `holidays` library gives them.

    >>> from practice_rules.dates.days import human_date
    >>> christmas_eve = date(2026, 12, 24).toordinal()
    >>> human_date(england_and_wales().add(christmas_eve, 1))
    'Tue 29 Dec 2026'
    """
    return _bank_holidays("england_and_wales")


@cache
def scotland() -> Calendar:
    """Monday to Friday less the bank holidays of Scotland."""
    return _bank_holidays("scotland")


@cache
def northern_ireland() -> Calendar:
    """Monday to Friday less the bank holidays of Northern Ireland."""
    return _bank_holidays("northern_ireland")


@cache
def united_kingdom_any() -> Calendar:
    """Monday to Friday less the bank holidays of *any* part of the United Kingdom.

    Source: Freedom of Information Act 2000, section 10(6), which counts a request's twenty working
    days so for every public authority, wherever it is.

    >>> st_andrew = date(2026, 11, 30).toordinal()
    >>> england_and_wales().why_not(st_andrew), united_kingdom_any().why_not(st_andrew)
    (None, "Saint Andrew's Day")
    """
    parts = england_and_wales().closed_if_either(scotland(), "England and Wales or Scotland")
    return parts.closed_if_either(northern_ireland(), "Any part of the United Kingdom")


def _bank_holidays(file_name: str) -> Calendar:
    content: dict[str, Any] = json.loads((_DATA / f"{file_name}.json").read_text(encoding="utf-8"))
    source = content["source"]
    return Calendar(
        content["name"],
        holidays=tuple(Holiday(_day(on), name, source) for year in content["holidays"].values() for on, name in year),
        vouched_from=_day(content["vouched_from"]),
        vouched_to=_day(content["vouched_to"]),
        version=f"{source}; {content['vouched_by']}",
    )


def _day(on: str) -> int:
    return date.fromisoformat(on).toordinal()
