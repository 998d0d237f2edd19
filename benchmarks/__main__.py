"""`python -m benchmarks`: measure, print, and write docs/performance.md. Ratios are taken in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date

from benchmarks import one_case, page, twelve_rules, working_days
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
    return lines


def _one_case(_chosen: argparse.Namespace) -> Lines:
    return ["## One case", "", _stamp([]), "", *one_case.measure()]


SECTIONS: dict[str, Callable[[argparse.Namespace], Lines]] = {
    "working_days": _working_days,
    "twelve_rules": _twelve_rules,
    "one_case": _one_case,
}


def _stamp(packages: list[str]) -> str:
    today = date.today().isoformat()  # noqa: DTZ011  # the day of the run, for people
    with_versions = f" {versions(packages)}." if packages else ""
    return f"{today}; {machine()}.{with_versions}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"all, or some of: {', '.join(SECTIONS)}")
    parser.add_argument("--children", type=int, default=10_000, help="how many children (default 10,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    parser.add_argument("--rules", type=int, nargs="*", default=[12, 100], help="how many rules (default 12 and 100)")
    parser.add_argument("--print", action="store_true", dest="only_print", help="leave docs/performance.md as it is")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}")
    return chosen


def main() -> int:
    """Run the sections asked for, and put them on the page."""
    chosen = _arguments()
    for name in chosen.sections or SECTIONS:
        try:
            text = "\n".join(SECTIONS[name](chosen)).strip()
        except Disagree as difference:
            print(f"{name}: not measured, because {difference}", file=sys.stderr)
            return 1
        print(text, end="\n\n", flush=True)
        if not chosen.only_print:
            page.put({name: text}, list(SECTIONS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
