"""Only what is mechanical is put right; the pack says the same afterwards and keeps its comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from practice_rules.checks import mending
from practice_rules.checks.mending import mend
from practice_rules.checks.whole import check_pack
from practice_rules.packs import find_pack, pack_names
from practice_rules.yaml_source import SourceDocument, read_yaml

GOOD = (Path(__file__).parent / "good_pack.yaml").read_text(encoding="utf-8")


def value(text: str) -> object:
    read = read_yaml(text, "elmet.yaml")
    assert isinstance(read, SourceDocument), read
    return read.value


def test_a_pack_in_order_is_left_as_it_is() -> None:
    assert mend(GOOD) == (GOOD, ())


@pytest.mark.parametrize("name", pack_names())
def test_mending_a_shipped_pack_changes_no_meaning(name: str) -> None:
    text = find_pack(name).read_text(encoding="utf-8")
    assert value(mend(text).text) == value(text)


def test_mending_twice_changes_nothing_more() -> None:
    text = GOOD.replace("    form: limit\n", "").replace("    no_longer_than", "    form: limit\n    no_longer_than")
    once = mend(text)
    assert once.changes
    assert mend(once.text) == (once.text, ())


def test_keys_are_put_in_order_and_comments_stay_with_their_key() -> None:
    text = GOOD.replace(
        "    title: No plan runs on for years\n    form: limit\n",
        "    # two years, the appendix says\n    form: limit\n    title: No plan runs on for years  # ours\n",
    )
    mended = mend(text)
    assert (
        "    title: No plan runs on for years  # ours\n    # two years, the appendix says\n    form: limit\n"
        in mended.text
    )
    assert value(mended.text) == value(text)


def test_the_first_key_may_change_places_with_another() -> None:
    text = GOOD.replace(
        "  - id: looked_after.visit\n    title: A child in care is visited\n",
        "  - title: A child in care is visited\n    id: looked_after.visit\n",
    )
    assert mend(text).text == GOOD


def test_keys_on_one_line_are_left_alone() -> None:
    text = "rules:\n  - {title: A visit, id: looked_after.visit}\n"
    assert mend(text) == (text, ())


def test_statement_numbers_are_sorted_by_number_and_not_by_letter() -> None:
    text = GOOD.replace("standard: [ELM-001]", "standard: [ELM-010, ELM-9, ELM-001]")
    assert "standard: [ELM-001, ELM-9, ELM-010]" in mend(text).text


def test_an_ambiguous_word_is_quoted_where_nothing_says_that_it_is_true_or_false() -> None:
    text = GOOD.replace("title: No plan runs on for years", "title: NO")
    assert 'title: "NO"' in mend(text).text
    assert 'outcome: "no"' in mend(GOOD.replace("outcome: child_protection_plan", "outcome: no")).text


def test_yes_and_no_are_true_and_false_where_the_vocabulary_says_so() -> None:
    mended = mend(GOOD.replace("joint: true", "joint: yes").replace("seen_alone: true", "seen_alone: No"))
    assert "joint: true" in mended.text
    assert "seen_alone: false" in mended.text
    read = read_yaml(mended.text, "elmet.yaml")
    assert isinstance(read, SourceDocument)
    assert [problem.code for problem in check_pack(read)[1]] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("dated: 2025", 'dated: "2025"'),
        ("dated: 2025-04-01", 'dated: "2025-04-01"'),
        ("dated: 2025-4-1", 'dated: "2025-04-01"'),
    ],
)
def test_a_year_or_date_where_text_belongs_is_quoted(wrong: str, right: str) -> None:
    assert right in mend(GOOD.replace("dated: April 2025", wrong)).text


def test_a_date_is_written_with_two_figures() -> None:
    assert "from: 2025-04-01}" in mend(GOOD.replace("from: 2025-04-01", "from: 2025-4-1")).text


def test_a_day_first_date_is_left_to_its_author() -> None:
    text = GOOD.replace("from: 2025-04-01", "from: 01/04/2025")
    assert "01/04/2025" in mend(text).text


def test_a_text_with_a_colon_is_quoted() -> None:
    text = GOOD.replace("title: No plan runs on for years", "title: Plans: none runs on for years")
    assert 'title: "Plans: none runs on for years"\n' in mend(text).text


def test_windows_line_ends_are_kept() -> None:
    text = GOOD.replace("standard: [ELM-002]", "standard: [ELM-003, ELM-002]").replace("\n", "\r\n")
    mended = mend(text).text
    assert mended.count("\r\n") == text.count("\r\n")
    assert "standard: [ELM-002, ELM-003]" in mended


def test_what_cannot_be_read_at_all_comes_back_unchanged() -> None:
    assert mend("rules: [\n") == ("rules: [\n", ())


def test_a_change_of_order_that_would_change_the_meaning_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "_one_rule", lambda text, *_: text.replace("10 working days", "11 working days"))
    assert mend(GOOD) == (GOOD, ())
