"""Topics by council: who asks for what, with which figure, and who is stricter."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from practice_rules.compare.overlay import side_of
from practice_rules.compare.strictness import Relation, Verdict, compare_rules
from practice_rules.dates.calendar import Calendar
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import Check, Deadline, First, Gate, Lead, Limit, Quota, RuleBase, Series
from practice_rules.vocabulary.words import Vocabulary


@dataclass(frozen=True)
class Entry:
    """What one council asks for on one topic."""

    pack: str
    rule: RuleBase

    @property
    def figure(self) -> str:
        """The figure in a few words: `within 10 working days`, `every 6 weeks; every 3 months`."""
        return figure(self.rule)


@dataclass(frozen=True)
class Topic:
    """One topic: each council's entry, and how each pair stands to each other."""

    id: str
    meaning: str
    entries: tuple[Entry, ...]
    verdicts: tuple[tuple[str, str, Verdict], ...]

    @property
    def packs(self) -> tuple[str, ...]:
        """The councils that speak of it."""
        return tuple(entry.pack for entry in self.entries)

    def stricter(self) -> str:
        """Who is at least as strict as everyone else, in words."""
        if len(self.entries) < 2:
            return f"only {self.entries[0].pack}"
        strictest = [
            entry.pack
            for entry in self.entries
            if all(
                self.between(entry.pack, other.pack).relation.at_least_as_strict
                for other in self.entries
                if other != entry
            )
        ]
        if len(strictest) == len(self.entries):
            return "all the same"
        if strictest:
            return " and ".join(strictest)
        return "not comparable"

    def between(self, mine: str, theirs: str) -> Verdict:
        """How one council's rule stands to another's."""
        for left, right, verdict in self.verdicts:
            if (left, right) == (mine, theirs):
                return verdict
            if (right, left) == (mine, theirs):
                return verdict.turned()
        return Verdict(Relation.SAME, "")


def figure(rule: RuleBase) -> str:
    """What a rule asks for, as a figure with its unit."""
    if isinstance(rule, Deadline):
        lengths = rule.within if isinstance(rule.within, list) else [rule.within]
        return "; ".join("no time limit" if length is None else f"within {length}" for length in lengths)
    if isinstance(rule, Lead):
        parts = [f"at least {rule.at_least} before"] if rule.at_least else []
        parts += [f"at most {rule.at_most} before"] if rule.at_most else []
        return " and ".join(parts) or "before"
    if isinstance(rule, Series):
        first = rule.first.within if isinstance(rule.first, First) else rule.first
        parts = [f"first within {first}"] if first else []
        intervals = [rule.every] if rule.every else [phase.every for phase in rule.phases or ()]
        return "; ".join(parts + [f"every {length}" if length else "no interval" for length in intervals])
    if isinstance(rule, Quota):
        window = rule.in_ if isinstance(rule.in_, str) else f"{rule.in_.each}"
        return f"at least {rule.at_least} in each {window.replace('_', ' ')}"
    if isinstance(rule, Limit):
        return f"no longer than {rule.no_longer_than}" if rule.no_longer_than else f"no more than {rule.no_more_than}"
    if isinstance(rule, Gate):
        return "needs " + ", ".join(need.named for need in rule.needs)
    if isinstance(rule, Check):
        return "checked each time"
    return "judged by audit"


