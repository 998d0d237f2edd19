"""What the types of the language tell of what they are given: a page for each code."""

from __future__ import annotations

LANGUAGE: dict[str, str] = {
    "bad-duration": """A length of time that cannot be read.

Lengths are a number and a unit: `10 working days`, `6 weeks`, `48 hours`, `6 to 8 weeks`, `same working day`.
Units do not mix, numbers are in figures, and `immediately` is written as `same day`.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 wroking days
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
    "bad-age": """An age that cannot be read.

Ages are written `16 years`, `15 years 9 months` or `6 months before 16`.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: {age: sixteen}
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
        after: {age: 16 years}
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
""",
    "bad-which": """A choice among events that cannot be made.

`which` is each, first, last or a number; the last one is only known once a period has closed, so it needs `in`.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: {event: child_protection_plan.started, which: last}
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
        after: {event: child_protection_plan.started, which: last, in: open_case}
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
""",
    "bad-total": """A total without one bound.

A total is `at_least` or `under` a length of time, one of the two.

Fails:

    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        only_if: {total: looked_after}
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
        only_if: {total: looked_after, at_least: 13 weeks}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
""",
    "bad-definition": """A definition that is several things at once.

A definition is an `act`, a `state` or an `anchor`, so that it is clear where its name may be used.

Fails:

    definitions:
      seen:
        meaning: The child is seen.
        act: visit.made
        state: looked_after
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

    definitions:
      seen:
        meaning: The child is seen.
        act: visit.made
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: seen
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
""",
    "bad-variation": """An agreement that does not say for how long.

`or_as_agreed` names the attribute that holds the agreed length or date, or says with `otherwise` what holds
when the event gives none.

Fails:

    rules:
      - id: child_protection.visit
        title: A visit every ten working days
        form: series
        while: child_protection_plan
        every: 10 working days
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, only: tighter}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.visit
        title: A visit every ten working days
        form: series
        while: child_protection_plan
        every: 10 working days
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
""",
    "bad-series": """A series without one interval.

A series has `every`, or `phases` that each have one, and not both.

Fails:

    rules:
      - id: child_protection.visit
        title: A visit every ten working days
        form: series
        while: child_protection_plan
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.visit
        title: A visit every ten working days
        form: series
        while: child_protection_plan
        every: 10 working days
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
""",
    "bad-check": """A check that asks for nothing.

A check says what its event must `have`, or the state that must hold `while` it happens.

Fails:

    rules:
      - id: section_47.joint
        title: Enquiries are joint
        form: check
        at: section_47.started
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: section_47.joint
        title: Enquiries are joint
        form: check
        at: section_47.started
        have: {joint: true}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
""",
    "bad-need": """A gate's need that is none, or several, of an act, a state and a fact.

Each need is one thing: `do` an act, a `state` that holds, or what the guarded event must `have`.

Fails:

    rules:
      - id: case_closure.requirements
        title: Nothing is closed until the file is in order
        form: gate
        guards: case.closed
        needs:
          - {do: chronology.updated, state: looked_after, fresh: 3 months, named: an up-to-date chronology}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: case_closure.requirements
        title: Nothing is closed until the file is in order
        form: gate
        guards: case.closed
        needs:
          - {do: chronology.updated, fresh: 3 months, named: an up-to-date chronology}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
""",
    "bad-limit": """A limit that does not say what is counted, or how far.

A limit counts a period (`of`) or an act (`each`), and has `no_more_than` or `no_longer_than`; acts and total
times need a window.

Fails:

    rules:
      - id: child_protection.plan.duration
        title: No plan runs on for years
        form: limit
        of: child_protection_plan
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: child_protection.plan.duration
        title: No plan runs on for years
        form: limit
        of: child_protection_plan
        no_longer_than: 2 years
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
""",
    "bad-attribute": """A choice without values, or values without a choice.

An attribute of type `choice` or `choices` lists its values with their meanings; no other type does.

Fails:

    vocabulary:
      events:
        tea.served:
          meaning: Tea was served.
          own: {kind: {type: choice, meaning: Which tea.}}
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

    vocabulary:
      events:
        tea.served:
          meaning: Tea was served.
          own: {kind: {type: choice, meaning: Which tea., values: {green: Green tea., black: Black tea.}}}
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
    "bad-period": """A period that nothing opens.

A period of the pack's own says what `opens` it and, usually, what `closes` it.

Fails:

    vocabulary:
      periods:
        tea_time:
          meaning: The time tea is taken.
          closes: case.closed
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

    vocabulary:
      periods:
        tea_time:
          meaning: The time tea is taken.
          opens: case.opened
          closes: case.closed
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
