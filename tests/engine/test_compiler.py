"""What acts, ages and words of a pack become; the same words are worked out once; and words that mean nothing are refused."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Case, Event, Subject
from practice_rules.dates.days import iso
from practice_rules.dates.durations import WorkingDays
from practice_rules.engine.acts import Act
from practice_rules.engine.compile import compile_pack
from practice_rules.engine.compiler import CannotCompile, Compiler
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import Record, as_moment
from practice_rules.language.words import read_age
from practice_rules.packs import read_pack, standard_calendars
from practice_rules.vocabulary.load import load_vocabulary
from tests.engine.said import event, pack_of

DEFINED = """
definitions:
  any_visit: {{meaning: Any visit, act: visit.made}}
  seen: {{meaning: The child was seen, act: {{event: visit.made, where: {{child_seen: true}}, match: [placement_id], about: trigger}}}}
  seen_or_met: {{meaning: Seen or met, act: {{any_of: [seen, icpc.held]}}}}
  asked: {{meaning: What is asked, {kind}: {text}}}
conventions: {{leap_birthday: 28 February, lead: clear days, day_one: same day}}
"""


def compiler(kind: str, text: str) -> Compiler:
    """The compiler of a pack that defines `asked`, whatever the checker says of it."""
    rule = "form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: visit.made\nlapses_when: []"
    pack, _ = read_pack(pack_of(rule, more=DEFINED.format(kind=kind, text=text)).text, "said.yaml")
    assert pack is not None
    return compile_pack(pack, load_vocabulary(), standard_calendars()).rules[0].compiler


def act(text: str) -> Act:
    return compiler("act", text).act("asked")


HOME = event("visit.made", "2026-03-02", child_seen=True, place="home")
SCHOOL = event("visit.made", "2026-03-03", child_seen=True, place="school")
UNSEEN = event("visit.made", "2026-03-04", child_seen=False, place="home")
UNTOLD = event("visit.made", "2026-03-05", place="home")
MET = event("icpc.held", "2026-03-06")


def record(events: list[Event]) -> Record:
    return build_record(Case(Subject("c"), tuple(events)), as_moment("2026-12-31"), None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("visit.made", ["02 03 04 05"]),
        ("any_visit", ["02 03 04 05"]),
        ("seen", ["02 03 05?"]),
        ("{event: [icpc.held, visit.made]}", ["02 03 04 05 06"]),
        ("{event: visit.made, where: {place: home}}", ["02 04 05"]),
        ("{definition: seen}", ["02 03 05?"]),
        ("{definition: seen, where: {place: home}}", ["02 05?"]),
        ("{definition: any_visit, where: {place: home}}", ["02 04 05"]),
        ("{definition: seen_or_met, where: {by: social_worker}}", ["02? 03? 05? 06?"]),
        ("{any_of: [seen, icpc.held]}", ["02 03 05? 06"]),
        ("{any_of: [{event: visit.made, where: {place: school}}, seen]}", ["02 03 05?"]),
        ("{any_of: [{recorded: trigger}, icpc.held]}", ["06"]),
        ("{all_of: [seen, icpc.held]}", ["02 03 05?", "06"]),
        ("{all_of: [seen, {act: icpc.held, times: 2}]}", ["02 03 05?", "06", "06"]),
        ("{act: seen, times: 3}", ["02 03 05?"] * 3),
        ("{recorded: trigger}", [""]),
        ("{all_of: [icpc.held, {recorded: trigger}]}", ["06", ""]),
    ],
)
def test_what_each_part_of_an_act_finds(text: str, found: list[str]) -> None:
    here = record([HOME, SCHOOL, UNSEEN, UNTOLD, MET])
    said = [
        " ".join(f"{iso(f.happening.day)[8:]}{'' if f.sure else '?'}" for f in part.found(here))
        for part in act(text).parts
    ]
    assert said == found
    assert act(text).recorded is ("recorded" in text)


@pytest.mark.parametrize(
    ("text", "match", "strict", "wheres"),
    [
        ("visit.made", (), False, 0),
        ("{event: visit.made, match: [worker]}", ("worker",), False, 0),
        ("{event: visit.made, about: trigger}", (), True, 0),
        ("{event: visit.made, where: {place: home}}", (), False, 1),
        ("seen", ("placement_id",), True, 1),
        ("{definition: seen, match: [worker]}", ("placement_id", "worker"), True, 1),
        ("{definition: seen, where: {place: home}}", ("placement_id",), True, 2),
        ("{definition: any_visit, where: {place: home}}", (), False, 1),
    ],
)
def test_what_must_match_and_what_is_asked(text: str, match: tuple[str, ...], strict: bool, wheres: int) -> None:
    ((option,),) = [part.options for part in act(text).parts]
    assert (option.match, option.strict, len(option.wheres)) == (match, strict, wheres)


@pytest.mark.parametrize(
    ("born", "age", "reached"),
    [
        ("2010-03-02", "16 years", "2026-03-02"),
        ("2010-03-02", "15 years 9 months", "2025-12-02"),
        ("2010-03-02", "6 months before 16", "2025-09-02"),
        ("2026-03-02", "2 weeks", "2026-03-16"),
        ("2008-02-29", "18 years", "2026-02-28"),
        ("2008-02-29", "20 years", "2028-02-29"),
    ],
)
def test_the_day_of_an_age(born: str, age: str, reached: str) -> None:
    day = compiler("act", "visit.made").age_day(date.fromisoformat(born).toordinal(), read_age(age))
    assert iso(day) == reached


@pytest.mark.parametrize(
    "text", ["{all_of: [visit.made, icpc.held]}", "{act: visit.made, times: 2}", "{recorded: trigger}"]
)
def test_only_an_act_of_one_event_can_have_happened(text: str) -> None:
    with pytest.raises(CannotCompile, match=r"^only an act that one event does can stand here$"):
        compiler("state", f"{{happened: {text}}}").state("asked")


def test_a_period_that_is_in_no_vocabulary_is_named() -> None:
    with pytest.raises(CannotCompile, match=r"^no period is called 'holiday'$"):
        compiler("act", "visit.made").period("holiday")


def test_what_is_written_alike_is_worked_out_once() -> None:
    """In the pack, and for each record once; what is written otherwise is another."""
    for kind, one, other in (
        ("state", "looked_after", "child_protection_plan"),
        ("anchor", "visit.made", "icpc.held"),
        ("act", "visit.made", "icpc.held"),
        ("period", "looked_after", "child_protection_plan"),
    ):
        ready = compiler("act", "visit.made")
        ask = getattr(ready, kind)
        assert ask(one) is ask(one)
        assert ask(one) is not ask(other)
    here = record([HOME, MET, event("looked_after.started", "2026-03-02")])
    assert ready.state("looked_after")(here) is ready.state("looked_after")(here)
    assert ready.period("looked_after")(here) is ready.period("looked_after")(here)
    part = ready.part("visit.made")
    assert part.found(here) is part.found(here)
    anchor = ready.anchor("visit.made")
    assert anchor(here, False) is anchor(here, False)
    assert anchor(here, True) is not anchor(here, False)


def test_a_state_an_anchor_and_an_act_of_one_name_are_three_things() -> None:
    ready = compiler("act", "visit.made")
    assert len({id(ready.act("visit.made")), id(ready.anchor("visit.made"))}) == 2
    here = record([HOME, event("looked_after.started", "2026-03-02")])
    assert ready.period("looked_after")(here) != ready.state("looked_after")(here)


def test_clocks_run_forward_and_back_as_the_pack_counts() -> None:
    ready, friday = compiler("act", "visit.made"), as_moment("2026-03-06")
    assert iso(ready.after(WorkingDays(2))(friday).day) == "2026-03-09"
    assert iso(ready.before(WorkingDays(2))(friday).day) == "2026-03-03"
