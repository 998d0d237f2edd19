"""`python -m practice_rules.schemas [FOLDER]`: write the schemas of every kind of file."""

from __future__ import annotations

import sys
from pathlib import Path

from practice_rules.schemas.written import FOLDER, write

if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
