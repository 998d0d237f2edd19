"""What a check looks at: one pack, where each of its words stands, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from practice_rules.checks.written import Part, canonical, walk
from practice_rules.language.pack import PackFile
from practice_rules.language.references import check_references
from practice_rules.language.rules import RuleBase
from practice_rules.problems import Problem, Severity
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import SourceDocument

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Contradiction:
    """A worked example that came out otherwise than it says: where it stands, its rule and how it differs."""

    file: str
    line: int
    column: int
    rule_id: str
    name: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """One pack as the checks see it. `words` holds the shared vocabulary and the pack's own words.

    `others` are the other packs checked in the same run, by their file; `contradictions` what was found when the
    examples beside the pack were tried.
    """

    pack: PackFile
    document: SourceDocument
    words: Vocabulary
    others: Mapping[str, PackFile] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every part of the pack, with its path and the rule it belongs to."""
        return tuple(walk(self.pack))

    @cached_property
    def word_problems(self) -> tuple[Problem, ...]:
        """What is wrong with single words, whichever check tells it."""
        return tuple(check_references(self.pack, self.words, self.document))

    def rules(self, *forms: type[RuleBase]) -> Iterator[tuple[Path, Any]]:
        """Each rule of the forms given, or every rule, with its path."""
        for number, rule in enumerate(self.pack.rules):
            if not forms or isinstance(rule, forms):
                yield ("rules", number), rule

    def same(self, written: Any) -> Any:
        """A part with every definition written out, so that what means the same is equal."""
        return canonical(written, self.pack)

    def problem(
        self,
        code: str,
        severity: Severity,
        path: Path,
        message: str,
        *,
        expected: str | None = None,
        fix: str | None = None,
        rule_id: str | None = None,
        key: bool = False,
    ) -> Problem:
        """A problem at a path of the pack; with `key`, at the key and not at its value."""
        return Problem(self.document.place(path, key), code, severity, message, expected, fix, rule_id)
