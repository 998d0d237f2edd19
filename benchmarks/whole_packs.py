"""Whole councils' packs on made-up histories: how fast, in how much memory, and how that grows."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from statistics import median

from benchmarks.ours import obligations_of
from benchmarks.timing import rounds
from benchmarks.watched import watched
from practice_rules.case import Case
from practice_rules.compiled import FastPack
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack, compile_pack
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Deadline, SourceRef
from practice_rules.made_up import SPARE, made_up_cases
from practice_rules.packs import find_pack, load_pack, pack_names, read_pack, standard_calendars
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import EventType, VocabularyFile

UNTIL = date(2026, 3, 31)
SEED = 1
AS_OF = Moment(UNTIL.toordinal(), None)


def histories(number: int) -> list[Case]:
    """So many made-up histories, about 62 events each."""
    return list(made_up_cases(number, SEED, until=UNTIL, habits=SPARE))


def measure(number: int = 300, times: int = 3) -> list[str]:
    """Three Markdown tables: by pack, by number of events, by number of rules; and the memory of a long stream."""
    cases = histories(number)
    each = sum(len(case.events) for case in cases) / number
    return [
        f"{number} made-up histories in the packs' own vocabulary, {each:.0f} events each on average, from `Case`"
        " objects to compact rows; one process.",
        "",
        *_by_pack(cases, times),
        "",
        *_by_events(cases, times),
        "",
        *_by_rules(cases, times),
        "",
        *_stream(),
    ]


def _taken(pack: CompiledPack, cases: Sequence[Case], times: int) -> float:
    fast = FastPack(pack, AS_OF)
    return median(rounds({"ours": lambda: obligations_of(fast, cases)}, times)["ours"])


def _by_pack(cases: list[Case], times: int) -> Iterator[str]:
    yield "| pack | rules | children/s | events/s | obligations/s | obligations a child |"
    yield "|---|--:|--:|--:|--:|--:|"
    events = sum(len(case.events) for case in cases)
    for name in pack_names():
        pack = load_pack(name)
        obligations, seconds = obligations_of(FastPack(pack, AS_OF), cases), _taken(pack, cases, times)
        yield (
            f"| {name} | {len(pack.rules)} | {len(cases) / seconds:,.0f} | {events / seconds:,.0f} | "
            f"{obligations / seconds:,.0f} | {obligations / len(cases):.0f} |"
        )


def _by_events(cases: list[Case], times: int, name: str = "wakefield") -> Iterator[str]:
    """The same children in four lots, from those with the fewest events to those with the most."""
    pack = load_pack(name)
    ordered = sorted(cases, key=lambda case: len(case.events))
    lot = max(1, len(ordered) // 4)
    yield f"By the number of events ({name}):"
    yield ""
    yield "| events a child | obligations a child | µs an event | µs an obligation |"
    yield "|--:|--:|--:|--:|"
    for start in range(0, lot * 4, lot):
        some = ordered[start : start + lot]
        events, obligations = sum(len(case.events) for case in some), obligations_of(FastPack(pack, AS_OF), some)
        seconds = _taken(pack, some, times)
        yield (
            f"| {events / len(some):.0f} | {obligations / len(some):.0f} | {seconds / events * 1e6:.1f} | "
            f"{seconds / max(1, obligations) * 1e6:.1f} |"
        )


def _by_rules(cases: list[Case], times: int, name: str = "wakefield") -> Iterator[str]:
    """The pack, the pack with as many rules again that nothing sets off, and the pack with all its rules twice."""
    file, _ = read_pack(find_pack(name))
    assert file is not None
    packs = {
        "as it is": file,
        "as many rules again that nothing sets off": _never_set_off(file),
        "every rule twice": _twice(file),
    }
    ready = {said: compile_pack(each, load_vocabulary(), standard_calendars()) for said, each in packs.items()}
    fast = {said: FastPack(pack, AS_OF) for said, pack in ready.items()}
    works = {said: partial(obligations_of, each, cases) for said, each in fast.items()}
    seconds = rounds(works, max(5, times))
    yield f"By the number of rules ({name}):"
    yield ""
    yield "| the pack | rules | seconds | times the pack as it is |"
    yield "|---|--:|--:|--:|"
    for said, pack in ready.items():
        ratio = median(more / plain for more, plain in zip(seconds[said], seconds["as it is"], strict=True))
        yield f"| {said} | {len(pack.rules)} | {median(seconds[said]):.2f} | {ratio:.2f} |"


def _never_set_off(file: PackFile) -> PackFile:
    """A pack with as many rules again, each on an event that no history has."""
    number = len(file.rules)
    kinds = {f"bench.never_{each}": EventType(meaning="It never happens.") for each in range(number)}
    own = file.vocabulary
    words = VocabularyFile.model_validate({**own.model_dump(by_alias=True, exclude_unset=True)})
    words = words.model_copy(update={"events": {**own.events, **kinds}})
    source = SourceRef(document=next(iter(file.sources)), section="None")
    more = [
        Deadline(
            id=f"bench.never.n{each}", title="Never owed", form="deadline", after=kind, within="10 working days",
            do="case_note.recorded", standard=["BEN-001"], source=source,
        )
        for each, kind in enumerate(kinds)
    ]  # fmt: skip
    return file.model_copy(update={"rules": [*file.rules, *more], "vocabulary": words})


def _twice(file: PackFile) -> PackFile:
    """A pack with every rule twice; a rule that hangs on another hangs on the same one both times."""
    in_use = [rule for rule in file.rules if rule.alternative_to is None]
    again = [rule.model_copy(update={"id": f"{rule.id}_once_more"}) for rule in in_use]
    return file.model_copy(update={"rules": [*file.rules, *again]})


def _stream() -> Iterator[str]:
    """The memory of a stream of histories, short and ten times as long: it should not grow."""
    taken = [watched([sys.executable, "-m", "benchmarks.whole_packs", str(number)]) for number in (200, 2000)]
    if any(each.memory is None for each in taken):
        return
    short, long = (each.memory for each in taken)
    assert short is not None and long is not None
    yield (
        f"Memory of a process that makes up histories and evaluates them one by one (wakefield): {short:,.0f} MiB at"
        f" the most for 200 children, {long:,.0f} MiB for 2,000."
    )


def _one_by_one(number: int) -> None:
    fast = FastPack(load_pack("wakefield"), AS_OF)
    start, found = time.perf_counter(), 0
    for case in made_up_cases(number, SEED, until=UNTIL, habits=SPARE):
        found += obligations_of(fast, [case])
    print(number, found, time.perf_counter() - start)


if __name__ == "__main__":
    _one_by_one(int(sys.argv[1]))
