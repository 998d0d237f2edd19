"""Lists of problems in the forms that people, editors and build servers read.

Text for a terminal, JSON for programs, GitHub's workflow commands, and SARIF 2.1.0
(OASIS, "Static Analysis Results Interchange Format", 27 March 2020).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from practice_rules.problems import Problem, Severity, render, sort_problems

__all__ = [
    "ProblemFormat",
    "count_in_words",
    "problems_as_github",
    "problems_as_json",
    "problems_as_sarif",
    "problems_as_text",
    "write_problems",
]

_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class ProblemFormat(StrEnum):
    """The forms in which problems can be written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def write_problems(
    problems: Iterable[Problem],
    form: ProblemFormat,
    *,
    sources: Mapping[str, str] | None = None,
    colour: bool = False,
    meanings: Mapping[str, str] | None = None,
    version: str = "",
    helps: Mapping[str, str] | None = None,
    docs: str | None = None,
) -> str:
    """The problems in one of the forms, in the order of their files and lines.

    ``sources`` are the texts of the files by name, for the lines shown in text form;
    leave out any whose contents are not for other eyes. ``meanings`` says in a line what
    each code means, ``helps`` the whole page of each in Markdown, and ``version`` is the version of this package, all
    for SARIF. ``docs`` is the address at which the documentation is published, if it is: each problem then links to
    the page of its code.

    >>> write_problems([], ProblemFormat.TEXT)
    'no problems\\n'
    """
    ordered = sort_problems(problems)
    writers: Mapping[ProblemFormat, Callable[[], str]] = {
        ProblemFormat.TEXT: lambda: problems_as_text(ordered, sources or {}, colour),
        ProblemFormat.JSON: lambda: problems_as_json(ordered, docs),
        ProblemFormat.GITHUB: lambda: problems_as_github(ordered, docs),
        ProblemFormat.SARIF: lambda: problems_as_sarif(ordered, meanings or {}, version, helps or {}, docs),
    }
    return writers[form]()


def problems_as_text(problems: Sequence[Problem], sources: Mapping[str, str], colour: bool) -> str:
    """Each problem with its line and a caret, then how many there are."""
    blocks = [
        render(problem, sources.get(problem.place.file) if problem.place is not None else None, colour)
        for problem in problems
    ]
    return "\n\n".join([*blocks, count_in_words(problems)]) + "\n"


def count_in_words(problems: Sequence[Problem]) -> str:
    """How many problems of each severity, in how many files.

    >>> count_in_words([Problem(None, "not-valid", Severity.ERROR, "odd")])
    '1 error'
    """
    if not problems:
        return "no problems"
    counts = [(severity, sum(each.severity is severity for each in problems)) for severity in Severity]
    words = ", ".join(f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts if count)
    files = {problem.place.file for problem in problems if problem.place is not None}
    if not files:
        return words
    return f"{words} in {len(files)} file{'s' if len(files) > 1 else ''}"


def page_address(code: str, docs: str | None) -> str | None:
    """Where a code is explained, on a published site.

    >>> page_address("yaml-tab", "https://rules.example/")
    'https://rules.example/checks/yaml-tab.html'
    """
    return None if docs is None else f"{docs.rstrip('/')}/checks/{quote(code)}.html"


def problems_as_json(problems: Sequence[Problem], docs: str | None = None) -> str:
    """A JSON object: how many of each severity, and a list of problems.

    >>> json.loads(problems_as_json([]))
    {'errors': 0, 'warnings': 0, 'notes': 0, 'problems': []}
    """
    body: dict[str, Any] = {
        f"{severity.value}s": sum(problem.severity is severity for problem in problems) for severity in Severity
    }
    body["problems"] = [_as_object(problem, docs) for problem in problems]
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _as_object(problem: Problem, docs: str | None) -> dict[str, Any]:
    place = problem.place
    page = page_address(problem.code, docs)
    return {
        "file": place.file if place is not None else None,
        "line": place.line if place is not None else None,
        "column": place.column if place is not None else None,
        "code": problem.code,
        "severity": problem.severity.value,
        "rule_id": problem.rule_id,
        "message": problem.message,
        "expected": problem.expected,
        "fix": problem.fix,
        **({} if page is None else {"page": page}),
    }


