"""Try every small change that mutmut makes to the code, the widest tests first: `make mutation`.

mutmut makes the changes, in `mutants/`, and has mypy refuse those that could never be merged. `mutmut run` would then
ask each change every test that goes through it, which takes a night and more; here each is tried in a copy of one
process in which the tests are read and nothing has run, and asked only what goes through the function it is in:

1. the questions that tests/oracle draws, against the answers the oracle gave before the change was made;
2. the worked examples of the shipped packs;
3. the other quick tests that pyproject.toml lists, by pytest, until the first fails.

It may be stopped at any time and goes on where it was; results are kept where mutmut keeps its own, so that `mutmut
results` and `mutmut show` know them.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from random import Random
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import trampoline
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.file_mutation import filter_mutants_with_type_checker
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import (
    copy_also_copy_files,
    copy_src_dir,
    setup_source_paths,
    walk_mutatable_files,
)

Asked = TypeVar("Asked")

if TYPE_CHECKING:
    from practice_rules.examples.run import Read
    from practice_rules.language.pack import PackFile

ROOT = Path(__file__).resolve().parents[1]
NOTICED, NOT_NOTICED, TOO_LONG, REFUSED = 1, 0, 36, 37
NOTHING = "no change"
"""What must not be noticed: the tests are tried on the code as it is before anything else."""

SECONDS = 120
"""How long a change is waited for: one that makes the tests run so long is noticed."""

MADE: list[tuple[FunctionType, dict[str, FunctionType]]] = []
"""Every function that has changed forms, with those forms by name."""


def in_place(forms: dict[str, FunctionType], is_classmethod: bool = False) -> Callable[[FunctionType], FunctionType]:  # noqa: ARG001
    """In place of mutmut's decorator, which asks at every call which change is in force and makes the tests three times
    as slow: leaves the function as it is until a change is put in force.
    """

    def note(function: FunctionType) -> FunctionType:
        MADE.append((function, forms))
        return function

    return note


def function_of(change: str) -> tuple[FunctionType, FunctionType]:
    """A function, and one of its changed forms."""
    module, _, name = change.rpartition(".")
    return next((f, forms[name]) for f, forms in MADE if f.__module__ == module and name in forms)


def own_codes(function: FunctionType) -> set[CodeType]:
    """The code of a function and of every function written inside it."""
    found, open_ones = set(), [function.__code__]
    while open_ones:
        code = open_ones.pop()
        found.add(code)
        open_ones += [each for each in code.co_consts if isinstance(each, CodeType)]
    return found


@contextmanager
def watching(seen: set[CodeType]) -> Iterator[None]:
    """Note the code of everything called meanwhile."""
    sys.setprofile(lambda frame, event, _: seen.add(frame.f_code) if event == "call" else None)
    try:
        yield
    finally:
        sys.setprofile(None)


class Stage(Protocol):
    """A part of the tests."""

    def notices(self, codes: set[CodeType]) -> bool:
        """Whether this part, as far as it goes through some code, notices the change of it that is in force."""


def spread(found: list[Asked], most: int) -> list[Asked]:
    """At most so many, evenly from all."""
    return found[:: max(1, -(-len(found) // most))]


class DrawnQuestions:
    """The questions of tests/oracle, each with what the oracle answers: the engine's part is asked of each change."""

    def __init__(self, most: int) -> None:
        from tests.oracle.compare import by_engine, by_oracle, drawn
        from tests.oracle.test_agreement import SEEDS

        self.by_engine, self.most = by_engine, most
        self.answered = []
        for seed in SEEDS:
            for asked in drawn(Random(seed)):
                seen: set[CodeType] = set()
                with watching(seen):
                    by_engine(asked)
                self.answered.append((asked, by_oracle(asked), seen))

    def notices(self, codes: set[CodeType]) -> bool:
        asked = [(each, answers) for each, answers, seen in self.answered if not codes.isdisjoint(seen)]
        return any(self.by_engine(each) != answers for each, answers in spread(asked, self.most))


