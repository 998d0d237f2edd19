"""The vocabulary as a page: every event type, period, role and fact that all packs share."""

from __future__ import annotations

from hashlib import sha256

from docs_pages.markdown import joined, table
from practice_rules.standards_folder import standards_folder
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import Attribute, Period

INTRODUCTION = """\
# The vocabulary

The words that all packs share, and that a case system maps its records to once. A pack may add words of its own under
`vocabulary:`. Search this page for what a document speaks of (most browsers: Ctrl and F); a word that is neither here
nor in the pack is an error that names the nearest one."""


def fingerprint() -> str:
    """What the page rests on, in twelve letters: the files of the vocabulary."""
    found = sha256()
    for path in sorted((standards_folder() / "vocabulary").glob("*.yaml")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def page() -> str:
    """The whole vocabulary as Markdown."""
    words = load_vocabulary()
    lines = [f"<!-- made from {fingerprint()} -->", INTRODUCTION, "", "## Periods", ""]
    rows = [(f"`{name}`", period.meaning, _edges(period)) for name, period in sorted(words.periods.items())]
    lines += [*table(("period", "meaning", "opens and closes"), rows), "", "## Roles", ""]
    lines += table(("role", "meaning"), [(f"`{name}`", meaning) for name, meaning in sorted(words.roles.items())])
    lines += ["", "## Facts about the subject", ""]
    facts = sorted(words.subject_facts.items())
    lines += table(("fact", "values", "meaning"), [(f"`{name}`", _values(fact), fact.meaning) for name, fact in facts])
    lines += ["", "## Event types", ""]
    for name in sorted(words.events):
        lines += [f"### `{name}`", "", words.event_meanings.get(name, ""), ""]
        attributes = words.events[name]
        if attributes:
            rows = [(f"`{key}`", _values(each), each.meaning) for key, each in sorted(attributes.items())]
            lines += [*table(("attribute", "values", "meaning"), rows), ""]
    return joined(lines)


def _edges(period: Period) -> str:
    if period.by_calendar is not None:
        return "given by the calendar"
    opens = ", ".join(f"`{event}`" for edge in period.opens for event in _listed(edge.event))
    closes = ", ".join(f"`{event}`" for edge in period.closes for event in _listed(edge.event))
    return f"{opens} to {closes}" if closes else opens


def _listed(event: str | list[str]) -> list[str]:
    return [event] if isinstance(event, str) else event


def _values(attribute: Attribute) -> str:
    if not attribute.values:
        return "`true`, `false`" if attribute.type == "boolean" else str(attribute.type)
    several = "any of " if attribute.type in ("choices", "roles") else ""
    return several + ", ".join(f"`{value}`" for value in attribute.values)
