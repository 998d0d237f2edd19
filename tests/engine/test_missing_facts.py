"""An obligation that is unknown names the fact that is missing, and no other."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import evaluation, event, pack_of
from tests.engine.test_states import stretch

PLANLESS = {"outcome": "no_plan"}


def missing(rule: str, events: list[Event], **subject: str) -> tuple[str, ...]:
    """What is missing for the one obligation, which cannot be told."""
    (row,) = evaluation(pack_of(f"{rule}\nlapses_when: []"), events, "2026-03-31", **subject).rows
    assert row.status == "unknown"
    return row.missing


@pytest.mark.parametrize(
    ("where", "held", "born", "named"),
    [
        ("{outcome: no_plan, by: social_worker}", event("icpc.held", "2026-03-03", by="social_worker"), None, "outcome"),
        ("{outcome: no_plan, by: social_worker}", event("icpc.held", "2026-03-03", **PLANLESS), None, "by"),
        ("{outcome: no_plan, time: {earlier_than: '18:00'}}", event("icpc.held", "2026-03-03", **PLANLESS), None, "time"),
        ("{outcome: no_plan, time: {earlier_than: '18:00'}}", event("icpc.held", "2026-03-03T10:00"), None, "outcome"),
        ("{outcome: no_plan, age: {under: 5}}", event("icpc.held", "2026-03-03", **PLANLESS), None, "date of birth"),
        ("{outcome: no_plan, age: {under: 5}}", event("icpc.held", "2026-03-03"), "2024-03-03", "outcome"),
        ("{outcome: no_plan, quorate: {recorded: false}}", event("icpc.held", "2026-03-03"), None, "outcome"),
        ("{attended_by: {includes_all_in: invited}}", event("icpc.held", "2026-03-03", attended_by=["police"]), None, "invited"),
        ("{attended_by: {includes_all_in: invited}}", event("icpc.held", "2026-03-03", invited=["police"]), None, "attended_by"),
        ("{any_of: [{outcome: no_plan}, {quorate: true}]}", event("icpc.held", "2026-03-03", quorate=False), None, "outcome"),
        ("{none_of: [{outcome: no_plan}, {quorate: true}]}", event("icpc.held", "2026-03-03", quorate=False), None, "outcome"),
        ("{about: {outcome: no_plan}}", event("icpc.held", "2026-03-03"), None, "about"),
    ],
)  # fmt: skip
def test_a_condition_names_what_is_not_recorded_and_no_more(
    where: str, held: Event, born: str | None, named: str
) -> None:
    of = named if named == "date of birth" else f"{named} of icpc.held"
    subject = {} if born is None else {"born": born}
    after = f"form: deadline\nafter: {{event: icpc.held, where: {where}}}\nwithin: 1 day\ndo: visit.made"
    assert missing(after, [held], **subject) == (of,)
    check = f"form: check\nat: icpc.held\nhave: {where}"
    assert missing(check, [held], **subject) == (named,)
    plan = event("child_protection_plan.started", "2026-03-02")
    act = f"form: deadline\nafter: child_protection_plan.started\nwithin: 1 week\ndo: {{event: icpc.held, where: {where}}}"
    assert missing(act, [plan, held], **subject) == (named,)


def test_a_condition_on_what_an_event_is_about_names_what_that_one_lacks() -> None:
    rule = "form: check\nat: icpc.held\nhave: {about: {child_seen: true}}"
    events = [event("visit.made", "2026-03-02", id="v"), event("icpc.held", "2026-03-03", about="v")]
    assert missing(rule, events) == ("child_seen",)
    both = "form: check\nat: icpc.held\nhave: {outcome: no_plan, about: {child_seen: true}}"
    assert missing(both, events) == ("outcome", "child_seen")


def test_what_may_have_ended_a_stretch_names_what_it_lacks() -> None:
    found = stretch(
        "{from: looked_after.started, until: {event: icpc.held, where: {outcome: no_plan}}}",
        [event("looked_after.started", "2026-03-02"), event("icpc.held", "2026-03-04")],
    )
    assert found.missing == ("outcome of icpc.held",)


def test_a_period_that_may_have_begun_names_what_its_opening_lacks() -> None:
    assert stretch("interim_care_order", [event("legal_status.changed", "2026-03-04")]).missing == ("legal_status",)
