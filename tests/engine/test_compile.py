"""A pack made ready: which rules it has, in which order, on which calendar, for which days; and what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.conventions import STANDARD
from practice_rules.engine.compile import CompiledPack, compile_editions, compile_pack, conventions_of
from practice_rules.engine.compiler import CannotCompile
from practice_rules.language.pack import PackFile
from practice_rules.packs import read_pack
from practice_rules.vocabulary.load import load_vocabulary
from tests.engine.said import event, owed, pack_of

CALENDARS = {
    "england_and_wales": Calendar("england_and_wales"),
    "weekends": Calendar("weekends", week=(5, 6)),
}
HELD = event("icpc.held", "2026-03-03")


def read(*rules: str, more: str = "") -> PackFile:
    """A pack as it is written, whatever the checker says of it."""
    pack, _ = read_pack(pack_of(*rules, more=f"{more}\n").text, "said.yaml")
    assert pack is not None
    return pack


def rule(name: str, after: str = "icpc.held", within: str = "1 week", more: str = "") -> str:
    return f"id: child_protection.{name}\nform: deadline\nafter: {after}\nwithin: {within}\ndo: core_group.held\n{more}"


def compiled(pack: PackFile, *chosen: str) -> CompiledPack:
    return compile_pack(pack, load_vocabulary(), CALENDARS, [f"child_protection.{name}" for name in chosen])


def ids(pack: CompiledPack) -> list[str]:
    return [ready.id.removeprefix("child_protection.") for ready in pack.rules]


def test_an_alternative_is_used_where_it_is_chosen_in_place_of_what_it_answers() -> None:
    pack = read(
        rule("first"),
        rule("second"),
        rule("other", more="alternative_to: child_protection.first"),
        rule("another", more="alternative_to: child_protection.second"),
        rule("last"),
    )
    assert ids(compiled(pack)) == ["first", "second", "last"]
    assert ids(compiled(pack, "other")) == ["second", "other", "last"]
    assert ids(compiled(pack, "another", "other")) == ["other", "another", "last"]
    assert ids(compiled(pack, "last")) == ["first", "second", "last"]
    both = compile_editions([pack], load_vocabulary(), CALENDARS, ["child_protection.other"])
    assert ids(both) == ["second", "other", "last"]


def test_a_rule_comes_after_those_it_hangs_on_and_otherwise_in_the_packs_order() -> None:
    pack = read(
        rule("third", after="{due: child_protection.second}"),
        rule("second", after="{breach: child_protection.first}"),
        rule("fourth"),
        rule("first"),
        rule("fifth", after="{done: child_protection.first}"),
    )
    ready = compiled(pack)
    assert ids(ready) == ["first", "second", "third", "fourth", "fifth"]
    assert [each.order for each in ready.rules] == [0, 1, 2, 3, 4]


def test_rules_on_one_calendar_that_count_alike_share_what_is_compiled() -> None:
    a, b, c, d = compiled(
        read(rule("a"), rule("b"), rule("c", more="calendar: weekends"), rule("d", more="conventions: {roll: forward}"))
    ).rules
    assert a.compiler is b.compiler
    assert len({id(each.compiler) for each in (a, c, d)}) == 3


def test_rules_that_hang_on_each_other_cannot_be_put_in_order() -> None:
    pack = read(rule("a", after="{due: child_protection.b}"), rule("b", after="{due: child_protection.a}"))
    with pytest.raises(CannotCompile, match=r"^child_protection\.a hangs on itself through other rules$"):
        compiled(pack)


def test_a_rule_may_have_a_calendar_of_its_own() -> None:
    pack = read(rule("a", within="2 working days"), rule("b", within="2 working days", more="calendar: weekends"))
    assert owed(compiled(pack), [HELD], "2026-03-03") == ["due 2026-03-05", "due 2026-03-08"]
    assert [ready.calendar.name for ready in compiled(pack).rules] == ["england_and_wales", "weekends"]


def test_a_calendar_that_nobody_gave_is_named() -> None:
    with pytest.raises(CannotCompile, match=r"^no calendar is called 'moon'$"):
        compiled(read(rule("a", more="calendar: moon")))


def test_a_rule_counts_as_its_pack_does_unless_it_says_otherwise() -> None:
    same_day = "{day_one: same day}"
    pack = read(
        rule("a", within="2 working days"),
        rule("b", within="2 working days", more="conventions: {day_one: next day}"),
        more=f"conventions: {same_day}",
    )
    assert owed(compiled(pack), [HELD], "2026-03-03") == ["due 2026-03-04", "due 2026-03-05"]
    assert [conventions_of(pack).day_one, conventions_of(pack, pack.rules[1]).day_one] == ["same day", "next day"]
    assert conventions_of(read(rule("a"))) == STANDARD


def test_a_rules_own_days_in_force_stand_in_place_of_its_editions() -> None:
    rules = (
        rule("a"),
        rule("b", more="in_force: {from: 2026-03-02, to: 2026-03-04}"),
        rule("c", more="in_force: {from: 2026-03-04}"),
    )
    pack = compiled(read(*rules))
    days = {day: owed(pack, [event("icpc.held", f"2026-03-0{day}")], "2026-03-05") for day in (1, 2, 4, 5)}
    assert [len(days[day]) for day in (1, 2, 4, 5)] == [1, 2, 3, 2]
    assert compiled(read(rule("a"))).rules[0].first_day < date(1971, 1, 1).toordinal()


def test_what_ends_the_packs_duties_ends_those_with_a_time_and_no_others() -> None:
    other = [
        "form: check\nat: icpc.held\nhave: {quorate: true}",
        "form: gate\nguards: icpc.held\nneeds: [{do: visit.made, named: a visit}]",
        "form: judgement\nat: icpc.held",
        "form: limit\nof: looked_after\nno_more_than: 1",
    ]
    timed = [
        rule("a"),
        "form: lead\nbefore: icpc.held\nat_least: 1 day\ndo: core_group.held",
        "form: series\nwhile: looked_after\nevery: 1 week\ndo: visit.made",
        "form: quota\nwhile: looked_after\nat_least: 1\nin: calendar_month\ndo: visit.made",
    ]
    pack = compiled(
        read(*timed, *other, rule("own", more="lapses_when: []"), more="defaults: {lapses_when: [case.closed]}")
    )
    assert [len(ready.lapses) for ready in pack.rules] == [1] * 4 + [0] * 5
    assert [ready.at_once for ready in pack.rules] == [False] * 4 + [True] * 3 + [False] * 2


def edition(name: str, dates: str, *rules: str) -> PackFile:
    pack = read(*rules)
    given = dict(each.split(": ") for each in dates.split(", ") if each)
    fresh = pack.edition.model_copy(
        update={
            "name": name,
            **{{"from": "from_", "to": "to"}[key]: date.fromisoformat(day) for key, day in given.items()},
        }
    )
    return pack.model_copy(update={"edition": fresh})


def joined(*editions: PackFile) -> CompiledPack:
    return compile_editions(editions, load_vocabulary(), CALENDARS)


def in_force(pack: CompiledPack) -> list[tuple[str, str, str]]:
    """Each edition's rule, and the first and last day on which it judges."""
    return [
        (r.edition.edition.name, *(date.fromordinal(d).isoformat() for d in (r.first_day, r.last_day)))
        for r in pack.rules
    ]


