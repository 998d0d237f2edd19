"""A pack checked through and through: its structure, its words, its sense, and what its examples showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from practice_rules.checks.needed import check_needed
from practice_rules.checks.registry import SENSE
from practice_rules.checks.seen import Contradiction, Seen
from practice_rules.language.pack import PackFile
from practice_rules.problems import Problem, has_errors
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.yaml_source import SourceDocument, validate


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
        return None, [*document.notes, *problems]
    words = load_vocabulary().with_words(pack.vocabulary)
    problems = [*document.notes, *problems, *check_needed(pack, words, document)]
    if has_errors(problems):
        return pack, problems
    seen = Seen(pack, document, words, others or {}, tuple(contradictions))
    return pack, [*problems, *(problem for one in SENSE for problem in one.check(seen))]
