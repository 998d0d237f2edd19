"""The commands there are: the module of each in `practice_rules.cli.commands`, and what it does in a line.

A module holds its click command as `command`. Adding one is adding a line here.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """Where a command is and what it does."""

    module: str
    does: str


COMMANDS: dict[str, Entry] = {
    "evaluate": Entry("evaluate", "What is due, met and breached in case files or a census."),
    "explain": Entry("explain", "The working behind one rule's verdicts in a case, day by day."),
    "packs": Entry("packs", "The packs that are shipped."),
    "show": Entry("show", "A pack as a table, or one of its rules in full."),
    "coverage": Entry("coverage", "Where each numbered statement of the document is in a pack."),
    "workdays": Entry("workdays", "Add working days to a date, or count them between two dates."),
    "compare": Entry("compare", "Who asks for what, with which figure, and who is stricter."),
    "test": Entry("test", "Try the worked examples beside a pack."),
    "schema": Entry("schema", "The JSON Schema of a kind of file, for editors."),
    "histories": Entry("histories", "Make up case histories, to try packs and programs on."),
    "new": Entry("new", "Start a pack, an overlay or a calendar that already checks."),
    "check": Entry("check", "Say what is wrong in packs, case files and calendars."),
}
