"""Which runs a period has: where openings and closings fall on one day, and where it ends of itself."""

from __future__ import annotations

import pytest

from practice_rules.case import Event
from practice_rules.dates.days import iso
from practice_rules.engine.triggers import Instance
from tests.engine.said import event, owed, pack_of
from tests.engine.test_states import at, record, runs


def care(edge: str, at: str) -> Event:
    return event(f"looked_after.{edge}", at)


def allocated(at: str, child: str) -> Event:
    return event("case.allocated", at, worker="w", child=child)


@pytest.mark.parametrize(
    ("period", "events", "expected"),
    [
        ("looked_after", [care("ended", "2026-03-05"), care("started", "2026-03-10")], [("2026-03-10", None)]),
        # What ended on a day ended what was open before, and not what began at ten on it.
        (
            "looked_after",
            [care("started", "2026-03-02"), care("ended", "2026-03-10"), care("started", "2026-03-10T10:00")],
            [("2026-03-02", "2026-03-10"), ("2026-03-10T10:00:00", None)],
        ),
        # If nothing was open before, what opens later on that day.
        (
            "looked_after",
            [care("ended", "2026-03-10"), care("started", "2026-03-10T10:00")],
            [("2026-03-10T10:00:00", "2026-03-10")],
        ),
        # A closing that names no child ends what was open before, and not what was allocated the same day.
        (
            "allocation",
            [allocated("2026-03-02", "a"), allocated("2026-03-10", "b"), event("case.closed", "2026-03-10")],
            [("2026-03-02", "2026-03-10"), ("2026-03-10", None)],
        ),
    ],
)
def test_a_closing_ends_what_was_open_before(
    period: str, events: list[Event], expected: list[tuple[str, str | None]]
) -> None:
    assert [(start, end) for _, start, end, *_ in runs(period, events)] == expected


def own_runs(period: str, events: list[Event], conventions: str = "{}") -> list[Instance]:
    """The runs of a period of the pack's own."""
    pack = pack_of(
        "form: deadline\nafter: icpc.held\nwithin: 1 week\ndo: visit.made\nlapses_when: []",
        more=f"conventions: {conventions}\nvocabulary: {{periods: {{asked: {{meaning: What is asked., {period}}}}}}}\n",
    )
    return pack.compiled.rules[0].compiler.period("asked")(record(events))


def bounds(found: list[Instance]) -> list[tuple[str | None, str | None]]:
    """The first moment of each run, and its last."""
    return [
        (
            at(run.start_order),
            None if run.end is None else iso(run.end.day) if run.end.instant is None else at(run.end.instant),
        )
        for run in found
    ]


def placed(edge: str, when: str, name: str = "p") -> Event:
    return event(f"placement.{edge}", when, placement_id=name)


TRIAL = "opens: placement.started, closes: placement.ended, lasts: {}"
AT_TEN = placed("started", "2026-03-03T10:00")


# Tuesday 3 March 2026 is the first day of each.
@pytest.mark.parametrize(
    ("lasts", "last"),
    [
        ("same day", "2026-03-03"),
        ("1 day", "2026-03-03"),
        ("4 weeks", "2026-03-30"),
        ("1 month", "2026-04-02"),
        ("5 working days", "2026-03-09"),
        ("1 week by 17:00", "2026-03-09T17:00:00"),
        ("72 hours", "2026-03-06"),
    ],
)
@pytest.mark.parametrize(
    "conventions",
    ["{}", "{end_of_day: '12:00'}", "{calendar_day_one: same day, day_one: same day}", "{roll: forward}"],
)
def test_a_period_lasts_to_the_last_day_of_its_length_whatever_the_counting_choices(
    lasts: str, last: str, conventions: str
) -> None:
    found = own_runs(TRIAL.format(lasts), [placed("started", "2026-03-03")], conventions)
    assert bounds(found) == [("2026-03-03", last)]


