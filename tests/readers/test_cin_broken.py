"""Census files that are broken: each is told of at its line, and the other children go on."""

from __future__ import annotations

import io
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_rules.case import Case
from practice_rules.problems import Severity
from practice_rules.readers.cin_census import iter_cin_census, read_cin_census

from .census_files import BORN, DATA, END, HEADER, REFERRED, census, child, codes, read

SECRET = "Zebedee"


def lines_of(source: bytes, code: str) -> list[int]:
    """The lines of all problems of a code."""
    extract = read_cin_census(source, "census.xml")
    return [problem.place.line for problem in extract.problems if problem.code == code and problem.place]


def line_of(source: bytes, text: str) -> int:
    """The line on which a text first stands."""
    return source[: source.index(text.encode())].count(b"\n") + 1


# ----------------------------------------------------------------------------- one bad child


def test_stray_text_is_warned_of_where_it_stands_and_the_child_is_kept() -> None:
    source = census(child(birth=f"{BORN}\n{SECRET}\n<Sex>1</Sex>"), child(id="A2"))
    extract = read_cin_census(source, "census.xml")
    assert [case.subject.id for case in extract.cases] == ["A1", "A2"]
    (problem,) = extract.problems
    assert (problem.code, problem.severity) == ("cin-stray-text", Severity.WARNING)
    assert problem.place is not None
    assert problem.place.line == line_of(source, SECRET)
    assert SECRET not in str(problem)


@pytest.mark.parametrize(
    "where",
    [SECRET + REFERRED, REFERRED + SECRET],
    ids=["before the first part", "after the last part"],
)
def test_stray_text_at_either_end_of_a_group_is_found(where: str) -> None:
    assert codes(read(child(referred=where))) == ["cin-stray-text"]


def test_a_group_that_holds_only_text_is_stray_text() -> None:
    started = "<CPPstartDate>2025-06-02</CPPstartDate>"
    group = f"<ChildProtectionPlans>{started}<Reviews>{SECRET}</Reviews></ChildProtectionPlans>"
    assert codes(read(child(group))) == ["cin-stray-text"]


def test_stray_text_between_children_is_warned_of() -> None:
    assert codes(read(child(), SECRET, child(id="A2"))) == ["cin-stray-text"]


@pytest.mark.parametrize(
    "wrong",
    ["2025-02-29", "2025-13-01", "31/03/2025", "2025-4-1", "soon", "0001-01-01", "1969-12-31", "2101-01-01",
     "2025-00-10"],
    ids=["29 February in a common year", "month 13", "day first", "without zeros", "not a date", "year 1",
         "day before the calendar", "day after the calendar", "month nought"],
)  # fmt: skip
def test_a_child_with_an_impossible_date_is_set_aside_and_the_next_goes_on(wrong: str) -> None:
    source = census(child(f"<CINclosureDate>{wrong}</CINclosureDate>"), child(id="A2"))
    extract = read_cin_census(source, "census.xml")
    assert [case.subject.id for case in extract.cases] == ["A2"]
    (problem,) = extract.problems
    assert problem.code == "cin-impossible-date"
    assert problem.place is not None
    assert problem.place.line == line_of(source, "CINclosureDate")
    assert "'CINclosureDate'" in problem.message
    assert extract.set_aside
    assert extract.whole


def test_29_february_of_a_leap_year_is_a_date() -> None:
    assert codes(read(child("<CINclosureDate>2024-02-29</CINclosureDate>", referred=_referred("2024-01-08")))) == []


def _referred(day: str) -> str:
    return f"<CINreferralDate>{day}</CINreferralDate>"


def test_a_date_of_birth_before_the_calendar_is_read() -> None:
    assert codes(read(child(birth="<PersonBirthDate>1965-03-27</PersonBirthDate>"))) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-03-31", []), ("2026-04-01", ["cin-after-reference-date"])],
    ids=["on the reference date", "the day after"],
)
def test_a_date_after_the_reference_date_is_warned_of_and_the_child_is_kept(day: str, expected: list[str]) -> None:
    extract = read(child(f"<CINclosureDate>{day}</CINclosureDate>"))
    assert codes(extract) == expected
    assert len(extract.cases) == 1


@pytest.mark.parametrize("element", ["InitialCPCtarget", "AssessmentInternalReviewDate"])
def test_what_was_planned_may_be_after_the_reference_date(element: str) -> None:
    planned = f"<{element}>2026-04-15</{element}>"
    group = {
        "InitialCPCtarget": f"<Section47><S47ActualStartDate>2026-03-25</S47ActualStartDate>{planned}</Section47>",
        "AssessmentInternalReviewDate": "<Assessments><AssessmentActualStartDate>2026-03-25"
        f"</AssessmentActualStartDate>{planned}</Assessments>",
    }[element]
    assert codes(read(child(group))) == []


