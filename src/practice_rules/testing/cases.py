"""Hypothesis strategies for events and cases in the words of a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from practice_rules.case import Case, Event, Subject
from practice_rules.case.coverage import Coverage, EventCoverage
from practice_rules.case.event import EventStatus
from practice_rules.engine.compile import CompiledPack
from practice_rules.language.pack import PackFile
from practice_rules.vocabulary.model import Attribute, Period
from practice_rules.vocabulary.words import Vocabulary

START = date(2025, 1, 1)
"""The first day of the histories drawn; they last `SPAN_DAYS`, over Easter, Christmas and both clock changes."""

SPAN_DAYS = 500


TEXTS = ("words", "no", "1:30", "0042", "Mum's, and \"Gran's\"", "two\nlines", "é ü €", "= 1 + 1", "# not a comment")
"""What people write, and what a spreadsheet or YAML may take for something else."""


def value_of(attribute: Attribute, roles: list[str]) -> st.SearchStrategy[Any]:
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
    return simple.get(attribute.type, st.sampled_from(TEXTS))


def _moments() -> st.SearchStrategy[date | datetime]:
    """A day, or now and then a day and time; never a local time that a clock change skips or repeats."""
    day = st.integers(0, SPAN_DAYS).map(lambda off: START + timedelta(off))
    timed = st.builds(lambda on, hour: datetime.combine(on, time(hour, 30)), day, st.integers(3, 23))
    return st.one_of(day, day, timed)


def events(pack: CompiledPack, types: list[str], names: list[str], name: str | None) -> st.SearchStrategy[Event]:
    """One event of a pack's words: occurred, planned or cancelled; perhaps about another; perhaps recorded late."""
    return events_in(pack.vocabulary, types, names, name)


@st.composite
def events_in(
    draw: st.DrawFn, vocabulary: Vocabulary, types: list[str], names: list[str], name: str | None, *, few: bool = False
) -> Event:
    """One event of a vocabulary, as `events` draws it; with `few`, of at most three attributes."""
    kind = draw(st.sampled_from(types))
    declared = vocabulary.events[kind]
    roles = sorted(vocabulary.roles)
    if few:
        told = draw(st.lists(st.sampled_from(sorted(declared)), max_size=3, unique=True)) if declared else []
    else:
        told = [word for word in sorted(declared) if draw(st.integers(0, 3))]
    attributes = {word: draw(value_of(declared[word], roles)) for word in told}
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


# Cases from a pack's own words

OFFSETS = (0, 0, 0, 1, 1, 2, 3, 5, 6, 7, 8, 10, 13, 14, 15, 16, 21, 28, 30, 31, 35, 42, 45, 60, 90)
"""Days between one event and another: the same day, and about the ends of the lengths that packs use."""


def words_of(pack: PackFile) -> set[str]:
    """Every word that a pack's rules and definitions use, key or value."""
    found: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                found.add(str(key))
                gather(each)
        elif isinstance(value, list | tuple):
            for each in value:
                gather(each)
        elif isinstance(value, str):
            found.add(value)

    gather(pack.model_dump(include={"rules", "definitions", "defaults"}, exclude_unset=True))
    return found


def _words_of_edges(period: Period) -> set[str]:
    """The attributes, and their values, that say whether an event opens or closes a period."""
    wheres = [edge.where for edge in (*period.opens, *period.closes) if edge.where is not None]
    found = {name for where in wheres for name in where.tests}
    values = [value for where in wheres for value in where.tests.values()]
    return found | {word for value in values if isinstance(value, list) for word in value if isinstance(word, str)}


def event_types_of(pack: PackFile, vocabulary: Vocabulary) -> list[str]:
    """The event types that a pack's rules speak of, those that open and close its periods among them."""
    words = words_of(pack)
    types = {word for word in words if word in vocabulary.events}
    for name in words & set(vocabulary.periods):
        for edge in (*vocabulary.periods[name].opens, *vocabulary.periods[name].closes):
            if "ended" in words or edge.event != "case.closed" or name == "open_case":
                types |= {edge.event} if isinstance(edge.event, str) else set(edge.event)
    if any(rule.form == "judgement" for rule in pack.rules):
        types.add("practice_audit.answered")
    return sorted(types)


