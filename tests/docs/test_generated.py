"""The pages that are made from the types, the vocabulary and the packs say what these say now."""

from __future__ import annotations

import re

import pytest

from practice_rules.language.rules import FORMS
from practice_rules.packs import pack_names
from tests.docs.pages import DOCS

from docs_pages import packs, reference, words  # isort: skip  # found through tests.docs.pages

MADE_FROM = re.compile(r"<!-- made from (\w{12}) -->")


def _written(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def _fingerprint(page: str) -> str:
    found = MADE_FROM.match(_written(page))
    assert found is not None, f"{page} does not say what it was made from"
    return found[1]


def test_the_reference_is_what_the_types_say() -> None:
    assert _written("reference/language.md") == reference.page(), "run `make docs-generate`"


def test_the_reference_has_every_key_of_every_form() -> None:
    text = _written("reference/language.md")
    for form in FORMS:
        for name, field in form.model_fields.items():
            assert f"`{field.alias or name}`" in text


def test_every_key_of_the_reference_has_a_meaning() -> None:
    rows = re.findall(r"^\| \*{0,2}`([^`]+)`\*{0,2} \| (.*?) \| (.*?) \|", reference.page(), re.MULTILINE)
    assert len(rows) > 250
    assert [key for key, _, meaning in rows if not meaning.strip()] == []


def test_every_pack_has_its_page() -> None:
    assert {path.stem for path in (DOCS / "packs").glob("*.md")} >= {"wakefield", "york", "knowsley", packs.COMPARED}


def test_a_pack_shows_every_rule_it_has() -> None:
    text = packs.page("wakefield")
    assert [rule.id for rule in packs.read("wakefield").rules if f"`{rule.id}`" not in text] == []


@pytest.mark.parametrize("name", pack_names())
def test_a_page_made_from_this_very_pack_is_what_the_pack_says(name: str) -> None:
    """A pack that has changed since has another fingerprint: `make docs` refuses to build until its page is made anew."""
    page = f"packs/{name}.md"
    if (DOCS / page).is_file() and _fingerprint(page) == packs.fingerprint(name):
        assert _written(page) == packs.page(name), "run `make docs-generate`"


def test_the_comparison_made_from_these_very_packs_is_what_they_say() -> None:
    page = f"packs/{packs.COMPARED}.md"
    if (
        _fingerprint(page) == packs.fingerprint(*pack_names())
        and _fingerprint("reference/vocabulary.md") == words.fingerprint()
    ):
        assert _written(page) == packs.compared(), "run `make docs-generate`"


def test_the_vocabulary_made_from_these_very_words_is_what_they_say() -> None:
    if _fingerprint("reference/vocabulary.md") == words.fingerprint():
        assert _written("reference/vocabulary.md") == words.page(), "run `make docs-generate`"