@pytest.mark.parametrize(
    "episode",
    [
        "<CINclosureDate>2025-05-05</CINclosureDate>",
        "<Assessments><AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate>"
        "<AssessmentAuthorisationDate>2025-06-01</AssessmentAuthorisationDate></Assessments>",
        "<CINPlanDates><CINPlanStartDate>2025-06-02</CINPlanStartDate>"
        "<CINPlanEndDate>2025-06-01</CINPlanEndDate></CINPlanDates>",
        "<ChildProtectionPlans><CPPstartDate>2025-06-02</CPPstartDate>"
        "<CPPendDate>2025-06-01</CPPendDate></ChildProtectionPlans>",
        "<Section47><S47ActualStartDate>2025-06-02</S47ActualStartDate>"
        "<DateOfInitialCPC>2025-06-01</DateOfInitialCPC></Section47>",
        "<PreProceedingsandFGDM><PPStartDate>2025-06-02</PPStartDate>"
        "<LBPSentDate>2025-06-01</LBPSentDate></PreProceedingsandFGDM>",
    ],
    ids=["closure", "assessment", "child in need plan", "child protection plan", "conference", "letter"],
)  # fmt: skip
def test_what_ends_the_day_before_it_starts_sets_the_child_aside(episode: str) -> None:
    extract = read(child(episode), child(id="A2"))
    assert codes(extract) == ["cin-ends-before-start"]
    assert [case.subject.id for case in extract.cases] == ["A2"]


def test_death_before_birth_sets_the_child_aside() -> None:
    assert codes(read(child(birth=BORN + "<PersonDeathDate>2015-05-31</PersonDeathDate>"))) == ["cin-ends-before-start"]


@pytest.mark.parametrize(
    ("episode", "expected"),
    [
        ("<Assessments><AssessmentActualStartDate>2025-05-05</AssessmentActualStartDate></Assessments>", ["cin-order"]),
        ("<Assessments><AssessmentActualStartDate>2025-05-06</AssessmentActualStartDate></Assessments>", []),
    ],
    ids=["the day before", "the same day"],
)
def test_an_assessment_before_its_referral_is_warned_of(episode: str, expected: list[str]) -> None:
    assert codes(read(child(episode))) == expected


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (child(referred=""), "cin-missing-date"),
        (child("<Assessments><AssessmentAuthorisationDate>2025-06-01</AssessmentAuthorisationDate></Assessments>"),
         "cin-missing-date"),
        (child("<Section47><ICPCnotRequired>0</ICPCnotRequired></Section47>"), "cin-missing-date"),
        (child("<CINPlanDates></CINPlanDates>"), "cin-missing-date"),
        (child("<ChildProtectionPlans><CPPstartDate/></ChildProtectionPlans>"), "cin-missing-date"),
        (child("<ReferralNFA>perhaps</ReferralNFA>"), "cin-not-true-or-false"),
        (child("<CINclosureDate>2025-06-01</CINclosureDate><CINclosureDate>2025-06-02</CINclosureDate>"),
         "cin-written-twice"),
        (child(id=""), "cin-no-child-id"),
        ("<Child><ChildIdentifiers><LAchildID>A1</LAchildID>" + BORN + "</ChildIdentifiers></Child>", "cin-no-episode"),
        ("<Child></Child>", "cin-no-child-id"),
    ],
)  # fmt: skip
def test_a_child_that_lacks_or_doubles_what_matters_is_set_aside(broken: str, code: str) -> None:
    extract = read(broken, child(id="A2"))
    assert code in codes(extract)
    assert [case.subject.id for case in extract.cases] == ["A2"]


def test_all_that_is_wrong_with_a_child_is_told_in_one_run_in_order_of_lines() -> None:
    episode = "<CINclosureDate>x</CINclosureDate>\n<ReferralNFA>y</ReferralNFA>"
    extract = read(child(episode, birth="<PersonBirthDate>z</PersonBirthDate>"))
    assert sorted(codes(extract)) == ["cin-impossible-date", "cin-impossible-date", "cin-not-true-or-false"]
    lines = [problem.place.line for problem in extract.problems if problem.place]
    assert lines == sorted(lines)


