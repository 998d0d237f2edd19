"""`python -m benchmarks`: measure, print, and write docs/performance.md. Ratios are taken in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date

from benchmarks import england, one_case, page, twelve_rules, where_time_goes, whole_packs, working_days
from benchmarks.agreement import Disagree
from benchmarks.machine import machine, versions

Lines = list[str]


def _working_days(_chosen: argparse.Namespace) -> Lines:
    return [
        "## Working-day arithmetic",
        "",
        _stamp(working_days.PACKAGES),
        "",
        *working_days.measure(),
    ]


def _twelve_rules(chosen: argparse.Namespace) -> Lines:
    lines = ["## Twelve rules, and a hundred", "", _stamp(twelve_rules.PACKAGES), "", *twelve_rules.ABOUT, ""]
    for number in chosen.rules:
        times = chosen.rounds if number == 12 else max(2, chosen.rounds // 2)
        lines += [*twelve_rules.measure(chosen.children, number, times), ""]
    return [*lines, *twelve_rules.one_at_a_time(times=chosen.rounds)]


def _where_time_goes(chosen: argparse.Namespace) -> Lines:
    lines = where_time_goes.measure(chosen.children, chosen.rounds)
    return ["## Where the time of the twelve rules goes", "", _stamp([]), "", *lines]


def _one_case(_chosen: argparse.Namespace) -> Lines:
    return ["## One case", "", _stamp([]), "", *one_case.measure()]


def _whole_packs(chosen: argparse.Namespace) -> Lines:
    lines = whole_packs.measure(max(20, chosen.children // 30), chosen.rounds)
    return ["## Whole packs", "", _stamp([]), "", *lines]


def _england(chosen: argparse.Namespace) -> Lines:
    return ["## England", "", _stamp(england.PACKAGES), "", *england.measure(chosen.children, chosen.processes)]


SECTIONS: dict[str, Callable[[argparse.Namespace], Lines]] = {
    "working_days": _working_days,
    "twelve_rules": _twelve_rules,
    "where_time_goes": _where_time_goes,
    "whole_packs": _whole_packs,
    "one_case": _one_case,
    "england": _england,
}
"""In the order of the page. England takes many minutes, and is only measured when it is asked for."""


USUAL = {"england": 400_000}
"""How many children, where it is not ten thousand."""


def _stamp(packages: list[str]) -> str:
    today = date.today().isoformat()  # noqa: DTZ011  # the day of the run, for people
    with_versions = f" {versions(packages)}." if packages else ""
    return f"{today}; {machine()}.{with_versions}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"all, or some of: {', '.join(SECTIONS)}")
    parser.add_argument("--england", action="store_true", help="also all of England, or so many --children")
    parser.add_argument("--children", type=int, help="how many children (default 10,000; for England 400,000)")
    parser.add_argument("--processes", type=int, default=2, help="workers of ours for England (default 2)")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    parser.add_argument("--rules", type=int, nargs="*", default=[12, 100], help="how many rules (default 12 and 100)")
    parser.add_argument("--print", action="store_true", dest="only_print", help="leave docs/performance.md as it is")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}")
    chosen.sections = chosen.sections or [name for name in SECTIONS if name != "england" or chosen.england]
    if chosen.england and "england" not in chosen.sections:
        chosen.sections.append("england")
    return chosen


def main() -> int:
    """Run the sections asked for, and put them on the page."""
    chosen = _arguments()
    for name in chosen.sections:
        asked = argparse.Namespace(**vars(chosen))
        asked.children = chosen.children or USUAL.get(name, 10_000)
        try:
            text = "\n".join(SECTIONS[name](asked)).strip()
        except Disagree as difference:
            print(f"{name}: not measured, because {difference}", file=sys.stderr)
            return 1
        print(text, end="\n\n", flush=True)
        if not chosen.only_print:
            page.put({name: text}, list(SECTIONS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
