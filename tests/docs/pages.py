"""The pages of docs/: their blocks of code, the folders these are run in, and the tools that make pages."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT / "tools"))  # the tools are no package of ours to install

FENCE = re.compile(
    r"(?:<!-- in (?P<folder>\S+) -->\n)?^```(?P<kind>\w+)(?P<rest>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)


class Block(NamedTuple):
    """A block of code on a page: its language, the file it is from, the folder it is run in, its text and line."""

    page: str
    kind: str
    title: str | None
    folder: Path | None
    text: str
    line: int

    @property
    def name(self) -> str:
        """What to call it in a test's name."""
        return f"{self.page}:{self.line}"


def blocks(page: str, kind: str | None = None) -> list[Block]:
    """The blocks of a page, in order; only those of one language if it is given."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        title = re.search(r'title="([^"]+)"', match["rest"])
        folder = None if match["folder"] is None else ROOT / match["folder"]
        line = text.count("\n", 0, match.start("kind")) + 1
        found.append(Block(page, match["kind"], title[1] if title else None, folder, match["text"], line))
    return [each for each in found if kind is None or each.kind == kind]
