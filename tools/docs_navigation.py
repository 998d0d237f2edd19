"""Part of building the site: the pages of packs and of checks take their places in the navigation by being there.

A page that is nowhere in the navigation is an error, so that none is written and then found by nobody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

FOLDERS = {"Packs": "packs", "Checks": "checks"}
ELSEWHERE = "More"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the folders' pages to the navigation."""
    docs = Path(config.docs_dir)
    for title, folder in FOLDERS.items():
        found = sorted((path.relative_to(docs).as_posix() for path in (docs / folder).glob("*.md")), key=_first_index)
        if found and config.nav is not None:
            config.nav.append({title: found})
    placed = _pages(config.nav)
    others = sorted(path.name for path in docs.glob("*.md") if path.name not in placed)
    if others and config.nav is not None:
        config.nav.append({ELSEWHERE: others})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Refuse a page that the navigation does not reach."""
    placed = _pages(config.nav)
    lost = [file.src_uri for file in files.documentation_pages() if file.src_uri not in placed]
    if lost:
        raise PluginError(f"the navigation does not reach {', '.join(lost)}")
    return files


def _first_index(page: str) -> tuple[bool, str]:
    return not page.endswith("/index.md"), page


def _pages(nav: Any) -> set[str]:
    if isinstance(nav, str):
        return {nav}
    inside = nav.values() if isinstance(nav, dict) else nav or ()
    return {page for each in inside for page in _pages(each)}
