"""What the fast path takes on, what it leaves to the engine, and what it costs to have rules that nothing sets off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from practice_rules.case import Case, Coverage, Event, Subject
from practice_rules.compiled import FastPack, plain_history
from practice_rules.engine.compile import compile_pack
from practice_rules.engine.record import as_moment
from practice_rules.language.pack import PackFile
from practice_rules.packs import standard_calendars
from practice_rules.vocabulary.load import load_vocabulary

AS_OF = as_moment(date(2026, 3, 31))
VISIT = Event("visit.made", date(2026, 3, 3), id="v")


def case(*events: Event, coverage: Coverage | None = None) -> Case:
    return Case(Subject("c"), events, coverage)


def pack(*rules: dict[str, object]) -> FastPack:
    said = {
        "pack": "drawn", "title": "T", "council": "C", "edition": {"name": "1"},
        "sources": {"standards": {"title": "T", "publisher": "P"}},
        "rules": [
            {"id": f"child_protection.drawn.r{number}", "title": "Drawn", "standard": ["DRA-001"],
             "source": {"document": "standards", "section": "S"}, **rule}
            for number, rule in enumerate(rules)
        ],
    }  # fmt: skip
    ready = compile_pack(PackFile.model_validate(said), load_vocabulary(), standard_calendars())
    return FastPack(ready, AS_OF)


SEEN = {"form": "deadline", "after": "referral.received", "within": "5 working days", "do": "visit.made"}


@pytest.mark.parametrize(
    ("event", "hard"),
    [
        (replace(VISIT, about="x"), {"visit.made"}),
        (replace(VISIT, corrects="c"), {"visit.made", "core_group.held"}),
        (replace(VISIT, corrects="nothing"), {"visit.made"}),
        (replace(VISIT, replaces="c"), {"visit.made", "core_group.held"}),
        (replace(VISIT, status="cancelled"), {"visit.made"}),
        (replace(VISIT, type="entry.voided", about="c"), {"entry.voided", "core_group.held"}),
        (replace(VISIT, status="planned", recorded_at=date(2026, 3, 1)), {"visit.made"}),
        (VISIT, set()),
        (replace(VISIT, status="planned"), set()),
    ],
)
def test_an_entry_that_hangs_on_another_makes_its_type_hard_and_that_of_what_it_stands_for(
    event: Event, hard: set[str]
) -> None:
    others = (Event("core_group.held", date(2026, 3, 9), id="c"), Event("referral.received", date(2026, 3, 9), id="x"))
    history = plain_history(case(event, *others))
    assert history is not None
    assert history.hard == hard


def test_two_entries_alike_make_a_type_hard_and_on_two_days_do_not() -> None:
    def hard(*events: Event) -> frozenset[str]:
        history = plain_history(case(*events))
        assert history is not None
        return history.hard

    assert hard(VISIT, VISIT) == {"visit.made"}
    assert hard(VISIT, replace(VISIT, at=datetime(2026, 3, 3, 10))) == set()  # noqa: DTZ001  # as a record gives it
    assert hard(VISIT, replace(VISIT, at=date(2026, 3, 4))) == set()


def test_a_source_that_may_not_show_everything_and_a_waiver_leave_nothing_plain() -> None:
    assert plain_history(case(VISIT, coverage=Coverage("a census"))) is None
    assert plain_history(case(VISIT, replace(VISIT, type="duty.waived"))) is None


def test_only_the_rules_that_look_at_a_hard_type_are_left_to_the_engine() -> None:
    fast = pack(SEEN, {**SEEN, "do": "core_group.held"}, {**SEEN, "discharges": "all", "do": "core_group.held"})
    referral = Event("referral.received", date(2026, 3, 2))
    group = Event("core_group.held", date(2026, 3, 4))
    outcome = fast.evaluate(case(referral, replace(VISIT, about="other"), group))
    assert [(row[0], row[1]) for row in outcome.fast] == [(1, "met"), (2, "met")]
    assert [(row.rule.id[-1], row.status) for row in outcome.rows] == [("0", "met")]


def test_simple_rules_are_taken_on_and_the_others_left() -> None:
    fast = pack(
        SEEN,
        {**SEEN, "discharges": "all"},
        {**SEEN, "only_if": "looked_after"},
        {**SEEN, "within": ["1 working day", "5 working days"]},
        {"form": "series", "while": "child_protection_plan", "every": "2 weeks", "do": "visit.made"},
        {"form": "series", "while": "placement", "every": "2 weeks", "do": "visit.made"},
        {"form": "lead", "before": "icpc.held", "at_least": "3 days", "do": "conference_report.shared"},
        {"form": "lead", "before": {"age": "16 years"}, "at_least": "3 days", "do": "visit.made"},
    )
    assert {name[-1] for name in fast.simple} == {"0", "1", "4", "6"}


def test_a_rule_that_another_hangs_on_is_left_to_the_engine() -> None:
    fast = pack(SEEN, {**SEEN, "after": {"breach": "child_protection.drawn.r0"}, "do": "case_note.recorded"})
    assert fast.simple == frozenset()
    late = fast.evaluate(case(Event("referral.received", date(2026, 3, 2))))
    assert [row.rule.id[-1] for row in late.rows] == ["0", "1"]


def test_a_missing_fact_leaves_only_the_rules_that_ask_for_it() -> None:
    fast = pack(SEEN, {**SEEN, "discharges": "all", "do": {"event": "visit.made", "where": {"child_seen": True}}})
    outcome = fast.evaluate(case(Event("referral.received", date(2026, 3, 2)), VISIT))
    assert [(row[0], row[1]) for row in outcome.fast] == [(0, "met")]
    assert [(row.rule.id[-1], row.status) for row in outcome.rows] == [("1", "unknown")]


def test_a_meeting_whose_day_is_past_is_the_engines_and_one_to_come_is_not() -> None:
    fast = pack({"form": "lead", "before": "icpc.held", "at_least": "3 days", "do": "conference_report.shared"})
    ahead = fast.evaluate(case(Event("icpc.held", date(2026, 4, 20), "planned")))
    past = fast.evaluate(case(Event("icpc.held", date(2026, 3, 20), "planned")))
    assert (len(ahead.fast), len(ahead.rows)) == (1, 0)
    assert (len(past.fast), len(past.rows)) == (0, 1)


def test_a_case_closed_before_the_lead_date_ends_the_lead_of_a_meeting_to_come() -> None:
    said = {"form": "lead", "before": "icpc.held", "at_least": "3 days", "at_most": "30 days"}
    fast = pack({**said, "do": "conference_report.shared", "lapses_when": ["case.closed"]})
    meeting = Event("icpc.held", date(2026, 4, 20), "planned")
    outcome = fast.evaluate(case(meeting, Event("case.closed", date(2026, 3, 25))))
    assert [(row[1], row[5] and row[5][2]) for row in outcome.fast] == [("lapsed", "case.closed")]
    earlier = fast.evaluate(case(meeting, Event("case.closed", date(2026, 3, 20))))
    assert [row[1] for row in earlier.fast] == ["due"]


def test_what_came_after_is_not_seen() -> None:
    fast = pack(SEEN)
    referral = Event("referral.received", date(2026, 3, 30))
    assert fast.evaluate(case(referral, replace(VISIT, at=date(2026, 4, 1)))).fast[0][1] == "due"
    assert fast.evaluate(case(replace(referral, at=date(2026, 4, 1)))).fast == []


def test_rules_of_another_kind_of_subject_are_not_asked() -> None:
    fast = pack({**SEEN, "subject": "worker"})
    assert fast.evaluate(case(Event("referral.received", date(2026, 3, 2)))).fast == []


def test_the_generated_code_can_be_read() -> None:
    fast = pack({**SEEN, "discharges": "all"})
    assert "def set_off_0" in fast.source
    assert "for trigger in triggers" in fast.source


def test_a_rule_that_nothing_sets_off_is_never_asked() -> None:
    """What a case costs hangs on the rules it sets off: the functions of the others are not called."""
    untouched = [{**SEEN, "after": name} for name in ("icpc.held", "strategy_discussion.held", "looked_after.started")]
    fast = pack(SEEN, *untouched)
    asked: list[int] = []
    for place, answer in enumerate(fast._answers):
        assert answer is not None
        fast._answers[place] = lambda *given, place=place, answer=answer: (asked.append(place), answer(*given))[1]  # type: ignore[misc]
    fast.evaluate(case(Event("referral.received", date(2026, 3, 2)), VISIT))
    assert asked == [0]


def test_a_set_that_holds_the_word_counts_and_an_event_without_the_fact_still_leaves_a_doubt() -> None:
    fast = pack({**SEEN, "do": {"event": "core_group.held", "where": {"attended_by": "police"}}})
    referral = Event("referral.received", date(2026, 3, 2))
    told = Event("core_group.held", date(2026, 3, 3), attributes={"attended_by": frozenset({"police", "health"})})
    other = Event("core_group.held", date(2026, 3, 4), attributes={"attended_by": frozenset({"health"})})
    untold = Event("core_group.held", date(2026, 3, 5))
    assert [row[1] for row in fast.evaluate(case(referral, told, other)).fast] == ["met"]
    assert [row[1] for row in fast.evaluate(case(referral, other)).fast] == ["breached"]
    assert [row.status for row in fast.evaluate(case(referral, other, untold)).rows] == ["unknown"]


@pytest.mark.parametrize("kinds", [["case.closed", "looked_after.ended"], ["looked_after.ended", "case.closed"]])
def test_of_two_ends_on_one_day_the_hour_comes_before_the_end_of_the_day(kinds: list[str]) -> None:
    fast = pack({**SEEN, "lapses_when": kinds})
    events = [
        Event("referral.received", date(2026, 3, 2)),
        Event("looked_after.ended", date(2026, 3, 6)),
        Event("case.closed", datetime(2026, 3, 6, 15)),  # noqa: DTZ001  local London time, as a record gives it
        Event("case.closed", date(2026, 3, 6)),
    ]
    assert [row[5] and row[5][:3] for row in fast.evaluate(case(*events[:3])).fast] == [
        (as_moment(events[2].at).instant, True, "case.closed")
    ]
    assert [row[5] and row[5][1] for row in fast.evaluate(case(events[0], *events[2:])).fast] == [True]