def test_a_period_of_hours_ends_with_them() -> None:
    lasting = TRIAL.format("72 hours")
    assert bounds(own_runs(lasting, [AT_TEN])) == [("2026-03-03T10:00:00", "2026-03-06T10:00:00")]
    # Opened again at its last moment it is still open; a second after that it is opened anew.
    for again, number in (("2026-03-06T10:00:00", 1), ("2026-03-06T10:00:01", 2)):
        assert len(own_runs(lasting, [AT_TEN, placed("started", again)])) == number
    # A closing known by its day alone may come after those hours, or before: they are its end.
    for closed, end in (
        ("2026-03-06T09:59:00", "2026-03-06T09:59:00"),
        ("2026-03-06T10:00:01", "2026-03-06T10:00:00"),
        ("2026-03-06", "2026-03-06T10:00:00"),
        ("2026-03-05", "2026-03-05"),
    ):
        assert bounds(own_runs(lasting, [AT_TEN, placed("ended", closed)])) == [("2026-03-03T10:00:00", end)]


def test_what_closes_a_period_on_the_last_day_of_its_length_has_closed_it() -> None:
    for closed, by in (("2026-03-29", "placement.ended"), ("2026-03-30", "placement.ended"), ("2026-03-31", None)):
        (run,) = own_runs(TRIAL.format("4 weeks"), [placed("started", "2026-03-03"), placed("ended", closed)])
        assert (None if run.closer is None else run.closer.type) == by
    (run,) = own_runs(TRIAL.format("72 hours"), [AT_TEN, placed("ended", "2026-03-06T10:00")])
    assert run.closer is not None and run.closer.type == "placement.ended"


def test_an_opening_of_a_run_that_is_open_already_is_what_ends_it_where_runs_are_told_apart() -> None:
    starts = [placed("started", "2026-03-03"), placed("started", "2026-03-10")]
    first, second = own_runs("opens: placement.started, closes: placement.ended, same: [placement_id]", starts)
    assert bounds([first, second]) == [("2026-03-03", "2026-03-10"), ("2026-03-10", None)]
    assert first.closer is second.opener


def test_a_period_that_may_begin_in_two_ways_and_surely_began_in_one_misses_nothing() -> None:
    ways = "{event: visit.made, where: {child_seen: true}}, {event: visit.made, where: {seen_alone: true}}"
    period = f"opens: [{ways}], closes: icpc.held"
    seen, not_said = (event("visit.made", "2026-03-03", child_seen=was) for was in (True, False))
    assert [(run.certain, run.missing) for run in own_runs(period, [seen])] == [(True, ())]
    assert [(run.certain, run.missing) for run in own_runs(period, [not_said])] == [(False, ("seen_alone",))]


def test_what_opens_a_run_does_not_close_it_though_events_of_its_type_close_those_they_match() -> None:
    period = "opens: placement.started, closes: placement.started, same: [placement_id]"
    first, second = placed("started", "2026-03-03", "p"), placed("started", "2026-03-10", "q")
    assert bounds(own_runs(period, [first, second])) == [("2026-03-03", None), ("2026-03-10", None)]
    nameless = event("placement.started", "2026-03-17")
    assert bounds(own_runs(period, [first, second, nameless])) == [
        ("2026-03-03", "2026-03-17"),
        ("2026-03-10", "2026-03-17"),
        ("2026-03-17", None),
    ]


def test_a_quota_of_a_whole_period_lapses_with_what_ends_the_rule_and_is_breached_at_the_periods_own_end() -> None:
    pack = pack_of(
        "form: quota\nwhile: looked_after\nat_least: 1\nin: period\ndo: visit.made\nlapses_when: [case.closed]"
    )
    events = [care("started", "2026-03-02"), care("ended", "2026-03-20")]
    assert owed(pack, events, "2026-04-01") == ["breached 2026-03-20"]
    assert owed(pack, [*events, event("case.closed", "2026-03-19")], "2026-04-01") == ["lapsed 2026-03-19"]
