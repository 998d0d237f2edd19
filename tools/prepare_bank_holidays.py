"""Prepare the bank holidays that ship with the package, from the `holidays` library.

Run it after `holidays` has a release with newly proclaimed days, or when GOV.UK has announced
another year (give its list with `--announced`), and commit what changed:

    python tools/prepare_bank_holidays.py --announced tests/dates/data/bank-holidays.json

The tests hold the shipped files equal to the library, and to GOV.UK's list day by day.
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import holidays

YEARS = range(1970, 2101)
DATA = Path(__file__).resolve().parent.parent / "src" / "practice_rules" / "dates" / "data"
DIVISIONS = {
    "england_and_wales": ("ENG", "england-and-wales", "England and Wales"),
    "scotland": ("SCT", "scotland", "Scotland"),
    "northern_ireland": ("NIR", "northern-ireland", "Northern Ireland"),
}
VOUCHED_FROM = "1978-01-01"
"""The first year with all of today's yearly bank holidays; the library lacks some days before it."""


def bank_holidays(subdivision: str) -> dict[str, list[list[str]]]:
    """Every bank holiday of a part of the United Kingdom, weekends included, by year: date and name."""
    by_year: dict[str, list[list[str]]] = {str(year): [] for year in YEARS}
    for on, name in sorted(holidays.country_holidays("GB", subdiv=subdivision, years=YEARS).items()):
        by_year[str(on.year)].append([on.isoformat(), name])
    return by_year


def content(name: str, announced: dict[str, Any]) -> dict[str, Any]:
    """What ships for one part of the United Kingdom."""
    subdivision, division, title = DIVISIONS[name]
    last_year = max(event["date"][:4] for event in announced[division]["events"])
    return {
        "name": title,
        "source": f"holidays {version('holidays')}, GB subdivision {subdivision}",
        "vouched_from": VOUCHED_FROM,
        "vouched_to": f"{last_year}-12-31",
        "vouched_by": f"GOV.UK bank holidays, {title}, announced to the end of {last_year} "
        "(Open Government Licence v3.0)",
        "holidays": bank_holidays(subdivision),
    }


def written(prepared: dict[str, Any]) -> str:
    """The file's text, one year to a line, so that a new bank holiday is a change of one line."""
    head = {key: value for key, value in prepared.items() if key != "holidays"}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    years = [f"  {json.dumps(year)}: {json.dumps(days)}" for year, days in prepared["holidays"].items()]
    return "{\n" + "\n".join(lines) + '\n"holidays": {\n' + ",\n".join(years) + "\n}}\n"


def main() -> None:
    """Write one file for each part of the United Kingdom."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--announced", type=Path, required=True, help="GOV.UK's bank-holidays.json")
    parser.add_argument("--into", type=Path, default=DATA, help="the folder to write to")
    given = parser.parse_args()
    announced = json.loads(given.announced.read_text(encoding="utf-8"))
    for name in DIVISIONS:
        (given.into / f"{name}.json").write_text(written(content(name, announced)), encoding="utf-8")


if __name__ == "__main__":
    main()
