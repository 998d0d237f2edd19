"""Every code has a page, made from its check's docstring; both snippets of each do what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from practice_rules.checks import registry
from practice_rules.checks.pages import Page, in_full, index, page_of, pages, read_page
from practice_rules.checks.seen import Contradiction
from practice_rules.checks.whole import check_pack
from practice_rules.language.pack import Edition, PackFile
from practice_rules.problems import Problem, Severity
from practice_rules.yaml_source import CODES, SourceDocument, read_yaml

ROOT = Path(__file__).parents[2]
PAGES = {page.code: page for page in pages()}

# Met only by files that no page can show: too large, not text, or not there.
WITHOUT_PAGE = {
    "yaml-cannot-open", "yaml-too-big", "yaml-not-utf8", "yaml-byte-order-mark", "yaml-control-character",
    "yaml-hidden-character", "yaml-line-separator", "yaml-too-deep", "yaml-too-many", "yaml-too-long",
    "yaml-too-many-problems", "not-valid",
}  # fmt: skip


def problems_of(text: str, page: Page) -> list[Problem]:
    read = read_yaml(text if page.whole else in_full(text), "elmet.yaml")
    if not isinstance(read, SourceDocument):
        return read
    return [] if page.whole else check_pack(read, beside(page, text), contradicted(page, text))[1]


def beside(page: Page, text: str) -> dict[str, PackFile]:
    if page.code != "overlapping-editions":
        return {}
    pack, _ = check_pack(SourceDocument_of(in_full(text)))
    assert pack is not None
    later = Edition.model_validate({"name": "2026", "from": "2026-04-01"})
    return {"later.yaml": pack.model_copy(update={"edition": later})}


def SourceDocument_of(text: str) -> SourceDocument:
    read = read_yaml(text, "elmet.yaml")
    assert isinstance(read, SourceDocument)
    return read


def contradicted(page: Page, text: str) -> list[Contradiction]:
    """What trying the page's example against the page's pack gives."""
    if page.code != "contradicted-example" or "5 working days" not in text:
        return []
    return [Contradiction("examples.yaml", 3, 5, "child_protection.core_group.first", "in time", ("status",))]


@pytest.mark.parametrize("code", PAGES)
def test_the_failing_snippet_fails_with_its_code_and_severity(code: str) -> None:
    page = PAGES[code]
    found = [problem for problem in problems_of(page.fails, page) if problem.code == code]
    assert found, [str(problem) for problem in problems_of(page.fails, page)]
    assert {problem.severity for problem in found} == {page.severity}
    assert all(problem.place is not None and problem.message for problem in found)


@pytest.mark.parametrize("code", PAGES)
def test_the_passing_snippet_has_no_problem_at_all(code: str) -> None:
    page = PAGES[code]
    assert [str(problem) for problem in problems_of(page.passes, page)] == []


@pytest.mark.parametrize("check", registry.CHECKS, ids=lambda check: check.CODE)
def test_every_check_says_what_to_expect_and_how_to_put_it_right(check: registry.Check) -> None:
    page = PAGES[check.CODE]
    for problem in problems_of(page.fails, page):
        if problem.code == check.CODE and check.CODE not in ("wrong-value", "unknown-word"):
            assert problem.expected or problem.fix


def test_every_code_that_reading_tells_has_a_page() -> None:
    assert set(CODES) - set(PAGES) == WITHOUT_PAGE


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


def test_a_docstring_without_snippets_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks its meaning"):
        read_page("odd", Severity.ERROR, "Something odd.\n\nNo snippets here.")


def test_a_code_without_a_page_gives_none() -> None:
    assert page_of("no-such-code") is None
