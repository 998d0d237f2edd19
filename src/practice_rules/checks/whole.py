"""A pack checked through and through: its structure, its words, its sense, and the examples beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from practice_rules.checks.needed import check_needed
from practice_rules.checks.registry import SENSE
from practice_rules.checks.seen import Contradiction, Seen
from practice_rules.language.pack import PackFile
from practice_rules.problems import Problem, Refused, has_errors
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.yaml_source import SourceDocument, validate

if TYPE_CHECKING:
    from practice_rules.dates.calendar import Calendar
    from practice_rules.engine.compile import CompiledPack


def check_pack(
    document: SourceDocument,
    others: Mapping[str, PackFile] | None = None,
    contradictions: Iterable[Contradiction] = (),
) -> tuple[PackFile | None, list[Problem]]:
    """The pack a document holds, or `None`, and every problem of it.

    Sense is looked into once every word is known: a misspelt word would only be told twice.
    """
    pack, problems = validate(PackFile, document)
    if pack is None:
        return None, problems
    words = load_vocabulary().with_words(pack.vocabulary)
    problems = [*document.notes, *problems, *check_needed(pack, words, document)]
    if has_errors(problems):
        return pack, problems
    seen = Seen(pack, document, words, others or {}, tuple(contradictions))
    return pack, [*problems, *(problem for one in SENSE for problem in one.check(seen))]


def examples_beside(path: Path, pack: str) -> list[Path]:
    """The files of worked examples that stand beside a pack's file, in `examples/<pack>/`."""
    folder = path.parent / "examples" / pack
    return sorted(folder.rglob("*.yaml")) if folder.is_dir() else []


def contradictions(path: Path, files: Iterable[Path]) -> Iterator[Contradiction | Problem]:
    """What does not hold among the examples of a pack that itself checks, and what is wrong with how they are written.

    The pack is compiled for it, so this is slower than everything else here.
    """
    from practice_rules.examples.run import read_examples, try_examples  # only a pack that checks is ever evaluated
    from practice_rules.packs import load_pack  # as above

    def chosen(alternatives: tuple[str, ...], calendars: dict[str, Calendar]) -> CompiledPack:
        return load_pack(path, alternatives=alternatives, calendars=calendars)

    try:
        pack = load_pack(path)
        for file in files:
            read = read_examples(file, pack)
            yield from read.problems
            for outcome in try_examples(read, pack, chosen):
                if not outcome.holds:
                    name, line, column = outcome.place.rsplit(":", 2)
                    yield Contradiction(
                        name, int(line), int(column), outcome.example.rule, outcome.example.name, outcome.differences
                    )
    except Refused as refused:
        yield from refused.problems
