"""What is told about keys and their values while a file is held against its types: a page for each code."""

from __future__ import annotations

KEYS: dict[str, str] = {
    "unknown-key": """A key that means nothing where it stands.

No key is ever passed over: a misspelt one would silently change nothing. The nearest key that exists here is
named, and a key that belongs one block further in or out is told as such.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        withn: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

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
""",
    "missing-key": """A key that must be there is not.

Every rule needs its id, title, form, standard and source, and each form its own keys.

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
""",
    "wrong-type": """A value of the wrong kind: text for a number, one word for a list.

What is written between brackets is a list, what is written between braces a block of keys; a bare number or
date is no text. Quotes make text of either.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: ELM-001
        source: {document: standards, section: Core groups}

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
""",
    "not-allowed": """A value that is not one of those allowed.

Some keys take one of a few words; all of them are listed, and the nearest is named.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadlin
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

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
""",
    "out-of-range": """A number or date outside what can be meant.

A catalogue has at least one statement, a quota asks for at least one act.

Fails:

    catalogue: {prefix: ELM, last: 0}
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

    catalogue: {prefix: ELM, last: 1}
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
""",
    "wrong-length": """A text or list that is too short or too long.

A title is a sentence and not a page; a list that must hold something is not empty.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: []
        source: {document: standards, section: Core groups}

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
""",
    "wrong-pattern": """A text that is not written the way it must be.

Ids and names are in small letters with underscores, parts of an id are divided by dots, and a statement's
number is capitals, a hyphen and figures.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM 1]
        source: {document: standards, section: Core groups}

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
""",
    "not-recognised": """A block that could be several things and has none of their keys.

An anchor, a state or an act says what it is by one of its keys. The keys that would do are listed.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: {wibble: child_protection_plan.started}
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

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
""",
    "empty-condition": """A condition that asks for nothing.

An empty `where` is always true. Leave the key out, or say what must hold.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: {event: child_protection_plan.started, where: {}}
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

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
""",
}
