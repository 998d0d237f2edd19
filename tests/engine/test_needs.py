"""Which events set a rule off: one whose events a case has none of is never run, and one that may need none always is."""

from __future__ import annotations

import pytest

from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.needs import trigger_types
from practice_rules.language.rules import Deadline
from tests.engine.said import evaluation as evaluated
from tests.engine.said import event, pack_of

DEFINED = """
definitions:
  first_visit: {meaning: A visit, anchor: {event: visit.made, which: first}}
  in_care: {meaning: In care, state: looked_after}
  on_a_plan_in_care: {meaning: Both, state: {all_of: [in_care, child_protection_plan]}}
"""
ICPC, VISIT = "icpc.held", "visit.made"
CARE, PLAN, PLACED = "looked_after.started", "child_protection_plan.started", "placement.started"
OUT_OF_CARE, OFF_THE_PLAN = "looked_after.ended", "child_protection_plan.ended"


def compiled(rule: str) -> CompiledPack:
    return pack_of(f"{rule}\nlapses_when: []", more=DEFINED).compiled


def set_off_by(rule: str) -> set[str] | None:
    """The event types of which a rule needs at least one, as the pack has them; `None`: it is always run."""
    pack = compiled(rule)
    assert pack.candidates([]) == list(pack.always)
    return None if pack.always else set(pack.set_off)


@pytest.mark.parametrize(
    ("anchor", "types"),
    [
        (ICPC, {ICPC}),
        ("first_visit", {VISIT}),
        ("{event: icpc.held, which: first}", {ICPC}),
        ("{event: [icpc.held, visit.made]}", {ICPC, VISIT}),
        ("{event: any}", None),
        ("{age: 16 years}", None),
        ("{start_of: looked_after}", {CARE}),
        ("{end_of: looked_after}", {CARE}),
        ("{lasting: looked_after, for: 1 week}", {CARE}),
        ("{total: looked_after, reaches: 13 weeks}", {CARE}),
        ("{first_of: [icpc.held, first_visit]}", {ICPC, VISIT}),
        ("{first_of: [icpc.held, {age: 16 years}]}", None),
        ("{any_of: [icpc.held, visit.made]}", {ICPC, VISIT}),
        ("{any_of: [{age: 16 years}, visit.made]}", None),
        ("{all_of: [{event: [visit.made, chronology.updated]}, icpc.held]}", {ICPC}),
        ("{all_of: [icpc.held, {age: 16 years}]}", {ICPC}),
        ("{all_of: [{age: 15 years}, {age: 16 years}]}", None),
        ("{all_of: [visit.made, icpc.held]}", {ICPC}),
    ],
)
def test_a_deadline_needs_what_its_anchor_needs(anchor: str, types: set[str] | None) -> None:
    assert set_off_by(f"form: deadline\nafter: {anchor}\nwithin: 1 week\ndo: core_group.held") == types


@pytest.mark.parametrize(
    ("state", "types"),
    [
        ("looked_after", {CARE}),
        ("in_care", {CARE}),
        ("on_a_plan_in_care", {PLAN}),
        ("school_term", None),
        ("{period: looked_after, where: {legal_status: care_order}}", {CARE}),
        ("{from: icpc.held, until: visit.made}", {ICPC}),
        ("{before: icpc.held}", None),
        ("{has_lasted: looked_after, for: 1 week}", {CARE}),
        ("{total: looked_after, at_least: 3 days}", {CARE}),
        ("{total: looked_after, under: 3 days}", None),
        ("{happened: visit.made}", {VISIT}),
        ("{happened: {any_of: [visit.made, icpc.held]}}", {ICPC, VISIT}),
        ("{latest: icpc.held, where: {outcome: no_plan}}", {ICPC}),
        ("{latest: [icpc.held, visit.made], where: {by: social_worker}}", {ICPC, VISIT}),
        ("{all_of: [{age: {under: 5 years}}, looked_after]}", {CARE}),
        ("{any_of: [child_protection_plan, looked_after]}", {CARE, PLAN}),
        ("{any_of: [child_protection_plan, {age: {under: 5 years}}]}", None),
        ("{not: looked_after}", None),
        ("{age: {under: 5 years}}", None),
        ("{subject: {school_age: true}}", None),
    ],
)
def test_a_series_needs_what_its_state_needs(state: str, types: set[str] | None) -> None:
    assert set_off_by(f"form: series\nwhile: {state}\nevery: 1 week\ndo: core_group.held") == types


