"""Series at their edges: design meaning 5."""

from __future__ import annotations

from datetime import date

from practice_rules.case import Event
from tests.engine.said import evaluation, event, owed, pack_of

VISITS = pack_of(
    """
    form: series
    while: child_protection_plan
    every: 10 working days
    do: {event: visit.made, where: {child_seen: true}}
    lapses_when: []
    """
)
PLAN = event("child_protection_plan.started", "2026-03-02")


def seen(at: str, **more: object) -> Event:
    return event("visit.made", at, child_seen=True, **more)


def test_the_first_interval_runs_from_the_start_and_the_next_from_the_visit() -> None:
    assert owed(VISITS, [PLAN, seen("2026-03-11")], "2026-03-20") == ["met 2026-03-16", "due 2026-03-25"]


def test_a_visit_on_the_opening_day_counts() -> None:
    assert owed(VISITS, [PLAN, seen("2026-03-02")], "2026-03-10") == ["met 2026-03-16", "due 2026-03-16"]


def test_a_late_visit_restarts_the_clock_and_one_missed_stretch_is_one_breach() -> None:
    rows = evaluation(VISITS, [PLAN, seen("2026-04-08")], "2026-04-08").rows
    assert [(row.status, row.missed) for row in rows] == [("breached", 2), ("due", 0)]


def test_a_period_that_ends_on_or_before_the_due_date_lapses_and_later_leaves_the_breach() -> None:
    for end, status in (("2026-03-13", "lapsed"), ("2026-03-16", "lapsed"), ("2026-03-17", "breached")):
        assert owed(VISITS, [PLAN, event("child_protection_plan.ended", end)], "2026-06-01") == [f"{status} 2026-03-16"]


def test_a_visit_in_the_next_plan_does_not_remedy_the_last() -> None:
    events = [
        PLAN,
        event("child_protection_plan.ended", "2026-03-20"),
        event("child_protection_plan.started", "2026-06-01"),
        seen("2026-06-03"),
    ]
    rows = evaluation(VISITS, events, "2026-06-05").rows
    assert [(row.status, row.remedied) for row in rows] == [("breached", None), ("met", None), ("due", None)]


PHASED = pack_of(
    """
    form: series
    while: placement
    phases:
      - {until: {event: looked_after_review.held, which: first, in: placement}, every: 1 week, standard: [SAI-002]}
      - {when: {all_of: [{has_lasted: placement, for: 12 months}, long_term_match]}, every: 3 months, standard: [SAI-003]}
      - {every: 6 weeks, standard: [SAI-004]}
    do: visit.made
    lapses_when: []
    """
)
PLACED = event("placement.started", "2026-01-05", placement_id="p1")


def test_a_new_phase_applies_from_the_same_last_visit() -> None:
    events = [PLACED, seen("2026-01-09"), event("looked_after_review.held", "2026-01-14")]
    rows = evaluation(PHASED, events, "2026-01-20").rows
    assert [(row.status, row.due.day if row.due else None, row.standard) for row in rows] == [
        ("met", date(2026, 1, 12).toordinal(), ("SAI-002",)),
        ("due", date(2026, 2, 20).toordinal(), ("SAI-004",)),
    ]


def test_a_breach_before_the_phase_changed_stays() -> None:
    events = [PLACED, seen("2026-01-09"), event("looked_after_review.held", "2026-01-17")]
    assert owed(PHASED, events, "2026-01-20") == ["met 2026-01-12", "breached 2026-01-16"]


def test_an_interval_already_run_out_when_it_took_effect_is_due_one_interval_after_the_change() -> None:
    pack = pack_of(
        """
        form: series
        while: looked_after
        phases:
          - {when: {period: placement, where: {provision: external}}, every: 1 week}
          - {every: 6 weeks}
        do: visit.made
        lapses_when: []
        """
    )
    events = [
        event("looked_after.started", "2026-01-05"),
        seen("2026-01-05"),
        event("placement.started", "2026-01-26", provision="external"),
    ]
    assert owed(pack, events, "2026-01-28") == ["met 2026-02-16", "due 2026-02-02"]


AGREED = pack_of(
    """
    form: series
    while: child_protection_plan
    every: 10 working days
    do: visit.made
    or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: tighter}
    lapses_when: []
    """
)


def test_an_agreed_tightening_reaches_the_open_obligation_from_the_day_it_is_agreed() -> None:
    agreed = event("visiting_frequency.agreed", "2026-03-04", every="5 working days")
    assert owed(AGREED, [PLAN, agreed], "2026-03-05") == ["due 2026-03-09"]
    late = event("visiting_frequency.agreed", "2026-03-12", every="5 working days")
    assert owed(AGREED, [PLAN, late], "2026-03-13") == ["due 2026-03-16"]


