"""Write the pages of docs/ that follow from the types, the packs and the command line.

    python tools/make_docs.py            # writes docs/reference, docs/packs, and the outputs shown in the tutorial
    python tools/make_docs.py --check    # names every page that is out of date, and fails if there is one

Nothing in the written pages is lost: in pages written by hand only what a command prints is replaced.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docs_pages import outputs, packs, reference, tables, words

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    made = {
        DOCS / "reference" / "language.md": reference.page(),
        DOCS / "reference" / "vocabulary.md": words.page(),
        **{DOCS / "packs" / f"{name}.md": text for name, text in packs.pages().items()},
    }
    made[DOCS / "index.md"] = packs.listed_in((DOCS / "index.md").read_text(encoding="utf-8"))
    made[DOCS / "batch.md"] = tables.renewed((DOCS / "batch.md").read_text(encoding="utf-8"))
    for name in outputs.PAGES:
        made[DOCS / name] = outputs.renewed(DOCS / name)
    return made


def main() -> None:
    """Write every page, or name those that are out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a page is out of date")
    checking = parser.parse_args().check
    stale = []
    for path, text in pages().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
            if not checking:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'out of date' if checking else 'written'}: {name}")
    if checking and stale:
        sys.exit("Run `make docs-generate` and look at what changed.")


if __name__ == "__main__":
    main()
