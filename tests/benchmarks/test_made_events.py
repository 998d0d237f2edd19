"""The made-up events: the same for everybody, and nothing in them that engines may read in two ways."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.made_events import AS_OF, DAY, child, clock, minute_of, write_events

SOME = [child(number) for number in range(200)]


def test_a_child_is_the_same_whoever_is_made_beside_it(tmp_path: Path) -> None:
    few, more = tmp_path / "few.csv", tmp_path / "more.csv"
    write_events(few, 3)
    write_events(more, 5)
    assert more.read_text().startswith(few.read_text())


def test_another_seed_makes_other_children() -> None:
    assert child(1, seed=1) != child(1, seed=2)


def test_events_are_in_order_and_no_two_in_one_minute() -> None:
    for events in SOME:
        minutes = [event.minute for event in events]
        assert minutes == sorted(set(minutes))


def test_none_falls_in_the_hour_that_clocks_skip_or_repeat() -> None:
    assert not any(60 <= event.minute % DAY < 120 for events in SOME for event in events)


def test_there_are_about_sixty_events_a_child() -> None:
    assert 55 < sum(map(len, SOME)) / len(SOME) < 65


def test_only_visits_say_whether_the_child_was_seen() -> None:
    for events in SOME:
        for event in events:
            assert (event.seen is not None) == event.type.endswith("_visit")


def test_only_review_conferences_are_in_the_diary(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    write_events(path, 200)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    planned = [row for row in rows if row["status"] == "planned"]
    assert {row["type"] for row in planned} == {"bench.cp_review"}
    assert all(minute_of(row["at"]) > AS_OF for row in planned)
    assert any(minute_of(row["at"]) > AS_OF for row in rows if row["status"] == "occurred")


def test_minutes_are_written_and_read_alike() -> None:
    assert clock(AS_OF) == "2025-10-31T23:59"
    assert minute_of(clock(AS_OF)) == AS_OF
