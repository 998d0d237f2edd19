"""The writing up of a trigger as one of several parts of an act, as one way of doing a part, and under a name."""

from __future__ import annotations

import pytest

from practice_rules.case import Coverage, EventCoverage
from tests.engine.said import evaluation, event, owed, pack_of, the_row

BOTH = pack_of(
    "form: deadline\nafter: visit.made\nwithin: 5 working days\ndo: {all_of: [core_group.held, {recorded: trigger}]}"
)
EITHER = pack_of(
    "form: deadline\nafter: visit.made\nwithin: 5 working days\n"
    "do: {all_of: [core_group.held, {any_of: [chronology.updated, {recorded: trigger}]}]}"
)
NAMED = pack_of(
    "form: deadline\nafter: visit.made\nwithin: 5 working days\ndo: {any_of: [core_group.held, written_up]}",
    more="definitions: {written_up: {meaning: Written up., act: {any_of: [chronology.updated, {recorded: trigger}]}}}\n",
)
GROUP = event("core_group.held", "2026-03-05")


@pytest.mark.parametrize(
    ("written", "status"), [("2026-03-09", "met"), ("2026-03-10", "met"), ("2026-03-11", "breached"), (None, "unknown")]
)
def test_both_the_meeting_and_the_writing_up_are_asked_for(written: str | None, status: str) -> None:
    visit = event("visit.made", "2026-03-03", **({} if written is None else {"recorded_at": written}))
    assert owed(BOTH, [visit, GROUP], "2026-03-31") == [f"{status} 2026-03-10"]
    assert owed(BOTH, [visit], "2026-03-31") == ["breached 2026-03-10"]


def test_what_is_missing_is_the_day_on_which_it_was_written_up() -> None:
    row = the_row(BOTH, [event("visit.made", "2026-03-03"), GROUP], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("recorded_at",))


def test_the_later_of_the_two_completes_it() -> None:
    row = the_row(BOTH, [event("visit.made", "2026-03-03", recorded_at="2026-03-09"), GROUP], "2026-03-31")
    assert row.done is not None and str(row.done.event.recorded_at) == "2026-03-09"
    row = the_row(BOTH, [event("visit.made", "2026-03-03", recorded_at="2026-03-04"), GROUP], "2026-03-31")
    assert row.done is not None and row.done.type == "core_group.held"


def test_a_note_does_for_the_writing_up_beside_another_part() -> None:
    late = event("visit.made", "2026-03-03", recorded_at="2026-03-20")
    note = event("chronology.updated", "2026-03-06")
    assert owed(EITHER, [late, GROUP, note], "2026-03-31") == ["met 2026-03-10"]
    assert owed(EITHER, [late, GROUP], "2026-03-31") == ["breached 2026-03-10"]
    assert owed(EITHER, [late, note], "2026-03-31") == ["breached 2026-03-10"]


@pytest.mark.parametrize(("written", "status"), [("2026-03-10", "met"), ("2026-03-11", "breached")])
def test_it_may_be_an_alternative_under_a_name(written: str, status: str) -> None:
    assert owed(NAMED, [event("visit.made", "2026-03-03", recorded_at=written)], "2026-03-31") == [
        f"{status} 2026-03-10"
    ]


def test_beside_what_the_source_does_not_hold_the_day_of_writing_up_leaves_it_unknown() -> None:
    source = Coverage("a source", {"visit.made": EventCoverage()})
    visit = event("visit.made", "2026-03-03")
    assert [row.status for row in evaluation(BOTH, [visit], "2026-03-31", coverage=source).rows] == ["unknown"]
    late = event("visit.made", "2026-03-03", recorded_at="2026-03-20")
    assert [row.status for row in evaluation(BOTH, [late], "2026-03-31", coverage=source).rows] == ["breached"]


def test_a_name_in_braces_is_the_same_as_the_name() -> None:
    pack = pack_of(
        "form: deadline\nafter: visit.made\nwithin: 5 working days\ndo: {definition: written_up}",
        more="definitions: {written_up: {meaning: Written up., act: {recorded: trigger}}}\n",
    )
    assert owed(pack, [event("visit.made", "2026-03-03", recorded_at="2026-03-09")], "2026-03-31") == ["met 2026-03-10"]
