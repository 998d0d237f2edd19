"""Does a pack make sense as a whole: ids used once, rules that hang on each other in no circle, numbers that exist."""

from __future__ import annotations

from practice_rules.language.chains import references
from practice_rules.language.pack import PackFile
from practice_rules.language.rules import First
from practice_rules.problems import Problem, Severity
from practice_rules.yaml_source import SourceDocument


def check_soundness(pack: PackFile, document: SourceDocument) -> list[Problem]:
    """Every problem of a pack as a whole, in the order they stand."""
    return [
        *_repeated(pack, document),
        *_circles(pack, document),
        *_numbers(pack, document),
        *_alternatives(pack, document),
    ]


def _repeated(pack: PackFile, document: SourceDocument) -> list[Problem]:
    first: dict[str, int] = {}
    found = []
    for number, rule in enumerate(pack.rules):
        if rule.id in first:
            before = document.place(("rules", first[rule.id], "id"))
            found.append(
                Problem(
                    document.place(("rules", number, "id")), "repeated-rule", Severity.ERROR,
                    f"the id '{rule.id}' is used twice, first on line {before.line}", "an id of its own for every rule",
                    "add a last part that says how this rule differs", rule.id,
                )
            )  # fmt: skip
        first.setdefault(rule.id, number)
    return found


def _circles(pack: PackFile, document: SourceDocument) -> list[Problem]:
    hangs_on = {rule.id: references(rule) for rule in pack.rules}
    found = []
    for number, rule in enumerate(pack.rules):
        reached: set[str] = set()
        waiting = set(hangs_on[rule.id])
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting |= hangs_on.get(other, set())
        if rule.id in reached:
            found.append(
                Problem(
                    document.place(("rules", number, "id")), "circle", Severity.ERROR,
                    "the rule hangs on its own due date or breach through other rules", "an anchor that comes first",
                    "hang it on an event, an age or a period", rule.id,
                )
            )  # fmt: skip
    return found


def _numbers(pack: PackFile, document: SourceDocument) -> list[Problem]:
    if pack.catalogue is None:
        return []
    known = frozenset(pack.catalogue.statements())
    found = []
    for path, numbers, rule_id in _standards(pack):
        for number in numbers:
            if number not in known:
                found.append(
                    Problem(
                        document.place(path), "unknown-statement", Severity.ERROR,
                        f"the catalogue has no statement {number}",
                        f"{pack.catalogue.prefix}-001 to {pack.catalogue.prefix}-{pack.catalogue.last:03d}",
                        None, rule_id,
                    )
                )  # fmt: skip
    return found


def _standards(pack: PackFile) -> list[tuple[tuple[str | int, ...], list[str], str | None]]:
    """Every list of statement numbers in a pack, with its path and the rule it is on."""
    listed: list[tuple[tuple[str | int, ...], list[str], str | None]] = []
    for number, rule in enumerate(pack.rules):
        listed.append((("rules", number, "standard"), rule.standard, rule.id))
        for place, phase in enumerate(getattr(rule, "phases", None) or ()):
            listed.append((("rules", number, "phases", place, "standard"), phase.standard, rule.id))
        first = getattr(rule, "first", None)
        if isinstance(first, First):
            listed.append((("rules", number, "first", "standard"), first.standard, rule.id))
    for name, definition in pack.definitions.items():
        listed.append((("definitions", name, "standard"), definition.standard, None))
    for number, context in enumerate(pack.context):
        listed.append((("context", number, "standard"), context.standard, None))
    return listed


def statements_used(pack: PackFile) -> dict[str, list[str]]:
    """For each statement number, where the pack accounts for it: rule ids, `definition NAME`, or `context`."""
    used: dict[str, list[str]] = {}
    for path, numbers, rule_id in _standards(pack):
        where = rule_id or (f"definition {path[1]}" if path[0] == "definitions" else "context")
        for number in numbers:
            places = used.setdefault(number, [])
            if where not in places:
                places.append(where)
    return used


def _alternatives(pack: PackFile, document: SourceDocument) -> list[Problem]:
    """An alternative answers a rule that is itself in use."""
    others = {rule.id: rule.alternative_to for rule in pack.rules}
    return [
        Problem(
            document.place(("rules", number, "alternative_to")), "alternative-chain", Severity.ERROR,
            f"'{rule.alternative_to}' is itself an alternative", "the id of the rule that is used by default",
            None, rule.id,
        )
        for number, rule in enumerate(pack.rules)
        if rule.alternative_to is not None and others.get(rule.alternative_to) is not None
    ]  # fmt: skip
