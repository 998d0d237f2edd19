"""`python -m practice_rules.checks FOLDER`: write a page for every code, and the list of them."""

from __future__ import annotations

import sys
from pathlib import Path

from practice_rules.checks.pages import index, pages


def main(folder: Path) -> int:
    """Write the pages into a folder, and take away those of codes that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{page.code}.md": page.text() for page in pages()} | {"index.md": index()}
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/checks")))