def _drawn_value(random: Random, name: str, attribute: Attribute, words: set[str], on: date) -> Any:
    """A value of an attribute's type, more often than not one that the pack speaks of."""
    spoken = sorted(word for word in words if word in attribute.values)
    if attribute.type == "choice":
        return random.choice([*spoken, *spoken, *sorted(attribute.values)[:2]])
    if attribute.type in ("role", "roles"):
        known = ("social_worker", "police", "health", "team_manager")
        roles: list[str] = [*([role for role in known if role in words] or ["police"]), "education"]
        if attribute.type == "role":
            return random.choice(roles)
        return frozenset(role for role in roles if random.randrange(3))
    if attribute.type == "choices":
        return frozenset(value for value in sorted(attribute.values)[:3] if random.randrange(2))
    if attribute.type == "boolean":
        return random.randrange(3) > 0
    if attribute.type in ("integer", "number"):
        return random.randrange(6)
    if attribute.type in ("date", "datetime"):
        return on + timedelta(random.choice(OFFSETS))
    if attribute.type == "duration":
        return random.choice(["3 working days", "5 working days", "1 week", "2 weeks", "3 weeks", "2 months"])
    if attribute.type == "reference":
        return random.choice(["p1", "p1", "p2"])
    if name == "rule":
        return random.choice(sorted(word for word in words if word.startswith("child_protection.drawn")) or ["r"])
    return "words"


def _drawn_day(random: Random, days: list[date]) -> date:
    if days and random.randrange(5):
        return random.choice(days) + timedelta(random.choice(OFFSETS) * random.choice([1, 1, 1, -1]))
    return START + timedelta(random.randrange(SPAN_DAYS))


def random_case(random: Random, pack: PackFile, vocabulary: Vocabulary, max_events: int = 10) -> Case:
    """A case in the words of a pack, close together in time: meetings planned, moved and called off, entries
    corrected, visits recorded late, the same thing several times over, facts left out (about the child too).

    Only the attributes that the pack asks about are drawn, one in six of them missing.
    """
    words = words_of(pack)
    for period in words & set(vocabulary.periods):
        words |= set(vocabulary.periods[period].same) | _words_of_edges(vocabulary.periods[period])
    types = event_types_of(pack, vocabulary)
    if "practice_audit.answered" in types:
        words |= {"rule", "answer"}
    if "visiting_frequency.agreed" in types:
        words |= {"until"}
    if not random.randrange(5):
        types, words = [*types, WAIVED], words | {"rule", "authorised_by", "until"}
    if not random.randrange(6):
        types = [*types, VOIDED]
    openers = [t for t in types if t.endswith((".started", ".opened", ".given"))]
    triggers = [t for t in types if t in TRIGGER_TYPES]
    drawn: list[Event] = []
    days: list[date] = []
    for number in range(random.randint(2, max_events)):
        pool = openers if number == 0 and openers else (triggers if number == 1 and triggers else types)
        kind = drawn[-1].type if number > 1 and not random.randrange(5) else random.choice(pool)
        event = _drawn_event(random, kind, number, words, vocabulary, drawn, _drawn_day(random, days))
        drawn.append(event)
        days.append(event.at.date() if isinstance(event.at, datetime) else event.at)
    drawn = drawn if random.randrange(8) else _correcting_one_another(drawn)
    born = None
    if random.randrange(5):
        born = random.choice([date(2009, 1, 1), date(2020, 1, 1), date(2008, 2, 29), date(2020, 2, 29)]) + timedelta(
            random.randrange(500) * random.randrange(2)
        )
        if not random.randrange(6):  # about when something happened: an unborn child, or a baby
            born = random.choice(days) + timedelta(random.randrange(-60, 61))
    told = [name for name in sorted(words & set(vocabulary.subject_facts)) if random.randrange(3)]
    facts = {name: _drawn_fact(random, name, vocabulary.subject_facts[name], words) for name in told}
    kinds = sorted(
        {kind for rule in pack.rules for kind in ([rule.subject] if isinstance(rule.subject, str) else rule.subject)}
    )
    kind = random.choice(kinds) if not random.randrange(6) else "child"
    return Case(Subject("drawn", kind, born, facts), tuple(drawn), _drawn_coverage(random, types, days))


