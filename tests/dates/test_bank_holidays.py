"""The shipped bank holidays: equal to their source, and to GOV.UK's list day by day."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import holidays as library
import pytest

from practice_rules.dates import (
    FIRST_DAY,
    LAST_DAY,
    Calendar,
    england_and_wales,
    iso,
    northern_ireland,
    scotland,
    united_kingdom_any,
)
from practice_rules.dates.days import weekday

ROOT = Path(__file__).parents[2]
GOV_UK = json.loads((Path(__file__).parent / "data" / "bank-holidays.json").read_text(encoding="utf-8"))
PARTS: list[tuple[Callable[[], Calendar], str, str]] = [
    (england_and_wales, "ENG", "england-and-wales"),
    (scotland, "SCT", "scotland"),
    (northern_ireland, "NIR", "northern-ireland"),
]
WORLD_CUP = date(2026, 6, 15).toordinal()
"""Proclaimed for Scotland in February 2026; the library has it, the copy of GOV.UK's list does not."""


def _preparer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "tools" / "prepare_bank_holidays.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("shipped", "subdivision", "_"), PARTS)
def test_shipped_days_are_the_librarys_from_1970_to_2100(
    shipped: Callable[[], Calendar], subdivision: str, _: str
) -> None:
    computed = library.country_holidays("GB", subdiv=subdivision, years=range(1970, 2101))
    ours = {(holiday.day, holiday.name) for holiday in shipped().holidays}
    assert ours == {(on.toordinal(), name) for on, name in computed.items()}


@pytest.mark.parametrize(("shipped", "_", "division"), PARTS)
def test_every_day_from_2012_to_2028_is_worked_or_not_as_gov_uk_says(
    shipped: Callable[[], Calendar], _: str, division: str
) -> None:
    announced = {date.fromisoformat(event["date"]).toordinal() for event in GOV_UK[division]["events"]}
    calendar = shipped()
    differ = [
        iso(day)
        for day in range(date(2012, 1, 1).toordinal(), date(2028, 12, 31).toordinal() + 1)
        if calendar.is_working(day) != (weekday(day) < 5 and day not in announced)
    ]
    assert differ == ([iso(WORLD_CUP)] if division == "scotland" else [])


@pytest.mark.parametrize(("shipped", "_", "division"), PARTS)
def test_vouched_to_the_end_of_the_last_year_that_gov_uk_has_announced(
    shipped: Callable[[], Calendar], _: str, division: str
) -> None:
    last_year = max(date.fromisoformat(event["date"]).year for event in GOV_UK[division]["events"])
    last_day = date(last_year, 12, 31).toordinal()
    calendar = shipped()
    assert calendar.vouched(last_day)
    assert not calendar.vouched(last_day + 1)
    assert not calendar.vouched(date(1977, 12, 31).toordinal())


def test_the_shipped_files_are_what_the_tool_writes() -> None:
    preparer = _preparer()
    for name in preparer.DIVISIONS:
        shipped = json.loads((preparer.DATA / f"{name}.json").read_text(encoding="utf-8"))
        prepared = preparer.content(name, GOV_UK)
        assert json.loads(preparer.written(prepared)) == prepared
        assert shipped["holidays"] == prepared["holidays"]
        assert shipped["vouched_to"] == prepared["vouched_to"]


def test_every_holiday_says_where_it_was_read() -> None:
    assert {holiday.source.split()[0] for holiday in united_kingdom_any().holidays} == {"holidays"}
    assert "GOV.UK" in england_and_wales().version


def test_any_part_of_the_united_kingdom_is_closed_exactly_when_a_part_is() -> None:
    parts = [shipped() for shipped, _, _ in PARTS]
    together = united_kingdom_any()
    for day in range(FIRST_DAY, LAST_DAY + 1):
        assert together.is_working(day) == all(part.is_working(day) for part in parts)


def test_eight_weekdays_off_in_an_ordinary_year_and_never_fewer_after_1978() -> None:
    calendar = england_and_wales()
    for year in range(1979, 2101):
        weekdays_off = [
            day
            for day in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            if weekday(day) < 5 and not calendar.is_working(day)
        ]
        special = {1981: 9, 1999: 9, 2002: 9, 2011: 9, 2012: 9, 2022: 10, 2023: 9}
        assert len(weekdays_off) == special.get(year, 8), year


def test_importing_the_dates_does_not_import_slow_libraries() -> None:
    code = (
        "import sys; from practice_rules.dates import england_and_wales; england_and_wales().add(730_000, 1);"
        "print({name.split('.')[0] for name in sys.modules} & {'holidays', 'pydantic', 'yaml', 'numpy'})"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
