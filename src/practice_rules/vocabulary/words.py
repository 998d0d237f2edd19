"""The vocabulary as it is used: looked up by name, with every shared attribute resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from practice_rules.vocabulary.model import Attribute, Period, VocabularyFile

EVERY_EVENT = {
    "by": Attribute(type="role", meaning="The role that did it."),
    "event_type": Attribute(type="text", meaning="What kind of event it is; for asking what another event is about."),
    "recorded_at": Attribute(type="datetime", meaning="When the record learnt of it."),
    "time": Attribute(type="text", meaning="The time of day at which it happened."),
    "age": Attribute(type="number", meaning="The subject's age in years on that day."),
}
"""What may be asked of any event, whatever its type."""


@dataclass(frozen=True)
class Vocabulary:
    """All the words a pack may use: the shared ones and the pack's own."""

    areas: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, Attribute]] = field(default_factory=dict)
    event_meanings: Mapping[str, str] = field(default_factory=dict)
    subject_facts: Mapping[str, Attribute] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    def attribute(self, event_type: str, name: str) -> Attribute | None:
        """What an attribute of an event type is, or `None` when the type has no such attribute."""
        return self.events.get(event_type, {}).get(name) or EVERY_EVENT.get(name)

    def with_words(self, own: VocabularyFile) -> Vocabulary:
        """This vocabulary and a pack's own words."""
        return build_vocabulary([own], self)


def build_vocabulary(files: Iterable[VocabularyFile], base: Vocabulary | None = None) -> Vocabulary:
    """Join files of words into one vocabulary. Later files may add attributes to an event type."""
    base = base or Vocabulary()
    files = list(files)
    attributes = dict(base.attributes)
    for words in files:
        attributes.update(words.attributes)
    events = {name: dict(own) for name, own in base.events.items()}
    meanings = dict(base.event_meanings)
    joined: dict[str, dict[str, object]] = {
        part: dict(getattr(base, part)) for part in ("areas", "subject_facts", "periods", "roles", "topics")
    }
    for words in files:
        for name, kind in words.events.items():
            known = events.setdefault(name, {})
            shared = {word: attributes[word] for word in kind.attributes if word in attributes}
            for word, attribute in {**shared, **kind.own}.items():
                known[word] = _joined(known.get(word), attribute)
            meanings.setdefault(name, kind.meaning)
        for part, entries in joined.items():
            entries.update(getattr(words, part))
    return Vocabulary(
        attributes=attributes,
        events=events,
        event_meanings=meanings,
        areas=joined["areas"],  # type: ignore[arg-type]  # the parts are joined by name; each keeps its own type
        subject_facts=joined["subject_facts"],  # type: ignore[arg-type]  # as above
        periods=joined["periods"],  # type: ignore[arg-type]  # as above
        roles=joined["roles"],  # type: ignore[arg-type]  # as above
        topics=joined["topics"],  # type: ignore[arg-type]  # as above
    )


def _joined(known: Attribute | None, more: Attribute) -> Attribute:
    """An attribute declared twice for one event type: a choice has the values of both."""
    if known is None or not known.values or known.type != more.type:
        return more
    return more.model_copy(update={"values": {**known.values, **more.values}})
