"""Try a drawn sample of the changes that mutmut makes: `python tools/sample_mutants.py --each 40`.

`mutmut run` tries every change, those with the quickest tests first, which takes hours and tells little until it is
done. This takes what it has prepared in `mutants/` (run it first, on any one name), and has mutmut's own runner try as
many changes of each module as asked for, in an order drawn from a seed and one module after the other, so that it may
be stopped at any time. Results are kept where mutmut keeps its own: `mutmut results` and `mutmut show` know them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from math import ceil
from pathlib import Path
from random import Random

from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.file_mutation import filter_mutants_with_type_checker
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.stats import load_stats, status_by_exit_code
from mutmut.utils.file_utils import setup_source_paths, walk_mutatable_files
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import get_mutant_runner

REFUSED = Path("mutants/refused.json")
"""Which changes the type checker refuses: kept, because asking takes minutes."""


def refused() -> set[str]:
    """The changes that the type checker refuses."""
    if not REFUSED.exists():
        REFUSED.write_text(json.dumps(sorted(filter_mutants_with_type_checker())), encoding="utf-8")
    return set(json.loads(REFUSED.read_text(encoding="utf-8")))


def drawn(files: list[SourceFileMutationData], without: set[str], each: int, seed: int) -> Iterator[tuple[int, str]]:
    """A file's place and a change of it, `each` of every file, the first of every file before the second of any."""
    lists = []
    for place, file in enumerate(files):
        names = sorted(set(file.exit_code_by_key) - without)
        Random(f"{seed} {file.path}").shuffle(names)
        lists.append([(place, name) for name in names[:each]])
    return (one for turn in zip_longest(*lists) for one in turn if one is not None)


def main() -> None:
    """Try the sample and print, for each module, what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=40, help="how many changes of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", default="", help="only modules whose path holds this text")
    parser.add_argument("--names", type=Path, help="a file of names to try, in place of a sample")
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    set_mutant_under_test("list_all_tests")
    setup_source_paths()
    if not load_stats():
        raise SystemExit("run mutmut first: mutants/ holds nothing that was prepared")
    without = refused()
    files = [SourceFileMutationData(path=path) for path in walk_mutatable_files() if chosen.module in str(path)]
    for file in files:
        file.load()
    if chosen.names is not None:
        wanted = set(chosen.names.read_text(encoding="utf-8").split())
        turns = [(place, name) for place, file in enumerate(files) for name in file.exit_code_by_key if name in wanted]
    else:
        turns = list(drawn(files, without, chosen.each, chosen.seed))
    runner = get_mutant_runner(chosen.processes)
    owners = {name: files[place] for place, name in turns}
    tried: Counter[tuple[str, str]] = Counter()

    def take() -> None:
        result = runner.wait_for_result()
        file = owners[result.mutant_name]
        file.exit_code_by_key[result.mutant_name] = result.exit_code
        file.save()
        tried[str(file.path), status_by_exit_code[result.exit_code]] += 1
        print(status_by_exit_code[result.exit_code], result.mutant_name, flush=True)

    runner.startup()
    for _, name in turns:
        tests = state().tests_by_mangled_function_name.get(mangled_name_from_mutant_name(name), set())
        if not tests:
            print("no tests", name, flush=True)
            owners[name].exit_code_by_key[name] = 33
            continue
        while not runner.has_capacity():
            take()
        estimate = sum(state().duration_by_test[test] for test in tests)
        limit = ceil((estimate + config().timeout_constant) * config().timeout_multiplier * 2)
        runner.submit(name, list(tests), limit, estimate)
    runner.signal_work_complete()
    while runner.pending_count() > 0:
        take()
    runner.shutdown()
    for (path, status), number in sorted(tried.items()):
        print(f"{path}: {number} {status}")


if __name__ == "__main__":
    main()
