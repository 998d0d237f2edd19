"""An overlay: a deployer's own YAML over a shipped pack.

It changes rules by id, switches them off, chooses between the readings of a contradiction, and adds local standards;
each with a reason. It never edits the pack, and every change that makes a rule looser is listed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter

from practice_rules.checks.needed import check_needed
from practice_rules.compare.strictness import Relation, Side, Verdict, compare_rules
from practice_rules.dates.calendar import Calendar
from practice_rules.engine.compile import CompiledPack, compile_pack, conventions_of
from practice_rules.language.base import Written
from practice_rules.language.chains import references
from practice_rules.language.pack import Definition, PackFile, Source
from practice_rules.language.rules import Rule, RuleBase
from practice_rules.language.words import RuleId, Sentence, Word
from practice_rules.problems import Problem, Refused, Severity, has_errors, nearest
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import VocabularyFile
from practice_rules.yaml_source import SourceDocument, read_yaml_file, validate


class Change(Written):
    """New values for some keys of a rule, and why."""

    rule: RuleId
    set: dict[str, Any] = Field(min_length=1, description="Keys of the rule and their new values.")
    reason: Sentence


class SwitchOff(Written):
    """A rule that is not used here, and why."""

    rule: RuleId
    reason: Sentence


class Choice(Written):
    """An alternative reading used in place of the one the pack uses by default, and why."""

    rule: RuleId
    reason: Sentence


class OverlayFile(Written):
    """The contents of an overlay's YAML file."""

    overlay: Word = Field(description="The overlay's name.")
    extends: str = Field(description="The pack it lies over: a shipped pack's name or a path beside this file.")
    title: str
    change: list[Change] = Field(default_factory=list)
    switch_off: list[SwitchOff] = Field(default_factory=list)
    choose: list[Choice] = Field(default_factory=list)
    sources: dict[Word, Source] = Field(default_factory=dict)
    vocabulary: VocabularyFile = Field(default_factory=VocabularyFile)
    definitions: dict[Word, Definition] = Field(default_factory=dict)
    rules: list[Rule] = Field(default_factory=list, description="Local standards, as rules of their own.")


@dataclass(frozen=True)
class Weakening:
    """One way in which an overlay asks for less than its pack, or for something that cannot be compared."""

    rule_id: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Overlaid:
    """A pack with an overlay on it: the pack that results, what was chosen, and what is weaker than before."""

    overlay: OverlayFile
    base: PackFile
    pack: PackFile
    chosen: tuple[str, ...]
    weakenings: tuple[Weakening, ...]

    @property
    def at_least_as_strict(self) -> bool:
        """Whether whoever meets the overlaid pack meets the pack beneath it."""
        return not self.weakenings


FindPack = Callable[[str | Path], Path]


def read_overlay(
    path: Path,
    read_pack: Callable[[Path], tuple[PackFile | None, list[Problem]]],
    find: FindPack,
    calendars: dict[str, Calendar],
) -> tuple[Overlaid | None, list[Problem]]:
    """Read an overlay and lay it over its pack, with every problem found."""
    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        return None, document
    overlay, problems = validate(OverlayFile, document)
    if overlay is None:
        return None, problems
    beside = path.parent / overlay.extends
    try:
        base, wrong = read_pack(beside if beside.is_file() else find(overlay.extends))
    except Refused as refused:
        return None, [_problem(document, ("extends",), "no-such-pack", p.message, p.fix) for p in refused.problems]
    if base is None or has_errors(wrong):
        return None, [*problems, *wrong]
    rules, more = _changed(overlay, base, document)
    problems = [*problems, *more]
    pack = base.model_copy(
        update={
            "pack": overlay.overlay,
            "title": overlay.title,
            "sources": {**base.sources, **overlay.sources},
            "definitions": {**base.definitions, **overlay.definitions},
            "rules": [*rules, *overlay.rules],
            "vocabulary": _both(base.vocabulary, overlay.vocabulary),
            "catalogue": None,
        }
    )
    words = load_vocabulary().with_words(pack.vocabulary)
    problems += check_needed(pack, words, document)
    problems += _left_hanging(pack, overlay, document)
    if has_errors(problems):
        return None, problems
    weaker = _weakenings(overlay, base, pack, calendars)
    return Overlaid(overlay, base, pack, tuple(choice.rule for choice in overlay.choose), weaker), problems


def _both(base: VocabularyFile, more: VocabularyFile) -> VocabularyFile:
    parts = {name: {**getattr(base, name), **getattr(more, name)} for name in type(base).model_fields}
    return base.model_copy(update=parts)


def _problem(
    document: SourceDocument, path: tuple[str | int, ...], code: str, message: str, fix: str | None
) -> Problem:
    return Problem(document.place(path), code, Severity.ERROR, message, None, fix, None)


