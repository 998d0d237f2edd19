"""Hypothesis strategies for events and cases in the words of a pack."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from practice_rules.case import Case, Event, Subject
from practice_rules.engine.compile import CompiledPack
from practice_rules.vocabulary.model import Attribute

START = date(2025, 1, 1)
"""The first day of the histories drawn; they last `SPAN_DAYS`, over Easter, Christmas and both clock changes."""

SPAN_DAYS = 500


def _value(attribute: Attribute, roles: list[str]) -> st.SearchStrategy[Any]:
    """A value of an attribute's type."""
    if attribute.type in ("choice", "role"):
        return st.sampled_from(sorted(attribute.values) or roles)
    if attribute.type in ("choices", "roles"):
        words = sorted(attribute.values) or roles
        return st.frozensets(st.sampled_from(words), max_size=min(5, len(words)))
    simple: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(0, 40),
        "number": st.integers(0, 40),
        "date": st.integers(0, SPAN_DAYS).map(lambda off: START + timedelta(off)),
        "datetime": st.integers(0, SPAN_DAYS).map(lambda off: START + timedelta(off)),
        "duration": st.sampled_from(["5 working days", "2 weeks", "6 weeks", "3 months"]),
        "reference": st.sampled_from(["a", "b", "c"]),
    }
    return simple.get(attribute.type, st.just("words"))


def _moments() -> st.SearchStrategy[date | datetime]:
    """A day, or now and then a day and time; never a local time that a clock change skips or repeats."""
    day = st.integers(0, SPAN_DAYS).map(lambda off: START + timedelta(off))
    timed = st.builds(lambda on, hour: datetime.combine(on, time(hour, 30)), day, st.integers(3, 23))
    return st.one_of(day, day, timed)


@st.composite
def events(draw: st.DrawFn, pack: CompiledPack, types: list[str], names: list[str], name: str | None) -> Event:
    """One event of a pack's words: occurred, planned or cancelled; perhaps about another; perhaps recorded late."""
    kind = draw(st.sampled_from(types))
    declared = pack.vocabulary.events[kind]
    roles = sorted(pack.vocabulary.roles)
    attributes = {}
    for word, attribute in sorted(declared.items()):
        if draw(st.integers(0, 3)):
            attributes[word] = draw(_value(attribute, roles))
    at = draw(_moments())
    status = draw(st.sampled_from(["occurred"] * 7 + ["planned", "planned", "cancelled"]))
    recorded = draw(st.one_of(st.none(), st.integers(0, 40)))
    day = at.date() if isinstance(at, datetime) else at
    recorded_at = None if recorded is None else day + timedelta(recorded if status == "occurred" else -recorded)
    link = draw(st.sampled_from([None, None, None, *names])) if names else None
    how = draw(st.sampled_from(["about", "replaces", "corrects"])) if link is not None else "about"
    if how == "corrects" and recorded_at is None:
        how = "about"
    links: dict[str, Any] = {how: link}
    return Event(kind, at, status, name, recorded_at=recorded_at, attributes=attributes, **links)  # type: ignore[arg-type]


@st.composite
def cases(draw: st.DrawFn, pack: CompiledPack, max_events: int = 14) -> Case:
    """A case in the words of a pack: events that set its rules off, and others that may discharge them."""
    types = sorted(set(pack.set_off) | _acts(pack))
    chosen = draw(st.lists(st.sampled_from(types), min_size=1, max_size=5, unique=True))
    drawn: list[Event] = []
    names: list[str] = []
    for number in range(draw(st.integers(1, max_events))):
        name = draw(st.sampled_from([None, f"e{number}"]))
        drawn.append(draw(events(pack, chosen, names, name)))
        if name is not None:
            names.append(name)
    born = draw(st.one_of(st.none(), st.dates(date(2007, 1, 1), date(2024, 12, 1))))
    kind = draw(st.sampled_from(sorted({kind for ready in pack.rules for kind in ready.kinds})))
    return Case(Subject("drawn", kind, born), tuple(drawn))  # type: ignore[arg-type]  # a subject's kind


def _acts(pack: CompiledPack) -> set[str]:
    """The event types that may discharge the pack's rules."""
    found: set[str] = set()
    for ready in pack.rules:
        act = getattr(ready.rule, "do", None)
        if act is not None:
            found |= ready.compiler.act(act).types
    return found