class WorkedExamples:
    """The worked examples of the shipped packs, read once; the packs are compiled anew for each change."""

    def __init__(self, most: int) -> None:
        from practice_rules.examples.run import Read, example_files, read_examples, try_examples
        from practice_rules.packs import find_pack, load_pack, pack_names, read_pack
        from practice_rules.standards_folder import standards_folder

        self.try_examples, self.most = try_examples, most
        self.packs: list[tuple[PackFile, list[tuple[Read, set[CodeType]]]]] = []
        for name in pack_names():
            written, _ = read_pack(find_pack(name))
            assert written is not None
            ready, examples = self.compiled(written), []
            for file in example_files([standards_folder() / "examples" / name]):
                whole = read_examples(file, load_pack(name))
                for example in whole.examples:
                    read = Read([example], [], whole.folder)
                    seen: set[CodeType] = set()
                    with watching(seen):
                        list(try_examples(read, ready, partial(self.compiled, written)))
                    examples.append((read, seen))
            self.packs.append((written, examples))

    def compiled(self, written: PackFile, ids: Sequence[str] = (), calendars: Any = None) -> Any:
        from practice_rules.engine.compile import compile_pack
        from practice_rules.packs import standard_calendars
        from practice_rules.vocabulary.load import load_vocabulary

        return compile_pack(written, load_vocabulary(), {**standard_calendars(), **(calendars or {})}, ids)

    def notices(self, codes: set[CodeType]) -> bool:
        asked = [
            (written, read) for written, examples in self.packs for read, seen in examples if not codes.isdisjoint(seen)
        ]
        if not asked:  # a function that only compiling a pack goes through is asked of every example
            asked = [(written, read) for written, examples in self.packs for read, _ in examples]
        ready: dict[str, Any] = {}
        for written, read in spread(asked, self.most):
            pack = ready.get(written.pack) or ready.setdefault(written.pack, self.compiled(written))
            if not all(tried.holds for tried in self.try_examples(read, pack, partial(self.compiled, written))):
                return True
        return False


