"""What the checker's pages say of the rows of an event table: a text for each code."""

from __future__ import annotations

ROWS = {
    "table-no-case": """A row without a case id.

The id says whose history the row belongs to.

Fails:

    case_id,type,at
    ,visit.made,2026-03-12

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-no-type": """A row without an event type.

The type says what happened.

Fails:

    case_id,type,at
    A1,,2026-03-12

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-unknown-type": """An event type that neither the vocabulary nor the pack in use has.

The case is set aside: a misspelt event would be no event at all.

Fails:

    case_id,type,at
    A1,visit.mode,2026-03-12

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-date": """A date that does not exist, is missing, or is not written year first.

The case is set aside.

Fails:

    case_id,type,at
    A1,visit.made,12/03/2026

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
    "table-attribute": """A filled cell for an attribute that events of this type do not have.

Leave it empty, or correct the type.

Fails:

    case_id,type,at,every
    A1,visit.made,2026-03-12,2 weeks

Passes:

    case_id,type,at,every
    A1,visit.made,2026-03-12,
""",
    "table-map": """A cell of the column `attributes` that is no map.

It holds a JSON object as text, or a map of text to text.

Fails:

    case_id,type,at,attributes
    A1,visit.made,2026-03-12,child_seen

Passes:

    case_id,type,at,attributes
    A1,visit.made,2026-03-12,"{""child_seen"": true}"
""",
    "table-twice": """An attribute both in its own column and in the map.

It could not be told which of the two counts.

Fails:

    case_id,type,at,child_seen,attributes
    A1,visit.made,2026-03-12,true,"{""child_seen"": true}"

Passes:

    case_id,type,at,child_seen,attributes
    A1,visit.made,2026-03-12,true,
""",
    "table-status": """A status that events do not have.

An event has occurred, is planned or was cancelled; an empty cell is occurred.

Fails:

    case_id,type,at,status
    A1,visit.made,2026-03-12,done

Passes:

    case_id,type,at,status
    A1,visit.made,2026-03-12,occurred
""",
    "table-role": """A role that the vocabulary does not know.

`by` says in which role somebody did it.

Fails:

    case_id,type,at,by
    A1,visit.made,2026-03-12,SW

Passes:

    case_id,type,at,by
    A1,visit.made,2026-03-12,social_worker
""",
    "table-kind": """A kind of subject that there is not.

A subject is a child (also when the cell is empty), worker, carer, family, referral, adopter or team.

Fails:

    case_id,type,at,subject_kind
    A1,visit.made,2026-03-12,person

Passes:

    case_id,type,at,subject_kind
    A1,visit.made,2026-03-12,child
""",
    "table-contradicts": """Two rows of a case that say different things about its subject.

Whom a case is about is said in one row, or in all of them alike.

Fails:

    case_id,type,at,born
    A1,visit.made,2026-03-12,2019-05-04
    A1,visit.made,2026-03-19,2019-05-05

Passes:

    case_id,type,at,born
    A1,visit.made,2026-03-12,2019-05-04
    A1,visit.made,2026-03-19,2019-05-04
""",
    "table-wrong-type": """A cell that cannot be what its column is for.

The vocabulary says whether an attribute is true or false, a number, a date or a word.

Fails:

    case_id,type,at,child_seen
    A1,visit.made,2026-03-12,perhaps

Passes:

    case_id,type,at,child_seen
    A1,visit.made,2026-03-12,true
""",
    "table-not-allowed": """A word that the attribute may not have.

The vocabulary lists the words of each choice.

Fails:

    case_id,type,at,place
    A1,visit.made,2026-03-12,hom

Passes:

    case_id,type,at,place
    A1,visit.made,2026-03-12,home
""",
    "table-bad-duration": """A length of time that cannot be read.

A length is a number and a unit.

Fails:

    case_id,type,at,every
    A1,visiting_frequency.agreed,2026-03-12,often

Passes:

    case_id,type,at,every
    A1,visiting_frequency.agreed,2026-03-12,2 weeks
""",
    "table-no-such-event": """A row that refers to an event that its case does not have.

`about`, `replaces` and `corrects` give the `id` of another row of the same case.

Fails:

    case_id,type,at,id,about
    A1,icpc.held,2026-03-12,c1,
    A1,minutes.shared,2026-03-16,,c2

Passes:

    case_id,type,at,id,about
    A1,icpc.held,2026-03-12,c1,
    A1,minutes.shared,2026-03-16,,c1
""",
    "table-same-id": """Two rows of a case with the same id that say different things.

Give one of the two another id.

Fails:

    case_id,type,at,id
    A1,visit.made,2026-03-12,v1
    A1,visit.made,2026-03-19,v1

Passes:

    case_id,type,at,id
    A1,visit.made,2026-03-12,v1
    A1,visit.made,2026-03-19,v2
""",
    "table-case-came-back": """A case whose rows stand in two places.

The rows of a case stand together; its first rows were taken for the whole. Sort the table by `case_id`.

Fails:

    case_id,type,at
    A1,visit.made,2026-03-12
    A2,visit.made,2026-03-12
    A1,visit.made,2026-03-19

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
    A1,visit.made,2026-03-19
    A2,visit.made,2026-03-12
""",
    "table-too-long": """More rows of one case than any history has.

Something else than a history stands under one `case_id`.

Fails:

    case_id,type,at
    «100001 times A1,visit.made,2026-03-12
    »

Passes:

    case_id,type,at
    A1,visit.made,2026-03-12
""",
}
"""Each code of a row with its page's text."""
