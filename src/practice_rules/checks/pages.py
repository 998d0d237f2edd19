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
from practice_rules.told import Kind

HEAD = {
    "pack": "pack: elmet",
    "title": "title: Elmet practice standards",
    "council": "council: Elmet",
    "edition": 'edition: {name: "2025", from: 2025-04-01}',
    "sources": "sources:\n  standards: {title: Practice standards, publisher: Elmet Council}",
}
"""What stands above each snippet, key by key, unless the snippet says that key itself."""

HEADS: dict[str, dict[str, str]] = {
    "pack": HEAD,
    "load": HEAD,
    "case": {"subject": "subject: {id: C1, born: 2019-05-04}"},
    "evaluate": {"subject": "subject: {id: C1, born: 2019-05-04}"},
    "overlay": {"overlay": "overlay: local", "extends": "extends: wakefield", "title": "title: Local standards"},
    "examples": {"pack": "pack: wakefield"},
}
"""The same for the other kinds of file; a kind that is not here has whole files for snippets."""

NO_FILES = ("path", "columns")
"""The kinds whose snippets are not what stands in a file."""

CENSUS_HEAD = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children>\n"
)
CENSUS_CHILD = (
    "<Child><ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>"
    "<CINdetails><CINreferralDate>2025-06-02</CINreferralDate>\n"
)

_PARTS = re.compile(r"(?P<meaning>.*?)\n\nFails:\n\n(?P<fails>.*?)\n\nPasses:\n\n(?P<passes>.*)", re.DOTALL)
_MARKED = re.compile(
    r"«(?:U\+(?P<character>[0-9A-F]{4})|byte (?P<byte>[0-9A-F]{2})|(?P<times>\d+) times (?P<text>.+?))»",
    re.DOTALL,
)


@dataclass(frozen=True)
class Page:
    """What is said about one code. `kind` says what its snippets are."""

    code: str
    severity: Severity
    title: str
    meaning: str
    fails: str
    passes: str
    kind: Kind = "pack"

    def text(self) -> str:
        """The page in Markdown."""
        written = {"census": "xml", "table": "csv"}.get(self.kind, "text" if self.kind in NO_FILES else "yaml")
        refused, accepted = (
            f"```{written}\n{each}\n```" if each else "(an empty file)" for each in (self.fails, self.passes)
        )
        marks = "" if "«" not in self.fails else f"{MARKS}\n\n"
        return (
            f"# {self.code}\n\n{self.title} *({self.severity.value})*\n\n{self.meaning}\n\n{marks}"
            f"Refused:\n\n{refused}\n\nAccepted:\n\n{accepted}\n"
        )


MARKS = "In the snippet «U+200B» stands for that character, «byte E9» for that byte, and «3 times ab» for ababab."


def read_page(code: str, severity: Severity, docstring: str, kind: Kind = "pack") -> Page:
    """The page a docstring holds. Raises `ValueError` when it has no snippets."""
    title, _, rest = docstring.strip().partition("\n\n")
    found = _PARTS.fullmatch(rest.strip())
    if found is None:
        raise ValueError(f"the docstring of {code} lacks its meaning, or a snippet under 'Fails:' or 'Passes:'")
    fails, passes = (dedent(found[part]).strip("\n") for part in ("fails", "passes"))
    return Page(code, severity, " ".join(title.split()), found["meaning"].strip(), fails, passes, kind)


def pages() -> Iterator[Page]:
    """Every page: first the checks of sense and of words, then what is told while a file is read."""
    for check in CHECKS:
        yield read_page(check.CODE, check.SEVERITY, check.__doc__ or "")
    for code, told in EXPLAINED.items():
        yield read_page(code, told.severity, told.text, told.kind)


def page_of(code: str) -> Page | None:
    """The page of a code, if it has one.

    >>> found = page_of("dead-phase")
    >>> assert found is not None
    >>> found.title
    'A phase that can never start.'
    """
    return next((page for page in pages() if page.code == code), None)