def test_a_child_written_twice_is_kept_twice_with_a_warning() -> None:
    extract = read(child(), child())
    assert len(extract.cases) == 2
    assert codes(extract) == ["cin-child-twice"]


def test_an_unknown_element_is_told_once_for_the_whole_file() -> None:
    strange = "<CINclosuredate>2025-06-01</CINclosuredate>"
    extract = read(child(strange), child(strange, id="A2"))
    (problem,) = extract.problems
    assert problem.code == "cin-unknown-element"
    assert "CINclosureDate" in problem.message


@given(secret=st.text("abcdefghijklmnop", min_size=6, max_size=12))
@settings(max_examples=50, deadline=None)
def test_no_problem_repeats_anything_a_child_element_holds(secret: str) -> None:
    episode = (
        f"{secret}<CINclosureDate>{secret}</CINclosureDate><ReferralNFA>{secret}</ReferralNFA>"
        f"<ChildProtectionPlans><CPPstartDate>2025-06-02</CPPstartDate>"
        f"<NumberOfPreviousCPP>{secret}</NumberOfPreviousCPP></ChildProtectionPlans>"
    )
    extract = read(child(episode, id=secret), child(id=secret), child(id=secret))
    assert len(extract.problems) >= 5
    for problem in extract.problems:
        assert secret not in f"{problem} {problem.expected} {problem.fix}"


# ----------------------------------------------------------------------------- the file itself


def test_a_file_broken_off_in_a_child_keeps_the_children_before() -> None:
    source = census(child(), child(id="A2"), child(id="A3"))
    cut = source[: source.index(b"A3") + 1]
    extract = read_cin_census(cut, "census.xml")
    assert [case.subject.id for case in extract.cases] == ["A1", "A2"]
    assert not extract.whole
    (problem,) = extract.problems
    assert (problem.code, problem.severity) == ("cin-truncated", Severity.ERROR)
    assert problem.place is not None
    assert problem.place.line == cut.count(b"\n") + 1


@given(cut=st.integers(1, 3_400))
@settings(max_examples=150, deadline=None)
def test_wherever_a_file_is_broken_off_it_is_told_and_nothing_is_raised(cut: int) -> None:
    source = (DATA / "cin-2022.xml").read_bytes()[:cut]
    extract = read_cin_census(source, "cut.xml")
    assert not extract.whole
    assert any(problem.severity is Severity.ERROR for problem in extract.problems)


