"""The laws of an adapter: what was written to a case system and read back is what it was.

An adapter is two functions: one that puts a case into whatever the system keeps (rows, a form, a message), and one that
makes a case of it again. Dates lose their times of day, sets their order, corrections their link, and nobody sees it in
the one case that was tried by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Generic, TypeAlias, TypeVar

from practice_rules.case import Case, Event
from practice_rules.testing.laws import Law, check_laws
from practice_rules.testing.vocabularies import histories
from practice_rules.vocabulary.words import Vocabulary

K = TypeVar("K")
"""What the case system keeps."""


@dataclass(frozen=True)
class Adapter(Generic[K]):
    """What is on trial: the two functions."""

    write: Callable[[Case], K]
    read: Callable[[K], Case]

    def back(self, case: Case) -> Case:
        """The case, written and read back."""
        return self.read(self.write(case))


AdapterLaw: TypeAlias = Law[Adapter[K], Case]


def _the_subject(adapter: Adapter[K], case: Case) -> str | None:
    got = adapter.back(case).subject
    return None if got == case.subject else f"{case.subject} came back as {got}"


def _as_many(adapter: Adapter[K], case: Case) -> str | None:
    got = len(adapter.back(case).events)
    return None if got == len(case.events) else f"of {len(case.events)} entries {got} came back"


def _every_entry(adapter: Adapter[K], case: Case) -> str | None:
    got = {event.id: event for event in adapter.back(case).events}
    for event in case.events:
        came = got.get(event.id)
        if came != event:
            return f"{event}\n    came back {'not at all' if came is None else _what_differs(event, came)}"
    return None


def _what_differs(event: Event, came: Event) -> str:
    names = (each.name for each in fields(Event) if each.compare)
    differ = [name for name in names if getattr(event, name) != getattr(came, name)]
    return "with " + ", ".join(f"{name} {getattr(came, name)!r}" for name in differ)


ADAPTER_LAWS: tuple[Law[Adapter[object], Case], ...] = (
    Law("the subject", "who the case is about comes back as it was", _the_subject),
    Law("as many", "no entry is lost, and none comes twice", _as_many),
    Law("every entry", "every entry comes back with all it said", _every_entry),
)


def check_adapter_laws(
    *, write: Callable[[Case], K], read: Callable[[K], Case], vocabulary: Vocabulary, max_examples: int = 200
) -> None:
    """Try an adapter on histories in the words of a vocabulary, with every kind of value, link and status.

    Raises `LawBroken` for the first law that does not hold, with the smallest history that shows it.

    >>> from practice_rules.vocabulary.load import load_vocabulary
    >>> words = load_vocabulary()
    >>> check_adapter_laws(write=lambda case: case, read=lambda kept: kept, vocabulary=words, max_examples=5)
    """
    subject: Adapter[object] = Adapter(write, read)  # type: ignore[arg-type]  # what `write` gives is all that `read` gets
    check_laws(ADAPTER_LAWS, subject, histories(vocabulary), max_examples)