@pytest.mark.parametrize(
    ("rule", "types"),
    [
        ("form: lead\nbefore: icpc.held\nat_least: 1 day\ndo: core_group.held", {ICPC}),
        ("form: quota\nwhile: placement\nat_least: 1\nin: period\ndo: core_group.held", {PLACED}),
        ("form: check\nat: icpc.held\nhave: {outcome: {recorded: true}}", {ICPC}),
        ("form: gate\nguards: icpc.held\nneeds: [{do: visit.made, named: a visit}]", {ICPC}),
        ("form: judgement\nat: icpc.held", {ICPC}),
        ("form: judgement", None),
        ("form: limit\nof: placement\nno_more_than: 2", {PLACED}),
        ("form: limit\neach: icpc.held\nno_more_than: 2\nin_any: 1 year", {ICPC}),
    ],
)
def test_every_form_needs_what_sets_it_off(rule: str, types: set[str] | None) -> None:
    assert set_off_by(rule) == types


def test_a_case_is_asked_of_the_rules_that_its_events_set_off_and_of_those_that_need_none() -> None:
    deadline = "form: deadline\nafter: {}\nwithin: 1 week\ndo: core_group.held\nlapses_when: []"
    pack = pack_of(*[deadline.format(after) for after in (VISIT, "{age: 16 years}", ICPC)])
    assert pack.compiled.candidates({ICPC}) == [1, 2]
    assert pack.compiled.candidates({VISIT, ICPC}) == [0, 1, 2]
    rows = evaluated(pack, [event(ICPC, "2026-03-03")], "2026-03-10", born="2010-03-02").rows
    assert [row.rule.id[-2:] for row in rows] == ["r1", "r2"]


@pytest.mark.parametrize(
    ("anchor", "types"),
    [
        (ICPC, {ICPC}),
        ("first_visit", {VISIT}),
        ("{event: [icpc.held, visit.made], which: first}", {ICPC, VISIT}),
        ("{start_of: looked_after}", {CARE}),
        ("{end_of: looked_after}", {CARE, OUT_OF_CARE}),
        ("{end_of: {period: looked_after}}", {CARE, OUT_OF_CARE}),
        ("{end_of: in_care}", {CARE, OUT_OF_CARE}),
        ("{end_of: on_a_plan_in_care}", {CARE, OUT_OF_CARE, PLAN, OFF_THE_PLAN}),
        ("{end_of: {any_of: [looked_after, {age: {from: 16 years}}]}}", {CARE, OUT_OF_CARE}),
        ("{end_of: {from: first_visit, until: icpc.held}}", {VISIT, ICPC}),
        ("{end_of: {from: first_visit}}", {VISIT}),
        ("{lasting: looked_after, for: 1 week}", {CARE}),
        ("{total: looked_after, reaches: 13 weeks}", {CARE}),
        ("{start_of: in_care}", {CARE}),
        ("{start_of: {has_lasted: in_care, for: 1 week}}", {CARE}),
        ("{start_of: {total: in_care, under: 3 days}}", {CARE}),
        ("{start_of: {from: first_visit, until: icpc.held}}", {VISIT}),
        ("{start_of: on_a_plan_in_care}", {CARE, PLAN}),
        ("{start_of: {any_of: [looked_after, {age: {from: 16 years}}]}}", {CARE}),
        ("{start_of: {not: looked_after}}", set()),
        ("{first_of: [icpc.held, first_visit]}", {ICPC, VISIT}),
        ("{all_of: [icpc.held, first_visit]}", {ICPC, VISIT}),
        ("{any_of: [icpc.held, {age: 16 years}]}", {ICPC}),
        ("{age: 16 years}", set()),
    ],
)
def test_these_types_of_event_may_stand_at_an_anchor(anchor: str, types: set[str]) -> None:
    rule = compiled(f"form: deadline\nafter: {anchor}\nwithin: 1 week\ndo: core_group.held").rules[0]
    assert isinstance(rule.rule, Deadline)
    assert trigger_types(rule.compiler, rule.rule.after) == types


def test_any_event_may_stand_where_any_sets_a_rule_off() -> None:
    rule = compiled("form: deadline\nafter: {event: any}\nwithin: 1 week\ndo: core_group.held").rules[0]
    assert isinstance(rule.rule, Deadline)
    assert trigger_types(rule.compiler, rule.rule.after) == set(rule.compiler.vocabulary.events)


def test_an_act_about_the_opening_of_another_period_is_not_for_what_hangs_on_its_length() -> None:
    pack = pack_of("form: deadline\nafter: {lasting: looked_after, for: 1 week}\nwithin: 1 week\ndo: visit.made")
    first, ended = event(CARE, "2026-03-02", id="first"), event("looked_after.ended", "2026-03-08")
    again, visit = event(CARE, "2026-03-10", id="again"), event(VISIT, "2026-03-18", about="first")
    assert [row.status for row in evaluated(pack, [first, ended, again, visit], "2026-03-31").rows] == ["breached"]
    assert [
        row.status for row in evaluated(pack, [first, ended, again, event(VISIT, "2026-03-18")], "2026-03-31").rows
    ] == ["met"]
