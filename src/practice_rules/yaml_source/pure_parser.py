"""The parser in Python, for where libyaml is not there (a browser, for instance)."""

from __future__ import annotations

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

__all__ = ["PureParser"]


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own scanner and parser, giving events as libyaml does."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Pass over tabs between the entries of JSON, as libyaml does."""
        super().scan_to_next_token()
        while self.flow_level and self.peek() == "\t":
            self.forward()
            super().scan_to_next_token()
