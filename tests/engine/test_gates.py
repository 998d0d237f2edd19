"""Gates: since when evidence counts, what it is about, what is asked for at all, and what comes afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from practice_rules.case import Coverage, Event, EventCoverage
from tests.engine.said import Said, event, moment, owed, pack_of, the_row

CLOSED = event("case.closed", "2026-03-10")


def gate(*needs: str, guards: str = "case.closed") -> Said:
    """A gate with some needs, called the first, the second and so on."""
    names = ("the first", "the second", "the third")
    lines = [f"  - {{{need}, named: {name}}}" for need, name in zip(needs, names, strict=False)]
    return pack_of("\n".join([f"form: gate\nguards: {guards}\nneeds:", *lines]))


def judged(pack: Said, *events: Event, as_of: str = "2026-03-31") -> list[str]:
    """The status of each obligation."""
    return [each.split()[0] for each in owed(pack, list(events), as_of)]


def test_evidence_that_must_be_about_the_closing_is_not_about_a_placement() -> None:
    strict, free = gate("do: {event: visit.made, about: trigger}"), gate("do: visit.made")
    placement = event("placement.started", "2026-03-02", id="p1")
    visit = event("visit.made", "2026-03-05", about="p1")
    assert judged(strict, placement, visit, CLOSED) == ["breached"]
    assert judged(strict, placement, event("visit.made", "2026-03-05"), CLOSED) == ["met"]
    assert judged(free, placement, visit, CLOSED) == ["met"]


# since when evidence counts


def test_evidence_counts_from_the_last_of_the_events_it_must_come_after_that_had_happened() -> None:
    pack = gate("do: chronology.updated, since: icpc.held")
    before, after = event("chronology.updated", "2026-03-02"), event("chronology.updated", "2026-03-05")
    conference = event("icpc.held", "2026-03-03")
    planned = event("icpc.held", "2026-03-08", status="planned", recorded_at="2026-03-01")
    assert judged(pack, before, conference, CLOSED) == ["breached"]
    assert judged(pack, after, conference, CLOSED) == ["met"]
    assert judged(pack, after, conference, event("icpc.held", "2026-03-09"), CLOSED) == ["breached"]
    assert judged(pack, after, conference, CLOSED, event("icpc.held", "2026-03-20")) == ["met"]
    assert judged(pack, after, conference, planned, CLOSED) == ["met"]


def test_evidence_since_the_last_closure_means_the_closure_before_this_one() -> None:
    pack = gate("do: chronology.updated, since: case.closed")
    events = [event("case.closed", "2026-02-03"), event("chronology.updated", "2026-03-05"), CLOSED]
    assert judged(pack, *events) == ["breached", "met"]
    assert judged(pack, event("chronology.updated", "2026-02-02"), *events[:1], CLOSED) == ["met", "breached"]


def test_evidence_known_by_its_day_is_not_before_an_hour_of_that_day() -> None:
    pack = gate("do: chronology.updated, since: icpc.held")
    conference = event("icpc.held", "2026-03-03T14:00")
    assert judged(pack, conference, event("chronology.updated", "2026-03-03"), CLOSED) == ["met"]
    assert judged(pack, conference, event("chronology.updated", "2026-03-03T14:00"), CLOSED) == ["met"]
    assert judged(pack, conference, event("chronology.updated", "2026-03-03T13:59"), CLOSED) == ["breached"]


# what evidence is about


def test_what_is_guarded_is_no_evidence_for_itself() -> None:
    pack = gate("do: icpc.held", guards="icpc.held")
    assert judged(pack, event("icpc.held", "2026-03-03"), event("icpc.held", "2026-03-09")) == ["breached", "met"]


def test_evidence_about_another_guarded_event_is_none_and_about_anything_else_is() -> None:
    pack = gate("do: conference_report.shared", guards="icpc.held")
    events = [event("icpc.held", "2026-03-03", id="c1"), event("icpc.held", "2026-03-09", id="c2")]
    events.append(event("assessment.started", "2026-03-01", id="a1"))

    def report(about: str) -> Event:
        return event("conference_report.shared", "2026-03-02", about=about)

    assert judged(pack, *events, report("c1")) == ["met", "breached"]
    assert judged(pack, *events, report("c2")) == ["breached", "met"]
    assert judged(pack, *events, report("c1"), report("c2")) == ["met", "met"]
    assert judged(pack, *events, report("a1")) == ["met", "met"]
    assert judged(pack, *events, report("nobody knows")) == ["met", "met"]


# whether evidence counts, and when it came


SEEN = gate("do: {event: visit.made, where: {child_seen: true}}, fresh: 1 month")


def test_evidence_of_which_a_fact_is_missing_leaves_a_gate_unknown_unless_other_evidence_is_clear() -> None:
    clear, doubtful = event("visit.made", "2026-03-02", child_seen=True), event("visit.made", "2026-03-05")
    assert judged(SEEN, doubtful, CLOSED) == ["unknown"]
    assert judged(SEEN, clear, doubtful, CLOSED) == ["met"]
    assert judged(SEEN, doubtful, event("visit.made", "2026-03-06", child_seen=True), CLOSED) == ["met"]


def test_a_breach_is_put_right_by_the_first_clear_evidence_after_it_and_by_none_that_was_stale() -> None:
    stale = event("visit.made", "2026-02-02", child_seen=True)
    assert the_row(SEEN, [stale, CLOSED], "2026-03-31").remedied is None
    later = [event("visit.made", "2026-03-12")]
    later += [event("visit.made", day, child_seen=True) for day in ("2026-03-16", "2026-03-18")]
    assert the_row(SEEN, [stale, CLOSED, *later], "2026-03-31").remedied == moment("2026-03-16")


@pytest.mark.parametrize(
    "pack",
    [
        gate("do: chronology.updated", "do: case_summary.updated"),
        gate("do: {all_of: [chronology.updated, case_summary.updated]}"),
    ],
    ids=["two needs", "two parts of one"],
)
def test_a_breach_is_put_right_when_the_last_of_what_was_missing_has_come(pack: Said) -> None:
    by_day, by_hour = event("chronology.updated", "2026-03-12"), event("case_summary.updated", "2026-03-12T09:00")
    assert the_row(pack, [CLOSED, by_day, by_hour], "2026-03-31").remedied == moment("2026-03-12T09:00")
    assert the_row(pack, [CLOSED, by_day], "2026-03-31").remedied is None
    next_day = event("chronology.updated", "2026-03-13")
    assert the_row(pack, [CLOSED, next_day, by_hour], "2026-03-31").remedied == moment("2026-03-13")


# states, and what is asked for at all


def test_a_state_that_is_asked_for_holds_at_the_instant_at_which_it_begins_and_not_from_the_next_day() -> None:
    pack = gate("state: looked_after")
    closed = event("case.closed", "2026-03-10T10:00")
    assert judged(pack, closed, event("looked_after.started", "2026-03-10T10:00")) == ["met"]
    assert judged(pack, closed, event("looked_after.started", "2026-03-10T10:01")) == ["breached"]
    assert judged(pack, CLOSED, event("looked_after.started", "2026-03-10T23:59")) == ["met"]
    assert judged(pack, CLOSED, event("looked_after.started", "2026-03-11")) == ["breached"]


def test_a_need_is_asked_for_only_if_its_condition_holds() -> None:
    pack = gate(
        "do: chronology.updated, only_if: {subject: {disabled: true}}",
        "do: case_summary.updated, only_if: looked_after",
    )
    summary, chronology = event("case_summary.updated", "2026-03-02"), event("chronology.updated", "2026-03-02")
    care = event("looked_after.started", "2026-01-05")

    def told(*events: Event, **subject: bool) -> tuple[str, tuple[str, ...]]:
        row = the_row(pack, [CLOSED, *events], "2026-03-31", **subject)
        return row.status, row.missing

    assert told(disabled=False) == ("met", ())
    assert told(care, disabled=False) == ("breached", ("the second",))
    assert told(care, disabled=True) == ("breached", ("the first", "the second"))
    assert told(care, summary) == ("unknown", ("the first",))
    assert told(care, summary, chronology) == ("met", ())


# what is told about it


def test_a_gate_says_what_was_not_in_place_and_bears_the_guarded_event_when_all_was() -> None:
    pack = gate("do: chronology.updated", "do: case_summary.updated")
    chronology, summary = event("chronology.updated", "2026-03-02"), event("case_summary.updated", "2026-03-03")
    held = the_row(pack, [chronology, summary, CLOSED], "2026-03-31")
    assert held.done is not None
    assert (held.because, held.done.event) == (None, CLOSED)
    assert [each.event for each in held.evidence] == [chronology, summary]
    short = the_row(pack, [chronology, CLOSED], "2026-03-31")
    assert (short.status, short.because, short.done) == ("breached", ("not in place", ("the second",)), None)


def test_a_source_must_hold_evidence_for_all_the_time_in_which_it_counts() -> None:
    def judged_from(first: date, need: str) -> str:
        held = {"case.closed": EventCoverage(), "chronology.updated": EventCoverage(first=first)}
        return the_row(gate(need), [CLOSED], "2026-03-31", coverage=Coverage("an extract", held)).status

    fresh = "do: chronology.updated, fresh: 1 month"
    assert judged_from(date(2026, 2, 10), fresh) == "breached"
    assert judged_from(date(2026, 2, 11), fresh) == "unknown"
    assert judged_from(date(1980, 1, 1), "do: chronology.updated") == "unknown"
    assert judged_from(date.min, "do: chronology.updated") == "breached"


# since when evidence counts, where that is in doubt


def since(anchor: str) -> Said:
    return pack_of(f"form: gate\nguards: case.closed\nneeds: [{{do: chronology.updated, {anchor}, named: one}}]")


def test_what_came_before_a_beginning_that_is_in_doubt_only_may_be_evidence() -> None:
    closed = event("case.closed", "2026-03-20")
    planned = since("since: {event: icpc.held, where: {outcome: child_protection_plan}}")
    perhaps = event("icpc.held", "2026-03-09")
    assert owed(planned, [event("chronology.updated", "2026-03-05"), perhaps, closed], "2026-03-31") == [
        "unknown 2026-03-20"
    ]
    assert owed(planned, [event("chronology.updated", "2026-03-09"), perhaps, closed], "2026-03-31") == [
        "met 2026-03-20"
    ]
    surely = event("icpc.held", "2026-03-06", outcome="child_protection_plan")
    assert owed(planned, [event("chronology.updated", "2026-03-05"), surely, perhaps, closed], "2026-03-31") == [
        "breached 2026-03-20"
    ]


def test_the_start_of_a_run_that_is_in_doubt_only_may_bound_the_evidence() -> None:
    opens = "{event: icpc.held, where: {outcome: child_protection_plan}}"
    pack = pack_of(
        "form: gate\nguards: case.closed\nneeds: [{do: chronology.updated, in: plan, named: one}]",
        more=f"vocabulary: {{periods: {{plan: {{meaning: A plan., opens: {opens}, closes: case.opened}}}}}}\n",
    )
    closed, perhaps = event("case.closed", "2026-03-20"), event("icpc.held", "2026-03-09")
    surely = event("icpc.held", "2026-03-09", outcome="child_protection_plan")
    for updated, opened, status in (
        ("2026-03-05", perhaps, "unknown"),
        ("2026-03-05", surely, "breached"),
        ("2026-03-09", perhaps, "met"),
    ):
        assert owed(pack, [event("chronology.updated", updated), opened, closed], "2026-03-31") == [
            f"{status} 2026-03-20"
        ]


def test_one_birthday_may_be_since_when_evidence_for_another_counts() -> None:
    pack = pack_of(
        "form: gate\nguards: {age: 16 years}\nneeds: [{do: chronology.updated, since: {age: 15 years}, named: one}]"
    )
    for updated, status in (("2025-03-01", "breached"), ("2025-03-02", "met"), ("2026-03-02", "met")):
        assert owed(pack, [event("chronology.updated", updated)], "2026-03-31", born="2010-03-02") == [
            f"{status} 2026-03-02"
        ]
