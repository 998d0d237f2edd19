"""Reading case files: histories that a person writes or a case system exports, in YAML or JSON.

Every problem of a file is found in one run. A case with an error is set aside and the others are kept. docs/
case-files.md explains the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from practice_rules.case import Case, Coverage, Event, EventCoverage, Provenance, Subject
from practice_rules.case.event import AttributeValue
from practice_rules.problems import Problem, Refused, Severity, has_errors, nearest, quoted, sort_problems
from practice_rules.readers.case_links import check_links
from practice_rules.readers.case_shape import (
    EVENT_KEYS,
    CaseFrame,
    CoverageShape,
    EventShape,
    SeveralFrame,
    SubjectShape,
)
from practice_rules.readers.case_values import Misfit, attribute_value
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import Attribute
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import CASE_LIMITS, SourceDocument, read_yaml, read_yaml_file, validate

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of a file that can be used, and everything that is wrong with it.

    `names` has, for each case, the name the file gives it, or `None`.
    """

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]
    names: tuple[str | None, ...] = ()


def read_cases(source: str | bytes, file: str, vocabulary: Vocabulary | None = None) -> CaseFile:
    """Read the cases of a YAML or JSON text.

    `file` is its name, for problems and provenance. `vocabulary` is the shared one unless a pack's own words are to
    be known too (`Vocabulary.with_words`).

    >>> found = read_cases("subject: {id: C1}\\nevents: [{type: core_group.hold, at: 2026-03-12}]", "c1.yaml")
    >>> print(found.problems[0])
    c1.yaml:2:17: case-unknown-event-type unknown event type 'core_group.hold'; did you mean 'core_group.held'?
    """
    return _cases_of(read_yaml(source, file, limits=CASE_LIMITS, private=True), vocabulary)


def read_case_file(path: Path, vocabulary: Vocabulary | None = None) -> CaseFile:
    """Read the cases of a file, as `read_cases` does."""
    return _cases_of(read_yaml_file(path, limits=CASE_LIMITS, private=True), vocabulary)


def load_cases(path: Path, vocabulary: Vocabulary | None = None) -> tuple[Case, ...]:
    """The cases of a file that must be right as a whole.

    Raises:
        Refused: anything in the file is wrong; it holds every problem.
    """
    found = read_case_file(path, vocabulary)
    if has_errors(found.problems):
        raise Refused(found.problems)
    return found.cases


def read_coverage_file(path: Path, vocabulary: Vocabulary | None = None) -> Coverage:
    """What a source can show, from a file that says it under `coverage`, as a case file does.

    Raises:
        Refused: anything in it is wrong; it holds every problem.
    """
    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        raise Refused(document)
    reader = _CaseReader(document, (), vocabulary if vocabulary is not None else load_vocabulary())
    coverage = reader.coverage()
    if coverage is None or has_errors(reader.problems):
        raise Refused(reader.problems)
    return coverage


def _cases_of(document: SourceDocument | list[Problem], vocabulary: Vocabulary | None) -> CaseFile:
    if not isinstance(document, SourceDocument):
        return CaseFile((), tuple(document))
    words = vocabulary if vocabulary is not None else load_vocabulary()
    problems = list(document.notes)
    cases: list[Case] = []
    names: list[str | None] = []
    for path in _case_paths(document, problems):
        reader = _CaseReader(document, path, words)
        case = reader.read()
        problems += reader.problems
        if case is not None:
            cases.append(case)
            names.append(reader.name)
    return CaseFile(tuple(cases), tuple(sort_problems(problems)), tuple(names))


def _case_paths(document: SourceDocument, problems: list[Problem]) -> Iterator[Where]:
    """Where each case of the file stands: one that is the whole file, or the entries of `cases`."""
    if not isinstance(document.value, dict) or "cases" not in document.value:
        yield ()
        return
    several, wrong = validate(SeveralFrame, document)
    problems += wrong
    listed = document.value["cases"]
    if several is not None or isinstance(listed, list):
        yield from (("cases", position) for position in range(len(listed)))


