"""Results as a whole: order, counts, the written shapes, and the same answer from the same record."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import practice_rules
from practice_rules.case import Case, Subject
from practice_rules.engine.rows import STATUSES
from practice_rules.readers.case_file import load_cases
from practice_rules.result import COLUMNS, Result, evaluate, result_schema
from practice_rules.result.moments import as_text, read_moment
from tests.result.elmet import (
    CENSUS,
    FAMILY,
    FIRST_CORE_GROUP,
    PACK,
    a_conference,
    a_visit,
    elmet,
    event,
    judged,
    only,
)

GOLDEN = Path(__file__).parent / "golden" / "family.result.json"


def family() -> Result:
    (case,) = load_cases(FAMILY)
    return evaluate(case, elmet(), as_of="2026-05-15")


def test_a_family_s_result_is_what_was_agreed_byte_for_byte() -> None:
    written = json.loads(family().to_json())
    written["pack"]["calendar"]["fingerprint"] = "of the day"
    assert json.dumps(written, ensure_ascii=False, indent=1) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_the_json_fits_its_schema_and_the_schema_is_a_schema() -> None:
    schema = result_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for result in (family(), judged(), judged(a_conference(), coverage=CENSUS, known_at="2026-04-01")):
        jsonschema.validate(result.to_dict(), schema)


def test_every_key_of_the_schema_says_what_it_means() -> None:
    def meanings(schema: dict[str, object]) -> list[object]:
        found: list[object] = []
        properties = schema.get("properties", {})
        assert isinstance(properties, dict)
        for part in properties.values():
            found += [part.get("description"), *meanings(part)]
        return found

    assert all(meanings(result_schema()) + meanings(result_schema()["$defs"]["obligation"]))


@settings(max_examples=60, deadline=None)
@given(st.permutations(list(load_cases(FAMILY)[0].events)))
def test_the_order_of_the_events_changes_not_a_byte(events: list[object]) -> None:
    case = Case(Subject("A1", born=date(2010, 6, 1)), tuple(events))  # type: ignore[arg-type]  # the events of a case
    assert evaluate(case, elmet(), as_of="2026-05-15").to_json() == family().to_json()


def test_the_same_row_sent_twice_changes_nothing() -> None:
    (case,) = load_cases(FAMILY)
    twice = Case(case.subject, case.events * 2)
    assert evaluate(twice, elmet(), as_of="2026-05-15").to_json() == family().to_json()


def test_counts_add_up_and_untriggered_rules_are_never_among_them() -> None:
    result = judged(a_conference(outcome="no_plan"))
    assert sum(result.counts.values()) == len(result.obligations) == result.counted["obligations"]
    assert result.counted["decided"] + result.counted["undecided"] == result.counted["obligations"]
    assert FIRST_CORE_GROUP in result.not_triggered
    assert tuple(result.counts) == STATUSES


def test_unanswered_checks_and_judgements_are_counted_and_listed_only_when_asked() -> None:
    result = judged(event("child_protection_plan.started", "2026-03-03"), event("section_47.started", "2026-03-01"))
    hidden = {each.rule_id for each in result.listed(unanswered=True)} - {each.rule_id for each in result.listed()}
    assert hidden == {"child_protection.plan.childs_voice", "section_47.decision_recorded"}
    assert result.counted["unanswered"] == 2
    assert len(result.listed(unanswered=True)) == len(result.obligations)


def test_what_is_timed_and_decided_comes_first_then_by_due_date() -> None:
    listed = family().obligations
    forms = [each.form for each in listed]
    assert forms.index("check") > max(at for at, form in enumerate(forms) if form in ("deadline", "series", "lead"))
    timed = [each.row.due.day for each in listed if each.form in ("deadline", "series", "lead") and each.row.due]
    assert timed == sorted(timed)
    assert forms[-1] == "judgement"


def test_as_of_a_date_is_the_end_of_that_day_and_later_events_are_unseen() -> None:
    done_later = event("core_group.held", "2026-03-18")
    assert only(judged(a_conference(), done_later, as_of="2026-03-17"), FIRST_CORE_GROUP).status == "due"
    assert only(judged(a_conference(), done_later, as_of="2026-03-18"), FIRST_CORE_GROUP).status == "breached"


def test_known_at_uses_only_what_had_been_recorded() -> None:
    late_entry = practice_rules.Event("core_group.held", date(2026, 3, 10), recorded_at=date(2026, 3, 25))
    events = (a_conference(), late_entry)
    assert only(judged(*events, known_at="2026-03-24"), FIRST_CORE_GROUP).status == "breached"
    assert only(judged(*events, known_at="2026-03-25"), FIRST_CORE_GROUP).status == "met"


@pytest.mark.parametrize("as_of", ["2026-03-17", date(2026, 3, 17), read_moment("2026-03-17", "as_of")])
def test_a_day_may_be_given_as_text_or_date(as_of: str | date) -> None:
    result = evaluate(Case(Subject("A1"), (a_conference(),)), elmet(), as_of=as_of)
    assert result.as_of == date(2026, 3, 17)


def test_a_moment_may_be_given_with_its_offset() -> None:
    result = evaluate(Case(Subject("A1")), elmet(), as_of=datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    assert as_text(result.evaluation.record.as_of) == "2026-07-01T10:00:00+01:00"


@pytest.mark.parametrize("wrong", ["2026-02-30", "1/2/2026", "", "2206-01-01"])
def test_a_day_that_cannot_be_read_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"^as_of: "):
        evaluate(Case(Subject("A1")), elmet(), as_of=wrong)


def test_a_pack_may_be_given_by_its_path() -> None:
    assert evaluate(Case(Subject("A1")), PACK, as_of="2026-03-03").pack.name == "elmet"


def test_the_pack_s_identity_names_edition_calendar_and_engine() -> None:
    pack = judged().pack
    assert (pack.name, pack.edition, pack.calendar) == ("elmet", "2026", "England and Wales")
    assert len(pack.calendar_fingerprint) == 64
    assert pack.engine == practice_rules.__version__


def test_flat_rows_have_the_same_columns_and_only_plain_values() -> None:
    rows = family().rows()
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert {type(value) for row in rows for value in row.values()} <= {str, int, bool, type(None)}
    assert len(rows) == len(family().obligations)


def test_written_obligations_may_be_chosen_and_the_counts_stay_whole() -> None:
    result = family()
    breached = [each for each in result.obligations if each.status == "breached"]
    shape = result.to_dict(breached)
    assert {each["status"] for each in shape["obligations"]} == {"breached"}
    assert shape["counts"] == result.counts


def test_no_trace_is_empty_and_every_sentence_ends() -> None:
    for each in family().obligations:
        assert len(each.trace) >= 3
        assert all(sentence.rstrip().endswith((".", "!", "?")) for sentence in each.trace)


def test_the_public_names_are_there_and_misspelt_ones_are_not() -> None:
    for name in practice_rules.__all__:
        assert getattr(practice_rules, name) is not None
    with pytest.raises(AttributeError, match="nothing called 'evalute'"):
        practice_rules.evalute  # noqa: B018  # asking for it is the test


def test_a_visit_on_the_day_of_a_plan_counts_for_it() -> None:
    result = judged(event("child_protection_plan.started", "2026-03-03"), a_visit("2026-03-03"), as_of="2026-03-04")
    statuses = [each.status for each in result.obligations if each.rule_id == "child_protection.visit"]
    assert statuses == ["met", "due"]
