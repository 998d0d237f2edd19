"""Every code has a page, made from a text beside what tells it; both snippets of each do what the page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow
import pytest
from click.testing import CliRunner

from practice_rules.batch.arrow_reader import ArrowReader
from practice_rules.batch.csv_reader import read_csv
from practice_rules.batch.many import evaluate_many
from practice_rules.batch.options import TableOptions
from practice_rules.batch.problems import CaseFailure
from practice_rules.batch.sources import source_of
from practice_rules.checks import registry
from practice_rules.checks.pages import Page, as_bytes, in_full, index, page_of, pages, read_page
from practice_rules.checks.seen import Contradiction
from practice_rules.checks.whole import check_pack
from practice_rules.cli import main
from practice_rules.cli.checking import check_files
from practice_rules.language.pack import Edition, PackFile
from practice_rules.packs import load_pack
from practice_rules.problems import Place, Problem, Refused, Severity
from practice_rules.readers.case_file import read_coverage_file
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.yaml_source import CODES, SourceDocument, read_yaml, read_yaml_file

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "practice_rules"
PAGES = {page.code: page for page in pages()}

WITHOUT_PAGE = {"not-valid", "case-failed"}
"""What is said of the unforeseen: a model that refuses a value in words of its own (none here does), and an evaluation
that fails. No snippet can show either."""

NOT_CODES = {"practice-rules", "utf-8", "utf-8-sig", "double-quoted"}
"""Words with hyphens that are handed about beside problems and are no codes."""

ENDINGS = {"census": ".xml", "calendar": ".yaml"}


def problems_of(snippet: str, page: Page, folder: Path) -> list[Problem]:
    """What is told of a snippet, as whoever has such a file is told it."""
    if page.kind == "path":
        return problems_of_path(snippet, page, folder)
    text = as_bytes(in_full(snippet, page.kind))
    path = folder / f"elmet{ENDINGS.get(page.kind, '.yaml')}"
    path.write_bytes(text)
    if page.kind == "pack":
        return problems_of_pack(text, page, snippet)
    if page.kind == "file":
        read = read_yaml(text, "elmet.yaml")
        return list(read.notes) if isinstance(read, SourceDocument) else read
    if page.kind == "load":
        try:
            load_pack(path)
        except Refused as refused:
            return list(refused.problems)
        return []
    if page.kind in ("table", "columns", "coverage"):
        return problems_of_table(text, page)
    if page.kind == "evaluate":
        said = CliRunner().invoke(main, ["evaluate", str(path), "--pack", "wakefield", "--as-of", "2026-03-31"])
        return [
            Problem(None, code, Severity.ERROR, "told") for code in re.findall(r"error: .*\[([a-z-]+)\]", said.stderr)
        ]
    return list(check_files([path]).problems)


def problems_of_table(text: bytes, page: Page) -> list[Problem]:
    """A table's problems have a line each and no file: that of the table."""
    words = load_vocabulary()
    try:
        if page.kind == "coverage":
            return coverage_problems(text)
        if page.kind == "columns":
            columns = [line.partition(": ") for line in text.decode().split("\n") if line]
            schema = pyarrow.schema([(name, pyarrow.type_for_alias(kind)) for name, _, kind in columns])
            ArrowReader(schema, words)
            return []
        failures = [
            outcome
            for outcome in evaluate_many(read_csv(BytesIO(text), words, "a.csv"), "york", "2026-03-31")
            if isinstance(outcome, CaseFailure)
        ]
    except Refused as refused:
        return list(refused.problems)
    return [
        Problem(Place("a.csv", each.line or 1, 1), each.code, Severity.ERROR, each.message)
        for failure in failures
        for each in failure.problems
    ]


def coverage_problems(text: bytes) -> list[Problem]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.yaml"
        path.write_bytes(text)
        read_coverage_file(path)
    return []


def problems_of_path(name: str, page: Page, folder: Path) -> list[Problem]:
    path = folder / name
    if name.startswith("a_"):
        path.write_text(in_full("<Child>", "census") if path.suffix == ".xml" else "title: One\n", encoding="utf-8")
    if page.code == "no-table":
        try:
            source_of(path, load_vocabulary(), TableOptions())
        except Refused as refused:
            return [problem for problem in refused.problems if problem.code == "no-table"]
        return []
    if path.suffix == ".xml":
        return [problem for problem in check_files([path]).problems if problem.code == "cin-cannot-open"]
    read = read_yaml_file(path)
    return [] if isinstance(read, SourceDocument) else read


