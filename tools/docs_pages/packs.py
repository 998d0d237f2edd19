"""Every pack as a table that a practitioner reads, and all of them side by side."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from itertools import groupby

from docs_pages.markdown import joined, table
from practice_rules.compare.matrix import as_markdown, compare_packs
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import RuleBase
from practice_rules.packs import find_pack, pack_names, read_pack, standard_calendars
from practice_rules.problems import Refused, has_errors
from practice_rules.result.phrases import say_act, say_anchor, say_state
from practice_rules.result.requirement import by_when, what_is_owed
from practice_rules.result.wording import capital, in_words
from practice_rules.vocabulary.load import load_vocabulary

COMPARED = "compared"
HEADS = ("What", "By when", "Who", "Where it says so", "How we read it")
FORMS = {
    "deadline": "by a date", "lead": "beforehand", "series": "again and again", "quota": "a number of times",
    "check": "checked each time", "gate": "before going on", "limit": "no more than", "judgement": "judged by audit",
}  # fmt: skip
"""What each form is called for someone who knows the work and not the language."""


@cache
def read(name: str) -> PackFile:
    """A shipped pack as its file says it. Raises `Refused` when it does not check."""
    pack, problems = read_pack(find_pack(name))
    if pack is None or has_errors(problems):
        raise Refused(problems)
    return pack


def fingerprint(*names: str) -> str:
    """What a page rests on, in twelve letters: the files of these packs."""
    found = sha256()
    for name in names:
        found.update(find_pack(name).read_bytes())
    return found.hexdigest()[:12]


def pages() -> dict[str, str]:
    """A page for each shipped pack, and `compared`."""
    made = {name: page(name) for name in pack_names()}
    made[COMPARED] = compared()
    return made


def listed_in(text: str) -> str:
    """A page's text with a link to every pack between its two marks."""
    links = [f"[{read(name).council}](packs/{name}.md)" for name in pack_names()]
    words = f"the packs as tables: {', '.join(links)}; or [all of them compared](packs/{COMPARED}.md)"
    return re.sub(r"(<!-- packs -->).*?(<!-- end -->)", rf"\1{words}\2", text)


def page(name: str) -> str:
    """One pack as a page."""
    pack = read(name)
    numbers = ""
    if pack.catalogue is not None:
        prefix = pack.catalogue.prefix
        numbers = f", on statements {prefix}-001 to {prefix}-{pack.catalogue.last:03d}"
    lines = [
        f"<!-- made from {fingerprint(name)} -->",
        f"# {pack.council}",
        "",
        f"{pack.title}, edition {pack.edition.name}. {len(pack.rules)} rules{numbers}. "
        "Facts, figures and numbers are the document's; the words are ours, and it is not legal advice.",
        "",
    ]
    documents = [(f"`{key}`", source.title, source.publisher, source.dated or "undated")
                 for key, source in pack.sources.items()]  # fmt: skip
    lines += [*table(("", "document", "publisher", "dated"), documents), ""]
    for section, together in groupby(pack.rules, key=lambda rule: rule.source.section):
        lines += [f"## {section}", "", *table(HEADS, [_row(rule) for rule in together]), ""]
    if pack.definitions:
        lines += ["## Words", "", *table(("word", "means", "where it says so", "how we read it"), _words(pack)), ""]
    return joined(_headings_once(lines))


def _headings_once(lines: list[str]) -> list[str]:
    """A section that is met again later in the document says so, so that no two headings are alike."""
    met: dict[str, int] = {}
    for place, line in enumerate(lines):
        if line.startswith("## "):
            met[line] = met.get(line, 0) + 1
            if met[line] > 1:
                lines[place] = f"{line} ({met[line]})"
    return lines


def _row(rule: RuleBase) -> tuple[str, ...]:
    form = str(getattr(rule, "form", ""))
    strength = "" if rule.strength == "must" else f" ({rule.strength})"
    other = f" Other reading of `{rule.alternative_to}`." if rule.alternative_to is not None else ""
    asked = "" if form in ("judgement", "limit") else f"<br>{capital(what_is_owed(rule))}"
    who = "" if rule.responsible is None else capital(in_words(rule.responsible.role))
    if rule.responsible is not None and rule.responsible.inferred:
        who += " (our reading)"
    source = f"{rule.source.section}: {', '.join(rule.standard)}"
    return (
        f"**{rule.title}**{strength}{asked}<br>`{rule.id}`",
        f"{capital(by_when(rule))} ({FORMS[form]})",
        who,
        source,
        (rule.reading or "") + other,
    )


def _words(pack: PackFile) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, definition in pack.definitions.items():
        said = ""
        if definition.act is not None:
            said = say_act(definition.act)
        elif definition.state is not None:
            said = say_state(definition.state)
        elif definition.anchor is not None:
            said = say_anchor(definition.anchor)
        meaning = definition.meaning + (f"<br>{capital(said)}" if said else "")
        rows.append((in_words(name), meaning, ", ".join(definition.standard), definition.reading or ""))
    return rows


def compared() -> str:
    """All packs side by side, an area at a time."""
    names = pack_names()
    packs, words = [read(name) for name in names], load_vocabulary()
    topics = compare_packs(packs, words, standard_calendars())
    lines = [
        f"<!-- made from {fingerprint(*names)} -->",
        "# Councils compared",
        "",
        "What several councils ask for on one topic, and who is stricter; then what only one of them asks for. "
        "Stricter means that whoever meets the one rule meets the other. Judgements, which have no figure, are left "
        "out.",
        "",
    ]
    for area, group in groupby(topics, key=lambda topic: topic.id.split(".", 1)[0]):
        together = list(group)
        lines += [f"## {capital(in_words(area))}", "", words.areas.get(area, ""), ""]
        shown = as_markdown(together, names).rstrip().splitlines()
        shared = any(len(topic.entries) > 1 for topic in together)
        lines += [*(shown if shared else shown[3:]), ""]
    return joined(lines)
