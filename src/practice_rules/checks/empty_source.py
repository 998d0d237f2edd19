"""A rule that does not say where its document says it.

Every rule names the document and the section, so that anyone can look it up. A section left blank, or filled with a
question mark, sends the reader nowhere. (A rule without `source` at all is refused as a missing key.)

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: "?"}

Passes:

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

import re
from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import SourceRef
from practice_rules.problems import Problem, Severity

CODE = "empty-source"
SEVERITY = Severity.ERROR


BLANK = re.compile(r"[\W_]*(tbc|tba|tbd|todo|xxx|n/?a|none|unknown)?[\W_]*", re.IGNORECASE)


def check(seen: Seen) -> Iterator[Problem]:
    """Each source whose section says nothing."""
    for part in seen.parts:
        if isinstance(part.written, SourceRef) and BLANK.fullmatch(part.written.section):
            yield seen.problem(
                CODE, SEVERITY, (*part.path, "section"), "the source does not say where in the document this stands",
                expected="the heading of the section, or the page", fix="copy the heading of the section",
                rule_id=part.rule_id,
            )  # fmt: skip
