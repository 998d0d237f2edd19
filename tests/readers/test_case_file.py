"""Case files: what they hold, and every way in which one can be wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from practice_rules.case import Case, EventCoverage
from practice_rules.problems import Problem, Refused, Severity
from practice_rules.readers.case_file import CaseFile, load_cases, read_cases
from practice_rules.readers.case_shape import EVENT_KEYS
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import VocabularyFile

EXAMPLE = """\
case: example
subject: {id: C1, kind: child, born: 2019-05-04, facts: {disabled: true}}
coverage:
  name: visits of one team
  subject_facts: [disabled]
  events:
    visit.made: {extent: latest, first: 2025-04-01, last: 2026-03-31, attributes: [child_seen]}
events:
  - {type: icpc.held, at: 2026-03-03, id: e1, outcome: child_protection_plan, attended_by: [social_worker, police]}
  - {type: core_group.held, at: "2026-03-12T10:00", status: planned, recorded_at: 2026-03-04, about: e1}
  - {type: visiting_frequency.agreed, at: 2026-03-04, every: 10 working days, agreed_by: team_manager}
  - {type: section_47.completed, at: 2026-03-01, workers: 2, by: social_worker}
"""


def one(events: str = "", subject: str = "{id: C1}") -> str:
    """A case file of one subject and these events, the first of which is on line 3."""
    return f"subject: {subject}\nevents:\n{events}" if events else f"subject: {subject}\n"


def event(keys: str) -> str:
    """One event in a case file, from column 6 of line 3."""
    return one(f"  - {{{keys}}}\n")


def read(text: str) -> CaseFile:
    return read_cases(text, "c.yaml")


def only_problem(text: str) -> Problem:
    found = read(text)
    assert len(found.problems) == 1, [str(problem) for problem in found.problems]
    return found.problems[0]


def place(problem: Problem) -> tuple[int, int]:
    assert problem.place is not None
    return problem.place.line, problem.place.column


# ----------------------------------------------------------------------------- what is read


def test_an_example_is_read_whole() -> None:
    found = read(EXAMPLE)
    assert found.problems == ()
    assert found.names == ("example",)
    (case,) = found.cases
    assert (case.subject.id, case.subject.kind, case.subject.born) == ("C1", "child", date(2019, 5, 4))
    assert case.subject.facts == {"disabled": True}
    assert case.coverage is not None
    assert case.coverage.subject_facts == frozenset({"disabled"})
    assert case.coverage.events == {
        "visit.made": EventCoverage("latest", date(2025, 4, 1), date(2026, 3, 31), frozenset({"child_seen"}))
    }
    icpc, core_group, frequency, enquiries = case.events
    assert icpc.attributes == {
        "outcome": "child_protection_plan", "attended_by": frozenset({"social_worker", "police"}),
    }  # fmt: skip
    assert (core_group.at, core_group.status, core_group.about) == (
        datetime.fromisoformat("2026-03-12T10:00"),
        "planned",
        "e1",
    )
    assert core_group.recorded_at == date(2026, 3, 4)
    assert frequency.attributes == {"every": "10 working days", "agreed_by": "team_manager"}
    assert (enquiries.attributes, enquiries.by) == ({"workers": 2}, "social_worker")


def test_each_event_knows_its_line() -> None:
    (case,) = read(EXAMPLE).cases
    assert [each.provenance.line for each in case.events if each.provenance] == [9, 10, 11, 12]


def test_json_says_the_same_as_yaml() -> None:
    written = {
        "subject": {"id": "C1", "born": "2019-05-04"},
        "events": [{"type": "icpc.held", "at": "2026-03-03T09:30", "outcome": "no_plan"}],
    }
    yaml = (
        "subject: {id: C1, born: 2019-05-04}\nevents:\n- type: icpc.held\n  at: 2026-03-03 09:30\n  outcome: no_plan\n"
    )
    assert read(json.dumps(written)).cases == read(yaml).cases != ()


def test_several_cases_are_read_and_a_bad_one_is_set_aside() -> None:
    text = (
        "cases:\n"
        "- subject: {id: C1}\n"
        "- subject: {id: C2}\n  events: [{type: icpc.hold, at: 2026-03-03}]\n"
        "- {case: third, subject: {id: C3}}\n"
    )
    found = read(text)
    assert [case.subject.id for case in found.cases] == ["C1", "C3"]
    assert found.names == (None, "third")
    assert [problem.code for problem in found.problems] == ["case-unknown-event-type"]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-03-03", date(2026, 3, 3)),
        ('"2026-03-03"', date(2026, 3, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ('"2026-03-03 14:30"', datetime.fromisoformat("2026-03-03T14:30")),
        ('"2026-03-03T14:30:15"', datetime.fromisoformat("2026-03-03T14:30:15")),
        ('"2026-03-03T14:30:15.75"', datetime.fromisoformat("2026-03-03T14:30:15")),
        ('"2026-03-03T14:30Z"', datetime(2026, 3, 3, 14, 30, tzinfo=UTC)),
        ('"2026-10-25T01:30 +00:00"', datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_dates_and_times_are_read(written: str, at: date) -> None:
    (case,) = read(event(f"type: icpc.held, at: {written}")).cases
    assert case.events[0].at == at


def test_a_packs_own_words_are_known_where_they_are_given() -> None:
    own = VocabularyFile.model_validate({"events": {"tea_party.held": {"meaning": "People met for tea."}}})
    text = event("type: tea_party.held, at: 2026-03-03")
    assert only_problem(text).code == "case-unknown-event-type"
    assert len(read_cases(text, "c.yaml", load_vocabulary().with_words(own)).cases) == 1


def test_no_event_type_has_an_attribute_that_every_event_has() -> None:
    for name, attributes in load_vocabulary().events.items():
        assert not set(attributes) & set(EVENT_KEYS), name


# ----------------------------------------------------------------------------- words and values


@pytest.mark.parametrize(
    ("keys", "code", "column", "says"),
    [
        ("type: core_group.hold, at: 2026-03-12", "case-unknown-event-type", 12, "'core_group.held'"),
        ("type: icpc.held, at: 2026-03-12, outcom: no_plan", "case-unknown-attribute", 39, "'outcome'"),
        ("type: icpc.held, at: 2026-03-12, recorded_on: 2026-03-12", "case-unknown-attribute", 39, "'recorded_at'"),
        ("type: icpc.held, at: 2026-03-12, outcome: looked_aftr", "not-allowed", 48, "'looked_after'"),
        ("type: icpc.held, at: 2026-03-12, attended_by: [police, socialworker]", "not-allowed", 61, "'social_worker'"),
        ("type: icpc.held, at: 2026-03-12, by: socal_worker", "case-unknown-role", 43, "'social_worker'"),
        ("type: icpc.held, at: 2026-03-12, quorate: 'yes'", "wrong-type", 48, "true or false"),
        ("type: icpc.held, at: 2026-03-12, quorate: 1", "wrong-type", 48, "true or false"),
        ("type: icpc.held, at: 2026-03-12, agencies_present: three", "wrong-type", 57, "a whole number"),
        ("type: icpc.held, at: 2026-03-12, agencies_present: true", "wrong-type", 57, "a whole number"),
        ("type: icpc.held, at: 2026-03-12, agencies_present: 1.5", "wrong-type", 57, "a whole number"),
        ("type: icpc.held, at: 2026-03-12, category: 3", "wrong-type", 49, "text"),
        ("type: icpc.held, at: 2026-03-12, attended_by: {police: true}", "wrong-type", 52, "a list of roles"),
        ("type: icpc.held, at: 2026-03-12, next_meeting_on: 12/06/2026", "case-date", 56, "not a date"),
        ("type: icpc.held, at: 2026-03-12, next_meeting_on: '2026-02-30'", "case-date", 56, "not a date"),
        ("type: icpc.held, at: 2026-03-12, next_meeting_on: '2026-06-12T10:00'", "case-date", 56, "not a date"),
        ("type: visiting_frequency.agreed, at: 2026-03-12, every: 10 wrking days", "bad-duration", 62, "a length"),
        ("type: visiting_frequency.agreed, at: 2026-03-12, every: 10", "wrong-type", 62, "length of time"),
        ("type: visit.made, at: 2026-03-12, worker: 12", "wrong-type", 48, "text"),
    ],
)  # fmt: skip
def test_a_wrong_word_or_value_is_told_at_its_place(keys: str, code: str, column: int, says: str) -> None:
    found = read(event(keys))
    assert found.cases == ()
    (problem,) = found.problems
    assert (problem.code, problem.severity) == (code, Severity.ERROR)
    assert place(problem) == (3, column)
    assert says in problem.message
    assert problem.expected


def test_one_role_may_stand_without_brackets() -> None:
    (case,) = read(event("type: icpc.held, at: 2026-03-12, attended_by: police")).cases
    assert case.events[0].attributes == {"attended_by": frozenset({"police"})}


def test_null_says_that_it_was_not_recorded() -> None:
    (case,) = read(event("type: icpc.held, at: 2026-03-12, outcome: null")).cases
    assert case.events[0].attributes == {"outcome": None}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-02-29", "yaml-impossible-date"),
        ('"2026-02-29"', "case-date"),
        ("2026-3-1", "yaml-unclear-date"),
        ("12/03/2026", "case-date"),
        ('"2026-03-29T01:30"', "case-date"),
        ('"2026-03-12T24:00"', "case-date"),
        ("1969-12-31", "case-date"),
        ("2101-01-01", "case-date"),
        ("soon", "case-date"),
        ("12", "case-date"),
        ("true", "case-date"),
    ],
    ids=["29 February in a common year", "the same in quotes", "without zeros", "day first",
         "skipped by the clock change", "24:00", "before the calendar", "after the calendar", "a word", "a number",
         "true"],
)  # fmt: skip
def test_a_date_that_cannot_be_used_is_told_at_its_place(written: str, code: str) -> None:
    problem = only_problem(event(f"at: {written}, type: icpc.held"))
    assert problem.code == code
    assert place(problem) == (3, 10)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("{id: C1, facts: {disabld: true}}", "case-unknown-fact"),
        ("{id: C1, facts: {disabled: maybe}}", "wrong-type"),
        ("{id: C1, born: soon}", "case-date"),
        ("{id: C1, kind: kid}", "not-allowed"),
        ("{id: 1.5}", "wrong-type"),
        ("{born: 2019-05-04}", "missing-key"),
        ("{id: C1, name: Zebedee}", "unknown-key"),
    ],
)
def test_what_is_wrong_with_a_subject_is_told(subject: str, code: str) -> None:
    assert only_problem(one(subject=subject)).code == code


@pytest.mark.parametrize(
    ("coverage", "code"),
    [
        ("{name: a, events: {visit.mad: {}}}", "case-unknown-event-type"),
        ("{name: a, events: {visit.made: {attributes: [child_sen]}}}", "case-unknown-attribute"),
        ("{name: a, events: {visit.made: {extent: some}}}", "not-allowed"),
        ("{name: a, events: {visit.made: {first: 2026-04-01, last: 2026-03-31}}}", "case-coverage-dates"),
        ("{name: a, subject_facts: [disabld]}", "case-unknown-fact"),
        ("{events: {}}", "missing-key"),
    ],
)
def test_what_is_wrong_with_a_coverage_is_told(coverage: str, code: str) -> None:
    assert only_problem(f"subject: {{id: C1}}\ncoverage: {coverage}\n").code == code


def test_a_coverage_may_be_of_one_day() -> None:
    coverage = "{name: a, events: {visit.made: {first: 2026-03-31, last: 2026-03-31}}}"
    assert read(f"subject: {{id: C1}}\ncoverage: {coverage}\n").problems == ()


def test_everything_wrong_is_told_in_one_run() -> None:
    found = read(
        "subject: {id: C1, facts: {disabld: true}}\n"
        "events:\n"
        "- {type: icpc.hold, at: 2026-03-03}\n"
        "- {type: icpc.held, at: '2026-02-30', outcom: no_plan}\n"
        "- {type: icpc.held, at: 2026-03-03, about: e9, quorate: 'yes'}\n"
        "- {type: icpc.held}\n"
        "- 12\n"
    )
    assert [(problem.code, place(problem)[0]) for problem in found.problems] == [
        ("case-unknown-fact", 1),
        ("case-unknown-event-type", 3),
        ("case-date", 4),
        ("case-unknown-attribute", 4),
        ("case-no-such-event", 5),
        ("wrong-type", 5),
        ("missing-key", 6),
        ("wrong-type", 7),
    ]


def test_no_problem_repeats_what_a_case_says() -> None:
    found = read(
        "subject: {id: C1, born: Zebedee, facts: {Zebedee: Zebedee}}\n"
        "events:\n"
        "- {type: Zebedee, at: Zebedee, by: Zebedee, about: Zebedee}\n"
        "- {type: icpc.held, at: 2026-03-03, outcome: Zebedee, Zebedee: 1, quorate: Zebedee, attended_by: [Zebedee]}\n"
        "- {type: visiting_frequency.agreed, at: 2026-03-03, every: Zebedee, until: Zebedee, by: Zebedee}\n"
    )
    assert len(found.problems) >= 11
    for problem in found.problems:
        assert "Zebedee" not in f"{problem} {problem.expected} {problem.fix}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-empty-file"),
        ("- a\n", "wrong-type"),
        ("12\n", "wrong-type"),
        ("cases: 12\n", "wrong-type"),
        ("cases: [12]\n", "wrong-type"),
        ("cases: []\nextra: 1\n", "unknown-key"),
        ("subject: {id: C1}\nevnts: []\n", "unknown-key"),
        ("subject: {id: C1}\nevents: {}\n", "wrong-type"),
        ("subject: {id: C1}\nsubject: {id: C2}\n", "yaml-duplicate-key"),
        ("subject: null\n", "wrong-type"),
        ("subject: {id: C1}\ncoverage: 12\n", "wrong-type"),
        ("events: []\n", "missing-key"),
        ("subject: &a {id: C1}\nevents: [*a]\n", "yaml-anchor"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, code: str) -> None:
    found = read(text)
    assert code in [problem.code for problem in found.problems]
    assert found.cases == ()


# ----------------------------------------------------------------------------- how events hang together


@pytest.mark.parametrize("key", ["about", "replaces", "corrects"])
def test_a_reference_to_no_event_is_told_with_the_nearest_id(key: str) -> None:
    problem = only_problem(
        one(
            "  - {type: icpc.held, at: 2026-03-03, id: conference_1}\n"
            f"  - {{type: core_group.held, at: 2026-03-12, {key}: confrence_1}}\n"
        )
    )
    assert problem.code == "case-no-such-event"
    assert place(problem)[0] == 4
    assert "'conference_1'" in problem.message


def test_a_reference_may_come_before_what_it_names() -> None:
    assert read(
        one(
            "  - {type: core_group.held, at: 2026-03-12, about: e1}\n"
            "  - {type: icpc.held, at: 2026-03-03, id: e1}\n"
        )
    ).problems == ()  # fmt: skip


@pytest.mark.parametrize("key", ["about", "replaces", "corrects"])
def test_an_event_cannot_refer_to_itself(key: str) -> None:
    assert only_problem(event(f"type: icpc.held, at: 2026-03-03, id: e1, {key}: e1")).code == "case-no-such-event"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("type: icpc.held, at: 2026-03-03, id: e1", []),
        ("type: icpc.held, at: 2026-03-04, id: e1", ["case-same-id"]),
        ("type: icpc.held, at: 2026-03-03, id: e1, quorate: true", ["case-same-id"]),
        ("type: rcpc.held, at: 2026-03-03, id: e1, status: planned", ["case-same-id"]),
        ("type: icpc.held, at: 2026-03-01, id: e1, status: planned", []),
        ("type: icpc.held, at: 2026-03-04, id: e2", []),
    ],
    ids=["the same row twice", "another day", "another fact", "another type", "the plan it fulfils", "another id"],
)
def test_an_id_belongs_to_one_event(second: str, expected: list[str]) -> None:
    found = read(one(f"  - {{type: icpc.held, at: 2026-03-03, id: e1}}\n  - {{{second}}}\n"))
    assert [problem.code for problem in found.problems] == expected
    assert len(found.cases) == (0 if expected else 1)


@pytest.mark.parametrize(
    ("born", "expected"),
    [("2026-12-28", []), ("2026-12-29", ["case-before-birth"])],
    ids=["300 days before", "301 days before"],
)
def test_an_event_long_before_birth_is_warned_of_and_the_case_kept(born: str, expected: list[str]) -> None:
    found = read(one("  - {type: icpc.held, at: 2026-03-03}\n", subject=f"{{id: C1, born: {born}}}"))
    assert [problem.code for problem in found.problems] == expected
    assert len(found.cases) == 1


def test_a_workers_events_may_be_before_any_birth() -> None:
    text = one("  - {type: supervision.held, at: 1999-03-03}\n", subject="{id: W1, kind: worker, born: 2001-01-01}")
    assert read(text).problems == ()


# ----------------------------------------------------------------------------- loading


def test_loading_gives_the_cases_or_raises_all_that_is_wrong(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(one(), "utf-8")
    bad.write_text(one("  - {type: icpc.hold, at: 2026-03-03}\n  - {type: icpc.held}\n"), "utf-8")
    assert [case.subject.id for case in load_cases(good)] == ["C1"]
    with pytest.raises(Refused) as refused:
        load_cases(bad)
    assert [problem.code for problem in refused.value.problems] == ["case-unknown-event-type", "missing-key"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        load_cases(tmp_path / "none.yaml")


def test_a_case_without_events_is_a_case() -> None:
    assert read(one()).cases == (Case(read(one()).cases[0].subject),)
