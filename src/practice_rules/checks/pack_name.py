"""A pack with another name than its file.

A pack is found by the name of its file, and its examples stand in a folder of that name. `pack:` says the same name.

The page's file is elmet.yaml.

Fails:

    pack: helmet
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    pack: elmet
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from practice_rules.checks.seen import Seen
from practice_rules.problems import Problem, Severity

CODE = "pack-name"
SEVERITY = Severity.WARNING


def check(seen: Seen) -> Iterator[Problem]:
    """The name, when the file has another."""
    stem = PurePath(seen.document.file).stem
    if PurePath(seen.document.file).suffix in (".yaml", ".yml") and stem != seen.pack.pack:
        yield seen.problem(
            CODE, SEVERITY, ("pack",), f"the pack is called '{seen.pack.pack}' and its file '{stem}'",
            expected=f"pack: {stem}", fix="rename one of the two",
        )  # fmt: skip
