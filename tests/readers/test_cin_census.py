"""What each part of a census becomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from practice_rules.case import Case, EventCoverage
from practice_rules.readers.cin_census import CinHeader, census_coverage, iter_cin_census, read_cin_census
from practice_rules.readers.cin_census.codes import GROUPS, REFERRED_BY
from practice_rules.readers.cin_census.header import COVERED, FACTS
from practice_rules.vocabulary.load import load_vocabulary

from .census_files import DATA, census, child, codes, events_of, only_case, read

SAMPLES = sorted(DATA.glob("*.xml"))

S47 = "<Section47><S47ActualStartDate>2025-09-01</S47ActualStartDate>{more}</Section47>"
PLAN = (
    "<ChildProtectionPlans><CPPstartDate>{start}</CPPstartDate>{end}<InitialCategoryOfAbuse>NEG"
    "</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>"
    "<NumberOfPreviousCPP>1</NumberOfPreviousCPP>{reviews}</ChildProtectionPlans>"
)


def plan(start: str, end: str = "", *reviews: str) -> str:
    ended = f"<CPPendDate>{end}</CPPendDate>" if end else ""
    held = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in reviews)
    return PLAN.format(start=start, end=ended, reviews=f"<Reviews>{held}</Reviews>" if held else "")


# ----------------------------------------------------------------------------- the samples


def test_a_file_of_332_children_gives_332_cases() -> None:
    extract = read_cin_census(DATA / "fake_CIN_data.xml")
    assert len(extract.cases) == 332
    assert (extract.as_of, extract.council, extract.year, extract.whole) == (date(2022, 7, 21), "975", 2022, True)
    assert sum(len(events_of(case, "referral.received")) for case in extract.cases) == 402
    assert sum(len(events_of(case, "icpc.held")) for case in extract.cases) == 350
    assert not extract.set_aside


def test_the_sample_of_2022_with_every_group_gives_every_event() -> None:
    case = only_case(read_cin_census(DATA / "cin-2022.xml"))
    assert {event.type for event in case.events} == set(COVERED) | {
        "strategy_discussion.held",
        "assessment.progress_reviewed",
    }


def test_of_the_sample_of_2026_the_child_assessed_before_the_assessment_began_is_set_aside() -> None:
    extract = read_cin_census(DATA / "CIN_Census_2026.xml")
    assert [case.subject.id for case in extract.cases] == ["child_fails_assessments"]
    errors = [problem for problem in extract.problems if problem.severity == "error"]
    assert [(problem.code, problem.place and problem.place.line) for problem in errors] == [
        ("cin-ends-before-start", 43)
    ]
    found = [(problem.code, problem.place and problem.place.line) for problem in extract.problems]
    assert ("cin-stray-text", 23) in found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_event_of_the_samples_points_at_the_line_that_has_its_date(path: object) -> None:
    lines = (DATA / str(path)).read_text("utf-8").splitlines()
    for case in read_cin_census(DATA / str(path)).cases:
        for event in case.events:
            assert event.provenance is not None
            assert event.provenance.line is not None
            written = lines[event.provenance.line - 1]
            assert f"<{event.provenance.element}>" in written
            assert event.at.isoformat() in written


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_event_of_the_samples_speaks_the_vocabulary(path: object) -> None:
    for case in read_cin_census(DATA / str(path)).cases:
        _speaks_the_vocabulary(case)


def _speaks_the_vocabulary(case: Case) -> None:
    words = load_vocabulary()
    assert set(case.subject.facts) <= set(words.subject_facts)
    ids = [event.id for event in case.events]
    assert len(set(ids)) == len(ids)
    for event in case.events:
        known = words.events[event.type]
        assert event.about is None or event.about in ids
        for name, value in event.attributes.items():
            allowed = words.roles if known[name].type == "role" else known[name].values
            assert not allowed or value in allowed


# ----------------------------------------------------------------------------- header and coverage


def test_coverage_runs_from_1_april_to_the_reference_date() -> None:
    coverage = read(child()).coverage
    assert coverage == census_coverage(date(2026, 3, 31))
    assert coverage is not None
    assert coverage.events["rcpc.held"] == EventCoverage(
        "complete", date(2025, 4, 1), date(2026, 3, 31), frozenset({"outcome"})
    )
    assert not coverage.events["rcpc.held"].spans(date(2025, 3, 31), date(2025, 6, 1))
    assert coverage.events["rcpc.held"].spans(date(2025, 4, 1), date(2026, 3, 31))
    assert not coverage.events["rcpc.held"].spans(date(2025, 4, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    "event_type",
    ["visit.made", "core_group.held", "referral.decided", "section_47.completed", "supervision.held",
     "case.allocated", "child_in_need_plan.reviewed", "strategy_discussion.held", "pre_proceedings.started"],
)  # fmt: skip
def test_what_a_census_cannot_show_is_not_covered(event_type: str) -> None:
    assert event_type in load_vocabulary().events
    assert not census_coverage(date(2026, 3, 31)).holds(event_type)


def test_coverage_and_code_tables_use_words_of_the_vocabulary() -> None:
    words = load_vocabulary()
    for event_type, attributes in COVERED.items():
        assert attributes <= set(words.events[event_type])
    assert set(words.subject_facts) >= FACTS
    assert set(REFERRED_BY.values()) <= set(words.roles)


@pytest.mark.parametrize(
    ("reference", "first"),
    [("2026-03-31", "2025-04-01"), ("2026-04-01", "2026-04-01"), ("2022-07-21", "2022-04-01")],
    ids=["last day of the year", "first day of the next", "in summer"],
)
def test_the_census_year_of_a_reference_date(reference: str, first: str) -> None:
    held = census_coverage(date.fromisoformat(reference)).events["icpc.held"]
    assert held.first == date.fromisoformat(first)


def test_a_year_that_is_not_the_reference_dates_is_warned_of() -> None:
    extract = read_cin_census(DATA / "CIN_Census_2024.xml")
    assert codes(extract)[0] == "cin-year"
    assert extract.as_of == date(2024, 3, 31)


# ----------------------------------------------------------------------------- referral and closure


def test_a_referral_opens_a_case_and_says_who_referred() -> None:
    case = only_case(read(child("<ReferralSource>3B</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>")))
    referral, opened = case.events
    assert (referral.type, referral.at, referral.attributes) == (
        "referral.received", date(2025, 5, 6), {"category": "3B", "source": "health"},
    )  # fmt: skip
    assert (opened.type, opened.about, opened.attributes) == ("case.opened", "referral-1", {"category": "N1"})


@pytest.mark.parametrize("source", ["1B", "1D", "5A", "9", "10"])
def test_a_source_of_referral_without_a_role_keeps_its_code_only(source: str) -> None:
    case = only_case(read(child(f"<ReferralSource>{source}</ReferralSource>")))
    assert case.events[0].attributes == {"category": source}


@pytest.mark.parametrize("nfa", ["1", "true", "TRUE", " 1 "])
def test_a_referral_without_further_action_opens_no_case(nfa: str) -> None:
    case = only_case(read(child(f"<ReferralNFA>{nfa}</ReferralNFA>")))
    assert [event.type for event in case.events] == ["referral.received"]


@pytest.mark.parametrize("nfa", ["0", "false", "FALSE", ""])
def test_a_referral_with_further_action_or_none_said_opens_one(nfa: str) -> None:
    case = only_case(read(child(f"<ReferralNFA>{nfa}</ReferralNFA>")))
    assert [event.type for event in case.events] == ["referral.received", "case.opened"]


def test_a_referral_said_to_need_nothing_but_assessed_still_opens_a_case() -> None:
    assessed = "<Assessments><AssessmentActualStartDate>2025-05-07</AssessmentActualStartDate></Assessments>"
    case = only_case(read(child(f"{assessed}<ReferralNFA>1</ReferralNFA>")))
    assert events_of(case, "case.opened")


def test_each_reason_for_closure_has_an_outcome_and_our_own_words() -> None:
    closure = "<CINclosureDate>2025-10-01</CINclosureDate><ReasonForClosure>{}</ReasonForClosure>"
    found = {}
    for number in range(1, 10):
        case = only_case(read(child(closure.format(f"RC{number}"))))
        (closed,) = events_of(case, "case.closed")
        found[number] = (closed.attributes["outcome"], closed.attributes.get("after"))
    assert found[5] == ("moved_away", None)
    assert found[6] == ("adulthood", None)
    assert found[8] == ("no_further_action", "assessment")
    assert found[9] == ("stepped_down", "assessment")
    assert {found[number][0] for number in (1, 2, 3, 4, 7)} == {"other"}


# ----------------------------------------------------------------------------- assessments


def test_an_assessment_is_finished_on_the_day_it_is_authorised() -> None:
    case = only_case(
        read(
            child(
                "<Assessments><AssessmentActualStartDate>2025-05-07</AssessmentActualStartDate>"
                "<AssessmentInternalReviewDate>2025-05-20</AssessmentInternalReviewDate>"
                "<AssessmentAuthorisationDate>2025-07-08</AssessmentAuthorisationDate></Assessments>"
            )
        )
    )
    started, review, completed, authorised = case.events[2:]
    assert (started.type, started.attributes) == ("assessment.started", {"assessment_kind": "child_and_family"})
    assert (review.type, review.status, review.at) == ("assessment.progress_reviewed", "planned", date(2025, 5, 20))
    assert (completed.type, completed.at, completed.about) == ("assessment.completed", date(2025, 7, 8), started.id)
    assert (authorised.type, authorised.at, authorised.about) == (
        "assessment.authorised", date(2025, 7, 8), started.id,
    )  # fmt: skip


# ----------------------------------------------------------------------------- enquiries and conferences


def test_enquiries_follow_the_strategy_discussion_of_their_day() -> None:
    case = only_case(read(child(S47.format(more="<ICPCnotRequired>0</ICPCnotRequired>"))))
    discussion, enquiries = case.events[2:]
    assert (discussion.type, discussion.at, discussion.attributes) == (
        "strategy_discussion.held", date(2025, 9, 1), {"outcome": "section_47"},
    )  # fmt: skip
    assert (enquiries.type, enquiries.about) == ("section_47.started", discussion.id)


@pytest.mark.parametrize("needed", ["1", "true"])
def test_a_conference_not_needed_is_declined_from_the_start(needed: str) -> None:
    case = only_case(read(child(S47.format(more=f"<ICPCnotRequired>{needed}</ICPCnotRequired>"))))
    (declined,) = events_of(case, "conference.declined")
    assert (declined.at, declined.about) == (date(2025, 9, 1), "strategy-1.1")


def test_a_conference_said_not_to_be_needed_and_yet_held_is_kept_with_a_warning() -> None:
    more = "<DateOfInitialCPC>2025-09-15</DateOfInitialCPC><ICPCnotRequired>1</ICPCnotRequired>"
    extract = read(child(S47.format(more=more)))
    case = only_case(extract)
    assert events_of(case, "icpc.held")
    assert not events_of(case, "conference.declined")
    assert codes(extract) == ["cin-conference-contradiction"]


HELD = "<DateOfInitialCPC>2025-09-15</DateOfInitialCPC>"


@pytest.mark.parametrize(
    ("beside", "outcome"),
    [
        (plan("2025-09-15"), "child_protection_plan"),
        (plan("2025-09-16"), "no_plan"),
        ("<CINPlanDates><CINPlanStartDate>2025-09-15</CINPlanStartDate></CINPlanDates>", "child_in_need"),
        (plan("2025-06-02"), None),
        (plan("2025-06-02", "2025-09-14"), "no_plan"),
        (plan("2025-06-02", "2025-09-15"), None),
        ("", "no_plan"),
    ],
    ids=["plan that day", "plan the day after", "child in need plan that day", "plan already running",
         "plan ended the day before", "plan ended that day", "no plan"],
)  # fmt: skip
def test_a_conferences_outcome_is_the_plan_that_starts_that_day(beside: str, outcome: str | None) -> None:
    (held,) = events_of(only_case(read(child(S47.format(more=HELD) + beside))), "icpc.held")
    assert held.attributes.get("outcome") == outcome
    assert (held.attributes["kind"], held.about) == ("initial", "strategy-1.1")


@pytest.mark.parametrize(
    ("day", "outcome"), [("2025-03-31", None), ("2025-04-01", "no_plan")], ids=["the day before", "its first day"]
)
def test_before_the_census_year_a_conference_without_a_plan_has_no_known_outcome(day: str, outcome: str | None) -> None:
    early = S47.replace("2025-09-01", "2025-03-03").format(more=f"<DateOfInitialCPC>{day}</DateOfInitialCPC>")
    referred = "<CINreferralDate>2025-03-03</CINreferralDate>"
    (held,) = events_of(only_case(read(child(early, referred=referred))), "icpc.held")
    assert held.attributes.get("outcome") == outcome


def test_a_conference_outside_section_47_is_one_on_a_child_who_moved_in() -> None:
    (held,) = events_of(only_case(read(child(HELD + plan("2025-09-15")))), "icpc.held")
    assert held.attributes == {"kind": "transfer_in", "outcome": "child_protection_plan"}
    assert held.about is None


def test_the_same_conference_written_in_both_places_is_one() -> None:
    (held,) = events_of(only_case(read(child(HELD + S47.format(more=HELD)))), "icpc.held")
    assert held.attributes["kind"] == "initial"


def test_a_conference_of_two_enquiries_is_one_and_belongs_to_neither_alone() -> None:
    second = S47.replace("2025-09-01", "2025-09-08").format(more=HELD)
    (held,) = events_of(only_case(read(child(S47.format(more=HELD) + second))), "icpc.held")
    assert held.about is None


# ----------------------------------------------------------------------------- plans


def test_every_review_of_a_plan_is_held_and_the_last_ends_it() -> None:
    extract = read(child(plan("2025-09-15", "2026-02-20", "2025-12-10", "2026-02-20")))
    case = only_case(extract)
    started, first, second, ended = case.events[2:]
    assert started.attributes == {"category": "NEG", "previous_plans": 1}
    assert [(each.type, each.about) for each in (first, second)] == [("rcpc.held", started.id)] * 2
    assert first.attributes == {"outcome": "plan_continues"}
    assert second.attributes == {}
    assert (ended.type, ended.at, ended.about) == ("child_protection_plan.ended", date(2026, 2, 20), started.id)
    assert not extract.problems


def test_a_review_on_the_day_its_plan_starts_is_warned_of() -> None:
    assert codes(read(child(plan("2025-09-15", "", "2025-09-15")))) == ["cin-order"]
    assert codes(read(child(plan("2025-09-15", "", "2025-09-16")))) == []


def test_a_child_in_need_plan_starts_and_ends() -> None:
    dates = "<CINPlanStartDate>2025-08-01</CINPlanStartDate><CINPlanEndDate>2025-12-01</CINPlanEndDate>"
    case = only_case(read(child(f"<CINPlanDates>{dates}</CINPlanDates>")))
    assert [(event.type, event.at) for event in case.events[2:]] == [
        ("child_in_need_plan.started", date(2025, 8, 1)),
        ("child_in_need_plan.ended", date(2025, 12, 1)),
    ]


def test_pre_proceedings_from_start_to_court() -> None:
    case = only_case(
        read(
            child(
                "<PreProceedingsandFGDM><PPStartDate>2025-09-09</PPStartDate><LBPSentDate>2025-09-20</LBPSentDate>"
                "<FGDMMeetingOffer>1</FGDMMeetingOffer><InitialPPMeetingDate>2025-09-28</InitialPPMeetingDate>"
                "<StepDecisionDate>2025-12-01</StepDecisionDate><PPOutcome>A</PPOutcome>"
                "<CourtAppDate>2025-12-18</CourtAppDate><LetterInitCPDate>2026-02-05</LetterInitCPDate>"
                "</PreProceedingsandFGDM>"
            )
        )
    )
    assert [(event.type, event.at.isoformat(), dict(event.attributes)) for event in case.events[2:]] == [
        ("pre_proceedings.started", "2025-09-09", {}),
        ("letter_before_proceedings.sent", "2025-09-20", {}),
        ("pre_proceedings_meeting.held", "2025-09-28", {"first": True}),
        ("pre_proceedings.ended", "2025-12-01", {"outcome": "proceedings_issued"}),
        ("care_proceedings.started", "2025-12-18", {}),
    ]


# ----------------------------------------------------------------------------- the child


@pytest.mark.parametrize("element", ["Sex", "GenderCurrent"])
def test_either_name_for_a_childs_sex_is_known(element: str) -> None:
    assert codes(read(child(birth=f"<PersonBirthDate>2015-06-01</PersonBirthDate><{element}>1</{element}>"))) == []


def test_an_unborn_childs_conference_is_a_pre_birth_one() -> None:
    birth = "<ExpectedPersonBirthDate>2026-05-01</ExpectedPersonBirthDate>"
    extract = read(child(S47.format(more=HELD), birth=birth))
    case = only_case(extract)
    assert case.subject.born is None
    assert case.subject.facts == {"unborn": True}
    assert events_of(case, "icpc.held")[0].attributes["kind"] == "pre_birth"
    assert not extract.problems


@pytest.mark.parametrize(
    ("born", "kind"), [("2025-09-16", "pre_birth"), ("2025-09-15", "initial")], ids=["day before", "day of"]
)
def test_a_conference_before_birth_is_a_pre_birth_one(born: str, kind: str) -> None:
    birth = f"<PersonBirthDate>{born}</PersonBirthDate>"
    (held,) = events_of(only_case(read(child(S47.format(more=HELD), birth=birth))), "icpc.held")
    assert held.attributes["kind"] == kind


def test_a_child_without_any_date_of_birth_is_kept_with_a_warning() -> None:
    extract = read(child(birth=""))
    assert only_case(extract).subject.facts == {}
    assert codes(extract) == ["cin-no-birth-date"]


@pytest.mark.parametrize(
    ("disabilities", "expected"),
    [("<Disability>NONE</Disability>", False), ("<Disability>HAND</Disability><Disability>LD</Disability>", True),
     ("", None)],
    ids=["none", "two", "not said"],
)  # fmt: skip
def test_disability_is_known_only_where_it_is_said(disabilities: str, expected: bool | None) -> None:
    group = f"<Disabilities>{disabilities}</Disabilities>" if disabilities else ""
    before = f"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity>{group}</ChildCharacteristics>"
    assert only_case(read(child(before=before))).subject.facts.get("disabled") is expected


DIED = "<PersonDeathDate>2025-12-05</PersonDeathDate>"


def test_death_ends_the_case_the_plan_and_the_assessment_that_were_open() -> None:
    open_work = "<Assessments><AssessmentActualStartDate>2025-11-03</AssessmentActualStartDate></Assessments>" + plan(
        "2025-09-15"
    )
    case = only_case(read(child(open_work, birth="<PersonBirthDate>2015-06-01</PersonBirthDate>" + DIED)))
    ended = {event.type: event for event in case.events if event.at == date(2025, 12, 5)}
    assert set(ended) == {"case.closed", "child_protection_plan.ended", "assessment.ended_early"}
    assert all(event.attributes["reason"] == "the child died" for event in ended.values())
    assert all(event.provenance and event.provenance.element == "PersonDeathDate" for event in ended.values())


def test_death_adds_nothing_to_what_had_ended() -> None:
    closed = "<CINclosureDate>2025-10-01</CINclosureDate>" + plan("2025-09-15", "2025-10-01")
    case = only_case(read(child(closed, birth="<PersonBirthDate>2015-06-01</PersonBirthDate>" + DIED)))
    assert date(2025, 12, 5) not in {event.at for event in case.events}


@pytest.mark.parametrize(
    ("died", "ended"), [("2025-05-05", False), ("2025-05-06", True)], ids=["the day before", "the same day"]
)
def test_death_ends_only_what_had_begun(died: str, ended: bool) -> None:
    birth = f"<PersonBirthDate>2015-06-01</PersonBirthDate><PersonDeathDate>{died}</PersonDeathDate>"
    assert bool(events_of(only_case(read(child(birth=birth))), "case.closed")) is ended


def test_several_episodes_keep_their_events_apart() -> None:
    second = "</CINdetails><CINdetails><CINreferralDate>2025-11-03</CINreferralDate>"
    case = only_case(read(child("<CINclosureDate>2025-07-01</CINclosureDate>" + second)))
    assert [event.id for event in case.events] == [
        "referral-1", "case-1", "closure-1", "referral-2", "case-2",
    ]  # fmt: skip
    assert case.events[2].about == "case-1"


# ----------------------------------------------------------------------------- streaming


def test_a_stream_gives_the_header_first_and_each_child_as_it_is_read() -> None:
    source = _Watched(census(*(child(id=f"A{number}") for number in range(3000))))
    stream = iter_cin_census(source)
    assert isinstance(next(stream), CinHeader)
    assert isinstance(next(stream), Case)
    assert source.given < len(source.content) / 2
    assert sum(isinstance(found, Case) for found in stream) == 2999


class _Watched:
    """A file that tells how much of it has been asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.given = 0

    def read(self, size: int, /) -> bytes:
        piece = self.content[self.given : self.given + size]
        self.given += len(piece)
        return piece


def test_the_same_file_gives_the_same_cases() -> None:
    assert read_cin_census(DATA / "fake_CIN_data.xml") == read_cin_census(DATA / "fake_CIN_data.xml")


def test_a_path_and_its_bytes_give_the_same() -> None:
    path = DATA / "cin-2022.xml"
    assert read_cin_census(path, "a") == read_cin_census(path.read_bytes(), "a") == read_cin_census(str(path), "a")


def test_the_documentation_says_what_becomes_of_every_element_and_event() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cin-census.md").read_text("utf-8")
    for element in frozenset(GROUPS).union(*GROUPS.values()):
        assert f"`{element}`" in page, element
    for event_type in COVERED:
        assert f"`{event_type}`" in page, event_type