def test_an_agreement_with_a_last_day_holds_until_then_and_not_after() -> None:
    weekly = event("visiting_frequency.agreed", "2026-03-03", every="5 working days", until=date(2026, 3, 10))
    visits = [PLAN, weekly, seen("2026-03-09")]
    assert owed(AGREED, [PLAN, weekly], "2026-03-04") == ["due 2026-03-09"]
    assert owed(AGREED, visits, "2026-03-10") == ["met 2026-03-09", "due 2026-03-23"]
    on_the_day = event("visiting_frequency.agreed", "2026-03-03", every="5 working days", until=date(2026, 3, 16))
    assert owed(AGREED, [PLAN, on_the_day, seen("2026-03-09")], "2026-03-10") == ["met 2026-03-09", "due 2026-03-16"]
    over = [PLAN, weekly, seen("2026-03-09"), seen("2026-03-23")]
    assert owed(AGREED, over, "2026-03-24") == ["met 2026-03-09", "met 2026-03-23", "due 2026-04-08"]


def test_a_looser_agreement_that_ends_leaves_an_interval_from_its_end_when_the_standards_date_has_gone_by() -> None:
    loose = pack_of(
        """
        form: series
        while: child_protection_plan
        every: 10 working days
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: looser}
        lapses_when: []
        """
    )
    monthly = event("visiting_frequency.agreed", "2026-03-03", every="20 working days", until=date(2026, 3, 18))
    assert owed(loose, [PLAN, monthly], "2026-03-17") == ["due 2026-03-30"]
    long = event("visiting_frequency.agreed", "2026-03-03", every="6 weeks", until=date(2026, 3, 18))
    assert owed(loose, [PLAN, long], "2026-03-17") == ["due 2026-04-02"]
    before = event("visiting_frequency.agreed", "2026-03-03", every="20 working days", until=date(2026, 3, 13))
    assert owed(loose, [PLAN, before], "2026-03-10") == ["due 2026-03-16"]


def test_a_looser_agreement_changes_nothing_where_only_tighter_is_allowed() -> None:
    agreed = event("visiting_frequency.agreed", "2026-03-04", every="20 working days")
    assert owed(AGREED, [PLAN, agreed], "2026-03-05") == ["due 2026-03-16"]


def test_a_phase_with_no_interval_lapses_the_open_obligation() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        phases:
          - {until: {event: looked_after_review.held, which: first, in: placement}, every: 1 week}
          - {every: null}
        do: visit.made
        lapses_when: []
        """
    )
    events = [PLACED, event("looked_after_review.held", "2026-01-08")]
    assert owed(pack, events, "2026-03-01") == ["lapsed 2026-01-12"]


def test_each_placement_has_its_own_clock() -> None:
    pack = pack_of(
        "form: series\nwhile: placement\nevery: 6 weeks\ndo: {event: visit.made, match: [placement_id]}\nlapses_when: []"
    )
    events = [
        PLACED,
        event("placement.started", "2026-01-05", placement_id="p2"),
        seen("2026-01-20", placement_id="p1"),
    ]
    assert sorted(owed(pack, events, "2026-02-17")) == ["breached 2026-02-16", "due 2026-03-03", "met 2026-02-16"]


SCHEDULED = pack_of(
    "form: series\nwhile: looked_after\nevery: 6 months\ndo: case_summary.updated\nclock: schedule\nlapses_when: []"
)


def test_a_schedule_is_not_shifted_by_a_late_summary() -> None:
    events = [event("looked_after.started", "2025-01-10"), event("case_summary.updated", "2025-08-01")]
    assert owed(SCHEDULED, events, "2026-01-01") == ["breached 2025-07-10", "due 2026-01-10"]


def test_an_interval_stated_again_after_a_phase_without_one_opens_a_new_obligation() -> None:
    pack = pack_of(
        """
        form: series
        while: looked_after
        phases:
          - {until: {event: permanence_plan.prepared, which: first, in: looked_after}, every: 4 weeks}
          - {when: {happened: care_proceedings.ended, in: looked_after}, every: 12 weeks}
          - {every: null}
        do: visit.made
        lapses_when: []
        """
    )
    events = [
        event("looked_after.started", "2026-01-05"),
        seen("2026-01-26"),
        event("permanence_plan.prepared", "2026-02-02"),
        event("care_proceedings.ended", "2026-03-02"),
    ]
    assert owed(pack, events, "2026-12-31") == ["met 2026-02-02", "lapsed 2026-02-23", "breached 2026-04-20"]


def test_a_placement_that_starts_and_ends_on_one_day_is_over() -> None:
    pack = pack_of("form: series\nwhile: placement\nevery: 1 week\ndo: visit.made\nlapses_when: []")
    events = [PLACED, event("placement.ended", "2026-01-05", placement_id="p1")]
    assert owed(pack, events, "2026-03-01") == ["lapsed 2026-01-12"]


def test_a_state_may_end_a_length_of_time_after_the_event_that_began_it() -> None:
    pack = pack_of(
        """
        form: series
        while: {from: looked_after.started, until: {event: looked_after.started, plus: 3 weeks}}
        every: 1 week
        do: visit.made
        lapses_when: []
        """
    )
    events = [event("looked_after.started", "2026-01-05"), seen("2026-01-12"), seen("2026-01-19"), seen("2026-01-26")]
    assert owed(pack, events, "2026-12-31") == [
        "met 2026-01-12",
        "met 2026-01-19",
        "met 2026-01-26",
        "lapsed 2026-02-02",
    ]


def test_a_phase_until_the_first_review_in_care_is_over_before_a_later_placement_begins() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        phases:
          - {until: {event: looked_after_review.held, which: first, in: looked_after}, every: 1 week}
          - {every: 6 weeks}
        do: visit.made
        lapses_when: []
        """
    )
    events = [
        event("looked_after.started", "2026-01-05"),
        event("looked_after_review.held", "2026-01-30"),
        event("placement.started", "2026-03-02", placement_id="p2"),
    ]
    assert owed(pack, events, "2026-03-03") == ["due 2026-04-13"]


