"""The engine's answer beside the oracle's: drawn, compared, and shrunk to the smallest case in which they differ."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

import yaml

from practice_rules.case import Case, Event
from practice_rules.compiled import FastPack
from practice_rules.compiled.rows import engine_rows
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.calendar_file import read_calendar
from practice_rules.engine.compile import compile_pack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.engine.rows import Row
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Limit, Rule
from practice_rules.packs import standard_calendars
from practice_rules.testing.cases import random_case
from practice_rules.testing.counting import Said, with_council
from practice_rules.testing.packs import random_pack_said
from practice_rules.vocabulary.load import load_vocabulary
from tests.oracle.evaluate import Days, owed
from tests.oracle.time import LONDON

SHOWN = ("edition", "calendar", "rules", "defaults", "conventions")


class Asked(NamedTuple):
    """One question: what is owed under a pack in a case at a moment, knowing what was known then."""

    said: dict[str, Any]
    case: Case
    as_of: date | datetime
    known_at: date | datetime | None
    council: Said | None = None
    """The calendar of the name `council`: closures, and school terms if any."""


class Answer(NamedTuple):
    """One obligation as both can say it."""

    rule: str
    status: str
    due: str
    opens: str
    part: int
    done: str
    remedied: str
    ended: str
    missed: int
    missing: str
    standard: str
    plain: str
    waived: str


@cache
def _standard() -> dict[str, Calendar]:
    return standard_calendars()


@cache
def _council(written: str) -> Calendar:
    found = read_calendar(written, "council.yaml")
    assert isinstance(found, Calendar), found
    return found


def calendars(asked: Asked) -> dict[str, Calendar]:
    """The calendars that a pack may name."""
    own = {} if asked.council is None else {"council": _council(yaml.safe_dump(asked.council))}
    return _standard() | own


@cache
def days_of(calendar: Calendar) -> Days:
    """A calendar as plain days: its holidays and closures, and its terms."""
    off = {date.fromordinal(holiday.day) for holiday in calendar.holidays}
    for closure in calendar.closures:
        off |= {date.fromordinal(day) for day in range(closure.first, closure.last + 1)}
    if calendar.terms is None:
        return Days(frozenset(off))
    terms = ((date.fromordinal(term.first), date.fromordinal(term.last)) for term in calendar.terms)
    return Days(frozenset(off), tuple(terms))


def drawn(random: Random, forms: tuple[str, ...] = ()) -> Iterator[Asked]:
    """One pack and case, asked about at a few moments."""
    said = random_pack_said(random, forms)
    council = with_council(random, said)
    pack = PackFile.model_validate(said)
    case = random_case(random, pack, load_vocabulary())
    days = [event.at.date() if isinstance(event.at, datetime) else event.at for event in case.events]
    for _ in range(3):
        as_of: date | datetime = random.choice(days) + timedelta(random.choice([0, 1, 5, 7, 10, 14, 15, 30, 60, 200]))
        known_at = None
        if not random.randrange(3):
            known_at = as_of - timedelta(random.choice([0, 0, 1, 7, 30]))
        if not random.randrange(6):
            as_of = datetime(as_of.year, as_of.month, as_of.day, 12)  # noqa: DTZ001  local London time, as a record gives it
        yield Asked(said, case, as_of, known_at, council)


# the two answers in the same words


def _moment(day: date | None, at: datetime | None) -> str:
    if day is None:
        return "-"
    return f"{day}" if at is None else f"{at.astimezone(LONDON):%Y-%m-%dT%H:%M:%S}"


def _theirs(moment: Any) -> str:
    if moment is None:
        return "-"
    at = None if moment.instant is None else datetime.fromtimestamp(moment.instant, UTC)
    return _moment(date.fromordinal(moment.day), at)


def _ours(moment: Any) -> str:
    return "-" if moment is None else _moment(moment.day, moment.at)


def by_engine(asked: Asked) -> list[Answer]:
    """What the engine says is owed."""
    written = PackFile.model_validate(asked.said)
    pack = compile_pack(written, load_vocabulary(), calendars(asked))
    known = None if asked.known_at is None else as_moment(asked.known_at)
    return in_the_same_words(written, evaluate_rows(asked.case, pack, as_moment(asked.as_of), known).rows)


def by_fast_path(asked: Asked) -> tuple[list[Answer], int]:
    """What is owed by the fast path, with the engine for what it leaves; and how many of the answers are its own."""
    written = PackFile.model_validate(asked.said)
    pack = compile_pack(written, load_vocabulary(), calendars(asked))
    as_of = as_moment(asked.as_of)
    outcome = FastPack(pack, as_of).evaluate(asked.case)
    fast = list(engine_rows(outcome.fast, pack, as_of, asked.case.events))
    return in_the_same_words(written, [*fast, *outcome.rows]), len(fast)


def in_the_same_words(pack: PackFile, rows: Iterable[Row]) -> list[Answer]:
    """The engine's rows as both can say them."""
    rules = {rule.id: rule for rule in pack.rules}
    return sorted(
        _answer(rules[row.rule.id], row, _theirs, None if row.done is None else row.done.moment, bool(row.missing))
        for row in rows
    )