def _changed(overlay: OverlayFile, base: PackFile, document: SourceDocument) -> tuple[list[RuleBase], list[Problem]]:
    """The pack's rules with the overlay's changes, and a problem for each that cannot be made."""
    by_id: dict[str, RuleBase] = {rule.id: rule for rule in base.rules}
    problems: list[Problem] = []
    named = [("change", n, c.rule) for n, c in enumerate(overlay.change)]
    named += [("switch_off", n, s.rule) for n, s in enumerate(overlay.switch_off)]
    named += [("choose", n, c.rule) for n, c in enumerate(overlay.choose)]
    for key, number, rule_id in named:
        if rule_id not in by_id:
            near = nearest(rule_id, by_id)
            message = f"{overlay.extends} has no rule '{rule_id}'"
            problems.append(
                _problem(
                    document,
                    (key, number, "rule"),
                    "unknown-word",
                    message,
                    f"did you mean '{near}'?" if near else None,
                )
            )
        elif key == "choose" and by_id[rule_id].alternative_to is None:
            message = f"'{rule_id}' is not an alternative reading of another rule"
            problems.append(_problem(document, (key, number, "rule"), "not-an-alternative", message, None))
    for number, change in enumerate(overlay.change):
        if change.rule in by_id:
            changed = _set(by_id[change.rule], change, ("change", number, "set"), document, problems)
            by_id[change.rule] = changed
    off = {switch.rule for switch in overlay.switch_off}
    return [rule for rule_id, rule in by_id.items() if rule_id not in off], problems


def _set(
    rule: RuleBase, change: Change, path: tuple[str | int, ...], document: SourceDocument, problems: list[Problem]
) -> RuleBase:
    """One rule with some of its keys given new values, checked as any rule is."""
    for key in ("id", "form", "standard"):
        if key in change.set:
            message = f"an overlay cannot change a rule's {key}; switch the rule off and write your own"
            problems.append(_problem(document, (*path, key), "not-changeable", message, None))
            return rule
    given = {_alias(rule, name): getattr(rule, name) for name in rule.model_fields_set}
    whole = document.part(path, {**given, **change.set})
    found, wrong = validate(_RULE, whole)
    problems += [replace(problem, rule_id=change.rule) for problem in wrong]
    return rule if found is None else found


_RULE: TypeAdapter[RuleBase | None] = TypeAdapter(Rule)


def _alias(rule: RuleBase, name: str) -> str:
    return type(rule).model_fields[name].alias or name


def _left_hanging(pack: PackFile, overlay: OverlayFile, document: SourceDocument) -> list[Problem]:
    """Rules that hang on one that was switched off."""
    off = {switch.rule: number for number, switch in enumerate(overlay.switch_off)}
    found = []
    for rule in pack.rules:
        for other in sorted(references(rule)):
            if other in off:
                message = f"'{rule.id}' hangs on '{other}', which is switched off"
                found.append(
                    _problem(
                        document,
                        ("switch_off", off[other], "rule"),
                        "left-hanging",
                        message,
                        f"switch '{rule.id}' off too",
                    )
                )
    return found


def side_of(pack: PackFile, rule: RuleBase, calendars: dict[str, Calendar]) -> Side:
    """A rule with its pack's meaning of words, for comparing."""
    return Side(rule, calendars[rule.calendar or pack.calendar], conventions_of(pack, rule), pack.definitions)


def _weakenings(
    overlay: OverlayFile, base: PackFile, pack: PackFile, calendars: dict[str, Calendar]
) -> tuple[Weakening, ...]:
    """Every rule that is off, chosen looser, or changed to ask for less or for what cannot be compared."""
    before = {rule.id: rule for rule in base.rules}
    after = {rule.id: rule for rule in pack.rules}
    found = [
        Weakening(switch.rule, Verdict(Relation.LOOSER, "switched off"), switch.reason) for switch in overlay.switch_off
    ]
    for change in overlay.change:
        verdict = (
            compare_rules(side_of(pack, after[change.rule], calendars), side_of(base, before[change.rule], calendars))
            if change.rule in after
            else Verdict(Relation.SAME, "")
        )
        if not verdict.relation.at_least_as_strict:
            found.append(Weakening(change.rule, verdict, change.reason))
    for choice in overlay.choose:
        default = before[choice.rule].alternative_to
        if default is not None:
            verdict = compare_rules(
                side_of(base, before[choice.rule], calendars), side_of(base, before[default], calendars)
            )
            if not verdict.relation.at_least_as_strict:
                found.append(Weakening(choice.rule, verdict, choice.reason))
    return tuple(found)


def compile_overlaid(overlaid: Overlaid, calendars: dict[str, Calendar]) -> CompiledPack:
    """An overlaid pack, ready to evaluate."""
    return compile_pack(overlaid.pack, load_vocabulary(), calendars, overlaid.chosen)