def compare_packs(
    packs: Sequence[PackFile], vocabulary: Vocabulary, calendars: dict[str, Calendar], area: str | None = None
) -> list[Topic]:
    """Every topic of several packs (in one area, if given), in order of id, with the verdict on each pair.

    Alternative readings stand aside: each council is compared by the rule it uses by default. Judgements are left
    out, having no figure.
    """
    by_topic: dict[str, list[tuple[PackFile, RuleBase]]] = {}
    for pack in packs:
        for rule in pack.rules:
            wanted = area is None or rule.id.split(".", 1)[0] == area
            if wanted and rule.alternative_to is None and getattr(rule, "form", "") != "judgement":
                by_topic.setdefault(rule.id, []).append((pack, rule))
    topics = []
    for topic_id, sides in sorted(by_topic.items()):
        verdicts = tuple(
            (left.pack, right.pack, compare_rules(side_of(left, mine, calendars), side_of(right, theirs, calendars)))
            for place, (left, mine) in enumerate(sides)
            for right, theirs in sides[place + 1 :]
        )
        entries = tuple(Entry(pack.pack, rule) for pack, rule in sides)
        meaning = vocabulary.topics.get(topic_id, sides[0][1].title)
        topics.append(Topic(topic_id, meaning, entries, verdicts))
    return topics


COLUMNS = ("topic", "meaning", "council", "figure", "strength", "who", "source", "standard", "stricter", "why")


def matrix_rows(topics: Iterable[Topic]) -> list[dict[str, Any]]:
    """One row for each council's entry on each topic."""
    rows = []
    for topic in topics:
        for entry in topic.entries:
            others = [verdict for left, right, verdict in topic.verdicts if entry.pack in (left, right) and verdict.why]
            role = entry.rule.responsible.role if entry.rule.responsible is not None else ""
            rows.append(
                {
                    "topic": topic.id,
                    "meaning": topic.meaning,
                    "council": entry.pack,
                    "figure": entry.figure,
                    "strength": entry.rule.strength,
                    "who": role.replace("_", " "),
                    "source": entry.rule.source.section,
                    "standard": " ".join(entry.rule.standard),
                    "stricter": topic.stricter(),
                    "why": "; ".join(dict.fromkeys(v.why for v in others if v.relation is not Relation.SAME)),
                }
            )
    return rows


def as_csv(topics: Iterable[Topic]) -> str:
    """The matrix as CSV, one line for each council's entry on each topic."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(matrix_rows(topics))
    return out.getvalue()


def as_json(topics: Iterable[Topic]) -> str:
    """The matrix as JSON: topics with their entries and the verdict on each pair."""
    return json.dumps(
        [
            {
                "topic": topic.id,
                "meaning": topic.meaning,
                "entries": [
                    {key: row[key] for key in ("council", "figure", "strength", "who", "source", "standard")}
                    for row in matrix_rows([topic])
                ],
                "stricter": topic.stricter(),
                "verdicts": [
                    {"pack": left, "against": right, "relation": said(v.relation), "why": v.why}
                    for left, right, v in topic.verdicts
                ],
            }
            for topic in topics
        ],
        indent=2,
        ensure_ascii=False,
    )


def said(relation: Relation) -> str:
    """A relation in the words of the comparison."""
    words = {Relation.SAME: "at least as strict as, both ways", Relation.STRICTER: "at least as strict as"}
    return words.get(relation, str(relation))


def as_markdown(topics: Sequence[Topic], packs: Sequence[str]) -> str:
    """The matrix as a Markdown table: a line a topic, a column a council; what only one has is listed after it."""
    shared = [topic for topic in topics if len(topic.entries) > 1]
    lines = ["| topic | " + " | ".join(packs) + " | stricter |", "|---" * (len(packs) + 2) + "|"]
    for topic in shared:
        cells = {entry.pack: f"{entry.figure} ({', '.join(entry.rule.standard[:3])})" for entry in topic.entries}
        lines.append(
            f"| {topic.meaning} `{topic.id}` | "
            + " | ".join(cells.get(p, "") for p in packs)
            + f" | {topic.stricter()} |"
        )
    for pack in packs:
        alone = [topic for topic in topics if topic.packs == (pack,)]
        if alone:
            lines += ["", f"Only {pack}:", ""]
            lines += [f"- {topic.meaning} `{topic.id}`: {topic.entries[0].figure}" for topic in alone]
    return "\n".join(lines) + "\n"
