"""Trying worked examples: what was expected, what the engine says, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from practice_rules.case import Case, Event, Subject
from practice_rules.dates.calendar import Calendar, Term
from practice_rules.dates.calendar_file import load_calendar
from practice_rules.dates.clock import human_due, human_moment, local_time
from practice_rules.dates.days import iso
from practice_rules.dates.deadlines import lateness
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.engine.rows import Row
from practice_rules.examples.model import Example, ExampleFile, Expected, ExpectedObligation
from practice_rules.problems import Problem, Severity, nearest
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import SourceDocument, read_yaml_file, validate

ENVELOPE = frozenset({"status", "id", "about", "replaces", "corrects", "recorded_at", "by"})


@dataclass(frozen=True)
class Tried:
    """One example as it came out: the differences found (none when it holds) and the statuses it showed."""

    example: Example
    place: str
    differences: tuple[str, ...]
    statuses: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it came out as expected: as written, or failing where a gap is known."""
        return bool(self.differences) == (self.example.known_gap is not None)


@dataclass
class Read:
    """The examples of one file, and what is wrong with how they are written."""

    examples: list[tuple[Example, str, Case]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    folder: Path = Path()


def read_examples(path: Path, pack: CompiledPack) -> Read:
    """Read a file of examples against a pack's words, with every problem found in it."""
    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        return Read(problems=document, folder=path.parent)
    file, problems = validate(ExampleFile, document)
    read = Read(problems=list(problems), folder=path.parent)
    if file is None:
        return read
    rules = {rule.id for rule in pack.pack.rules}
    for number, example in enumerate(file.examples):
        place = document.place(("examples", number))
        if example.rule not in rules:
            near = nearest(example.rule, rules)
            read.problems.append(
                Problem(
                    document.place(("examples", number, "rule")), "unknown-word", Severity.ERROR,
                    f"the pack has no rule '{example.rule}'", None, f"did you mean '{near}'?" if near else None,
                )
            )  # fmt: skip
            continue
        case = _case(example, number, pack, document, read.problems)
        read.examples.append((example, str(place), case))
    return read


def _case(example: Example, number: int, pack: CompiledPack, document: SourceDocument, problems: list[Problem]) -> Case:
    """The history of an example as a case."""
    rule = next(rule for rule in pack.pack.rules if rule.id == example.rule)
    kinds = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    facts = {name: _typed(value) for name, value in example.subject.facts.items()}
    subject = Subject("example", example.subject.kind or kinds[0], example.subject.born, facts)
    events = []
    for place, entry in enumerate(example.history):
        path = ("examples", number, "history", place)
        event = _event(entry, pack.vocabulary, document, path, problems)
        if event is not None:
            events.append(event)
    return Case(subject, tuple(events))


def _event(
    entry: dict[str, Any],
    words: Vocabulary,
    document: SourceDocument,
    path: tuple[str | int, ...],
    problems: list[Problem],
) -> Event | None:
    def problem(message: str, key: str | None, fix: str | None = None) -> None:
        where = document.place(path if key is None else (*path, key))
        problems.append(Problem(where, "bad-history", Severity.ERROR, message, None, fix))

    types = [key for key in entry if "." in key]
    if len(types) != 1:
        problem("an entry of a history has one event type as a key, such as `icpc.held: 2026-03-03`", None)
        return None
    kind = types[0]
    declared = words.events.get(kind)
    if declared is None:
        near = nearest(kind, words.events)
        problem(f"there is no event called '{kind}'", kind, f"did you mean '{near}'?" if near else None)
        return None
    attributes = {}
    for name, value in entry.items():
        if name == kind or name in ENVELOPE:
            continue
        attribute = declared.get(name)
        if attribute is None:
            near = nearest(name, declared)
            problem(f"{kind} has no attribute '{name}'", name, f"did you mean '{near}'?" if near else None)
            continue
        if attribute.type in ("choices", "roles"):
            value = frozenset([value] if isinstance(value, str) else value)
        allowed = words.roles if attribute.type in ("role", "roles") else attribute.values
        for word in value if isinstance(value, frozenset) else [value]:
            if allowed and word not in allowed:
                near = nearest(str(word), allowed)
                problem(f"'{word}' is no value of {name}", name, f"did you mean '{near}'?" if near else None)
        if attribute.type == "boolean" and not isinstance(value, bool):
            problem(f"{name} is true or false", name)
        attributes[name] = value
    envelope = {key: entry.get(key) for key in ENVELOPE - {"status", "recorded_at"}}
    try:
        return Event(
            kind, _when(entry[kind]), entry.get("status", "occurred"), attributes=attributes,
            recorded_at=None if entry.get("recorded_at") is None else _when(entry["recorded_at"]), **envelope,
        )  # fmt: skip
    except ValueError as wrong:
        problem(str(wrong), kind)
        return None


def _typed(value: Any) -> Any:
    return frozenset(value) if isinstance(value, list) else value


def _when(value: Any) -> date | datetime:
    """A date or a date and time, as YAML gives it."""
    if isinstance(value, date):
        as_moment(value)
        return value
    text = str(value)
    as_moment(text)
    return datetime.fromisoformat(text) if "T" in text or " " in text else date.fromisoformat(text)


Load = Callable[[tuple[str, ...], dict[str, Calendar]], CompiledPack]
"""From the alternatives an example chooses, and the calendars it brings, to the pack that judges it."""


def try_examples(read: Read, pack: CompiledPack, load: Load) -> Iterator[Tried]:
    """Evaluate each example and compare.

    Raises `Refused` when the calendar file that an example names does not read.
    """
    for example, place, case in read.examples:
        calendars = _calendars(example, read.folder, pack)
        plain = not example.alternatives and not calendars
        chosen = pack if plain else load(tuple(example.alternatives), calendars)
        differences: list[str] = []
        statuses: list[str] = []
        for expected in example.expect:
            known = None if expected.known_at is None else as_moment(expected.known_at)
            evaluation = evaluate_rows(case, chosen, as_moment(expected.as_of), known)
            rows = [row for row in evaluation.rows if row.rule.id == example.rule]
            found = list(_differences(expected, rows))
            statuses += [row.status for row in rows]
            differences += [f"as of {expected.as_of}: {difference}" for difference in found]
        yield Tried(example, place, tuple(differences), tuple(statuses))


def _calendars(example: Example, folder: Path, pack: CompiledPack) -> dict[str, Calendar]:
    """The pack's calendar with the closures or school terms that an example brings; empty when it brings none."""
    name = pack.pack.calendar
    if example.calendar is not None:
        return {name: load_calendar(folder / example.calendar)}
    if example.terms:
        terms = [Term(each.name, each.first.toordinal(), each.last.toordinal()) for each in example.terms]
        return {name: pack.calendar.with_terms(terms)}
    return {}


def _differences(expected: Expected, rows: list[Row]) -> Iterator[str]:
    wanted: list[ExpectedObligation] = [] if expected.none else expected.obligations or [expected]
    if expected.obligations is not None and not expected.obligations:
        wanted = []
    if len(rows) != len(wanted):
        yield f"expected {len(wanted)} obligation(s), found {len(rows)}: " + "; ".join(map(describe, rows))
        return
    for want, row in zip(wanted, rows, strict=True):
        for name, theirs, ours in _compared(want, row):
            yield f"{name} expected {theirs}, found {ours} ({describe(row)})"


def _compared(want: ExpectedObligation, row: Row) -> Iterator[tuple[str, Any, Any]]:
    """Each thing that an example gives and that came out otherwise."""
    found: dict[str, Any] = {
        "status": row.status,
        "due": "none" if row.due is None else _written(row.due.day, row.due.instant),
        "done": None if row.done is None else _written(row.done.day, row.done.instant),
        "opens": _written(row.opens.day, row.opens.instant),
        "missed": row.missed,
        "standard": list(row.standard or row.rule.rule.standard),
        "plain": row.plain_status,
        "late": _late(row),
    }
    for name in sorted(want.model_fields_set & found.keys()):
        theirs = getattr(want, name)
        if theirs is None:
            continue
        if isinstance(theirs, date):
            theirs = theirs.isoformat()
        ours = found[name]
        if name in ("due", "done", "opens") and isinstance(ours, str) and len(str(theirs)) == 10:
            ours = ours[:10]
        if theirs != ours:
            yield name, theirs, ours
    if want.missing is not None:
        named = [want.missing] if isinstance(want.missing, str) else want.missing
        for fact in named:
            if not any(fact in missing for missing in row.missing):
                yield "missing", fact, list(row.missing)


def _written(day: int, instant: int | None) -> str:
    return iso(day) if instant is None else local_time(instant).strftime("%Y-%m-%dT%H:%M")


def _late(row: Row) -> int | None:
    if row.done is None or row.due is None or row.length is None:
        return None
    return lateness(row.done.moment, row.due, row.length, row.rule.calendar).own


def describe(row: Row) -> str:
    """One obligation in a few words."""
    due = "no date" if row.due is None else human_due(row.due)
    done = "" if row.done is None else f", done {human_moment(row.done.moment)}"
    why = f", missing {', '.join(row.missing)}" if row.missing else ""
    return f"{row.status}, from {human_moment(row.trigger.moment)}, due {due}{done}{why}"


def example_files(paths: Iterable[Path]) -> list[Path]:
    """Every file of examples among some paths and folders, in order."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return found