class _CaseReader:
    """Reads one case, gathering all that is wrong with it."""

    def __init__(self, document: SourceDocument, path: Where, vocabulary: Vocabulary) -> None:
        self._document = document
        self._path = path
        self._vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.name: str | None = None

    def read(self) -> Case | None:
        """The case, or `None` if anything in it is wrong."""
        frame, wrong = validate(CaseFrame, self._document, at=self._path)
        self.problems += wrong
        subject = self._subject() if self._has("subject") else None
        coverage = self._coverage() if self._has("coverage") else None
        events = list(self._events())
        self.problems += check_links(self._document, subject, events)
        if frame is None or subject is None or has_errors(self.problems):
            return None
        self.name = frame.case
        return Case(subject, tuple(event for _, event in events), coverage)

    def coverage(self) -> Coverage | None:
        """What the source can show, where the document says nothing else."""
        if self._has("coverage"):
            return self._coverage()
        self._problem((), "case-no-coverage", "there is no `coverage`", "coverage: and what the source holds")
        return None

    def _has(self, key: str) -> bool:
        try:
            return self._document.value_at((*self._path, key)) is not None or key == "subject"
        except LookupError:
            return False

    # ------------------------------------------------------------------ subject and coverage

    def _subject(self) -> Subject | None:
        path = (*self._path, "subject")
        shape, wrong = validate(SubjectShape, self._document, at=path)
        self.problems += wrong
        given = self._document.value_at(path)
        written = given.get("facts") if isinstance(given, dict) else None
        facts: dict[str, AttributeValue] = {}
        if isinstance(written, dict):
            known = self._vocabulary.subject_facts
            named = {name: value for name, value in written.items() if isinstance(name, str)}
            facts = self._values(named, known, (*path, "facts"), "fact", tuple(known))
        return Subject(shape.id, shape.kind, shape.born, facts) if shape is not None else None

    def _coverage(self) -> Coverage | None:
        path = (*self._path, "coverage")
        shape, wrong = validate(CoverageShape, self._document, at=path)
        self.problems += wrong
        if shape is None:
            return None
        events: dict[str, EventCoverage] = {}
        for name, held in shape.events.items():
            here = (*path, "events", name)
            if self._event_type(name, here, on_key=True):
                self._known_words(held.attributes, self._vocabulary.events[name], (*here, "attributes"))
            if held.first is not None and held.last is not None and held.last < held.first:
                self._problem(
                    (*here, "last"), "case-coverage-dates", "the last day is before the first", "a day on or after it"
                )
            attributes = frozenset(held.attributes) if held.attributes is not None else None
            events[name] = EventCoverage(held.extent, held.first, held.last, attributes)
        self._known_words(shape.subject_facts, self._vocabulary.subject_facts, (*path, "subject_facts"))
        facts = frozenset(shape.subject_facts) if shape.subject_facts is not None else None
        return Coverage(shape.name, events, facts)

    def _known_words(self, words: list[str] | None, known: Mapping[str, Attribute], path: Where) -> None:
        for position, word in enumerate(words or ()):
            if word not in known and word not in EVENT_KEYS:
                self._unknown("attribute" if path[-1] == "attributes" else "fact", word, known, (*path, position))

    # ------------------------------------------------------------------ events

    def _events(self) -> Iterator[tuple[Where, Event]]:
        try:
            listed = self._document.value_at((*self._path, "events"))
        except LookupError:
            return
        for position in range(len(listed) if isinstance(listed, list) else 0):
            path = (*self._path, "events", position)
            shape, wrong = validate(EventShape, self._document, at=path)
            self.problems += wrong
            if shape is not None:
                yield path, self._event(shape, path)
            elif isinstance(listed[position], dict):
                self._rest_of(listed[position], path)

    def _rest_of(self, block: Mapping[Any, Any], path: Where) -> None:
        """What else is wrong with an event whose own keys do not read: its type and attributes are still checked."""
        name = block.get("type")
        if isinstance(name, str) and name and self._event_type(name, (*path, "type")):
            extra = {key: value for key, value in block.items() if isinstance(key, str) and key not in EVENT_KEYS}
            self._attributes(name, extra, path)

    def _event(self, shape: EventShape, path: Where) -> Event:
        attributes: dict[str, AttributeValue] = {}
        if self._event_type(shape.type, (*path, "type")):
            attributes = self._attributes(shape.type, shape.model_extra or {}, path)
        if shape.by is not None and shape.by not in self._vocabulary.roles:
            self._unknown("role", shape.by, self._vocabulary.roles, (*path, "by"))
        line = self._document.place(path).line
        return Event(
            shape.type,
            shape.at,
            shape.status,
            id=shape.id,
            about=shape.about,
            replaces=shape.replaces,
            corrects=shape.corrects,
            recorded_at=shape.recorded_at,
            by=shape.by,
            attributes=attributes,
            provenance=Provenance(self._document.file, line),
        )

    def _event_type(self, name: str, path: Where, on_key: bool = False) -> bool:
        known = name in self._vocabulary.events
        if not known:
            self._unknown("event type", name, self._vocabulary.events, path, on_key)
        return known

    def _attributes(self, event_type: str, given: Mapping[str, Any], path: Where) -> dict[str, AttributeValue]:
        known = self._vocabulary.events[event_type]
        return self._values(given, known, path, "attribute", (*known, *EVENT_KEYS), f" of {event_type}")

    def _values(
        self,
        given: Mapping[str, Any],
        known: Mapping[str, Attribute],
        path: Where,
        what: str,
        spellings: tuple[str, ...],
        of: str = "",
    ) -> dict[str, AttributeValue]:
        """Attributes or facts, each by its type; those that do not fit are reported and left out."""
        values: dict[str, AttributeValue] = {}
        for name, value in given.items():
            attribute = known.get(name)
            if attribute is None:
                self._unknown(what, name, spellings, (*path, name), on_key=True, of=of)
                continue
            found = attribute_value(name, attribute, value, self._vocabulary.roles)
            if isinstance(found, Misfit):
                at: Where = (*path, name) if found.at is None else (*path, name, found.at)
                self._problem(at, found.code, found.message, found.expected, found.fix)
            else:
                values[name] = found
        return values

    # ------------------------------------------------------------------ saying what is wrong

    def _unknown(
        self,
        what: str,
        word: str,
        known: Mapping[str, Any] | tuple[str, ...],
        path: Where,
        on_key: bool = False,
        of: str = "",
    ) -> None:
        """A word in neither the vocabulary nor the format, with the nearest that is; others are not repeated."""
        right = nearest(word, known)
        message = f"unknown {what}{of}"
        if right is not None:
            message += f" {quoted(word)}; did you mean {quoted(right)}?"
        expected = f"one of: {', '.join(sorted(known))}" if len(known) <= 30 else f"a name of the vocabulary's {what}s"
        fix = f"write {right}" if right is not None else "write the vocabulary's name for it, or leave it out"
        self._problem(path, f"case-unknown-{what.replace(' ', '-')}", message, expected, fix, on_key)

    def _problem(
        self, path: Where, code: str, message: str, expected: str, fix: str | None = None, on_key: bool = False
    ) -> None:
        place = self._document.place(path, key=on_key)
        self.problems.append(Problem(place, code, Severity.ERROR, message, expected, fix))
