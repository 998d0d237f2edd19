"""What the keys of a pack's language expect, and what stands under them: the grammar behind `references`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from practice_rules.dates.clock import MomentProblem, parse_moment
from practice_rules.language.conditions import Test
from practice_rules.language.moments import EventAct, EventAnchor
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.model import SETS

Path = tuple[str | int, ...]

STATE_PLACES = frozenset(
    {"while", "only_if", "unless", "start_of", "end_of", "lasting", "has_lasted", "total", "state", "of", "when", "in"}
)
"""Keys whose value, when it is a bare word, names a state."""

ANCHOR_PLACES = frozenset({"after", "before", "at", "on", "guards", "from", "until", "next_after"})
"""Keys whose value, when it is a bare word, names an anchor."""

ACT_PLACES = frozenset({"do", "happened", "act", "each"})
"""Keys whose value, when it is a bare word, names an act."""


SUITED_TESTS = (
    (("includes", "includes_any", "excludes", "count_at_least", "includes_all_in"), SETS, "a set of words"),
    (
        ("under", "over", "at_least", "at_most"),
        frozenset({"integer", "number", "date", "datetime", "duration"}),
        "numbers, dates or lengths of time",
    ),
)
"""The tests that suit only some kinds of attribute."""

KINDS_IN_WORDS = {
    "boolean": "true or false", "choice": "one word", "choices": "a set of words", "role": "one role",
    "roles": "a set of roles", "text": "free text", "integer": "a whole number", "number": "a number",
    "date": "a date", "datetime": "a date and time", "duration": "a length of time",
    "reference": "the name of something",
}  # fmt: skip
"""Each kind of attribute in plain words."""

WHAT_TO_WRITE = {
    "choice": "write the word, or a list of which it must be one",
    "role": "write the role, or a list of which it must be one",
    "choices": "write includes, includes_any, excludes or count_at_least",
    "roles": "write includes, includes_any, excludes or count_at_least",
    "boolean": "write true or false",
    "text": "write `{recorded: true}`",
}
"""What to write in place of a test that does not suit the kind of attribute."""


def sharing_a_part(word: str, listed: list[str]) -> str | None:
    """The words that share a part with one that nothing is near to, as far as there are few."""
    parts = {part.rstrip("s") for part in re.split(r"[\W_]+", word.lower()) if len(part) > 3}
    shared = {each: len(parts & {part.rstrip("s") for part in re.split(r"[._]", each)}) for each in listed}
    best = sorted((each for each in listed if shared[each]), key=lambda each: (-shared[each], len(each), each))
    return f"a word of the vocabulary; like it are {', '.join(best[:5])}" if best else None


def with_article(noun: str) -> str:
    """A noun with its article.

    >>> with_article("event"), with_article("state")
    ('an event', 'a state')
    """
    return f"a{'n' if noun[0] in 'aeiou' else ''} {noun}"


def given_keys(written: BaseModel) -> Iterator[tuple[str, Any]]:
    """Each key a model was given, as it is written in YAML, and its value."""
    for name, field in type(written).model_fields.items():
        if name in written.model_fields_set:
            yield field.alias or name, getattr(written, name)


def is_moment(value: Any) -> bool:
    """Whether a text can be read as a date, or a date and time."""
    return isinstance(value, str) and not isinstance(parse_moment(value), MomentProblem)


def place_of_word(name: str, key: str) -> str:
    """What a bare word means under a key: the name of an act, a state or an anchor."""
    if name in ("any_of", "all_of", "first_of", "not"):
        return key
    if name in ("anchor", "lapses_when"):
        return "anchor"
    if name in ANCHOR_PLACES:
        return "anchor"
    if name in ACT_PLACES:
        return "act"
    if name in ("early", "since") and key == "rule":
        return "state or word"
    return "state" if name in STATE_PLACES else "other"


def named_values(test: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """Every value that a test names, where each must be one the attribute can have."""
    if isinstance(test, list):
        for number, value in enumerate(test):
            yield value, (*path, number)
    elif isinstance(test, Test):
        for key in ("not_", "includes", "includes_any", "excludes"):
            value = getattr(test, key)
            if value is not None:
                place = (*path, key.rstrip("_"))
                for each in value if isinstance(value, list) else [value]:
                    yield each, place
    else:
        yield test, path


def events_in(written: Any, pack: PackFile, seen: set[str]) -> Iterator[str]:
    """Every event type that an act or anchor speaks of, through the pack's definitions."""
    if isinstance(written, str):
        definition = pack.definitions.get(written)
        if definition is not None and written not in seen:
            seen.add(written)
            yield from events_in(definition.act or definition.anchor, pack, seen)
        elif definition is None:
            yield written
    elif isinstance(written, EventAct | EventAnchor):
        yield from [written.event] if isinstance(written.event, str) else written.event
    elif isinstance(written, list):
        for each in written:
            yield from events_in(each, pack, seen)
    elif isinstance(written, BaseModel):
        for name in ("any_of", "all_of", "first_of", "act", "definition"):
            yield from events_in(getattr(written, name, None), pack, seen)