def _drawn_fact(random: Random, name: str, fact: Attribute, words: set[str]) -> Any:
    """What is said about the subject: as often yes as no, or a word that the pack speaks of."""
    return random.randrange(2) > 0 if fact.type == "boolean" else _drawn_value(random, name, fact, words, START)


def _drawn_coverage(random: Random, types: list[str], days: list[date]) -> Coverage | None:
    """Now and then a source that says what it holds: some types not at all, some to a day, some only the latest."""
    if random.randrange(6):
        return None
    held: dict[str, EventCoverage] = {}
    for kind in types:
        pick = random.randrange(8)
        if pick == 0:
            continue
        edge = random.choice(days) + timedelta(random.choice(OFFSETS))
        first, last = (edge if pick == 1 else None), (edge if pick == 2 else None)
        held[kind] = EventCoverage("latest" if pick == 3 else "complete", first, last)
    return Coverage("a drawn source", held)


def _correcting_one_another(drawn: list[Event]) -> list[Event]:
    """The same entries, of which the first that is corrected by one with an id corrects that one in its turn."""
    by = {event.corrects: event.id for event in drawn if event.corrects is not None and event.id is not None}
    for place, event in enumerate(drawn):
        if event.id is not None and event.id in by:
            return [*drawn[:place], replace(event, corrects=by[event.id]), *drawn[place + 1 :]]
    return drawn


WAIVED, VOIDED = "duty.waived", "entry.voided"
"""What any record may hold besides the events that a pack speaks of."""

TRIGGER_TYPES = ("icpc.held", "referral.received", "strategy_discussion.held", "looked_after_review.held")


def _drawn_event(
    random: Random, kind: str, number: int, words: set[str], vocabulary: Vocabulary, earlier: list[Event], day: date
) -> Event:
    attributes = {
        name: _drawn_value(random, name, attribute, words, day)
        for name, attribute in sorted(vocabulary.events[kind].items())
        if name in words and random.randrange(6)
    }
    at: date | datetime = day
    if not random.randrange(4):
        at = datetime.combine(day, time(random.randrange(3, 24), random.choice([0, 30])))
    status: EventStatus = "occurred"
    if kind in TRIGGER_TYPES or kind == "case.closed":
        status = random.choice(["occurred", "occurred", "occurred", "planned", "planned", "cancelled"])
    recorded: date | None = None
    if status != "occurred" and random.randrange(4):
        recorded = day - timedelta(random.choice(OFFSETS))
    elif status == "occurred" and not random.randrange(4):
        recorded = day + timedelta(random.choice(OFFSETS[:12]))
    links: dict[str, str] = {}
    named = [event for event in earlier if event.id is not None]
    if named and (kind == VOIDED or not random.randrange(3)):
        other = random.choice(named)
        alike = [event for event in named if event.type == kind]
        plans = [event for event in alike if event.status == "planned"]
        if plans and random.randrange(4):
            links[random.choice(["replaces", "replaces", "about"])] = str(random.choice(plans).id)
        elif alike and recorded is not None and not random.randrange(2):
            links["corrects"] = str(random.choice(alike).id)
        elif kind not in TRIGGER_TYPES:
            links["about"] = str(other.id)
    by = random.choice(["social_worker", "team_manager", None]) if "by" in words else None
    name = f"e{number}" if random.randrange(3) else None
    return Event(kind, at, status, name, recorded_at=recorded, by=by, attributes=attributes, **links)  # type: ignore[arg-type]  # links are ids
