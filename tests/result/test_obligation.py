"""What an obligation says of itself: dates, lateness, who, why, and what came near to discharging it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from practice_rules.result.near_misses import COUNTED, EARLY, FAILED, OTHER, UNSURE
from practice_rules.result.wording import denied, in_words, listed, nth, say_where
from tests.result.elmet import (
    CENSUS,
    CLOSURE,
    ENQUIRY,
    FIRST_CORE_GROUP,
    REPORT,
    SEEN,
    VISIT,
    a_conference,
    a_visit,
    all_of,
    event,
    judged,
    only,
)

# ------------------------------------------------------------------ lateness


def test_done_the_working_day_after_the_last_is_one_working_day_late() -> None:
    core_group = only(judged(a_conference(), event("core_group.held", "2026-03-18")), FIRST_CORE_GROUP)
    assert core_group.late is not None
    assert (core_group.status, core_group.due) == ("breached", date(2026, 3, 17))
    assert (core_group.late.own, core_group.late.unit, core_group.late.calendar_days) == (1, "working days", 1)
    assert core_group.remedied_at == date(2026, 3, 18)


def test_done_on_the_last_day_is_met_and_not_late() -> None:
    core_group = only(judged(a_conference(), event("core_group.held", "2026-03-17")), FIRST_CORE_GROUP)
    assert (core_group.status, core_group.late, core_group.remedied_at) == ("met", None, None)
    assert core_group.discharged_by is not None
    assert core_group.discharged_by.at == date(2026, 3, 17)


def test_lateness_over_easter_counts_working_days_and_calendar_days_apart() -> None:
    # Good Friday is 3 April 2026 and Easter Monday 6 April.
    core_group = only(judged(a_conference("2026-03-19"), event("core_group.held", "2026-04-07")), FIRST_CORE_GROUP)
    assert core_group.due == date(2026, 4, 2)
    assert core_group.late is not None
    assert (core_group.late.own, core_group.late.calendar_days) == (1, 5)


def test_an_open_breach_is_late_as_of_the_day_asked_about() -> None:
    core_group = only(judged(a_conference(), as_of="2026-03-19"), FIRST_CORE_GROUP)
    assert core_group.late is not None
    assert (core_group.late.own, core_group.late.open) == (2, True)
    assert core_group.remedied_at is None
    assert core_group.discharged_by is None


def test_hours_late_are_counted_in_hours_across_the_spring_clock_change() -> None:
    # Clocks go forward on 29 March 2026: 24 hours after 10:00 on the 28th is 11:00 on the 29th.
    seen = only(judged(event("section_47.started", "2026-03-28T10:00"), a_visit("2026-03-29T13:00")), SEEN)
    assert isinstance(seen.due, datetime)
    assert (seen.due.hour, seen.due.utcoffset()) == (11, seen.due.utcoffset())
    assert seen.late is not None
    assert (seen.late.own, seen.late.unit) == (2, "hours")


def test_hours_still_open_at_the_end_of_the_day_are_late_to_midnight() -> None:
    seen = only(judged(event("section_47.started", "2026-03-02T10:00"), as_of="2026-03-03"), SEEN)
    assert seen.late is not None
    assert (seen.status, seen.late.own, seen.late.unit) == ("breached", 14, "hours")


def test_a_missed_stretch_is_one_breach_and_says_how_many_intervals_were_missed() -> None:
    plan = event("child_protection_plan.started", "2026-03-02")
    visits = all_of(judged(plan, a_visit("2026-04-20"), as_of="2026-04-21"), VISIT)
    assert [visit.status for visit in visits] == ["breached", "due"]
    assert visits[0].late is not None
    assert visits[0].late.intervals_missed == 3


def test_lateness_stops_when_the_plan_ends_after_the_due_date() -> None:
    plan = event("child_protection_plan.started", "2026-03-02")
    visit = only(judged(plan, event("child_protection_plan.ended", "2026-03-20")), VISIT)
    assert visit.late is not None
    assert (visit.status, visit.late.own, visit.late.open) == ("breached", 4, False)


def test_a_check_that_fails_is_not_late() -> None:
    check = only(judged(event("section_47.started", "2026-03-02", joint=False)), "section_47.decision_recorded")
    assert (check.status, check.late) == ("breached", None)
    assert check.because is not None
    assert "the police investigate at the same time" in check.because


# ------------------------------------------------------------------ dates and precision


def test_a_range_is_due_at_its_outer_end_with_its_inner_end_as_target() -> None:
    enquiry = only(judged(event("section_47.started", "2026-03-02")), ENQUIRY)
    assert (enquiry.target, enquiry.due) == (date(2026, 3, 16), date(2026, 3, 23))


def test_hours_before_a_conference_known_by_its_day_are_judged_by_the_day() -> None:
    report = only(judged(a_conference()), REPORT)
    assert (report.due, report.precision) == (date(2026, 3, 1), "day")
    assert any("hours were judged by the day" in sentence for sentence in report.trace)


def test_a_date_beyond_the_announced_bank_holidays_is_provisional() -> None:
    core_group = only(judged(a_conference("2040-03-05"), as_of="2040-03-06"), FIRST_CORE_GROUP)
    assert core_group.provisional
    assert any("provisional" in sentence for sentence in core_group.trace)


# ------------------------------------------------------------------ near misses


def test_an_attempt_that_failed_says_which_condition_and_what_was_found() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    visit = only(judged(plan, a_visit("2026-03-12", alone=False, place="office"), as_of="2026-03-13"), VISIT)
    (miss,) = visit.near_misses
    assert (miss.kind, visit.status) == (FAILED, "due")
    assert miss.sentence == (
        "Visit made on Thu 12 Mar 2026 did not count: the child was not seen without parents or carers present "
        "and place was office, not home or placement."
    )


def test_an_attempt_with_a_fact_missing_is_unknown_and_names_the_fact() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    visit = only(judged(plan, a_visit("2026-03-12", alone=None), as_of="2026-04-01"), VISIT)
    assert (visit.status, visit.near_misses[0].kind) == ("unknown", UNSURE)
    assert visit.missing == (
        "whether the child was seen without parents or carers present (visit made on Thu 12 Mar 2026)",
    )


def test_what_was_done_the_day_before_the_trigger_came_before_the_duty_began() -> None:
    core_group = only(judged(event("core_group.held", "2026-03-02"), a_conference()), FIRST_CORE_GROUP)
    (miss,) = core_group.near_misses
    assert (miss.kind, miss.failed) == (EARLY, ("it was before the duty began on Tue 3 Mar 2026",))


def test_what_was_done_before_a_window_opened_says_when_it_opened() -> None:
    rule = "care_leaver.needs_assessment"
    result = judged(event("management_oversight.recorded", "2025-11-30"), as_of="2026-01-05")
    (miss,) = only(result, rule).near_misses
    assert miss.failed == ("it was before the window opened on Mon 1 Dec 2025",)
    opened = judged(event("management_oversight.recorded", "2025-12-01"), as_of="2026-01-05")
    assert (only(opened, rule).status, only(opened, rule).near_misses) == ("met", ())


def test_an_event_about_another_conference_says_so() -> None:
    second = event("icpc.held", "2026-03-10", id="second", outcome="child_protection_plan")
    group = event("core_group.held", "2026-03-12", about="second")
    first, later = all_of(judged(a_conference(), second, group), FIRST_CORE_GROUP)
    assert (first.status, later.status) == ("breached", "met")
    assert [(miss.kind, miss.failed) for miss in first.near_misses] == [
        (OTHER, ("it is about another event, ICPC held on Tue 10 Mar 2026",))
    ]


def test_an_event_that_counted_for_a_later_conference_says_so() -> None:
    second = event("icpc.held", "2026-03-10", id="second", outcome="child_protection_plan")
    first, later = all_of(judged(a_conference(), second, event("core_group.held", "2026-03-12")), FIRST_CORE_GROUP)
    assert (first.status, later.status) == ("breached", "met")
    assert [(miss.kind, miss.failed) for miss in first.near_misses] == [
        (COUNTED, ("it already counted for ICPC held on Tue 10 Mar 2026",))
    ]


def test_a_gate_names_evidence_that_was_too_old() -> None:
    chronology = event("chronology.updated", "2026-03-01")
    supervision = event("supervision.held", "2026-04-01")
    gate = only(judged(chronology, supervision, event("case.closed", "2026-05-01")), CLOSURE)
    assert (gate.status, gate.missing) == ("breached", ("a chronology brought up to date",))
    assert gate.near_misses[0].failed == ("it was before Fri 3 Apr 2026, too old to count",)


def test_what_discharged_an_obligation_is_no_near_miss() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    visits = all_of(judged(plan, a_visit("2026-03-10"), a_visit("2026-03-17"), as_of="2026-03-18"), VISIT)
    assert [visit.near_misses for visit in visits] == [(), (), ()]


# ------------------------------------------------------------------ why


def test_a_lapsed_duty_says_what_ended_it_and_when() -> None:
    core_group = only(judged(a_conference(), event("case.closed", "2026-03-10")), FIRST_CORE_GROUP)
    assert core_group.status == "lapsed"
    assert core_group.because == "It fell away on Tue 10 Mar 2026, before it was due: case closed."


def test_what_a_source_does_not_hold_is_unknown_and_named() -> None:
    core_group = only(judged(a_conference(), coverage=CENSUS), FIRST_CORE_GROUP)
    assert (core_group.status, core_group.missing) == ("unknown", ("core group held",))
    assert core_group.because == "The census of 2026 does not hold: core group held."


def test_a_trigger_that_cannot_be_told_names_the_attribute() -> None:
    core_group = only(judged(a_conference(outcome=None)), FIRST_CORE_GROUP)
    assert (core_group.status, core_group.missing) == ("unknown", ("outcome of ICPC held",))


def test_an_unanswered_judgement_says_that_a_person_must_judge() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    judgement = only(judged(plan), "child_protection.plan.childs_voice")
    assert judgement.because == "Only a person can judge this, and no audit has answered it yet."


def test_a_closure_still_planned_lists_what_is_missing() -> None:
    closing = event("case.closed", "2026-06-01")
    planned = type(closing)(closing.type, closing.at, "planned")
    gate = only(judged(planned, event("supervision.held", "2026-05-01")), CLOSURE)
    assert (gate.status, gate.missing) == ("due", ("a chronology brought up to date",))
    assert gate.trigger.kind == "planned"


# ------------------------------------------------------------------ variations, waivers, who and where


def test_an_agreed_tightening_shows_the_plain_verdict_beside_it() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    agreed = event("visiting_frequency.agreed", "2026-03-04", every="5 working days")
    visit = only(judged(plan, agreed, as_of="2026-03-12"), VISIT)
    assert (visit.status, visit.due) == ("breached", date(2026, 3, 10))
    assert visit.plain is not None
    assert (visit.plain.status, visit.plain.due) == ("due", date(2026, 3, 17))


def test_a_waiver_is_marked_and_changes_no_verdict() -> None:
    waiver = event(
        "duty.waived", "2026-03-16", rule=FIRST_CORE_GROUP, authorised_by="team_manager", reason="snow",
        until=date(2026, 12, 31),
    )  # fmt: skip
    core_group = only(judged(a_conference(), waiver), FIRST_CORE_GROUP)
    assert (core_group.status, core_group.waived and core_group.waived.by) == ("breached", "team_manager")
    assert core_group.waived is not None
    assert core_group.waived.why == "snow"


def test_a_role_that_the_pack_infers_is_not_stated() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    visit = only(judged(plan, as_of="2026-03-04"), VISIT)
    assert visit.responsible is not None
    assert (visit.responsible.role, visit.responsible.stated) == ("social_worker", False)


def test_the_source_is_cited_with_its_publisher_and_section() -> None:
    core_group = only(judged(a_conference()), FIRST_CORE_GROUP)
    assert core_group.source.title == "Elmet practice standards"
    assert (core_group.source.section, core_group.standard) == ("Core groups", ("ELM-001",))
    assert core_group.reading is not None


def test_escalation_names_the_rule_whose_breach_set_it_off() -> None:
    plan = event("child_protection_plan.started", "2026-03-03")
    follow_up = only(judged(plan, as_of="2026-03-20"), "management.oversight.after_missed_visit")
    assert (follow_up.trigger.kind, follow_up.trigger.rule) == ("rule", VISIT)
    assert follow_up.trigger.words == "The breach of child_protection.visit on Wed 18 Mar 2026"


def test_an_age_is_said_in_words() -> None:
    assert only(judged(), "care_leaver.needs_assessment").trigger.words == (
        "Reaching the age of 16 years on Mon 1 Jun 2026"
    )


def test_the_trace_reads_from_trigger_to_verdict() -> None:
    core_group = only(judged(a_conference(), event("core_group.held", "2026-03-17")), FIRST_CORE_GROUP)
    assert core_group.trace == (
        "It was set off by: ICPC held on Tue 3 Mar 2026.",
        "The rule asks for core group held, within 10 working days after ICPC held (outcome child protection plan); "
        "it is due by the end of Tue 17 Mar 2026.",
        "Met in time: core group held on Tue 17 Mar 2026.",
        "How the document is read: The document says ten days; its own table counts working days, so we do.",
    )


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("meaning", "denial"),
    [
        ("the child was seen", "the child was not seen"),
        ("consent is recorded", "consent is not recorded"),
        ("enough agencies took part", "it is not so that enough agencies took part"),
    ],
)
def test_a_meaning_is_denied_as_people_would(meaning: str, denial: str) -> None:
    assert denied(meaning) == denial


def test_names_lists_and_ordinals_read_aloud() -> None:
    assert in_words("pep.reviewed") == "PEP reviewed"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert [nth(number) for number in (1, 3, 9, 11, 22, 23)] == ["first", "third", "9th", "11th", "22nd", "23rd"]


def test_no_condition_says_nothing() -> None:
    assert say_where(None) == ""
