"""The terminal: how wide it is, whether it shows colours, and what each colour means."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

STYLES = {
    "breached": "1;31",
    "due": "33",
    "met": "32",
    "lapsed": "2",
    "unknown": "35",
    "heading": "1",
    "faint": "2",
    "error": "1;31",
    "good": "32",
}
"""ANSI styles by meaning: red for breached, yellow for due, green for met, purple for unknown, faint for lapsed."""

WIDTH = 100
"""The width used where there is no terminal to ask."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A width in columns, and whether colours are shown."""

    width: int = WIDTH
    colour: bool = False

    @staticmethod
    def of(choice: str) -> Screen:
        """The screen in use. `auto` shows colours on a terminal unless NO_COLOR is set (https://no-color.org)."""
        width = shutil.get_terminal_size((WIDTH, 24)).columns or WIDTH
        if choice == "auto":
            refused = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
            return Screen(width, sys.stdout.isatty() and not refused)
        return Screen(width, choice == "always")

    def paint(self, text: str, style: str) -> str:
        """The text in the style of a meaning; as it is where colours are not shown.

        >>> Screen().paint("met", "met"), Screen(colour=True).paint("met", "met")
        ('met', '\\x1b[32mmet\\x1b[0m')
        """
        code = STYLES.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text
