"""What is told of case files: a page for each code. No message repeats what a file says of a person."""

from __future__ import annotations

from practice_rules.problems import Severity
from practice_rules.told import Told

_TEXTS = {
    "case-unknown-event-type": """An event type that neither the vocabulary nor the pack in use has.

A misspelt event would be no event at all, and a visit that was made would count as missed.

Fails:

    events:
      - {type: core_group.hold, at: 2026-03-12}

Passes:

    events:
      - {type: core_group.held, at: 2026-03-12}
""",
    "case-unknown-attribute": """An attribute that events of this type do not have.

Each event type has attributes of its own, listed with it in the vocabulary. A pack may add some; read such a case with
that pack.

Fails:

    events:
      - {type: visit.made, at: 2026-03-12, child_sen: true}

Passes:

    events:
      - {type: visit.made, at: 2026-03-12, child_seen: true}
""",
    "case-unknown-fact": """A fact about the subject that the vocabulary does not know.

`facts` hold what does not change from event to event, by the vocabulary's names.

Fails:

    subject: {id: C1, born: 2019-05-04, facts: {disabld: true}}
    events: []

Passes:

    subject: {id: C1, born: 2019-05-04, facts: {disabled: true}}
    events: []
""",
    "case-unknown-role": """A role that the vocabulary does not know.

`by` says in which role somebody did it, not who.

Fails:

    events:
      - {type: visit.made, at: 2026-03-12, by: socialworker}

Passes:

    events:
      - {type: visit.made, at: 2026-03-12, by: social_worker}
""",
    "case-date": """A date, or a date and time, that does not exist or is not written year first.

A time that the clocks skip in spring is none either. Times without an offset are those of a clock in London.

Fails:

    events:
      - {type: visit.made, at: "12/03/2026"}

Passes:

    events:
      - {type: visit.made, at: 2026-03-12}
""",
    "case-coverage-dates": """A source that is said to hold events until a day before it begins.

`coverage` says from when until when a source holds events of a type; outside that nothing follows from silence.

Fails:

    coverage:
      name: our export
      events: {visit.made: {first: 2026-01-01, last: 2025-01-01}}
    events: []

Passes:

    coverage:
      name: our export
      events: {visit.made: {first: 2025-01-01, last: 2026-01-01}}
    events: []
""",
    "case-no-such-event": """An event that refers to one that is not in the case.

`about`, `replaces` and `corrects` give the `id` of another event of the same case.

Fails:

    events:
      - {type: icpc.held, at: 2026-03-12, id: c1}
      - {type: minutes.shared, at: 2026-03-16, about: c2}

Passes:

    events:
      - {type: icpc.held, at: 2026-03-12, id: c1}
      - {type: minutes.shared, at: 2026-03-16, about: c1}
""",
    "case-same-id": """Two events of one case with the same id that say different things.

The same entry may come twice, and a meeting keeps its id from the plan to the day; two different things need two ids.
To put an entry right, write a new one that `corrects` it.

Fails:

    events:
      - {type: visit.made, at: 2026-03-12, id: v1}
      - {type: visit.made, at: 2026-03-19, id: v1}

Passes:

    events:
      - {type: visit.made, at: 2026-03-12, id: v1}
      - {type: visit.made, at: 2026-03-19, id: v2}
""",
}
CASE = {code: Told(text, "case") for code, text in _TEXTS.items()} | {
    "case-before-birth": Told(
        """An event more than ten months before the child's birth.

Work before a birth is real; before there was a pregnancy one of the two dates is a slip.

Fails:

    events:
      - {type: visit.made, at: 2016-03-12}

Passes:

    events:
      - {type: visit.made, at: 2026-03-12}
""",
        "case",
        Severity.WARNING,
    ),
    "case-no-coverage": Told(
        """A file that should say what a source holds, and does not.

What a case system exports is rarely everything; without `coverage` silence would be taken for something not done.

Fails:

    name: our export

Passes:

    coverage:
      name: our export
      events: {visit.made: {extent: complete}}
""",
        "coverage",
    ),
    "outside-calendar": Told(
        """A date, or one that is counted from it, beyond the years 1970 to 2100.

The calendars know no working days outside them, so the case is set aside when it is judged.

Fails:

    subject: {id: C1, born: 2085-12-01}
    events:
      - {type: icpc.held, at: 2026-03-12}

Passes:

    events:
      - {type: icpc.held, at: 2026-03-12}
""",
        "evaluate",
    ),
}
"""Each code of case files with its page."""
