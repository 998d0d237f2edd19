"""Hypothesis strategies for vocabularies of other words than ours, and for histories told in them.

For code that must not know our words by heart: a pack's own vocabulary, a reader, a case system's adapter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st

from practice_rules.case import Case, Event, Subject
from practice_rules.testing.cases import SPAN_DAYS, START, events_in
from practice_rules.vocabulary.model import Attribute, AttributeType, Edge, EventType, Period, VocabularyFile
from practice_rules.vocabulary.words import Vocabulary, build_vocabulary

THINGS = ("home_visit", "panel", "chronology", "supervision", "key_work_session", "family_meeting")
VERBS = ("held", "made", "shared", "opened", "closed", "signed_off")
NAMES = ("alone", "place", "seen_on", "lead", "count", "reasons", "attended", "reference_no", "length", "told_at")
VALUES = ("green", "amber", "red", "not_known")
ROLES = ("key_worker", "practice_lead", "school_nurse")


@st.composite
def _attributes(draw: st.DrawFn) -> Attribute:
    kind: AttributeType = draw(st.sampled_from(get_args(AttributeType)))
    values = draw(st.lists(st.sampled_from(VALUES), min_size=1, unique=True)) if kind in ("choice", "choices") else []
    return Attribute(type=kind, meaning="Drawn.", values={word: f"It is {word}." for word in values})


@st.composite
def vocabulary_files(draw: st.DrawFn) -> VocabularyFile:
    """A file of words as a pack would add its own: a few event types with attributes of any type, roles, periods that
    some of the events open and close.
    """
    kinds = draw(
        st.lists(st.tuples(st.sampled_from(THINGS), st.sampled_from(VERBS)), min_size=1, max_size=5, unique=True)
    )
    types = [f"{thing}.{verb}" for thing, verb in kinds]
    own = st.dictionaries(st.sampled_from(NAMES), _attributes(), max_size=4)
    events = {name: EventType(meaning="Drawn.", own=draw(own)) for name in types}
    opening, closing = draw(st.sampled_from(types)), draw(st.none() | st.sampled_from(types))
    ends = [] if closing is None else [Edge(event=closing)]
    period = Period(meaning="Drawn.", opens=[Edge(event=opening)], closes=ends)
    return VocabularyFile(
        events=events,
        periods={"spell_of_work": period} if draw(st.booleans()) else {},
        roles=dict.fromkeys(ROLES, "Drawn."),
    )


def vocabularies() -> st.SearchStrategy[Vocabulary]:
    """A vocabulary of none of our words.

    >>> from hypothesis import find
    >>> sorted(find(vocabularies(), lambda words: len(words.events) == 1).events)
    ['home_visit.held']
    """
    return vocabulary_files().map(lambda words: build_vocabulary([words]))


@st.composite
def histories(draw: st.DrawFn, vocabulary: Vocabulary, max_events: int = 5) -> Case:
    """A history in the words of a vocabulary, that says whatever an event can say: nothing is left out that a case
    system may have to keep. Every entry has an id, and links point at entries that are there."""
    types, drawn = sorted(vocabulary.events), list[Event]()
    for number in range(draw(st.integers(0, max_events))):
        named = [str(event.id) for event in drawn]
        drawn.append(draw(events_in(vocabulary, types, named, f"e{number}", few=True)))
    born = draw(st.none() | st.integers(-6000, SPAN_DAYS).map(lambda off: START + timedelta(off)))
    return Case(Subject("drawn", "child", born), tuple(drawn))
