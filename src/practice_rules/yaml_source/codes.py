"""The stable codes of the problems found while reading and validating a file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CODES"]

CODES: Mapping[str, str] = MappingProxyType(
    {
        # The file as a whole.
        "yaml-cannot-open": "The file is missing, is a folder, or may not be read.",
        "yaml-too-big": "The file is larger than is accepted; it was not read.",
        "yaml-not-utf8": "The bytes of the file are not UTF-8 text.",
        "yaml-byte-order-mark": "The file starts with an invisible mark that some programs add.",
        "yaml-control-character": "A character that is not text, such as NUL, is in the file.",
        "yaml-hidden-character": "An invisible character is where it changes what a word is.",
        "yaml-line-separator": "A line ends with a character that only some programs see as an end.",
        "yaml-empty-file": "The file holds nothing, or only comments.",
        "yaml-many-documents": "More than one document is in the file.",
        "yaml-directive": "A line starting with % sets up YAML features that are not used here.",
        "yaml-too-deep": "Blocks are nested deeper than is accepted.",
        "yaml-too-many": "The file holds more keys and values than is accepted.",
        "yaml-too-long": "One key or value is longer than is accepted.",
        "yaml-too-many-problems": "Reading stopped because so much was wrong.",
        # Spelling of YAML.
        "yaml-tab": "A tab is used where only spaces may indent.",
        "yaml-indentation": "A line starts further left or right than its neighbours allow.",
        "yaml-missing-colon": "A line has no colon after its key.",
        "yaml-extra-colon": "A colon and space inside a value make it look like a second key.",
        "yaml-quote": "A quoted value is not closed, or text follows its closing quote.",
        "yaml-bracket": "A bracket or brace is not closed, not opened, or lacks a comma.",
        "yaml-escape": "A backslash in double quotes is followed by something with no meaning.",
        "yaml-reserved-character": "A value starts with a character that YAML keeps for itself.",
        "yaml-list-item": "A list dash is where no list can start.",
        "yaml-syntax": "The line is not YAML.",
        # Features that are refused.
        "yaml-duplicate-key": "The same key is written twice in one block.",
        "yaml-ambiguous-word": "A bare word that some YAML readers take for true, false or nothing.",
        "yaml-unclear-number": "A number written in a way that readers understand differently.",
        "yaml-not-a-number": "Infinity, not-a-number, or a number too large to hold.",
        "yaml-impossible-date": "A date that is in no calendar.",
        "yaml-unclear-date": "A date not written as year-month-day with two digits for month and day.",
        "yaml-merge-key": "The key << copies one block into another.",
        "yaml-anchor": "A & gives a value a name to be copied from elsewhere.",
        "yaml-alias": "A * copies a value from elsewhere in the file.",
        "yaml-tag": "A ! gives a value a type of its own.",
        "yaml-key-kind": "A key is not a word, a whole number or a date.",
        # The file against what it should hold.
        "unknown-key": "A key that means nothing here.",
        "missing-key": "A key that must be here is not.",
        "wrong-type": "A value of the wrong kind: text for a number, a block for a list.",
        "not-allowed": "A value that is not one of those allowed.",
        "out-of-range": "A number or date outside what is allowed.",
        "wrong-length": "Too many or too few characters or entries.",
        "wrong-pattern": "Text that is not written the way it must be.",
        "not-valid": "A value that a check of its own refused.",
    }
)
"""Each code with its meaning in a line; models may add codes of their own."""
