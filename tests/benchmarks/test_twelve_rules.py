"""The engines that are compared must give the same obligations, and a difference must be noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import ours
from benchmarks.agreement import Disagree, check, compared
from benchmarks.made_events import AS_OF, DAY, write_events
from benchmarks.peers import PEERS, Row, peer
from benchmarks.rules import our_pack, plain_rules

CHILDREN = 60


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "events.csv"
    write_events(path, CHILDREN)
    return path


def rows_of(name: str, events: Path, number: int) -> set[Row]:
    rules = plain_rules(number)
    prepare = peer(name)
    if prepare is None:
        pytest.skip(f"{name} is not installed")
    ready = prepare(events, rules, AS_OF)
    ready.renew()
    return compared(ready.rows(ready.evaluate()), rules)


def our_rows(events: Path, number: int, name: str = ours.OURS) -> set[Row]:
    ready = ours.prepare(events, our_pack(number), AS_OF)[name]
    return compared(ready.rows(ready.evaluate()), plain_rules(number))


@pytest.mark.parametrize("number", [12, 40])
@pytest.mark.parametrize("name", list(PEERS))
def test_every_engine_gives_the_same_obligations(name: str, number: int, events: Path) -> None:
    mine = our_rows(events, number)
    assert check({"ours": mine, name: rows_of(name, events, number)}) == len(mine)


def test_ours_gives_the_same_from_cases(events: Path) -> None:
    assert our_rows(events, 12, ours.OURS_FROM_CASES) == our_rows(events, 12)


def test_the_obligations_are_of_every_rule_and_every_status(events: Path) -> None:
    mine = our_rows(events, 12)
    assert {row.rule for row in mine} == {rule.id for rule in plain_rules(12)}
    assert {row.status for row in mine} == {"met", "breached", "due"}
    assert len(mine) > 20 * CHILDREN


def test_one_wrong_status_stops_the_benchmark_and_is_shown(events: Path) -> None:
    mine = our_rows(events, 12)
    wrong = min(mine)
    changed = (mine - {wrong}) | {wrong._replace(status="lapsed")}
    with pytest.raises(Disagree, match=f"child {wrong.child}, {wrong.rule}, .*: lapsed"):
        check({"ours": mine, "other": changed})


def test_one_missing_obligation_stops_the_benchmark(events: Path) -> None:
    mine = our_rows(events, 12)
    with pytest.raises(Disagree, match="only ours: 1\n"):
        check({"ours": mine, "other": mine - {min(mine)}})


def test_the_rules_as_plain_values_and_in_our_language_have_the_same_names() -> None:
    assert [rule.id for rule in our_pack(100).rules] == [rule.id for rule in plain_rules(100)]


def test_hours_on_ordinary_days_are_compared() -> None:
    friday = 20_000  # 4 October 2024
    row = Row("1", "bench.d04", friday * DAY + 1437, (friday + 1) * DAY + 1437, "met")
    assert compared([row], plain_rules(12)) == {row}


def test_hours_over_the_night_in_which_the_clocks_change_are_not_compared() -> None:
    saturday = 20_022  # 26 October 2024: the clocks go back in the night to Sunday
    row = Row("1", "bench.d04", saturday * DAY + 720, (saturday + 1) * DAY + 720, "met")
    in_days = row._replace(rule="bench.d01")
    assert compared([row, in_days], plain_rules(12)) == {in_days}
