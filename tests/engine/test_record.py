"""What is folded into the record: which entries stand, what is known when, and which meeting is which."""

from __future__ import annotations

import itertools
from datetime import date, datetime

import pytest

from practice_rules.case import Case, Event, Subject
from practice_rules.dates.days import iso
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import Moment, Plan, Record, as_moment
from tests.engine.said import event


def recorded(events: list[Event], as_of: str = "2026-12-31", known_at: str | None = None) -> Record:
    known = None if known_at is None else as_moment(known_at)
    return build_record(Case(Subject("c"), tuple(events)), as_moment(as_of), known)


def days(record: Record) -> list[str]:
    return [iso(happening.day) for happening in record.happenings]


def ids(record: Record) -> list[str | None]:
    return [happening.id for happening in record.happenings]


def visit(at: str, id: str | None = None, **more: str) -> Event:
    return event("visit.made", at, id=id, **more)


def test_a_voided_entry_is_gone_and_so_is_what_voided_it() -> None:
    entries = [visit("2026-03-03", "a"), visit("2026-03-04", "b"), event("entry.voided", "2026-03-05", about="a")]
    assert ids(recorded([*entries, visit("2026-03-06", "c")])) == ["b", "c"]


def test_an_entry_does_not_void_itself_and_two_that_void_each_other_end_in_one_answer() -> None:
    assert ids(recorded([visit("2026-03-03", "a", corrects="a")])) == ["a"]
    each_other = [visit("2026-03-03", "a", corrects="b"), visit("2026-03-04", "b", corrects="a")]
    assert ids(recorded(each_other)) == ids(recorded(each_other[::-1]))


def test_a_correction_of_a_correction_of_a_correction() -> None:
    chain = [visit("2026-03-03", "a")] + [
        visit(f"2026-03-0{4 + place}", after, corrects=before)
        for place, (before, after) in enumerate(itertools.pairwise("abcd"))
    ]
    assert [ids(recorded(chain[:length])) for length in (1, 2, 3, 4)] == [["a"], ["b"], ["a", "c"], ["b", "d"]]


@pytest.mark.parametrize(
    ("one", "known"),
    [
        (visit("2026-03-03"), [False, True, True]),
        (visit("2026-03-03", recorded_at="2026-03-04"), [False, False, True]),
        (visit("2026-03-03", recorded_at="2026-03-02"), [True, True, True]),
        (visit("2026-03-03", status="planned"), [True, True, True]),
        (visit("2026-03-03", status="planned", recorded_at="2026-03-03"), [False, True, True]),
    ],
)  # fmt: skip
def test_what_is_known_when(one: Event, known: list[bool]) -> None:
    """An occurred event from when it was recorded, or else its own time; a planned one from then, or else the start."""
    found = [recorded([one], known_at=at) for at in ("2026-03-02", "2026-03-03", "2026-03-04")]
    assert [bool(record.happenings or record.plans) for record in found] == known


def test_what_is_seen_when() -> None:
    entries = [
        visit("2026-03-03T10:00", "a"),
        visit("2026-03-03", "b"),
        visit("2026-03-04", "c", status="planned", recorded_at="2026-03-03"),
    ]
    assert [ids(recorded(entries, at)) for at in ("2026-03-02", "2026-03-03T09:59", "2026-03-03T10:00", "2026-03-03")] == [
        [], ["b"], ["b", "a"], ["b", "a"],
    ]  # fmt: skip
    assert [list(recorded(entries, at).plans) for at in ("2026-03-02", "2026-03-03")] == [[], ["visit.made"]]
    assert recorded(entries, "2026-03-03T10:00").now == as_moment("2026-03-03T10:00:01").instant
    assert recorded(entries, "2026-03-03").now == as_moment("2026-03-04T00:00").instant