def by_oracle(asked: Asked) -> list[Answer]:
    """What the oracle says is owed."""
    pack = PackFile.model_validate(asked.said)
    rules = {rule.id: rule for rule in pack.rules}
    days = {name: days_of(calendar) for name, calendar in calendars(asked).items()}
    rows = owed(pack, load_vocabulary(), days, asked.case, asked.as_of, asked.known_at)
    return sorted(_answer(rules[row.rule], row, _ours, row.done, True) for row in rows)


def _answer(rule: Rule, row: Any, said: Callable[[Any], str], done: Any, named: bool) -> Answer:
    """One row in plain words: what the pages settle for its form, and nothing else."""
    status, form = row.status, rule.form
    late, unknown, timed = status == "breached", status == "unknown", form in ("deadline", "lead", "series", "quota")
    windowed = isinstance(rule, Limit) and (rule.in_ or rule.in_any) is not None
    due = said(row.due) + (" by day" if row.due is not None and row.due.by_day else "")
    plain = f"{said(row.plain_due or row.due)} {row.plain_status or status}"
    return Answer(
        rule.id,
        status,
        "" if windowed else due,
        said(row.opens) if timed and not (unknown and row.due is None) else "",
        row.part if form == "deadline" else 0,
        said(done) if status == "met" and timed else "",
        said(row.remedied) if late and form != "limit" else "",
        said(row.ended)[: None if form == "deadline" else 10]
        if status == "lapsed" and form in ("deadline", "series")
        else "",
        row.missed if late and form == "series" else 0,
        ",".join(row.missing) if form == "gate" and late else ("named" if unknown and named else ""),
        ",".join(row.standard or rule.standard),
        plain if form in ("deadline", "series") and not unknown else "",
        _waiver(row.waived),
    )


def _waiver(waiver: Any) -> str:
    """The waiver of an obligation: when it was given, by whom, and until when."""
    if waiver is None:
        return ""
    event = waiver if isinstance(waiver, Event) else waiver.event
    return f"{event.at} {event.attributes.get('authorised_by')} {event.attributes.get('until')}"


@dataclass
class Difference:
    """Where the two differ: the question, and what each says that the other does not."""

    asked: Asked
    engine: list[Answer] = field(default_factory=list)
    oracle: list[Answer] = field(default_factory=list)
    error: str = ""

    def __str__(self) -> str:
        lines = ["events:"]
        lines += [f"  {plain_event(event)}" for event in self.asked.case.events]
        lines += [
            f"born: {self.asked.case.subject.born}",
            f"as_of: {self.asked.as_of}  known_at: {self.asked.known_at}",
        ]
        if self.asked.case.coverage is not None:
            lines.append(f"source: {dict(self.asked.case.coverage.events)}")
        body = {key: self.asked.said[key] for key in SHOWN if key in self.asked.said}
        lines += [dump(body).rstrip()]
        lines += [f"  engine only: {shown(answer)}" for answer in self.engine]
        lines += [f"  oracle only: {shown(answer)}" for answer in self.oracle]
        return "\n".join(lines + ([self.error] if self.error else []))


def shown(answer: Answer) -> str:
    """An answer without its empty parts."""
    return " ".join(f"{name}={value}" for name, value in answer._asdict().items() if value not in ("", 0, "-"))


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  the signature is the library's
        return True


