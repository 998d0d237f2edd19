"""Does every word of a pack exist? Each unknown word is a problem with its place and the nearest right spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel

from practice_rules.dates.conventions import ConventionRefused, Conventions
from practice_rules.dates.durations import DurationProblem, parse_duration
from practice_rules.language.conditions import Test, Where
from practice_rules.language.moments import (
    BreachAnchor,
    DefinedAct,
    DoneAnchor,
    DueAnchor,
    EventAct,
    EventAnchor,
    LatestState,
    PeriodState,
    SubjectState,
)
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import CONVENTION_NAMES, Deadline, Gate, Limit, Quota, RuleBase, Settled, Variation
from practice_rules.language.word_places import (
    KINDS_IN_WORDS,
    SUITED_TESTS,
    WHAT_TO_WRITE,
    Path,
    events_in,
    given_keys,
    is_moment,
    named_values,
    place_of_word,
    sharing_a_part,
    with_article,
)
from practice_rules.problems import Problem, Severity, nearest
from practice_rules.vocabulary.model import Attribute, Period
from practice_rules.vocabulary.words import EVERY_EVENT, Vocabulary
from practice_rules.yaml_source import SourceDocument


class ReferenceChecker:
    """Walks a pack and says which of its words are unknown or do not fit where they stand."""

    def __init__(self, pack: PackFile, vocabulary: Vocabulary, document: SourceDocument) -> None:
        self.pack = pack
        self.words = vocabulary
        self.document = document
        self.problems: list[Problem] = []
        self.rule_id: str | None = None
        self.rule_ids = {rule.id for rule in pack.rules}
        self.acts = {name for name, d in pack.definitions.items() if d.act is not None}
        self.states = {name for name, d in pack.definitions.items() if d.state is not None}
        self.anchors = {name for name, d in pack.definitions.items() if d.anchor is not None}

    def check(self) -> list[Problem]:
        """Every problem with the pack's words, in the order they stand."""
        self._pack_words()
        for name, definition in self.pack.definitions.items():
            self._walk(definition, ("definitions", name), "definition")
        self._walk(self.pack.defaults, ("defaults",), "defaults")
        for number, rule in enumerate(self.pack.rules):
            self.rule_id = rule.id
            self._rule(rule, ("rules", number))
        self.rule_id = None
        return self.problems

    def _pack_words(self) -> None:
        self._conventions(self.pack.conventions, ("conventions",))
        for name, kind in self.pack.vocabulary.events.items():
            for word in kind.attributes:
                if word not in self.words.attributes:
                    self._unknown(
                        "attribute", word, self.words.attributes, ("vocabulary", "events", name, "attributes")
                    )
        for name, period in self.pack.vocabulary.periods.items():
            self._edges(period, ("vocabulary", "periods", name))

    def _edges(self, period: Period, path: Path) -> None:
        """The events that open and close a period of the pack's own, and the attributes that tell its runs apart."""
        opening: list[str] = []
        for key, edges in (("opens", period.opens), ("closes", period.closes)):
            for number, edge in enumerate(edges):
                types = self._event_types(edge.event, self.document.reach((*path, key, number, "event")))
                self._where(edge.where, types, (*path, key, number, "where"))
                opening += types if key == "opens" else []
        for number, name in enumerate(period.same):
            self._attribute(name, opening, (*path, "same", number))

    def _conventions(self, choices: dict[str, str] | None, path: Path) -> None:
        for name, choice in (choices or {}).items():
            if name not in CONVENTION_NAMES:
                near = nearest(name, CONVENTION_NAMES)
                message = f"there is no convention called '{name}'" + (f"; did you mean '{near}'?" if near else "")
                self._problem("unknown-convention", message, (*path, name), f"one of: {', '.join(CONVENTION_NAMES)}",
                              f"write {near}" if near else "take it away", key=True)  # fmt: skip
                continue
            try:
                Conventions(**{name: choice})  # type: ignore[arg-type]  # Conventions checks its own choices
            except (ConventionRefused, TypeError) as wrong:
                self._problem(
                    "unknown-convention", str(wrong), (*path, name), "one of the counting choices in docs/dates.md"
                )

    def _rule(self, rule: RuleBase, path: Path) -> None:
        area = rule.id.split(".", 1)[0]
        if area not in self.words.areas:
            self._unknown("area", area, self.words.areas, (*path, "id"))
        if rule.source.document not in self.pack.sources:
            self._unknown("document", rule.source.document, self.pack.sources, (*path, "source", "document"))
        if rule.responsible is not None and rule.responsible.role not in self.words.roles:
            self._unknown("role", rule.responsible.role, self.words.roles, (*path, "responsible"))
        if rule.alternative_to is not None and rule.alternative_to not in self.rule_ids:
            self._unknown("rule", rule.alternative_to, self.rule_ids, (*path, "alternative_to"))
        self._conventions(rule.conventions, (*path, "conventions"))
        self._attributes_of(rule, path)
        self._walk(rule, path, "rule")

    def _attributes_of(self, rule: RuleBase, path: Path) -> None:
        """The keys of single forms that name a period or an attribute."""
        belongs = getattr(rule, "belongs_to", None)
        if belongs is not None and belongs not in self.states and belongs not in self.words.periods:
            self._unknown(
                "period or defined state", belongs, {*self.words.periods, *self.states}, (*path, "belongs_to")
            )
        if isinstance(rule, Deadline) and rule.by_date is not None:
            self._attribute(rule.by_date, self._types_at(rule.after), (*path, "by_date"))
        if isinstance(rule, Limit) and rule.counting is not None and isinstance(rule.of, str):
            self._attribute(rule.counting, self._opening(rule.of), (*path, "counting"))

    def _opening(self, period: str) -> list[str]:
        """The event types that open a period."""
        declared = self.words.periods.get(period)
        edges = declared.opens if declared is not None else []
        return [name for edge in edges for name in ([edge.event] if isinstance(edge.event, str) else edge.event)]

    def _walk(self, written: Any, path: Path, key: str) -> None:
        """Look at one part of the pack and then at everything inside it."""
        if isinstance(written, str):
            self._bare(written, path, key)
            return
        if isinstance(written, list):
            for number, each in enumerate(written):
                self._walk(each, (*path, number), key)
            return
        if not isinstance(written, BaseModel):
            return
        self._look(written, path)
        for name, value in given_keys(written):
            if name == "in" and isinstance(written, Quota | Limit):
                continue
            if value is not None and name not in ("where", "have", "source", "responsible", "standard", "subject"):
                self._walk(value, (*path, name), place_of_word(name, key))

    def _bare(self, word: str, path: Path, key: str) -> None:
        if key == "state or word":
            key = "other" if word in ("any time", "previous") else "state"
        if key == "act":
            if word not in self.acts and word not in self.words.events:
                self._misplaced("event or defined act", word, {*self.words.events, *self.acts}, path)
        elif key == "state":
            if word not in self.states and word not in self.words.periods:
                self._misplaced("period or defined state", word, {*self.words.periods, *self.states}, path)
        elif key == "anchor" and word not in self.anchors and word not in self.words.events:
            self._misplaced("event or defined anchor", word, {*self.words.events, *self.anchors}, path)

    def _misplaced(self, what: str, word: str, choices: Iterable[str], path: Path) -> None:
        """A word that is unknown where it stands; one that is known elsewhere is told for what it is."""
        kind, fix = self._kind_of(word, what)
        if kind is None:
            self._unknown(what, word, choices, path)
        else:
            message = f"there is no {what} called '{word}': it is {kind}"
            self._problem("unknown-word", message, path, with_article(what), fix)

    def _kind_of(self, word: str, what: str) -> tuple[str | None, str | None]:
        """What a word is that stands in a wrong place, and what may be written instead."""
        if word in self.words.periods:
            opened = f"{word}.started" if f"{word}.started" in self.words.events else f"{{start_of: {word}}}"
            return "a period", f"write {opened}" if "anchor" in what else "write an event, or a definition with `act`"
        if word in self.words.events:
            noun = word.split(".")[0]
            fix = f"write {noun}" if noun in self.words.periods else f"write {{from: {word}}} or {{happened: {word}}}"
            return "an event", fix
        for name, defined in (("act", self.acts), ("state", self.states), ("anchor", self.anchors)):
            if word in defined:
                return f"the definition of {with_article(name)}", f"define what is meant with `{what.split()[-1]}:`"
        parts = re.split(r"\s+(?:or|and|/)\s+|\s*,\s*", word)
        if len(parts) > 1 and all(each in self.words.events for each in parts):
            return "several events", f"write {{any_of: [{', '.join(parts)}]}}"
        return None, None

    def _look(self, written: BaseModel, path: Path) -> None:
        if isinstance(written, EventAnchor | EventAct):
            types = self._event_types(written.event, (*path, "event"))
            self._where(written.where, types, (*path, "where"))
            if isinstance(written, EventAnchor) and written.date is not None:
                self._attribute(written.date, types, (*path, "date"))
            if isinstance(written, EventAct):
                for number, name in enumerate(written.match):
                    self._attribute(name, types, (*path, "match", number))
        elif isinstance(written, Settled | LatestState | Variation):
            event = written.latest if isinstance(written, LatestState) else written.event
            types = self._event_types(event, (*path, "latest" if isinstance(written, LatestState) else "event"))
            self._where(written.where, types, (*path, "where"))
            if isinstance(written, Variation) and written.attribute is not None:
                self._attribute(written.attribute, types, (*path, "attribute"))
        elif isinstance(written, PeriodState):
            self._period(written, path)
        elif isinstance(written, DefinedAct):
            if written.definition not in self.acts:
                self._unknown("defined act", written.definition, self.acts, (*path, "definition"))
            else:
                types = self._types_of(written.definition)
                self._where(written.where, types, (*path, "where"))
                for number, name in enumerate(written.match):
                    self._attribute(name, types, (*path, "match", number))
        elif isinstance(written, DueAnchor | BreachAnchor | DoneAnchor):
            ((name, rule_id),) = ((n, v) for n, v in given_keys(written) if n in ("due", "breach", "done"))
            if rule_id not in self.rule_ids:
                self._unknown("rule", rule_id, self.rule_ids, (*path, name))
        elif isinstance(written, SubjectState):
            for name, test in written.subject.items():
                fact = self.words.subject_facts.get(name)
                if name != "kind" and fact is None:
                    self._unknown("fact about the subject", name, self.words.subject_facts, (*path, "subject", name))
                elif fact is not None:
                    self._value(fact, name, test, (*path, "subject", name))
        elif isinstance(written, Gate):
            for number, need in enumerate(written.needs):
                self._where(need.have, self._types_at(written.guards), (*path, "needs", number, "have"))
        elif hasattr(written, "have") and hasattr(written, "on") and written.have is not None:
            types = self._types_at(written.on)
            self._where(written.have, types, (*path, "have"))

    def _period(self, written: PeriodState, path: Path) -> None:
        period = self.words.periods.get(written.period)
        if period is None:
            self._unknown("period", written.period, self.words.periods, (*path, "period"))
            return
        self._where(written.where, self._opening(written.period), (*path, "where"))

    def _types_of(self, definition: str) -> list[str]:
        return list(events_in(self.pack.definitions[definition].act, self.pack, set()))

    def _types_at(self, anchor: Any) -> list[str]:
        return [name for name in events_in(anchor, self.pack, set()) if name in self.words.events]

    def _event_types(self, event: str | list[str], path: Path) -> list[str]:
        names = [event] if isinstance(event, str) else event
        known = []
        for name in names:
            if name == "any":
                continue
            if name in self.words.events:
                known.append(name)
            else:
                self._unknown("event", name, self.words.events, path)
        return known

    def _attribute(self, name: str, types: list[str], path: Path) -> list[Attribute]:
        """The attribute as each event type declares it; a problem when none of them does."""
        found = [a for a in (self.words.attribute(kind, name) for kind in types) if a is not None]
        if not found and types:
            choices = {word for kind in types for word in self.words.events[kind]} | set(EVERY_EVENT)
            self._unknown(f"attribute of {' or '.join(types)}", name, choices, path)
        return found

    def _where(self, where: Where | None, types: list[str], path: Path) -> None:
        if where is None:
            return
        for name, test in where.tests.items():
            attributes = self._attribute(name, types, (*path, name))
            if attributes:
                self._value(attributes[0], name, test, (*path, name), attributes)
                self._suits(attributes, name, test, (*path, name))
                if isinstance(test, Test) and test.includes_all_in is not None:
                    self._attribute(test.includes_all_in, types, (*path, name, "includes_all_in"))
        if where.about is not None:
            self._where(where.about, sorted(self.words.events), (*path, "about"))
        for key, options in (("any_of", where.any_of), ("none_of", where.none_of)):
            for number, option in enumerate(options or ()):
                self._where(option, types, (*path, key, number))

    def _value(
        self, attribute: Attribute, name: str, test: Any, path: Path, all_: list[Attribute] | None = None
    ) -> None:
        """Whether the values a condition names are values the attribute can have."""
        declared = all_ or [attribute]
        allowed: set[str] | None = None
        if attribute.type in ("choice", "choices"):
            allowed = {value for one in declared for value in one.values}
        elif attribute.type in ("role", "roles"):
            allowed = set(self.words.roles)
        if isinstance(test, list) and attribute.type in ("choices", "roles"):
            self._problem(
                "list-on-a-set", f"{name} holds several words, so a list does not say whether all or any are needed",
                path, "includes: [...] for all of them, includes_any: [...] for at least one",
            )  # fmt: skip
        for value, where in named_values(test, path):
            self._fits(attribute, name, value, allowed, where)

    def _suits(self, declared: list[Attribute], name: str, test: Any, path: Path) -> None:
        """Whether a test can be asked of attributes of these kinds at all."""
        kinds = {one.type for one in declared}
        for keys, suited, what in SUITED_TESTS if isinstance(test, Test) else ():
            for key in keys:
                if getattr(test, key) is not None and not kinds & suited:
                    kind = sorted(kinds)[0]
                    self._problem(
                        "wrong-value", f"`{key}` asks about {what}, and {name} is {KINDS_IN_WORDS.get(kind, kind)}",
                        (*path, key), None, WHAT_TO_WRITE.get(kind, "write the value itself"),
                    )  # fmt: skip

    def _fits(self, attribute: Attribute, name: str, value: Any, allowed: set[str] | None, path: Path) -> None:
        if attribute.type == "boolean" and not isinstance(value, bool):
            self._problem("wrong-value", f"{name} is true or false, not {value!r}", path, "true or false")
        elif attribute.type in ("integer", "number") and (
            isinstance(value, bool) or not isinstance(value, int | float)
        ):
            self._problem("wrong-value", f"{name} is a number, not {value!r}", path, "a number")
        elif attribute.type in ("date", "datetime") and not isinstance(value, date) and not is_moment(value):
            self._problem("wrong-value", f"{name} is a date, not {value!r}", path, "a date such as 2026-03-31")
        elif attribute.type == "duration" and (
            not isinstance(value, str) or isinstance(parse_duration(value), DurationProblem)
        ):
            self._problem("wrong-value", f"{name} is a length of time, not {value!r}", path, "such as '6 weeks'")
        elif allowed is not None and (not isinstance(value, str) or value not in allowed):
            self._unknown(f"value of {name}", str(value), allowed, path)

    def _unknown(self, what: str, word: str, choices: Iterable[str], path: Path) -> None:
        listed = sorted(choices)
        near = nearest(word, listed)
        expected = ", ".join(listed) if len(listed) <= 14 else sharing_a_part(word, listed)
        own = "use a word of the vocabulary, or add it under `vocabulary:`"
        fix = f"did you mean '{near}'?" if near else "use one of its values" if what.startswith("value of ") else own
        self._problem("unknown-word", f"there is no {what} called '{word}'", path, expected, fix)

    def _problem(
        self,
        code: str,
        message: str,
        path: Path,
        expected: str | None = None,
        fix: str | None = None,
        key: bool = False,
    ) -> None:
        self.problems.append(
            Problem(self.document.place(path, key), code, Severity.ERROR, message, expected, fix, self.rule_id)
        )


def check_references(pack: PackFile, vocabulary: Vocabulary, document: SourceDocument) -> list[Problem]:
    """Every unknown or ill-fitting word of a pack. `vocabulary` already includes the pack's own words."""
    return ReferenceChecker(pack, vocabulary, document).check()
