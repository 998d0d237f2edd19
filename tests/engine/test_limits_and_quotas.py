"""What a limit and a quota tell beside their status: since when, what exceeded or fell short, and what is not recorded."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Coverage, Event, EventCoverage
from practice_rules.dates.durations import parse_duration
from practice_rules.engine.rows import Row
from tests.engine.said import Said, evaluation, event, moment, owed, pack_of, the_row


def because_of(row: Row) -> list[Event]:
    """The events that the reason of a row names."""
    assert row.because is not None
    named = row.because[1]
    assert isinstance(named, tuple)
    return [each.event for each in named]


# at once

CASELOAD = pack_of("form: limit\nsubject: worker\nof: allocation\nno_more_than: 1\ncounting: child")
FULL = pack_of("form: limit\nsubject: worker\nof: allocation\nno_more_than: 1\ncounting: child\nonly_if: employment")


def allocated(at: str, child: str | None, kind: str = "case.allocated") -> Event:
    more = {} if child is None else {"child": child}
    return event(kind, at, worker="w1", **more)


def left(at: str, child: str) -> Event:
    return allocated(at, child, "case.allocation_ended")


def limit_rows(events: list[Event], pack: Said = CASELOAD, as_of: str = "2026-03-31") -> list[Row]:
    return evaluation(pack, events, as_of, kind="worker").rows


def test_an_excess_tells_its_moment_and_its_event_and_when_it_was_over() -> None:
    third = allocated("2026-03-05T14:00", "b")
    (row,) = limit_rows([allocated("2026-03-02T09:00", "a"), third])
    assert row.trigger.happening is not None
    assert row.trigger.moment == row.opens == moment("2026-03-02T09:00")
    assert row.trigger.happening.type == "case.allocated"
    assert (row.status, row.ended, row.because) == ("breached", moment("2026-03-05T14:00"), ("exceeded", 2))
    assert ([each.event for each in row.evidence], row.remedied) == ([third], None)
    row, then = limit_rows([allocated("2026-03-02T09:00", "a"), third, left("2026-03-09T10:00", "a")])
    assert row.remedied == then.opens == moment("2026-03-09T10:00")
    assert (then.status, then.because, then.ended) == ("met", ("held", 1), None)


def test_a_further_excess_while_one_lasts_is_the_same_breach() -> None:
    events = [allocated(f"2026-03-0{day}", child) for day, child in ((2, "a"), (3, "b"), (4, "c"))]
    (row,) = limit_rows([*events, left("2026-03-06", "a")])
    assert (row.status, row.because, row.remedied) == ("breached", ("exceeded", 2), None)


def test_a_limit_under_a_condition_begins_and_ends_with_it() -> None:
    employed = [event("employment.started", "2026-03-09T08:00"), event("employment.ended", "2026-03-16")]
    (row,) = limit_rows([allocated("2026-03-02", "a"), allocated("2026-03-03", "b"), *employed], FULL)
    assert (row.opens, row.ended, row.evidence) == (moment("2026-03-09T08:00"), moment("2026-03-09T08:00"), ())
    assert row.remedied == moment("2026-03-17")
    before = limit_rows([allocated("2026-03-02", "a"), event("employment.started", "2026-03-09")], FULL)
    assert [(each.status, each.opens) for each in before] == [("met", moment("2026-03-09"))]
    again = [*employed, event("employment.started", "2026-03-23")]
    rows = limit_rows([allocated("2026-03-02", "a"), *again], FULL)
    assert [each.opens for each in rows] == [moment("2026-03-09T08:00"), moment("2026-03-23")]


def test_a_limit_that_may_be_exceeded_names_what_would_tell() -> None:
    nameless = [allocated("2026-03-02", "a"), allocated("2026-03-03", None)]
    (row,) = limit_rows(nameless)
    assert (row.status, row.because, row.missing) == ("unknown", ("facts", None), ("which are counted",))
    pack = pack_of(
        "form: limit\nsubject: worker\nof: allocation\nno_more_than: 1\ncounting: child\n"
        "only_if: {subject: {disabled: true}}"
    )
    (row,) = limit_rows([allocated("2026-03-02", "a"), allocated("2026-03-03", "b")], pack)
    assert (row.status, row.missing) == ("unknown", ("disabled",))


def test_those_of_whom_the_child_is_not_recorded_may_each_be_another() -> None:
    pack = pack_of("form: limit\nsubject: worker\nof: {period: placement}\nno_more_than: 2\ncounting: carer")
    placed = [event("placement.started", f"2026-03-0{day}", placement_id=f"p{day}") for day in (2, 3)]
    assert [each.status for each in limit_rows(placed, pack)] == ["met"]
    third = event("placement.started", "2026-03-04", placement_id="p4", carer="x")
    assert [each.status for each in limit_rows([*placed, third], pack)] == ["unknown"]


def test_a_limit_in_force_for_a_year_begins_on_its_first_day_and_no_later_than_its_last() -> None:
    text = "form: limit\nsubject: worker\nof: allocation\nno_more_than: 1\nin_force: {from: 2025-04-01, to: 2026-03-31}"
    for day, known in (("2025-03-31", 0), ("2025-04-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)):
        assert len(limit_rows([allocated(day, "a")], pack_of(text), "2026-12-31")) == known


# how long

LONGEST = """
form: limit
of: temporary_approval
no_longer_than: 16 weeks
or_as_agreed: {event: temporary_approval.extended, attribute: until, only: looser}
"""
GIVEN = event("temporary_approval.given", "2026-01-05", placement_id="p1")


def test_the_longest_stay_tells_how_long_was_allowed_and_when_it_was_over() -> None:
    ended = event("temporary_approval.ended", "2026-05-05", placement_id="p1")
    row = the_row(pack_of(LONGEST), [GIVEN, ended], "2026-05-31")
    assert row.trigger.happening is not None and row.trigger.period is not None
    assert (row.status, row.remedied, row.length) == ("breached", moment("2026-05-05"), parse_duration("16 weeks"))
    assert row.trigger.happening.event == GIVEN
    in_time = event("temporary_approval.ended", "2026-04-27", placement_id="p1")
    assert owed(pack_of(LONGEST), [GIVEN, in_time], "2026-05-31") == ["met 2026-04-27"]


def test_an_extended_stay_tells_what_the_standard_alone_would_say() -> None:
    longer = event("temporary_approval.extended", "2026-04-20", until="2026-06-22")

    def told(*more: Event, as_of: str) -> tuple[str, str | None]:
        row = the_row(pack_of(LONGEST), [GIVEN, longer, *more], as_of)
        assert row.plain_due is not None and row.plain_due.day == date(2026, 4, 27).toordinal()
        return row.status, row.plain_status

    assert told(as_of="2026-04-27") == ("met", "met")
    assert told(as_of="2026-04-28") == ("met", "breached")
    assert told(as_of="2026-06-23") == ("breached", "breached")
    ended = event("temporary_approval.ended", "2026-04-24", placement_id="p1")
    assert told(ended, as_of="2026-06-30") == ("met", "met")
    plain = the_row(pack_of(LONGEST), [GIVEN], "2026-04-28")
    assert (plain.plain_due, plain.plain_status) == (None, None)
    over = event("temporary_approval.ended", "2026-03-02", placement_id="p1")
    assert the_row(pack_of(LONGEST), [GIVEN, over, longer], "2026-06-30").plain_due is None


def test_each_stay_is_timed_in_the_edition_in_force_when_it_began() -> None:
    text = LONGEST + "in_force: {from: 2025-04-01, to: 2026-03-31}\n"
    for day, known in (("2025-03-31", 0), ("2025-04-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)):
        assert len(owed(pack_of(text), [event("temporary_approval.given", day)], "2026-12-31")) == known
    old = event("temporary_approval.given", "2025-02-03", placement_id="p0")
    assert owed(
        pack_of(text), [old, event("temporary_approval.given", "2026-01-05", placement_id="p1")], "2026-03-31"
    ) == ["met 2026-04-27"]


# acts and totals


def adjourned(at: str, **more: object) -> Event:
    return event("looked_after_review.adjourned", at, **more)


ONE_A_YEAR = "form: limit\neach: {event: looked_after_review.adjourned, where: {consulted: parent}}\nno_more_than: 1\n"
IN_A_WINDOW = pack_of(ONE_A_YEAR + "in: calendar_year")
IN_ANY = pack_of(ONE_A_YEAR + "in_any: 6 months")


@pytest.mark.parametrize("pack", [IN_A_WINDOW, IN_ANY], ids=["in a year", "in any six months"])
def test_acts_beyond_a_limit_are_told_and_those_that_may_count(pack: Said) -> None:
    first, second = (adjourned(at, consulted=["parent"]) for at in ("2026-02-02", "2026-03-02T10:00"))

    def told(*events: Event) -> Row:
        return the_row(pack, list(events), "2026-12-31")

    row = told(first)
    assert row.trigger.happening is not None
    assert (row.status, row.because, row.trigger.happening.event) == ("met", ("held", 1), first)
    row = told(first, second)
    assert (row.status, row.because, row.ended) == ("breached", ("exceeded", 2), moment("2026-03-02T10:00"))
    assert ([each.event for each in row.evidence], row.missing) == ([second], ())
    doubtful = adjourned("2026-02-16")
    row = told(first, doubtful)
    assert row.because is not None
    assert (row.status, row.because[0], row.missing) == ("unknown", "attempt", ("which of them count",))
    assert because_of(row) == [doubtful]
    row = told(first, doubtful, second)
    assert (row.status, row.because, row.missing) == ("breached", ("exceeded", 2), ())
    assert owed(pack, [doubtful], "2026-12-31") == []
    assert owed(pack, [doubtful, adjourned("2026-02-18")], "2026-12-31") == ["unknown -"]


def test_any_six_months_end_with_the_day_of_the_act_and_a_year_with_its_last_day() -> None:
    def told(pack: Said, *days: str) -> list[str]:
        return owed(pack, [adjourned(day, consulted=["parent"]) for day in days], "2027-12-31")

    assert told(IN_ANY, "2026-02-02", "2026-08-01") == ["breached -"]
    assert told(IN_ANY, "2026-02-02", "2026-08-02") == ["met -"]
    assert told(IN_ANY, "2026-02-02", "2026-03-02", "2026-04-02", "2026-05-04") == ["breached -"] * 3
    assert told(IN_ANY, "2026-02-02", "2026-03-02", "2026-12-02") == ["breached -", "met -"]
    assert told(IN_A_WINDOW, "2026-01-01", "2026-12-31") == ["breached -"]
    assert told(IN_A_WINDOW, "2026-12-31", "2027-01-01") == ["met -", "met -"]


def test_the_acts_of_each_period_are_counted_by_themselves() -> None:
    pack = pack_of(
        "form: limit\neach: looked_after_review.adjourned\nwhile: looked_after\nno_more_than: 1\nin_any: 6 months"
    )
    care = [
        event("looked_after.started", "2026-01-05"),
        event("looked_after.ended", "2026-02-10"),
        event("looked_after.started", "2026-02-16"),
    ]
    rows = evaluation(pack, [*care, adjourned("2026-02-02"), adjourned("2026-03-02")], "2026-12-31").rows
    assert [(each.status, each.trigger.moment) for each in rows] == [
        ("met", moment("2026-02-02")),
        ("met", moment("2026-03-02")),
    ]


def breaks(first: str, last: str | None = None) -> list[Event]:
    events = [event("short_breaks.started", first, placement_id=first)]
    return events if last is None else [*events, event("short_breaks.ended", last, placement_id=first)]


def test_a_total_tells_the_day_of_the_excess_and_how_many_days_there_were() -> None:
    pack = pack_of("form: limit\nof: short_breaks\nno_more_than: 5 days\nin: calendar_year")
    row = the_row(pack, breaks("2026-03-02", "2026-03-06"), "2026-12-31")
    assert (row.status, row.because, row.due, row.opens) == ("met", ("held", 5), None, moment("2026-03-02"))
    row = the_row(pack, breaks("2026-03-02", "2026-03-08"), "2026-12-31")
    assert (row.status, row.because, row.ended) == ("breached", ("exceeded", 7), moment("2026-03-07"))
    assert row.due is not None
    assert (row.due.day, row.due.instant, row.due.by_day) == (date(2026, 3, 6).toordinal(), None, False)
    new_year = breaks("2025-12-29", "2026-01-03")
    assert owed(pack, new_year, "2026-12-31") == ["met -", "met -"]
    assert owed(pack, breaks("2026-03-02"), "2026-03-06") == ["met -"]
    assert owed(pack, breaks("2026-03-02"), "2026-03-07") == ["breached 2026-03-06"]


def test_a_total_in_any_stretch_counts_back_from_its_last_day() -> None:
    pack = pack_of("form: limit\nof: short_breaks\nno_more_than: 3 days\nin_any: 10 days")
    three = breaks("2026-03-02", "2026-03-04")
    assert owed(pack, [*three, *breaks("2026-03-11", "2026-03-11")], "2026-12-31") == ["breached 2026-03-10"]
    assert owed(pack, [*three, *breaks("2026-03-12", "2026-03-12")], "2026-12-31") == ["met -"]
    assert owed(pack, three, "2026-12-31") == ["met -"]


def test_days_that_may_count_leave_a_total_unknown_only_if_they_could_exceed_it() -> None:
    text = "form: limit\nof: {{all_of: [short_breaks, {{subject: {{disabled: true}}}}]}}\nno_more_than: 5 days\n{}"
    for window in ("in: calendar_year", "in_any: 10 days"):
        pack = pack_of(text.format(window))
        row = the_row(pack, breaks("2026-03-02", "2026-03-07"), "2026-12-31")
        assert (row.status, row.because, row.missing) == ("unknown", ("facts", None), ("disabled",))
        assert owed(pack, breaks("2026-03-02", "2026-03-06"), "2026-12-31") == []
        assert owed(pack, breaks("2026-03-02", "2026-03-07"), "2026-12-31", disabled=True) == ["breached 2026-03-06"]


def test_the_days_of_each_period_are_added_up_by_themselves_and_no_others() -> None:
    pack = pack_of("form: limit\nof: short_breaks\nwhile: looked_after\nno_more_than: 5 days\nin_any: 3 months")
    care = [
        event("looked_after.started", "2026-03-04"),
        event("looked_after.ended", "2026-03-08"),
        event("looked_after.started", "2026-03-10"),
    ]
    assert owed(pack, [*care, *breaks("2026-03-02", "2026-03-14")], "2026-12-31") == ["met -", "met -"]
    assert owed(pack, [*care, *breaks("2026-03-02", "2026-03-15")], "2026-12-31") == ["met -", "breached 2026-03-14"]


def test_the_days_of_a_period_that_the_pack_calls_by_a_name_are_added_up_by_themselves_too() -> None:
    # The plan that begins on the day on which the first ends is another: six days of the one, three of the other.
    text = "form: limit\nof: short_breaks\nwhile: {}\nno_more_than: 5 days\nin_any: 3 months"
    named = "definitions: {in_need: {meaning: On a plan., state: child_in_need_plan}}\n"
    plans = [
        event("child_in_need_plan.started", "2026-03-02"),
        event("child_in_need_plan.ended", "2026-03-07"),
        event("child_in_need_plan.started", "2026-03-07"),
    ]
    for pack in (pack_of(text.format("child_in_need_plan")), pack_of(text.format("in_need"), more=named)):
        assert owed(pack, [*plans, *breaks("2026-03-02", "2026-03-09")], "2026-12-31") == [
            "breached 2026-03-06",
            "met -",
        ]


# quotas

TWICE = "form: quota\nwhile: looked_after\nat_least: 2\nin: {each: 6 months}\ndo: {event: visit.made, where: {child_seen: true}}\n"
CARE = event("looked_after.started", "2026-01-05")


def seen(at: str) -> Event:
    return event("visit.made", at, child_seen=True)


def test_a_quota_tells_what_counted_what_may_have_and_how_many_were_missing() -> None:
    pack, doubtful = pack_of(TWICE), event("visit.made", "2026-04-01")
    row = evaluation(pack, [CARE, seen("2026-03-02")], "2026-07-31").rows[0]
    assert row.trigger.happening is not None
    assert (row.status, row.missed, row.length) == ("breached", 1, parse_duration("6 months"))
    assert (row.trigger.happening.event, [each.type for each in row.evidence]) == (CARE, ["visit.made"])
    assert evaluation(pack, [CARE], "2026-07-31").rows[0].missed == 2
    row = evaluation(pack, [CARE, seen("2026-03-02"), doubtful], "2026-07-31").rows[0]
    assert row.because is not None
    assert (row.status, row.because[0], row.missing) == ("unknown", "attempt", ("child_seen",))
    assert because_of(row) == [doubtful]


def test_a_quota_of_a_period_that_ended_says_what_ended_it() -> None:
    whole = TWICE.replace("{each: 6 months}", "period")
    ended, closed = event("looked_after.ended", "2026-03-02"), event("case.closed", "2026-03-02")
    row = the_row(pack_of(TWICE), [CARE, ended], "2026-07-31")
    assert (row.status, row.because, row.ended) == ("lapsed", ("ended", "the end of its period"), moment("2026-03-02"))
    row = the_row(pack_of(whole), [CARE, ended], "2026-07-31")
    assert (row.status, row.ended) == ("breached", moment("2026-03-02"))
    row = the_row(pack_of(whole + "lapses_when: [case.closed]\n"), [CARE, closed], "2026-07-31")
    assert (row.status, row.because) == ("lapsed", ("ended", "what ends the rule's duties"))
    part = pack_of(TWICE.replace("{each: 6 months}", "quarter") + "part_windows: lapse\n")
    row = evaluation(part, [CARE], "2026-04-30").rows[0]
    assert (row.status, row.because) == ("lapsed", ("ended", "only part of the window fell in the period"))


@pytest.mark.parametrize(
    ("each", "dates"),
    [
        ("10 days", ["2026-01-14", "2026-01-24", "2026-02-03"]),
        ("2 weeks", ["2026-01-18", "2026-02-01", "2026-02-15"]),
        ("1 month", ["2026-02-04", "2026-03-04", "2026-04-04"]),
        ("5 working days", ["2026-01-11", "2026-01-18", "2026-01-25"]),
    ],
)
def test_windows_of_a_length_follow_one_another(each: str, dates: list[str]) -> None:
    pack = pack_of(TWICE.replace("6 months", each))
    assert owed(pack, [CARE], dates[2])[:3] == [f"breached {day}" for day in dates[:2]] + [f"due {dates[2]}"]


def test_monthly_windows_from_the_31st_keep_to_the_ends_of_months() -> None:
    pack = pack_of(TWICE.replace("6 months", "1 month"))
    care = event("looked_after.started", "2026-01-31")
    assert owed(pack, [care], "2026-04-10") == ["breached 2026-02-27", "breached 2026-03-30", "due 2026-04-29"]


def test_a_window_is_judged_in_the_edition_in_force_on_its_first_day() -> None:
    text = TWICE.replace("{each: 6 months}", "calendar_month") + "in_force: {from: 2026-02-01, to: 2026-03-01}\n"
    assert owed(pack_of(text), [CARE], "2026-05-31") == ["breached 2026-02-28", "breached 2026-03-31"]


def test_a_source_without_such_visits_cannot_say_whether_there_were_enough() -> None:
    held = {"looked_after.started": EventCoverage(), "looked_after.ended": EventCoverage()}
    row = evaluation(pack_of(TWICE), [CARE], "2026-07-31", coverage=Coverage("the return", held)).rows[0]
    assert (row.status, row.because, row.missing) == ("unknown", ("coverage", "the return"), ("visit.made",))


def test_without_term_dates_a_duty_each_term_says_what_is_missing() -> None:
    pack = pack_of("form: quota\nwhile: looked_after\nat_least: 1\nin: school_term\ndo: pep.completed")
    row = the_row(pack, [CARE], "2026-07-31")
    assert row.trigger.happening is not None
    assert (row.status, row.because, row.missing) == ("unknown", ("calendar", None), ("school terms",))
    assert row.trigger.happening.event == CARE
    again = [event("looked_after.ended", "2026-02-02"), event("looked_after.started", "2026-02-09")]
    assert owed(pack, [CARE, *again], "2026-07-31") == ["unknown -", "unknown -"]


def test_what_hangs_on_the_breach_of_a_limit_hangs_on_the_day_after_its_last() -> None:
    follow_up = "form: deadline\nafter: {breach: child_protection.said.r0}\nwithin: 1 week\ndo: visit.made"
    longest = pack_of("form: limit\nof: open_case\nno_longer_than: 1 month", follow_up)
    assert owed(longest, [event("case.opened", "2026-03-02")], "2026-04-03")[-1] == "due 2026-04-10"
    total = pack_of("form: limit\nof: open_case\nno_more_than: 10 days\nin: financial_year", follow_up)
    assert owed(total, [event("case.opened", "2026-04-06")], "2026-04-20")[-1] == "due 2026-04-23"
