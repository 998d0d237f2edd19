"""Series with phases that cannot be told, agreements inside phases, and ends of office days, as docs/meanings.md
settles them."""

from __future__ import annotations

from tests.engine.said import Said, evaluation, event, owed, pack_of, the_row

OPENED = event("case.opened", "2026-03-02")
PLACED = event("placement.started", "2026-03-04")
"""Nobody wrote down whether with another provider."""

# the first date, where a phase without an interval may be in force


def placed_outside(outside: str, other: str, *, first: str = "first: 1 week") -> Said:
    """Visits by whether the child is placed with another provider."""
    return pack_of(
        f"""
        form: series
        while: open_case
        {first}
        phases:
          - {{when: {{period: placement, where: {{provision: external}}}}, every: {outside}, standard: [SAI-003]}}
          - {{every: {other}, standard: [SAI-004]}}
        do: visit.made
        """
    )


def test_the_first_date_is_owed_where_no_interval_was_stated_before_and_one_may_be_now() -> None:
    row = the_row(placed_outside("2 weeks", "null"), [OPENED, PLACED], "2026-03-31")
    assert (row.status, row.standard) == ("breached", None)


def test_the_first_date_is_owed_where_one_phase_without_an_interval_follows_another() -> None:
    outside_from_the_4th = event("placement.started", "2026-03-04", provision="external")
    assert owed(placed_outside("null", "null"), [OPENED, outside_from_the_4th], "2026-03-31") == ["breached 2026-03-09"]


def test_the_first_date_is_in_doubt_where_the_interval_that_is_stated_no_more_may_have_been_stated_before() -> None:
    placed_before = event("placement.started", "2026-03-02")
    over = event("placement.ended", "2026-03-04")
    row = the_row(placed_outside("2 weeks", "null"), [placed_before, OPENED, over], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("provision",))


def test_the_first_date_lapses_with_the_interval_where_that_was_surely_stated() -> None:
    over = event("placement.ended", "2026-03-04")
    outside_before = event("placement.started", "2026-03-02", provision="external")
    assert owed(placed_outside("2 weeks", "null"), [outside_before, OPENED, over], "2026-03-31") == [
        "lapsed 2026-03-09"
    ]


# what a phase that may be in force asks for


def test_what_a_phase_may_ask_for_where_no_other_asks_for_anything_is_unknown() -> None:
    pack = placed_outside("2 weeks", "null", first="")
    row = the_row(pack, [OPENED, PLACED], "2026-03-31")
    assert (row.status, row.missing, row.standard) == ("unknown", ("provision",), ("SAI-003",))
    assert owed(pack, [OPENED, PLACED], "2026-03-31") == ["unknown 2026-03-16"]
    assert owed(pack, [OPENED, event("placement.started", "2026-03-04", provision="internal")], "2026-03-31") == []


def test_an_interval_that_may_be_stated_no_more_does_not_lapse_what_was_due() -> None:
    began = event("placement.started", "2026-03-02", provision="external")
    events = [began, OPENED, event("placement.ended", "2026-03-05"), event("placement.started", "2026-03-06")]
    assert owed(placed_outside("2 weeks", "null", first=""), events, "2026-03-31")[-1] == "unknown 2026-03-16"


def test_what_lapses_whichever_of_two_phases_without_an_interval_begins_lapses_surely() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: icpc.held, which: first, in: open_case}, every: 2 weeks, standard: [SAI-002]}
          - {when: {latest: icpc.held, where: {quorate: true}}, every: null, standard: [SAI-003]}
          - {every: null, standard: [SAI-004]}
        do: visit.made
        """
    )
    assert owed(pack, [OPENED, event("icpc.held", "2026-03-09")], "2026-03-31") == ["lapsed 2026-03-16"]


def test_that_a_phase_becomes_certain_does_not_move_what_is_due_in_it() -> None:
    outside_now = event("placement.started", "2026-03-24", provision="external")
    placed = event("placement.started", "2026-03-20")
    pack = placed_outside("2 weeks", "null", first="")
    assert owed(pack, [OPENED, placed], "2026-03-31") == ["unknown 2026-04-03"]
    assert owed(pack, [OPENED, placed, outside_now], "2026-03-31") == ["unknown 2026-04-03"]


# agreements


def test_an_agreement_of_the_opening_day_counts_at_whatever_hour_it_was_made() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - every: 2 weeks
            standard: [SAI-003]
            or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
        do: visit.made
        """
    )
    for hour in ("03:30", "12:00"):
        events = [
            event("case.opened", "2026-03-02T10:30"),
            event("visiting_frequency.agreed", f"2026-03-02T{hour}", every="1 week"),
            event("visit.made", "2026-03-02"),
        ]
        assert owed(pack, events, "2026-03-04")[-1] == "due 2026-03-09"