def problems_as_github(problems: Sequence[Problem], docs: str | None = None) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change.

    Source: GitHub Docs, "Workflow commands for GitHub Actions".

    >>> from practice_rules.problems import Place
    >>> wrong = Problem(Place("leeds.yaml", 3, 1), "yaml-tab", Severity.ERROR, "a tab")
    >>> print(problems_as_github([wrong]), end="")
    ::error file=leeds.yaml,line=3,col=1,title=yaml-tab::a tab
    """
    lines = []
    for problem in problems:
        command = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}[problem.severity]
        properties: list[tuple[str, object]] = []
        if problem.place is not None:
            properties += [
                ("file", problem.place.file),
                ("line", problem.place.line),
                ("col", problem.place.column),
            ]
        properties.append(("title", problem.code))
        shown = ",".join(f"{name}={_github(str(value), in_property=True)}" for name, value in properties)
        lines.append(f"::{command} {shown}::{_github(_in_full(problem, docs), in_property=False)}\n")
    return "".join(lines)


def _github(text: str, in_property: bool) -> str:
    escapes = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")]
    if in_property:
        escapes += [(":", "%3A"), (",", "%2C")]
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text


def _in_full(problem: Problem, docs: str | None = None) -> str:
    """The message with what was expected, the fix and where more is said, a line each."""
    parts = [problem.message]
    if problem.expected is not None:
        parts.append(f"expected: {problem.expected}")
    if problem.fix is not None:
        parts.append(f"fix: {problem.fix}")
    page = page_address(problem.code, docs)
    return "\n".join([*parts, *([f"more: {page}"] if page is not None else [])])


def problems_as_sarif(
    problems: Sequence[Problem],
    meanings: Mapping[str, str],
    version: str,
    helps: Mapping[str, str] | None = None,
    docs: str | None = None,
) -> str:
    """A SARIF 2.1.0 log of one run; columns count characters (``unicodeCodePoints``).

    Each code brings its page along as ``help``, and its address as ``helpUri`` where the pages are published.
    """
    codes = sorted({problem.code for problem in problems})
    driver: dict[str, Any] = {
        "name": "practice-rules",
        "rules": [_sarif_rule(code, meanings, helps or {}, docs) for code in codes],
    }
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, codes.index(problem.code)) for problem in problems],
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _sarif_rule(code: str, meanings: Mapping[str, str], helps: Mapping[str, str], docs: str | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if code in meanings:
        rule["shortDescription"] = {"text": meanings[code]}
    if code in helps:
        rule["help"] = {"text": meanings.get(code, code), "markdown": helps[code]}
    page = page_address(code, docs)
    if page is not None:
        rule["helpUri"] = page
    return rule


def _sarif_result(problem: Problem, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity.value,
        "message": {"text": _in_full(problem)},
    }
    if problem.place is not None:
        region = {"startLine": problem.place.line, "startColumn": problem.place.column}
        location = {"artifactLocation": {"uri": _uri(problem.place.file)}, "region": region}
        result["locations"] = [{"physicalLocation": location}]
    if problem.rule_id is not None:
        result["properties"] = {"practiceRule": problem.rule_id}
    return result


def _uri(file: str) -> str:
    """A file's name as a URI reference (RFC 3986), absolute names as ``file:``.

    >>> _uri("packs/st helens.yaml"), _uri("C:\\\\packs\\\\a.yaml"), _uri("/srv/a.yaml")
    ('packs/st%20helens.yaml', 'file:///C:/packs/a.yaml', 'file:///srv/a.yaml')
    """
    path = file.replace("\\", "/")
    if path[1:3] == ":/":
        return f"file:///{path[:2]}{quote(path[2:])}"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)