def test_the_record_begins_with_its_first_entry_the_diary_included() -> None:
    entries = [visit("2026-03-03"), visit("2026-03-02", status="planned"), visit("2026-03-05")]
    assert iso(recorded(entries).first_day) == "2026-03-02"
    assert iso(recorded([], "2026-03-09").first_day) == "2026-03-09"


ALIKE = [
    visit("2026-03-03T00:00", "midnight"),
    visit("2026-03-03T10:00", "b"),
    visit("2026-03-03T10:00", "A"),
    visit("2026-03-03T10:00", "a"),
    visit("2026-03-03", "z"),
    event("icpc.held", "2026-03-03T10:00", id="c"),
    event("icpc.held", "2026-03-03T09:00", id="d"),
    visit("2026-03-03T10:00", purpose="b", child_seen="yes"),
    visit("2026-03-03T10:00", purpose="a", place="home"),
    visit("2026-03-03T10:00", by="social_worker"),
    visit("2026-03-03T10:00", by="family_support_worker"),
    visit("2026-03-03T10:00", attended_by="x"),
]


def test_on_one_day_those_without_a_time_come_first_then_by_time_type_id_and_content() -> None:
    expected = ["z", "midnight", "d", "c", None, None, None, None, None, "A", "a", "b"]
    contents = None
    for shift in range(len(ALIKE)):
        found = recorded([*ALIKE[shift:], *ALIKE[:shift]])
        assert ids(found) == expected
        said = [(happening.attributes, happening.by) for happening in found.happenings]
        contents = contents or said
        assert said == contents


def test_what_an_event_says_is_the_same_in_whatever_order_it_is_said() -> None:
    one = Event("visit.made", date(2026, 3, 3), attributes={"a": frozenset("xyz"), "b": 1})
    other = Event("visit.made", date(2026, 3, 3), attributes={"b": 1, "a": frozenset("zyx")})
    (first,), (second,) = recorded([one]).happenings, recorded([other]).happenings
    assert first.key == second.key
    assert "['x', 'y', 'z']" in first.key[-1]
    assert days(recorded([one, other, one, visit("2026-03-04")])) == ["2026-03-03", "2026-03-04"]
    named = recorded([visit("2026-03-03", "a", purpose="x"), visit("2026-03-03", "a", purpose="y")])
    assert len(named.happenings) == 2
    assert named.happenings[0].key == named.happenings[1].key


def test_as_moment_reads_days_and_times_and_says_why_it_cannot() -> None:
    day = date(2026, 3, 3)
    assert as_moment(day) == Moment(day.toordinal())
    assert as_moment("2026-03-03") == as_moment(day)
    assert as_moment(datetime(2026, 3, 3, 10)) == as_moment("2026-03-03T10:00")  # noqa: DTZ001  local time is meant
    with pytest.raises(ValueError, match="the clocks went forward over 01:30 on Sun 29 Mar 2026"):
        as_moment("2026-03-29T01:30")


def plan(id: str | None, at: str, known: str | None = None, **more: str) -> Event:
    given = {} if known is None else {"recorded_at": known}
    return event("icpc.held", at, id=id, status=more.pop("status", "planned"), **given, **more)


def held(at: str, id: str | None = None, **more: str) -> Event:
    return event("icpc.held", at, id=id, **more)


def told(meeting: Plan) -> str:
    """A meeting as the days it was planned for, how each ended and when that was known, and when it was held."""
    versions = [
        f"{iso(version.planned.day)[5:]}"
        + (f" {version.how} {iso(version.ended.day)[5:]}" if version.ended is not None else f" {version.how or 'open'}")
        for version in meeting.versions
    ]
    off = "" if meeting.cancelled is None else f"; off {iso(meeting.cancelled.day)[5:]}"
    return ", ".join(versions) + off + (f"; held {iso(meeting.held.day)[5:]}" if meeting.held is not None else "")


