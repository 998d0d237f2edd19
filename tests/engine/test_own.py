"""`has_lasted` of the period that a series runs over is asked of each run by itself, however it is said."""

from __future__ import annotations

import pytest

from tests.engine.said import event, owed, pack_of

DEFINED = """
definitions:
  settled: {meaning: Twelve months into a placement, state: {has_lasted: placement, for: 12 months}}
  new: {meaning: Not twelve months into it, state: {not: settled}}
  home: {meaning: Where the child lives, state: placement}
  settled_home: {meaning: Twelve months at home, state: {has_lasted: home, for: 12 months}}
"""
TWO_PLACEMENTS = [
    event("looked_after.started", "2024-01-05"),
    event("placement.started", "2024-01-05", placement_id="p1"),
    event("visit.made", "2026-01-05", placement_id="p1"),
    event("placement.started", "2026-01-05", placement_id="p2"),
]
QUARTERLY, SIX_WEEKLY = "due 2026-04-05", "due 2026-02-16"


def open_visits(while_: str, when: str, every: str, otherwise: str) -> list[str]:
    """What is owed on 10 January 2026 in the placement of two years and in the one of five days."""
    pack = pack_of(
        f"""
        form: series
        while: {while_}
        phases: [{{when: {when}, every: {every}}}, {{every: {otherwise}}}]
        do: {{event: visit.made, match: [placement_id]}}
        lapses_when: []
        """,
        more=DEFINED,
    )
    return [row for row in owed(pack, TWO_PLACEMENTS, "2026-01-10") if row.startswith("due")]


@pytest.mark.parametrize("while_", ["placement", "home", "{period: placement}"])
@pytest.mark.parametrize(
    "settled",
    [
        "settled",
        "settled_home",
        "{has_lasted: placement, for: 12 months}",
        "{has_lasted: {period: placement}, for: 12 months}",
        "{not: new}",
        "{all_of: [looked_after, settled]}",
        "{any_of: [child_protection_plan, settled]}",
    ],
)
def test_the_old_placement_is_settled_and_the_new_one_is_not(while_: str, settled: str) -> None:
    assert open_visits(while_, settled, "3 months", "6 weeks") == [QUARTERLY, SIX_WEEKLY]


@pytest.mark.parametrize("new", ["new", "{not: {has_lasted: home, for: 12 months}}"])
def test_the_new_placement_is_new_and_the_old_one_is_not(new: str) -> None:
    assert open_visits("placement", new, "6 weeks", "3 months") == [QUARTERLY, SIX_WEEKLY]


def test_how_long_another_period_has_lasted_is_the_same_for_every_run() -> None:
    settled_in_care = "{has_lasted: looked_after, for: 12 months}"
    assert open_visits("placement", settled_in_care, "3 months", "6 weeks") == [QUARTERLY, QUARTERLY]


def test_a_series_over_no_period_asks_the_whole_case() -> None:
    pack = pack_of(
        "form: series\nwhile: {from: chronology.updated}\n"
        "phases: [{when: settled, every: 3 months}, {every: 6 weeks}]\ndo: visit.made\nlapses_when: []",
        more=DEFINED,
    )
    assert owed(pack, [*TWO_PLACEMENTS, event("chronology.updated", "2026-01-05")], "2026-01-10") == [
        "met 2026-04-05",
        "due 2026-04-05",
    ]


def test_a_placement_counts_as_settled_only_if_it_is_one_of_those_meant() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        phases:
          - {when: {has_lasted: {period: placement, where: {provision: external}}, for: 1 month}, every: 3 months}
          - {every: 2 months}
        do: visit.made
        """
    )
    for provision, visit in (
        ("external", "due 2026-06-02"),
        ("internal", "due 2026-05-02"),
        (None, "unknown 2026-05-02"),
    ):
        said = {} if provision is None else {"provision": provision}
        assert owed(pack, [event("placement.started", "2026-03-02", **said)], "2026-04-10") == [visit]
