"""Compare the engine with the day-walking oracle for as long as asked: `python tools/run_oracle.py --minutes 10`.

Prints how many questions were compared, how they were spread over forms, statuses and phases, and every disagreement,
shrunk to the smallest case found. The exit code is 1 when there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.oracle.compare import by_oracle, difference, drawn, phases, shrink  # the path comes first


def main() -> int:
    """Compare until the time or the number of questions runs out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--cases", type=int, help="stop after so many questions")
    parser.add_argument("--seed", type=int, default=0, help="where the drawing starts")
    chosen = parser.parse_args()
    until, seed, asked_so_far = time.monotonic() + 60 * chosen.minutes, chosen.seed, 0
    statuses: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    reached: Counter[int] = Counter()
    differences = 0
    while time.monotonic() < until and (chosen.cases is None or asked_so_far < chosen.cases):
        for asked in drawn(Random(seed)):
            asked_so_far += 1
            forms.update(rule["form"] for rule in asked.said["rules"])
            try:
                answers = by_oracle(asked)
                differs = difference(asked, answers)
            except Exception as error:  # an engine that stops is a finding, and no end of the search
                differences += 1
                print(f"seed {seed}: {error!r}\n")
                continue
            statuses.update(answer.status for answer in answers)
            reached.update(phases(asked, answers))
            if differs is not None:
                differences += 1
                print(f"seed {seed}: {difference(shrink(asked))}\n")
        seed += 1
    print(f"{asked_so_far} questions, seeds {chosen.seed} to {seed - 1}: {differences} disagreements")
    print("obligations by status:", ", ".join(f"{count} {status}" for status, count in statuses.most_common()))
    print("rules by form:", ", ".join(f"{count} {form}" for form, count in forms.most_common()))
    print("obligations by phase:", ", ".join(f"{count} in phase {number}" for number, count in sorted(reached.items())))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
