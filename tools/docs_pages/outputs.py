"""What the commands shown in a page print, put in the place of what they printed before.

A block of a page that is run looks like this, with the folder it is run in on the line before it:

    <!-- in docs/tutorial/1-first-rule -->
    ```console
    $ practice-rules check torbay.yaml
    no problems
    ```
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from practice_rules.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("tutorial.md", "testing-your-pack.md", "meanings.md", "importing.md")
BLOCK = re.compile(r"<!-- in (?P<folder>\S+) -->\n```console\n(?P<inside>.*?)```", re.DOTALL)
COMMAND = "$ practice-rules "


def printed(line: str, folder: Path) -> str:
    """What one command prints, its output and its errors as a terminal would show them."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, shlex.split(line.removeprefix(COMMAND)), env={"COLUMNS": "96"})
    finally:
        os.chdir(before)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def renewed(page: Path) -> str:
    """A page's text with the present output under every command in it."""
    return BLOCK.sub(block, page.read_text(encoding="utf-8"))


def block(found: re.Match[str]) -> str:
    """One block with what its commands print now."""
    parts = []
    for line in found["inside"].splitlines():
        if line.startswith(COMMAND):
            output = printed(line, ROOT / found["folder"])
            parts.append(f"{line}\n{output}" + ("" if output.endswith("\n") or not output else "\n"))
    return f"<!-- in {found['folder']} -->\n```console\n" + "\n".join(parts) + "```"
