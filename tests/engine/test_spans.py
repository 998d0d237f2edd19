"""The algebra over spans, held to sets of instants counted one by one."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from practice_rules.engine.spans import (
    ALWAYS,
    EVER,
    NEVER,
    Spans,
    Stretch,
    both,
    certain,
    either,
    join,
    meet,
    negated,
    outside,
    touches,
)

LINE = range(0, 30)

spans = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=6).map(join)


def instants(found: Spans) -> set[int]:
    return {at for at in LINE if any(start <= at < end for start, end in found)}


@given(spans, spans)
def test_union_meeting_and_complement_are_those_of_sets(left: Spans, right: Spans) -> None:
    assert instants(join((*left, *right))) == instants(left) | instants(right)
    assert instants(meet(left, right)) == instants(left) & instants(right)
    assert instants(outside(left)) == set(LINE) - instants(left)


@given(spans)
def test_spans_are_sorted_and_apart_and_twice_outside_is_inside(found: Spans) -> None:
    assert all(earlier[1] < later[0] for earlier, later in itertools.pairwise(found))
    assert outside(outside(found)) == found
    assert meet(found, ALWAYS) == found
    assert meet(found, NEVER) == NEVER


@given(spans, st.integers(0, 29), st.integers(0, 29))
def test_touching_is_sharing_an_instant(found: Spans, first: int, last: int) -> None:
    asked = set(range(first, last))
    if asked:
        assert touches(found, first, last) == bool(asked & instants(found))


def test_touching_at_the_very_edges() -> None:
    found = ((5, 10), (20, 25))
    assert [touches(found, at, at + 1) for at in (4, 5, 9, 10, 19, 20, 24, 25)] == [
        False, True, True, False, False, True, True, False,
    ]  # fmt: skip
    assert touches(found, 10, 20) is False
    assert touches(found, 10, 21) is True
    assert touches(found, 0, 5) is False
    assert touches(((-EVER, EVER),), 3, 4) is True


doubtful = st.builds(lambda a, b: Stretch(meet(a, b), join((*a, *b)), ("a fact",)), spans, spans)


@given(doubtful, doubtful, st.integers(0, 28))
def test_and_or_not_are_kleenes(left: Stretch, right: Stretch, at: int) -> None:
    def holds(state: Stretch) -> bool | None:
        return state.holds(at, at + 1)

    a, b = holds(left), holds(right)
    expected_and = False if False in (a, b) else None if None in (a, b) else True
    expected_or = True if True in (a, b) else None if None in (a, b) else False
    assert holds(both((left, right))) is expected_and
    assert holds(either((left, right))) is expected_or
    assert holds(negated(left)) is (None if a is None else not a)


def test_what_is_missing_is_named_only_where_it_matters() -> None:
    unsure = Stretch(NEVER, ((0, 10),), ("date of birth",))
    assert both((unsure, certain(((0, 5),)))).missing == ("date of birth",)
    assert both((unsure, certain(((20, 25),)))).missing == ()
    assert either((unsure, certain(ALWAYS))).missing == ()
    assert either((unsure, certain(((20, 25),)))).missing == ("date of birth",)
    assert negated(unsure).missing == ("date of birth",)


def test_one_span_meets_each_of_several_in_turn() -> None:
    several = ((0, 1), (2, 3), (4, 5), (6, 7))
    assert meet(((0, 9),), several) == meet(several, ((0, 9),)) == several