def in_full(snippet: str, kind: Kind = "pack") -> str:
    """A snippet as a whole file of its kind.

    >>> in_full("title: Other\\nrules: []").splitlines()[:2]
    ['pack: elmet', 'council: Elmet']
    """
    if kind == "census":
        return _whole_census(snippet)
    own = {line.partition(":")[0] for line in snippet.splitlines() if line[:1].isalpha()}
    head = [text for key, text in HEADS.get(kind, {}).items() if key not in own]
    return "\n".join([*head, snippet]) + "\n" if kind in HEADS else snippet + "\n"


def _whole_census(snippet: str) -> str:
    if snippet.startswith("<Child>"):
        return f"{CENSUS_HEAD}{snippet}\n</Children></Message>\n"
    if snippet.startswith("<") and not snippet.startswith(("<Message", "<?", "<!", "<Return")):
        return f"{CENSUS_HEAD}{CENSUS_CHILD}{snippet}\n</CINdetails></Child>\n</Children></Message>\n"
    return snippet


def as_bytes(text: str) -> bytes:
    """A snippet as the bytes of a file, with its marks replaced by what they stand for.

    >>> as_bytes("a«U+00A0»b"), as_bytes("«3 times ab»")
    (b'a\\xc2\\xa0b', b'ababab')
    """
    found, at = b"", 0
    for marked in _MARKED.finditer(text):
        found += text[at : marked.start()].encode()
        if marked["character"]:
            found += chr(int(marked["character"], 16)).encode()
        elif marked["byte"]:
            found += bytes([int(marked["byte"], 16)])
        else:
            found += (marked["text"] * int(marked["times"])).encode()
        at = marked.end()
    return found + text[at:].encode()


GROUPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("What a key of a pack may hold", ("pack",), ""),
    ("The spelling of YAML", ("file",), ""),
    ("Case files", ("case", "evaluate", "coverage"), "The snippets stand below `subject: {id: C1, born: 2019-05-04}`."),
    (
        "Census files", ("census",),
        "A snippet that begins with another element than `Message` or `Child` stands in the `CINdetails` of a child, "
        "after its `CINreferralDate` 2025-06-02; the reference date is 2026-03-31.",
    ),
    ("Event tables", ("table", "columns"), ""),
    ("Calendar files", ("calendar",), ""),
    ("Overlays", ("overlay",), "The snippets stand below `overlay: local`, `extends: wakefield` and a `title`."),
    ("Worked examples", ("examples",), "The snippets stand below `pack: wakefield`."),
    ("Finding and using files", ("path", "load"), ""),
)  # fmt: skip
"""The codes that are no checks of a pack, by what they are told of, with what is said about their snippets."""


def index() -> str:
    """The list of all codes, with a link to each."""
    every = list(pages())
    head = "\n".join(f"    {line}" for text in HEAD.values() for line in text.splitlines())
    lines = [
        "# What `practice-rules check` tells", "",
        "Each problem has a code, which stays the same when its wording changes. `practice-rules check --explain CODE`",
        "shows its page. An *error* keeps the file from being used; a *warning* says that it hardly means what its",
        "author wanted; a *note* leaves a choice to its reader, such as the order of keys or whether a closed day",
        "counts. `--strict` makes warnings count as errors.", "",
        "The snippets of packs stand below this head:", "", head, "",
    ]  # fmt: skip
    lines += _group("Sense and words of a pack", [page for page in every if page.code not in EXPLAINED], "")
    for title, kinds, words in GROUPS:
        lines += _group(title, [page for page in every if page.code in EXPLAINED and page.kind in kinds], words)
    return "\n".join(lines).rstrip("\n") + "\n"


def _group(title: str, group: list[Page], words: str) -> list[str]:
    rows = [f"| [{page.code}]({page.code}.md) | {page.severity.value} | {page.title} |" for page in group]
    said = [words, ""] if words else []
    return [f"## {title}", "", *said, "| code | severity | what is wrong |", "|---|---|---|", *rows, ""]


def meanings() -> dict[str, str]:
    """Each code with what is wrong in a line, for the forms that programs read."""
    return {page.code: page.title for page in pages()}


def helps() -> dict[str, str]:
    """Each code with its whole page in Markdown."""
    return {page.code: page.text() for page in pages()}
