"""A text that a # has cut short, or that has quotation marks of its own around it.

What follows a space and a # is a comment and no part of the text. And the curved quotation marks that word processors
make are letters like others: they do not hold a text together, they become part of it.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The core group that is #1 meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    rules:
      - id: child_protection.core_group.first
        title: "The core group that is #1 meets"
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
from practice_rules.problems import Problem, Severity, source_lines

CODE = "cut-text"
SEVERITY = Severity.WARNING
TEXTS = ("title", "reading", "meaning", "why", "section", "named", "publisher", "council")
COMMENT = re.compile(r"\s#(?=[^\s#])")
CURVED = re.compile("[\u2018\u201c\u201e\u00ab].*[\u2019\u201d\u00bb]")


def check(seen: Seen) -> Iterator[Problem]:
    """Each text with a comment close behind it, or inside curved quotation marks."""
    lines = source_lines(seen.document.text)
    for part in seen.parts:
        for key in TEXTS:
            text = getattr(part.written, key, None)
            path = (*part.path, key)
            if not isinstance(text, str) or seen.document.reach(path) != path:
                continue
            place = seen.document.place(path)
            rest = lines[place.line - 1][place.column - 1 :]
            if CURVED.fullmatch(text):
                yield seen.problem(
                    CODE, SEVERITY, path, f"the curved quotation marks have become part of '{key}'",
                    expected="the text without them", fix='delete them, or use straight ones: "',
                    rule_id=part.rule_id,
                )  # fmt: skip
            elif rest[:1] not in ("'", '"', "|", ">") and COMMENT.search(rest):
                yield seen.problem(
                    CODE, SEVERITY, path, f"the text of '{key}' ends at the #: what follows is taken for a comment",
                    expected="a text in quotes, or a space after the # of a comment",
                    fix="put quotes around the whole text", rule_id=part.rule_id,
                )  # fmt: skip
