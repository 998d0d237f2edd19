"""A text that has swallowed the line after it.

A long text goes on over every line that is indented further than its key, so a key that slipped to the right becomes
part of the sentence above it and is no longer a key. The rule then misses it without a word.

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
        source: {document: standards, section: Core groups}
        reading: >-
          The document says ten days.
          alternative_to: child_protection.core_group.later

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
        reading: >-
          The document says ten days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.language.rules import FORMS
from practice_rules.problems import Problem, Severity

CODE = "swallowed-line"
SEVERITY = Severity.WARNING


KEYS = sorted(
    {field.alias or name for form in FORMS for name, field in form.model_fields.items()}
    | {"meaning", "act", "state", "anchor", "why", "where", "named", "section", "document"}
)
SWALLOWED = re.compile(rf"(?:^|\s)(?:- )?({'|'.join(KEYS)}):(?=\s|$)")
TEXTS = ("title", "reading", "meaning", "why", "section", "named", "publisher")


def check(seen: Seen) -> Iterator[Problem]:
    """Each text that holds what looks like a key and its value."""
    for part in seen.parts:
        for key in TEXTS:
            text = getattr(part.written, key, None)
            found = SWALLOWED.search(text) if isinstance(text, str) else None
            if found is not None:
                yield seen.problem(
                    CODE, SEVERITY, (*part.path, key),
                    f"the text of '{key}' holds '{found[1]}:', which looks like the next key",
                    expected=f"'{found[1]}' as a key of its own", rule_id=part.rule_id, key=True,
                    fix="move that line to the left, level with its neighbours; or reword the text",
                )  # fmt: skip
