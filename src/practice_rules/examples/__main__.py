"""`python -m practice_rules.examples FOLDER... --pack PACK`: try worked examples and say which do not hold."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from practice_rules.examples.run import example_files, read_examples, try_examples
from practice_rules.packs import load_pack


def main() -> int:
    """Try the examples; 0 when all hold, 1 when some do not, 3 when there were none."""
    parser = argparse.ArgumentParser(prog="python -m practice_rules.examples")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pack", required=True, help="a pack's name or path")
    parser.add_argument("--rule", help="only examples of rules whose id starts so")
    chosen = parser.parse_args()
    pack = load_pack(chosen.pack)
    tried = failed = problems = 0
    statuses: Counter[str] = Counter()
    for path in example_files(chosen.paths):
        read = read_examples(path, pack)
        for problem in read.problems:
            print(problem, problem.fix or "")
        problems += len(read.problems)
        read.examples = [e for e in read.examples if e[0].rule.startswith(chosen.rule or "")]
        for outcome in try_examples(
            read, pack, lambda ids, calendars: load_pack(chosen.pack, alternatives=ids, calendars=calendars)
        ):
            tried += 1
            statuses.update(set(outcome.statuses))
            if not outcome.holds:
                failed += 1
                print(f"{outcome.place}: {outcome.example.rule}: {outcome.example.name}")
                for difference in outcome.differences:
                    print(f"    {difference}")
    print(f"{tried} examples, {failed} failed, {problems} problems; statuses shown: {dict(statuses)}")
    return 3 if not tried else 1 if failed or problems else 0


if __name__ == "__main__":
    sys.exit(main())
