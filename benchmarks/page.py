"""The page of results, docs/performance.md: a section for each part, so that one can be measured without the others."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"

HEAD = """\
# Performance

Written by `make benchmark`, or a section at a time by `python -m benchmarks SECTION`. Use the ratios: absolute times
move with the machine, and each section says when and on what it was measured.
"""

_SECTION = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)


def sections(text: str) -> dict[str, str]:
    """What stands on a page, by section.

    >>> sections("# Performance" + chr(10) + "<!-- one -->" + chr(10) + "## One")
    {'one': '## One'}
    """
    parts = _SECTION.split(text)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def put(found: dict[str, str], order: list[str], page: Path = PAGE) -> None:
    """Put sections on the page in place of those of the same name; the others stay as they are."""
    standing = sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    standing.update(found)
    chosen = [(name, standing[name]) for name in order if name in standing]
    page.write_text(HEAD + "".join(f"\n<!-- {name} -->\n{body}\n" for name, body in chosen), encoding="utf-8")