@given(position=st.integers(0, 3_400), byte=st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_whatever_byte_is_spoilt_nothing_is_raised(position: int, byte: int) -> None:
    source = bytearray((DATA / "cin-2022.xml").read_bytes())
    source[position] = byte
    extract = read_cin_census(bytes(source), "spoilt.xml")
    assert extract.cases or extract.problems


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_bytes_at_all_raise_anything(source: bytes) -> None:
    assert read_cin_census(source, "noise.xml").set_aside


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "cin-empty"),
        (b"\n\n", "cin-not-xml"),
        (b"a,b,c\n1,2,3\n", "cin-not-xml"),
        (b"PK\x03\x04 a workbook", "cin-not-xml"),
        (b"<Messages><Header/></Messages>", "cin-wrong-root"),
        (b"<html><body/></html>", "cin-wrong-root"),
        (b"<Message></Message>", "cin-no-header"),
        (census(child(), header="<Message><Children>"), "cin-no-header"),
        (census(child(), header=HEADER.replace("<Collection>CIN", "<Collection>SSDA903")), "cin-other-collection"),
        (census(child(), header=HEADER.replace("2026-03-31", "")), "cin-no-reference-date"),
        (census(child(), header=HEADER.replace("2026-03-31", "2026-03-32")), "cin-impossible-date"),
        (census(child(), end="</Children></Children>"), "cin-mismatched-tag"),
        (census(child("<ReferralSource>a & b</ReferralSource>")), "cin-not-well-formed"),
        (census(child("<ReferralSource>&nbsp;</ReferralSource>")), "cin-entity"),
        (census(child()) + b"<Message/>", "cin-not-xml"),
        (b"<?xml version='1.0' encoding='klingon'?>" + census(child()), "cin-encoding"),
        (b"<?xml version='1.0' encoding='utf-16'?>" + census(child()), "cin-encoding"),
        ((b"<?xml version='1.0' encoding='utf-8'?>" + census(child("<ReferralSource>\xa3</ReferralSource>"))
          .replace("£".encode(), b"\xa3")), "cin-not-well-formed"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_whole_census_says_what_it_is(source: bytes, code: str) -> None:
    extract = read_cin_census(source, "census.xml")
    assert code in codes(extract)
    assert extract.set_aside
    assert not extract.whole


def test_a_mark_that_breaks_the_file_is_told_at_its_line() -> None:
    source = census(child(), child("<ReferralSource>a < b</ReferralSource>", id="A2"))
    assert lines_of(source, "cin-not-well-formed") == [line_of(source, "a < b")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"])
def test_a_file_is_read_in_the_encoding_it_names(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + census(child()).decode()
    assert codes(read_cin_census(text.encode(encoding), "census.xml")) == []


def test_namespaces_are_read_through() -> None:
    spaced = census(child()).replace(b"<Message>", b'<c:Message xmlns:c="urn:x">')
    spaced = spaced.replace(b"</Message>", b"</c:Message>")
    assert codes(read_cin_census(spaced, "census.xml")) == []


def test_a_file_that_is_not_there_is_told() -> None:
    assert codes(read_cin_census(Path("/nowhere/census.xml"))) == ["cin-cannot-open"]
    assert codes(read_cin_census(DATA)) == ["cin-cannot-open"]


# ----------------------------------------------------------------------------- hostile files

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("prologue", "inside"),
    [
        (f'<!DOCTYPE Message [<!ENTITY l0 "lol">{LAUGHS}]>', "&l11;"),
        ('<!DOCTYPE Message [<!ENTITY big "' + "x" * 50_000 + '">]>', "&big;" * 1000),
        ('<!DOCTYPE Message [<!ENTITY secret SYSTEM "file:///etc/passwd">]>', "&secret;"),
        ('<!DOCTYPE Message SYSTEM "http://example.invalid/census.dtd">', ""),
        ("<!DOCTYPE Message>", ""),
    ],
    ids=["billion laughs", "quadratic", "a file of this machine", "a file elsewhere", "an empty document type"],
)
def test_a_document_type_is_refused_at_once(prologue: str, inside: str) -> None:
    started = time.perf_counter()
    source = prologue.encode() + b"\n" + census(child(f"<ReferralSource>{inside}</ReferralSource>"))
    extract = read_cin_census(source, "bomb.xml")
    assert codes(extract) == ["cin-doctype"]
    assert extract.cases == ()
    assert extract.problems[0].place is not None
    assert extract.problems[0].place.line == 1
    assert time.perf_counter() - started < 1


class _Endless:
    """A file that begins as a census and then repeats one piece without end."""

    def __init__(self, start: bytes, piece: bytes) -> None:
        self._start = start
        self._piece = piece * (65_536 // len(piece) + 1)
        self.given = 0

    def read(self, size: int, /) -> bytes:
        assert size > 0
        start, self._start = self._start, b""
        piece = start or self._piece
        self.given += len(piece)
        assert self.given < 50_000_000
        return piece


OPEN_CHILD = (HEADER + "<Child><ChildIdentifiers>").encode()


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OPEN_CHILD, b"<A>"),
        (OPEN_CHILD + b"<LAchildID>", b"x"),
        (OPEN_CHILD, b"<UPN>1</UPN>"),
        (OPEN_CHILD + b"<UPN ", b'x="1" '),
        (OPEN_CHILD + b"<!--", b"-x"),
        (b"<", b"x"),
    ],
    ids=["depth", "text", "elements", "attributes", "comment", "name"],
)
def test_an_endless_file_is_refused_in_bounded_memory(start: bytes, piece: bytes) -> None:
    tracemalloc.start()
    try:
        problems = list(iter_cin_census(_Endless(start, piece), "endless.xml"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "cin-too-large" in [getattr(problem, "code", "") for problem in problems]
    assert peak < 60_000_000


@pytest.mark.parametrize(("deep", "expected"), [(26, False), (27, True)], ids=["30 levels", "31 levels"])
def test_no_more_than_thirty_levels_are_read(deep: int, expected: bool) -> None:
    nested = "<A>" * deep + "</A>" * deep
    assert ("cin-too-large" in codes(read(child(nested)))) is expected


def test_a_large_file_is_read_holding_one_child_at_a_time() -> None:
    source = io.BytesIO(census(*(child(id=f"A{number}") for number in range(20_000))))
    tracemalloc.start()
    try:
        count = sum(isinstance(found, Case) for found in iter_cin_census(source, "large.xml"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 8_000_000


def test_the_end_of_a_good_file_says_that_it_was_whole() -> None:
    assert read_cin_census(census(child(), end=END), "census.xml").whole
