"""What sets a rule off, and the forms that are judged at a moment: checks, gates and judgements."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from tests.engine.said import Said, evaluation, event, moment, owed, pack_of, the_row

# what sets a rule off

FORMS = {
    "deadline": "form: deadline\nafter: {anchor}\nwithin: 1 month\ndo: chronology.updated",
    "check": "form: check\nat: {anchor}\nhave: {{by: social_worker}}",
    "gate": "form: gate\nguards: {anchor}\nneeds: [{{do: chronology.updated, named: a chronology}}]",
    "judgement": "form: judgement\nat: {anchor}",
}
each_form = pytest.mark.parametrize("form", FORMS)


def said_of(form: str, anchor: str, more: str = "") -> Said:
    return pack_of(FORMS[form].format(anchor=anchor) + more)


@each_form
def test_what_sets_a_rule_off_must_have_come(form: str) -> None:
    pack = said_of(form, "{event: court_direction.made, plus: 1 day}")
    assert owed(pack, [event("court_direction.made", "2026-03-10")], "2026-03-10") == []
    assert len(owed(pack, [event("court_direction.made", "2026-03-10")], "2026-03-11")) == 1


@each_form
def test_what_is_still_to_come_hides_nothing_that_has_come(form: str) -> None:
    pack = said_of(form, "{event: court_direction.made, date: file_at}")
    events = [
        event("court_direction.made", "2026-03-02", file_at="2026-12-01"),
        event("court_direction.made", "2026-03-03", file_at="2026-03-10"),
    ]
    (row,) = evaluation(pack, events, "2026-03-31").rows
    assert row.trigger.moment == moment("2026-03-10")


@each_form
def test_where_it_cannot_be_told_whether_a_rule_applies_the_missing_fact_is_named(form: str) -> None:
    pack = said_of(form, "icpc.held", "\nonly_if: {subject: {disabled: true}}")
    row = the_row(pack, [event("icpc.held", "2026-03-03")], "2026-03-31")
    assert (row.status, row.because, row.missing) == ("unknown", ("trigger", None), ("disabled",))
    assert owed(pack, [event("icpc.held", "2026-03-03")], "2026-03-31", disabled=False) == []


@each_form
def test_a_rule_in_force_for_a_year_takes_its_first_and_its_last_day(form: str) -> None:
    pack = said_of(form, "icpc.held", "\nin_force: {from: 2025-04-01, to: 2026-03-31}")
    for day, known in (("2025-03-31", 0), ("2025-04-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)):
        assert len(owed(pack, [event("icpc.held", day)], "2026-12-31")) == known


# checks

TOLD = pack_of("form: check\nat: visit.made\nhave: {by: social_worker, child_seen: true}")


def test_a_check_that_cannot_be_told_names_what_is_not_recorded_and_nothing_else() -> None:
    row = the_row(TOLD, [event("visit.made", "2026-03-03", by="social_worker")], "2026-03-31")
    assert (row.status, row.because, row.missing, row.done) == ("unknown", ("facts", None), ("child_seen",), None)
    row = the_row(TOLD, [event("visit.made", "2026-03-03", child_seen=True)], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("by",))


def test_a_check_that_holds_bears_its_event_and_one_that_fails_does_not() -> None:
    seen = event("visit.made", "2026-03-03", by="social_worker", child_seen=True)
    row = the_row(TOLD, [seen], "2026-03-31")
    assert row.done is not None
    assert (row.status, row.done.event, row.missing) == ("met", seen, ())
    row = the_row(TOLD, [event("visit.made", "2026-03-03", child_seen=False)], "2026-03-31")
    assert (row.status, row.done, row.missing) == ("breached", None, ())


def test_a_check_of_a_state_asks_at_the_very_moment_and_names_what_would_tell() -> None:
    pack = pack_of("form: check\nat: visit.made\nwhile: looked_after")
    visit = event("visit.made", "2026-03-10T10:00")
    assert owed(pack, [visit, event("looked_after.started", "2026-03-10T10:00")], "2026-03-31")[0].startswith("met")
    assert owed(pack, [visit, event("looked_after.started", "2026-03-10T10:01")], "2026-03-31")[0].startswith(
        "breached"
    )
    by_day = [event("visit.made", "2026-03-10"), event("looked_after.started", "2026-03-11")]
    assert owed(pack, by_day, "2026-03-31") == ["breached 2026-03-10"]
    both = pack_of("form: check\nat: visit.made\nhave: {child_seen: true}\nwhile: {subject: {disabled: true}}")
    assert the_row(both, [visit], "2026-03-31").missing == ("child_seen", "disabled")
    assert the_row(both, [visit], "2026-03-31", disabled=True).missing == ("child_seen",)
    seen = event("visit.made", "2026-03-10", child_seen=True)
    assert the_row(both, [seen], "2026-03-31").missing == ("disabled",)
    assert the_row(both, [seen], "2026-03-31", disabled=False).status == "breached"


# meetings in the diary

QUORUM = pack_of("form: check\nat: strategy_discussion.held\nhave: {written: true}")


def planned(at: str, **more: str) -> Event:
    return event("strategy_discussion.held", at, **{"status": "planned", **more})


def test_a_check_of_a_planned_meeting_opens_when_it_was_put_in_the_diary_and_not_after_its_date() -> None:
    def opens(**more: str) -> object:
        return the_row(QUORUM, [planned("2026-03-10", **more)], "2026-03-10").opens

    assert opens(recorded_at="2026-03-02") == moment("2026-03-02")
    assert opens(recorded_at="2026-03-10T09:00") == moment("2026-03-10T09:00")
    assert opens() == moment("2026-03-10")
    late = the_row(QUORUM, [planned("2026-03-10", recorded_at="2026-03-11")], "2026-03-31")
    assert late.opens == moment("2026-03-10")


def test_a_check_of_a_meeting_called_off_lapses_and_of_one_of_which_nothing_is_recorded_is_unknown() -> None:
    meeting = planned("2026-03-10", id="m", recorded_at="2026-03-02")
    off = planned("2026-03-10", status="cancelled", replaces="m", recorded_at="2026-03-04")
    row = the_row(QUORUM, [meeting, off], "2026-03-31")
    assert (row.status, row.because, row.ended) == ("lapsed", ("cancelled", None), moment("2026-03-04"))
    row = the_row(QUORUM, [meeting], "2026-03-11")
    assert (row.status, row.because) == ("unknown", ("facts", None))
    assert row.missing == ("whether it took place",)


# judgements

JUDGED = pack_of("form: judgement\nat: assessment.completed")
WHOLE = pack_of("form: judgement")


def answer(said: str, rule: str = "child_protection.said.r0", at: str = "2026-04-01", **more: str) -> Event:
    return event("practice_audit.answered", at, rule=rule, answer=said, **more)


@pytest.mark.parametrize(
    ("said", "status"),
    [("met", "met"), ("partly_met", "breached"), ("not_met", "breached"), ("not_applicable", "lapsed")],
)
def test_an_audit_answers_a_judgement(said: str, status: str) -> None:
    done, answered = event("assessment.completed", "2026-03-03"), answer(said)
    row = the_row(JUDGED, [done, answered], "2026-04-30")
    assert row.because is not None
    assert (row.status, row.because[0], row.missing) == (status, "judged", ())
    assert [each.event for each in row.evidence] == [answered]
    assert (row.done is not None) == (status == "met")


def test_a_judgement_waits_for_an_answer_of_its_own() -> None:
    done = event("assessment.completed", "2026-03-03", id="a1")
    for other in (
        answer("met", rule="child_protection.said.r1"),
        answer("perhaps"),
        answer("met", at="2026-03-02"),
        answer("met", about="a0"),
    ):
        row = the_row(JUDGED, [event("icpc.held", "2026-03-01", id="a0"), done, other], "2026-04-30")
        assert (row.status, row.because, row.missing) == ("unknown", ("judgement", None), ("an audit's answer",))
    before = [done, answer("not_met", at="2026-03-02", about="a1"), answer("met", at="2026-04-02")]
    assert the_row(JUDGED, before, "2026-04-30").status == "breached"


def test_a_judgement_of_a_doubtful_event_is_unknown_whatever_the_audit_says() -> None:
    pack = pack_of("form: judgement\nat: {event: assessment.completed, where: {child_seen: true}}")
    row = the_row(pack, [event("assessment.completed", "2026-03-03"), answer("met")], "2026-04-30")
    assert (row.status, row.missing) == ("unknown", ("child_seen of assessment.completed",))


def test_a_judgement_of_the_case_as_a_whole_stands_on_the_day_of_its_first_event() -> None:
    row = the_row(
        WHOLE, [event("icpc.held", "2026-03-05T09:00"), event("case.opened", "2026-03-03T10:00")], "2026-04-30"
    )
    assert (row.trigger.moment, row.due, row.status) == (moment("2026-03-03"), None, "unknown")
    assert the_row(WHOLE, [event("case.opened", "2026-03-03T10:00"), answer("met")], "2026-04-30").status == "met"