def problems_of_pack(text: bytes, page: Page, snippet: str) -> list[Problem]:
    read = read_yaml(text, "elmet.yaml")
    if not isinstance(read, SourceDocument):
        return read
    return check_pack(read, beside(page, snippet), contradicted(page, snippet))[1]


def beside(page: Page, text: str) -> dict[str, PackFile]:
    if page.code != "overlapping-editions":
        return {}
    read = read_yaml(in_full(text), "elmet.yaml")
    assert isinstance(read, SourceDocument)
    pack, _ = check_pack(read)
    assert pack is not None
    later = Edition.model_validate({"name": "2026", "from": "2026-04-01"})
    return {"later.yaml": pack.model_copy(update={"edition": later})}


def contradicted(page: Page, text: str) -> list[Contradiction]:
    """What trying the page's example against the page's pack gives."""
    if page.code != "contradicted-example" or "5 working days" not in text:
        return []
    return [Contradiction("examples.yaml", 3, 5, "child_protection.core_group.first", "in time", ("status",))]


@pytest.mark.parametrize("code", PAGES)
def test_the_failing_snippet_fails_with_its_code_and_severity(code: str, tmp_path: Path) -> None:
    page = PAGES[code]
    every = problems_of(page.fails, page, tmp_path)
    found = [problem for problem in every if problem.code == code]
    assert found, [str(problem) for problem in every]
    assert {problem.severity for problem in found} == {page.severity}
    assert all(problem.message and (problem.place is not None or page.kind == "evaluate") for problem in found)


@pytest.mark.parametrize("code", PAGES)
def test_the_passing_snippet_has_no_problem_at_all(code: str, tmp_path: Path) -> None:
    page = PAGES[code]
    assert [str(problem) for problem in problems_of(page.passes, page, tmp_path)] == []


@pytest.mark.parametrize("check", registry.CHECKS, ids=lambda check: check.CODE)
def test_every_check_says_what_to_expect_and_how_to_put_it_right(check: registry.Check, tmp_path: Path) -> None:
    page = PAGES[check.CODE]
    for problem in problems_of(page.fails, page, tmp_path):
        if problem.code == check.CODE and check.CODE not in ("wrong-value", "unknown-word"):
            assert problem.expected or problem.fix


def codes_in_the_source() -> Iterator[str]:
    """Whatever is written like a code where a module makes problems, and the codes that are put together."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.name.startswith("explained") or not re.search(r"problems|CustomError|Misfit|Reporter", text):
            continue
        for node in ast.walk(ast.parse(text)):
            for part in _handed_over(node):
                if isinstance(part, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z\d]+)+", str(part.value)):
                    yield str(part.value)
    # Put together in case_file and row_reader, from what is unknown and from the codes of case_values.
    yield from (f"case-unknown-{what}" for what in ("event-type", "attribute", "fact", "role"))
    yield from (f"table-{code}" for code in ("wrong-type", "not-allowed", "bad-duration"))


def _handed_over(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return [node.value] if node.value is not None else []
    return node.value.elts if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) else []


def test_every_code_that_any_module_can_tell_has_a_page() -> None:
    written = set(codes_in_the_source()) | set(CODES) | {check.CODE for check in registry.CHECKS}
    assert len(written) > 100
    assert written - NOT_CODES - set(PAGES) == WITHOUT_PAGE


def test_every_page_is_of_a_code_that_is_told() -> None:
    written = set(codes_in_the_source()) | set(CODES) | {check.CODE for check in registry.CHECKS}
    assert set(PAGES) - written == set()


def test_no_code_is_used_twice() -> None:
    codes = [page.code for page in pages()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", PAGES)
def test_the_written_page_is_what_the_docstring_says(code: str) -> None:
    written = ROOT / "docs" / "checks" / f"{code}.md"
    assert written.read_text(encoding="utf-8") == PAGES[code].text(), "run python -m practice_rules.checks"


def test_the_written_list_holds_every_page() -> None:
    folder = ROOT / "docs" / "checks"
    assert (folder / "index.md").read_text(encoding="utf-8") == index()
    assert {path.stem for path in folder.glob("*.md")} == {*PAGES, "index"}
    assert [code for code in PAGES if f"[{code}]({code}.md)" not in index()] == []


def test_a_docstring_without_snippets_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks its meaning"):
        read_page("odd", Severity.ERROR, "Something odd.\n\nNo snippets here.")


def test_a_code_without_a_page_gives_none() -> None:
    assert page_of("no-such-code") is None
