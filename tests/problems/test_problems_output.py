"""The forms problems are written in: for people, programs, GitHub and SARIF readers."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from practice_rules.problems import Place, Problem, Severity
from practice_rules.problems_output import ProblemFormat, write_problems
from practice_rules.yaml_source import CODES

PROBLEMS = [
    Problem(
        Place("packs/st helens.yaml", 12, 5),
        "unknown-key",
        Severity.ERROR,
        "unknown key 'evry'",
        "every",
        "write every",
        "child_protection.visit",
    ),
    Problem(Place("packs/leeds.yaml", 3, 1), "yaml-tab", Severity.WARNING, "100% tabs,\nno: spaces"),
    Problem(None, "nothing-checked", Severity.NOTE, "no file was checked"),
    Problem(Place("packs/leeds.yaml", 4, 2), "yaml-tab", Severity.ERROR, "another"),
]

# The parts of the SARIF 2.1.0 schema (OASIS) that readers insist on, in its own terms.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": {"$ref": "#/$defs/message"},
                                            },
                                            "additionalProperties": False,
                                        },
                                    },
                                },
                                "additionalProperties": False,
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": -1},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"$ref": "#/$defs/message"},
                                "properties": {"type": "object"},
                                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                            },
                        },
                    },
                },
            },
        },
    },
    "$defs": {
        "message": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "location": {
            "type": "object",
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "properties": {"uri": {"type": "string", "pattern": r"^[^\s\\]+$"}},
                        },
                        "region": {
                            "type": "object",
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                }
            },
            "additionalProperties": False,
        },
    },
}


def test_sarif_has_the_structure_its_readers_insist_on() -> None:
    log = json.loads(write_problems(PROBLEMS, ProblemFormat.SARIF, meanings=CODES, version="1.2.3"))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    run = log["runs"][0]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["note", "warning", "error", "error"]
    place = run["results"][3]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "packs/st%20helens.yaml"},
        "region": {"startLine": 12, "startColumn": 5},
    }
    assert run["results"][3]["properties"] == {"practiceRule": "child_protection.visit"}
    assert "locations" not in run["results"][0]


def test_sarif_of_no_problems_is_a_run_without_results() -> None:
    log = json.loads(write_problems([], ProblemFormat.SARIF))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    assert log["runs"][0]["results"] == []


def test_json_holds_every_part_of_every_problem() -> None:
    body = json.loads(write_problems(PROBLEMS, ProblemFormat.JSON))
    assert (body["errors"], body["warnings"], body["notes"]) == (2, 1, 1)
    assert body["problems"][3] == {
        "file": "packs/st helens.yaml",
        "line": 12,
        "column": 5,
        "code": "unknown-key",
        "severity": "error",
        "rule_id": "child_protection.visit",
        "message": "unknown key 'evry'",
        "expected": "every",
        "fix": "write every",
    }
    assert body["problems"][0]["file"] is None


def test_github_commands_are_one_line_each_and_escaped() -> None:
    lines = write_problems(PROBLEMS, ProblemFormat.GITHUB).splitlines()
    assert lines == [
        "::notice title=nothing-checked::no file was checked",
        "::warning file=packs/leeds.yaml,line=3,col=1,title=yaml-tab::100%25 tabs,%0Ano: spaces",
        "::error file=packs/leeds.yaml,line=4,col=2,title=yaml-tab::another",
        "::error file=packs/st helens.yaml,line=12,col=5,title=unknown-key::"
        "unknown key 'evry'%0Aexpected: every%0Afix: write every",
    ]


def test_github_properties_escape_colons_and_commas() -> None:
    odd = Problem(Place("C:/a,b.yaml", 1, 1), "x", Severity.ERROR, "odd")
    assert write_problems([odd], ProblemFormat.GITHUB) == "::error file=C%3A/a%2Cb.yaml,line=1,col=1,title=x::odd\n"


def test_text_shows_the_lines_of_files_it_was_given_and_counts() -> None:
    shown = write_problems(PROBLEMS, ProblemFormat.TEXT, sources={"packs/leeds.yaml": "a\nb\n\tc\nd e\n"})
    assert "    4 | d e" in shown
    assert "   12 |" not in shown
    assert shown.endswith("\n\n2 errors, 1 warning, 1 note in 2 files\n")


@pytest.mark.parametrize("form", list(ProblemFormat))
def test_every_form_is_the_same_whatever_the_order_of_the_problems(form: ProblemFormat) -> None:
    assert write_problems(PROBLEMS, form) == write_problems(reversed(PROBLEMS), form)


@pytest.mark.parametrize("form", list(ProblemFormat))
def test_every_form_ends_with_a_line_break_or_is_empty(form: ProblemFormat) -> None:
    for problems in ([], PROBLEMS):
        written = write_problems(problems, form)
        assert written == "" or written.endswith("\n")
