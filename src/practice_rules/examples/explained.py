"""What is told of worked examples: a page for each code."""

from __future__ import annotations

from practice_rules.told import Told

_TEXTS = {
    "bad-expectation": """An expectation that says several things at once, or none.

For each day an example expects one `status`, a list of `obligations`, or `none: true`.

Fails:

    examples:
      - rule: child_protection.core_group.first
        name: on the tenth working day
        history: [{icpc.held: 2026-03-03, outcome: child_protection_plan}]
        expect: [{as_of: 2026-03-04, status: due, none: true}]

Passes:

    examples:
      - rule: child_protection.core_group.first
        name: on the tenth working day
        history: [{icpc.held: 2026-03-03, outcome: child_protection_plan}]
        expect: [{as_of: 2026-03-04, status: due}]
""",
    "bad-history": """An entry of a history that is no event of the vocabulary, or has what such events do not have.

An entry has one event type with its date, and that event's attributes.

Fails:

    examples:
      - rule: child_protection.core_group.first
        name: on the tenth working day
        history: [{icpc.hold: 2026-03-03, outcome: child_protection_plan}]
        expect: [{as_of: 2026-03-04, none: true}]

Passes:

    examples:
      - rule: child_protection.core_group.first
        name: on the tenth working day
        history: [{icpc.held: 2026-03-03, outcome: child_protection_plan}]
        expect: [{as_of: 2026-03-04, status: due}]
""",
}
EXAMPLES = {code: Told(text, "examples") for code, text in _TEXTS.items()}
"""Each code of worked examples with its page."""
