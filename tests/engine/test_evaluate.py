"""Which rules a case is put to, and in which order what they find stands."""

from __future__ import annotations

from practice_rules.case import Case, Subject
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from tests.engine.said import evaluation, event, owed, pack_of

DEADLINE = "form: deadline\nafter: {after}\nwithin: {within}\ndo: core_group.held\nlapses_when: []\nsubject: {subject}"


def deadline(after: str, within: str = "1 week", subject: str = "child") -> str:
    return DEADLINE.format(after=after, within=within, subject=subject)


HELD = event("icpc.held", "2026-03-03")
PACK = pack_of(
    deadline("icpc.held", "1 week", "worker"),
    deadline("icpc.held", "2 weeks", "[worker, child]"),
    deadline("visit.made", "3 weeks"),
    deadline("icpc.held", "4 weeks"),
)


def test_a_rule_is_for_its_kinds_of_subject() -> None:
    assert owed(PACK, [HELD], "2026-03-04") == ["due 2026-03-17", "due 2026-03-31"]
    assert owed(PACK, [HELD], "2026-03-04", kind="worker") == ["due 2026-03-10", "due 2026-03-17"]
    assert owed(PACK, [HELD], "2026-03-04", kind="carer") == []


def test_rules_that_nothing_triggered_are_those_for_this_kind_of_subject_in_the_packs_order() -> None:
    for events, ids in (([HELD], ["r2"]), ([], ["r1", "r2", "r3"])):
        assert [name[-2:] for name in evaluation(PACK, events, "2026-03-04").not_triggered] == ids


def test_only_the_rules_asked_for_are_put_to_a_case() -> None:
    case = Case(Subject("c"), (HELD, event("visit.made", "2026-03-03")))
    for places, ids in (([3, 0], ["r3"]), ([], []), ([1, 2], ["r1", "r2"]), (None, ["r1", "r2", "r3"])):
        rows = evaluate_rows(case, PACK.compiled, as_moment("2026-03-04"), None, places).rows
        assert [row.rule.id[-2:] for row in rows] == ids


def test_a_rule_hangs_on_all_that_the_rule_before_it_found() -> None:
    pack = pack_of(
        deadline("icpc.held"), "form: deadline\nafter: {due: child_protection.said.r0}\nwithin: 1 day\ndo: visit.made"
    )
    second = event("icpc.held", "2026-03-05")
    assert owed(pack, [HELD, second], "2026-03-06") == ["due 2026-03-10", "due 2026-03-12"]
    assert owed(pack, [HELD, second], "2026-03-12")[2:] == ["breached 2026-03-11", "due 2026-03-13"]


def test_what_is_one_of_one_is_part_one_and_what_was_not_agreed_has_no_plain_verdict() -> None:
    pack = pack_of(
        deadline("icpc.held"),
        "form: check\nat: icpc.held\nhave: {outcome: {recorded: true}}",
        "form: gate\nguards: icpc.held\nneeds: [{do: visit.made, named: a visit}]",
        "form: judgement\nat: icpc.held",
        "form: series\nwhile: looked_after\nevery: 1 week\ndo: visit.made",
        "form: limit\nof: looked_after\nno_more_than: 1",
    )
    rows = evaluation(pack, [HELD, event("looked_after.started", "2026-03-03")], "2026-03-04").rows
    assert [(row.rule.rule.form, row.part) for row in rows] == [
        (form, 0) for form in ("deadline", "check", "gate", "judgement", "series", "limit")
    ]
    assert all((row.plain_status, row.by_day, row.missed, row.evidence) == (None, False, 0, ()) for row in rows[:5])