def meetings(*entries: Event, as_of: str = "2026-12-31") -> list[str]:
    """The meetings, the same in whatever order the entries come."""
    found = None
    for shuffled in itertools.islice(itertools.permutations(entries), 24):
        here = sorted(told(each) for each in recorded(list(shuffled), as_of).plans.get("icpc.held", ()))
        assert found in (None, here)
        found = here
    return found or []


A, B, C = (
    plan("a", "2026-03-10", "2026-03-01"),
    plan("b", "2026-03-17", "2026-03-05", replaces="a"),
    plan("c", "2026-03-24", "2026-03-07", replaces="b"),
)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([A], ["03-10 open"]),
        ([A, B], ["03-10 moved 03-05, 03-17 open"]),
        ([A, B, C], ["03-10 moved 03-05, 03-17 moved 03-07, 03-24 open"]),
        # What replaces another comes after it, though nothing says when either was known.
        ([plan("z", "2026-03-10"), plan("y", "2026-03-03", replaces="z")], ["03-10 moved, 03-03 open"]),
        ([plan("a", "2026-03-10", replaces="b"), plan("b", "2026-03-17", replaces="a")], None),
        ([plan("a", "2026-03-10", replaces="a")], ["03-10 open"]),
        ([plan("a", "2026-03-10", replaces="gone")], ["03-10 open"]),
        # Held: by what replaces it, by its id, by what is about it.
        ([A, B, held("2026-03-30", replaces="a")], ["03-10 moved 03-05, 03-17 held 03-30; held 03-30"]),
        ([A, B, held("2026-03-30", replaces="b")], ["03-10 moved 03-05, 03-17 held 03-30; held 03-30"]),
        ([A, held("2026-03-02", "a")], ["03-10 held 03-02; held 03-02"]),
        ([A, held("2026-03-02", about="a")], ["03-10 held 03-02; held 03-02"]),
        ([A, held("2026-03-02", about="gone")], ["03-10 open"]),
        ([A, held("2026-03-30", "other", replaces="gone")], ["03-10 held 03-30; held 03-30"]),
        ([A, held("2026-03-30", replaces="gone", about="a"), held("2026-03-10")], ["03-10 held 03-30; held 03-30"]),
        ([A, held("2026-03-02", replaces="a"), held("2026-03-10")], ["03-10 held 03-02; held 03-02"]),
        ([A, event("visit.made", "2026-03-10", replaces="a")], ["03-10 open"]),
        ([A, event("visit.made", "2026-03-10", about="a")], ["03-10 open"]),
        ([A, held("2026-03-30", replaces="a"), held("2026-03-31", replaces="a")], ["03-10 held 03-30; held 03-30"]),
        # Failing that, by the first on its latest day, and failing that by the first after it.
        ([A, held("2026-03-10")], ["03-10 held 03-10; held 03-10"]),
        ([A, B, held("2026-03-10")], ["03-10 moved 03-05, 03-17 open"]),
        ([A, B, held("2026-03-10"), held("2026-03-18")], ["03-10 moved 03-05, 03-17 held 03-18; held 03-18"]),
        ([A, held("2026-03-09")], ["03-10 open"]),
        ([A, held("2026-03-11"), held("2026-03-12")], ["03-10 held 03-11; held 03-11"]),
        # One event holds one meeting: on its day the earlier asks first, after it the later.
        (
            [plan("a", "2026-03-10"), plan("d", "2026-03-10"), held("2026-03-10"), held("2026-03-20")],
            ["03-10 held 03-10; held 03-10", "03-10 held 03-20; held 03-20"],
        ),
        ([plan("a", "2026-03-10"), plan("d", "2026-03-12"), held("2026-03-15")], ["03-10 open", "03-12 held 03-15; held 03-15"]),
        (
            [plan("a", "2026-03-10"), plan("d", "2026-03-12"), held("2026-03-15"), held("2026-03-16")],
            ["03-10 held 03-16; held 03-16", "03-12 held 03-15; held 03-15"],
        ),
        (
            [plan("a", "2026-03-10"), plan("d", "2026-03-12"), held("2026-03-12"), held("2026-03-16")],
            ["03-10 held 03-16; held 03-16", "03-12 held 03-12; held 03-12"],
        ),
        # Called off: by name, by its id, by what is about it; or by its day, if the entry names no meeting.
        ([A, plan(None, "2026-03-10", "2026-03-06", status="cancelled", replaces="a")], ["03-10 cancelled 03-06; off 03-06"]),
        ([A, plan("a", "2026-03-10", "2026-03-06", status="cancelled")], ["03-10 cancelled 03-06; off 03-06"]),
        ([A, plan(None, "2026-03-01", "2026-03-06", status="cancelled", about="a")], ["03-10 cancelled 03-06; off 03-06"]),
        ([A, plan(None, "2026-03-10", "2026-03-06", status="cancelled")], ["03-10 cancelled 03-06; off 03-06"]),
        ([A, plan(None, "2026-03-11", "2026-03-06", status="cancelled")], ["03-10 open"]),
        ([A, B, plan(None, "2026-03-10", "2026-03-06", status="cancelled")], ["03-10 moved 03-05, 03-17 open"]),
        ([A, event("visit.made", "2026-03-10", status="cancelled")], ["03-10 open"]),
        ([A, event("visit.made", "2026-03-10", status="cancelled", replaces="a")], ["03-10 open"]),
        ([A, plan(None, "2026-03-10", status="cancelled")], ["03-10 cancelled; off 03-10"]),
        (
            [A, *(plan(None, "2026-03-10", f"2026-03-0{day}", status="cancelled", replaces="a") for day in (6, 7))],
            ["03-10 cancelled 03-06; off 03-06"],
        ),
        # What was called off is not held by day, and is by name.
        ([A, plan(None, "2026-03-10", "2026-03-06", status="cancelled"), held("2026-03-10")], ["03-10 cancelled 03-06; off 03-06"]),
        (
            [A, plan(None, "2026-03-10", "2026-03-06", status="cancelled"), held("2026-03-10", about="a")],
            ["03-10 held 03-10; off 03-06; held 03-10"],
        ),
        # The latest date is the one that became known last.
        (
            [A, plan("b", "2026-03-17", "2026-03-05", replaces="a"), plan("c", "2026-03-24", "2026-03-03", replaces="a")],
            ["03-10 moved 03-03, 03-24 moved 03-05, 03-17 open"],
        ),
        # An event that holds a meeting by name holds no other by its day; any of its names will do.
        ([A, plan("d", "2026-03-12"), held("2026-03-12", about="a")], ["03-10 held 03-12; held 03-12", "03-12 open"]),
        ([A, held("2026-03-02", "a", replaces="gone")], ["03-10 held 03-02; held 03-02"]),
        (
            [A, event("visit.made", "2026-03-20", id="v", status="planned"), held("2026-03-02", replaces="v", about="a")],
            ["03-10 held 03-02; held 03-02"],
        ),
    ],
)  # fmt: skip
def test_meetings(entries: list[Event], expected: list[str] | None) -> None:
    found = meetings(*entries)
    assert expected is None or found == expected


def test_every_id_of_a_meeting_names_the_entry_in_force_and_that_of_what_called_it_off_itself() -> None:
    off = plan("off", "2026-03-17", "2026-03-06", status="cancelled", replaces="b")
    other = plan("other", "2026-04-01", status="cancelled")
    called_off = recorded([A, B, off, other]).by_key
    assert {key: at.id for key, at in called_off.items()} == {"a": "b", "b": "b", "off": "off", "other": "other"}
    met = recorded([A, B, held("2026-03-17", "c")])
    assert {key: at.id for key, at in met.by_key.items()} == {"a": "c", "b": "c", "c": "c"}
    assert met.happenings[0].keys == ("c", "a", "b")
    assert met.plans["icpc.held"][0].keys == ("a", "b", "c")