def test_an_edition_ends_the_day_before_the_next_begins_or_sooner_if_it_says_so() -> None:
    a = rule("a", within="1 week")
    pack = joined(
        edition("third", "from: 2026-03-01", a),
        edition("first", "to: 2024-06-30", a),
        edition("second", "from: 2025-04-01", a),
    )
    assert [(name, last) for name, _, last in in_force(pack)][:2] == [("first", "2024-06-30"), ("second", "2026-02-28")]
    assert [(name, first) for name, first, _ in in_force(pack)][1:] == [
        ("second", "2025-04-01"),
        ("third", "2026-03-01"),
    ]
    late = joined(edition("old", "from: 2025-01-01, to: 2026-12-31", a), edition("new", "from: 2026-03-01", a))
    assert in_force(late)[0] == ("old", "2025-01-01", "2026-02-28")
    assert in_force(joined(edition("only", "from: 2025-01-01, to: 2026-12-31", a))) == [
        ("only", "2025-01-01", "2026-12-31")
    ]


def test_an_edition_that_replaces_another_must_say_from_when() -> None:
    with pytest.raises(CannotCompile, match=r"^said: an edition that replaces another says from when$"):
        joined(edition("one", "", rule("a")), edition("two", "", rule("a")))


def test_editions_joined_keep_their_rules_order_and_what_sets_them_off() -> None:
    one = edition("one", "to: 2026-02-28", rule("a", "visit.made"), rule("b", "{age: 16 years}"), rule("c"))
    two = edition("two", "from: 2026-03-01", rule("a", "{age: 16 years}"), rule("c"), rule("d"))
    pack = joined(two, one)
    assert ids(pack) == ["a", "b", "c", "a", "c", "d"]
    assert [ready.order for ready in pack.rules] == [0, 1, 2, 3, 4, 5]
    assert pack.pack.edition.name == "two"
    assert pack.candidates([]) == [1, 3]
    assert pack.candidates(["icpc.held"]) == [1, 2, 3, 4, 5]
    assert pack.candidates(["visit.made"]) == [0, 1, 3]
    three = joined(one, two, edition("three", "from: 2026-05-01", rule("a", "{age: 16 years}"), rule("c")))
    assert three.candidates(["icpc.held"]) == [1, 2, 3, 4, 5, 6, 7]
    assert three.pack.edition.name == "three"