def test_what_is_agreed_on_a_day_is_asked_before_the_phase_that_may_begin_on_it() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {when: {latest: core_group.held, where: {chaired_by: social_worker}}, every: 1 week, standard: [SAI-002]}
          - {every: 2 weeks, standard: [SAI-003]}
        do: conference_report.shared
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
        """
    )
    agreed = event("visiting_frequency.agreed", "2026-03-05T15:30", every="3 working days")
    later = event("visiting_frequency.agreed", "2026-03-06T15:30", every="3 working days")
    group = event("core_group.held", "2026-03-05")
    assert owed(pack, [OPENED, agreed, group], "2026-03-05") == ["due 2026-03-05"]
    assert owed(pack, [OPENED, later, group], "2026-03-06") == ["unknown 2026-03-11"]


def test_the_standards_own_hour_on_the_last_day_of_an_agreement_has_not_gone_by() -> None:
    said_of = "form: series\nwhile: open_case\nevery: 5 working days\ndo: visit.made\n"
    said_of += "or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}"
    pack = pack_of(said_of, more="conventions: {end_of_day: '17:00'}\n")

    def until(last: str) -> list[str]:
        agreed = event("visiting_frequency.agreed", "2026-03-03", every="3 weeks", until=last)
        return owed(pack, [OPENED, agreed], "2026-03-04")

    assert until("2026-03-08") == until("2026-03-09") == ["due 2026-03-09T17:00"]
    assert until("2026-03-10") == ["due 2026-03-18T17:00"]


def test_an_agreement_moves_the_first_date_on_its_day_where_no_interval_is_stated() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        first: 1 week
        phases: [{every: null, standard: [SAI-003]}]
        do: visit.made
        or_as_agreed: {event: visiting_frequency.agreed, attribute: every, only: either}
        """
    )
    agreed = event("visiting_frequency.agreed", "2026-03-09", every="2 weeks")
    assert owed(pack, [OPENED, agreed], "2026-03-10") == ["due 2026-03-16"]


# the end of an office day


def test_what_ran_out_on_the_day_the_run_ended_was_not_missed() -> None:
    pack = pack_of(
        """
        form: series
        while: {all_of: [open_case, {happened: core_group.held, within: 2 weeks}]}
        every: 1 week
        do: visit.made
        """,
        more="conventions: {end_of_day: '12:00'}\n",
    )
    events = [OPENED, event("core_group.held", "2026-03-02")]
    (row,) = evaluation(pack, events, "2026-03-31").rows
    assert (row.status, row.missed) == ("breached", 1)
    a_day_more = [OPENED, event("core_group.held", "2026-03-02"), event("core_group.held", "2026-03-03")]
    (row,) = evaluation(pack, a_day_more, "2026-03-31").rows
    assert (row.status, row.missed) == ("breached", 2)


