"""`python -m benchmarks`: measure, print, and write docs/performance.md. Ratios are taken in one run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks import one_case, working_days
from benchmarks.machine import machine, versions

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def main() -> None:
    """Run every benchmark and write the page."""
    today = date.today().isoformat()  # noqa: DTZ011  # the day of the run, for people
    lines = [
        "# Performance",
        "",
        f"Written by `make benchmark` on {today}. Use the ratios: absolute times move with the machine.",
        "",
        f"Machine: {machine()}. Versions: {versions(working_days.PEERS)}.",
        "",
        "## Working-day arithmetic",
        "",
        "Random days 2001 to 2039, 1 to 60 working days on, or counted to a day up to 400 later; `datetime.date` in and"
        " out; competitors take turns in rounds.",
        "",
        *working_days.measure(),
        "",
        "## One case",
        "",
        *one_case.measure(),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