# what no pack that was checked says, and a pack made otherwise may


@pytest.mark.parametrize(
    "moved",
    [
        "phases: [{until: strategy_discussion.held, every: 1 week}, {every: 1 month}]",
        "every: 1 week\nor_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}",
        "every: 1 week\nstarts: first event",
    ],
)
def test_a_schedule_that_something_would_move_is_refused(moved: str) -> None:
    with pytest.raises(CannotCompile, match="dates of a schedule are fixed"):
        compiled(read(f"form: series\nwhile: open_case\ndo: visit.made\nclock: schedule\n{moved}"))


WRITTEN_UP = "definitions: {written_up: {meaning: Written up., act: {recorded: trigger}}}"


@pytest.mark.parametrize(
    "unwritable",
    [
        "form: lead\nbefore: icpc.held\ndo: {any_of: [conference_report.shared, written_up]}",
        "form: series\nwhile: open_case\nevery: 1 week\ndo: {any_of: [visit.made, {recorded: trigger}]}",
        "form: quota\nwhile: open_case\nat_least: 1\nin: calendar_month\ndo: written_up",
        "form: gate\nguards: case.closed\nneeds: [{do: {recorded: trigger}, named: the entry}]",
    ],
)
def test_where_no_event_stands_behind_an_act_its_writing_up_is_refused(unwritable: str) -> None:
    with pytest.raises(CannotCompile, match="no event stands behind it"):
        compiled(read(unwritable, more=WRITTEN_UP))


@pytest.mark.parametrize("condition", ["where: {by: social_worker}", "match: [placement_id]"])
def test_a_condition_on_the_writing_up_is_refused(condition: str) -> None:
    narrowed = f"form: deadline\nafter: visit.made\ndo: {{definition: written_up, {condition}}}"
    with pytest.raises(CannotCompile, match="meet no condition"):
        compiled(read(narrowed, more=WRITTEN_UP))