def dump(value: Any) -> str:
    """YAML as the pack reader takes it, without anchors."""
    return yaml.dump(value, Dumper=_Plain, sort_keys=False, default_flow_style=None, width=150)


def plain_event(event: Event) -> str:
    """An event in one line."""
    parts: dict[str, Any] = {event.type: str(event.at)}
    if event.status != "occurred":
        parts["status"] = event.status
    for name in ("id", "about", "replaces", "corrects", "recorded_at", "by"):
        if getattr(event, name) is not None:
            parts[name] = str(getattr(event, name))
    for name, value in event.attributes.items():
        parts[name] = sorted(value) if isinstance(value, frozenset) else value
    return "{" + ", ".join(f"{name}: {value}" for name, value in parts.items()) + "}"


def difference(asked: Asked, answered: list[Answer] | None = None) -> Difference | None:
    """Where engine and oracle differ, or `None` where they agree; `answered` is the oracle's answer, if known already.

    No question is passed over.
    """
    engine, oracle = Counter(by_engine(asked)), Counter(by_oracle(asked) if answered is None else answered)
    if engine == oracle:
        return None
    return Difference(asked, sorted((engine - oracle).elements()), sorted((oracle - engine).elements()))


def phases(asked: Asked, answered: list[Answer]) -> Iterator[int]:
    """The number of the phase in force for each answer about a series that has phases."""
    for rule in asked.said["rules"]:
        stated = [phase.get("standard", rule["standard"]) for phase in rule.get("phases", [])]
        stated = [] if "first" in rule else stated
        for answer in answered:
            if stated and answer.rule == rule["id"]:
                yield stated.index(answer.standard.split(",")) + 1


# making it small


def smaller(asked: Asked) -> Iterator[Asked]:
    """The same question with something left out."""
    rules = asked.said["rules"]
    for number in range(len(rules)):
        if len(rules) > 1:
            said = copy.deepcopy(asked.said)
            del said["rules"][number]
            yield asked._replace(said=said)
    for key in ("defaults", "conventions", "calendar"):
        if key in asked.said:
            yield asked._replace(said={k: v for k, v in asked.said.items() if k != key})
    for key in sorted(set(asked.council or {}) - {"calendar"}):
        yield asked._replace(council={k: v for k, v in (asked.council or {}).items() if k != key})
    events = asked.case.events
    for number in range(len(events)):
        yield _with_events(asked, events[:number] + events[number + 1 :])
    if asked.known_at is not None:
        yield asked._replace(known_at=None)
    for number, event in enumerate(events):
        for plainer in _plainer(event):
            yield _with_events(asked, (*events[:number], plainer, *events[number + 1 :]))
    for number, rule in enumerate(rules):
        for key in sorted(set(rule) - {"id", "title", "form", "standard", "source"}):
            said = copy.deepcopy(asked.said)
            del said["rules"][number][key]
            yield asked._replace(said=said)
    if asked.case.coverage is not None:
        yield asked._replace(case=replace(asked.case, coverage=None))
    if asked.case.subject.born is not None:
        yield asked._replace(case=replace(asked.case, subject=replace(asked.case.subject, born=None)))
    if isinstance(asked.as_of, datetime):
        yield asked._replace(as_of=asked.as_of.date())


def _with_events(asked: Asked, events: tuple[Event, ...]) -> Asked:
    return asked._replace(case=replace(asked.case, events=events))


def _plainer(event: Event) -> Iterator[Event]:
    for name in ("about", "replaces", "corrects", "recorded_at", "by", "id"):
        if getattr(event, name) is not None:
            yield replace(event, **{name: None})
    if event.status != "occurred":
        yield replace(event, status="occurred")
    if isinstance(event.at, datetime):
        yield replace(event, at=event.at.date())
    for name in event.attributes:
        yield replace(event, attributes={k: v for k, v in event.attributes.items() if k != name})


def shrink(asked: Asked, differs: Callable[[Asked], Any] = difference) -> Asked:
    """The smallest question found by leaving things out, as long as the two still differ."""
    going = True
    while going:
        going = False
        for candidate in smaller(asked):
            try:
                found = differs(candidate)
            except Exception:
                continue
            if found:
                asked, going = candidate, True
                break
    return asked