def test_the_age_of_one_placement_says_nothing_about_another() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        phases:
          - {when: {has_lasted: placement, for: 12 months}, every: 3 months}
          - {every: 6 weeks}
        do: {event: visit.made, match: [placement_id]}
        lapses_when: []
        """
    )
    events = [
        event("placement.started", "2024-01-05", placement_id="p1"),
        seen("2026-01-05", placement_id="p1"),
        event("placement.started", "2026-01-05", placement_id="p2"),
    ]
    assert owed(pack, events, "2026-01-10")[1:] == ["due 2026-04-05", "due 2026-02-16"]


def test_a_monthly_schedule_keeps_to_the_last_day_of_the_month() -> None:
    pack = pack_of(
        "form: series\nwhile: looked_after\nevery: 1 month\nclock: schedule\ndo: visit.made\nlapses_when: []"
    )
    assert owed(pack, [event("looked_after.started", "2025-01-31")], "2025-05-01") == [
        "breached 2025-02-28",
        "breached 2025-03-31",
        "breached 2025-04-30",
        "due 2025-05-31",
    ]


def test_the_first_review_in_one_placement_ends_no_phase_of_the_next() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        phases:
          - {until: {event: looked_after_review.held, which: first, in: placement}, every: 5 working days}
          - {every: 2 weeks}
        do: visit.made
        lapses_when: []
        """
    )
    events = [
        event("placement.started", "2025-06-01"),
        event("looked_after_review.held", "2025-06-22"),
        event("placement.started", "2025-07-13"),
    ]
    assert owed(pack, events, "2025-07-15")[-1] == "due 2025-07-18"


def test_a_schedule_in_working_days_goes_on_from_date_to_date() -> None:
    pack = pack_of(
        "form: series\nwhile: open_case\nevery: 10 working days\nclock: schedule\ndo: visit.made\nlapses_when: []"
    )
    assert owed(pack, [event("case.opened", "2025-12-10")], "2026-01-23") == [
        "breached 2025-12-24",
        "breached 2026-01-12",
        "due 2026-01-26",
    ]


FORTNIGHT_OF_WEEKS = pack_of(
    """
    form: series
    while: looked_after
    phases:
      - {until: {lasting: looked_after, for: 2 weeks}, every: 1 week}
      - {every: 4 weeks}
    do: visit.made
    lapses_when: []
    """
)


def test_weekly_for_two_weeks_is_twice_though_the_second_falls_due_on_the_day_the_phase_ends() -> None:
    events = [event("looked_after.started", "2026-01-05"), seen("2026-01-12")]
    assert owed(FORTNIGHT_OF_WEEKS, events, "2026-01-14") == ["met 2026-01-12", "due 2026-01-19"]
    held = [*events, seen("2026-01-19")]
    assert owed(FORTNIGHT_OF_WEEKS, held, "2026-01-20") == ["met 2026-01-12", "met 2026-01-19", "due 2026-02-16"]


def test_an_act_that_ends_its_own_phase_discharges_what_was_due_in_that_phase() -> None:
    pack = pack_of(
        """
        form: series
        while: looked_after
        phases:
          - {until: {event: looked_after_review.held, which: first, in: looked_after}, every: 20 working days}
          - {every: 3 months}
        do: looked_after_review.held
        lapses_when: []
        """
    )
    events = [event("looked_after.started", "2026-06-09"), event("looked_after_review.held", "2026-07-07")]
    assert owed(pack, events, "2026-07-08") == ["met 2026-07-07", "due 2026-10-07"]


def test_what_opens_the_period_does_not_count_as_the_first_act_in_it() -> None:
    pack = pack_of(
        """
        form: series
        while: {from: looked_after_review.held, in: looked_after}
        every: 6 months
        do: looked_after_review.held
        lapses_when: []
        """
    )
    events = [event("looked_after.started", "2026-01-05"), event("looked_after_review.held", "2026-02-02")]
    assert owed(pack, events, "2026-02-03") == ["due 2026-08-02"]
