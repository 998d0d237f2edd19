"""The kit's strategies draw what they say, of every kind, and what they draw is valid."""

from __future__ import annotations

from typing import TypeVar, get_args

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from practice_rules.dates import (
    ByTime,
    CalendarSpan,
    Conventions,
    Duration,
    Elapsed,
    Moment,
    Range,
    SameDay,
    WorkingDays,
    due_after,
    england_and_wales,
    parse_duration,
)
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import RuleBase
from practice_rules.readers.case_file import read_cases
from practice_rules.readers.case_writer import write_case
from practice_rules.testing import durations, histories, packs, points_in_time, vocabularies
from practice_rules.testing.vocabularies import vocabulary_files
from practice_rules.vocabulary.model import AttributeType, VocabularyFile

Drawn = TypeVar("Drawn")

MODEST = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def some(strategy: st.SearchStrategy[Drawn]) -> list[Drawn]:
    """A few hundred values, the same each time."""
    found: list[Drawn] = []

    @settings(MODEST, max_examples=300, phases=[Phase.generate])
    @given(strategy)
    def take(value: Drawn) -> None:
        found.append(value)

    take()
    return found


@MODEST
@given(durations())
def test_a_length_drawn_reads_back_as_itself(length: Duration) -> None:
    assert parse_duration(str(length)) == length


def test_every_kind_of_length_is_drawn() -> None:
    kinds = {type(length) for length in some(durations())}
    assert kinds == {WorkingDays, CalendarSpan, Elapsed, SameDay, Range, ByTime}


@MODEST
@given(points_in_time(), durations())
def test_nothing_is_due_before_it_is_asked_for(moment: Moment, length: Duration) -> None:
    due = due_after(moment, length, england_and_wales(), Conventions())
    assert due.day >= moment.day
    assert due.instant is None or moment.instant is None or due.instant >= moment.instant


@MODEST
@given(vocabulary_files())
def test_words_drawn_are_a_file_of_words(words: VocabularyFile) -> None:
    assert VocabularyFile.model_validate(words.model_dump(exclude_unset=True)) == words


def test_attributes_of_every_type_are_drawn() -> None:
    drawn = some(vocabularies())
    types = {each.type for words in drawn for declared in words.events.values() for each in declared.values()}
    assert types == set(get_args(AttributeType))


@MODEST
@given(st.data())
def test_a_history_in_drawn_words_is_one_that_a_case_file_may_tell(data: st.DataObject) -> None:
    words = data.draw(vocabularies())
    case = data.draw(histories(words))
    read = read_cases(write_case(case), "case.yaml", words)
    assert not read.problems
    assert read.cases == (case,)


def test_whatever_an_entry_can_say_is_drawn() -> None:
    entries = [event for case in some(vocabularies().flatmap(histories)) for event in case.events]
    assert {event.status for event in entries} == {"occurred", "planned", "cancelled"}
    for said in ("about", "replaces", "corrects", "recorded_at", "attributes"):
        assert any(getattr(event, said) for event in entries), said
        assert any(not getattr(event, said) for event in entries), said


@MODEST
@given(packs())
def test_packs_drawn_are_packs(pack: PackFile) -> None:
    assert 1 <= len(pack.rules) <= 4
    assert all(isinstance(rule, RuleBase) for rule in pack.rules)