class QuickTests:
    """Some tests by pytest, read once."""

    COMMON = ("--rootdir=.", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore")

    def __init__(self, paths: Sequence[str]) -> None:
        import pytest

        self.main = pytest.main
        self.seen: dict[str, set[CodeType]] = {}
        self.forget: list[Callable[[], None]] = []
        self.main([*self.COMMON, "--collect-only", "-qq", *paths])
        self.known = {code: number for number, code in enumerate(each for f, _ in MADE for each in own_codes(f))}
        self.reached = self._watch(paths)

    def _watch(self, paths: Sequence[str]) -> dict[str, list[int]]:
        """Which of the code that may be changed each test goes through; asked in a process of its own."""
        if not (child := os.fork()):
            self.forget = caches()
            if self.main([*self.COMMON, *paths], plugins=[self]) != 0:
                os._exit(1)
            found = {
                name: [self.known[code] for code in seen if code in self.known] for name, seen in self.seen.items()
            }
            Path("reached.json").write_text(json.dumps(found), encoding="utf-8")
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            raise SystemExit("the quick tests do not pass on the code as it is")
        reached: dict[str, list[int]] = json.loads(Path("reached.json").read_text(encoding="utf-8"))
        return reached

    def pytest_runtest_setup(self, item: Any) -> None:
        seen = self.seen.setdefault(item.nodeid, set())
        # A pack that tests keep is compiled anew for each, so that each is seen to go through the compiler.
        os.environ["MUTANT_UNDER_TEST"] = item.nodeid
        for each in self.forget:
            each()
        sys.setprofile(lambda frame, event, _: seen.add(frame.f_code) if event == "call" else None)

    def pytest_runtest_teardown(self) -> None:
        sys.setprofile(None)

    def notices(self, codes: set[CodeType]) -> bool:
        numbers = {self.known[code] for code in codes}
        names = [name for name, seen in self.reached.items() if not numbers.isdisjoint(seen)]
        return bool(names) and int(self.main([*self.COMMON, "-x", "--tb=no", *names])) != 0


def caches() -> list[Callable[[], None]]:
    """What empties each cache of a function, but for the vocabulary's, whose code is not changed."""
    kept = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
    return [
        each.cache_clear
        for each in kept
        if str(each.__module__).startswith("practice_rules") and each.__name__ != "load_vocabulary"
    ]


def notices(stages: list[Stage], forget: list[Callable[[], None]], change: str) -> int:
    """What becomes of one change; asked in a process of its own."""
    signal.alarm(SECONDS)
    os.chdir(ROOT / "mutants")
    for each in forget:
        each()
    set_mutant_under_test(change)
    if change == NOTHING:
        codes = {code for function, _ in MADE for code in own_codes(function)}
    else:
        function, form = function_of(change)
        codes = own_codes(function)
        function.__code__ = form.__code__
        function.__defaults__ = form.__defaults__
        function.__kwdefaults__ = form.__kwdefaults__
    for stage in stages:
        try:
            if stage.notices(codes):
                return NOTICED
        except Exception:
            return NOTICED
    return NOT_NOTICED


def prepare() -> list[SourceFileMutationData]:
    """Every file with its changes. What is known of functions that are as they were is kept."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    print("making the changes ...", file=sys.stderr, flush=True)
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    made = mutmut.create_mutants(os.cpu_count() or 1)
    files = [SourceFileMutationData(path=path) for path in walk_mutatable_files()]
    for file in files:
        file.load()
    if made.mutated:
        refuse(files)
    return [file for file in files if file.exit_code_by_key]


def refuse(files: list[SourceFileMutationData]) -> None:
    """Note which changes the type checker refuses: it takes minutes."""
    print("asking mypy about every change ...", file=sys.stderr, flush=True)
    refused = set(filter_mutants_with_type_checker())
    for file in files:
        file.exit_code_by_key |= dict.fromkeys(refused & set(file.exit_code_by_key), REFUSED)
        file.save()


def in_turn(files: list[SourceFileMutationData], each: int, seed: int, again: bool) -> list[tuple[int, str]]:
    """A file's place and a change of it that has not been tried, the first of every file before the second of any."""
    lists = []
    for place, file in enumerate(files):
        left = (None, NOT_NOTICED) if again else (None,)
        names = sorted(name for name, code in file.exit_code_by_key.items() if code in left)
        Random(f"{seed} {file.path}").shuffle(names)
        lists.append([(place, name) for name in names[:each]])
    return [one for turn in zip_longest(*lists) for one in turn if one is not None]


def tried(
    turns: list[tuple[int, str]], stages: list[Stage], forget: list[Callable[[], None]], processes: int
) -> Iterator[tuple[int, str, int]]:
    """Try each change in a process of its own, so many at once."""
    running: dict[int, tuple[int, str]] = {}
    left = list(reversed(turns))
    while left or running:
        while left and len(running) < processes:
            place, name = left.pop()
            if name != NOTHING:
                function_of(name)  # a change that is not there is no change that was noticed: end here, and loudly
            child = os.fork()
            if child == 0:
                quiet = os.open(os.devnull, os.O_WRONLY)
                os.dup2(quiet, 1)
                os.dup2(quiet, 2)
                code = NOTICED
                try:
                    code = notices(stages, forget, name)
                finally:
                    os._exit(code)
            running[child] = (place, name)
        child, status = os.wait()
        code = TOO_LONG if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
        yield (*running.pop(child), code)


def table(files: list[SourceFileMutationData]) -> Iterator[str]:
    """What became of the changes of each module, as docs/trust.md shows it; of those not tried, as of those tried."""
    yield "| module | changes | refused by mypy | noticed | not noticed | not tried | of all changes |"
    yield "|---|---|---|---|---|---|---|"
    whole: Counter[int | None] = Counter()
    likely = 0.0
    for file in files:
        became = Counter(file.exit_code_by_key.values())
        refused, missed, count = became[REFUSED], became[NOT_NOTICED], became.total()
        noticed = count - refused - missed - became[None]
        theirs = refused + (noticed / (noticed + missed) * (count - refused) if noticed + missed else 0)
        name = Path(file.path).relative_to("src/practice_rules").with_suffix("")
        yield f"| `{name}` | {count:,} | {refused:,} | {noticed:,} | {missed} | {became[None]} | {theirs / count:.1%} |"
        whole, likely = whole + became, likely + theirs
    refused, missed, count = whole[REFUSED], whole[NOT_NOTICED], whole.total()
    noticed = count - refused - missed - whole[None]
    yield f"| all | {count:,} | {refused:,} | {noticed:,} | {missed} | {whole[None]:,} | {likely / count:.1%} |"


def main() -> int:
    """Try the changes and print what became of each, and of each module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=100_000, help="how many changes of each module (default: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", default="", help="only modules whose path holds this text")
    parser.add_argument("--names", type=Path, help="a file of names to try, in place of those left")
    parser.add_argument("--tests", nargs="+", help="ask only these files of tests, to see what they add")
    parser.add_argument("--most", type=int, default=100_000, help="ask at most so many questions and examples of each")
    parser.add_argument("--again", action="store_true", help="try those not noticed before once more")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    os.chdir(ROOT)
    known = prepare()
    files = [file for file in known if chosen.module in str(file.path)]
    if chosen.names is not None:
        wanted = set(chosen.names.read_text(encoding="utf-8").split())
        turns = [(place, name) for place, file in enumerate(files) for name in file.exit_code_by_key if name in wanted]
    else:
        turns = in_turn(files, chosen.each, chosen.seed, chosen.again)
    sys.path.insert(0, str(ROOT / "mutants"))
    vars(trampoline)["wrap_in_trampoline"] = in_place
    set_mutant_under_test("list_all_tests")
    os.chdir(ROOT / "mutants")
    for file in known:
        # Some are else read only when they are first needed, in a copy of the process, where it is too late.
        import_module(".".join(Path(file.path).relative_to("src").with_suffix("").parts))
    quick = [path for path in config().pytest_add_cli_args_test_selection if path != "tests/oracle"]
    stages: list[Stage] = (
        [QuickTests(chosen.tests)]
        if chosen.tests
        else [DrawnQuestions(chosen.most), WorkedExamples(chosen.most), QuickTests(quick)]
    )
    os.chdir(ROOT)
    forget = caches()
    gc.freeze()
    if next(tried([(0, NOTHING)], stages, forget, 1))[2] != NOT_NOTICED:
        parser.exit(1, "the tests do not pass on the code as it is\n")
    began = time.monotonic()
    for number, (place, name, code) in enumerate(tried(turns, stages, forget, chosen.processes), 1):
        files[place].exit_code_by_key[name] = code
        files[place].save()
        print(f"{number}/{len(turns)} {time.monotonic() - began:.0f} s {status_by_exit_code[code]} {name}", flush=True)
    print("\n".join(table(known)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