def test_an_interval_that_runs_out_at_the_end_of_the_office_day_had_not_on_the_day_it_is_stated_again() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: icpc.held, which: first, in: open_case}, every: null, standard: [SAI-002]}
          - {every: 2 weeks, standard: [SAI-003]}
        do: visit.made
        """,
        more="conventions: {end_of_day: '17:00'}\n",
    )
    assert owed(pack, [OPENED, event("icpc.held", "2026-03-16")], "2026-03-31") == ["breached 2026-03-16T17:00"]
    too_late = [OPENED, event("icpc.held", "2026-03-16T18:00")]
    assert owed(pack, too_late, "2026-03-31") == ["breached 2026-03-30T17:00"]


# the first day of the record


def test_what_may_always_have_been_so_begins_with_an_entry_that_calls_something_off() -> None:
    pack = pack_of("form: series\nwhile: {not: {age: {from: 16 years}}}\nevery: 1 week\ndo: visit.made")
    called_off = event("referral.received", "2026-03-02", status="cancelled")
    assert owed(pack, [called_off], "2026-03-04") == ["unknown 2026-03-09"]
    assert owed(pack, [], "2026-03-04") == []


# what ends a phase


def until(end: str) -> Said:
    """Visits weekly until something, and then six-weekly."""
    return pack_of(
        f"""
        form: series
        while: open_case
        phases:
          - {{until: {end}, every: 1 week, standard: [SAI-003]}}
          - {{every: 6 weeks, standard: [SAI-004]}}
        do: visit.made
        """
    )


A_PLAN = "{event: icpc.held, which: first, in: open_case, where: {outcome: child_protection_plan}}"


def test_what_may_have_ended_a_phase_leaves_it_in_doubt() -> None:
    pack = until(A_PLAN)
    events = [OPENED, event("icpc.held", "2026-03-05")]
    assert the_row(pack, events, "2026-03-31").status == "unknown"
    assert the_row(pack, events, "2026-03-31").missing == ("outcome of icpc.held",)
    assert owed(pack, [OPENED, event("icpc.held", "2026-03-05", outcome="no_plan")], "2026-03-31") == [
        "breached 2026-03-09"
    ]
    assert owed(pack, [OPENED, event("icpc.held", "2026-03-10")], "2026-03-31") == ["breached 2026-03-09"]


def test_a_phase_of_which_the_end_is_in_doubt_is_over_with_an_end_that_is_sure() -> None:
    events = [
        OPENED,
        event("icpc.held", "2026-03-05"),
        event("icpc.held", "2026-03-12", outcome="child_protection_plan"),
        event("visit.made", "2026-03-13"),
    ]
    assert owed(until(A_PLAN), events, "2026-03-31") == ["unknown 2026-04-13", "due 2026-04-24"]


def test_a_phase_until_a_birthday_that_nobody_wrote_down_may_be_over() -> None:
    row = the_row(until("{age: 16 years}"), [OPENED], "2026-03-31")
    assert (row.status, row.missing) == ("unknown", ("date of birth",))


def test_a_phase_until_a_birthday_before_the_run_is_over_from_the_start() -> None:
    pack = until("{age: 16 years}")
    assert owed(pack, [OPENED], "2026-03-31", born="2010-03-01") == ["due 2026-04-13"]
    assert owed(pack, [OPENED], "2026-03-31", born="2010-03-10") == ["breached 2026-03-09"]


def test_what_came_before_the_run_ends_a_phase_if_it_comes_once() -> None:
    events = [event("icpc.held", "2026-03-01"), OPENED]
    assert owed(until("icpc.held"), events, "2026-03-31") == ["breached 2026-03-09"]
    assert owed(until("{event: icpc.held, which: first}"), events, "2026-03-31") == ["due 2026-04-13"]
    assert owed(until("{first_of: [icpc.held, strategy_discussion.held]}"), events, "2026-03-31") == ["due 2026-04-13"]
    reached = [event("placement.started", "2026-02-16"), OPENED]
    assert owed(until("{total: placement, reaches: 1 week}"), reached, "2026-03-31") == ["due 2026-04-13"]


def test_a_phase_that_was_to_end_with_what_had_come_before_it_began_does_not_begin() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        phases:
          - {until: {event: looked_after_review.held, which: first, in: open_case}, every: 1 week, standard: [SAI-002]}
          - {until: {event: court_hearing.held, where: {stage: final}}, every: 4 weeks, standard: [SAI-003]}
          - {every: 6 weeks, standard: [SAI-004]}
        do: visit.made
        """
    )
    review = event("looked_after_review.held", "2026-03-06")
    assert owed(pack, [OPENED, event("court_hearing.held", "2026-03-04", stage="final"), review], "2026-03-31") == [
        "due 2026-04-13"
    ]
    assert owed(pack, [OPENED, event("court_hearing.held", "2026-03-04"), review], "2026-03-31") == [
        "unknown 2026-04-13"
    ]


# the first interval


def test_the_first_interval_of_a_series_that_starts_with_an_event_runs_from_that_event() -> None:
    pack = pack_of(
        """
        form: series
        while: open_case
        starts: first event
        first: {within: 1 week, standard: [SAI-002]}
        every: 6 weeks
        do: visit.made
        """
    )
    events = [OPENED, event("visit.made", "2026-03-04"), event("visit.made", "2026-03-10")]
    assert owed(pack, events[:2], "2026-03-09") == ["due 2026-03-11"]
    assert the_row(pack, events[:2], "2026-03-09").standard == ("SAI-002",)
    assert owed(pack, events, "2026-03-11") == ["met 2026-03-11", "due 2026-04-21"]
    assert owed(pack, events[:1], "2026-03-31") == []


# which fact is missing


def test_whether_a_visit_is_of_the_placement_is_asked_of_what_opened_it_and_not_of_the_visit_before() -> None:
    pack = pack_of(
        """
        form: series
        while: placement
        every: 1 month
        do: {event: visit.made, match: [placement_id]}
        """
    )
    nobody_wrote_which = event("placement.started", "2026-01-05", id="e0")
    history = [
        nobody_wrote_which,
        event("visit.made", "2026-01-19", about="e0", placement_id="p1"),
        event("visit.made", "2026-02-02", placement_id="p1"),
    ]
    row = evaluation(pack, history, "2026-02-27").rows[-1]
    assert (row.status, row.missing) == ("unknown", ("placement_id",))
