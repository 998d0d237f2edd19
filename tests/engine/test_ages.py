"""Ages in conditions: where a birthday on 29 February falls, and a child who is not yet born."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Case, Event, Subject
from practice_rules.result import Obligation, evaluate
from tests.engine.said import Said, event, pack_of

LEAP_DAY = "2008-02-29"

EIGHTEEN = [
    # Born on 29 February 2008: 18 on 1 March 2026, or where the pack says so on 28 February.
    ("1 March", "2026-02-28", False),
    ("1 March", "2026-03-01", True),
    ("28 February", "2026-02-28", True),
    ("28 February", "2026-03-01", True),
]

ADULT = ["{age: {at_least: 18}}", "{age: {at_least: 18 years}}", "{none_of: [{age: {under: 18}}]}"]

IN_YEARS_AND_IN_WORDS = pytest.mark.parametrize("adult", ADULT)
BY_SETTING = pytest.mark.parametrize(("setting", "at", "eighteen"), EIGHTEEN)


def obligations(pack: Said, *events: Event, born: str, as_of: str = "2026-12-31") -> tuple[Obligation, ...]:
    """What is owed to a child."""
    case = Case(Subject("c", born=date.fromisoformat(born)), events)
    return tuple(evaluate(case, pack.compiled, as_of=as_of).obligations)


def after_a_conference(where: str, *, of_the_pack: str = "{}", of_the_rule: str = "{}") -> Said:
    """A visit within a week of a conference of which a condition holds."""
    rule = f"form: deadline\nafter: {{event: icpc.held, where: {where}}}\nwithin: 1 week\ndo: visit.made"
    return pack_of(f"{rule}\nconventions: {of_the_rule}", more=f"conventions: {of_the_pack}\n")


@IN_YEARS_AND_IN_WORDS
@BY_SETTING
def test_what_sets_a_rule_off_asks_the_age_by_the_packs_own_birthday(
    adult: str, setting: str, at: str, eighteen: bool
) -> None:
    pack = after_a_conference(adult, of_the_pack=f"{{leap_birthday: {setting}}}")
    assert bool(obligations(pack, event("icpc.held", at), born=LEAP_DAY)) is eighteen


@IN_YEARS_AND_IN_WORDS
@BY_SETTING
def test_a_rule_may_say_for_itself_where_the_birthday_falls(adult: str, setting: str, at: str, eighteen: bool) -> None:
    other = "1 March" if setting == "28 February" else "28 February"
    pack = after_a_conference(
        adult, of_the_pack=f"{{leap_birthday: {other}}}", of_the_rule=f"{{leap_birthday: {setting}}}"
    )
    assert bool(obligations(pack, event("icpc.held", at), born=LEAP_DAY)) is eighteen


@IN_YEARS_AND_IN_WORDS
@BY_SETTING
def test_an_act_asks_the_age_alike_and_a_near_miss_says_so(adult: str, setting: str, at: str, eighteen: bool) -> None:
    rule = f"form: deadline\nafter: icpc.held\nwithin: 1 month\ndo: {{event: visit.made, where: {adult}}}"
    pack = pack_of(rule, more=f"conventions: {{leap_birthday: {setting}}}\n")
    (owed,) = obligations(pack, event("icpc.held", "2026-02-20"), event("visit.made", at), born=LEAP_DAY)
    assert owed.status == ("met" if eighteen else "breached")
    assert len(owed.near_misses) == (0 if eighteen else 1)


@IN_YEARS_AND_IN_WORDS
@BY_SETTING
def test_a_check_a_gate_and_a_state_ask_the_age_alike(adult: str, setting: str, at: str, eighteen: bool) -> None:
    pack = pack_of(
        f"form: check\nat: icpc.held\nhave: {adult}",
        f"form: gate\nguards: icpc.held\nneeds: [{{have: {adult}, named: an adult}}]",
        f"form: check\nat: icpc.held\nwhile: {{latest: icpc.held, where: {adult}}}",
        more=f"conventions: {{leap_birthday: {setting}}}\n",
    )
    owed = obligations(pack, event("icpc.held", at), born=LEAP_DAY)
    assert [each.status for each in owed] == ["met" if eighteen else "breached"] * 3
    assert all((each.because is None) is eighteen for each in owed if each.row.rule.rule.form == "check")


@IN_YEARS_AND_IN_WORDS
@BY_SETTING
def test_what_opens_a_period_asks_the_age_alike(adult: str, setting: str, at: str, eighteen: bool) -> None:
    pack = pack_of(
        "form: deadline\nafter: {start_of: asked}\nwithin: 1 week\ndo: visit.made\nlapses_when: []",
        more=f"conventions: {{leap_birthday: {setting}}}\nvocabulary: {{periods: {{asked: {{meaning: What is asked., "
        f"opens: {{event: icpc.held, where: {adult}}}, closes: case.closed}}}}}}\n",
    )
    assert bool(obligations(pack, event("icpc.held", at), born=LEAP_DAY)) is eighteen


@pytest.mark.parametrize(
    ("where", "day_before", "birthday"),
    [
        ("{age: {under: 1}}", True, True),
        ("{age: {under: 1 years}}", True, True),
        ("{age: {at_most: 0}}", True, True),
        ("{age: {at_least: 0}}", False, True),
        ("{age: {at_least: 0 years}}", False, True),
        ("{age: 0}", False, True),
        ("{age: {not: 0}}", True, False),
        ("{age: {under: 0}}", True, False),
        ("{age: {under: 0 years}}", True, False),
        ("{age: {recorded: true}}", True, True),
    ],
)
def test_an_unborn_child_is_under_every_age_and_at_none(where: str, day_before: bool, birthday: bool) -> None:
    pack = after_a_conference(where)
    for at, holds in (("2026-03-02", day_before), ("2026-03-03", birthday)):
        assert bool(obligations(pack, event("icpc.held", at), born="2026-03-03")) is holds


def test_a_year_before_birth_a_child_is_no_younger_than_the_day_before() -> None:
    pack = after_a_conference("{age: {under: 1}}")
    assert len(obligations(pack, event("icpc.held", "2025-03-03"), born="2026-06-30")) == 1


def test_a_near_miss_says_that_the_child_was_not_born() -> None:
    pack = pack_of(
        "form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: {event: visit.made, where: {age: {at_least: 0}}}"
    )
    (owed,) = obligations(pack, event("icpc.held", "2026-03-02"), event("visit.made", "2026-03-04"), born="2026-03-05")
    assert [miss.failed for miss in owed.near_misses] == [("it was before the date of birth",)]
