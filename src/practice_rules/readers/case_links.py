"""Whether the events of a case hang together: ids, what each refers to, and when it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from practice_rules.case import Event, Subject
from practice_rules.dates.clock import Moment, parse_moment
from practice_rules.problems import Problem, Severity, nearest, quoted
from practice_rules.yaml_source import SourceDocument

Path = tuple[str | int, ...]
Read = Sequence[tuple[Path, Event]]

REFERENCES: Final = ("about", "replaces", "corrects")
_LONGEST_BEFORE_BIRTH: Final = 300
"""In days: ten months."""


def check_links(document: SourceDocument, subject: Subject | None, events: Read) -> Iterator[Problem]:
    """Every way in which the events of one case contradict each other or name what is not there."""
    yield from _same_ids(document, events)
    known = {event.id for _, event in events if event.id is not None}
    for path, event in events:
        for key in REFERENCES:
            name = getattr(event, key)
            if name is not None and (name not in known or name == event.id):
                yield _no_such_event(document, path, key, name, event, known)
    if subject is not None and subject.kind == "child" and subject.born is not None:
        yield from _long_before_birth(document, subject.born, events)


def _same_ids(document: SourceDocument, events: Read) -> Iterator[Problem]:
    """The same row may be sent twice, and a meeting may keep its id from plan to holding; nothing else may."""
    seen: dict[str, list[tuple[Path, Event]]] = {}
    for path, event in events:
        if event.id is None:
            continue
        for earlier_path, earlier in seen.setdefault(event.id, []):
            same_meeting = earlier.status != event.status and earlier.type == event.type
            if earlier != event and not same_meeting:
                line = document.place((*earlier_path, "id")).line
                yield Problem(
                    document.place((*path, "id")),
                    "case-same-id",
                    Severity.ERROR,
                    f"another event of this case has the same id, on line {line}, and says something else",
                    "an id of its own for each event",
                    "give one of the two another id; to put an entry right, give the new one `corrects`",
                )
                break
        seen[event.id].append((path, event))


def _no_such_event(document: SourceDocument, path: Path, key: str, name: str, event: Event, known: set[str]) -> Problem:
    if name == event.id:
        message, right = f"{quoted(key)} names the event it stands in", None
    else:
        message, right = f"{quoted(key)} names no event of this case", nearest(name, known - {event.id or ""})
    if right is not None:
        message += f"; did you mean {quoted(right)}?"
    return Problem(
        document.place((*path, key)),
        "case-no-such-event",
        Severity.ERROR,
        message,
        "the id of another event of this case",
        f"write {right}" if right is not None else "give that event an id, or correct this one",
    )


def _long_before_birth(document: SourceDocument, born: date, events: Read) -> Iterator[Problem]:
    """Work before birth is real; work before there was a pregnancy is a slip in one of the dates."""
    earliest = born.toordinal() - _LONGEST_BEFORE_BIRTH
    for path, event in events:
        moment = parse_moment(event.at)
        if isinstance(moment, Moment) and moment.day < earliest:
            yield Problem(
                document.place((*path, "at")),
                "case-before-birth",
                Severity.WARNING,
                "this event is more than ten months before the child's birth",
                "a date after the child was expected, or another date of birth",
                "check both dates",
            )
