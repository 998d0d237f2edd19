"""The documentation of every code, made from the docstrings of the checks; `python -m practice_rules.checks` writes it.

A docstring says in its first line what is wrong, then what it means, and shows a snippet under "Fails:" and one under
"Passes:". A snippet holds what matters; `in_full` puts the head of a small invented pack above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from practice_rules.checks.explained import EXPLAINED
from practice_rules.checks.registry import CHECKS
from practice_rules.problems import Severity

HEAD = {
    "pack": "pack: elmet",
    "title": "title: Elmet practice standards",
    "council": "council: Elmet",
    "edition": 'edition: {name: "2025", from: 2025-04-01}',
    "sources": "sources:\n  standards: {title: Practice standards, publisher: Elmet Council}",
}
"""What stands above each snippet, key by key, unless the snippet says that key itself."""

_PARTS = re.compile(r"(?P<meaning>.*?)\n\nFails:\n\n(?P<fails>.*?)\n\nPasses:\n\n(?P<passes>.*)", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """What is said about one code. `whole` says that the snippets are whole files and need no head."""

    code: str
    severity: Severity
    title: str
    meaning: str
    fails: str
    passes: str
    whole: bool = False

    def text(self) -> str:
        """The page in Markdown."""
        return (
            f"# {self.code}\n\n{self.title} *({self.severity.value})*\n\n{self.meaning}\n\n"
            f"Refused:\n\n```yaml\n{self.fails}\n```\n\nAccepted:\n\n```yaml\n{self.passes}\n```\n"
        )


def read_page(code: str, severity: Severity, docstring: str, whole: bool = False) -> Page:
    """The page a docstring holds. Raises `ValueError` when it has no snippets."""
    title, _, rest = docstring.strip().partition("\n\n")
    found = _PARTS.fullmatch(rest.strip())
    if found is None:
        raise ValueError(f"the docstring of {code} lacks its meaning, or a snippet under 'Fails:' or 'Passes:'")
    fails, passes = (dedent(found[part]).strip("\n") for part in ("fails", "passes"))
    return Page(code, severity, " ".join(title.split()), found["meaning"].strip(), fails, passes, whole)


def pages() -> Iterator[Page]:
    """Every page: first the checks of sense and of words, then what is told while a file is read."""
    for check in CHECKS:
        yield read_page(check.CODE, check.SEVERITY, check.__doc__ or "")
    for code, docstring in EXPLAINED.items():
        yield read_page(code, Severity.ERROR, docstring, code.startswith("yaml-"))


def page_of(code: str) -> Page | None:
    """The page of a code, if it has one.

    >>> found = page_of("dead-phase")
    >>> assert found is not None
    >>> found.title
    'A phase that can never start.'
    """
    return next((page for page in pages() if page.code == code), None)


def in_full(snippet: str) -> str:
    """A snippet as a whole pack.

    >>> in_full("title: Other\\nrules: []").splitlines()[:2]
    ['pack: elmet', 'council: Elmet']
    """
    own = {line.partition(":")[0] for line in snippet.splitlines() if line[:1].isalpha()}
    head = [text for key, text in HEAD.items() if key not in own]
    return "\n".join([*head, snippet]) + "\n"


def index() -> str:
    """The list of all codes, with a link to each."""
    every = list(pages())
    groups = (
        ("Sense and words", [page for page in every if page.code not in EXPLAINED]),
        ("What a key may hold", [page for page in every if page.code in EXPLAINED and not page.whole]),
        ("The spelling of YAML", [page for page in every if page.whole]),
    )
    head = "\n".join(f"    {line}" for text in HEAD.values() for line in text.splitlines())
    lines = [
        "# What `practice-rules check` tells", "",
        "Each problem has a code, which stays the same when its wording changes. `practice-rules check --explain CODE`",
        "shows its page. An *error* keeps the file from being used; a *warning* says that it hardly means what its",
        "author wanted; a *note* leaves a choice to its reader. `--strict` makes warnings count as errors.", "",
        "The snippets on these pages stand below this head:", "", head, "",
    ]  # fmt: skip
    for title, group in groups:
        lines += [f"## {title}", "", "| code | severity | what is wrong |", "|---|---|---|"]
        lines += [f"| [{page.code}]({page.code}.md) | {page.severity.value} | {page.title} |" for page in group]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def meanings() -> dict[str, str]:
    """Each code with what is wrong in a line, for the forms that programs read."""
    return {page.code: page.title for page in pages()}
